"""The quick way through somebody else's exchange file: concepts into columns, everything else kept as bytes.

Only elements and relationships are looked at while the file streams by. The other sections are small or are wanted
later: where they stand is noted, and they are read from those bytes. The views, most of a real file and
by the schema its last section, are cut into one piece each by a parser that stays in C.
A concept that says something in several languages is read once more, the careful way.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ea_model.problems import ModelLoadError, Place, Problem
from ea_model.readers._exchange_parts import Node, named, tagged
from ea_model.readers._scan import (
    MAX_DEPTH,
    XML_LANG,
    XSI_TYPE,
    element_at,
    end_of_tag,
    node_of,
    parser_for,
    run,
    too_deep,
)
from ea_model.records import Bulk

_JUNCTIONS = {"AndJunction": "and", "OrJunction": "or"}
_DETAILS = {"accessType": "access_type", "isDirected": "directed", "modifier": "strength"}


@dataclass(slots=True)
class Piece:
    """A part of the file that is read later: its local name, its bytes and the line it begins at."""

    name: str
    content: bytes = b""
    line: int = 0
    identifier: str = ""


@dataclass(slots=True)
class Scan:
    """What one pass found."""

    file: str = ""
    """How messages call the file."""
    elements: Bulk = field(default_factory=Bulk)
    relations: Bulk = field(default_factory=Bulk)
    root: dict[str, str] = field(default_factory=dict)
    opening: bytes = b""
    """The tag of the model, which gives the prefixes in every piece their meaning."""
    closing: bytes = b""
    pieces: list[Piece] = field(default_factory=list)
    """Sections below the model that hold no concepts, in the order of the file; the views are none of them."""
    views: list[Piece] = field(default_factory=list)
    described: list[dict[str, Any]] = field(default_factory=list)
    """The rows that have properties, whose keys are ids of definitions until the whole file is read."""
    several: list[tuple[dict[str, Any], bytes]] = field(default_factory=list)
    """Rows with more to say than a plain text, and the XML of each."""
    languages: dict[str, str] = field(default_factory=dict)
    """The one language of plain texts, by what they are."""

    def node(self, piece: bytes) -> Node:
        """The lxml element of a piece of the file."""
        return node_of(self.file, self.opening + piece + self.closing)[0]


class _ViewsReached(Exception):  # noqa: N818 - no error: the quick pass ends where the views begin
    pass


def scan(file: str, content: bytes, check_root: Callable[[str], None]) -> Scan:
    """Pass over a file; ``check_root`` is given the ``namespace local`` of the root and raises if it is another."""
    return _Pass(file, content, check_root).found


class _Pass:
    """One pass; handlers are closures, because in a file of a million tags every attribute lookup counts."""

    def __init__(self, file: str, content: bytes, check_root: Callable[[str], None]) -> None:
        self.file, self.content = file, content
        self.found = Scan(file)
        self.views_at = -1
        self.views_line = 0
        self.last = not any(content.find(mark, content.rfind(b"views>")) >= 0 for mark in (b"elements>", b"ships>"))
        """Are the views the last section, as the schema wants?"""
        try:
            self._stream(check_root)
        except _ViewsReached:
            self._cut_views()

    def _stream(self, check_root: Callable[[str], None]) -> None:
        found, content = self.found, self.content
        parser = parser_for(self.file)
        depth = 0
        space = ""
        piece: Piece | None = None
        begin = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth, space, piece, begin
            if depth == 0:
                check_root(name)
                found.root = attributes
                at = parser.CurrentByteIndex
                opening = content[at : end_of_tag(content, at)]
                label = opening[1:].split(None, 1)[0].rstrip(b"/>")
                found.opening, found.closing = opening.rstrip(b"/>") + b">", b"</" + label + b">"
                space = name.rpartition(" ")[0]
            elif depth == 1:
                local = name.rpartition(" ")[2]
                if local == "views" and self.last:
                    self.views_at, self.views_line = parser.CurrentByteIndex, parser.CurrentLineNumber
                    raise _ViewsReached
                if local in ("elements", "relationships"):
                    self._concepts(parser, space, found.elements if local == "elements" else found.relations, outside)
                    return
                begin = parser.CurrentByteIndex
                piece = Piece(local, line=parser.CurrentLineNumber)
            elif depth == 3 and name.endswith(" view"):
                begin = parser.CurrentByteIndex
                found.views.append(Piece("view", b"", parser.CurrentLineNumber, attributes.get("identifier", "")))
            depth += 1
            if depth > MAX_DEPTH:
                raise too_deep()

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            if depth == 1 and piece is not None and piece.name != "views":
                piece.content = element_at(content, begin, parser.CurrentByteIndex)
                found.pieces.append(piece)
            elif depth == 3 and name.endswith(" view"):
                found.views[-1].content = element_at(content, begin, parser.CurrentByteIndex)

        def outside() -> None:
            parser.StartElementHandler, parser.EndElementHandler = start, end

        outside()
        run(parser, self.file, content)

    def _concepts(self, parser: Any, space: str, bulk: Bulk, leave: Callable[[], None]) -> None:  # noqa: C901, PLR0915
        """Take over the parser until the section of elements or of relationships ends."""
        found, content, languages = self.found, self.content, self.found.languages
        relations = bulk is found.relations
        concept, name_tag, documentation_tag, properties_tag, property_tag, value_tag = (
            f"{space} {local}".strip()
            for local in ("relationship" if relations else "element", "name", "documentation", "properties",
                          "property", "value")
        )  # fmt: skip
        add_kind, add_row = bulk.kinds.append, bulk.rows.append
        chunks: list[str] = []
        fields: dict[str, Any] = {}
        properties: list[tuple[str, str]] = []
        reference = ""
        at = -1
        depth = 2

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth, fields
            if depth == 2:
                depth = 3
                kind = attributes.get(XSI_TYPE, "")
                fields = {"id": attributes.get("identifier", "")}
                if relations:
                    fields["source"], fields["target"] = attributes.get("source", ""), attributes.get("target", "")
                    if len(attributes) > 4:
                        _details(fields, attributes)
                elif kind in _JUNCTIONS:
                    fields["junction_type"] = _JUNCTIONS[kind]
                    kind = "Junction"
                if name == concept:
                    add_kind(kind)
                    add_row(fields)
            elif depth == 3 and name == name_tag:
                depth = 4
                chunks.clear()
                if "name" in fields or languages.setdefault("name", attributes.get(XML_LANG, "")) != attributes.get(
                    XML_LANG, ""
                ):
                    several()
            else:
                start_deeper(name, attributes)

        def start_deeper(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth, properties, reference
            chunks.clear()
            if depth == 3:
                if name == properties_tag:
                    properties = []
                elif name == documentation_tag and (
                    "documentation" in fields or _differs(languages, "documentation", attributes)
                ):
                    several()
            elif depth == 4:
                reference = attributes.get("propertyDefinitionRef") or attributes.get("identifierRef") or ""
                if name == property_tag:
                    properties.append((reference, ""))
            elif depth == 5 and name == value_tag:
                if _differs(languages, "value", attributes) or (properties and properties[-1][1]):
                    several()
            elif depth > MAX_DEPTH:
                raise too_deep()
            depth += 1

        def end(name: str) -> None:
            nonlocal depth, at
            depth -= 1
            if depth == 3:
                if name == name_tag:
                    fields["name"] = "".join(chunks)
                elif name == documentation_tag:
                    fields["documentation"] = "".join(chunks)
                elif name == properties_tag:
                    if "properties" in fields:
                        several()
                    fields["properties"] = properties
                    found.described.append(fields)
            elif depth == 5:
                if name == value_tag and properties:
                    properties[-1] = (reference, "".join(chunks))
            elif depth == 2:
                if at >= 0:
                    found.several.append((fields, element_at(content, at, parser.CurrentByteIndex)))
                    at = -1
            elif depth == 1:
                parser.CharacterDataHandler = None
                leave()

        def several() -> None:
            """The concept that is open has more to say; its tag is the last one of its name."""
            nonlocal at
            if at < 0:
                label = concept.rpartition(" ")[2].encode()
                here = parser.CurrentByteIndex
                found_at = max(content.rfind(mark + label, 0, here) for mark in (b"<", b":"))
                at = content.rfind(b"<", 0, found_at + 1)

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = chunks.append

    def _cut_views(self) -> None:
        """One piece per view; lxml checks that the rest of the file is well-formed and bounds its depth."""
        found = self.found
        rest = io.BytesIO(found.opening + self.content[self.views_at :])
        shift = self.views_line - 1 - found.opening.count(b"\n")
        try:
            for _, node in etree.iterparse(
                rest, events=("end",), tag="{*}view", resolve_entities=False, no_network=True, load_dtd=False
            ):
                content = etree.tostring(node, encoding="UTF-8", with_tail=False)
                content = content.removeprefix(b"<?xml version='1.0' encoding='UTF-8'?>\n")
                line = (node.sourceline or 0) + shift
                found.views.append(Piece("view", content, line, node.get("identifier") or ""))
                node.clear()
        except etree.XMLSyntaxError as error:
            line, column = error.position
            message = f"is not well-formed XML here ({(error.msg or 'it ends too early').split(', line')[0]})"
            raise ModelLoadError([Problem(Place(self.file, line + shift, column), "SYNTAX", message)]) from None


def _details(fields: dict[str, Any], attributes: dict[str, str]) -> None:
    for word, feature in _DETAILS.items():
        if word in attributes:
            said = attributes[word]
            fields[feature] = said in ("true", "1") if feature == "directed" else said


def _differs(languages: dict[str, str], what: str, attributes: dict[str, str]) -> bool:
    """Is a text tagged with another language than the texts of its sort before it?"""
    lang = attributes.get(XML_LANG, "")
    return languages.setdefault(what, lang) != lang


def careful(node: Node, row: dict[str, Any]) -> None:
    """Read the texts of one concept again, in all their languages; keys of properties stay ids of definitions."""
    for feature in ("name", "documentation"):
        nodes = list(named(node, feature))
        if nodes:
            row[feature] = tagged(iter(nodes))
    pairs = [
        (listed.get("propertyDefinitionRef") or listed.get("identifierRef") or "", tagged(named(listed, "value")))
        for container in named(node, "properties")
        for listed in named(container, "property")
    ]
    if pairs:
        row["properties"] = pairs
