"""What a statement would give before anybody keeps it: the cells of a model without it beside those with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from ea_model.loader import build, load
from ea_model.messages.problems import ModelLoadError, Place
from ea_model.metamodel.contract import ScopeStatement
from ea_model.readers.text import read_entry
from ea_model.scope import Cell, Scope, Status, scope_of, usual_plateau
from ea_model.source.records import ParsedEntry

NAME = "preview"
"""Id of a statement that was given without one."""


class PreviewEffect(Enum):
    """What a statement does to a cell."""

    NEW = "new"
    """Nobody did this, or nobody was known to."""
    CHANGED = "changed"
    NONE = "none"
    """The statement names the cell, and nothing changes."""


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """One cell without and with a statement."""

    effect: PreviewEffect
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class Preview:
    """Two models, the second with more said, in one situation."""

    before: Scope
    after: Scope
    statements: tuple[ScopeStatement, ...]
    """Those that were added."""
    cells: tuple[PreviewCell, ...]


def preview(path: Path, entry: bytes, named: str, plateau: str | None = None, day: date | None = None) -> Preview:
    """The model at ``path`` without and with one entry, or the sections of a file; nothing is written.

    ``entry`` is YAML as a model file has it, ``named`` what its problems are told of. Raises `ModelLoadError`.
    """
    reading = read_entry(entry, named, "statements", NAME)
    if reading.problems:
        raise ModelLoadError(reading.problems)
    before = load(path)
    about = {"id": before.id, "name": before.name, "extends": str(path.resolve())}
    about |= {
        key: str(value)
        for key, value in (("as_of", before.contents.as_of), ("horizon", before.contents.horizon))
        if value
    }
    reading.records.insert(0, ParsedEntry("model", "", about, Place(named)))
    after = build(reading)
    statement_ids = {statement.id for statement in before.statements}
    added = tuple(statement for statement in after.statements if statement.id not in statement_ids)
    chosen = usual_plateau(before, added[0].contract if added else None) if plateau is None else before.plateau(plateau)
    situation = None if chosen is None else chosen.id
    without, with_it = scope_of(before, situation, day), scope_of(after, situation, day)
    return Preview(without, with_it, added, tuple(_cells(without, with_it, added)))


def _cells(before: Scope, after: Scope, added: tuple[ScopeStatement, ...]) -> Iterator[PreviewCell]:
    """The cells that differ, and those the new statements name themselves."""
    named = {pair for statement in added for pair in _named(after, statement)}
    for element in before.model.elements:
        for leaf in after.activities.leaves:
            cells = before.cell(element, leaf), after.cell(after.model.element(element.id), leaf)
            if _told(cells[0]) != _told(cells[1]):
                effect = PreviewEffect.CHANGED if cells[0].leads or cells[0].support else PreviewEffect.NEW
                yield PreviewCell(effect, *cells)
            elif (element.id, leaf) in named:
                yield PreviewCell(PreviewEffect.NONE, *cells)


def _named(scope: Scope, statement: ScopeStatement) -> Iterator[tuple[str, str]]:
    """The cells a statement names: those of its leaves that apply, all of them where none does."""
    (placed,) = (p for p in scope.propagation.placed if p.statement is statement)
    leaves = scope.activities.leaves_of(statement.activity)
    for number in placed.subjects:
        element = scope.index.elements[number]
        fitting = [leaf for leaf in leaves if scope.cell(element, leaf).status is not Status.NOT_APPLICABLE]
        yield from ((element.id, leaf) for leaf in fitting or leaves)


def _told(cell: Cell) -> tuple[object, ...]:
    """What a person is told of a cell, so that two can be compared."""
    if cell.status is Status.NOT_APPLICABLE:
        return (cell.status,)
    parts = tuple(
        (part.provider.key, tuple(p.id for p in part.parties), part.role, part.certain, part.truth)
        for part in (*cell.leads, *cell.support)
    )
    return cell.status, parts, tuple(cell.may_be), tuple(p.key for p in cell.excluded_by)
