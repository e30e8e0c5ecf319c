"""The quick way through a file of Archi: concepts into columns, every view one piece of bytes for later.

Folders are a tree, concepts stand in them; the folder of the views is the last one, and from there on a parser that
stays in C cuts the file up. When a file has its folders in another order everything goes the first way.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ea_model.readers.archi.folders import describe, folder_of, folders_in, path_of
from ea_model.readers.archi.vocabulary import ACCESS
from ea_model.readers.xml import accelerators
from ea_model.readers.xml.errors import not_well_formed
from ea_model.readers.xml.nodes import Node
from ea_model.readers.xml.scanner import (
    MAX_DEPTH,
    XSI_TYPE,
    NamedFeed,
    element_at,
    first_tags,
    node_of,
    parser_for,
    too_deep,
)
from ea_model.source import conventions as form
from ea_model.source.archimate2 import RELATIONSHIP, RENAMED
from ea_model.source.folders import Folder
from ea_model.source.records import ConceptTable

_CONCEPT_FOLDERS = re.compile(
    rb"""<folder\s[^<>]*\btype\s*=\s*["'](?!diagrams)(?:strategy|business|application|technology|motivation"""
    rb"""|implementation_migration|other|relations|connectors|derived)["']"""
)
_SAID = frozenset({
    XSI_TYPE, "id", "name", "source", "target", "profiles", "type", "accessType", "directed", "strength",
})  # fmt: skip
"""Attributes of a concept that have a place of their own."""
_OF_ELEMENTS, _OF_RELATIONS = 3, 5
"""Attributes that nearly every element and every relation has."""


@dataclass(slots=True)
class ViewPiece:
    """A view, to be read later."""

    identifier: str
    name: str
    content: bytes
    folders: tuple[str, ...]
    kind: str


