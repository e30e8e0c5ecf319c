"""Reads a file of Archi itself (``*.archimate``, plain or zipped) into records; knows XML, not the metamodel.

Every version since ArchiMate 2 opens: types of then are read as what Archi makes of them, and told. Specializations
become properties, as Archi's own exchange file has them. What a model has no place for is told once per file: texts and
properties of folders, pictures, and parts no version of Archi is known to write.

No schema of the format is published; the facts are those of Archi's metamodel and its converters (Archi 5.10).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

from lxml import etree

from ea_model import exchange_form as form
from ea_model.problems import Level, Place, Problem, UnreadableError
from ea_model.readers._exchange_parts import Node, named
from ea_model.readers._native_archive import content_of
from ea_model.readers._native_parts import child_text, documentation_of, name_of, properties_of, type_of
from ea_model.readers._native_views import Scenery, view_of
from ea_model.readers._native_words import ACCESS, RELATIONSHIP, RENAMED
from ea_model.readers.exchange import parse
from ea_model.records import Fields, Reading, Record

_ROOT = re.compile(r"\{http://www\.(archimatetool\.com|bolton\.ac\.uk)/archimate\}model")
_TODAY = (5, 0, 0)
"""The version of the format since ArchiMate 3.2."""
_CHUNK = 65_536
_PLACES = {"model": {"folder", "property", "purpose", "profile"}, "folder": {"folder", "element"}}
"""What is read of the children of the model and of its folders."""


def is_native(path: Path) -> bool:
    """Is the root of the XML at ``path`` that of a file of Archi? Reads no further than its first tag."""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            try:
                parser.feed(chunk)
            except etree.XMLSyntaxError:
                return False  # whoever reads it then says where it is broken
            for _, node in parser.read_events():
                return _ROOT.fullmatch(str(node.tag)) is not None
    return False


def read(path: Path) -> Reading:
    """Read one file of Archi.

    Raises `UnreadableError` when it is none, `ModelLoadError` with the line when it is broken XML.
    """
    content = content_of(path)
    root = parse(str(path), content)
    if not _ROOT.fullmatch(str(root.tag)):
        name = etree.QName(root).localname
        raise UnreadableError(f"{path}: holds no model of Archi: its first element is '{name}'")
    reader = _File(str(path), root)
    reader.reading.digest = hashlib.sha256(content).hexdigest()
    return reader.reading


class _File:
    """One file being read; the result is ``reading``."""

    def __init__(self, file: str, root: Node) -> None:
        self.file = file
        self.reading = Reading(files=[file], lenient=True)
        self.profiles = {node.get("id") or "": name_of(node) for node in named(root, "profile")}
        self.folders: dict[str, tuple[str, ...]] = {}
        self.views: list[Node] = []
        self.junctions: set[str] = set()
        self.renamed: dict[str, list[Place]] = {}
        """Where types of ArchiMate 2 stand, by type."""
        self.left_out: Counter[str] = Counter()
        """How often something stood there that has no place in a model."""
        self._read_manifest(root)
        for folder in named(root, "folder"):
            self._read_folder(folder, ())
        self._draw(root)
        self.reading.extras["folders"] = self.folders
        self._tell(self._place(root))

    def _place(self, node: Node) -> Place:
        return Place(self.file, node.sourceline or 0)

    def _warn(self, place: Place, code: str, message: str) -> None:
        self.reading.problems.append(Problem(place, code, message, Level.WARNING))

    def _read_manifest(self, root: Node) -> None:
        place = self._place(root)
        fields = Fields(place.line)
        fields["id"] = root.get("id") or "model"
        for key, text in (("name", name_of(root)), ("documentation", child_text(root, "purpose"))):
            if text:
                fields[key] = text
        self.reading.records.append(Record("model", "", fields, place))
        self.reading.extras["properties"] = properties_of(root)
        self._count_strangers(root, "model")

    def _read_folder(self, folder: Node, path: tuple[str, ...]) -> None:
        """Everything in a folder; ``path`` are its own name and those around it, below the top folder."""
        self._count_strangers(folder, "folder")
        for child in folder:
            if etree.QName(child).localname == "folder":
                name = name_of(child)
                self._read_folder(child, (*path, name) if name else path)
            elif etree.QName(child).localname == "element":
                self._read_part(child)
                if path and child.get("id"):
                    self.folders[child.get("id") or ""] = path

    def _read_part(self, node: Node) -> None:
        kind = type_of(node)
        if kind.endswith("Model"):
            self.views.append(node)
        elif kind.endswith(RELATIONSHIP) or node.get("source"):
            self._read_relation(node, self._modern(node, kind).removesuffix(RELATIONSHIP))
        else:
            self._read_element(node, self._modern(node, kind))

    def _modern(self, node: Node, kind: str) -> str:
        """The type as ArchiMate 3 calls it."""
        if kind not in RENAMED:
            return kind
        self.renamed.setdefault(kind, []).append(self._place(node))
        return RENAMED[kind]

    def _read_element(self, node: Node, kind: str) -> None:
        fields = Fields(node.sourceline or 0)
        fields["type"] = kind
        if kind == "Junction":
            either = node.get("type") == "or" or type_of(node) == "OrJunction"
            fields["junction_type"] = "or" if either else "and"
            self.junctions.add(node.get("id") or "")
        self._add("elements", node, fields)

    def _read_relation(self, node: Node, kind: str) -> None:
        fields = Fields(node.sourceline or 0)
        fields["type"], fields["from"], fields["to"] = kind, node.get("source") or "", node.get("target") or ""
        if kind == "Access":
            fields["access_type"] = ACCESS.get(node.get("accessType") or "", "Write")
        elif kind == "Association" and node.get("directed") == "true":
            fields["directed"] = "true"
        elif kind == "Influence" and node.get("strength"):
            fields["strength"] = node.get("strength")
        self._add("relations", node, fields)

    def _add(self, section: str, node: Node, fields: Fields) -> None:
        """A concept with what every concept has."""
        place, identifier = self._place(node), node.get("id")
        if not identifier:
            self._warn(place, "ID", f"{fields['type']} '{name_of(node)}' has no identifier and is left out")
            return
        for key, text in (("name", name_of(node)), ("documentation", documentation_of(node))):
            if text:
                fields[key] = text
        special = self._specializations(node, place)
        free = (*properties_of(node), *((form.SPECIALIZATION_KEY, name) for name in special))
        if free:
            fields["properties"] = free
        if special:
            fields[form.SPECIALIZATION] = special[0]
        self.reading.records.append(Record(section, identifier, fields, place))

    def _specializations(self, node: Node, place: Place) -> list[str]:
        """The names of the specializations of a concept; the first is the one Archi shows."""
        found = []
        for identifier in (node.get("profiles") or "").split():
            if identifier in self.profiles:
                found.append(self.profiles[identifier])
            else:
                message = f"'{node.get('id')}' has a specialization '{identifier}' that is nowhere defined"
                self._warn(place, "REFERENCE", message)
        return found

    def _draw(self, root: Node) -> None:
        scenery = Scenery(
            names={node.get("id") or "": name_of(node) for node in self.views},
            junctions=frozenset(self.junctions),
            old_groups=_version(root) < (3, 1, 1),
            left_out=self.left_out,
        )
        self.reading.extras["views"] = [view_of(node, scenery) for node in self.views]

    def _count_strangers(self, parent: Node, what: str) -> None:
        """Note the children of a model or a folder that have no place in a model; an empty one says nothing."""
        for child in parent:
            name = etree.QName(child).localname
            if name not in _PLACES[what] and (len(child) or child.attrib or child.text):
                self.left_out[f"{name} of a {what}"] += 1

    def _tell(self, root: Place) -> None:
        for kind, places in self.renamed.items():
            times = f"{len(places)} times" if len(places) > 1 else "once"
            became = RENAMED[kind].removesuffix(RELATIONSHIP)
            self._warn(places[0], "KIND", f"{kind} of ArchiMate 2 is read as {became} ({times}, first here)")
        if self.left_out:
            what = ", ".join(f"{times} × {name}" for name, times in self.left_out.items())
            self._warn(root, "FIELD", f"some parts have no place in a model and are left out: {what}")


def _version(root: Node) -> tuple[int, ...]:
    """The version of the format the file was written in; one that says none is of today."""
    return tuple(int(part) for part in re.findall(r"\d{1,9}", root.get("version") or "")) or _TODAY
