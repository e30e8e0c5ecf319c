"""Lists over all contracts: what is shared or excluded, for what nobody is stated, and who must be directed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

from msgspec.structs import asdict

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Contract
from ea_model.scope import ElementScope, Provider, Scope, Sharing, contract_scope, contract_scopes, shared_elements
from ea_model.values import Count as Number
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.agreements import agreements, counterparties
from ea_model.views.answers.shared.common import (
    activity_name,
    element_data,
    grid,
    moment_data,
    moment_text,
    name,
    provider_data,
)
from ea_model.views.answers.shared.structs import Count, Data, ElementData, MomentData, ProviderData, note
from ea_model.words import label, label_of


class ListedElement(ElementData):
    """An element, or for ``parties`` a contract, with what puts it in the list."""

    coverers: Annotated[list[ProviderData], note("Who shares or excludes it; empty for unstated.")]
    activities: Annotated[list[str], note("What is excluded, or for what nobody is stated.")]
    sharing: Sharing | None
    parties: Annotated[list[ElementData], note("For parties: the contractors.")]


class RangeData(Data):
    """How many at least and at most."""

    least: Count
    most: Annotated[Count | None, note("Null: unlimited.")]


class ScopeListAnswer(ModelAnswer, tag="scope_list"):
    """ea scope --shared, --excluded, --unstated, --parties"""

    moment: MomentData
    listing: str
    elements: list[ListedElement]
    counterparties: Annotated[RangeData | None, note("For parties; parties without a count may be one or several.")]

    def outcome(self) -> Outcome:
        return FOUND if self.elements else Outcome.of(OutcomeKind.EMPTY, "Answer.nothing")


Row = tuple[Element, tuple[Provider, ...], tuple[str, ...], Sharing | None]


def _shared(scope: Scope) -> Iterator[Row]:
    for element, keys in shared_elements(scope):
        providers = tuple(scope.providers[key] for key in keys)
        entries: list[ElementScope] = [contract_scope(scope, p).element(element) for p in providers]
        yield element, providers, (), next((e.sharing for e in entries if e.sharing is not None), None)


def _excluded(scope: Scope) -> Iterator[Row]:
    for contract in contract_scopes(scope):
        for entry in contract.elements:
            if entry.excluded:
                yield entry.element, (contract.provider,), tuple(entry.excluded), None


def _unstated(scope: Scope) -> Iterator[Row]:
    for element in scope.without_party():
        yield element, (), tuple(c.activity for c in scope.cells(element, required_only=True)), None


def _agreements(scope: Scope) -> Iterator[Row]:
    yield from ((contract, (), (), None) for contract in agreements(scope))


LISTS: dict[str, Callable[[Scope], Iterator[Row]]] = {
    "shared": _shared, "excluded": _excluded, "unstated": _unstated, "parties": _agreements,
}  # fmt: skip
"""What can be listed, by the word of its option."""


def _agreed(rows: list[Row]) -> list[Contract]:
    return [element for element, *_ in rows if isinstance(element, Contract)]


def data(scope: Scope, listing: str) -> ScopeListAnswer:
    """One of the `LISTS`."""
    rows = list(LISTS[listing](scope))
    least, most = counterparties(_agreed(rows))
    return ScopeListAnswer(
        model=model_data(scope.model),
        moment=moment_data(scope),
        listing=listing,
        elements=[_listed(row) for row in rows],
        counterparties=RangeData(least=least, most=most) if listing == "parties" else None,
    )


def _listed(row: Row) -> ListedElement:
    element, providers, activities, sharing = row
    contractors = element.contractors if isinstance(element, Contract) else ()
    return ListedElement(
        **asdict(element_data(element)),
        coverers=[provider_data(p) for p in providers],
        activities=list(activities),
        sharing=sharing,
        parties=[element_data(p.who) for p in contractors],
    )


def text(scope: Scope, listing: str, lang: str) -> str:
    """The list for the terminal, with its count."""
    rows = list(LISTS[listing](scope))
    least, most = counterparties(_agreed(rows))
    slots = str(least) if most == least else f"{least}–{'…' if most is None else most}"
    total = label(f"Lists.{listing}", lang, count=len(rows), slots=slots, arrangements=len(rows))
    lines = [f"{scope.model.name} — {moment_text(scope, lang)}", total]
    if rows:
        heads = {
            "shared": ("Answer.element", "Lists.contracts", "Lists.sharing"),
            "excluded": ("Answer.element", "Lists.contracts", "Answer.activity"),
            "unstated": ("Answer.element", "Answer.kind", "Answer.activity"),
            "parties": ("Answer.element", "Answer.who", "Lists.party_count"),
        }[listing]
        lines.append(grid([_words(scope, row, listing, lang) for row in rows], [label(h, lang) for h in heads]))
    return "\n".join(lines)


def _words(scope: Scope, row: Row, listing: str, lang: str) -> list[str]:
    element, providers, activities, sharing = row
    named = name(element, lang)
    who = ", ".join(p.label(lang) for p in providers)
    done = ", ".join(activity_name(scope, leaf, lang) for leaf in activities)
    if listing == "parties" and isinstance(element, Contract):
        contractors = element.contractors
        counts = [str(p.count) if isinstance(p.count, Number) else "?" for p in contractors]
        return [f"{element.id} {named}", ", ".join(name(p.who, lang) for p in contractors), ", ".join(counts)]
    if listing == "shared":
        return [named, who, label_of(sharing, lang) if sharing is not None else ""]
    return [named, who if listing == "excluded" else element.kind, done]
