"""The demarcation matrix: who does which activity on which element, a table per moment, the legend and the reasons."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.metamodel.contract import Role
from ea_model.scope import Cell as ScopeCell
from ea_model.scope import Scope, Status
from ea_model.scope.columns import LEADING_ROLES
from ea_model.views.answers.shared.cell_words import cell_text
from ea_model.views.answers.shared.common import activity_name
from ea_model.views.documents.shared.request import DocumentKind, DocumentRequest, moment_text
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.documents.shared.why import certainty, grounds, parties_text, role_text
from ea_model.views.words import concepts
from ea_model.words import label, label_of
from ea_model.words.document import Block, DocumentContent, Heading, Paragraph, Section, Table, TableCell, TableColumn

_SILENT = "·"
"""What `cell_text` writes for an optional activity nobody spoke of."""


def build(request: DocumentRequest) -> Iterator[DocumentContent]:
    """One document over all moments asked, so that one can filter on the plateau."""
    sources = Sources(request.model, request.lang)
    sections = []
    for number, scope in enumerate(request.scopes, 1):
        moment = moment_text(scope, request.lang)
        title = request.word("matrix_of", moment=moment)
        cells = list(scope.cells())
        blocks: tuple[Block, ...] = (Heading(title), Paragraph(counts_text(scope, request)),
                                     table(scope, cells, request, f"matrix-{number}", title))  # fmt: skip
        sections.append(Section(blocks, landscape=True))
    sections.append(Section((Heading(request.word("legend")), legend(request))))
    reasons = (Heading(request.word("paths")), _paths(request, sources), sources.table())
    sections.append(Section(reasons, landscape=True))
    yield request.document("matrix", "", tuple(sections))


def counts_text(scope: Scope, request: DocumentRequest) -> str:
    """How many required cells have each status."""
    counts = ", ".join(f"{label_of(status, request.lang)} {count}" for status, count in scope.counts().items())
    own = label("Answer.own_cells", request.lang, count=len(scope.own_cells))
    return f"{label('Answer.required_cells', request.lang, counts=counts or '0')}; {own}"


def table(scope: Scope, cells: list[ScopeCell], request: DocumentRequest, key: str, caption: str) -> Table:
    """One row per element, one column per activity that occurs; each cell has the tone of its status."""
    by_element: dict[str, dict[str, ScopeCell]] = {}
    for cell in cells:
        by_element.setdefault(cell.element.id, {})[cell.activity] = cell
    used = [leaf for leaf in scope.activities.leaves if any(leaf in row for row in by_element.values())]
    columns = (TableColumn(request.word("element"), 2), TableColumn(request.word("kind"), 2),
               *(TableColumn(activity_name(scope, leaf, request.lang), 1) for leaf in used))  # fmt: skip
    rows = []
    for row in by_element.values():
        element = next(iter(row.values())).element
        texts = [_cell(row[leaf], request) if leaf in row else "" for leaf in used]
        rows.append((concepts.name(element, request.lang), concepts.kind(request.model, element, request.lang), *texts))
    return Table(key, caption, columns, tuple(rows), empty=label("Ui.no_cells_at_all", request.lang),
                 notes=(request.word("matrix_note"),))  # fmt: skip


def _cell(cell: ScopeCell, request: DocumentRequest) -> TableCell:
    words = cell_text(cell, request.lang)
    if words == _SILENT:
        return TableCell(request.word("optional_silent"))
    return TableCell(words, cell.status.name)


def legend(request: DocumentRequest) -> Table:
    """What colours, letters and signs mean."""
    lang = request.lang
    columns = (TableColumn(request.word("sign"), 2), TableColumn(request.word("meaning"), 4))
    rows: list[tuple[TableCell | str, ...]] = [
        (TableCell(label_of(status, lang), status.name), label(f"StatusHelp.{status.name}", lang)) for status in Status
    ]
    rows += [(role, label(f"Role.{role}", lang)) for role in (*LEADING_ROLES, Role.SUPPORTING)]
    rows += [("R?", request.word("possible_sign")), (request.word("optional_silent"), request.word("optional_meaning")),
             (request.word("blank"), request.word("blank_meaning"))]  # fmt: skip
    return Table("legend", request.word("legend"), columns, tuple(rows))


def _paths(request: DocumentRequest, sources: Sources) -> Table:
    """Every cell with everybody in it and every reason."""
    heads = (("plateau", 1), ("element", 2), ("id", 2), ("kind", 2), ("activity", 2), ("required", 1), ("status", 1),
             ("contract", 1), ("party", 2), ("role", 1), ("certainty", 1), ("reason", 2), ("path", 3),
             ("statement", 1), ("note", 3), ("source", 2))  # fmt: skip
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = [
        row for scope in request.scopes for cell in scope.cells() for row in _reasons(scope, cell, request, sources)
    ]
    empty = label("Ui.no_cells_at_all", request.lang)
    return Table("paths", request.word("paths"), columns, tuple(rows), empty=empty, row_headers=2)


def _reasons(
    scope: Scope, cell: ScopeCell, request: DocumentRequest, sources: Sources
) -> Iterator[tuple[TableCell | str, ...]]:
    lang = request.lang
    moment = scope.moment.plateau.id if scope.moment.plateau else moment_text(scope, lang)
    sources.part(moment)
    holders = {lead.provider.key: lead for lead in reversed((*cell.leads, *cell.support))}
    required = label("Truth.YES" if cell.required else "Truth.NO", lang)
    for ground in grounds(scope, cell, lang):
        lead = holders.get(ground.provider.key) if ground.provider else None
        who = ground.provider.label(lang) if ground.provider else ""
        owner = concepts.name(cell.owner, lang) if cell.owner else ""
        cited = sources.cite(ground.sources, provenance=ground.provenance) if ground.statement else ""
        yield (
            moment, concepts.name(cell.element, lang), cell.element.id,
            concepts.kind(request.model, cell.element, lang), activity_name(scope, cell.activity, lang), required,
            TableCell(label_of(cell.status, lang), cell.status.name), who,
            parties_text(lead, lang) if lead else owner, role_text(lead, lang) if lead else "",
            certainty(lead, lang) if lead else "", ground.reason, ground.path, ground.statement, ground.note, cited,
        )  # fmt: skip


DOCUMENT = DocumentKind(("xlsx", "csv", "html"), build)
