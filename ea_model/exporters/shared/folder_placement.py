"""Everything in its folder: the folders of the source, and for what stands in none the one Archi keeps it in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from ea_model.model import Model
from ea_model.source.folders import Folder, FolderTree

TOP = {
    "strategy": "Strategy",
    "business": "Business",
    "application": "Application",
    "technology": "Technology & Physical",
    "motivation": "Motivation",
    "implementation_migration": "Implementation & Migration",
    "other": "Other",
    "relations": "Relations",
    "diagrams": "Views",
}
"""Archi's top folders: type and name."""
_KIND_OF = {name: kind for kind, name in TOP.items()}
_TOP_OF_LAYER = {
    "Strategy": "strategy", "Business": "business", "Application": "application", "Technology": "technology",
    "Physical": "technology", "Motivation": "motivation", "Implementation & Migration": "implementation_migration",
    "Other": "other",
}  # fmt: skip
Path = tuple[str, ...]


def derived_id(*parts: str) -> str:
    """An id that follows from what it is for, so that the same model gives the same bytes."""
    return "id-" + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def proper_tops(model: Model, views: Iterable[str]) -> dict[str, str]:
    """The type of the top folder Archi keeps each concept and view in, by id."""
    layers: dict[type, str] = {}
    proper: dict[str, str] = {}
    for element in model.elements:
        kind = type(element)
        if kind not in layers:
            layers[kind] = _TOP_OF_LAYER.get(element.layer, "other")
        proper[element.id] = layers[kind]
    proper.update(dict.fromkeys((relation.id for relation in model.relations), "relations"))
    proper.update(dict.fromkeys(views, "diagrams"))
    return proper


def placed(model: Model, views: Iterable[str]) -> list[Folder]:
    """Archi's nine top folders with everything in them once; ``views`` are the ids of the views to be listed.

    Folders of the source stay as they are below the top folder that they stood in. A top folder Archi does not have
    stands below each of Archi's own for what belongs there, as Archi's import makes it.
    """
    tree = model.foreign.tree or FolderTree(list)
    return _Places(model, proper_tops(model, views)).filled(tree)


class _Places:
    """The top folders while they are filled; ``left`` is what has no place yet."""

    def __init__(self, model: Model, proper: dict[str, str]) -> None:
        self.model, self.left = model, proper
        self.tops: dict[str, Folder] = {}
        self.said: dict[Path, Folder] = {}
        """Folders that stood below none of Archi's own, by their path."""

    def filled(self, tree: FolderTree) -> list[Folder]:
        for top in tree.tops:
            kind = top.kind if top.kind in TOP else "" if top.kind else _KIND_OF.get(str(top.name).strip(), "")
            if kind and kind not in self.tops:
                self.tops[kind] = replace(top, kind=kind, inside=[])
            self._take(top, self.tops.get(kind), kind, strict=not top.kind)
        for kind, name in TOP.items():
            if kind not in self.tops:
                self.tops[kind] = Folder(name, derived_id(self.model.id, kind), kind)
        paths = self.model.foreign.folders
        by_path: dict[tuple[str, Path], Folder] = {}
        for identifier, kind in self.left.items():
            self._folder(kind, tuple(paths.get(identifier, ())), by_path).inside.append(identifier)
        return list(self.tops.values())

    def _take(self, source: Folder, target: Folder | None, kind: str, *, strict: bool) -> None:
        """What stands in a top folder and those below it; ``strict``: only what Archi keeps there too."""
        path: Path = () if target is not None else (str(source.name),)
        waiting: list[tuple[Folder, Folder | None, Path]] = [(source, target, path)]
        while waiting:
            folder, into, where = waiting.pop()
            if into is None:
                self.said.setdefault(where, folder)
            for inner in ([folder.shows] if folder.shows else []) + folder.inside:
                if isinstance(inner, Folder):
                    copy = None
                    if into is not None:
                        copy = replace(inner, shows="", inside=[])
                        into.inside.append(copy)
                    waiting.append((inner, copy, (*where, str(inner.name))))
                elif into is not None and inner in self.left and (not strict or self.left[inner] == kind):
                    into.inside.append(inner)
                    del self.left[inner]

    def _folder(self, kind: str, path: Path, by_path: dict[tuple[str, Path], Folder]) -> Folder:
        """The folder of a path below a top folder, made where there is none yet."""
        folder = self.tops[kind]
        for depth, name in enumerate(path, start=1):
            where = (kind, path[:depth])
            if where not in by_path:
                inner = next((f for f in folder.inside if isinstance(f, Folder) and str(f.name) == name), None)
                if inner is None:
                    template = self.said.get(path[:depth], Folder(name))
                    own_id = derived_id(self.model.id, kind, *path[:depth])
                    inner = replace(template, name=name, id=own_id, kind="", shows="", inside=[])
                    folder.inside.append(inner)
                by_path[where] = inner
            folder = by_path[where]
        return folder


__all__ = ["TOP", "derived_id", "placed", "proper_tops"]
