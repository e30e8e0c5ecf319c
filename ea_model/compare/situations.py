"""What differs between two scope answers: cells, classes per contract, interfaces, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ea_model.compare.delta import Delta, delta
from ea_model.compare.fields import Plain
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.severity import Severity
from ea_model.rules import Finding
from ea_model.scope import (
    BoundaryInterface,
    Cell,
    Provider,
    Scope,
    ScopeClass,
    Status,
    boundaries_of,
    contract_scopes,
)
from ea_model.scope.enums import STATUSES

_SILENT = (Status.UNKNOWN, Status.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell before and after; None where there is no such cell."""

    element: Element
    activity: str
    before: Cell | None
    after: Cell | None


@dataclass(frozen=True, slots=True)
class ClassChange:
    """What an element is to a contract (or own party), before and after; None where it is nothing to it."""

    provider: Provider
    element: Element
    before: ScopeClass | None
    after: ScopeClass | None


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """Findings that came, went, and stayed."""

    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()
    changed: tuple[tuple[Finding, Finding], ...] = ()
    """Found on both sides, but weighed otherwise, or waived on one of them."""
    same: int = 0


@dataclass(frozen=True, slots=True)
class SituationChange:
    """Everything scope says about two situations."""

    before: Scope
    after: Scope
    cells: tuple[CellChange, ...]
    classes: tuple[ClassChange, ...]
    boundaries: Delta[BoundaryInterface]


def situation_change(before: Scope, after: Scope) -> SituationChange:
    """The way from one answer to another."""
    return SituationChange(
        before=before,
        after=after,
        cells=_cell_changes(before, after),
        classes=_class_changes(_classes(before), _classes(after)),
        boundaries=delta(_boundaries(before), _boundaries(after), _sides),
    )


def spoken_cells(scope: Scope) -> dict[tuple[str, str], Cell]:
    """The cells somebody has something to do with, certainly, possibly or formerly, by element id and activity."""
    silent = np.isin(scope.status, [STATUSES.index(status) for status in _SILENT])
    touched = (scope.cell_mask & (scope.propagation.upper.possible | scope.propagation.lower.possible)).any(axis=1)
    cells: dict[tuple[str, str], Cell] = {}
    for number in np.flatnonzero(~silent.all(axis=1) | touched):
        element = scope.index.elements[int(number)]
        for cell in scope.cells(element):
            if _essence(cell) is not None:
                cells[element.id, cell.activity] = cell
    return cells


def _cell_changes(before: Scope, after: Scope) -> tuple[CellChange, ...]:
    """Cells whose status or holders differ; a cell that only appears and of which nobody says anything is no change."""
    old, new = spoken_cells(before), spoken_cells(after)
    changes = []
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        cell = now or was
        if cell is not None and _essence(was) != _essence(now):
            changes.append(
                CellChange(cell.element, cell.activity, was or _cell(before, *key), now or _cell(after, *key))
            )
    return tuple(changes)


def _cell(scope: Scope, element_id: str, activity: str) -> Cell | None:
    """The cell of which nobody says anything, if it is there."""
    element = scope.model.get(element_id)
    if not isinstance(element, Element) or activity not in scope.activities.index:
        return None
    cell = scope.cell(element, activity)
    return None if cell.status is Status.NOT_APPLICABLE else cell


def _essence(cell: Cell | None) -> object:
    """What makes two cells equal; None where nobody has anything to do with it."""
    if cell is None or (cell.status in _SILENT and not cell.leads and not cell.support):
        return None
    holders = [
        (x.provider.key, [p.id for p in x.parties], x.role, x.certain, x.truth) for x in (*cell.leads, *cell.support)
    ]
    return cell.status, holders


Classes = dict[tuple[str, str], tuple[Provider, Element, ScopeClass]]


def _classes(scope: Scope) -> Classes:
    return {
        (contract.provider.key, entry.element.id): (contract.provider, entry.element, entry.scope_class)
        for contract in contract_scopes(scope)
        for entry in contract.within
    }


def _class_changes(old: Classes, new: Classes) -> tuple[ClassChange, ...]:
    changes = []
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        was, now = (entry[2] if entry else None for entry in (before, after))
        entry = after or before
        if was is not now and entry is not None:
            changes.append(ClassChange(entry[0], entry[1], was, now))
    return tuple(changes)


def _boundaries(scope: Scope) -> dict[str, BoundaryInterface]:
    """By the id of its relation; through a junction one relation may reach several elements."""
    interfaces: dict[str, BoundaryInterface] = {}
    for boundary in boundaries_of(scope):
        key = boundary.relation.id
        interfaces[key if key not in interfaces else f"{key} {boundary.source.id} {boundary.target.id}"] = boundary
    return interfaces


def _sides(boundary: BoundaryInterface) -> dict[str, Plain]:
    """Whose boundary it is."""
    left, right = (sorted(c.key for c in side) for side in (boundary.source_side, boundary.target_side))
    return {"kind": boundary.kind.name, "from": ", ".join(left), "to": ", ".join(right)}


def finding_changes(before: Iterable[Finding], after: Iterable[Finding], *, in_place: bool) -> FindingChanges:
    """Findings by what they say; ``in_place``: of one situation each, so that its name does not count."""
    old, new = [_keyed(f, in_place) for f in before], [_keyed(f, in_place) for f in after]
    had, has = Counter(key for key, _ in old), Counter(key for key, _ in new)
    changed = tuple(_weighed_otherwise(old, new))
    return FindingChanges(
        tuple(_left(new, had)), tuple(_left(old, has)), changed, sum((had & has).values()) - len(changed)
    )


Key = tuple[str, ...]


def _keyed(finding: Finding, in_place: bool) -> tuple[Key, Finding]:
    situation = "" if in_place else finding.situation
    return (finding.code, finding.subject, finding.detail, situation, finding.text("nl")), finding


def _weighed_otherwise(
    old: list[tuple[Key, Finding]], new: list[tuple[Key, Finding]]
) -> Iterator[tuple[Finding, Finding]]:  # fmt: skip
    """Pairs that say the same of different weight, or of which one is waived; each finding is in one pair."""
    waiting: dict[Key, list[Finding]] = {}
    for key, finding in old:
        waiting.setdefault(key, []).append(finding)
    for key, after in new:
        if waiting.get(key) and _weight(before := waiting[key].pop(0)) != _weight(after):
            yield before, after


def _weight(finding: Finding) -> tuple[Severity, bool]:
    return finding.severity, finding.waiver is not None


def _left(findings: list[tuple[Key, Finding]], others: Counter[Key]) -> list[Finding]:
    """Those without a counterpart on the other side; each counterpart counts once."""
    free = Counter(others)
    left: list[Finding] = []
    for key, finding in findings:
        if free[key] > 0:
            free[key] -= 1
        else:
            left.append(finding)
    return left
