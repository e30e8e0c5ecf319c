"""Cells that lose who does the work when a contract ends or a party leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Contract
from ea_model.scope import Cell, Lead, Scope, Status, contract_scope
from ea_model.scope.enums import STATUSES

_HELD = (
    Status.COVERED, Status.OVERLAP, Status.JOINT, Status.OWN, Status.SUPPORTED_ONLY, Status.INDETERMINATE,
)  # fmt: skip
"""Statuses of cells somebody has a part in."""
_LED = (Status.COVERED, Status.OVERLAP, Status.JOINT, Status.OWN)


class Lost(Enum):
    """What a cell loses."""

    COVERAGE = "coverage"
    """Everybody who certainly leads."""
    LEAD = "lead"
    """Somebody who leads, or may lead; others remain, or it was not certain."""
    SUPPORT = "support"
    """Somebody who supplies capacity."""


@dataclass(frozen=True, slots=True)
class ServiceLoss:
    """A cell, what it loses, and whose part that is."""

    cell: Cell
    lost: Lost
    parts: tuple[Lead, ...]


def losses(scope: Scope, leaves: Callable[[Lead], bool]) -> tuple[ServiceLoss, ...]:
    """What every cell loses when the parts for which ``leaves`` holds fall away, by element id and activity."""
    return tuple(loss for cell in held_cells(scope) if (loss := _loss(cell, leaves)) is not None)


def held_cells(scope: Scope) -> Iterator[Cell]:
    """Cells somebody has a part in, by element id and activity."""
    statuses = np.isin(scope.status, [STATUSES.index(s) for s in _HELD])
    elements = scope.index.elements
    for number in sorted(np.flatnonzero(statuses.any(axis=1)).tolist(), key=lambda i: elements[i].id):
        for column in np.flatnonzero(statuses[number]):
            yield scope.cell(elements[number], scope.activities.leaves[column])


def _loss(cell: Cell, leaves: Callable[[Lead], bool]) -> ServiceLoss | None:
    leads = tuple(lead for lead in cell.leads if leaves(lead))
    support = tuple(lead for lead in cell.support if leaves(lead))
    certain = [lead for lead in cell.leads if lead.certain]
    if leads and certain and cell.status in _LED and all(leaves(lead) for lead in certain):
        return ServiceLoss(cell, Lost.COVERAGE, (*leads, *support))
    if leads:
        return ServiceLoss(cell, Lost.LEAD, (*leads, *support))
    return ServiceLoss(cell, Lost.SUPPORT, support) if support else None


def coverage_lost(scope: Scope, contract: Contract | str) -> tuple[Cell, ...]:
    """Cells in which the contract leads for certain and nobody else does, by element id and activity."""
    key = contract_scope(scope, contract).provider.key
    return tuple(x.cell for x in losses(scope, lambda p: p.provider.key == key) if x.lost is Lost.COVERAGE)


def only_of(lead: Lead, parties: frozenset[str]) -> bool:
    """Is a part in a cell held by nobody but these parties (ids)?"""
    return bool(lead.parties) and all(p.id in parties for p in lead.parties)


def shared_with(lead: Lead, parties: frozenset[str]) -> bool:
    """Do these parties hold a part together with others?"""
    return any(p.id in parties for p in lead.parties) and not only_of(lead, parties)


def with_parts(party: Element, scope: Scope) -> frozenset[str]:
    """Ids of a party and of everything that is part of it, at the moment of the scope."""
    ids: set[str] = set()
    waiting = [party]
    while waiting:
        unit = waiting.pop()
        if unit.id not in ids:
            ids.add(unit.id)
            waiting += [
                r.target
                for r in scope.model.outgoing(unit)
                if r.kind in ("Composition", "Aggregation")
                and isinstance(r.target, type(party))
                and scope.facts.existence(r)
            ]
    return frozenset(ids)
