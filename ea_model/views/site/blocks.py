"""Documents as pages: what Word and PDF say, the site says too, with names and ids as links."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.views.site.drawings import computed
from ea_model.views.site.leaf import Leaf
from ea_model.views.site.markup import Child, Children, badge, el, folded, grid
from ea_model.words.document import BulletList, DocumentContent, Heading, Note, Paragraph, Picture, Table, TableCell

_MANY = 200
"""Rows beyond which a table folds away."""
_SOURCES = "sources"
_ANCHORED = ("questions", "terms")


def blocks(leaf: Leaf, document: DocumentContent) -> Iterator[Child]:
    """The content of a document, without what the site has a page of its own for."""
    yield el("p", document.subtitle, cls="quiet")
    for block in document.blocks():
        match block:
            case Heading():
                yield el(f"h{min(block.level + 1, 6)}", block.text)
            case Paragraph():
                yield el("p", block.text)
            case Note():
                yield el("p", block.text, cls="note")
            case BulletList():
                yield el("ul", [el("li", leaf.linked(text)) for text in block.texts])
            case Picture():
                yield computed(leaf, block.svg)
            case Table():
                yield from _table(leaf, block)


def is_empty(document: DocumentContent) -> bool:
    """Does no table of the document say anything but sources?"""
    return not any(table.rows for table in document.tables() if table.key != _SOURCES)


def _table(leaf: Leaf, table: Table) -> Iterator[Child]:
    if table.key == _SOURCES and all(row[0].text in leaf.book.model.facts for row in table.cells):
        return
    if not table.rows:
        yield el("p", el("strong", table.caption), ": ", table.empty)
        return
    # What is left open on paper for a person to fill in has no use here.
    columns = [n for n in range(len(table.columns)) if any(row[n].text for row in table.cells)]
    heads = [table.columns[n].title for n in columns]
    rows = [[_cell(leaf, row[n]) for n in columns] for row in table.cells]
    numbers = [place for place, n in enumerate(columns) if table.columns[n].number]
    ids = [leaf.book.anchors.get(row[0].text) for row in table.cells] if table.key in _ANCHORED else []
    node = grid(table.caption, heads, rows, row_headers=min(table.row_headers, len(columns)), numbers=numbers, ids=ids)
    yield node if len(rows) <= _MANY else folded(leaf.say("show_table", caption=table.caption, count=len(rows)), node)
    for note in table.notes:
        yield el("p", note, cls="quiet")


def _cell(leaf: Leaf, cell: TableCell) -> Children:
    return badge(cell.text, cell.tone) if cell.tone and len(cell.text) < 60 else leaf.linked(cell.text)
