"""An exchange file this product wrote, perhaps edited in Archi since: everything comes back as what it was.

Model properties say that the file is ours (`exchange_form`). Typed attributes, scope statements and the entries that
are no concept stand in properties by the conventions of that page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from ea_model.messages import Message
from ea_model.messages.problems import Level, Place, Problem
from ea_model.readers.exchange.nodes import Owned, PropertyDefinitions, XmlPart, name_of
from ea_model.readers.exchange.scope_statement import statement_of
from ea_model.readers.exchange.views import folders_of, views_of
from ea_model.readers.xml.nodes import Node, children
from ea_model.source import conventions as form
from ea_model.source.records import Fields, ParsedEntry, ParsedModel, SourceText
from ea_model.values import LangText

_JUNCTIONS = {"AndJunction": "and", "OrJunction": "or"}


def read(file: str, content: bytes, root: Node) -> ParsedModel:
    """Everything the file holds; ``root`` is the parsed ``content``."""
    return _File(file, content, root).reading


def read_tree(file: str, root: Node) -> tuple[ParsedModel, dict[str, str]]:
    """The same of a tree that was never a file; and the model's ids by identifier, where they differ."""
    reader = _File(file, b"", root)
    return reader.reading, reader.ids


def is_ours(root: Node) -> bool:
    """Do the properties of the model say that this product wrote the file?"""
    return PropertyDefinitions(root).of(root, ours=True).first(form.FORMAT_KEY) != ""


