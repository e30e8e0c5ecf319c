"""Reads an ArchiMate exchange file (3.0 and 3.1) into records; knows XML and our conventions, not the metamodel.

A file we wrote says so in its model properties (`exchange_form`): then typed attributes, scope statements and the
entries that are no concept come back as what they were, also after Archi edited the file. In any other file every
property is a free property, and nothing about it is refused that can be told instead.

Parsing is closed to the outside: no document type, no entities, no network, no giant text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ea_model import exchange_form as form
from ea_model.problems import Level, ModelLoadError, Place, Problem, UnreadableError
from ea_model.readers._exchange_parts import Node, Owned, Part, Properties, children, name_of
from ea_model.readers._exchange_scope import statement_of
from ea_model.readers._exchange_views import folders_of, views_of
from ea_model.records import Fields, Reading, Record, Text
from ea_model.values import LangText

MAX_BYTES = 256 * 1024 * 1024
"""Largest file that is read; the largest published model has 17 MB, and parsing takes twelve times the size."""

_NAMESPACE = re.compile(r"\{http://www\.opengroup\.org/xsd/archimate/3\.\d/\}model")
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_NO_DOCTYPE = "has a document type (DOCTYPE), which can hide entities; remove it, a model needs none"
_JUNCTIONS = {"AndJunction": "and", "OrJunction": "or"}


def read(path: Path) -> Reading:
    """Read one exchange file.

    Raises `UnreadableError` when it is no exchange file, `ModelLoadError` with the line when it is broken XML.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableError(f"{path}: is larger than {MAX_BYTES // 1_048_576} MB; split the model")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read ({error.strerror})") from error
    root = parse(str(path), content)
    if not _NAMESPACE.fullmatch(str(root.tag)):
        raise UnreadableError(f"{path}: {_what_it_is(str(root.tag))}")
    return _File(str(path), content, root).reading


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
        if any(mark in content for mark in _DOCTYPE):
            raise UnreadableError(f"{file}: {_NO_DOCTYPE}") from error
        line, column = error.position
        message = f"is not well-formed XML here ({(error.msg or 'it ends too early').split(', line')[0]})"
        raise ModelLoadError([Problem(Place(file, line, column), "SYNTAX", message)]) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableError(f"{file}: {_NO_DOCTYPE}")
    return root


def _what_it_is(tag: str) -> str:
    """What stands there instead of an exchange file, and what to do about it."""
    if tag == "{http://www.opengroup.org/xsd/archimate}model":
        return "is an ArchiMate 2 exchange file; open it in Archi and export it again"
    first = etree.QName(tag).localname
    return f"is XML, but neither an ArchiMate exchange file nor a file of Archi: its first element is '{first}'"


