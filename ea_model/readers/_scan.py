"""XML as a stream of events, closed to the outside; the fast way in for files with very many concepts.

Expat builds no tree: what is no concept is passed over, and kept as the bytes it is. No document type (so no entities),
no network, no nesting or text without bounds. Names come as ``namespace local``.
"""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from lxml import etree

from ea_model.problems import ModelLoadError, Place, Problem, UnreadableError
from ea_model.readers._exchange_parts import Node

XSI_TYPE = "http://www.w3.org/2001/XMLSchema-instance type"
XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
MAX_DEPTH = 256
NO_DOCTYPE = "has a document type (DOCTYPE), which can hide entities; remove it, a model needs none"


class Refusal(Exception):  # noqa: N818 - it travels through expat and never leaves this room
    """What a handler throws to stop the parser; becomes a problem at the place it has reached."""


def parser_for(file: str) -> Any:
    """An expat parser of UTF-8 that refuses what can hide something."""
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16

    def refuse(*_: object) -> None:
        raise UnreadableError(f"{file}: {NO_DOCTYPE}")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def run(parser: Any, file: str, content: bytes) -> None:
    """Parse; raises `ModelLoadError` with the place when the XML is broken or too deep."""
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        place = Place(file, error.lineno, error.offset + 1)
        message = f"is not well-formed XML here ({expat.errors.messages[error.code]})"
        raise ModelLoadError([Problem(place, "SYNTAX", message)]) from None
    except Refusal as error:
        place = Place(file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        raise ModelLoadError([Problem(place, "DEPTH", str(error))]) from None


def too_deep() -> Refusal:
    """For a handler that meets nesting without end."""
    return Refusal(f"is nested more than {MAX_DEPTH} deep; no model is")


_TAG = re.compile(rb"""[^"'>]*+(?:"[^"]*+"[^"'>]*+|'[^']*+'[^"'>]*+)*+>""")


def end_of_tag(content: bytes, at: int) -> int:
    """Where the tag that begins at ``at`` ends; a ``>`` inside an attribute value does not count."""
    found = _TAG.match(content, at)
    return found.end() if found else len(content)


def node_of(file: str, content: bytes) -> Node:
    """The tree of a piece of a file; raises `ModelLoadError` when lxml finds it too large or too deep to be a model."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = f"holds a part that cannot be read ({(error.msg or 'it ends too early').split(', line')[0]})"
        raise ModelLoadError([Problem(Place(file), "SYNTAX", message)]) from None


def element_at(content: bytes, begin: int, at: int) -> bytes:
    """The element whose first tag begins at ``begin``; ``at`` is where expat reports its end."""
    opened = end_of_tag(content, begin)
    closed = opened if content[opened - 2 : opened] == b"/>" else end_of_tag(content, at)
    return content[begin:closed]
