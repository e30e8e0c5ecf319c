"""What is not known about who does something: whose it is, who still does it perhaps, and the questions about that."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import OpenQuestion
from ea_model.scope import Cell, Scope, Status
from ea_model.scope.boundaries import beside, lacks_cells
from ea_model.values import Truth, in_language
from ea_model.views.answers.shared.common import name, sentence
from ea_model.words import label


def owner_lines(scope: Scope, element: Element, lang: str) -> Iterator[str]:
    """Whose an element is, where that changes or is another organisation."""
    owners = scope.owners(element)
    if all(owner is scope.model.organisation for owner, _ in owners):
        return
    firm = all(truth is Truth.YES for _, truth in owners)
    names = ", ".join(name(owner, lang) for owner, _ in owners)
    yield label("Lists.owned_by" if firm else "Lists.owner_open", lang, owners=names)
    if is_foreign(scope, element):
        yield label("Lists.foreign", lang, owner=names)


def is_foreign(scope: Scope, element: Element) -> bool:
    """Does another organisation certainly own it here, so that the model need not say who looks after it?"""
    return bool(scope.facts.external[scope.index.number[element.id]] == Truth.YES)


def beside_lines(scope: Scope, element: Element, lang: str) -> Iterator[str]:
    """Who looks after what lies next to an element; nothing where nobody does."""
    neighbours = beside(scope, element)
    if neighbours:
        yield label("Answer.beside", lang)
        yield from (f"  {sentence(r, lang)}: {', '.join(p.label(lang) for p in who)}" for r, _, who in neighbours)


def no_cells_lines(scope: Scope, element: Element, lang: str) -> Iterator[str]:
    """Of a kind the model names no activities for: that it is so, and who looks after what lies next to it."""
    if lacks_cells(scope, element):
        yield label("Outcome.kind_without_cells", lang)
        yield from beside_lines(scope, element, lang)


def cell_lines(scope: Scope, cell: Cell, lang: str) -> Iterator[str]:
    """Of a cell that was covered or perhaps still is: that nobody is known, and what is asked about that."""
    perhaps = [lead for lead in cell.leads if lead.certain and lead.truth is Truth.MAYBE]
    if cell.status is Status.EXPIRED:
        yield label("Lists.nobody_known", lang)
    elif cell.status is Status.INDETERMINATE and perhaps:
        parties = ", ".join(dict.fromkeys(name(party, lang) for lead in perhaps for party in lead.parties))
        contracts = ", ".join(lead.provider.label(lang) for lead in perhaps)
        yield label("Lists.perhaps_still", lang, parties=parties, contracts=contracts)
    else:
        return
    contracts_over = {p.contract for p in (*cell.ended, *(lead.provider for lead in perhaps)) if p.contract is not None}
    questions = [q for q in scope.model.questions if contracts_over & set(q.about) and _is_of_all(q, contracts_over)]
    if questions:
        yield label("Lists.questions", lang)
        yield from (f"  {q.id} {in_language(q.told, lang)}" for q in questions)


def _is_of_all(question: OpenQuestion, subjects: set[Element]) -> bool:
    """Is a question about one of these as a whole, and not only about attributes of it?"""
    owners = {path.rpartition(".")[0] for path in question.attributes}
    return any(subject in question.about and subject.id not in owners for subject in subjects)


__all__ = ["beside_lines", "cell_lines", "is_foreign", "no_cells_lines", "owner_lines"]
