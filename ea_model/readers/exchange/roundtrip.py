"""A model of ours that comes back from a format that does not know our conventions but carried them as properties.

Archi's own files, folders of coArchi and CSV hold texts and pairs. Where the pairs of the model say that it is ours,
its rows are put in the shape of the exchange file they once were written from, and read as such.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from lxml import etree

from ea_model.readers.exchange import own_dialect
from ea_model.readers.xml.nodes import Node
from ea_model.source import conventions as form
from ea_model.source.document import LazyViews
from ea_model.source.records import ConceptTable, ParsedModel
from ea_model.source.views import View, every

_DETAILS = {"access_type": "accessType", "strength": "modifier"}


def is_ours(reading: ParsedModel) -> bool:
    """Do the properties of the model say that this product wrote it?"""
    return any(key == form.FORMAT_KEY for key, _ in reading.foreign.properties)


def again(reading: ParsedModel) -> ParsedModel:
    """The reading of the model that was written; views keep standing where they were put since."""
    if not is_ours(reading) or reading.elements is None or reading.relations is None:
        return reading
    tree = _Tree()
    manifest = reading.records[0].fields
    root = tree.root(manifest, reading.foreign.properties)
    tree.section(root, "elements", "element", reading.elements)
    tree.section(root, "relationships", "relationship", reading.relations)
    tree.definitions(root)
    own = own_dialect.read_tree(reading.files[0], root)
    restored, ids = own
    restored.files, restored.locate = reading.files, reading.locate
    restored.digest = reading.digest
    if reading.foreign.document is not None:
        restored.foreign.document = replace(reading.foreign.document, ours=True)
    folders = reading.foreign.folders
    restored.foreign.folders = {ids.get(key, key): path for key, path in folders.items()}
    views = reading.foreign.views
    named = {identifier: identifier for identifier in getattr(views, "ids", ())}
    restored.foreign.views = LazyViews(list(named), partial(_view, views, ids))
    return restored


def _view(views: Any, ids: dict[str, str], number: int) -> View:
    """A view with the model's own ids in it."""
    view: View = views[number]
    for node, _ in every(view.nodes):
        node.element = ids.get(node.element, node.element)
    for line in view.connections:
        line.relation = ids.get(line.relation, line.relation)
    own = dict(view.properties)
    view.id = form.unpack(own.get("id", view.id))
    view.viewpoint = form.unpack(own.get("viewpoint", view.viewpoint))
    view.properties = [(form.own_key(k), form.unpack(v)) for k, v in view.properties
                       if not form.is_own(k, frozenset({"viewpoint"}))]  # fmt: skip
    return view


class _Tree:
    """Builds the exchange file of plain rows, as far as our reader looks at it."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}

    def root(self, manifest: dict[str, Any], properties: Iterable[tuple[str, str]]) -> Node:
        root = etree.Element(f"{{{form.NAMESPACE}}}model", {"identifier": str(manifest.get("id", ""))})
        self._texts(root, manifest)
        self._properties(root, properties)
        return root

    def section(self, root: Node, name: str, tag: str, bulk: ConceptTable) -> None:
        section = _add(root, name)
        for kind, row in zip(bulk.kinds, bulk.rows, strict=True):
            node = _add(section, tag)
            node.set("identifier", row["id"])
            if kind == "Junction":
                kind = "OrJunction" if row.get("junction_type") == "or" else "AndJunction"  # noqa: PLW2901
            node.set(form.XSI_TYPE, kind)
            for end in ("source", "target"):
                if end in row:
                    node.set(end, row[end])
            for feature, attribute in _DETAILS.items():
                if feature in row:
                    node.set(attribute, form.legal(row[feature]))
            if row.get("directed"):
                node.set("isDirected", "true")
            self._texts(node, row)
            self._properties(node, row.get("properties", ()))

    def _texts(self, node: Node, row: dict[str, Any]) -> None:
        for feature in ("name", "documentation"):
            if feature in row:
                _add(node, feature).text = form.legal(str(row[feature]))

    def _properties(self, node: Node, pairs: Iterable[tuple[str, str]]) -> None:
        listed = list(pairs)
        if not listed:
            return
        section = _add(node, "properties")
        for key, value in listed:
            special = key == form.SPECIALIZATION_KEY
            reference = form.SPECIALIZATION if special else self._keys.setdefault(key, f"p{len(self._keys)}")
            entry = _add(section, "property")
            entry.set("propertyDefinitionRef", reference)
            _add(entry, "value").text = form.legal(str(value))

    def definitions(self, root: Node) -> None:
        section = _add(root, "propertyDefinitions")
        for key, reference in self._keys.items():
            definition = _add(section, "propertyDefinition")
            definition.set("identifier", reference)
            _add(definition, "name").text = form.legal(key)


def _add(parent: Node, name: str) -> Node:
    return etree.SubElement(parent, f"{{{form.NAMESPACE}}}{name}")


__all__ = ["again", "is_ours"]
