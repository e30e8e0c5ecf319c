"""Rules about cells: gaps, silence, overlaps, implicit responsibility and what has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from ea_model.labels import label_of
from ea_model.metamodel.archimate import Element
from ea_model.rules import Finding, Rule
from ea_model.rules.naming import Worded, activity_of, name_of
from ea_model.scope import Cell, Scope, ScopeClass, Sharing, Status, contract_scopes
from ea_model.scope.activities import REQUIRED
from ea_model.scope.terms import STATUSES
from ea_model.severity import Severity

_CODE = {status: number for number, status in enumerate(STATUSES)}


def speaks_of_scope(scope: Scope) -> bool:
    """Does the model say anything about contract scope? Where it does not, silence is not worth telling."""
    return bool(scope.model.statements or scope.model.closures)


def cells_with(scope: Scope, status: Status, *, required: bool = False) -> Iterator[Cell]:
    """The cells of a status, by element id and activity; looks only at those, however large the model is."""
    mask = scope.status == _CODE[status]
    if required:
        mask &= scope.needs == REQUIRED
    numbers = np.flatnonzero(mask.any(axis=1)).tolist()
    for number in sorted(numbers, key=lambda n: str(scope.index.elements[n].id)):
        for column in np.flatnonzero(mask[number]):
            yield scope.cell(scope.index.elements[number], scope.activities.leaves[column])


def _status_of(status: Status) -> Worded:
    return lambda lang: label_of(status, lang)


def _cells(code: str, severity: Severity, status: Status) -> Callable[[Scope], Iterator[Finding]]:
    """A rule that says something about every required cell of a status."""

    def check(scope: Scope) -> Iterator[Finding]:
        if not speaks_of_scope(scope):
            return
        for cell in cells_with(scope, status, required=True):
            values = {
                "element": name_of(cell.element),
                "activity": activity_of(scope, cell.activity),
                "status": _status_of(cell.status),
            }
            yield Finding(code, severity, cell.element.id, values, detail=cell.activity)

    return check


def _implicit(scope: Scope) -> Iterator[Finding]:
    """Implicitly own; critical where the element is."""
    for cell in cells_with(scope, Status.OWN_IMPLICIT):
        severity = Severity.CRITICAL if cell.element.criticality == "kritiek" else Severity.HIGH
        owner = scope.owner(cell.element)
        values = {
            "element": name_of(cell.element),
            "activity": activity_of(scope, cell.activity),
            "owner": name_of(owner) if owner is not None else "?",
        }
        yield Finding("IMPLICIT", severity, cell.element.id, values, detail=cell.activity)


def _overlap(scope: Scope) -> Iterator[Finding]:
    for cell in cells_with(scope, Status.OVERLAP):
        leads = ", ".join(lead.coverer.label() for lead in cell.leads if lead.certain)
        values = {
            "element": name_of(cell.element),
            "activity": activity_of(scope, cell.activity),
            "leads": leads,
        }
        yield Finding("OVERLAP", Severity.HIGH, cell.element.id, values, detail=cell.activity)


def _expired(scope: Scope) -> Iterator[Finding]:
    """One finding per contract and element, not per cell."""
    found: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells_with(scope, Status.EXPIRED):
        for coverer in cell.ended:
            found.setdefault((coverer.label(), cell.element.id), []).append(cell)
    for (contract, element_id), cells in sorted(found.items()):
        values = {"contract": contract, "element": name_of(cells[0].element), "count": len(cells)}
        yield Finding("EXPIRED", Severity.CRITICAL, element_id, values, detail=contract)


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
