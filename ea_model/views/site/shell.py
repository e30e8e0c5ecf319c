"""What surrounds every page: head, way round, search, and of which model and revision it speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from ea_model.values import in_language
from ea_model.views.site.book import Book
from ea_model.views.site.leaf import Leaf
from ea_model.views.site.markup import el
from ea_model.views.svg.elements import Element
from ea_model.words import label

# A page opened as a file has no origin of its own in every browser: 'self' then means nothing, file: does. Served
# from an intranet, file: gives nothing, since no browser lets such a page load one.
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; "
    "form-action 'self' file:; base-uri 'none'"
)
STYLE, SCRIPT = "assets/site.css", "assets/site.js"


@dataclass(frozen=True, slots=True)
class Chapter:
    """An entry of the navigation."""

    key: str
    path: str


def rendered(leaf: Leaf, chapters: Iterable[Chapter]) -> bytes:
    """The page as HTML."""
    book = leaf.book
    page = el("html", _head(leaf), lang=book.lang)
    main = el("main", el("h1", leaf.title), leaf.body, id="main", tabindex="-1")
    body = el(
        "body",
        el("a", leaf.say("skip"), href="#main", cls="skip"),
        _header(leaf),
        _navigation(leaf, chapters),
        main,
        el("footer", el("p", identity(book)), el("p", leaf.say("made"))),
    )
    page.append(body)
    text: bytes = etree.tostring(page, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    return text + b"\n"


def identity(book: Book) -> str:
    """Of which model and revision a site speaks; no clock, so the same model gives the same site."""
    version = book.model.version or label("Ui.unknown", book.lang)
    return book.say("identity", model=book.name, id=book.model.id, version=version, revision=book.model.revision)


def _head(leaf: Leaf) -> Element:
    title = leaf.book.name if leaf.title == leaf.book.name else f"{leaf.title} – {leaf.book.name}"
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", title),
        el("link", rel="icon", href="data:,"),
        el("link", rel="stylesheet", href=leaf.up + STYLE),
        [el("script", src=leaf.up + path, defer="defer") for path in (SCRIPT, *leaf.scripts)],
    )


def _header(leaf: Leaf) -> Element:
    words = leaf.say("search")
    field = el("input", type="search", name="q", aria_label=words, placeholder=leaf.say("search_hint"), id="q",
               autocomplete="off")  # fmt: skip
    form = el("form", field, el("button", words), role="search", action=f"{leaf.up}search.html")
    return el("header", leaf.to("index.html", leaf.book.name, cls="brand"), form)


def _navigation(leaf: Leaf, chapters: Iterable[Chapter]) -> Element:
    links = []
    for chapter in chapters:
        link = leaf.to(chapter.path, leaf.say(f"nav_{chapter.key}"))
        if chapter.key == leaf.chapter:
            link.set("aria-current", "page" if chapter.path == leaf.path else "true")
        links.append(link)
    return el("nav", el("ul", [el("li", link) for link in links]), aria_label=leaf.say("navigation"))


def document_text(book: Book) -> str:
    """What the model says about itself."""
    return in_language(book.model.contents.documentation, book.lang)
