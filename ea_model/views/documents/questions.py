"""The open-questions list: what the sources do not say, so that somebody can ask; with room for who asks and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ea_model.metamodel.archimate import Concept
from ea_model.metamodel.contract import OpenQuestion, TermConflict
from ea_model.metamodel.lean import stated_features
from ea_model.scope import Cell as ScopeCell
from ea_model.scope import Scope, Status
from ea_model.values import Unknown, in_language
from ea_model.views.answers.shared.common import activity_name
from ea_model.views.documents.shared.request import DocumentKind, DocumentRequest, moment_text
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.words import concepts as wording
from ea_model.words import label_of, table
from ea_model.words.document import Block, DocumentContent, Heading, Note, Section, Table, TableCell, TableColumn

_OPEN = (Status.UNKNOWN, Status.INDETERMINATE)


def build(request: DocumentRequest) -> Iterator[DocumentContent]:
    """Questions, unknown attributes without a question, unknown cells per moment, and terms with two readings."""
    model, sources = request.model, Sources(request.model, request.lang)
    sources.part("1.")
    blocks: list[Block] = [
        Note(request.word("questions_note")),
        Heading(request.word("questions")),
        question_table(model.questions, request, sources, to_fill=True),
        Heading(request.word("unknown_attributes")),
        _attributes(request),
        Heading(request.word("unknown_cells")),
        _cells(request),
        Heading(request.word("terms")),
        term_table(model.terms, request, sources),
        sources.table(),
    ]
    yield request.document("questions", "", (Section(tuple(blocks), landscape=True),))


def question_table(
    questions: Iterable[OpenQuestion], request: DocumentRequest, sources: Sources, *, to_fill: bool = False,
    scope: Scope | None = None,
) -> Table:  # fmt: skip
    """Open questions with what they are about; ``to_fill`` adds columns for who asks and when.

    ``scope``: of what they are about only what is there.
    """
    heads = [("id", 1), ("question", 4), ("about", 3), ("source", 2)]
    heads += [("owner_to_fill", 2), ("due_to_fill", 2)] if to_fill else []
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    blank = ("", "") if to_fill else ()
    rows = tuple(
        (q.id, in_language(q.told, request.lang), _about(q, request, scope), sources.cite(q.sources), *blank)
        for q in questions
    )
    return Table("questions", request.word("questions"), columns, rows, empty=request.word("no_questions"))


def _about(question: OpenQuestion, request: DocumentRequest, scope: Scope | None) -> str:
    """Each thing a question is about, with the attribute when it is about one."""
    lines: dict[str, None] = {}
    asked_attributes: dict[str, list[str]] = {}
    for entry in question.attributes:
        concept_id, _, attribute = entry.rpartition(".")
        asked_attributes.setdefault(concept_id, []).append(attribute_name(attribute, request.lang))
    for concept in question.about:
        if scope is not None and not scope.facts.existence(concept):
            continue
        words = asked_attributes.get(concept.id, [])
        name = wording.name(concept, request.lang)
        lines[f"{name}: {', '.join(words)}" if words else name] = None
    return "\n".join(lines) or request.word("about_the_model")


def attribute_name(attribute: str, lang: str) -> str:
    """The name of an attribute as a person reads it."""
    words, attribute = table(lang), "start" if attribute == "from" else attribute  # of a plateau
    return words.get(f"Attribute.{attribute}") or words.get(f"Document.{attribute}") or attribute.replace("_", " ")


def unknown_attributes(concept: Concept) -> Iterator[tuple[str, Unknown]]:
    """The attributes of a concept that are explicitly unknown."""
    return ((feature, value) for feature, value in stated_features(concept) if isinstance(value, Unknown))


def _attributes(request: DocumentRequest) -> Table:
    heads = (("element", 3), ("kind", 2), ("attribute", 2), ("question", 1), ("owner_to_fill", 2), ("due_to_fill", 2))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = []
    for concept in sorted(request.model.concepts(), key=lambda c: c.id):
        for attribute, value in unknown_attributes(concept):
            names = (wording.name(concept, request.lang), wording.kind(request.model, concept, request.lang))
            item = value.item or request.word("no_question_yet")
            rows.append((*names, attribute_name(attribute, request.lang), item, "", ""))
    return Table(
        "attributes", request.word("unknown_attributes"), columns, tuple(rows), empty=request.word("no_attributes")
    )


def _cells(request: DocumentRequest) -> Table:
    heads = (("plateau", 1), ("element", 3), ("activity", 3), ("status", 2), ("owner_to_fill", 2), ("due_to_fill", 2))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = [
        (scope.moment.plateau.id if scope.moment.plateau else moment_text(scope, request.lang), *row, "", "")
        for scope in request.scopes
        for row in cell_rows(scope, scope.cells(required_only=True), request.lang)
    ]
    return Table("cells", request.word("unknown_cells"), columns, tuple(rows), empty=request.word("no_unknown_cells"))


def cell_rows(scope: Scope, cells: Iterable[ScopeCell], lang: str) -> Iterator[tuple[TableCell | str, ...]]:
    """Element, activity and status of the cells about which the sources give no answer."""
    for cell in cells:
        if cell.required and cell.status in _OPEN:
            status = TableCell(label_of(cell.status, lang), cell.status.name)
            yield wording.name(cell.element, lang), activity_name(scope, cell.activity, lang), status


def term_table(terms: Iterable[TermConflict], request: DocumentRequest, sources: Sources) -> Table:
    """Terms that have two readings."""
    heads = (("id", 1), ("term", 3), ("readings", 4), ("about", 2), ("source", 2))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = tuple(
        (t.id, in_language(t.text, request.lang), "\n".join(in_language(r, request.lang) for r in t.readings),
         ", ".join(wording.name(c, request.lang) for c in t.about), sources.cite(t.sources)) for t in terms
    )  # fmt: skip
    return Table("terms", request.word("terms"), columns, rows, empty=request.word("no_terms"))


def questions_about(scope: Scope, concepts: Iterable[Concept]) -> list[OpenQuestion]:
    """The open questions about any of these concepts, those of other plateaus apart."""
    ids = {concept.id for concept in concepts}
    put = (question for question in scope.model.questions if scope.facts.holds(question.plateaus))
    return [question for question in put if any(c.id in ids for c in question.about)]


DOCUMENT = DocumentKind(("xlsx", "docx", "html"), build)
