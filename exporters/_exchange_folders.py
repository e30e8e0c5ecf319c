"""The folders of an exchange file: every concept and view once, below the top folder Archi keeps it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ea_model import exchange_form as form
from ea_model.metamodel.archimate import Element
from ea_model.model import Model
from exporters._exchange_xml import Node, add
from exporters._markup import attribute, content, indent

_FOLDER_OF_LAYER = {"Technology": "Technology & Physical", "Physical": "Technology & Physical"}
Path = tuple[str, ...]


class Folder:
    """A folder with its folders and what it lists."""

    def __init__(self) -> None:
        self.folders: dict[str, Folder] = {}
        self.listed: list[str] = []

    def put(self, path: Path, identifier: str) -> None:
        """List an identifier in the folder of that path below this one."""
        folder = self
        for name in path:
            folder = folder.folders.setdefault(name, Folder())
        folder.listed.append(identifier)

    def write(self, parent: Node, name: str) -> None:
        """Folders before what is listed, as Archi writes them."""
        item = add(parent, "item")
        add(item, "label", form.one_line(name))
        for inner, folder in self.folders.items():
            folder.write(item, inner)
        for identifier in self.listed:
            add(item, "item", identifierRef=identifier)

    def lines(self, name: str, depth: int, lang: str) -> Iterator[str]:
        """The same as text, with the name as it is; without recursion, however deep somebody nested it."""
        waiting: list[tuple[str, Folder | None, str, int]] = [("", self, name, depth)]
        while waiting:
            said, folder, label, level = waiting.pop()
            if folder is None:
                yield said
                continue
            margin = indent(level)
            yield f"{margin}<item>\n{margin}  <label{lang}>{content(label)}</label>\n"
            listed = "".join(f'{margin}  <item identifierRef="{attribute(i)}"/>\n' for i in folder.listed)
            waiting.append((f"{listed}{margin}</item>\n", None, "", 0))
            waiting.extend(("", below, inner, level + 1) for inner, below in reversed(folder.folders.items()))


def top_folder(element: Element) -> str:
    """The folder Archi keeps an element of that layer in."""
    return _FOLDER_OF_LAYER.get(element.layer, element.layer)


def organizations(model: Model, ids: Mapping[str, str], view_ids: Mapping[str, str], lang: str) -> Iterator[str]:
    """The ``organizations`` of a plain model as text; ``lang`` is the attribute for the language of its labels."""
    tops: dict[str, Folder] = {}
    known: Mapping[str, Path] = model.extras.get("folders", {})
    layers: dict[type[Element], str] = {}
    for element in model.elements:
        made = type(element)
        if made not in layers:
            layers[made] = top_folder(element)
        tops.setdefault(layers[made], Folder()).put(known.get(element.id, ()), ids[element.id])
    for relation in model.relations:
        tops.setdefault("Relations", Folder()).put(known.get(relation.id, ()), ids[relation.id])
    for view_id, identifier in view_ids.items():
        tops.setdefault("Views", Folder()).put(known.get(view_id, ()), identifier)
    if tops:
        yield "  <organizations>\n"
        for name in form.FOLDERS:
            if name in tops:
                yield from tops[name].lines(name, 2, lang)
        yield "  </organizations>\n"
