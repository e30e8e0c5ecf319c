"""The rules of the exchange format 3.1 as data: what stands in what, in which order, and what an attribute may be.

Source: The Open Group, ArchiMate Model Exchange File Format 3.1. What is not named here (viewpoints a file defines
itself, metadata, parts of other namespaces) is free.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from ea_model.messages import Message
from ea_model.metamodel import stock


class Child(NamedTuple):
    """How often a child may stand in its parent, and where in the order."""

    place: int
    needed: bool
    once: bool


class FormatPart(NamedTuple):
    """One kind of tag: its children in their order, and its attributes."""

    children: dict[str, Child]
    required: tuple[str, ...]
    allowed: frozenset[str]
    ordered: bool


def _part(children: str, required: str = "", optional: str = "", *, ordered: bool = True) -> FormatPart:
    """``children`` as a content model: ``name+ documentation* properties?``."""
    placed = {
        word.rstrip("+*?"): Child(place, word.endswith("+"), not word.endswith(("+", "*")))
        for place, word in enumerate(children.split())
    }
    return FormatPart(placed, tuple(required.split()), frozenset(f"{required} {optional}".split()), ordered)


_TEXT = _part("", "", "lang")
_COLOUR = _part("", "r g b", "a")
_POINT = _part("", "x y")
_VISUAL = "label* documentation* style? viewRef*"
PARTS = {
    "model": _part("name+ documentation* properties? metadata? elements? relationships? organizations* "
                   "propertyDefinitions? views?", "identifier", "version"),
    "elements": _part("element+"),
    "element": _part("name* documentation* properties?", "identifier type"),
    "relationships": _part("relationship+"),
    "relationship": _part("name* documentation* properties?", "identifier type source target",
                          "accessType isDirected modifier"),
    "organizations": _part("item+"),
    "item": _part("label* documentation* item*", "", "identifier identifierRef"),
    "propertyDefinitions": _part("propertyDefinition+"),
    "propertyDefinition": _part("name+ documentation*", "identifier type"),
    "properties": _part("property+"),
    "property": _part("value+", "propertyDefinitionRef"),
    "views": _part("viewpoints? diagrams?"),
    "diagrams": _part("view+"),
    "view": _part("name+ documentation* properties? node* connection*", "identifier", "viewpoint viewpointRef"),
    "node": _part(f"{_VISUAL} node*", "identifier type x y w h", "elementRef conceptRef xpathPart"),
    "connection": _part(f"{_VISUAL} sourceAttachment? bendpoint* targetAttachment?", "identifier type source target",
                        "relationshipRef"),
    "viewRef": _part("", "ref"),
    "style": _part("lineColor? fillColor? font?", "", "lineWidth", ordered=False),
    "font": _part("color?", "", "name size style"),
    "lineColor": _COLOUR, "fillColor": _COLOUR, "color": _COLOUR,
    "sourceAttachment": _POINT, "bendpoint": _POINT, "targetAttachment": _POINT,
    "name": _TEXT, "documentation": _TEXT, "label": _TEXT, "value": _TEXT,
}  # fmt: skip
"""By tag. ``type`` of a `propertyDefinition` is an attribute of its own, elsewhere it is ``xsi:type``."""
NOTHING = _part("")
CONTAINERS = frozenset({"elements", "relationships", "organizations", "propertyDefinitions", "properties", "diagrams"})
"""What is left out when it would hold nothing."""
TEXTS = frozenset({"name", "documentation", "label", "value"})
FREE = frozenset({"metadata", "viewpoints"})
"""What stands within these is not looked at, but for its identifiers."""
NAMELESS = frozenset({"Grouping", "Location", "AndJunction", "OrJunction"})
"""Types of element that need no name."""

ELEMENTS = frozenset(stock().element_types) - {"Junction"} | {"AndJunction", "OrJunction"}
TYPES: dict[str, frozenset[str]] = {
    "element": ELEMENTS,
    "relationship": frozenset(stock().relation_types),
    "view": frozenset({"Diagram"}),
    "node": frozenset({"Element", "Container", "Label"}),
    "connection": frozenset({"Relationship", "NestingRelationship", "Line"}),
}
"""Values of ``xsi:type`` by tag."""

_SHOWS = ("Relationship", "NestingRelationship")
ONLY_OF: dict[tuple[str, str], tuple[str, ...]] = {
    ("relationship", "accessType"): ("Access",), ("relationship", "isDirected"): ("Association",),
    ("relationship", "modifier"): ("Influence",), ("node", "elementRef"): ("Element",),
    ("node", "conceptRef"): ("Label",), ("node", "xpathPart"): ("Label",), ("connection", "relationshipRef"): _SHOWS,
}  # fmt: skip
"""Types that an attribute is for, by tag and attribute."""
NEEDED_OF = {("node", "Element"): "elementRef", ("connection", "Relationship"): "relationshipRef",
             ("connection", "NestingRelationship"): "relationshipRef"}  # fmt: skip
"""The attribute a type cannot do without."""


class ValueRule(NamedTuple):
    """What an attribute may be: a pattern, the numbers it lies between, and both in words."""

    pattern: re.Pattern[str]
    said: Message | str
    numbers: Container[int] | None = None

    def fits(self, text: str) -> bool:
        """Does the text, without white space around it, follow the rule?"""
        text = text.strip(" \t\r\n")
        if self.pattern.fullmatch(text) is None:
            return False
        # A number of more digits than any screen has points is not worth working out.
        return self.numbers is None or (len(text) < 19 and int(text) in self.numbers)


_FIRST = ("A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
          "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff")  # fmt: skip
_NAME = ValueRule(re.compile(f"[{_FIRST}][{_FIRST}0-9.\u00b7\u0300-\u036f\u203f\u2040-]*"),
              Message("exchange_ncname"))  # fmt: skip
_WHOLE = re.compile(r"[+-]?[0-9]+")
_PLACE = ValueRule(_WHOLE, Message("exchange_whole_least", least="0"), range(10**18))
_SIZE = ValueRule(_WHOLE, Message("exchange_whole_least", least="1"), range(1, 10**18))
_PART_OF_COLOUR = ValueRule(_WHOLE, Message("exchange_whole_range", least="0", most="255"), range(256))
_LANGUAGE = ValueRule(re.compile("([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?"), Message("exchange_language_tag"))


def _words(*words: str) -> ValueRule:
    return ValueRule(re.compile("|".join(words)), ", ".join(words))


_COLOURS = {(tag, part): _PART_OF_COLOUR for tag in ("lineColor", "fillColor", "color") for part in "rgb"}
_OPACITY = ValueRule(_WHOLE, Message("exchange_whole_range", least="0", most="100"), range(101))
VALUES: dict[tuple[str, str], ValueRule] = {
    **{(tag, "identifier"): _NAME for tag in PARTS}, **{(tag, "lang"): _LANGUAGE for tag in PARTS},
    **{(tag, axis): _PLACE for tag in ("node", "bendpoint", "sourceAttachment", "targetAttachment") for axis in "xy"},
    ("node", "w"): _SIZE, ("node", "h"): _SIZE, ("style", "lineWidth"): _SIZE,
    **_COLOURS, **{(tag, "a"): _OPACITY for tag, _ in _COLOURS},
    ("relationship", "accessType"): _words("Access", "Read", "Write", "ReadWrite"),
    ("relationship", "isDirected"): _words("true", "false", "1", "0"),
    ("propertyDefinition", "type"): _words("string", "boolean", "currency", "date", "time", "number"),
    ("font", "size"): ValueRule(re.compile(r"[1-9][0-9]*(\.0|\.5)?"), Message("exchange_size_such")),
    ("font", "style"): ValueRule(
        re.compile(r"((plain|bold|italic|underline)(\s+|$))*"), "plain, bold, italic, underline"
    ),
}  # fmt: skip
"""By tag and attribute; every other attribute is any text."""

_CONCEPT = ("element", "relationship")
REFERENCES: dict[tuple[str, str], tuple[str, ...]] = {
    ("relationship", "source"): _CONCEPT, ("relationship", "target"): _CONCEPT,
    ("property", "propertyDefinitionRef"): ("propertyDefinition",),
    ("view", "viewpointRef"): ("viewpoint",), ("viewRef", "ref"): ("view",),
    ("node", "elementRef"): ("element",), ("node", "conceptRef"): (),
    ("connection", "relationshipRef"): ("relationship",),
    ("connection", "source"): ("node", "connection"), ("connection", "target"): ("node", "connection"),
    ("item", "identifierRef"): (),
}  # fmt: skip
"""Tags that an attribute may name the identifier of; none: any."""