@dataclass(slots=True)
class ArchiScan:
    """What one pass found."""

    file: str = ""
    """How messages call the file."""
    elements: ConceptTable = field(default_factory=ConceptTable)
    relations: ConceptTable = field(default_factory=ConceptTable)
    root: dict[str, str] = field(default_factory=dict)
    opening: bytes = b""
    closing: bytes = b""
    small: list[Node] = field(default_factory=list)
    """What stands beside the folders: purpose, properties, profiles, metadata."""
    views: list[ViewPiece] = field(default_factory=list)
    folders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Folder of every concept that stands below a top folder."""
    profiled: list[tuple[dict[str, Any], str]] = field(default_factory=list)
    """Rows with specializations: ids of profiles, which are defined at the end of the file."""
    renamed: dict[str, list[str]] = field(default_factory=dict)
    """Ids of the concepts of types that ArchiMate 3 calls otherwise, by type."""
    tops: list[Folder] = field(default_factory=list)
    """The folders, with what they say and what stands in them."""
    features: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """What Archi adds to a concept as a feature, or says of it in an attribute of no meaning here, by id."""
    unheld: Counter[str] = field(default_factory=Counter)
    """How much concepts and folders have that a model has no place for, by sort."""

    def node(self, piece: bytes) -> Node:
        """The lxml element of a piece of the file."""
        return node_of(self.file, self.opening + piece + self.closing)[0]


class _ViewsReached(Exception):  # noqa: N818 - no error: the quick pass ends where the views begin
    pass


def scan_file(file: str, content: bytes, check_root: Callable[[str], None]) -> ArchiScan:
    """Pass over a file; ``check_root`` is given the ``namespace local`` of the root and raises if it is another."""
    return _ArchiPass(file, content, check_root).scan


class ConceptRows:
    """Turns the attributes of concepts into rows; shared with the folder format, which has one file for each."""

    def __init__(self, scan: ArchiScan) -> None:
        self.scan = scan

    def row(self, kind: str, attributes: dict[str, str]) -> dict[str, Any]:
        """A row in the columns of its sort."""
        scan = self.scan
        fields: dict[str, Any] = {"id": attributes.get("id", "")}
        if "name" in attributes:
            fields["name"] = attributes["name"]
        if kind in RENAMED:
            scan.renamed.setdefault(kind, []).append(fields["id"])
        modern = RENAMED.get(kind, kind)
        if modern.endswith(RELATIONSHIP) or "source" in attributes:
            modern = modern.removesuffix(RELATIONSHIP)
            bulk = scan.relations
            fields["source"], fields["target"] = attributes.get("source", ""), attributes.get("target", "")
            if modern == "Access":
                fields["access_type"] = ACCESS.get(attributes.get("accessType", ""), "Write")
            elif modern == "Association":
                if attributes.get("directed") == "true":
                    fields["directed"] = True
            elif modern == "Influence" and attributes.get("strength"):
                fields["strength"] = attributes["strength"]
        else:
            bulk = scan.elements
            if modern == "Junction":
                either = attributes.get("type") == "or" or kind == "OrJunction"
                fields["junction_type"] = "or" if either else "and"
        if "profiles" in attributes:
            scan.profiled.append((fields, attributes["profiles"]))
        if len(attributes) > (_OF_RELATIONS if bulk is scan.relations else _OF_ELEMENTS):
            others = [(f"@{name}", value) for name, value in attributes.items() if name not in _SAID]
            if others:
                scan.features.setdefault(fields["id"], []).extend(others)
        bulk.kinds.append(modern)
        bulk.rows.append(fields)
        return fields


class _ArchiPass:
    """One pass; handlers are closures, because in a file of a million tags every attribute lookup counts."""

    def __init__(self, file: str, content: bytes, check_root: Callable[[str], None]) -> None:
        self.file, self.content = file, content
        self.scan = ArchiScan(file)
        self.views_at = -1
        self.views_line = 0
        self.last = accelerators.enabled
        """Are the views the last folder, and is nothing else in it? Taken for granted until it shows."""
        try:
            self._stream(check_root)
        except _ViewsReached:
            if not self._cut_views():
                self.scan, self.last = ArchiScan(file), False
                self._stream(check_root)

    def _stream(self, check_root: Callable[[str], None]) -> None:  # noqa: C901, PLR0915 - one state machine, flat for speed
        scan, content = self.scan, self.content
        parser = parser_for(self.file)
        feed = NamedFeed(parser, self.file, content)
        make = ConceptRows(scan).row
        chunks: list[str] = []
        folders: list[Folder] = []
        path: tuple[str, ...] = ()
        fields: dict[str, Any] = {}
        depth = 0
        inside = 0
        """Depth of the concept, the view or the small thing we are in; 0 in folders."""
        begin = 0
        drawing: dict[str, str] | None = None

        def start(name: str, attributes: dict[str, str]) -> None:  # noqa: C901, PLR0912, PLR0915 - one state machine
            nonlocal depth, inside, fields, path, begin, drawing
            depth += 1
            if inside:
                if depth == inside + 1 and drawing is None:
                    if name == "property":
                        pair = (attributes.get("key", ""), attributes.get("value", ""))
                        fields.setdefault("properties", []).append(pair)
                    elif name == "documentation":
                        chunks.clear()
                    elif name == "feature":
                        feature = (attributes.get("name", ""), attributes.get("value", ""))
                        scan.features.setdefault(fields["id"], []).append(feature)
                    else:
                        scan.unheld["features"] += 1
                elif depth > MAX_DEPTH:
                    raise too_deep()
            elif name == "element":
                inside = depth
                kind = attributes.get(XSI_TYPE, "").rpartition(":")[2]
                if folders:
                    folders[-1].inside.append(attributes.get("id", ""))
                elif depth == 1:
                    check_root(name)
                if kind.endswith("Model"):
                    begin, drawing = parser.CurrentByteIndex, {**attributes, "kind": kind}
                    return
                fields = make(kind, attributes)
                if path:
                    scan.folders[fields["id"]] = path
            elif name == "folder":
                if attributes.get("type") == "diagrams" and depth == 2:
                    begin = parser.CurrentByteIndex
                    if self.last and not _CONCEPT_FOLDERS.search(content, begin):
                        self.views_at, self.views_line = begin, parser.CurrentLineNumber
                        raise _ViewsReached
                folder = folder_of(attributes)
                if folders:
                    folders[-1].inside.append(folder)
                else:
                    if depth == 1:
                        check_root(name)
                    scan.tops.append(folder)
                folders.append(folder)
                path = path_of(folders)
                if depth > MAX_DEPTH:
                    raise too_deep()
            elif depth == 1:
                check_root(name)
                feed.names.begin()
                scan.root = attributes
                scan.opening, scan.closing = first_tags(content, parser.CurrentByteIndex)
            else:
                inside, begin, drawing = depth, parser.CurrentByteIndex, {}

        def end(name: str) -> None:
            nonlocal depth, inside, path, drawing
            if inside:
                if depth == inside + 1:
                    if name == "documentation" and drawing is None:
                        fields["documentation"] = "".join(chunks)
                elif depth == inside:
                    inside = 0
                    if drawing is not None:
                        piece = feed.names.given_to(element_at(content, begin, parser.CurrentByteIndex))
                        if "kind" in drawing:
                            scan.views.append(ViewPiece(drawing.get("id", ""), drawing.get("name", ""), piece, path,
                                                    drawing["kind"]))  # fmt: skip
                        elif depth == 2:
                            scan.small.append(scan.node(piece))
                        else:
                            describe(folders[-1], [scan.node(piece)])
                        drawing = None
            elif name == "folder":
                folders.pop()
                path = path_of(folders)
            depth -= 1

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = chunks.append
        feed.rest()

    def _cut_views(self) -> bool:
        """One piece per view; lxml checks that the rest of the file is well-formed and bounds its depth.

        False when there are concepts in it after all, for which the file has to be passed over once more.
        """
        scan = self.scan
        rest = io.BytesIO(scan.opening + self.content[self.views_at :])
        root: Node | None = None
        try:
            for _, node in etree.iterparse(
                rest, events=("end",), tag="element", resolve_entities=False, no_network=True, load_dtd=False,
                remove_comments=True, remove_pis=True,
            ):  # fmt: skip
                content = etree.tostring(node, encoding="UTF-8", with_tail=False)
                content = content.removeprefix(b"<?xml version='1.0' encoding='UTF-8'?>\n")
                kind = (node.get(form.XSI_TYPE) or "").rpartition(":")[2]
                above = [a.get("name") or "" for a in node.iterancestors("folder")]
                path = tuple(filter(None, above[-2::-1]))
                identifier = node.get("id") or ""
                scan.views.append(ViewPiece(identifier, node.get("name") or "", content, path, kind))
                if root is None:
                    root = node.getroottree().getroot()
                node.clear()
                node.set("id", identifier)
            if root is None:
                root = etree.fromstring(rest.getvalue())
        except etree.XMLSyntaxError as error:
            shift = self.views_line - 1 - scan.opening.count(b"\n")
            raise not_well_formed(self.file, self.content, error, shift) from None
        if not all(folder.get("type") == "diagrams" for folder in root.iterchildren("folder")):
            return False
        if not all(view.kind.endswith("Model") for view in scan.views):
            return False
        scan.tops += folders_in(root)
        scan.small += [node for node in root if node.tag != "folder"]
        return True
