"""The first page: what the model is, how much of it is looked after, what is wrong, and where to begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ea_model.metamodel.archimate import Element
from ea_model.rules import Finding
from ea_model.scope import Status
from ea_model.views.answers.shared.common import moment_text
from ea_model.views.site import contract, registers
from ea_model.views.site.book import Book
from ea_model.views.site.chapters import SitePart
from ea_model.views.site.leaf import Leaf
from ea_model.views.site.markup import Child, Children, el, grid, listed
from ea_model.views.site.shell import document_text
from ea_model.words import label


def page(book: Book, parts: Iterable[SitePart], findings: list[Finding]) -> Leaf:
    """One page, linking to every part."""
    leaf = Leaf(book, "index.html", "overview", book.name)
    text = document_text(book)
    if text:
        leaf.add(el("p", text, cls="said"))
    leaf.add(_numbers(leaf))
    if findings:
        leaf.add(el("h2", book.say("nav_findings")), registers.severities(leaf, findings))
    leaf.add(*_moments(leaf), *_contracts(leaf), *_layers(leaf))
    missing = [part for part in parts if part.pages is None]
    if missing:
        leaf.add(el("h2", book.say("left_out")))
        leaf.add(listed([el("strong", book.say(f"nav_{p.key}")), f": {book.say(f'without_{p.key}')}"] for p in missing))
    return leaf


def _numbers(leaf: Leaf) -> Child:
    """How big the model is."""
    model, book = leaf.book.model, leaf.book
    counted = [
        ("elements", len(model.elements), "elements.html"),
        ("relations", len(model.relations), ""),
        ("contracts", len(book.providers), "contracts.html"),
        ("plateaus", len(model.plateaus), ""),
        ("views", len(book.views), "views.html"),
        ("questions", len(model.questions), "questions.html"),
        ("facts", len(model.facts), "sources.html"),
    ]
    cards = []
    for key, count, path in counted:
        if count:
            words: list[Child] = [el("strong", str(count)), " ", el("span", book.say(f"count_{key}"))]
            cards.append(el("li", leaf.to(path, words) if path else words))
    return el("ul", cards, cls="cards")


def _moments(leaf: Leaf) -> Iterator[Child]:
    """Required cells by status, a column for each moment."""
    book = leaf.book
    counts = [scope.counts() for scope in book.scopes]
    if not any(counts):
        return
    yield el("h2", book.say("looked_after"))
    yield el("p", label("Ui.required_cells_help", book.lang), cls="quiet")
    heads = [label("Ui.status", book.lang), *(moment_text(scope, book.lang) for scope in book.scopes)]
    rows: list[list[Children]] = [
        [leaf.toned(status), *(str(by_status.get(status, 0)) for by_status in counts)]
        for status in Status
        if any(status in by_status for by_status in counts)
    ]
    rows.append([label("Ui.own_cells", book.lang), *(str(len(scope.own_cells)) for scope in book.scopes)])
    numbers = range(1, len(book.scopes) + 1)
    yield grid(book.say("looked_after"), heads, rows, numbers=numbers, hidden_caption=True, cls="narrow")


def _contracts(leaf: Leaf) -> Iterator[Child]:
    book = leaf.book
    if book.providers:
        yield el("h2", book.say("nav_contracts"))
        heads = [label("Ui.contract", book.lang), book.say("parties"),
                 *(moment_text(scope, book.lang) for scope in book.scopes)]  # fmt: skip
        yield grid(book.say("nav_contracts"), heads, contract.rows(leaf), hidden_caption=True)


def _layers(leaf: Leaf) -> Iterator[Child]:
    """What is in the model, by layer and kind."""
    book = leaf.book
    if not book.model.elements:
        return
    yield el("h2", book.say("nav_elements"))
    layers = book.model.language.layers
    counts: dict[str, dict[str, int]] = {}
    first: dict[str, Element] = {}
    for element in book.model.elements:
        of_layer = counts.setdefault(element.layer if element.layer in layers else "Other", {})
        of_layer[element.kind] = of_layer.get(element.kind, 0) + 1
        first.setdefault(element.kind, element)
    rows: list[list[Children]] = []
    for layer in layers:
        kinds = sorted(counts.get(layer, {}).items(), key=lambda kind: (-kind[1], kind[0]))
        if kinds:
            links: list[Child] = [
                el("span", leaf.to(book.kind_path(kind), leaf.kind(first[kind])), f" {n}", cls="pair")
                for kind, n in kinds
            ]
            rows.append([label(f"Layer.{layer}", book.lang), str(sum(n for _, n in kinds)), _spaced(links)])
    heads = [label("Ui.layer", book.lang), book.say("count"), label("Ui.kind", book.lang)]
    yield grid(book.say("nav_elements"), heads, rows, numbers=(1,), hidden_caption=True)


def _spaced(links: list[Child]) -> list[Child]:
    return [part for link in links for part in (link, " ")]
