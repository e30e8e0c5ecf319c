"""Costs: what things cost and what nobody knows; double running; and what passing an amount on would come to."""

from __future__ import annotations

import streamlit as st

from ea_model.costs import (
    Costs,
    Group,
    MoneyError,
    Options,
    Overlap,
    PassThrough,
    Scenario,
    costs_of,
    lines_of,
    overlaps,
    pass_through,
    scenario_of,
    scenarios,
    with_options,
)
from ea_model.costs.scenario import all_streams
from ea_model.costs.wording import interval_words, line_name, total_words, unknown_words
from ea_model.labels import label
from ea_model.problems import EaModelError
from views.answers import costs as answer
from views.answers import passthrough
from views.pages import _pictures, _state, _tables, _text
from views.pages._desk import Desk
from views.pages._facts import show_panel

_VIEWS = ("items", "passthrough")
_KEYS = ("", "volume", "gelijk")
_OWN = "-"
"""Stands in the address for a scenario of one's own."""


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("costs"), anchor=False)
    st.caption(desk.say("asked_for", moment=_text.escape(desk.moment_title())))
    view = _state.switch(
        desk.say("shown_as"), "view", _VIEWS, _VIEWS[0], lambda v: desk.say(f"costs_{v}"), label_visibility="collapsed"
    )
    try:
        if view == "items":
            _items(desk)
        else:
            _passed_on(desk)
    except EaModelError as error:  # an amount of the model that cannot be read as money
        st.error(_text.escape(error))


def _items(desk: Desk) -> None:
    """Totals per group, every line, what is unknown, and double running."""
    contract = desk.model.contract(desk.contract) if desk.contract in {c.id for c in desk.model.contracts} else None
    whose = "all"
    if contract is not None:
        whose = _state.switch(
            desk.say("about"), "whose", ("all", "contract"), "all",
            lambda w: desk.say("about_all") if w == "all" else desk.contract, label_visibility="collapsed",
        )  # fmt: skip
    about = contract if whose == "contract" else None
    found = desk.kept(("costs", about.id if about else ""), lambda: costs_of(desk.scope, about))
    if not found.counted:
        st.info(desk.say("no_costs"))
    else:
        _totals(desk, found)
        rows = answer.rows(found, desk.lang)
        st.header(_title("Costs.lines", desk), anchor=False)
        _tables.of_elements(desk, "cost lines", rows[0], rows[1:], [c.line.element.id for c in found.counted])
        _tables.download(desk, "costs", rows, desk.say("costs"))
        _unknown(desk, found)
    _overlaps(desk)


def _title(key: str, desk: Desk, **values: object) -> str:
    """A line that announces something, as a heading."""
    return label(key, desk.lang, **values).removesuffix(":")


def _totals(desk: Desk, costs: Costs) -> None:
    """A card per group; a total of which something is unknown says at least, and how much is missing."""
    shown = [(label(f"CostGroup.{group.value if group else 'all'}", desk.lang), groups)
             for group, groups in ((None, ()), *((g, (g,)) for g in Group))]  # fmt: skip
    for title, groups in shown:
        totals = costs.totals(*groups)
        missing = costs.missing(*groups)
        if not totals and not missing:
            continue
        with st.container(border=True):
            st.markdown(f"**{_text.escape(title)}**")
            for total in totals:
                st.markdown(_text.escape(total_words(total, desk.lang)))
            if not totals:
                st.markdown(f":gray-background[{label('Money.unknown', desk.lang)}]")


def _unknown(desk: Desk, costs: Costs) -> None:
    if not costs.unknown:
        return
    st.header(desk.say("unknown_amounts", count=len(costs.unknown)), anchor=False)
    for line in costs.unknown:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            desk.link_to(line.element, f"**{_text.escape(line_name(line, desk.lang))}**")
            st.caption(_text.escape(unknown_words(line, desk.lang)))


def _overlaps(desk: Desk) -> None:
    """Old and new contracts that are paid for at the same time."""
    found = desk.kept(("overlaps",), lambda: overlaps(desk.model, desk.scope.situation.doubts))
    if not found:
        return
    st.header(_title("Costs.overlaps", desk), anchor=False)
    header = [desk.say(w) for w in ("old_contract", "new_contract", "days_together", "cost_together")]
    rows = [_overlap(desk, o) for o in found]
    _tables.plain(header, rows)
    _tables.download(desk, "double-cost", [header, *rows], _title("Costs.overlaps", desk))