class _File:
    """One file being read; the result is ``reading``."""

    def __init__(self, file: str, content: bytes, root: Node) -> None:
        self.file = file
        self.reading = ParsedModel(files=[file], lenient=True)
        self.properties = PropertyDefinitions(root)
        about = self.properties.of(root, ours=True)
        self.typed = frozenset(about.first(form.FEATURES_KEY).split())
        self.ids: dict[str, str] = {}
        """Ids of the model by identifier in the file, where they differ."""
        self.reading.digest = _digest(content, about)
        self._read_manifest(root, about)
        elements = self._parts(children(root, "elements", "element"))
        relations = self._parts(children(root, "relationships", "relationship"))
        for part in (*elements, *relations):
            model_id = part.properties.first("id")
            if model_id:
                self.ids[part.identifier] = model_id
        for part in elements:
            self._read_element(part)
        for part in relations:
            self._read_relation(part)
        self.reading.foreign.views = views_of(root, self.properties, self.ids, ours=True)
        self.reading.foreign.folders = folders_of(root, self.ids)

    def _parts(self, nodes: Iterator[Node]) -> list[XmlPart]:
        return [XmlPart(node, self.properties.of(node, ours=True)) for node in nodes]

    def _read_manifest(self, root: Node, about: Owned) -> None:
        place = Place(self.file, root.sourceline or 0)
        fields = Fields(place.line)
        part = XmlPart(root, about)
        fields["id"] = about.first("id") or part.identifier or "model"
        self._read_texts(part, fields)
        free = []
        for key, value, line in about.entries:
            if key == form.VERSION_KEY:
                fields["version"] = SourceText(form.unpack(value), line)
            elif key.startswith("ea.model."):
                fields[key.removeprefix("ea.model.")] = SourceText(form.unpack(value), line)
            elif key.startswith("ea.") and key.count(".") >= 2:
                self._read_entry(key, value, line)
            elif key.partition(".")[0] not in ("ea", "id", "name", "documentation", form.REVISION_KEY):
                free.append((form.own_key(key), form.unpack(value)))
        self.reading.records.append(ParsedEntry("model", "", fields, place))
        self.reading.foreign.properties = tuple(free)

    def _read_entry(self, key: str, value: str, line: int) -> None:
        """An entry that is no concept: ``ea.<section>.<id>`` with its fields as JSON."""
        _, section, entry_id = key.split(".", 2)
        place = Place(self.file, line)
        try:
            fields = form.unpack_json(value)
        except ValueError as error:
            self.reading.problems.append(Problem(place, "JSON", Message("json_none", key=key, error=error)))
            return
        if not isinstance(fields, dict):
            message = Message("json_mapping", key=key)
            self.reading.problems.append(Problem(place, "JSON", message))
            return
        self.reading.records.append(ParsedEntry(section, form.unpack(entry_id), fields, place))

    def _read_element(self, part: XmlPart) -> None:
        fields = Fields(part.line)
        kind = part.kind
        fields["type"] = "Junction" if kind in _JUNCTIONS else kind
        if kind in _JUNCTIONS:
            fields["junction_type"] = _JUNCTIONS[kind]
        self._read_concept(part, fields)
        self._add("elements", part, fields)

    def _read_relation(self, part: XmlPart) -> None:
        node = part.node
        ends = [self.ids.get(node.get(end, ""), node.get(end, "")) for end in ("source", "target")]
        if part.properties.has_prefix(form.SCOPE):
            fields = statement_of(part, ends)
            self._tell_strangers(part)
            statement = part.properties.first(form.SCOPE_ID) or self.ids.get(part.identifier, part.identifier)
            self.ids[part.identifier] = statement
            self.reading.records.append(ParsedEntry("statements", statement, fields, Place(self.file, part.line)))
            return
        fields = Fields(part.line)
        fields["type"], fields["from"], fields["to"] = part.kind, *ends
        if part.kind == "Access":
            fields["access_type"] = node.get("accessType", "Access")
        elif part.kind == "Association" and node.get("isDirected") in ("true", "1"):
            fields["directed"] = "true"
        elif part.kind == "Influence":
            strength = node.get("modifier", "")
            exact = part.properties.first(form.STRENGTH_KEY)
            if strength or exact:
                fields["strength"] = exact if form.one_line(exact) == strength else strength
        self._read_concept(part, fields)
        self._add("relations", part, fields)

    def _tell_strangers(self, part: XmlPart) -> None:
        """A statement has no free properties; somebody may have given its association one."""
        for key, _ in part.properties.free(frozenset()):
            if not key.startswith(form.SCOPE):
                message = Message("statement_property", key=key, id=part.identifier)
                place = Place(self.file, part.line)
                self.reading.problems.append(Problem(place, "FIELD", message, Level.WARNING))

    def _read_concept(self, part: XmlPart, fields: Fields) -> None:
        self._read_texts(part, fields)
        free = tuple(part.properties.free(self.typed))
        if free:
            fields["properties"] = free
        if part.properties.specialization:
            fields[form.SPECIALIZATION] = part.properties.specialization
        fields.update(part.properties.typed(self.typed))

    def _read_texts(self, part: XmlPart, fields: Fields) -> None:
        for name, clean in (("name", form.one_line), ("documentation", form.block)):
            text = name_of(part, name, clean, ours=True)
            if text or isinstance(text, LangText):
                fields[name] = text

    def _add(self, section: str, part: XmlPart, fields: Fields) -> None:
        place = Place(self.file, part.line)
        if part.identifier:
            identifier = self.ids.get(part.identifier, part.identifier)
            self.reading.records.append(ParsedEntry(section, identifier, fields, place))
        else:
            message = Message("no_identifier", kind=part.kind, name=fields.get("name", ""))
            self.reading.problems.append(Problem(place, "ID", message, Level.WARNING))


def _digest(content: bytes, about: Owned) -> str:
    """The revision the file was written from while nobody changed a byte of it, else a hash of its own."""
    seal = about.first(form.SEAL_KEY).encode()
    empty = content.replace(seal, form.SEAL_EMPTY.encode(), 1)
    if seal and seal == b"sha256:" + hashlib.sha256(empty).hexdigest().encode():
        return form.unpack(about.first(form.REVISION_KEY))
    return hashlib.sha256(content).hexdigest()
