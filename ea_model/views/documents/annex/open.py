"""Parts 7 and 8 of the annex: readings, unknowns and requirements."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.metamodel.archimate import Element, Relation
from ea_model.metamodel.contract import Effect, Plateau, Recommendation, ScopeStatement
from ea_model.scope import ContractScope
from ea_model.selection import subject_words
from ea_model.values import Provenance, in_language
from ea_model.views.documents.questions import cell_rows
from ea_model.views.documents.shared.request import DocumentRequest
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.words import concepts
from ea_model.words import label
from ea_model.words.document import Table, TableCell, TableColumn

_DEMANDS = ("Requirement", "Constraint")


def assumptions(request: DocumentRequest, contract: ContractScope, sources: Sources) -> Table:
    """The statements of this contract that are a reading of the source, or that a note goes with."""
    lang = request.lang
    rows = []
    for statement in _statements(contract):
        leaves = contract.scope.activities.leaves_of(statement.activity)
        rolled = len(leaves) > 1
        stated = statement.provenance is Provenance.STATED
        if stated and statement.sources and not statement.note and not rolled:
            continue
        why = [in_language(statement.note, lang)] if statement.note else []
        if rolled:
            why.append(request.word("rolled_down", activity=in_language(statement.activity.label, lang)))
        rows.append((
            statement.id, _says(request, statement),
            request.word("no_source") if stated and not statement.sources
            else label(f"Provenance.{statement.provenance.name}", lang),
            "\n".join(why) or request.word("not_explained"),
            sources.cite(statement.sources),
        ))  # fmt: skip
    heads = (("statement", 1), ("says", 4), ("provenance", 2), ("note", 4), ("source", 2))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    return Table("assumptions", request.word("assumptions"), columns, tuple(rows), empty=request.word("no_assumptions"))


def _statements(contract: ContractScope) -> Iterator[ScopeStatement]:
    """The statements of a contract that hold at its moment."""
    placed = contract.scope.propagation.placed
    yield from (p.statement for p in placed if p.provider == contract.provider.key and p.truth)


def _says(request: DocumentRequest, statement: ScopeStatement) -> str:
    lang = request.lang
    subject = subject_words(statement, lang)
    activity = in_language(statement.activity.label, lang) or statement.activity.id
    key = "says_exclude" if statement.effect == Effect.EXCLUDE else "says_include"
    return request.word(key, activity=activity, subject=subject, role=statement.role)


def unknown_cells(request: DocumentRequest, contract: ContractScope) -> Table:
    """Required activities on elements in scope about which the sources are silent, or too soft for an answer."""
    scope = contract.scope
    cells = [cell for entry in contract.within if entry.activities for cell in scope.cells(entry.element)]
    heads = (("element", 3), ("activity", 3), ("status", 2))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = tuple(cell_rows(scope, cells, request.lang))
    return Table("unknown", request.word("unknown_cells"), columns, rows, empty=request.word("no_unknown_here"))


def requirements(request: DocumentRequest, contract: ContractScope, sources: Sources) -> tuple[Table, ...]:
    """Requirements and constraints tied to the contract or to what it has in scope; advice to somebody stands apart."""
    demands = _demands(request, contract)
    binding = {key: demand for key, demand in demands.items() if not isinstance(demand[0], Recommendation)}
    advice = {key: demand for key, demand in demands.items() if key not in binding}
    tables = [_demand_table(request, contract, sources, "requirements", binding)]
    if advice:
        tables.append(_demand_table(request, contract, sources, "advice", advice))
    return tuple(tables)


_Demand = tuple[Element, Relation, Element]
"""What is asked, the relation that ties it, and to what."""


def _demands(request: DocumentRequest, contract: ContractScope) -> dict[str, _Demand]:
    model = request.model
    demands = model.language.types(*_DEMANDS)
    agreement = contract.provider.contract
    inside: list[Element] = [entry.element for entry in contract.within if entry.activities]
    ties: dict[str, _Demand] = {}
    for concept in ([agreement] if agreement is not None else []) + inside:
        for relation in (*model.outgoing(concept), *model.incoming(concept)):
            demand = relation.target if relation.source is concept else relation.source
            if isinstance(demand, demands) and demand.id not in ties and model.in_plateau(relation, _plateau(contract)):
                ties[demand.id] = (demand, relation, concept)
    return ties


def _demand_table(
    request: DocumentRequest, contract: ContractScope, sources: Sources, name: str, demands: dict[str, _Demand]
) -> Table:  # fmt: skip
    heads = (("id", 2), ("requirement", 3), ("text", 6), ("metric", 2), ("due", 2), ("tied_to", 3), ("source", 3))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    lines = tuple(_demand(request, *demands[key], sources) for key in sorted(demands))
    return Table(name, request.word(name), columns, lines,
                 empty=request.word("no_requirements", contract=contract.provider.label(request.lang)),
                 row_headers=2)  # fmt: skip


def _plateau(contract: ContractScope) -> Plateau | None:
    return contract.scope.moment.plateau


def _demand(
    request: DocumentRequest, demand: Element, relation: Relation, concept: Element, sources: Sources
) -> tuple[TableCell | str, ...]:
    lang = request.lang
    values = [getattr(demand, a, None) for a in ("text", "metric", "due")]
    unknown = TableCell(label("Ui.unknown", lang), "UNKNOWN")
    cells = [unknown if value in (None, "") else TableCell(concepts.shown(value, lang)) for value in values]
    verb = concepts.verb(relation, lang, backwards=relation.target is concept)
    tie = f"{concepts.name(concept, lang)} {verb}"
    cited = sources.cite(demand.sources, relation.sources, provenance=relation.provenance)
    return (demand.id, concepts.name(demand, lang), *cells, tie, cited)
