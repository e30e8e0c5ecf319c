"""Reads an ArchiMate exchange file (3.x, and the older 2.1); knows XML and our conventions, not the metamodel.

A file we wrote says so in its model properties (`exchange_form`) and is read with care, as `_exchange_ours` says. In
any other file every property is a free property, and nothing about it is refused that can be told instead: its
concepts are read in columns while the file streams by, its views and folders when somebody asks for them.

Parsing is closed to the outside: no document type, no entities, no network, no nesting without end.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from lxml import etree

from ea_model.messages import Message
from ea_model.messages.problems import Level, ModelLoadError, Place, Problem, UnreadableError
from ea_model.readers.exchange import own_dialect, v2
from ea_model.readers.exchange.folders import tree_of
from ea_model.readers.exchange.nodes import PropertyDefinitions, tagged
from ea_model.readers.exchange.peek import language_of_labels, unheld, view_name
from ea_model.readers.exchange.scan_result import ExchangeScan
from ea_model.readers.exchange.stream import careful, scan_file
from ea_model.readers.exchange.viewpoints import viewpoints_of
from ea_model.readers.exchange.views import ExchangeViewContext, folders_of, view_of
from ea_model.readers.xml.encoding import as_utf8, content_of, with_line_ends
from ea_model.readers.xml.nodes import Node, named
from ea_model.readers.xml.scanner import NO_DOCTYPE, fault_of
from ea_model.source import conventions as form
from ea_model.source.document import LazyFolders, LazyViews, SourceDocument
from ea_model.source.folders import Folder, FolderTree
from ea_model.source.records import Fields, ParsedEntry, ParsedModel
from ea_model.source.views import View
from ea_model.values import LangText

_NAMESPACE = re.compile(r"http://www\.opengroup\.org/xsd/archimate/3\.\d/ model")

_DOCTYPE = b"<!DOCTYPE"
_SECTIONS = frozenset({"name", "documentation", "properties", "organizations", "propertyDefinitions", "metadata"})
_LATER = frozenset({"organizations", "views"})
"""Sections that are read when somebody asks."""
_IDENTIFIER = re.compile(rb"""<[^<>]*?\sidentifier\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def read(path: Path) -> ParsedModel:
    """Read one exchange file.

    Raises `UnreadableError` when it is no exchange file, `ModelLoadError` with the line when it is broken XML.
    """
    return read_content(str(path), content_of(path))


def read_content(file: str, original: bytes) -> ParsedModel:
    """Read the bytes of an exchange file; ``file`` is how messages call it."""
    content = with_line_ends(as_utf8(file, original))
    if form.FORMAT_KEY.encode() in content:
        root = parse(file, content)
        if own_dialect.is_ours(root):
            return own_dialect.read(file, content, root)
    return _read_foreign(file, original, content)


def read_plain(file: str, content: bytes) -> ParsedModel:
    """A file of ours as somebody else would see it: everything beyond ArchiMate a property."""
    return _read_foreign(file, content, content)


def _read_foreign(file: str, original: bytes, content: bytes) -> ParsedModel:
    notes: list[Problem] = []
    kind = "exchange"
    try:
        reading = _Foreign(file, content).reading
    except UnreadableError:
        root = parse(file, content)  # broken XML is told as such, whatever it would have been
        if root.tag != f"{{{v2.NAMESPACE}}}model":
            raise
        content, notes = v2.modernised(file, root)
        kind = "exchange2"
        reading = _Foreign(file, content).reading
    reading.problems += notes
    reading.digest = hashlib.sha256(original).hexdigest()
    if reading.foreign.document is not None:
        reading.foreign.document = replace(reading.foreign.document, format=kind, content=original)
    return reading


