"""The concepts of one section of an exchange file as the parser tells of them, into columns.

Takes a parser over while it is inside ``elements`` or ``relationships``. A concept that says something in several
languages is noted with its XML and read once more, the careful way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ea_model.readers.exchange.fast_path import JUNCTIONS, details
from ea_model.readers.exchange.scan_result import ExchangeScan
from ea_model.readers.xml.scanner import MAX_DEPTH, XML_LANG, XSI_TYPE, NamedFeed, element_at, too_deep
from ea_model.source.records import ConceptTable

BETWEEN = 2
"""How deep the parser is between two concepts."""


def take_over(  # noqa: C901, PLR0915 - closures: in a file of a million tags every attribute lookup counts
    parser: Any,
    feed: NamedFeed,
    content: bytes,
    tags: tuple[str, ...],
    bulk: ConceptTable,
    scan: ExchangeScan,
    leave: Callable[[], None],
) -> Callable[[], bool]:
    """Fill ``bulk`` until the section ends; the answer tells whether the parser is between two concepts of it.

    ``tags`` are the names of concept, name, documentation, properties, property and value in the namespace of the file;
    ``scan`` is the `ExchangeScan` that keeps languages, described rows and rows in several languages.
    """
    concept, name_tag, documentation_tag, properties_tag, property_tag, value_tag = tags
    add_kind, add_row = bulk.kinds.append, bulk.rows.append
    languages = scan.languages
    relations = bulk is scan.relations
    chunks: list[str] = []
    fields: dict[str, Any] = {}
    properties: list[tuple[str, str]] = []
    reference = ""
    begin = 0
    more = False
    depth = BETWEEN

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, fields, begin
        if depth == 2:
            depth = 3
            begin = feed.index
            kind = attributes.get(XSI_TYPE, "")
            fields = {"id": attributes.get("identifier", "")}
            if relations:
                fields["source"], fields["target"] = attributes.get("source", ""), attributes.get("target", "")
                if len(attributes) > 4:
                    details(fields, attributes)
            elif kind in JUNCTIONS:
                fields["junction_type"] = JUNCTIONS[kind]
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
            else:
                several()  # an element in a text
        elif depth == 5 and name == value_tag:
            if _differs(languages, "value", attributes) or (properties and properties[-1][1]):
                several()
        elif depth > 5:
            several()
            if depth > MAX_DEPTH:
                raise too_deep()
        depth += 1

    def end(name: str) -> None:
        nonlocal depth, more
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
                scan.described.append(fields)
        elif depth == 5:
            if name == value_tag and properties:
                properties[-1] = (reference, "".join(chunks))
        elif depth == 2:
            if more:
                scan.several.append((fields, feed.names.given_to(element_at(content, begin, feed.index))))
                more = False
        elif depth == 1:
            parser.CharacterDataHandler = None
            leave()

    def several() -> None:
        """The concept that is open has more to say than a plain text."""
        nonlocal more
        more = True

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = chunks.append
    return lambda: depth == BETWEEN


def _differs(languages: dict[str, str], what: str, attributes: dict[str, str]) -> bool:
    """Is a text tagged with another language than the texts of its sort before it?"""
    lang = attributes.get(XML_LANG, "")
    return languages.setdefault(what, lang) != lang
