"""What is hit: the cells that lose coverage when a contract ends, and everything that depends on an element.

Upward means the way services go: along serving, realization, assignment and triggering or flow to whoever receives,
and from a part to its whole. Impact is no scope: it crosses layers and contracts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from ea_model.metamodel.archimate import (
    Aggregation,
    Assignment,
    Composition,
    Element,
    Flow,
    Realization,
    Relation,
    Serving,
    Triggering,
)
from ea_model.metamodel.contract import Contract
from ea_model.scope import Cell, Scope, Status, contract_scope

_FORWARD = (Serving, Realization, Assignment, Flow, Triggering)
_BACKWARD = (Composition, Aggregation)


@dataclass(frozen=True, slots=True)
class Hit:
    """An element that is reached, with the shortest chain of relations from what failed."""

    element: Element
    path: tuple[Relation, ...]


def coverage_lost(scope: Scope, contract: Contract | str) -> tuple[Cell, ...]:
    """Cells in which the contract leads for certain and nobody else does, by element id and activity."""
    wanted = contract_scope(scope, contract).coverer.key
    return tuple(
        cell
        for cell in scope.cells()
        if cell.status in (Status.COVERED, Status.OVERLAP, Status.JOINT)
        and {lead.coverer.key for lead in cell.leads if lead.certain} == {wanted}
    )


def upward(scope: Scope, failed: Iterable[Element]) -> tuple[Hit, ...]:
    """Everything that depends on the failed elements at the moment of the scope, nearest first."""
    start = sorted(failed, key=lambda e: e.id)
    seen = {e.id for e in start}
    waiting: deque[tuple[Element, tuple[Relation, ...]]] = deque((e, ()) for e in start)
    found: list[Hit] = []
    while waiting:
        element, path = waiting.popleft()
        for relation, dependent in _dependents(scope, element):
            if dependent.id in seen:
                continue
            seen.add(dependent.id)
            hit = Hit(dependent, (*path, relation))
            found.append(hit)
            waiting.append((dependent, hit.path))
    return tuple(found)


def _dependents(scope: Scope, element: Element) -> list[tuple[Relation, Element]]:
    """Who depends on an element directly, by relation id."""
    model, situation = scope.model, scope.situation
    ends = [(r, r.target) for r in model.outgoing(element) if isinstance(r, _FORWARD)]
    ends += [(r, r.source) for r in model.incoming(element) if isinstance(r, _BACKWARD)]
    return sorted(
        (
            (relation, end)
            for relation, end in ends
            if isinstance(end, Element) and situation.existence(relation) and situation.existence(end)
        ),
        key=lambda pair: pair[0].id,
    )
