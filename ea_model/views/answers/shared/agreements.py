"""What an element has to do with agreements, for its fact sheet: parties, statements, and contracts it is party in."""

from __future__ import annotations

from typing import Annotated

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Contract, Effect, ScopeStatement
from ea_model.model import Model
from ea_model.scope import Scope, ScopeClass
from ea_model.selection import subject_words
from ea_model.values import Count as Number
from ea_model.views.answers.shared.common import activity_name, element_data, grid, name
from ea_model.views.answers.shared.structs import Data, ElementData, RoleCode, note
from ea_model.views.words import concepts
from ea_model.words import label, label_of


class PartyData(Data):
    """A party of a contract, seen from the contract or from the party."""

    contract: ElementData
    who: ElementData
    capacity: str | None
    count: Annotated[str | None, note("As a model file writes it.")]


class StatementData(Data):
    """A statement about scope, by its ids."""

    id: str
    contract: Annotated[str | None, note("Null: own parties.")]
    parties: Annotated[list[str], note("Ids of elements.")]
    subject: Annotated[str | None, note("Id of an element; null: every element of a kind.")]
    activity: str
    role: RoleCode
    effect: str
    plateaus: Annotated[list[str], note("Empty: all.")]


def parties(model: Model, element: Element) -> list[PartyData]:
    """The parties of a contract; of anybody else the contracts it is a party in."""
    return [
        PartyData(contract=element_data(contract), who=element_data(party.who),
                  capacity=None if party.capacity is None else str(party.capacity),
                  count=None if party.count is None else str(party.count))
        for contract in sorted(model.contracts, key=lambda c: c.id)
        for party in contract.parties
        if contract is element or party.who is element
    ]  # fmt: skip


def statements_of(model: Model, element: Element) -> list[ScopeStatement]:
    """The statements under a contract, of a party, or about an element."""
    return [s for s in model.statements if element in (s.contract, s.subject, *s.parties)]


def statements(model: Model, element: Element) -> list[StatementData]:
    """The same as data."""
    return [
        StatementData(
            id=s.id, contract=s.contract.id if s.contract else None, parties=[p.id for p in s.parties],
            subject=s.subject.id if s.subject else None, activity=s.activity.id, role=s.role, effect=str(s.effect),
            plateaus=[p.id for p in s.plateaus],
        )
        for s in statements_of(model, element)
    ]  # fmt: skip


def text(model: Model, element: Element, scope: Scope, lang: str) -> list[str]:
    """Both as tables, those that are not empty."""
    lines: list[str] = []
    rows = [
        [f"{contract.id} {name(contract, lang)}" if party.who is element else name(party.who, lang),
         concepts.shown(party.capacity, lang), "" if party.count is None else concepts.shown(party.count, lang)]
        for contract in sorted(model.contracts, key=lambda c: c.id)
        for party in contract.parties
        if contract is element or party.who is element
    ]  # fmt: skip
    if rows:
        head = "Answer.who" if isinstance(element, Contract) else "Lists.party_in"
        lines += ["", grid(rows, [label(h, lang) for h in (head, "Lists.capacity", "Lists.party_count")])]
    stated = [_row(s, scope, lang) for s in statements_of(model, element)]
    if stated:
        heads = ("Lists.statements", "Lists.contracts", "Answer.who", "Answer.element", "Answer.activity")
        lines += ["", grid(stated, [*(label(h, lang) for h in heads), label("Lists.situation", lang)])]
    return lines


def _row(statement: ScopeStatement, scope: Scope, lang: str) -> list[str]:
    contract = label("Status.OWN", lang) if statement.contract is None else str(statement.contract.id)
    subject = subject_words(statement, lang)
    activity = activity_name(scope, statement.activity.id, lang)
    doing = f"{label_of(ScopeClass.EXCLUDED, lang)}: {activity}" if statement.effect is Effect.EXCLUDE else activity
    return [
        str(statement.id), contract, ", ".join(name(p, lang) for p in statement.parties), subject,
        f"{doing} ({statement.role})", ", ".join(p.id for p in statement.plateaus),
    ]  # fmt: skip


def agreements(scope: Scope) -> list[Contract]:
    """The contracts with a statement that may hold here, by id."""
    contracts = {p.statement.contract.id: p.statement.contract for p in scope.propagation.placed
                 if p.truth and isinstance(p.statement.contract, Contract)}  # fmt: skip
    return [contract for _, contract in sorted(contracts.items())]


def counterparties(contracts: list[Contract]) -> tuple[int, int | None]:
    """How many contractors there are at least and at most; those without a count may together be one."""
    slots: dict[str, tuple[int, int | None]] = {}
    for contract in contracts:
        uncounted = [p.who.id for p in contract.contractors if not isinstance(p.count, Number)]
        if uncounted:
            slots["+".join(sorted(uncounted))] = (1, len(uncounted))
        for party in contract.contractors:
            if isinstance(party.count, Number):
                slots[party.who.id] = (party.count.low, party.count.high)
    most = [high for _, high in slots.values()]
    return sum(low for low, _ in slots.values()), None if None in most else sum(high or 0 for high in most)
