"""Rules about cells: gaps, silence, overlaps, implicit responsibility and what has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ea_model.labels import label_of
from ea_model.metamodel.archimate import Element
from ea_model.rules import Finding, Rule, Severity
from ea_model.scope import Cell, Scope, ScopeClass, Sharing, Status, contract_scopes
from ea_model.values import in_language


def name_of(element: Element) -> Callable[[str], str]:
    """The name of an element, in whatever language the sentence will be."""
    return lambda lang: in_language(element.name or element.id, lang)


def activity_of(scope: Scope, leaf: str) -> Callable[[str], str]:
    """The name of an activity, in whatever language the sentence will be."""
    return lambda lang: in_language(scope.model.activities[leaf].label, lang)


def _status_of(status: Status) -> Callable[[str], str]:
    return lambda lang: label_of(status, lang)


def _required(scope: Scope, status: Status) -> Iterator[Cell]:
    yield from (c for c in scope.cells(required_only=True) if c.status is status)


def _cells(code: str, severity: Severity, status: Status) -> Callable[[Scope], Iterator[Finding]]:
    """A rule that says something about every required cell of a status."""

    def check(scope: Scope) -> Iterator[Finding]:
        for cell in _required(scope, status):
            values = {
                "element": name_of(cell.element),
                "activity": activity_of(scope, cell.activity),
                "status": _status_of(cell.status),
            }
            yield Finding(code, severity, cell.element.id, values)

    return check


def _implicit(scope: Scope) -> Iterator[Finding]:
    """Implicitly own; critical where the element is."""
    for cell in scope.cells():
        if cell.status is Status.OWN_IMPLICIT:
            critical = cell.element.criticality == "kritiek"
            owner = scope.owner(cell.element)
            values = {
                "element": name_of(cell.element),
                "activity": activity_of(scope, cell.activity),
                "owner": name_of(owner) if owner is not None else "?",
            }
            yield Finding("IMPLICIT", Severity.CRITICAL if critical else Severity.HIGH, cell.element.id, values)


def _overlap(scope: Scope) -> Iterator[Finding]:
    for cell in scope.cells():
        if cell.status is Status.OVERLAP:
            leads = ", ".join(lead.coverer.label() for lead in cell.leads if lead.certain)
            values = {
                "element": name_of(cell.element), "activity": activity_of(scope, cell.activity), "leads": leads,
            }  # fmt: skip
            yield Finding("OVERLAP", Severity.HIGH, cell.element.id, values)


def _expired(scope: Scope) -> Iterator[Finding]:
    """One finding per contract and element, not per cell."""
    found: dict[tuple[str, str], list[Cell]] = {}
    for cell in scope.cells():
        if cell.status is Status.EXPIRED:
            for coverer in cell.ended:
                found.setdefault((coverer.label(), cell.element.id), []).append(cell)
    for (contract, element_id), cells in sorted(found.items()):
        values = {"contract": contract, "element": name_of(cells[0].element), "count": len(cells)}
        yield Finding("EXPIRED", Severity.CRITICAL, element_id, values)


def _shared(scope: Scope) -> Iterator[Finding]:
    """Shared elements nobody decided about: reusable, reached by several, no statement of their own."""
    undecided: dict[str, tuple[Element, list[str]]] = {}
    for contract in contract_scopes(scope):
        for entry in contract.of_class(ScopeClass.POSSIBLE):
            if entry.sharing is Sharing.UNDECIDED:
                _, names = undecided.setdefault(entry.element.id, (entry.element, []))
                names.append(contract.coverer.label())
    for element_id, (element, names) in sorted(undecided.items()):
        values = {"element": name_of(element), "contracts": ", ".join(names)}
        yield Finding("SHARED", Severity.HIGH, element_id, values)


RULES = (
    Rule("GAP", Severity.HIGH, _cells("GAP", Severity.HIGH, Status.EXCLUDED)),
    Rule("IMPLICIT", Severity.HIGH, _implicit),
    Rule("UNKNOWN", Severity.INFO, _cells("UNKNOWN", Severity.INFO, Status.UNKNOWN)),
    Rule("OVERLAP", Severity.HIGH, _overlap),
    Rule("EXPIRED", Severity.CRITICAL, _expired),
    Rule("SHARED", Severity.HIGH, _shared),
)

__all__ = ["RULES", "activity_of", "name_of"]
