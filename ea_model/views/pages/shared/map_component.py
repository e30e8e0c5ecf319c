"""The map: an SVG of our painter that can be moved, enlarged, walked with the keyboard and clicked, in the page itself.

Names come from model files and end up in a page, so a drawing is let through only when it holds nothing but shapes
and words. The rest of the widget is ``assets/map.js``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from lxml import etree

from ea_model.views.pages.shared import address
from ea_model.views.scene.diagram import Diagram
from ea_model.views.svg.elements import NAMESPACE, clean
from ea_model.words import label

_ASSETS = Path(__file__).parent.parent / "assets"
_TAGS = frozenset({
    "svg", "g", "path", "rect", "circle", "text", "tspan", "title", "desc", "defs", "marker", "pattern", "use",
    "linearGradient", "stop", "image",
})  # fmt: skip
_PIXELS = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=]+")
"""A picture inside the drawing itself, of a kind that holds nothing but pixels."""
_OWN_DRAWING = re.compile(r"url\(#[\w-]+\)")
_BUTTONS = ("in", "out", "fit", "full")
_SIGNS = {"in": "+", "out": "−"}
OPENED = "opened"
"""Session entry: the id a person double-clicked."""


class UnsafeDrawingError(ValueError):
    """A drawing holds something that could act in a page; our painter never makes one."""


def sanitised(svg: bytes) -> str:
    """The drawing as text, without XML declaration; raises `UnsafeDrawingError` rather than repairing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(svg, parser)
    if root.getroottree().docinfo.doctype:
        raise UnsafeDrawingError("a drawing has no document type")
    for node in root.iter():
        if not isinstance(node.tag, str) or etree.QName(node).namespace != NAMESPACE:
            raise UnsafeDrawingError(f"a drawing does not hold {node.tag!r}")
        if etree.QName(node).localname not in _TAGS:
            raise UnsafeDrawingError(f"a drawing does not hold <{etree.QName(node).localname}>")
        for name, value in node.attrib.items():
            _check_attribute(str(name), str(value))
    return etree.tostring(root, encoding="unicode")


def _check_attribute(name: str, value: str) -> None:
    plain = etree.QName(name).localname.lower()
    if plain == "href" and _PIXELS.fullmatch(value):
        return
    if plain.startswith("on") or plain in {"href", "style", "src"}:
        raise UnsafeDrawingError(f"a drawing has no attribute {plain}")
    says_only = plain.startswith(("aria-", "data-"))
    if "url(" in value.lower() and not says_only and not _OWN_DRAWING.fullmatch(value):
        raise UnsafeDrawingError("a drawing points at nothing outside itself")


def _html() -> str:
    buttons = "".join(
        f'<button type="button" data-do="{name}" data-worded="{"" if name in _SIGNS else "yes"}">'
        f"{_SIGNS.get(name, '')}</button>"
        for name in _BUTTONS
    )
    return (
        f'<div class="map"><div class="bar" role="toolbar" hidden>{buttons}<span class="hint"></span></div>'
        '<div class="paper" tabindex="-1"></div></div>'
    )


_architecture_map = st.components.v2.component(
    "architecture_map",
    html=_html(),
    css=(_ASSETS / "map.css").read_text(encoding="utf-8"),
    js=(_ASSETS / "map.js").read_text(encoding="utf-8"),
)


def _links(diagram: Diagram, others: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """What each line joins, by ids as the drawing can hold them."""
    ends = {edge.id: (edge.source, edge.target) for edge in diagram.edges} | dict(others)
    yield from ((clean(line), (clean(source), clean(target))) for line, (source, target) in ends.items())


def _inside(diagram: Diagram, others: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What each node stands in; in a table a field belongs to the head of its row."""
    heads = {node.place.row: node.id for node in diagram.nodes if node.place is not None and not node.place.column}
    for node in diagram.nodes:
        if node.parent:
            yield node.id, node.parent
        elif node.place is not None and node.place.column and node.place.row in heads:
            yield node.id, heads[node.place.row]
    yield from others.items()


def _concepts(diagram: Diagram) -> dict[str, str | None]:
    """Per part of a drawing the concept of the model it shows; None for frames and remarks."""
    nodes: dict[str, str | None] = {node.id: node.element for node in diagram.nodes}
    return nodes | {edge.id: edge.relation for edge in diagram.edges}


def architecture_map(
    svg: bytes, diagram: Diagram, *, key: str, lang: str, selected: str = "", pickable: bool = True,
    ids: frozenset[str] = frozenset(),
    to: str = "el", links: Mapping[str, tuple[str, str]] | None = None, inside: Mapping[str, str] | None = None,
    clears: bool = True,
) -> None:  # fmt: skip
    """Show a drawing. What is clicked goes to the address as ``to``; what is double-clicked becomes `OPENED`.

    A chart that shows nothing of the model is not ``pickable``; it gets the height it needs. ``ids`` are what can be
    picked beside the nodes and edges of the diagram. Where a drawing was not made from a diagram, ``links`` are the
    nodes each line joins, and ``inside`` is the node each node stands in. Escape and a click beside everything take the
    choice back, unless the page is about what is chosen (``clears`` is then False).
    """

    def note(name: str) -> str:
        return str(getattr(st.session_state[key], name, None) or "")

    # Frames and remarks are drawn too, but stand for nothing in the model.
    concepts = _concepts(diagram)
    clickable = ids | set(filter(None, concepts.values()))

    def picked() -> None:
        if note("picked") in clickable:
            address.put(to, note("picked"))

    def cleared() -> None:
        address.put(to, "")

    def opened() -> None:
        if note("opened") in clickable:
            st.session_state[OPENED] = note("opened")

    words: dict[str, str] = {name: label(f"Ui.map_{name}", lang) for name in (*_BUTTONS, "hint")}
    data: dict[str, Any] = {
        "svg": sanitised(svg),
        "hash": hashlib.sha256(svg).hexdigest()[:16],
        "links": {line: list(ends) for line, ends in _links(diagram, links or {})},
        "inside": {clean(node): clean(parent) for node, parent in _inside(diagram, inside or {})},
        "mute": [clean(part) for part, concept in concepts.items() if concept is None],
        "selected": selected,
        "pickable": pickable,
        "clears": clears,
        "tall": not pickable,
        "words": words,
    }
    _architecture_map(key=key, data=data, on_picked_change=picked, on_opened_change=opened, on_cleared_change=cleared)
