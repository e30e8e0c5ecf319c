"""SVG elements through lxml: every name from a model becomes text or an attribute value, never syntax."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from ea_model.views.scene.text_metrics import FONT

NAMESPACE = "http://www.w3.org/2000/svg"

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for: control characters, lone surrogates, two non-characters."""

_COLOUR = re.compile("#[0-9a-fA-F]{6}")

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type of its elements


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def colour(text: str | None) -> str | None:
    """A colour written as ``#rrggbb``; anything else could be a reference to elsewhere and counts as none."""
    return text if text and _COLOUR.fullmatch(text) else None


def number(value: float) -> str:
    """At most two decimals, none when they say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def document(width: int, height: int) -> Element:
    """An empty drawing; sizes are in pixels."""
    root = etree.Element(f"{{{NAMESPACE}}}svg", nsmap={None: NAMESPACE})
    root.set("width", str(width))
    root.set("height", str(height))
    root.set("viewBox", f"0 0 {width} {height}")
    root.set("font-family", FONT)
    return root


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


@cache
def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def add(parent: Element, tag: str, text: str | None = None, /, **attributes: str | float | None) -> Element:
    """Append an element. ``stroke_width`` becomes ``stroke-width``; attributes that are None are left out."""
    element = etree.SubElement(parent, _tag(tag))
    for name, value in attributes.items():
        if value is not None:
            element.set(_attribute(name), clean(value) if isinstance(value, str) else number(value))
    if text is not None:
        element.text = clean(text)
    return element


def as_bytes(root: Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
