"""The scope annex of a contract: nine parts, each line with its source, what is unknown stated as unknown."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.scope import ContractScope, Scope, contract_scope
from ea_model.values import in_language
from ea_model.views.documents.annex.object import contract_table, is_agreement, parties_table
from ea_model.views.documents.annex.open import assumptions, requirements, unknown_cells
from ea_model.views.documents.annex.scope import (
    definitions,
    excluded,
    inside,
    interfaces,
    matrix,
    processes,
    shared,
    why_not,
)
from ea_model.views.documents.questions import question_table, questions_about, term_table
from ea_model.views.documents.shared.request import DocumentKind, DocumentRequest, moment_text
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.words import concepts
from ea_model.words import label
from ea_model.words.document import Block, BulletList, DocumentContent, Heading, Note, Paragraph, Picture, Section


def build(request: DocumentRequest) -> Iterator[DocumentContent]:
    """An annex per moment and contract that exists then; of one contract when one is request.

    Raises `UnknownIdError` when the model has no such contract.
    """
    for scope in request.scopes:
        for contract in _contracts(request, scope):
            yield _annex(request, scope, contract)


def _contracts(request: DocumentRequest, scope: Scope) -> list[ContractScope]:
    if request.contract:
        covered = contract_scope(scope, request.contract)
        contract = covered.provider.contract
        # Asked over several moments, it has no annex where it is not there; asked of one, that is the answer.
        elsewhere = len(request.scopes) > 1 and contract is not None and not scope.facts.existence(contract)
        return [] if elsewhere else [covered]
    existing = (c for c in scope.model.contracts if scope.facts.existence(c))
    return [contract_scope(scope, c) for c in existing if c.id in scope.providers or is_agreement(c)]


def _annex(request: DocumentRequest, scope: Scope, contract: ContractScope) -> DocumentContent:
    sources = Sources(request.model, request.lang)
    first = Section(tuple(_object(request, scope, contract, sources)))
    rest = Section((
        *_inside(request, contract, sources),
        Heading(sources.part(request.word("part_3"))), excluded(request, contract, sources),
        why_not(request, contract),
        Heading(sources.part(request.word("part_4"))), shared(request, contract, sources),
        Heading(sources.part(request.word("part_5"))), interfaces(request, contract, sources),
        processes(request, contract),
        Heading(sources.part(request.word("part_6"))), definitions(request, contract),
        matrix(request, contract, sources),
        *_unknowns(request, contract, sources),
        Heading(sources.part(request.word("part_8"))), *requirements(request, contract, sources),
        Heading(request.word("part_9")), sources.table(),
    ), landscape=True)  # fmt: skip
    provider = contract.provider
    subject = _subject(contract, request.lang)
    return request.document("annex", subject, (first, rest), scope, part=provider.key)


def _subject(contract: ContractScope, lang: str) -> str:
    agreement = contract.provider.contract
    return contract.provider.label(lang) if agreement is None else f"{agreement.id} {concepts.name(agreement, lang)}"


def _object(request: DocumentRequest, scope: Scope, contract: ContractScope, sources: Sources) -> Iterator[Block]:
    """Part 1: what the contract is and between whom."""
    agreement, lang = contract.provider.contract, request.lang
    yield Note(request.word("how_to_read", moment=moment_text(scope, lang)))
    yield Heading(sources.part(request.word("part_1")))
    if agreement is None:
        yield Paragraph(request.word("own_subject", name=contract.provider.label(lang)))
        return
    if agreement.documentation:
        yield Paragraph(in_language(agreement.documentation, lang))
    yield contract_table(request, agreement, sources)
    yield parties_table(request, agreement, sources)


def _inside(request: DocumentRequest, contract: ContractScope, sources: Sources) -> Iterator[Block]:
    """Part 2: what is inside, and the map of it."""
    yield Heading(sources.part(request.word("part_2")))
    yield inside(request, contract, sources)
    if contract.open_list:
        yield Note(label("Ui.open_list_long", request.lang))
    if request.scope_map is not None:
        key = contract.provider.key
        words = label("Picture.scope_text", request.lang, contract=_subject(contract, request.lang))
        yield Picture("scope", request.scope_map(contract.scope, key), f"{words}. {request.word('picture_twin')}")


def _unknowns(request: DocumentRequest, contract: ContractScope, sources: Sources) -> Iterator[Block]:
    """Part 7: what was read into the sources, and what they do not say."""
    yield Heading(sources.part(request.word("part_7")))
    agreement = contract.provider.contract
    concerned = [e.element for e in contract.within if e.activities]
    parties = [] if agreement is None else [p.who for p in agreement.parties if p.who is not request.model.organisation]
    about = [*concerned, *([] if agreement is None else [agreement]), *parties]
    yield assumptions(request, contract, sources)
    yield unknown_cells(request, contract)
    yield question_table(questions_about(contract.scope, about), request, sources, scope=contract.scope)
    ids = {concept.id for concept in about}
    yield term_table([t for t in request.model.terms if any(c.id in ids for c in t.about)], request, sources)
    yield BulletList((request.word("unknown_is_not_no"), request.word("silence_is_not_exclusion")))


DOCUMENT = DocumentKind(("docx", "pdf", "html", "md"), build)
