"""What differs between two moments of one model: elements, relations, statements and the cells of the scope answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from ea_model.metamodel.archimate import Element, Relation
from ea_model.metamodel.contract import ScopeStatement
from ea_model.scope import BoundaryInterface, Cell, Scope, Status, boundaries_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell before and after; None where it does not exist."""

    element: Element
    activity: str
    before: Cell | None
    after: Cell | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that came, went or changed, by id."""

    added: tuple[Element, ...]
    removed: tuple[Element, ...]
    added_relations: tuple[Relation, ...]
    removed_relations: tuple[Relation, ...]
    added_statements: tuple[ScopeStatement, ...]
    removed_statements: tuple[ScopeStatement, ...]
    added_boundaries: tuple[BoundaryInterface, ...]
    removed_boundaries: tuple[BoundaryInterface, ...]
    cells: tuple[CellChange, ...]


def compare(before: Scope, after: Scope) -> Comparison:
    """The way from one situation to another of the same model."""
    old, new = _Content(before), _Content(after)
    return Comparison(
        added=_only(new.elements, old.elements),
        removed=_only(old.elements, new.elements),
        added_relations=_only(new.relations, old.relations),
        removed_relations=_only(old.relations, new.relations),
        added_statements=_only(new.statements, old.statements),
        removed_statements=_only(old.statements, new.statements),
        added_boundaries=_only(new.boundaries, old.boundaries),
        removed_boundaries=_only(old.boundaries, new.boundaries),
        cells=_changed(old.cells, new.cells),
    )


class _Content:
    """What exists in a situation, by id."""

    def __init__(self, scope: Scope) -> None:
        exists = scope.situation.existence
        self.elements = {e.id: e for e in scope.model.elements if exists(e)}
        self.relations = {r.id: r for n, r in enumerate(scope.index.relations) if scope.situation.relations[n]}
        self.statements = {p.statement.id: p.statement for p in scope.worlds.placed if p.truth}
        self.boundaries = {b.relation.id: b for b in boundaries_of(scope)}
        self.cells = {(c.element.id, c.activity): c for c in scope.cells()}


def _only(these: dict[str, T], those: dict[str, T]) -> tuple[T, ...]:
    return tuple(these[key] for key in sorted(these.keys() - those.keys()))


def _changed(old: dict[tuple[str, str], Cell], new: dict[tuple[str, str], Cell]) -> tuple[CellChange, ...]:
    """Cells whose status or holders differ; a cell nobody has anything to do with does not count as new."""
    found = []
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if _essence(before) != _essence(after):
            cell = after or before
            if cell is not None:
                found.append(CellChange(cell.element, cell.activity, before, after))
    return tuple(found)


def _essence(cell: Cell | None) -> object:
    if cell is None or (cell.status is Status.UNKNOWN and not cell.leads and not cell.support):
        return None
    holders = [(x.coverer.key, x.role, x.certain, x.truth) for x in (*cell.leads, *cell.support)]
    return cell.status, tuple(holders)
