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

from ea_model import exchange_form as form
from ea_model.problems import ModelLoadError, Place, Problem
from ea_model.readers._exchange_parts import Node
from ea_model.readers._native_words import ACCESS, RELATIONSHIP, RENAMED
from ea_model.readers._scan import MAX_DEPTH, XSI_TYPE, element_at, end_of_tag, node_of, parser_for, run, too_deep
from ea_model.records import Bulk

_CONCEPT_FOLDERS = re.compile(
    rb"""<folder\s[^<>]*\btype\s*=\s*["'](?!diagrams)(?:strategy|business|application|technology|motivation"""
    rb"""|implementation_migration|other|relations|connectors|derived)["']"""
)
OF_FOLDERS = {"documentation": "folder_documentation", "property": "folder_properties"}
"""What a folder says that a model has no place for, by the name of its part."""


@dataclass(slots=True)
class View:
    """A view, to be read later."""

    identifier: str
    name: str
    content: bytes
    folders: tuple[str, ...]
    kind: str


@dataclass(slots=True)
class Scan:
    """What one pass found."""

    file: str = ""
    """How messages call the file."""
    elements: Bulk = field(default_factory=Bulk)
    relations: Bulk = field(default_factory=Bulk)
    root: dict[str, str] = field(default_factory=dict)
    opening: bytes = b""
    closing: bytes = b""
    small: list[Node] = field(default_factory=list)
    """What stands beside the folders: purpose, properties, profiles, metadata."""
    views: list[View] = field(default_factory=list)
    folders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Folder of every concept that stands below a top folder."""
    profiled: list[tuple[dict[str, Any], str]] = field(default_factory=list)
    """Rows with specializations: ids of profiles, which are defined at the end of the file."""
    renamed: dict[str, list[str]] = field(default_factory=dict)
    """Ids of the concepts of types that ArchiMate 3 calls otherwise, by type."""
    unheld: Counter[str] = field(default_factory=Counter)
    """How much concepts and folders have that a model has no place for, by sort."""

    def node(self, piece: bytes) -> Node:
        """The lxml element of a piece of the file."""
        return node_of(self.file, self.opening + piece + self.closing)[0]


class _ViewsReached(Exception):  # noqa: N818 - no error: the quick pass ends where the views begin
    pass


def scan(file: str, content: bytes, check_root: Callable[[str], None]) -> Scan:
    """Pass over a file; ``check_root`` is given the ``namespace local`` of the root and raises if it is another."""
    return _Pass(file, content, check_root).found


class Concepts:
    """Turns the attributes of concepts into rows; shared with the folder format, which has one file for each."""

    def __init__(self, found: Scan) -> None:
        self.found = found

    def row(self, kind: str, attributes: dict[str, str]) -> dict[str, Any]:
        """A row in the columns of its sort."""
        found = self.found
        fields: dict[str, Any] = {"id": attributes.get("id", "")}
        if "name" in attributes:
            fields["name"] = attributes["name"]
        if kind in RENAMED:
            found.renamed.setdefault(kind, []).append(fields["id"])
        modern = RENAMED.get(kind, kind)
        if modern.endswith(RELATIONSHIP) or "source" in attributes:
            modern = modern.removesuffix(RELATIONSHIP)
            bulk = found.relations
            fields["source"], fields["target"] = attributes.get("source", ""), attributes.get("target", "")
            if modern == "Access":
                fields["access_type"] = ACCESS.get(attributes.get("accessType", ""), "Write")
            elif modern == "Association":
                if attributes.get("directed") == "true":
                    fields["directed"] = True
            elif modern == "Influence" and attributes.get("strength"):
                fields["strength"] = attributes["strength"]
        else:
            bulk = found.elements
            if modern == "Junction":
                either = attributes.get("type") == "or" or kind == "OrJunction"
                fields["junction_type"] = "or" if either else "and"
        if "profiles" in attributes:
            found.profiled.append((fields, attributes["profiles"]))
        bulk.kinds.append(modern)
        bulk.rows.append(fields)
        return fields


class _Pass:
    """One pass; handlers are closures, because in a file of a million tags every attribute lookup counts."""

    def __init__(self, file: str, content: bytes, check_root: Callable[[str], None]) -> None:
        self.file, self.content = file, content
        self.found = Scan(file)
        self.views_at = -1
        self.views_line = 0
        try:
            self._stream(check_root)
        except _ViewsReached:
            self._cut_views()

    def _stream(self, check_root: Callable[[str], None]) -> None:  # noqa: C901, PLR0915 - one state machine, flat for speed
        found, content = self.found, self.content
        parser = parser_for(self.file)
        make = Concepts(found).row
        chunks: list[str] = []
        folders: list[str] = []
        path: tuple[str, ...] = ()
        fields: dict[str, Any] = {}
        depth = 0
        inside = 0
        """Depth of the concept, the view or the small thing we are in; 0 in folders."""
        begin = 0
        drawing: dict[str, str] | None = None

        def start(name: str, attributes: dict[str, str]) -> None:  # noqa: C901, PLR0912 - one state machine
            nonlocal depth, inside, fields, path, begin, drawing
            depth += 1
            if inside:
                if depth == inside + 1 and drawing is None:
                    if name == "property":
                        pair = (attributes.get("key", ""), attributes.get("value", ""))
                        fields.setdefault("properties", []).append(pair)
                    elif name == "documentation":
                        chunks.clear()
                    else:
                        found.unheld["features"] += 1
                elif depth > MAX_DEPTH:
                    raise too_deep()
            elif name == "element":
                inside = depth
                kind = attributes.get(XSI_TYPE, "").rpartition(":")[2]
                if kind.endswith("Model"):
                    begin, drawing = parser.CurrentByteIndex, {**attributes, "kind": kind}
                    return
                fields = make(kind, attributes)
                if path:
                    found.folders[fields["id"]] = path
            elif name == "folder":
                if attributes.get("type") == "diagrams" and depth == 2:
                    begin = parser.CurrentByteIndex
                    if not _CONCEPT_FOLDERS.search(content, begin):
                        self.views_at, self.views_line = begin, parser.CurrentLineNumber
                        raise _ViewsReached
                folders.append(attributes.get("name", ""))
                path = tuple(filter(None, folders[1:]))
                if depth > MAX_DEPTH:
                    raise too_deep()
            elif depth == 1:
                check_root(name)
                found.root = attributes
                at = parser.CurrentByteIndex
                opening = content[at : end_of_tag(content, at)]
                label = opening[1:].split(None, 1)[0].rstrip(b"/>")
                found.opening, found.closing = opening.rstrip(b"/>") + b">", b"</" + label + b">"
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
                        piece = element_at(content, begin, parser.CurrentByteIndex)
                        if "kind" in drawing:
                            found.views.append(View(drawing.get("id", ""), drawing.get("name", ""), piece, path,
                                                    drawing["kind"]))  # fmt: skip
                        elif depth == 2:
                            found.small.append(found.node(piece))
                        else:
                            found.unheld[OF_FOLDERS.get(name, "features")] += 1
                        drawing = None
            elif name == "folder":
                folders.pop()
                path = tuple(filter(None, folders[1:]))
            depth -= 1

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = chunks.append
        run(parser, self.file, content)

    def _cut_views(self) -> None:
        """One piece per view; lxml checks that the rest of the file is well-formed and bounds its depth."""
        found = self.found
        rest = io.BytesIO(found.opening + self.content[self.views_at :])
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
                found.views.append(View(node.get("id") or "", node.get("name") or "", content, path, kind))
                if root is None:
                    root = node.getroottree().getroot()
                node.clear()
            if root is None:
                root = etree.fromstring(rest.getvalue())
        except etree.XMLSyntaxError as error:
            line, column = error.position
            shift = self.views_line - 1 - found.opening.count(b"\n")
            message = f"is not well-formed XML here ({(error.msg or 'it ends too early').split(', line')[0]})"
            raise ModelLoadError([Problem(Place(self.file, line + shift, column), "SYNTAX", message)]) from None
        for folder in root.iter("folder"):
            for child in folder.iterchildren("documentation", "property", "feature"):
                found.unheld[OF_FOLDERS.get(str(child.tag), "features")] += 1
        found.small += [node for node in root if node.tag != "folder"]
