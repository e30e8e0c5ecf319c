"""The folders of a file of Archi, with all they say; what stands in them is listed by id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ea_model.readers.xml.nodes import Node, text_of
from ea_model.source.folders import Folder
from ea_model.source.views import FEATURE, FEATURES

_OWN = frozenset({"name", "id", "type"})
"""Attributes of a folder that have a field of their own."""


def folder_of(attributes: dict[str, str]) -> Folder:
    """A folder, as far as its attributes say."""
    return Folder(
        name=attributes.get("name", ""),
        id=attributes.get("id", ""),
        kind=attributes.get("type", ""),
        more={name: value for name, value in attributes.items() if name not in _OWN},
    )


def path_of(folders: Sequence[Folder]) -> tuple[str, ...]:
    """The names of the folders in which something stands, without the top one."""
    return tuple([folder.name for folder in folders[1:] if folder.name])


def describe(folder: Folder, parts: Iterable[Node]) -> None:
    """Take over what stands in a folder beside folders and concepts."""
    for part in parts:
        tag = str(part.tag).rpartition("}")[2]
        if tag == "documentation":
            folder.documentation = text_of(part)
        elif tag == "property":
            folder.properties = (*folder.properties, (part.get("key") or "", part.get("value") or ""))
        elif tag == "feature":
            feature = part.get("name") or ""
            folder.more[feature if feature in FEATURES else FEATURE + feature] = part.get("value") or ""


def folders_in(root: Node) -> list[Folder]:
    """The folders of a tree of XML, with the ids of the concepts and views in each."""
    around = Folder()
    waiting: list[tuple[Node, Folder]] = [(root, around)]
    while waiting:
        node, folder = waiting.pop()
        for part in node.iterchildren("*"):
            if part.tag == "folder":
                inner = folder_of({str(name): str(value) for name, value in part.attrib.items()})
                folder.inside.append(inner)
                waiting.append((part, inner))
            elif part.tag == "element":
                folder.inside.append(part.get("id") or "")
            elif folder is not around:
                describe(folder, [part])
    return [inner for inner in around.inside if isinstance(inner, Folder)]
