"""Parts 2 to 6 of the annex: what is inside, out, shared, on the boundary, and who does what."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.questions.boundary_processes import BoundaryProcess, PartiesBoundary, boundary_processes
from ea_model.scope import Cell as ScopeCell
from ea_model.scope import (
    ContractScope,
    ElementScope,
    Reason,
    ScopedActivity,
    Sharing,
    Status,
    boundaries_of,
    explain,
)
from ea_model.values import SourceRef, Truth, in_language
from ea_model.views.answers.shared import boundary_processes as between
from ea_model.views.answers.shared.common import activity_name
from ea_model.views.documents import interfaces as register
from ea_model.views.documents import matrix as demarcation
from ea_model.views.documents.shared.request import DocumentRequest
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.documents.shared.why import WhyRow, grounds, parties_text, reasons
from ea_model.views.words import concepts, stops
from ea_model.views.words.definitions import definition_of
from ea_model.words import label, label_of
from ea_model.words.document import Table, TableCell, TableColumn

_PATHS = 2
"""Paths shown of a cell; the sheet of paths of the demarcation matrix has them all."""


def _columns(request: DocumentRequest, heads: tuple[tuple[str, int], ...]) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(request.word(head), weight) for head, weight in heads)


def inside(request: DocumentRequest, contract: ContractScope, sources: Sources) -> Table:
    """Every cell in scope: direct, derived with its path, or possible; activities that share all else on one line."""
    lines: dict[tuple[TableCell | str, ...], list[str]] = {}
    for entry in contract.within:
        for activity in entry.activities:
            line = _inside_line(request, contract, entry, activity, sources)
            lines.setdefault(line, []).append(activity_name(contract.scope, activity.activity, request.lang))
    rows = tuple((*line[:2], "\n".join(activities), *line[2:]) for line, activities in lines.items())
    columns = _columns(request, (("element", 3), ("kind", 2), ("activity", 3), ("role", 1), ("party", 2), ("how", 2),
                               ("path", 4), ("statement", 1), ("source", 2)))  # fmt: skip
    empty = request.word("nothing_inside", contract=contract.provider.label(request.lang))
    notes = (request.word("roles_note"), request.word("rules_note")) if rows else ()
    return Table("inside", request.word("inside"), columns, rows, empty=empty, notes=notes)


def _inside_line(
    request: DocumentRequest, contract: ContractScope, entry: ElementScope, activity: ScopedActivity, sources: Sources
) -> tuple[TableCell | str, ...]:
    """Everything about one cell but its activity."""
    lang, scope, key = request.lang, contract.scope, contract.provider.key
    cell = scope.cell(entry.element, activity.activity)
    mine = [lead for lead in (*cell.leads, *cell.support) if lead.provider.key == key and lead.role == activity.role]
    parties = "; ".join(dict.fromkeys(parties_text(lead, lang) for lead in mine)) or label("Ui.unknown", lang)
    reasons = [g for g in grounds(scope, cell, lang, contract.provider) if g.statement]
    how = label_of(activity.scope_class, lang)
    if activity.truth is Truth.MAYBE:
        how += f"; {label('Ui.perhaps_then', lang)}"
    return (
        concepts.name(entry.element, lang), concepts.kind(request.model, entry.element, lang), activity.role, parties,
        TableCell(how, activity.scope_class.name), _paths(request, reasons), _statements(reasons),
        _cited(reasons, sources),
    )  # fmt: skip


def _paths(request: DocumentRequest, rows: list[WhyRow]) -> str:
    """The first paths, how many more there are, and what is to be noted about the statements."""
    paths = list(dict.fromkeys(ground.path for ground in rows))
    notes = dict.fromkeys(ground.note for ground in rows if ground.note)
    more = [request.word("more_paths", count=len(paths) - _PATHS)] if len(paths) > _PATHS else []
    return "\n".join([*paths[:_PATHS], *more, *notes])


def _statements(rows: list[WhyRow]) -> str:
    return "\n".join(dict.fromkeys(ground.statement for ground in rows))


def _cited(rows: list[WhyRow], sources: Sources) -> str:
    """The sources of all grounds; how they were read when none of them is literally stated."""
    lines = dict.fromkeys(
        line for ground in rows for line in sources.cite(ground.sources, provenance=ground.provenance).split("\n")
    )
    return "\n".join(lines) or sources.cite()


def excluded(request: DocumentRequest, contract: ContractScope, sources: Sources) -> Table:
    """What a statement takes out, and who does it instead."""
    rows: list[tuple[TableCell | str, ...]] = []
    scope, lang = contract.scope, request.lang
    for entry in contract.within:
        for leaf in entry.excluded:
            cell = scope.cell(entry.element, leaf)
            paths = [p for b in reasons(scope, cell) if b.reason is Reason.EXCLUDED and b.provider == contract.provider
                     for p in b.paths]  # fmt: skip
            cited = {line: None for p in paths for line in
                     sources.cite(p.statement.sources, provenance=p.provenance).split("\n")}  # fmt: skip
            rows.append((concepts.name(entry.element, lang), activity_name(scope, leaf, lang), _instead(cell, lang),
                         "\n".join(dict.fromkeys(p.statement.id for p in paths)),
                         "\n".join(cited) or sources.cite()))  # fmt: skip
    columns = _columns(request, (("element", 3), ("activity", 3), ("instead", 2), ("statement", 1), ("source", 2)))
    return Table("excluded", request.word("excluded"), columns, tuple(rows), empty=request.word("nothing_excluded"))


def why_not(request: DocumentRequest, contract: ContractScope) -> Table:
    """Required cells beside the scope that it does not reach: what stopped it there, and who has the cell instead."""
    scope, lang, provider = contract.scope, request.lang, contract.provider
    lines: dict[tuple[str, str, str], list[str]] = {}
    for entry in contract.within:
        inside_already = {*(activity.activity for activity in entry.activities), *entry.excluded}
        for cell in scope.cells(entry.element, required_only=True):
            causes = (
                ()
                if cell.activity in inside_already
                else explain(scope, entry.element, cell.activity, provider).reasons
            )
            stopped = next((b for b in causes if b.provider == provider and stops.is_told(b)), None)
            if stopped is not None:
                line = concepts.name(entry.element, lang), stops.sentence(stopped, lang), _instead(cell, lang)
                lines.setdefault(line, []).append(activity_name(scope, cell.activity, lang))
    rows = tuple((element, "\n".join(activities), why, who) for (element, why, who), activities in lines.items())
    columns = _columns(request, (("element", 3), ("activity", 3), ("stopped_by", 6), ("instead", 2)))
    return Table("why_not", request.word("why_not"), columns, rows, empty=request.word("nothing_why_not"))


def _instead(cell: ScopeCell, lang: str) -> str:
    """Who leads a cell; its status where nobody does."""
    return ", ".join(lead.provider.label(lang) for lead in cell.leads) or label_of(cell.status, lang)


def shared(request: DocumentRequest, contract: ContractScope, sources: Sources) -> Table:
    """Elements that others look after as well, and by which rule each knows his own."""
    rows = [
        _shared_row(request, contract, entry, entry.sharing, sources)
        for entry in contract.within
        if entry.sharing is not None
    ]
    columns = _columns(
        request, (("element", 3), ("shared_with", 3), ("sharing", 2), ("sharing_rule", 4), ("source", 2))
    )
    return Table("shared", request.word("shared"), columns, tuple(rows), empty=request.word("nothing_shared"))


def _shared_row(
    request: DocumentRequest, contract: ContractScope, entry: ElementScope, sharing: Sharing, sources: Sources
) -> tuple[TableCell | str, ...]:
    lang, scope = request.lang, contract.scope
    others: dict[str, list[str]] = {}
    refs: list[SourceRef] = []
    for cell in scope.cells(entry.element):
        for lead in (*cell.leads, *cell.support):
            if lead.provider.key != contract.provider.key:
                others.setdefault(lead.provider.label(lang), []).append(activity_name(scope, cell.activity, lang))
        refs += _refs(scope_grounds(request, contract, cell))
    lines = [f"{who}: {', '.join(dict.fromkeys(what))}" for who, what in sorted(others.items())]
    with_whom = "\n".join(lines) or request.word("nobody_else")
    rule = request.word(f"sharing_{sharing.name.lower()}")
    return (concepts.name(entry.element, lang), with_whom, TableCell(label_of(sharing, lang)), rule,
            sources.keys(refs))  # fmt: skip


def scope_grounds(request: DocumentRequest, contract: ContractScope, cell: ScopeCell) -> list[WhyRow]:
    """The grounds of a cell that rest on a statement or a closure, whoever's they are."""
    return [ground for ground in grounds(contract.scope, cell, request.lang) if ground.statement]


