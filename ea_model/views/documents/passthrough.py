"""The pass-through table: what each scenario comes to per stream, before and after some leave, with what is unknown."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.questions.costs import Division, PassThrough, pass_through, scenario_of, scenarios
from ea_model.views.answers import passthrough as answer
from ea_model.views.documents.shared.request import DocumentKind, DocumentRequest
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.words import concepts
from ea_model.words import label
from ea_model.words.document import Block, BulletList, DocumentContent, Heading, Note, Section, Table, TableColumn


def build(request: DocumentRequest) -> Iterator[DocumentContent]:
    """One document over all scenarios of the model."""
    lang, sources = request.lang, Sources(request.model, request.lang)
    divisions = [pass_through(scenario_of(request.model, scenario)) for scenario in scenarios(request.model)]
    blocks: list[Block] = []
    for number, outcome in enumerate(divisions, 1):
        blocks += _scenario(outcome, number, request, sources)
    if not divisions:
        blocks.append(Note(label("PassThrough.none", lang)))
    blocks.append(sources.table())
    yield request.document("passthrough", "", (Section(tuple(blocks), landscape=True),))


def _scenario(outcome: PassThrough, number: int, request: DocumentRequest, sources: Sources) -> Iterator[Block]:
    lang, element = request.lang, outcome.scenario.element
    title = concepts.name(element, lang) if element is not None else label("PassThrough.own", lang)
    yield Heading(sources.part(f"{number}. {title}"))
    cited = sources.cite(element.sources) if element is not None else ""
    yield BulletList(
        (
            *answer.chosen(outcome, lang),
            *([f"{request.word('source')}: {', '.join(cited.split(chr(10)))}"] if cited else []),
        )
    )
    yield _table(outcome, outcome.before, f"before-{number}", label("PassThrough.before", lang), lang)
    if outcome.after is not None:
        gone = ", ".join(concepts.name(s, lang) for s in outcome.scenario.leaving)
        yield _table(outcome, outcome.after, f"after-{number}", label("PassThrough.after", lang, streams=gone), lang)


def _table(outcome: PassThrough, division: Division, key: str, caption: str, lang: str) -> Table:
    header, *body = answer.rows(outcome, division, lang)
    columns = tuple(
        TableColumn(title[:1].upper() + title[1:], 3 if not place else 2, number=place > 0)
        for place, title in enumerate(header)
    )
    rows = tuple(tuple(row) for row in body)
    notes = (answer.per_message(outcome, division, lang),)
    return Table(key, caption.rstrip(":"), columns, rows, empty=label("PassThrough.none", lang), notes=notes)


DOCUMENT = DocumentKind(("xlsx", "csv", "docx"), build)