class _File:
    """One file being read; the result is ``reading``."""

    def __init__(self, file: str, content: bytes, root: Node) -> None:
        self.file = file
        self.reading = Reading(files=[file], lenient=True)
        self.properties = Properties(root)
        about = self.properties.of(root, ours=True)
        self.ours = about.first(form.FORMAT_KEY) != ""
        self.typed = frozenset(about.first(form.FEATURES_KEY).split())
        self.ids: dict[str, str] = {}
        """Ids of the model by identifier in the file, where they differ."""
        self.reading.digest = _digest(content, about) if self.ours else hashlib.sha256(content).hexdigest()
        self._read_manifest(root, about)
        elements = self._parts(children(root, "elements", "element"))
        relations = self._parts(children(root, "relationships", "relationship"))
        for part in (*elements, *relations):
            known = part.properties.first("id") if self.ours else ""
            if known:
                self.ids[part.identifier] = known
        for part in elements:
            self._read_element(part)
        for part in relations:
            self._read_relation(part)
        self.reading.extras["views"] = views_of(root, self.properties, self.ids, ours=self.ours)
        self.reading.extras["folders"] = folders_of(root, self.ids)

    def _parts(self, nodes: Iterator[Node]) -> list[Part]:
        return [Part(node, self.properties.of(node, ours=self.ours)) for node in nodes]

    def _read_manifest(self, root: Node, about: Owned) -> None:
        place = Place(self.file, root.sourceline or 0)
        fields = Fields(place.line)
        part = Part(root, about)
        fields["id"] = (about.first("id") if self.ours else "") or part.identifier or "model"
        self._read_texts(part, fields)
        if not self.ours:
            if root.get("version"):
                fields["version"] = root.get("version")
            self.reading.records.append(Record("model", "", fields, place))
            self.reading.extras["properties"] = tuple(about.free())
            return
        free = []
        for key, value, line in about.entries:
            if key == form.VERSION_KEY:
                fields["version"] = Text(form.unpack(value), line)
            elif key.startswith("ea.model."):
                fields[key.removeprefix("ea.model.")] = Text(form.unpack(value), line)
            elif key.startswith("ea.") and key.count(".") >= 2:
                self._read_entry(key, value, line)
            elif key.partition(".")[0] not in ("ea", "id", "name", "documentation", form.REVISION_KEY):
                free.append((form.own_key(key), form.unpack(value)))
        self.reading.records.append(Record("model", "", fields, place))
        self.reading.extras["properties"] = tuple(free)

    def _read_entry(self, key: str, value: str, line: int) -> None:
        """An entry that is no concept: ``ea.<section>.<id>`` with its fields as JSON."""
        _, section, entry_id = key.split(".", 2)
        place = Place(self.file, line)
        try:
            fields = form.unpack_json(value)
        except ValueError as error:
            self.reading.problems.append(Problem(place, "JSON", f"the property '{key}' is not JSON: {error}"))
            return
        if not isinstance(fields, dict):
            message = f"the property '{key}' is a JSON mapping of attributes"
            self.reading.problems.append(Problem(place, "JSON", message))
            return
        self.reading.records.append(Record(section, form.unpack(entry_id), fields, place))

    def _read_element(self, part: Part) -> None:
        fields = Fields(part.line)
        kind = part.kind
        fields["type"] = "Junction" if kind in _JUNCTIONS else kind
        if kind in _JUNCTIONS:
            fields["junction_type"] = _JUNCTIONS[kind]
        self._read_concept(part, fields)
        self._add("elements", part, fields)

    def _read_relation(self, part: Part) -> None:
        node = part.node
        ends = [self.ids.get(node.get(end, ""), node.get(end, "")) for end in ("source", "target")]
        if self.ours and part.properties.has_prefix(form.SCOPE):
            fields = statement_of(part, ends)
            self._tell_strangers(part)
            statement = part.properties.first(form.SCOPE_ID) or self.ids.get(part.identifier, part.identifier)
            self.ids[part.identifier] = statement
            self.reading.records.append(Record("statements", statement, fields, Place(self.file, part.line)))
            return
        fields = Fields(part.line)
        fields["type"], fields["from"], fields["to"] = part.kind, *ends
        if part.kind == "Access":
            fields["access_type"] = node.get("accessType", "Access")
        elif part.kind == "Association" and node.get("isDirected") in ("true", "1"):
            fields["directed"] = "true"
        elif part.kind == "Influence":
            shown = node.get("modifier", "")
            exact = part.properties.first(form.STRENGTH_KEY) if self.ours else ""
            if shown or exact:
                fields["strength"] = exact if form.one_line(exact) == shown else shown
        self._read_concept(part, fields)
        self._add("relations", part, fields)

    def _tell_strangers(self, part: Part) -> None:
        """A statement has no free properties; somebody may have given its association one."""
        for key, _ in part.properties.free(frozenset()):
            if not key.startswith(form.SCOPE):
                message = f"property '{key}' of statement '{part.identifier}' has no place in a model; it is left out"
                place = Place(self.file, part.line)
                self.reading.problems.append(Problem(place, "FIELD", message, Level.WARNING))

    def _read_concept(self, part: Part, fields: Fields) -> None:
        self._read_texts(part, fields)
        free = tuple(part.properties.free(self.typed if self.ours else None))
        if free:
            fields["properties"] = free
        if part.properties.specialization:
            fields[form.SPECIALIZATION] = part.properties.specialization
        if self.ours:
            fields.update(part.properties.typed(self.typed))

    def _read_texts(self, part: Part, fields: Fields) -> None:
        for name, clean in (("name", form.one_line), ("documentation", form.block)):
            text = name_of(part, name, clean, ours=self.ours)
            if text or isinstance(text, LangText):
                fields[name] = text

    def _add(self, section: str, part: Part, fields: Fields) -> None:
        place = Place(self.file, part.line)
        if part.identifier:
            identifier = self.ids.get(part.identifier, part.identifier)
            self.reading.records.append(Record(section, identifier, fields, place))
        else:
            message = f"{part.kind} '{fields.get('name', '')}' has no identifier and is left out"
            self.reading.problems.append(Problem(place, "ID", message, Level.WARNING))


def _digest(content: bytes, about: Owned) -> str:
    """The revision the file was written from while nobody changed a byte of it, else a hash of its own."""
    seal = about.first(form.SEAL_KEY).encode()
    empty = content.replace(seal, form.SEAL_EMPTY.encode(), 1)
    if seal and seal == b"sha256:" + hashlib.sha256(empty).hexdigest().encode():
        return form.unpack(about.first(form.REVISION_KEY))
    return hashlib.sha256(content).hexdigest()
