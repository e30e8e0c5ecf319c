"""HTML as a tree of lxml elements: a text of the model becomes text or the value of an attribute, never syntax.

lxml is there already, knows no template language that could be used wrongly, and its result is well-formed by
construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from ea_model.views.svg.elements import Element
from ea_model.words.document import clean

_BESIDE_EACH_OTHER = 2
"""Columns that fit a narrow screen."""

Child = Element | str | None
Children = Child | Iterable[Child]


def el(tag: str, *children: Children, **attributes: str | int | None) -> Element:
    """An element. ``cls`` is its class, ``aria_label`` becomes ``aria-label``; what is None is left out."""
    node = etree.Element(tag)
    for name, value in attributes.items():
        if value is not None:
            node.set("class" if name == "cls" else name.rstrip("_").replace("_", "-"), clean(value))
    for child in children:
        grow(node, child)
    return node


def grow(parent: Element, child: Children) -> None:
    """Put a text, an element or several of them at the end."""
    if child is None:
        return
    if isinstance(child, str):
        text = clean(child)
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text
    elif isinstance(child, etree._Element):  # noqa: SLF001 - lxml has no public name for it
        parent.append(child)
    else:
        for one in child:
            grow(parent, one)


def joined(parts: Iterable[Children], between: str = ", ") -> list[Child]:
    """The parts in a row with a text between them."""
    children: list[Child] = []
    for part in parts:
        if children:
            children.append(between)
        children += [part] if part is None or isinstance(part, (str, etree._Element)) else list(part)  # noqa: SLF001
    return children


def badge(words: str, tone: str = "") -> Element:
    """A word with the colour of its meaning."""
    return el("span", words, cls=f"badge {tone}".strip())


def listed(items: Iterable[Children], cls: str | None = None) -> Element:
    """A list of points."""
    return el("ul", [el("li", item) for item in items], cls=cls)


def folded(summary: Children, *children: Children, cls: str | None = None) -> Element:
    """Something that opens when one asks for it."""
    return el("details", el("summary", summary), *children, cls=cls)


def grid(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Children]],
    *,
    row_headers: int = 1,
    numbers: Iterable[int] = (),
    ids: Sequence[str | None] = (),
    cls: str | None = None,
    hidden_caption: bool = False,
) -> Element:
    """A table with its headers, in a frame that scrolls by itself when it is wide.

    ``numbers`` are the columns aligned to the right, ``ids`` the anchors of the rows. Each cell knows the head of its
    column: a narrow screen shows rows below each other, unless ``cls`` says that the columns are the point.
    """
    right = set(numbers)
    stacks = cls is None and len(heads) > _BESIDE_EACH_OTHER
    body = el("tbody")
    for place, row in enumerate(rows):
        line = el("tr", id=ids[place] if place < len(ids) else None)
        for number, cell in enumerate(row):
            first = number < row_headers
            line.append(
                el("th" if first else "td", cell, scope="row" if first else None,
                   cls="number" if number in right else None,
                   data_head=heads[number] if stacks and not first and number < len(heads) else None)
            )  # fmt: skip
        body.append(line)
    head = el("tr", [el("th", h, scope="col", cls="number" if n in right else None) for n, h in enumerate(heads)])
    titled = el("caption", caption, cls="unseen" if hidden_caption else None)
    table = el("table", titled, el("thead", head), body, cls="stacks" if stacks else cls)
    return el("div", table, cls="scroll", tabindex="0", role="region", aria_label=caption)


def facts(rows: Iterable[tuple[str, Children]]) -> Element:
    """Names with their values."""
    body = el("tbody", [el("tr", el("th", name, scope="row"), el("td", value)) for name, value in rows])
    return el("table", body, cls="facts")