def parse(file: str, content: bytes) -> Node:
    """The root of any XML, closed to the outside; ``file`` is how messages call it.

    Raises `UnreadableError` for a document type, `ModelLoadError` with the line when it is broken XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if _DOCTYPE in content:
            raise UnreadableError(Message("about", name=file, error=NO_DOCTYPE)) from error
        line, column = error.position
        message = Message("not_xml", reason=fault_of(error))
        raise ModelLoadError([Problem(Place(file, line, column), "SYNTAX", message)]) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableError(Message("about", name=file, error=NO_DOCTYPE))
    return root


def _check_root(file: str, name: str) -> None:
    """Raises `UnreadableError` for XML of another sort, saying what it is."""
    if not _NAMESPACE.fullmatch(name):
        first = name.rpartition(" ")[2]
        raise UnreadableError(Message("unreadable_xml", path=file, first=first))


class _Foreign:
    """Somebody else's file; the result is ``reading``."""

    def __init__(self, file: str, content: bytes) -> None:
        self.file = file
        self.reading = ParsedModel(files=[file], lenient=True)
        self.scan = scan_file(file, content, partial(_check_root, file))
        self.sections = [(piece, self._node(piece.content)) for piece in self.scan.pieces
                         if piece.name not in _LATER]  # fmt: skip
        self.properties = PropertyDefinitions(self._top("propertyDefinitions"))
        for row, xml in self.scan.several:
            node = self.scan.node(xml)
            careful(node, row)
            self._tell_tags(node, row["id"], content)
        self._name_properties()
        self._read_manifest()
        self.reading.elements, self.reading.relations = self.scan.elements, self.scan.relations
        self.reading.locate = partial(_locate, file, content)
        self._carry(content)

    def _node(self, content: bytes) -> Node:
        return self.scan.node(content)

    def _top(self, *names: str) -> Node:
        """A model element with the sections of these names, as the careful readers want it."""
        root = etree.fromstring(self.scan.opening + self.scan.closing)
        for piece, node in self.sections:
            if piece.name in names:
                root.append(node)
        return root

    def _tell_tags(self, node: Node, identifier: str, content: bytes) -> None:
        """Elements in the middle of a text: what they hold is taken along, and told."""
        texts = (
            *named(node, "name"),
            *named(node, "documentation"),
            *node.iterfind("{*}properties/{*}property/{*}value"),
        )
        inner = next((inner for text in texts for inner in text), None)
        if inner is not None:
            line = content.count(b"\n", 0, max(content.find(f'"{identifier}"'.encode()), 0)) + 1
            message = Message("tag_in_text", id=identifier, tag=etree.QName(inner).localname)
            self.reading.problems.append(Problem(Place(self.file, line), "SHAPE", message, Level.WARNING))

    def _name_properties(self) -> None:
        """Ids of definitions become keys, now that the definitions are read."""
        keys = self.properties.keys
        special = form.SPECIALIZATION
        for row in self.scan.described:
            row["properties"] = tuple(
                [(form.SPECIALIZATION_KEY if ref == special else keys.get(ref, ref), value)
                 for ref, value in row["properties"]]
            )  # fmt: skip

    def _read_manifest(self) -> None:
        root = self._top("name", "documentation", "properties")
        self._tell_tags(root, self.scan.root.get("identifier") or "model", b"")
        line = 1
        fields = Fields(line)
        fields["id"] = self.scan.root.get("identifier") or "model"
        name = tagged(named(root, "name"))
        documentation = tagged(named(root, "documentation"))
        if name or isinstance(name, LangText):
            fields["name"] = self._plain("name", name)
        if documentation:
            fields["documentation"] = self._plain("documentation", documentation)
        if self.scan.root.get("version"):
            fields["version"] = self.scan.root["version"]
        self.reading.records.append(ParsedEntry("model", "", fields, Place(self.file, line)))
        self.reading.foreign.properties = tuple(self.properties.of(root, ours=False).free())

    def _plain(self, what: str, text: str) -> str:
        """A text in one language is plain, as the texts of concepts are; the language is kept beside it."""
        texts = list(getattr(text, "texts", ()))
        self.scan.languages[f"model {what}"] = texts[0] if len(texts) == 1 else ""
        return str(text) if len(texts) == 1 else text

    def _carry(self, content: bytes) -> None:
        foreign = self.reading.foreign
        definitions = tuple(
            (node.get("identifier") or "", self.properties.keys.get(node.get("identifier") or "", ""),
             node.get("type") or "string")
            for piece, section in self.sections
            if piece.name == "propertyDefinitions"
            for node in named(section, "propertyDefinition")
        )  # fmt: skip
        metadata = next((node for piece, node in self.sections if piece.name == "metadata"), None)
        listed = next((piece.content for piece in self.scan.pieces if piece.name == "organizations"), b"")
        self.scan.languages["label"] = language_of_labels(self.scan, listed)
        foreign.document = SourceDocument(
            "exchange",
            languages=self.scan.languages,
            definitions=definitions,
            metadata=b"" if metadata is None else _xml(metadata),
            organized=any(piece.name == "organizations" for piece in self.scan.pieces),
            unheld=unheld(content, listed),
            nameless=not self.reading.records[0].fields.get("name"),
            foreign=tuple(self._foreign()),
            viewpoints=viewpoints_of(self.scan, content),
            lost=tuple(self._strangers()),
        )
        foreign.folders = LazyFolders(partial(_folders, self.scan))
        foreign.tree = FolderTree(partial(_tree, self.scan))
        names: dict[str, str] = {}
        scenery = ExchangeViewContext(self.properties, {}, names, ours=False)
        foreign.views = LazyViews(
            [piece.identifier for piece in self.scan.views], partial(_view, self.scan, scenery, names)
        )

    def _foreign(self) -> Iterator[bytes]:
        """What stands below the model and is of no section, with the prefixes it needs."""
        for piece, node in self.sections:
            if piece.name not in _SECTIONS:
                etree.cleanup_namespaces(node)
                yield _xml(node)

    def _strangers(self) -> list[str]:
        """What no other format has a place for."""
        return [piece.name for piece in self.scan.pieces if piece.name not in _SECTIONS]


