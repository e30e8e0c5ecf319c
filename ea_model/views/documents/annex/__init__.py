"""The scope annex of a contract: nine parts, each line with its source, what is unknown stated as unknown."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.scope import ContractScope, Scope, contract_scope
from ea_model.values import in_language
from ea_model.views.documents.annex.object import contract_table, is_agreement, parties_table
from ea_model.views.documents.annex.open import assumptions, requirements, unknown_cells
from ea_model.views.documents.annex.scope import excluded, inside, interfaces, matrix, shared
from ea_model.views.documents.questions import question_table, questions_about, term_table
from ea_model.views.documents.shared.request import Asked, Kind, moment_text
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.words import concepts
from ea_model.words import label
from ea_model.words.document import Block, Document, Heading, Items, Note, Paragraph, Picture, Section


def build(asked: Asked) -> Iterator[Document]:
    """An annex per moment and contract that exists then; of one contract when one is asked.

    Raises `UnknownIdError` when the model has no such contract.
    """
    for scope in asked.scopes:
        for contract in _contracts(asked, scope):
            yield _annex(asked, scope, contract)


def _contracts(asked: Asked, scope: Scope) -> list[ContractScope]:
    if asked.contract:
        found = contract_scope(scope, asked.contract)
        held = found.provider.contract
        # Asked over several moments, it has no annex where it is not there; asked of one, that is the answer.
        elsewhere = len(asked.scopes) > 1 and held is not None and not scope.facts.existence(held)
        return [] if elsewhere else [found]
    here = (c for c in scope.model.contracts if scope.facts.existence(c))
    return [contract_scope(scope, c) for c in here if c.id in scope.providers or is_agreement(c)]


def _annex(asked: Asked, scope: Scope, contract: ContractScope) -> Document:
    sources = Sources(asked.model, asked.lang)
    first = Section(tuple(_object(asked, scope, contract, sources)))
    rest = Section((
        *_inside(asked, contract, sources),
        Heading(sources.part(asked.word("part_3"))), excluded(asked, contract, sources),
        Heading(sources.part(asked.word("part_4"))), shared(asked, contract, sources),
        Heading(sources.part(asked.word("part_5"))), interfaces(asked, contract, sources),
        Heading(sources.part(asked.word("part_6"))), matrix(asked, contract, sources),
        *_unknowns(asked, contract, sources),
        Heading(sources.part(asked.word("part_8"))), requirements(asked, contract, sources),
        Heading(asked.word("part_9")), sources.table(),
    ), landscape=True)  # fmt: skip
    provider = contract.provider
    subject = _subject(contract, asked.lang)
    return asked.document("annex", subject, (first, rest), scope, part=provider.key)


def _subject(contract: ContractScope, lang: str) -> str:
    held = contract.provider.contract
    return contract.provider.label(lang) if held is None else f"{held.id} {concepts.name(held, lang)}"


def _object(asked: Asked, scope: Scope, contract: ContractScope, sources: Sources) -> Iterator[Block]:
    """Part 1: what the contract is and between whom."""
    held, lang = contract.provider.contract, asked.lang
    yield Note(asked.word("how_to_read", moment=moment_text(scope, lang)))
    yield Heading(sources.part(asked.word("part_1")))
    if held is None:
        yield Paragraph(asked.word("own_subject", name=contract.provider.label(lang)))
        return
    if held.documentation:
        yield Paragraph(in_language(held.documentation, lang))
    yield contract_table(asked, held, sources)
    yield parties_table(asked, held, sources)


def _inside(asked: Asked, contract: ContractScope, sources: Sources) -> Iterator[Block]:
    """Part 2: what is inside, and the map of it."""
    yield Heading(sources.part(asked.word("part_2")))
    yield inside(asked, contract, sources)
    if contract.open_list:
        yield Note(label("Ui.open_list_long", asked.lang))
    if asked.drawn is not None:
        key = contract.provider.key
        words = label("Picture.scope_text", asked.lang, contract=_subject(contract, asked.lang))
        yield Picture("scope", asked.drawn(contract.scope, key), f"{words}. {asked.word('picture_twin')}")


def _unknowns(asked: Asked, contract: ContractScope, sources: Sources) -> Iterator[Block]:
    """Part 7: what was read into the sources, and what they do not say."""
    yield Heading(sources.part(asked.word("part_7")))
    held = contract.provider.contract
    concerned = [e.element for e in contract.within if e.activities]
    about = [*concerned, *([] if held is None else [held, *(p.who for p in held.parties)])]
    yield assumptions(asked, contract, sources)
    yield unknown_cells(asked, contract)
    yield question_table(questions_about(asked.model, about), asked, sources)
    ids = {concept.id for concept in about}
    yield term_table([t for t in asked.model.terms if any(c.id in ids for c in t.about)], asked, sources)
    yield Items((asked.word("unknown_is_not_no"), asked.word("silence_is_not_exclusion")))


DOCUMENT = Kind(("docx", "pdf", "html", "md"), build)
