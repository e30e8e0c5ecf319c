"""Costs: what things cost and what nobody knows; double running; and what passing an amount on would come to."""

from __future__ import annotations

import streamlit as st

from ea_model.messages import Message
from ea_model.messages.problems import EaModelError
from ea_model.metamodel.contract import AllocationKey
from ea_model.questions.agenda import plateau_history
from ea_model.questions.costs import (
    Costs,
    Group,
    MoneyError,
    Overlap,
    PassThrough,
    PassThroughOptions,
    Scenario,
    costs_of,
    lines_of,
    overlaps,
    pass_through,
    scenario_of,
    scenarios,
    with_options,
)
from ea_model.questions.costs.scenario import all_streams
from ea_model.questions.costs.wording import interval_words, line_name, total_words, unknown_words
from ea_model.views.answers import costs as answer
from ea_model.views.answers import passthrough
from ea_model.views.pages.shared import address, drawn, tables, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import show_panel
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.words import label

_VIEWS = ("items", "passthrough")
_KEYS = ("", AllocationKey.VOLUME.value, AllocationKey.EQUAL.value)
_OWN = "-"
"""Stands in the address for a scenario of one's own."""


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("costs"), anchor=False)
    st.caption(ctx.say("asked_for", moment=text.escape(ctx.names.moment())))
    view = address.switch(
        ctx.say("shown_as"), "view", _VIEWS, _VIEWS[0], lambda v: ctx.say(f"costs_{v}"), label_visibility="collapsed"
    )
    try:
        if view == "items":
            _items(ctx)
        else:
            _passed_on(ctx)
    except EaModelError as error:  # an amount of the model that cannot be read as money
        st.error(text.escape(Message.of(error)(ctx.lang)))


def _items(ctx: PageContext) -> None:
    """Totals per group, every line, what is unknown, and double running."""
    contract = ctx.model.contract(ctx.contract) if ctx.contract in {c.id for c in ctx.model.contracts} else None
    whose = "all"
    if contract is not None:
        whose = address.switch(
            ctx.say("about"), "whose", ("all", "contract"), "all",
            lambda w: ctx.say("about_all") if w == "all" else ctx.contract, label_visibility="collapsed",
        )  # fmt: skip
    about = contract if whose == "contract" else None
    costs = ctx.cached(("costs", about.id if about else ""), lambda: costs_of(ctx.scope, about))
    if not costs.counted:
        st.info(ctx.say("no_costs"))
    else:
        _totals(ctx, costs)
        rows = answer.rows(costs, ctx.lang)
        st.header(_title("Costs.lines", ctx), anchor=False)
        tables.of_elements(ctx, "cost lines", rows[0], rows[1:], [c.line.element.id for c in costs.counted])
        tables.download(ctx, "costs", rows, ctx.say("costs"))
        _unknown(ctx, costs)
    _overlaps(ctx)


def _title(key: str, ctx: PageContext, **values: object) -> str:
    """A line that announces something, as a heading."""
    return label(key, ctx.lang, **values).removesuffix(":")


def _totals(ctx: PageContext, costs: Costs) -> None:
    """A card per group; a total of which something is unknown says at least, and how much is missing."""
    cards = [(label(f"CostGroup.{group.value if group else 'all'}", ctx.lang), groups)
             for group, groups in ((None, ()), *((g, (g,)) for g in Group))]  # fmt: skip
    for title, groups in cards:
        totals = costs.totals(*groups)
        missing = costs.missing(*groups)
        if not totals and not missing:
            continue
        with st.container(border=True):
            st.markdown(f"**{text.escape(title)}**")
            for total in totals:
                st.markdown(text.escape(total_words(total, ctx.lang)))
            if not totals:
                st.markdown(f":gray-background[{label('Money.unknown', ctx.lang)}]")


def _unknown(ctx: PageContext, costs: Costs) -> None:
    if not costs.unknown:
        return
    st.header(ctx.say("unknown_amounts", count=len(costs.unknown)), anchor=False)
    for line in costs.unknown:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            ctx.links.concept(line.element, f"**{text.escape(line_name(line, ctx.lang))}**")
            st.caption(text.escape(unknown_words(line, ctx.lang)))


def _overlaps(ctx: PageContext) -> None:
    """Old and new contracts that are paid for at the same time."""
    pairs = ctx.cached(("overlaps",), lambda: overlaps(plateau_history(ctx.model, ctx.scope.moment.plateau)))
    if not pairs:
        return
    st.header(_title("Costs.overlaps", ctx), anchor=False)
    header = [ctx.say(w) for w in ("old_contract", "new_contract", "days_together", "cost_together")]
    rows = [_overlap(ctx, o) for o in pairs]
    tables.plain(header, rows)
    tables.download(ctx, "double-cost", [header, *rows], _title("Costs.overlaps", ctx))