def _tree(scan: ExchangeScan) -> list[Folder]:
    return tree_of(_organizations(scan), scan.languages.get("label", ""))


def _folders(scan: ExchangeScan) -> dict[str, tuple[str, ...]]:
    return folders_of(_organizations(scan), {})


def _organizations(scan: ExchangeScan) -> Node:
    """A model element with nothing but its folders."""
    root = etree.fromstring(scan.opening + scan.closing)
    for piece in scan.pieces:
        if piece.name == "organizations":
            root.append(scan.node(piece.content))
    return root


def _view(scan: ExchangeScan, scenery: ExchangeViewContext, names: dict[str, str], number: int) -> View:
    """One view; the first one also finds the names of all, which references between them show."""
    if not names:
        names.update((piece.identifier, view_name(scan, piece.content)) for piece in scan.views)
    return view_of(scan.node(scan.views[number].content), scenery)


def _xml(node: Node) -> bytes:
    return etree.tostring(node, encoding="UTF-8", xml_declaration=False, with_tail=False)


def _locate(file: str, content: bytes) -> dict[str, list[Place]]:
    """Every identifier with the lines it stands on."""
    ends = np.flatnonzero(np.frombuffer(content, np.uint8) == ord("\n"))
    places: dict[str, list[Place]] = {}
    marks = [(m[1] or m[2] or b"", m.start()) for m in _IDENTIFIER.finditer(content)]
    lines = np.searchsorted(ends, [at for _, at in marks]) + 1
    for (identifier, _), line in zip(marks, lines.tolist(), strict=True):
        places.setdefault(identifier.decode("utf-8", "replace"), []).append(Place(file, line))
    return places


__all__ = ["parse", "read", "read_content", "read_plain"]
