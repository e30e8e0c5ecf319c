"""The contract calendar: what begins and ends when, what holds on a day, what ends soon, gaps and double running."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from ea_model.questions.agenda import USUAL_HORIZON, Chain, reference_day
from ea_model.questions.agenda.wording import (
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
from ea_model.values import Truth
from ea_model.values.durations import Span
from ea_model.views import pictures
from ea_model.views.answers.agenda import Question
from ea_model.views.pages.shared import address, save, tables, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import show_panel
from ea_model.views.pages.shared.map_component import architecture_map
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.pages.shared.tones import VERDICT_BADGE
from ea_model.views.scene.diagram import Diagram
from ea_model.words import label

_VIEWS = ("picture", "table")
_HORIZONS = ("3", "6", "12", "24", "60")
"""Months ahead one may look for ends."""


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("calendar"), anchor=False)
    question = _question(ctx)
    st.caption(ctx.say("asked_for", moment=text.escape(ctx.names.moment())))
    entries = question.entries()
    if not entries:
        st.info(ctx.say("no_dates"))
        return
    view = address.switch(
        ctx.say("shown_as"), "view", _VIEWS, _VIEWS[0], lambda v: ctx.say(f"view_{v}"), label_visibility="collapsed"
    )
    if view == "picture":
        _picture(ctx)
    else:
        _dates(ctx, question)
    picked = ctx.picked()
    if picked is not None:
        with st.container(border=True):
            show_panel(ctx, picked)
    _on_day(ctx, question)
    _expiry(ctx, question)
    _handovers(ctx, question)
    _chains(ctx, question)


def _question(ctx: PageContext) -> Question:
    """What the address asks, in the line of history that ends in the plateau of the ctx."""
    model, moment = ctx.model, ctx.scope.moment
    day = moment.day or reference_day(model) or date.today()
    usual = model.contents.horizon or USUAL_HORIZON
    horizon = Span(months=int(months)) if (months := address.value("horizon")) in _HORIZONS else usual
    return Question(model, day=day, plateau=moment.plateau, asked=moment.day is not None, horizon=horizon)


def _picture(ctx: PageContext) -> None:
    draw = partial(_svg, ctx)
    svg = ctx.cached(("agenda", ctx.lang), draw)
    # The rows of the picture stand for contracts; there are no lines between them to walk along.
    diagram = Diagram("agenda", ctx.say("calendar"), (), ())
    ids = frozenset(c.id for c in ctx.model.contracts)
    architecture_map(svg, diagram, key="calendar", lang=ctx.lang, selected=address.value("el"), ids=ids)
    save.picture(ctx, "calendar", ctx.say("calendar"), draw)


def _svg(ctx: PageContext) -> bytes:
    return pictures.picture(ctx.scope, "agenda", lang=ctx.lang)


def _dates(ctx: PageContext, question: Question) -> None:
    entries = question.entries()
    header = [label(f"Agenda.{h}", ctx.lang) for h in ("date", "what", "subject", "plateaus", "status", "source")]
    rows = [
        [
            range_text(e.date, ctx.lang), kind_words(e, ctx.lang), subject_words(e, ctx.lang),
            ", ".join(e.plateaus) or label("Agenda.all", ctx.lang), ctx.word(e.status),
            " ".join(dict.fromkeys(s.fact or s.document for s in e.sources)),
        ]
        for e in entries
    ]  # fmt: skip
    ids = [e.about.id if e.about.id in ctx.model else "" for e in entries]
    tables.of_elements(ctx, "dates", header, rows, ids)
    tables.download(ctx, "calendar", [header, *rows], ctx.say("calendar"))


def _on_day(ctx: PageContext, question: Question) -> None:
    """What holds on the day that was asked, each with the reason."""
    st.header(ctx.say("on_day"), anchor=False)
    if not question.asked:
        st.caption(ctx.say("on_day_hint"))
        return
    st.caption(text.escape(label("Agenda.on_day", ctx.lang, day=day_words(question.day, ctx.lang))))
    for story in question.stories:
        for state in question.on_day(story):
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.badge(label(f"OnDay.{state.truth.name}", ctx.lang), color=VERDICT_BADGE[state.truth])
                ctx.links.concept(state.contract, f"**{text.escape(ctx.names.contract(state.contract.id))}**")
            st.caption(text.escape(ground_words(state, ctx.lang)))


def _expiry(ctx: PageContext, question: Question) -> None:
    """What ends within the horizon, seen from the day."""
    st.header(ctx.say("expiry"), anchor=False)
    usual = str(USUAL_HORIZON.months)
    own = str(question.horizon.months or usual)
    options = sorted({*_HORIZONS, own}, key=int)
    address.choose(ctx.say("horizon"), "horizon", options, own, lambda m: span_words(Span(months=int(m)), ctx.lang),
                  width=240)  # fmt: skip
    header = [label(f"Agenda.{h}", ctx.lang)
              for h in ("contract", "ending", "status", "days_left", "successor", "signed")]  # fmt: skip
    rows = [
        [
            f"{e.contract.id} {name_of(e.contract, ctx.lang)}", date_words(e.end, ctx.lang), ctx.word(e.ending),
            days_words(e.days, ctx.lang) if e.days is not None else "", ", ".join(h.after.id for h in e.successors),
            label(f"OnDay.{e.successor_signed.name}", ctx.lang) if e.successors else "",
        ]
        for story in question.stories
        for e in question.expiries(story)
    ]  # fmt: skip
    last = day_words(question.horizon.after(question.day), ctx.lang)
    words = {"day": day_words(question.day, ctx.lang), "horizon": span_words(question.horizon, ctx.lang)}
    st.caption(text.escape(label("Agenda.expiring", ctx.lang, **words, last=last)))
    tables.plain(header, rows)
    tables.download(ctx, "expiry", [header, *rows], ctx.say("expiry"))


def _handovers(ctx: PageContext, question: Question) -> None:
    """Gaps and double running between a contract and what replaces it."""
    st.header(ctx.say("handovers"), anchor=False)
    header = [ctx.say("from"), ctx.say("to"), label("Agenda.gap", ctx.lang), label("Agenda.double", ctx.lang)]
    rows = [
        [
            ctx.names.contract(h.before.id), ctx.names.contract(h.after.id),
            _verdict(ctx, h.gap, gap_words(h, ctx.lang) if h.gap_days else ""),
            _verdict(ctx, h.double, double_words(h, ctx.lang) if h.double_days else ""),
        ]
        for story in question.stories
        for h in question.handovers(story)
    ]  # fmt: skip
    if not rows:
        st.caption(ctx.say("no_handovers"))
        return
    tables.plain(header, rows)
    tables.download(ctx, "handovers", [header, *rows], ctx.say("handovers"))


def _verdict(ctx: PageContext, truth: Truth, measure: str) -> str:
    word = label(f"OnDay.{truth.name}", ctx.lang)
    return f"{word}: {measure}" if measure else word


def _chains(ctx: PageContext, question: Question) -> None:
    """Who replaces whom, and what is odd about it."""
    lines = [line for story in question.stories for chain in question.chains(story) for line in _odd(ctx, chain)]
    if lines:
        st.header(ctx.say("chains"), anchor=False)
        st.markdown("\n".join(f"- {text.escape(line)}" for line in lines))


def _odd(ctx: PageContext, chain: Chain) -> list[str]:
    lines = []
    for contract in chain.forks:
        after = ", ".join(h.after.id for h in chain.handovers if h.before is contract)
        lines.append(label("Agenda.fork", ctx.lang, contract=contract.id, names=after))
    for contract in chain.merges:
        before = ", ".join(h.before.id for h in chain.handovers if h.after is contract)
        lines.append(label("Agenda.merge", ctx.lang, contract=contract.id, names=before))
    if chain.cycle:
        lines.append(label("Agenda.cycle", ctx.lang, names=", ".join(c.id for c in chain.cycle)))
    return lines or [" → ".join(c.id for c in chain.contracts)]


PAGE = Page("calendar", "calendar_month", NavigationPart.PLAN, 1, show)
