"""XML as a stream of events, closed to the outside; the fast way in for files with very many concepts.

Expat builds no tree: what is no concept is passed over, and kept as the bytes it is. No document type (so no entities),
no network, no nesting or text without bounds. Names come as ``namespace local``.
"""

from __future__ import annotations

import re
import sys
from typing import Any
from xml.parsers import expat

from lxml import etree

from ea_model.messages import Message
from ea_model.messages.problems import ModelLoadError, Place, Problem, UnreadableError
from ea_model.readers.xml.namespaces import Names
from ea_model.readers.xml.nodes import Node

XSI_TYPE = "http://www.w3.org/2001/XMLSchema-instance type"
XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
BROKEN = expat.ExpatError
"""What a parser raises for XML that is none."""
MAX_DEPTH = 256
MAX_TAG = 1 << 16
"""Most bytes of the first tag of a file."""
NO_DOCTYPE = Message("doctype_needless")


class Refusal(Exception):  # noqa: N818 - it travels through expat and never leaves this room
    """What a handler throws to stop the parser; becomes a problem at the place it has reached."""


def parser_for(file: str) -> Any:
    """An expat parser of UTF-8 that refuses what can hide something."""
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    if hasattr(parser, "SetReparseDeferralEnabled"):  # a piece that ends between two tags is told of at once
        parser.SetReparseDeferralEnabled(False)

    def refuse(*_: object) -> None:
        raise UnreadableError(Message("about", name=file, error=NO_DOCTYPE))

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


class Feed:
    """Gives a parser its content in pieces, and may keep some from it; knows where in the content it is."""

    def __init__(self, parser: Any, file: str, content: bytes) -> None:
        self.at = 0
        """Everything before this byte was given or kept."""
        self._parser, self._file, self._content = parser, file, content
        self._kept, self._kept_lines = 0, 0

    @property
    def index(self) -> int:
        """The byte at which the event stands that is being told."""
        return int(self._parser.CurrentByteIndex) + self._kept

    @property
    def line(self) -> int:
        """The line of that event, from 1."""
        return int(self._parser.CurrentLineNumber) + self._kept_lines

    def until(self, end: int) -> None:
        """Parse up to a byte, unless it is behind; raises `ModelLoadError` with the place when the XML is broken."""
        if end > self.at:
            self._parse(end, last=False)

    def rest(self) -> None:
        """Parse what is left, which has to end the document."""
        self._parse(len(self._content), last=True)

    def keep(self, end: int) -> None:
        """Pass over what the parser need not see: whole elements between two others."""
        self._kept += end - self.at
        self._kept_lines += self._content.count(b"\n", self.at, end)
        self.at = end

    def _parse(self, end: int, *, last: bool) -> None:
        begin, self.at = self.at, end
        parser = self._parser
        try:
            parser.Parse(memoryview(self._content)[begin:end], last)
        except expat.ExpatError as error:
            place = Place(self._file, error.lineno + self._kept_lines, error.offset + 1)
            message = Message("not_xml", reason=expat.errors.messages[error.code])
            raise ModelLoadError([Problem(place, "SYNTAX", message)]) from None
        except Refusal as error:
            place = Place(self._file, self.line, parser.CurrentColumnNumber + 1)
            raise ModelLoadError([Problem(place, "DEPTH", Message.of(error))]) from None
        finally:
            if last or sys.exc_info()[0] is not None:
                self._let_go()

    def _let_go(self) -> None:
        """Handlers hold the parser and the content, and the parser holds them: a circle of the size of a file."""
        parser = self._parser
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        parser.StartNamespaceDeclHandler = parser.EndNamespaceDeclHandler = None


class NamedFeed(Feed):
    """A feed that also knows which prefixes are bound where the parser is."""

    def __init__(self, parser: Any, file: str, content: bytes) -> None:
        super().__init__(parser, file, content)
        self.names = Names(parser, Refusal(Message("hostile_prefixes")))


def run(parser: Any, file: str, content: bytes) -> None:
    """Parse; raises `ModelLoadError` with the place when the XML is broken or too deep."""
    Feed(parser, file, content).rest()


def too_deep() -> Refusal:
    """For a handler that meets nesting without end."""
    return Refusal(Message("hostile_depth", most=MAX_DEPTH))


_TAG = re.compile(rb"""[^"'>]*+(?:"[^"]*+"[^"'>]*+|'[^']*+'[^"'>]*+)*+>""")


def end_of_tag(content: bytes, at: int) -> int:
    """Where the tag that begins at ``at`` ends; a ``>`` inside an attribute value does not count."""
    match = _TAG.match(content, at)
    return match.end() if match else len(content)


def first_tags(content: bytes, at: int) -> tuple[bytes, bytes]:
    """The tag that opens a file and the one that closes it, for pieces that are read by themselves later.

    Raises `Refusal` when the first is so large that reading pieces would take no end.
    """
    opening = content[at : end_of_tag(content, at)]
    if len(opening) > MAX_TAG:
        raise Refusal(Message("hostile_first_tag", most=MAX_TAG // 1024))
    label = opening[1:].split(None, 1)[0].rstrip(b"/>")
    return opening.rstrip(b"/>") + b">", b"</" + label + b">"


def fault_of(error: etree.XMLSyntaxError) -> str | Message:
    """What libxml2 minds, in its words, without the line that the place of a problem tells."""
    return error.msg.split(", line")[0] if error.msg else Message("ends_early")


def node_of(file: str, content: bytes) -> Node:
    """The tree of a piece of a file; raises `ModelLoadError` when lxml finds it too large or too deep to be a model."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = Message("part_unreadable", reason=fault_of(error))
        raise ModelLoadError([Problem(Place(file), "SYNTAX", message)]) from None


def element_at(content: bytes, begin: int, at: int) -> bytes:
    """The element whose first tag begins at ``begin``; ``at`` is where expat reports its end."""
    opened = end_of_tag(content, begin)
    closed = opened if content[opened - 2 : opened] == b"/>" else end_of_tag(content, at)
    return content[begin:closed]
