"""What an XML file says, as a multiset of small facts; knows neither our readers nor our writers.

A fact is (owner, sort, value): the owner is the nearest thing with an id, the sort a path of tags, the value everything
else as it stands. Two files say the same when their multisets are equal, in whatever order they say it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree

Fact = tuple[str, str, str]
Facts = Counter[Fact]
Node = etree._Element  # lxml's own name for the type of its elements

_APART = frozenset({
    "model", "elements", "relationships", "propertyDefinitions", "views", "diagrams", "viewpoints", "properties",
    "style", "organizations", "item", "folder", "element", "child", "sourceConnection", "children", "sourceConnections",
})  # fmt: skip
"""Tags whose content is counted part by part; anything else is one fact with all that is in it."""
_SKIPPED = ("schemaLocation", "noNamespaceSchemaLocation")


_DEFAULTS = {
    "a": "100", "x": "0", "y": "0", "startX": "0", "startY": "0", "endX": "0", "endY": "0", "value": "", "key": "",
}  # fmt: skip
"""What the schema or Archi's metamodel says an absent attribute means, for the parts where both forms occur."""
_DEFAULTED = frozenset({"fillColor", "lineColor", "color", "bounds", "bendpoint", "property", "properties"})


def exact(text: str) -> str:
    """A text as it stands."""
    return text


def in_one_line(text: str) -> str:
    """A text as Archi keeps it."""
    return " ".join(text.split())


def parsed(content: bytes) -> Node:
    """The root of an XML file, closed to the outside."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    return etree.fromstring(content, parser)


def facts_of(content: bytes, *, loose: bool = False) -> Facts:
    """The facts of an exchange file or a file of Archi; properties by key, folders of Archi by name.

    ``loose`` takes texts as Archi keeps them: in one line, in no language, definitions without their ids.
    """
    root = parsed(content)
    return _Teller(root, in_one_line if loose else exact, loose=loose).found


class _Teller:
    """Walks over one file; the result is ``found``."""

    def __init__(self, root: Node, clean: Callable[[str], str], *, loose: bool) -> None:
        self.clean, self.loose = clean, loose
        self.skipped = {*_SKIPPED, "lang"} if loose else set(_SKIPPED)
        self.keys = {
            d.get("identifier") or "": "".join(name.text or "" for name in d.iterchildren("{*}name"))
            for d in root.iter("{*}propertyDefinition")
        }
        self.folders = dict(_folders(root))
        self.profiles = {p.get("id") or "": p.get("name") or "" for p in root.iterchildren("profile")}
        self.found: Facts = Counter()
        waiting: list[tuple[Node, str, str]] = [(root, "", "")]
        while waiting:
            waiting.extend(self._tell(*waiting.pop()))

    def _tell(self, node: Node, owner: str, path: str) -> list[tuple[Node, str, str]]:
        """Count what a node says; what is inside comes back to be told next."""
        found, clean, tag = self.found, self.clean, _local(node.tag)
        own = node.get("identifier") or node.get("id")
        if tag == "propertyDefinition" and self.loose:
            found["", tag, clean(self.keys.get(own or "", ""))] += 1
            return []
        if tag == "profile":
            found["", tag, f"{node.get('name')} {node.get('conceptType')}"] += 1
            return []
        if tag == "item":
            label = next((c.text or "" for c in node.iterchildren("{*}label")), "")
            if node.get("identifierRef"):
                found[owner, "item", node.get("identifierRef") or ""] += 1
            owner, own = (f"{owner}/{clean(label)}" if label else owner), None
        elif tag not in _APART and (own is None or tag not in _OWNERS):
            found[owner, f"{path}{tag}", self._canonical(node)] += 1
            return []
        if own is not None:
            own = self.folders.get(own, own)
            found[own, "is a", tag] += 1
            found[own, "stands in", "" if tag == "propertyDefinition" else owner] += 1
            owner, path = own, ""
        for name, value in node.attrib.items():
            local = _local(name)
            if local not in self.skipped and local not in ("identifier", "id", "identifierRef"):
                found[owner, f"{path}{tag if own is None else ''}@{local}", self._value(local, str(value))] += 1
        if own is None and tag not in ("model", "item"):
            path = f"{path}{tag}/"
        text = clean(node.text or "")
        if text.strip():
            found[owner, f"{path}text", text] += 1
        return [(child, owner, path) for child in node.iterchildren("*")]

    def _value(self, name: str, value: str) -> str:
        """A value; lists of ids in no order, specializations by name."""
        if name == "targetConnections":
            return " ".join(sorted(value.split()))
        if name == "profiles":
            return " ".join(self.profiles.get(one, one) for one in value.split())
        return self.clean(value).lower() if name.endswith("Color") else self.clean(value)

    def _canonical(self, node: Node) -> str:
        """Everything in a node: attributes by name, texts, children in their order."""
        tag = _local(node.tag)
        attributes = {_local(str(n)): self.clean(str(v)) for n, v in node.attrib.items()
                      if _local(str(n)) not in self.skipped}  # fmt: skip
        if "propertyDefinitionRef" in attributes:
            reference = attributes.pop("propertyDefinitionRef")
            special = reference == "specialization"
            attributes["key"] = "Specialization" if special else self.keys.get(reference, reference)
        elif tag in _DEFAULTED:
            attributes = {name: value for name, value in attributes.items() if _DEFAULTS.get(name) != value}
        said = " ".join(f"{name}={value!r}" for name, value in sorted(attributes.items()))
        inner = [self._canonical(child) for child in node.iterchildren("*")]
        text = self.clean(node.text or "")
        if inner and not text.strip():
            text = ""
        return f"{tag}({said}){text}" + (f"[{' '.join(inner)}]" if inner else "")


_OWNERS = frozenset({"node", "connection", "view", "relationship", "viewpoint", "propertyDefinition", "profile"})
"""Tags that own facts when they have an id, beside those of `_APART`."""


def _folders(root: Node) -> Iterator[tuple[str, str]]:
    """The path of names of every folder of Archi by its id; a top folder goes by its type."""
    waiting = [(folder, "") for folder in root.iterchildren("folder")]
    while waiting:
        folder, above = waiting.pop()
        path = f"{above}/{folder.get('type') or folder.get('name') or ''}"
        yield folder.get("id") or "", path
        waiting.extend((child, path) for child in folder.iterchildren("folder"))


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]
