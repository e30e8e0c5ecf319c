"""Responsibilities before and after: what changes hands between plateaus, and what falls to the own organisation."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.compare import compare
from ea_model.scope import Cell as ScopeCell
from ea_model.scope import Scope, Status
from ea_model.views.answers.shared.cell_words import cell_text
from ea_model.views.answers.shared.common import activity_name
from ea_model.views.answers.shared.diff_rows import ADDED, LINE, REMOVED, sections
from ea_model.views.documents.shared.request import DocumentKind, DocumentRequest, moment_text
from ea_model.views.words import concepts
from ea_model.words import label, label_of
from ea_model.words.document import Block, DocumentContent, Heading, Paragraph, Section, Table, TableCell, TableColumn


def build(request: DocumentRequest) -> Iterator[DocumentContent]:
    """One comparison of all moments asked; a model with one moment has nothing to compare."""
    blocks: list[Block] = [
        Heading(request.word("counts")),
        _counts(request),
        Heading(request.word("changed_cells")),
        Paragraph(request.word("changed_note")),
        _changes(request),
        Heading(request.word("own_cells")),
        _own(request),
    ]
    base, *others = request.scopes
    for number, other in enumerate(others, 1):
        title = request.word("compared", before=moment_text(base, request.lang), after=moment_text(other, request.lang))
        blocks += [Heading(title), _differences(base, other, f"compared-{number}", title, request)]
    yield request.document("plateaus", "", (Section(tuple(blocks), landscape=True),))


def _differences(before: Scope, after: Scope, key: str, caption: str, request: DocumentRequest) -> Table:
    """Elements, relations, cells, classes, interfaces, findings and money that are not the same."""
    words = {ADDED: "mark_added", REMOVED: "mark_removed"}
    rows = tuple(
        (section.title, request.word(words.get(row.mark, "mark_changed")), row.what, row.detail)
        for section in sections(compare(before, after), request.lang)
        for row in section.rows
        if row.mark != LINE
    )
    heads = (("subject", 2), ("mark", 1), ("what", 4), ("detail", 4))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    return Table(key, caption, columns, rows, empty=request.word("nothing_differs"), row_headers=1)


def _moments(request: DocumentRequest) -> list[str]:
    return [moment_text(scope, request.lang) for scope in request.scopes]


def _counts(request: DocumentRequest) -> Table:
    """Required cells by status, and own cells, per moment."""
    lang = request.lang
    columns = (
        TableColumn(request.word("status"), 3),
        *(TableColumn(moment, 2, number=True) for moment in _moments(request)),
    )
    counts = [scope.counts() for scope in request.scopes]
    rows: list[tuple[TableCell | str, ...]] = [
        (TableCell(label_of(status, lang), status.name), *(_number(by_status.get(status, 0)) for by_status in counts))
        for status in Status
        if any(status in by_status for by_status in counts)
    ]
    rows.append((request.word("own_cells_total"), *(_number(len(scope.own_cells)) for scope in request.scopes)))
    return Table("counts", request.word("counts"), columns, tuple(rows))


def _number(value: int) -> TableCell:
    return TableCell(str(value), number=value)


def _changes(request: DocumentRequest) -> Table:
    """The cells that are not the same at every moment."""
    lang = request.lang
    columns = (TableColumn(request.word("element"), 2), TableColumn(request.word("activity"), 2),
               *(TableColumn(moment, 2) for moment in _moments(request)))  # fmt: skip
    cells_of: dict[tuple[str, str], dict[int, ScopeCell]] = {}
    for number, scope in enumerate(request.scopes):
        for cell in scope.cells():
            cells_of.setdefault((cell.element.id, cell.activity), {})[number] = cell
    rows: list[tuple[TableCell | str, ...]] = []
    for (_, activity), cells in sorted(cells_of.items()):
        texts = [_cell(cells.get(number), request) for number in range(len(request.scopes))]
        if len({(cell.text, cell.tone) for cell in texts}) > 1:
            element = next(iter(cells.values())).element
            rows.append((concepts.name(element, lang), activity_name(request.scopes[0], activity, lang), *texts))
    empty = request.word("nothing_changes" if len(request.scopes) > 1 else "one_moment")
    return Table("changes", request.word("changed_cells"), columns, tuple(rows), empty=empty, row_headers=2)


def _cell(cell: ScopeCell | None, request: DocumentRequest) -> TableCell:
    if cell is None:
        return TableCell(request.word("not_here"))
    words = cell_text(cell, request.lang)
    return TableCell(request.word("optional_silent")) if words == "·" else TableCell(words, cell.status.name)


def _own(request: DocumentRequest) -> Table:
    """What the own organisation does, explicitly or because nobody else does."""
    heads = (("plateau", 2), ("element", 2), ("activity", 3), ("status", 2), ("certainty", 1))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = tuple(
        _own_row(scope, cell, certain, request) for scope in request.scopes for cell, certain in scope.own_cells
    )
    return Table("own", request.word("own_cells"), columns, rows, empty=request.word("no_own_cells"))


def _own_row(scope: Scope, cell: ScopeCell, certain: bool, request: DocumentRequest) -> tuple[TableCell | str, ...]:
    lang = request.lang
    return (
        moment_text(scope, lang), concepts.name(cell.element, lang), activity_name(scope, cell.activity, lang),
        TableCell(label_of(cell.status, lang), cell.status.name),
        label("Ui.certain" if certain else "Ui.possibly", lang),
    )  # fmt: skip


DOCUMENT = DocumentKind(("docx", "html", "xlsx"), build)