def _overlap(ctx: PageContext, overlap: Overlap) -> list[str]:
    days = interval_words(overlap.days, "", ctx.lang) if overlap.days is not None else label("Money.unknown", ctx.lang)
    titles = [ctx.names.contract(side.contract.id) for side in (overlap.old, overlap.new)]
    return [*titles, days, answer.overlap_words(overlap, ctx.lang)]


def _passed_on(ctx: PageContext) -> None:
    """A scenario of the model or of one's own, with every choice open to be changed."""
    if not all_streams(ctx.model):
        st.info(ctx.say("no_streams"))
        return
    by_id = {s.id: s for s in scenarios(ctx.model)}
    options = [*by_id, _OWN]
    code = address.choose(
        ctx.say("scenario"), "scenario", options, options[0],
        lambda code: ctx.say("own_scenario") if code == _OWN else ctx.names.of(by_id[code]),
    )  # fmt: skip
    choices = _choices(ctx, own=code == _OWN)
    try:
        base = scenario_of(ctx.model, by_id[code]) if code in by_id else None
        if base is None and not choices.base:
            st.info(ctx.say("give_base"))
            return
        scenario: Scenario = (
            with_options(ctx.model, base, choices) if choices != PassThroughOptions() or base is None else base
        )
        _show_answer(ctx, pass_through(scenario))
        _streams(ctx)
    except MoneyError as error:
        st.error(text.escape(Message.of(error)(ctx.lang)))


def _streams(ctx: PageContext) -> None:
    """Along which lines the messages go that the amount is divided over, the volumes as width."""
    st.header(ctx.say("picture_streams"), anchor=False)
    drawn.show(ctx, "streams", {}, key="streams map")
    picked = ctx.picked()
    if picked is not None:
        with st.container(border=True):
            show_panel(ctx, picked)


def _choices(ctx: PageContext, *, own: bool) -> PassThroughOptions:
    """What a person changed; every field empty means as the scenario has it."""
    streams = {s.id: ctx.names.of(s) for s in all_streams(ctx.model)}
    amounts = {line.element.id: line_name(line, ctx.lang) for line in lines_of(ctx.model)}
    with st.container(border=True):
        st.markdown(f"**{ctx.say('choices' if own else 'change_choices')}**")
        one, two, three = st.columns(3)
        with one:
            base = address.choose(ctx.say("base"), "base", ["", *amounts], "",
                                 lambda a: amounts.get(a) or ctx.say("as_stated"))  # fmt: skip
            typed = address.words(ctx.say("amount"), "amount", placeholder=ctx.say("amount_hint"))
        with two:
            fraction = address.words(ctx.say("fraction"), "fraction", placeholder=ctx.say("fraction_hint"))
            years = address.words(ctx.say("years"), "years", placeholder="2019..2022")
        with three:
            key = address.choose(ctx.say("allocation_key"), "key", _KEYS, "", lambda k: ctx.say(f"key_{k or 'as'}"))
            weights = address.words(ctx.say("weights"), "weights", placeholder=ctx.say("weights_hint"))
        among = address.several(ctx.say("which_streams"), "streams", list(streams), streams.__getitem__)
        leaving = address.several(ctx.say("leaving_streams"), "without", list(streams), streams.__getitem__)
    return PassThroughOptions(
        base=typed or base, fraction=fraction, years=years, key="weights" if weights and not key else key,
        weights=tuple(weights.replace(",", " ").split()), streams=tuple(among), without=tuple(leaving),
    )  # fmt: skip


def _show_answer(ctx: PageContext, answer: PassThrough) -> None:
    for line in passthrough.chosen(answer, ctx.lang):
        st.markdown(f"- {text.escape(line)}")
    divisions = [("before", answer.before)] + ([("after", answer.after)] if answer.after is not None else [])
    for title, division in divisions:
        names = ", ".join(ctx.names.of(s) for s in answer.scenario.leaving)
        st.header(text.escape(_title(f"PassThrough.{title}", ctx, streams=names)), anchor=False)
        header, *body = passthrough.rows(answer, division, ctx.lang)
        tables.plain(header, body)
        st.markdown(text.escape(passthrough.per_message(answer, division, ctx.lang)))
        tables.download(ctx, f"pass-through-{title}", [header, *body], ctx.say("costs_passthrough"))


PAGE = Page("costs", "euro", NavigationPart.GOVERN, 5, show)
