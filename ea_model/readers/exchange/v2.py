"""The exchange format of ArchiMate 2 (2.1), rewritten as what it is in version 3; each sort of change is told once.

Source: The Open Group, ArchiMate Model Exchange File Format for 2.1 (elements have a ``label``, relationships types
of their own, a node that shows nothing the word ``group``) and ArchiMate 3 appendix on the changes from 2.1.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from ea_model.messages import Message, noted
from ea_model.messages.problems import Level, Place, Problem
from ea_model.readers.xml.nodes import Node, named
from ea_model.source import conventions as form
from ea_model.source.archimate2 import RELATIONSHIP, RENAMED

NAMESPACE = "http://www.opengroup.org/xsd/archimate"

_TAGS = {"organization": "organizations", "propertydefs": "propertyDefinitions", "propertydef": "propertyDefinition"}
_ATTRIBUTES = {"elementref": "elementRef", "relationshipref": "relationshipRef", "identifierref": "identifierRef",
               "viewref": "viewRef"}  # fmt: skip
_NAMED = ("element", "relationship", "view", "propertyDefinition")
"""What had a label and has a name."""
_VIEWPOINTS = {
    "Actor Co-operation": "Organization",
    "Application Co-operation": "Application Cooperation",
    "Business Process Co-operation": "Business Process Cooperation",
    "Infrastructure": "Technology",
    "Infrastructure Usage": "Technology Usage",
}
_ORDER = ("name", "documentation", "properties", "metadata", "elements", "relationships", "organizations",
          "propertyDefinitions", "views")  # fmt: skip


def modernised(file: str, root: Node) -> tuple[bytes, list[Problem]]:
    """The file as version 3 would have it, and a note for each sort of change."""
    changes = _Changes(file)
    for node in root.iter(etree.Element):
        _modernise(node, changes)
    _move_views(root)
    root[:] = sorted(root, key=lambda n: _ORDER.index(_local(n)) if _local(n) in _ORDER else len(_ORDER))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True), changes.notes()


class _Changes:
    """Counts what was changed, and where first."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.times: Counter[Message] = Counter()
        self.first: dict[Message, int] = {}

    def note(self, sentence: Message, node: Node) -> None:
        self.times[sentence] += 1
        self.first.setdefault(sentence, node.sourceline or 0)

    def notes(self) -> list[Problem]:
        """One note per sort of change."""
        return [
            Problem(Place(self.file, self.first[sentence]), "VERSION", noted(sentence, times), Level.NOTE)
            for sentence, times in self.times.items()
        ]


def _local(node: Node) -> str:
    return etree.QName(node).localname


def _modernise(node: Node, changes: _Changes) -> None:
    if etree.QName(node).namespace != NAMESPACE:
        return
    local = _local(node)
    parent = node.getparent()
    above = _local(parent) if parent is not None else ""
    name = _TAGS.get(local, local)
    if local == "label" and above in _NAMED:
        name = "name"
    node.tag = f"{{{form.NAMESPACE}}}{name}"
    for old, new in _ATTRIBUTES.items():
        if old in node.attrib:
            node.set("propertyDefinitionRef" if local == "property" else new, node.attrib.pop(old))
    if local == "propertydef" and node.get("name") is not None:
        etree.SubElement(node, f"{{{form.NAMESPACE}}}name").text = node.attrib.pop("name")
    if name == "organizations":
        changes.note(Message("organization"), node)
    elif local in ("element", "relationship"):
        _modernise_type(node, changes)
    elif local == "view":
        _modernise_view(node, changes)
    elif local in ("node", "connection"):
        _modernise_part(node, local)


def _modernise_type(node: Node, changes: _Changes) -> None:
    kind = (node.get(form.XSI_TYPE) or "").rpartition(":")[2]
    became = RENAMED.get(kind, kind)
    if kind in ("Junction", "AndJunction", "OrJunction"):
        became = "OrJunction" if kind == "OrJunction" else "AndJunction"
    elif became.endswith(RELATIONSHIP):
        became = became.removesuffix(RELATIONSHIP)
    if became != kind.removesuffix(RELATIONSHIP):
        changes.note(Message("read_as", kind=kind, became=became), node)
    node.set(form.XSI_TYPE, became)


def _modernise_view(node: Node, changes: _Changes) -> None:
    node.set(form.XSI_TYPE, "Diagram")
    viewpoint = node.get("viewpoint", "")
    if viewpoint in _VIEWPOINTS:
        changes.note(Message("viewpoint_read", name=viewpoint, became=_VIEWPOINTS[viewpoint]), node)
        node.set("viewpoint", _VIEWPOINTS[viewpoint])


def _modernise_part(node: Node, local: str) -> None:
    if local == "connection":
        node.set(form.XSI_TYPE, "Relationship" if node.get("relationshipRef") else "Line")
        return
    kind = node.attrib.pop("type", "")
    node_kind = "Element" if node.get("elementRef") else "Container" if kind == "group" else "Label"
    node.set(form.XSI_TYPE, node_kind)


def _move_views(root: Node) -> None:
    """Version 3 has the views inside ``diagrams``."""
    for views in list(named(root, "views")):
        view_nodes = [view for view in views if _local(view) == "view"]
        if view_nodes:
            diagrams = etree.SubElement(views, f"{{{form.NAMESPACE}}}diagrams")
            diagrams.extend(view_nodes)
