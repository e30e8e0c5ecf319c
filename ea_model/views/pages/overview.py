"""Overview: how much of the model is looked after, what each contract covers, what a plateau changes."""

from __future__ import annotations

import streamlit as st

from ea_model.metamodel.contract import Contract
from ea_model.scope import ContractScope, Scope, ScopeClass, Status, contract_scopes
from ea_model.values import in_language
from ea_model.views.pages.shared import text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.pages.shared.tones import CLASS_BADGE

_CARDS_PER_ROW = 3
_CARD_CLASSES = (
    ScopeClass.DIRECT,
    ScopeClass.DERIVED,
    ScopeClass.POSSIBLE,
    ScopeClass.EXCLUDED,
    ScopeClass.TOUCHED,
    ScopeClass.BOUNDARY,
)


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(text.escape(in_language(ctx.model.name, ctx.lang)), anchor=False)
    if ctx.model.contents.documentation:
        st.markdown(text.escape(in_language(ctx.model.contents.documentation, ctx.lang)))
    st.caption(ctx.say("asked_for", moment=text.escape(ctx.names.moment())))
    _metrics(ctx)
    st.header(ctx.say("contracts"), anchor=False)
    _cards(ctx)
    if len(ctx.model.plateaus) > 1:
        st.header(ctx.say("plateaus_compared"), anchor=False)
        _plateaus(ctx)


def _metrics(ctx: PageContext) -> None:
    counts = ctx.scope.counts()
    required = sum(counts.values())
    looked_after = sum(counts.get(s, 0) for s in (Status.COVERED, Status.JOINT, Status.OWN))
    numbers = [
        ("elements", len(ctx.model.elements), "elements_help"),
        ("contracts", len(ctx.model.contracts), "contracts_help"),
        ("required_cells", required, "required_cells_help"),
        ("looked_after", looked_after, "looked_after_help"),
        ("implicit_own", counts.get(Status.OWN_IMPLICIT, 0), "implicit_own_help"),
        ("unknown_cells", counts.get(Status.UNKNOWN, 0), "unknown_cells_help"),
    ]
    # Two beside each other on a telephone, all in a row on a wide screen.
    with st.container(horizontal=True, gap="small"):
        for key, value, explanation in numbers:
            st.metric(ctx.say(key), value, help=ctx.say(explanation), border=True, width=168)


def _cards(ctx: PageContext) -> None:
    scopes = {covered.provider.key: covered for covered in contract_scopes(ctx.scope)}
    keys = list(dict.fromkeys([*sorted(scopes), *(c.id for c in ctx.model.contracts)]))
    if not keys:
        st.info(ctx.say("no_contracts"))
    for start in range(0, len(keys), _CARDS_PER_ROW):
        for column, key in zip(st.columns(_CARDS_PER_ROW), keys[start : start + _CARDS_PER_ROW], strict=False):
            with column, st.container(border=True, height="stretch"):
                _card(ctx, scopes.get(key), key)


def _card(ctx: PageContext, covered: ContractScope | None, key: str) -> None:
    st.subheader(text.escape(ctx.names.contract(key)), anchor=False)
    contract = covered.provider.contract if covered else ctx.model.contract(key)
    if isinstance(contract, Contract):
        _card_facts(ctx, contract)
    if covered is None:
        st.caption(ctx.say("covers_nothing_here"))
    else:
        with st.container(horizontal=True, gap="small"):
            for scope_class in _CARD_CLASSES:
                count = len(covered.of_class(scope_class))
                if count:
                    st.badge(f"{count} {ctx.word(scope_class)}", color=CLASS_BADGE[scope_class])
        if covered.open_list:
            st.caption(ctx.say("open_list"))
    with st.container(gap="xsmall"):
        ctx.links.page("scope", ctx.say("open_scope"), contract=key)
        if isinstance(contract, Contract):
            ctx.links.page("element", ctx.say("open_sheet"), el=key)


def _card_facts(ctx: PageContext, contract: Contract) -> None:
    """Who with whom, from when to when; what nobody knows is said to be unknown."""
    lines = []
    for capacity in dict.fromkeys(party.capacity for party in contract.parties):
        names = ", ".join(ctx.names.of(p.who) for p in contract.parties if p.capacity == capacity)
        lines.append(f"{text.escape(ctx.names.value(capacity)).capitalize()}: **{text.escape(names)}**")
    dates = [(ctx.say(word), getattr(contract, word)) for word in ("signing", "start", "end")]
    facts = [f"{word} **{text.escape(ctx.names.value(value))}**" for word, value in dates if value is not None]
    if contract.contract_status is not None:
        facts.insert(0, text.escape(ctx.names.value(contract.contract_status)))
    lines += [" · ".join(facts)] if facts else []
    st.markdown("  \n".join(lines))


def _plateaus(ctx: PageContext) -> None:
    """Statuses of required cells side by side, and how many cells the own organisation has."""
    scopes = {plateau: ctx.elsewhere(plateau) for plateau in ctx.model.plateaus}
    statuses = [s for s in Status if any(scope.counts().get(s) for scope in scopes.values())]
    rows = {ctx.word(s): [scope.counts().get(s, 0) for scope in scopes.values()] for s in statuses}
    table: dict[str, list[str]] = {ctx.say("required_cells"): [*rows, ctx.say("total"), ctx.say("own_cells")]}
    for number, (plateau, scope) in enumerate(scopes.items()):
        column = [str(values[number]) for values in rows.values()]
        column += [f"**{sum(values[number] for values in rows.values())}**", f"**{_own(scope)}**"]
        table[text.escape(ctx.names.plateau(plateau))] = column
    st.table(table, hide_index=True)
    st.caption(ctx.say("own_cells_help"))
    ctx.links.page("responsibility", ctx.say("compare_own"))


def _own(scope: Scope) -> int:
    return len(scope.own_cells)


PAGE = Page("overview", "home", NavigationPart.EXPLORE, 1, show)
