"""Responsibilities before and after: what changes hands between plateaus, and what falls to the own organisation."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.compare import compare
from ea_model.scope import Cell as ScopeCell
from ea_model.scope import Scope, Status
from ea_model.views.answers.matrix import cell_text
from ea_model.views.answers.scope import activity_name
from ea_model.views.answers.shared.diff_rows import ADDED, REMOVED, sections
from ea_model.views.documents.shared.request import Asked, Kind, moment_text
from ea_model.views.words import concepts
from ea_model.words import label, label_of
from ea_model.words.document import Block, Cell, Column, Document, Heading, Paragraph, Section, Table


def build(asked: Asked) -> Iterator[Document]:
    """One comparison of all moments asked; a model with one moment has nothing to compare."""
    blocks: list[Block] = [
        Heading(asked.word("counts")),
        _counts(asked),
        Heading(asked.word("changed_cells")),
        Paragraph(asked.word("changed_note")),
        _changes(asked),
        Heading(asked.word("own_cells")),
        _own(asked),
    ]
    base, *others = asked.scopes
    for number, other in enumerate(others, 1):
        title = asked.word("compared", before=moment_text(base, asked.lang), after=moment_text(other, asked.lang))
        blocks += [Heading(title), _differences(base, other, f"compared-{number}", title, asked)]
    yield asked.document("plateaus", "", (Section(tuple(blocks), landscape=True),))


def _differences(before: Scope, after: Scope, key: str, caption: str, asked: Asked) -> Table:
    """Elements, relations, cells, classes, interfaces, findings and money that are not the same."""
    words = {ADDED: "mark_added", REMOVED: "mark_removed"}
    rows = tuple(
        (section.title, asked.word(words.get(row.mark, "mark_changed")), row.what, row.detail)
        for section in sections(compare(before, after), asked.lang)
        for row in section.rows
    )
    heads = (("subject", 2), ("mark", 1), ("what", 4), ("detail", 4))
    columns = tuple(Column(asked.word(head), weight) for head, weight in heads)
    return Table(key, caption, columns, rows, empty=asked.word("nothing_differs"), row_headers=1)


def _moments(asked: Asked) -> list[str]:
    return [moment_text(scope, asked.lang) for scope in asked.scopes]


def _counts(asked: Asked) -> Table:
    """Required cells by status, and own cells, per moment."""
    lang = asked.lang
    columns = (Column(asked.word("status"), 3), *(Column(moment, 2, number=True) for moment in _moments(asked)))
    counts = [scope.counts() for scope in asked.scopes]
    rows: list[tuple[Cell | str, ...]] = [
        (Cell(label_of(status, lang), status.name), *(_number(found.get(status, 0)) for found in counts))
        for status in Status
        if any(status in found for found in counts)
    ]
    rows.append((asked.word("own_cells_total"), *(_number(len(scope.own_cells)) for scope in asked.scopes)))
    return Table("counts", asked.word("counts"), columns, tuple(rows))


def _number(value: int) -> Cell:
    return Cell(str(value), number=value)


def _changes(asked: Asked) -> Table:
    """The cells that are not the same at every moment."""
    lang = asked.lang
    columns = (Column(asked.word("element"), 2), Column(asked.word("activity"), 2),
               *(Column(moment, 2) for moment in _moments(asked)))  # fmt: skip
    found: dict[tuple[str, str], dict[int, ScopeCell]] = {}
    for number, scope in enumerate(asked.scopes):
        for cell in scope.cells():
            found.setdefault((cell.element.id, cell.activity), {})[number] = cell
    rows: list[tuple[Cell | str, ...]] = []
    for (_, activity), cells in sorted(found.items()):
        shown = [_shown(cells.get(number), asked) for number in range(len(asked.scopes))]
        if len({(cell.text, cell.tone) for cell in shown}) > 1:
            element = next(iter(cells.values())).element
            rows.append((concepts.name(element, lang), activity_name(asked.scopes[0], activity, lang), *shown))
    empty = asked.word("nothing_changes" if len(asked.scopes) > 1 else "one_moment")
    return Table("changes", asked.word("changed_cells"), columns, tuple(rows), empty=empty, row_headers=2)


def _shown(cell: ScopeCell | None, asked: Asked) -> Cell:
    if cell is None:
        return Cell(asked.word("not_here"))
    words = cell_text(cell, asked.lang)
    return Cell(asked.word("optional_silent")) if words == "·" else Cell(words, cell.status.name)


def _own(asked: Asked) -> Table:
    """What the own organisation does, explicitly or because nobody else does."""
    heads = (("plateau", 2), ("element", 2), ("activity", 3), ("status", 2), ("certainty", 1))
    columns = tuple(Column(asked.word(head), weight) for head, weight in heads)
    rows = tuple(_own_row(scope, cell, certain, asked) for scope in asked.scopes for cell, certain in scope.own_cells)
    return Table("own", asked.word("own_cells"), columns, rows, empty=asked.word("no_own_cells"))


def _own_row(scope: Scope, cell: ScopeCell, certain: bool, asked: Asked) -> tuple[Cell | str, ...]:
    lang = asked.lang
    return (
        moment_text(scope, lang), concepts.name(cell.element, lang), activity_name(scope, cell.activity, lang),
        Cell(label_of(cell.status, lang), cell.status.name), label("Ui.certain" if certain else "Ui.possibly", lang),
    )  # fmt: skip


DOCUMENT = Kind(("docx", "html", "xlsx"), build)