def _overlap(desk: Desk, overlap: Overlap) -> list[str]:
    days = (
        interval_words(overlap.days, "", desk.lang) if overlap.days is not None else label("Money.unknown", desk.lang)
    )
    titles = [desk.contract_title(side.contract.id) for side in (overlap.old, overlap.new)]
    return [*titles, days, answer.overlap_words(overlap, desk.lang)]


def _passed_on(desk: Desk) -> None:
    """A scenario of the model or of one's own, with every choice open to be changed."""
    if not all_streams(desk.model):
        st.info(desk.say("no_streams"))
        return
    held = {s.id: s for s in scenarios(desk.model)}
    options = [*held, _OWN]
    chosen = _state.choose(
        desk.say("scenario"), "scenario", options, options[0],
        lambda code: desk.say("own_scenario") if code == _OWN else desk.name(held[code]),
    )  # fmt: skip
    given = _choices(desk, own=chosen == _OWN)
    try:
        base = scenario_of(desk.model, held[chosen]) if chosen in held else None
        if base is None and not given.base:
            st.info(desk.say("give_base"))
            return
        scenario: Scenario = with_options(desk.model, base, given) if given != Options() or base is None else base
        _show_answer(desk, pass_through(scenario))
        _streams(desk)
    except MoneyError as error:
        st.error(_text.escape(error))


def _streams(desk: Desk) -> None:
    """Along which lines the messages go that the amount is divided over, the volumes as width."""
    st.header(desk.say("picture_streams"), anchor=False)
    _pictures.show(desk, "streams", {}, key="streams map")
    picked = desk.picked()
    if picked is not None:
        with st.container(border=True):
            show_panel(desk, picked)


def _choices(desk: Desk, *, own: bool) -> Options:
    """What a person changed; every field empty means as the scenario has it."""
    streams = {s.id: desk.name(s) for s in all_streams(desk.model)}
    amounts = {line.element.id: line_name(line, desk.lang) for line in lines_of(desk.model)}
    with st.container(border=True):
        st.markdown(f"**{desk.say('choices' if own else 'change_choices')}**")
        one, two, three = st.columns(3)
        with one:
            base = _state.choose(desk.say("base"), "base", ["", *amounts], "",
                                 lambda a: amounts.get(a) or desk.say("as_stated"))  # fmt: skip
            typed = _state.words(desk.say("amount"), "amount", placeholder=desk.say("amount_hint"))
        with two:
            fraction = _state.words(desk.say("fraction"), "fraction", placeholder=desk.say("fraction_hint"))
            years = _state.words(desk.say("years"), "years", placeholder="2019..2022")
        with three:
            key = _state.choose(desk.say("allocation_key"), "key", _KEYS, "", lambda k: desk.say(f"key_{k or 'as'}"))
            weights = _state.words(desk.say("weights"), "weights", placeholder=desk.say("weights_hint"))
        among = _state.several(desk.say("which_streams"), "streams", list(streams), streams.__getitem__)
        leaving = _state.several(desk.say("leaving_streams"), "without", list(streams), streams.__getitem__)
    return Options(
        base=typed or base, fraction=fraction, years=years, key="weights" if weights and not key else key,
        weights=tuple(weights.replace(",", " ").split()), streams=tuple(among), without=tuple(leaving),
    )  # fmt: skip


def _show_answer(desk: Desk, found: PassThrough) -> None:
    for line in passthrough.chosen(found, desk.lang):
        st.markdown(f"- {_text.escape(line)}")
    shown = [("before", found.before)] + ([("after", found.after)] if found.after is not None else [])
    for title, division in shown:
        names = ", ".join(desk.name(s) for s in found.scenario.leaving)
        st.header(_text.escape(_title(f"PassThrough.{title}", desk, streams=names)), anchor=False)
        header, *body = passthrough.rows(found, division, desk.lang)
        _tables.plain(header, body)
        st.markdown(_text.escape(passthrough.per_message(found, division, desk.lang)))
        _tables.download(desk, f"pass-through-{title}", [header, *body], desk.say("costs_passthrough"))
