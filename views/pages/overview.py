"""Overview: how much of the model is looked after, what each contract covers, what a plateau changes."""

from __future__ import annotations

import streamlit as st

from ea_model.metamodel.contract import Contract
from ea_model.scope import ContractScope, Scope, ScopeClass, Status, contract_scopes
from ea_model.values import in_language
from views.pages import _text
from views.pages._desk import Desk
from views.pages._tones import CLASS_BADGE

_CARDS_PER_ROW = 3
_CARD_CLASSES = (
    ScopeClass.DIRECT,
    ScopeClass.DERIVED,
    ScopeClass.POSSIBLE,
    ScopeClass.EXCLUDED,
    ScopeClass.TOUCHED,
    ScopeClass.BOUNDARY,
)


def show(desk: Desk) -> None:
    """The page."""
    st.title(_text.escape(in_language(desk.model.name, desk.lang)), anchor=False)
    if desk.model.contents.documentation:
        st.markdown(_text.escape(in_language(desk.model.contents.documentation, desk.lang)))
    st.caption(desk.say("asked_for", moment=_text.escape(desk.moment_title())))
    _metrics(desk)
    st.header(desk.say("contracts"), anchor=False)
    _cards(desk)
    if len(desk.model.plateaus) > 1:
        st.header(desk.say("plateaus_compared"), anchor=False)
        _plateaus(desk)


def _metrics(desk: Desk) -> None:
    counts = desk.scope.counts()
    required = sum(counts.values())
    looked_after = sum(counts.get(s, 0) for s in (Status.COVERED, Status.JOINT, Status.OWN))
    numbers = [
        ("elements", len(desk.model.elements), "elements_help"),
        ("contracts", len(desk.model.contracts), "contracts_help"),
        ("required_cells", required, "required_cells_help"),
        ("looked_after", looked_after, "looked_after_help"),
        ("implicit_own", counts.get(Status.OWN_IMPLICIT, 0), "implicit_own_help"),
        ("unknown_cells", counts.get(Status.UNKNOWN, 0), "unknown_cells_help"),
    ]
    # Two beside each other on a telephone, all in a row on a wide screen.
    with st.container(horizontal=True, gap="small"):
        for key, value, explanation in numbers:
            st.metric(desk.say(key), value, help=desk.say(explanation), border=True, width=168)


def _cards(desk: Desk) -> None:
    here = {covered.coverer.key: covered for covered in contract_scopes(desk.scope)}
    keys = list(dict.fromkeys([*sorted(here), *(c.id for c in desk.model.contracts)]))
    if not keys:
        st.info(desk.say("no_contracts"))
    for start in range(0, len(keys), _CARDS_PER_ROW):
        for column, key in zip(st.columns(_CARDS_PER_ROW), keys[start : start + _CARDS_PER_ROW], strict=False):
            with column, st.container(border=True, height="stretch"):
                _card(desk, here.get(key), key)


def _card(desk: Desk, covered: ContractScope | None, key: str) -> None:
    st.subheader(_text.escape(desk.contract_title(key)), anchor=False)
    contract = covered.coverer.contract if covered else desk.model.contract(key)
    if isinstance(contract, Contract):
        _card_facts(desk, contract)
    if covered is None:
        st.caption(desk.say("covers_nothing_here"))
    else:
        with st.container(horizontal=True, gap="small"):
            for scope_class in _CARD_CLASSES:
                count = len(covered.of_class(scope_class))
                if count:
                    st.badge(f"{count} {desk.word(scope_class)}", color=CLASS_BADGE[scope_class])
        if covered.open_list:
            st.caption(desk.say("open_list"))
    with st.container(gap="xsmall"):
        desk.link("scope", desk.say("open_scope"), contract=key)
        if isinstance(contract, Contract):
            desk.link("element", desk.say("open_sheet"), el=key)


def _card_facts(desk: Desk, contract: Contract) -> None:
    """Who with whom, from when to when; what nobody knows is said to be unknown."""
    lines = []
    for capacity in dict.fromkeys(party.capacity for party in contract.parties):
        names = ", ".join(desk.name(p.who) for p in contract.parties if p.capacity == capacity)
        lines.append(f"{_text.escape(desk.text(capacity)).capitalize()}: **{_text.escape(names)}**")
    dates = [(desk.say(word), getattr(contract, word)) for word in ("signing", "start", "end")]
    known = [f"{word} **{_text.escape(desk.text(value))}**" for word, value in dates if value is not None]
    if contract.contract_status is not None:
        known.insert(0, _text.escape(desk.text(contract.contract_status)))
    lines += [" · ".join(known)] if known else []
    st.markdown("  \n".join(lines))


def _plateaus(desk: Desk) -> None:
    """Statuses of required cells side by side, and how many cells the own organisation has."""
    scopes = {plateau: desk.elsewhere(plateau) for plateau in desk.model.plateaus}
    statuses = [s for s in Status if any(scope.counts().get(s) for scope in scopes.values())]
    rows = {desk.word(s): [scope.counts().get(s, 0) for scope in scopes.values()] for s in statuses}
    table: dict[str, list[str]] = {desk.say("required_cells"): [*rows, desk.say("total"), desk.say("own_cells")]}
    for number, (plateau, scope) in enumerate(scopes.items()):
        column = [str(values[number]) for values in rows.values()]
        column += [f"**{sum(values[number] for values in rows.values())}**", f"**{_own(scope)}**"]
        table[_text.escape(desk.plateau_title(plateau))] = column
    st.table(table, hide_index=True)
    st.caption(desk.say("own_cells_help"))
    desk.link("responsibility", desk.say("compare_own"))


def _own(scope: Scope) -> int:
    return len(scope.own_cells)