def _refs(rows: list[WhyRow]) -> Iterator[SourceRef]:
    for ground in rows:
        yield from ground.sources


def interfaces(request: DocumentRequest, contract: ContractScope, sources: Sources) -> Table:
    """The relations on the boundary of this contract."""
    mine = [b for b in boundaries_of(contract.scope) if b.involves(contract.provider.key)]
    return register.table(contract.scope, mine, request, sources, "interfaces", request.word("interfaces_here"))


def processes(request: DocumentRequest, contract: ContractScope) -> Table:
    """The processes with the parties this contract meets, and who does what in them."""
    lang, key = request.lang, contract.provider.key
    mine = [b for b in boundaries_of(contract.scope) if b.involves(key)]
    rows = tuple(
        _process_row(boundary, process, lang)
        for boundary in boundary_processes(contract.scope, mine)
        for process in boundary.processes
    )
    columns = (*_columns(request, (("source_side", 2), ("target_side", 2))),
               TableColumn(label("BoundaryProcesses.process", lang), 2),
               *_columns(request, (("term_means", 4),)), TableColumn(label("Answer.who", lang), 3))  # fmt: skip
    return Table("processes", label("BoundaryProcesses.title", lang), columns, rows,
                 empty=label("BoundaryProcesses.none", lang))  # fmt: skip


