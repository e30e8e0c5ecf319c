"""The contract calendar: what begins and ends when, what holds on a day, what ends soon, gaps and double running."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from ea_model.agenda import USUAL_HORIZON, Chain, reference_day
from ea_model.agenda.wording import (
    date_words,
    day_words,
    days_words,
    double_words,
    gap_words,
    ground_words,
    kind_words,
    name_of,
    range_text,
    span_words,
    subject_words,
)
from ea_model.labels import label
from ea_model.spans import Span
from ea_model.values import Truth
from views import gallery
from views.answers.agenda import Question
from views.diagram import Diagram
from views.pages import _save, _state, _tables, _text
from views.pages._desk import Desk
from views.pages._facts import show_panel
from views.pages._tones import VERDICT_BADGE
from views.pages.map_component import architecture_map

_VIEWS = ("picture", "table")
_HORIZONS = ("3", "6", "12", "24", "60")
"""Months ahead one may look for ends."""


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("calendar"), anchor=False)
    question = _question(desk)
    st.caption(desk.say("asked_for", moment=_text.escape(desk.moment_title())))
    entries = question.entries()
    if not entries:
        st.info(desk.say("no_dates"))
        return
    view = _state.switch(
        desk.say("shown_as"), "view", _VIEWS, _VIEWS[0], lambda v: desk.say(f"view_{v}"), label_visibility="collapsed"
    )
    if view == "picture":
        _picture(desk)
    else:
        _dates(desk, question)
    picked = desk.picked()
    if picked is not None:
        with st.container(border=True):
            show_panel(desk, picked)
    _on_day(desk, question)
    _expiry(desk, question)
    _handovers(desk, question)
    _chains(desk, question)


def _question(desk: Desk) -> Question:
    """What the address asks, in the line of history that ends in the plateau of the desk."""
    model, moment = desk.model, desk.scope.moment
    day = moment.day or reference_day(model) or date.today()
    usual = model.contents.horizon or USUAL_HORIZON
    horizon = Span(months=int(asked)) if (asked := _state.asked("horizon")) in _HORIZONS else usual
    return Question(model, day=day, plateau=moment.plateau, asked=moment.day is not None, horizon=horizon)


def _picture(desk: Desk) -> None:
    draw = partial(_drawn, desk)
    svg = desk.kept(("agenda", desk.lang), draw)
    # The rows of the picture stand for contracts; there are no lines between them to walk along.
    diagram = Diagram("agenda", desk.say("calendar"), (), ())
    known = frozenset(c.id for c in desk.model.contracts)
    architecture_map(svg, diagram, key="calendar", lang=desk.lang, selected=_state.asked("el"), ids=known)
    _save.picture(desk, "calendar", desk.say("calendar"), draw)


def _drawn(desk: Desk) -> bytes:
    return gallery.picture(desk.scope, "agenda", lang=desk.lang)


def _dates(desk: Desk, question: Question) -> None:
    entries = question.entries()
    header = [label(f"Agenda.{h}", desk.lang) for h in ("date", "what", "subject", "plateaus", "status", "source")]
    rows = [
        [
            range_text(e.date, desk.lang), kind_words(e, desk.lang), subject_words(e, desk.lang),
            ", ".join(e.plateaus) or label("Agenda.all", desk.lang), desk.word(e.status),
            " ".join(dict.fromkeys(s.fact or s.document for s in e.sources)),
        ]
        for e in entries
    ]  # fmt: skip
    ids = [e.about.id if e.about.id in desk.model else "" for e in entries]
    _tables.of_elements(desk, "dates", header, rows, ids)
    _tables.download(desk, "calendar", [header, *rows], desk.say("calendar"))


def _on_day(desk: Desk, question: Question) -> None:
    """What holds on the day that was asked, each with the reason."""
    st.header(desk.say("on_day"), anchor=False)
    if not question.asked:
        st.caption(desk.say("on_day_hint"))
        return
    st.caption(_text.escape(label("Agenda.on_day", desk.lang, day=day_words(question.day, desk.lang))))
    for story in question.stories:
        for found in question.on_day(story):
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.badge(label(f"OnDay.{found.truth.name}", desk.lang), color=VERDICT_BADGE[found.truth])
                desk.link_to(found.contract, f"**{_text.escape(desk.contract_title(found.contract.id))}**")
            st.caption(_text.escape(ground_words(found, desk.lang)))


def _expiry(desk: Desk, question: Question) -> None:
    """What ends within the horizon, seen from the day."""
    st.header(desk.say("expiry"), anchor=False)
    usual = str(USUAL_HORIZON.months)
    own = str(question.horizon.months or usual)
    options = sorted({*_HORIZONS, own}, key=int)
    _state.choose(desk.say("horizon"), "horizon", options, own, lambda m: span_words(Span(months=int(m)), desk.lang),
                  width=240)  # fmt: skip
    header = [label(f"Agenda.{h}", desk.lang)
              for h in ("contract", "ending", "status", "days_left", "successor", "signed")]  # fmt: skip
    rows = [
        [
            f"{e.contract.id} {name_of(e.contract, desk.lang)}", date_words(e.end, desk.lang), desk.word(e.ending),
            days_words(e.days, desk.lang) if e.days is not None else "", ", ".join(h.after.id for h in e.successors),
            label(f"OnDay.{e.successor_signed.name}", desk.lang) if e.successors else "",
        ]
        for story in question.stories
        for e in question.expiries(story)
    ]  # fmt: skip
    last = day_words(question.horizon.after(question.day), desk.lang)
    words = {"day": day_words(question.day, desk.lang), "horizon": span_words(question.horizon, desk.lang)}
    st.caption(_text.escape(label("Agenda.expiring", desk.lang, **words, last=last)))
    _tables.plain(header, rows)
    _tables.download(desk, "expiry", [header, *rows], desk.say("expiry"))


def _handovers(desk: Desk, question: Question) -> None:
    """Gaps and double running between a contract and what replaces it."""
    st.header(desk.say("handovers"), anchor=False)
    header = [desk.say("from"), desk.say("to"), label("Agenda.gap", desk.lang), label("Agenda.double", desk.lang)]
    rows = [
        [
            desk.contract_title(h.before.id), desk.contract_title(h.after.id),
            _said(desk, h.gap, gap_words(h, desk.lang) if h.gap_days else ""),
            _said(desk, h.double, double_words(h, desk.lang) if h.double_days else ""),
        ]
        for story in question.stories
        for h in question.handovers(story)
    ]  # fmt: skip
    if not rows:
        st.caption(desk.say("no_handovers"))
        return
    _tables.plain(header, rows)
    _tables.download(desk, "handovers", [header, *rows], desk.say("handovers"))


def _said(desk: Desk, truth: Truth, measure: str) -> str:
    word = label(f"OnDay.{truth.name}", desk.lang)
    return f"{word}: {measure}" if measure else word


def _chains(desk: Desk, question: Question) -> None:
    """Who replaces whom, and what is odd about it."""
    lines = [line for story in question.stories for chain in question.chains(story) for line in _odd(desk, chain)]
    if lines:
        st.header(desk.say("chains"), anchor=False)
        st.markdown("\n".join(f"- {_text.escape(line)}" for line in lines))


def _odd(desk: Desk, chain: Chain) -> list[str]:
    lines = []
    for contract in chain.forks:
        after = ", ".join(h.after.id for h in chain.handovers if h.before is contract)
        lines.append(label("Agenda.fork", desk.lang, contract=contract.id, names=after))
    for contract in chain.merges:
        before = ", ".join(h.before.id for h in chain.handovers if h.after is contract)
        lines.append(label("Agenda.merge", desk.lang, contract=contract.id, names=before))
    if chain.cycle:
        lines.append(label("Agenda.cycle", desk.lang, names=", ".join(c.id for c in chain.cycle)))
    return lines or [" → ".join(c.id for c in chain.contracts)]
