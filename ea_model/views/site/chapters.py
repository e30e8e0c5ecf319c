"""Which parts a site has: those the model has something to say in; for the others, a word why they are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ea_model.questions.costs import Costs, costs_of, scenarios
from ea_model.questions.costs.wording import total_words
from ea_model.rules import Finding
from ea_model.scope import Status
from ea_model.views import documents
from ea_model.views.answers import costs as costs_answer
from ea_model.views.answers.shared.common import moment_text
from ea_model.views.documents.shared.request import DocumentRequest
from ea_model.views.site import contract, drawings, registers
from ea_model.views.site.blocks import blocks, is_empty
from ea_model.views.site.book import Book
from ea_model.views.site.leaf import Leaf
from ea_model.views.site.markup import el, grid, listed
from ea_model.views.site.shell import Chapter
from ea_model.words import label
from ea_model.words.document import DocumentContent


@dataclass(frozen=True, slots=True)
class SitePart:
    """A part of the site: how to make its pages, or nothing when the model leaves it empty."""

    key: str
    path: str
    pages: Callable[[], Iterator[Leaf]] | None

    @property
    def chapter(self) -> Chapter:
        """Its entry in the navigation."""
        return Chapter(self.key, self.path)


def parts(book: Book, findings: list[Finding], pictures: list[Leaf]) -> list[SitePart]:
    """Every part a site can have, in the order of the navigation."""
    spoken = any(status is not Status.UNKNOWN for scope in book.scopes for status in scope.counts())
    request = DocumentRequest(book.model, book.scopes, book.lang, scope_map=None, timeline=None)
    return [
        SitePart("elements", "elements.html", _pages(book.model.elements, lambda: registers.kinds(book))),
        SitePart("contracts", "contracts.html", _pages(book.providers, lambda: _contracts(book))),
        SitePart(
            "views", "views.html", _pages(pictures or book.views, lambda: iter([drawings.listing(book, pictures)]))
        ),
        SitePart("matrix", "matrix.html", _pages(spoken, lambda: registers.matrices(book))),
        _document(book, request, "interfaces"),
        SitePart("findings", "findings.html", _pages(findings, lambda: iter([registers.findings(book, findings)]))),
        _document(book, request, "questions"),
        _document(book, request, "plateaus") if len(book.scopes) > 1 else SitePart("plateaus", "plateaus.html", None),
        _document(book, request, "calendar"),
        _document(book, request, "requirements"),
        _costs(book, request),
        SitePart("sources", "sources.html", _pages(book.model.documents or book.model.facts,
                                               lambda: iter([registers.sources(book)]))),
    ]  # fmt: skip


def _pages(content: object, pages: Callable[[], Iterator[Leaf]]) -> Callable[[], Iterator[Leaf]] | None:
    return pages if content else None


def _contracts(book: Book) -> Iterator[Leaf]:
    yield contract.listing(book)
    yield from (contract.page(book, provider) for provider in book.providers.values())


def _document(book: Book, request: DocumentRequest, name: str) -> SitePart:
    """A part that says what the document of that name says."""
    built = list(documents.load(name).build(request))

    def pages() -> Iterator[Leaf]:
        leaf = Leaf(book, f"{name}.html", name, book.say(f"nav_{name}"))
        for document in built:
            leaf.add(*blocks(leaf, document))
        yield leaf

    return SitePart(name, f"{name}.html", None if all(map(is_empty, built)) else pages)


def _costs(book: Book, request: DocumentRequest) -> SitePart:
    """Every amount in each moment, known or not, and what passing on comes to."""
    by_moment = [(moment_text(scope, book.lang), costs_of(scope)) for scope in book.scopes]
    passed = list(documents.load("passthrough").build(request)) if any(True for _ in scenarios(book.model)) else []

    def pages() -> Iterator[Leaf]:
        yield _costs_page(book, by_moment, passed)

    return SitePart("costs", "costs.html", pages if passed or any(costs.counted for _, costs in by_moment) else None)


def _costs_page(book: Book, by_moment: list[tuple[str, Costs]], passed: list[DocumentContent]) -> Leaf:
    leaf = Leaf(book, "costs.html", "costs", book.say("nav_costs"))
    for moment, costs in by_moment:
        if not costs.counted:
            continue
        leaf.add(
            el("h2", moment),
            listed(f"{label('CostGroup.all', book.lang)}: {total_words(t, book.lang)}" for t in costs.totals()),
        )
        header, *rows = costs_answer.rows(costs, book.lang)
        columns = [n for n in range(len(header)) if any(row[n] for row in rows)]
        lines = [[leaf.linked(row[n]) for n in columns] for row in rows]
        leaf.add(grid(label("Costs.lines", book.lang), [header[n] for n in columns], lines))
    for document in passed:
        leaf.add(el("h2", book.say("passed_on")), *blocks(leaf, document))
    return leaf
