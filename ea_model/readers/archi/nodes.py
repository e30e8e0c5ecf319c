"""The parts of a file of Archi everything is made of: type, texts, properties, numbers."""

from __future__ import annotations

from ea_model.readers.xml.nodes import Node, named, text_of
from ea_model.source import conventions as form


def type_of(node: Node) -> str:
    """The ``xsi:type`` without the prefix of its package."""
    return (node.get(form.XSI_TYPE) or "").rpartition(":")[2]


def name_of(node: Node) -> str:
    """The name, as it stands."""
    return node.get("name") or ""


BEYOND = 10**9
"""No drawing is so large; no other program reads such a number either."""


def documentation_of(node: Node) -> str:
    """The documentation, as it stands."""
    return child_text(node, "documentation")


def child_text(node: Node, name: str) -> str:
    """The text of the first child of a name; empty when there is none."""
    return next((text_of(child) for child in named(node, name)), "")


def properties_of(node: Node) -> tuple[tuple[str, str], ...]:
    """The properties in their order; a key may stand more than once."""
    return tuple((child.get("key") or "", child.get("value") or "") for child in named(node, "property"))


def whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number, also out of a fraction; ``otherwise`` where it is none, or none of a drawing."""
    if not text:
        return otherwise
    try:
        number = int(text) if text.lstrip("-").isdecimal() else round(float(text))
    except (ValueError, OverflowError):
        return otherwise
    return number if abs(number) < BEYOND else otherwise
