"""Searching without a server: an index as scripts, in parts, since a page opened as a file may not fetch data.

The names come first, so that one can search at once; descriptions follow. The script of the site reads both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ea_model.values import in_language
from ea_model.views.site.book import Book
from ea_model.views.site.leaf import Leaf
from ea_model.views.site.markup import el
from ea_model.views.words import concepts

_ROWS = 4000
"""Entries of one part."""
_LETTERS = 400
"""Of a description that can be found."""
NAMES, TEXTS = "assets/names-{}.js", "assets/texts-{}.js"


def files(book: Book, pages: Iterable[Leaf]) -> dict[str, bytes]:
    """The parts of the index: of elements, contracts, drawings, questions and the pages there are."""
    kinds: dict[str, int] = {}
    rows: list[list[object]] = []
    texts: list[str] = []
    for name, key, kind, path, text in _entries(book, pages):
        rows.append([name, key if key != name else "", kinds.setdefault(kind, len(kinds)), path])
        texts.append(" ".join(text.split())[:_LETTERS])
    scripts: dict[str, bytes] = {}
    for number, begin in enumerate(range(0, max(len(rows), 1), _ROWS)):
        part = {"first": begin, "rows": rows[begin : begin + _ROWS], "kinds": list(kinds) if not number else []}
        scripts[NAMES.format(number)] = _script(part)
        scripts[TEXTS.format(number)] = _script({"first": begin, "texts": texts[begin : begin + _ROWS]})
    return scripts


def _script(part: dict[str, object]) -> bytes:
    """Plain ASCII: no text of the model can end the script or mean anything in it."""
    return f"eaSite({json.dumps(part, separators=(',', ':'))});\n".encode("ascii")


def _entries(book: Book, pages: Iterable[Leaf]) -> Iterator[tuple[str, str, str, str, str]]:
    """Name, id, kind, address and text of everything one can find."""
    lang = book.lang
    for key, provider in book.providers.items():
        yield book.contract_title(provider), key, book.say("scope"), book.contract_path(key) or "", ""
    for element in book.model.elements:
        text = in_language(element.documentation, lang)
        kind = concepts.kind(book.model, element, lang)
        yield concepts.name(element, lang), element.id, kind, book.element_path(element), text
    for view, path in zip(book.views, book.view_paths, strict=True):
        yield book.view_title(view), "", book.say("view"), path, in_language(view.documentation, lang)
    for question in book.model.questions:
        path = book.pages_by_text.get(question.id, "questions.html")
        yield in_language(question.told, lang), question.id, book.say("question"), path, ""
    for page in pages:
        yield page.title, "", book.say("page"), page.path, ""


def page(book: Book, index: Iterable[str]) -> Leaf:
    """Where one searches."""
    leaf = Leaf(book, "search.html", "search", book.say("search"), scripts=tuple(p for p in index if "names-" in p))
    words = {f"data-{name}": book.say(f"search_{name}") for name in ("none", "count", "more")}
    texts = " ".join(path for path in index if "texts-" in path)
    results = el("div", id="found", aria_live="polite", data_texts=texts, **words)
    leaf.add(el("p", book.say("search_how"), cls="quiet"), results, el("noscript", el("p", book.say("search_script"))))
    return leaf