def _process_row(boundary: PartiesBoundary, process: BoundaryProcess, lang: str) -> tuple[TableCell | str, ...]:
    one, other = (", ".join(provider.label(lang) for provider in side) for side in boundary.sides)
    tone = Status.UNKNOWN.name if process.cell is None else ""
    who = TableCell(between.who(process, lang), tone)
    return one, other, in_language(process.label, lang), in_language(process.definition, lang), who


def definitions(request: DocumentRequest, contract: ContractScope) -> Table:
    """What the activities that the matrix speaks of are, each with what is part of it and what is not."""
    scope = contract.scope
    entries = [e for e in contract.within if e.activities or e.excluded]
    used = dict.fromkeys(cell.activity for entry in entries for cell in scope.cells(entry.element))
    columns = (TableColumn(request.word("activity"), 2), TableColumn(request.word("term_means"), 8))
    activities = [scope.model.activities[leaf] for leaf in scope.activities.leaves if leaf in used]
    rows = [(in_language(a.label, request.lang), definition_of(a, request.lang)) for a in activities]
    defined = tuple(row for row in rows if row[1])
    return Table("definitions", request.word("definitions"), columns, defined, empty=request.word("no_matrix"))


def matrix(request: DocumentRequest, contract: ContractScope, sources: Sources) -> Table:
    """Who does what on everything that is inside, touched or shared, with the sources of each row."""
    scope = contract.scope
    entries = [e for e in contract.within if e.activities or e.excluded]
    cells = [cell for entry in sorted(entries, key=lambda e: e.element.id) for cell in scope.cells(entry.element)]
    plain = demarcation.table(scope, cells, request, "matrix", request.word("matrix_here"))
    refs: dict[str, list[SourceRef]] = {}
    for cell in cells:
        refs.setdefault(cell.element.id, []).extend(_refs(scope_grounds(request, contract, cell)))
    cited = [sources.keys(refs_) for refs_ in refs.values()]
    rows = tuple((*row, text) for row, text in zip(plain.rows, cited, strict=True))
    columns = (*plain.columns, TableColumn(request.word("source"), 2))
    return Table("matrix", plain.caption, columns, rows, empty=request.word("no_matrix"), notes=plain.notes)
