"""Drawings in pages: the SVG itself stands in the page, and its boxes and lines are links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from ea_model.metamodel.archimate import Element
from ea_model.source.views import View, every
from ea_model.values import in_language
from ea_model.views.answers.shared.common import moment_text
from ea_model.views.diagrams import PICTURES, TIMELINES
from ea_model.views.imported import Pictures, draw
from ea_model.views.site.book import Book
from ea_model.views.site.leaf import Leaf
from ea_model.views.site.markup import Child, el, folded, grid, listed
from ea_model.views.svg.elements import NAMESPACE
from ea_model.views.svg.elements import Element as Node
from ea_model.views.words import concepts
from ea_model.words import label

_GROUPS = frozenset({"node", "header", "edge", "row"})
_LINK, _GROUP, _TITLE = (f"{{{NAMESPACE}}}{tag}" for tag in ("a", "g", "title"))
_OURS = ("data-id", "data-node", "data-edge")
_REFERENCE = re.compile(r"(url\(#[^)]*)\)")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True,
                          huge_tree=True)  # fmt: skip


def linked(svg: bytes, address: Callable[[str], str | None], anchor: Callable[[str], str | None]) -> Node:
    """A drawing for in a page: what stands for a concept leads to ``address``; the first has ``anchor`` as its id.

    Lines are left out of the way of the Tab key: the pages of what they connect have the same links as text.
    """
    root = etree.fromstring(svg, _PARSER)
    root.set("role", "group")
    used: set[str] = set()
    for group in [group for group in root.iter(_GROUP) if _GROUPS & set((group.get("class") or "").split())]:
        concept = group.get("data-id")
        for name in _OURS:
            group.attrib.pop(name, None)
        around = group.getparent()
        href = address(concept) if concept is not None and around is not None and around.tag != _LINK else None
        if href is not None and concept is not None and around is not None:
            _wrap(group, around, href, anchor(concept), used)
    return root


def _wrap(group: Node, around: Node, href: str, anchor: str | None, used: set[str]) -> None:
    """Put a link round a group; the title of the group becomes the name of the link."""
    link = etree.Element(_LINK, href=href)
    around.replace(group, link)
    link.append(group)
    title = group.find(_TITLE)
    if title is not None:
        link.insert(0, title)
    if anchor is not None and anchor not in used and (group.get("class") or "").startswith("node"):
        used.add(anchor)
        link.set("id", anchor)
    if not (group.get("class") or "").startswith("node"):
        link.set("tabindex", "-1")


def figure(leaf: Leaf, svg: Node, title: str) -> Child:
    """A drawing in its frame, which the script gives buttons to make it larger and smaller."""
    words = {name: leaf.say(f"figure_{name}") for name in ("in", "out", "fit", "full", "save")}
    frame = el("div", svg, cls="paper", tabindex="0", role="region", aria_label=title)
    return el("div", frame, cls="figure", **{f"data_{name}": word for name, word in words.items()})


def computed(leaf: Leaf, svg: bytes) -> Child:
    """A computed picture in a page."""
    book = leaf.book

    def address(concept_id: str) -> str | None:
        concept = book.model.get(concept_id)
        return None if concept is None else leaf.up + book.path(concept)

    root = linked(svg, address, lambda _: None)
    title = root.find(_TITLE)
    leaf.figures.append(root)
    _distinct(root, f"-{len(leaf.figures)}")
    return figure(leaf, root, (title.text or "") if title is not None else "")


def _distinct(root: Node, end: str) -> None:
    """Give every id of a drawing an ending of its own: a page may hold the same picture of several moments."""
    for node in root.iter():
        for name, value in node.attrib.items():
            if name == "id":
                node.set(name, f"{value}{end}")
            elif name == "aria-labelledby":
                node.set(name, " ".join(f"{one}{end}" for one in value.split()))
            elif "url(#" in value:
                node.set(name, _REFERENCE.sub(rf"\1{end})", value))


class Views:
    """The views a model came with, drawn one by one; what stands in them is learned on the way."""

    def __init__(self, book: Book, pictures: Pictures) -> None:
        self.book, self.pictures = book, pictures

    def pages(self) -> Iterator[Leaf]:
        """A page for each view."""
        for view, path in zip(self.book.views, self.book.view_paths, strict=True):
            yield self._page(view, path)

    def _page(self, view: View, path: str) -> Leaf:
        book = self.book
        leaf = Leaf(book, path, "views", book.view_title(view))

        def other(view_id: str) -> str | None:
            page = book.view_path(view_id)
            return page and leaf.up + page

        def address(concept_id: str) -> str | None:
            concept = book.model.get(concept_id)
            return leaf.up + book.path(concept) if concept is not None else other(concept_id)

        def anchor(concept_id: str) -> str | None:
            return book.node_anchor(concept_id) if isinstance(book.model.get(concept_id), Element) else None

        svg = draw(book.model, view, links=other, pictures=self.pictures, lang=book.lang)
        if view.documentation:
            leaf.add(leaf.text(view.documentation))
        leaf.add(figure(leaf, linked(svg, address, anchor), leaf.title))
        leaf.add(*self._inside(leaf, view))
        return leaf

    def _inside(self, leaf: Leaf, view: View) -> Iterator[Child]:
        """The elements of the drawing as a table, for who cannot see it; and where in the model it stands."""
        book, lang = self.book, self.book.lang
        elements: dict[str, Element] = {}
        for node, _ in every(view.nodes):
            concept = book.model.get(node.element) if node.element else None
            if isinstance(concept, Element):
                elements[concept.id] = concept
        for concept_id in elements:
            book.shown_in[concept_id].append((book.view_title(view), leaf.path))
        if elements:
            heads = [label("Ui.element", lang), label("Ui.kind", lang)]
            ordered = sorted(elements.values(), key=lambda e: (concepts.name(e, lang).casefold(), e.id))
            table = grid(leaf.say("in_this_view"), heads, ([leaf.link(e), leaf.kind(e)] for e in ordered))
            yield folded(leaf.say("elements_here", count=len(elements)), table)
        if view.properties:
            rows = [[key, in_language(value, lang)] for key, value in view.properties]
            heads = [label("Ui.attribute", lang), label("Ui.value", lang)]
            yield folded(leaf.say("properties"), grid(leaf.say("properties"), heads, rows))


def pictures(book: Book) -> Iterator[Leaf]:
    """A page for each computed picture of a moment that needs nothing chosen."""
    for number, scope in enumerate(book.scopes):
        named = {name: p.label_key for name, p in PICTURES.items() if not p.needs}
        named |= {name: p.label_key for name, p in TIMELINES.items() if not number}
        for name, key in named.items():
            whole = name in TIMELINES or len(book.scopes) == 1
            title = label(key, book.lang) + ("" if whole else f" – {moment_text(scope, book.lang)}")
            leaf = Leaf(book, f"p/{name}{'' if whole else f'-{number + 1}'}.html", "views", title)
            leaf.add(computed(leaf, book.draw(scope, name, "")))
            yield leaf


def listing(book: Book, computed_pages: Iterable[Leaf]) -> Leaf:
    """Every drawing: those computed, and those the model came with in the folders they stand in."""
    leaf = Leaf(book, "views.html", "views", book.say("nav_views"))
    leaf.add(
        el("h2", book.say("computed")), listed((leaf.to(page.path, page.title) for page in computed_pages), "columns")
    )
    if book.providers:
        maps = (leaf.to(book.contract_path(key) or "", book.contract_title(c)) for key, c in book.providers.items())
        leaf.add(el("h3", book.say("scope_maps")), listed(maps, "columns"))
    if book.views:
        leaf.add(el("h2", book.say("imported", count=len(book.views))))
        folders = book.model.foreign.folders
        within: dict[tuple[str, ...], list[Child]] = {}
        for view, path in zip(book.views, book.view_paths, strict=True):
            link = leaf.to(path, book.view_title(view))
            within.setdefault(tuple(folders.get(view.id, ())), []).append(link)
        for folder, links in within.items():
            leaf.add(el("h3", " › ".join(folder)) if folder else None, listed(links, "columns"))
    return leaf
