"""The folders a foreign model keeps its concepts and views in, with what they say of themselves: plain data.

What folder a concept stands in is the mapping ``folders`` of a model; the tree here also has folders that are empty,
folders with the same name, their texts and properties, and the order of everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

ARCHI = frozenset({
    "Strategy", "Business", "Application", "Technology & Physical", "Motivation", "Implementation & Migration", "Other",
    "Relations", "Views",
})  # fmt: skip
"""Archi's own top folders, under the English names that its import knows."""


@dataclass(slots=True)
class Folder:
    """A folder and what stands in it."""

    name: str = ""
    """A text, or one in several languages; an exchange file may have a folder without one."""
    id: str = ""
    kind: str = ""
    """For one of Archi's own nine top folders: ``strategy`` … ``relations``, ``diagrams``; else empty."""
    documentation: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    more: dict[str, str] = field(default_factory=dict)
    """Every other attribute and feature under its name in Archi's own format, such as ``labelExpression``."""
    shows: str = ""
    """Id of the concept or view an entry of an exchange file refers to while it has entries below it too."""
    inside: list[Folder | str] = field(default_factory=list)
    """Folders, and ids of concepts and views, in order."""


class FolderTree:
    """The outermost folders of a model, read when somebody first asks."""

    def __init__(self, read: Callable[[], list[Folder]]) -> None:
        self._read = read
        self._known: list[Folder] | None = None

    @property
    def tops(self) -> list[Folder]:
        """The outermost folders in order."""
        if self._known is None:
            self._known = self._read()
        return self._known

    def every(self) -> Iterator[tuple[Folder, Folder | None]]:
        """Every folder after the one around it, which comes along; in order."""
        waiting: list[tuple[Folder, Folder | None]] = [(top, None) for top in reversed(self.tops)]
        while waiting:
            folder, around = waiting.pop()
            yield folder, around
            waiting.extend((inner, folder) for inner in reversed(folder.inside) if isinstance(inner, Folder))

    def listed(self) -> set[str]:
        """The ids of everything that stands in a folder."""
        ids = {inner for folder, _ in self.every() for inner in folder.inside if isinstance(inner, str)}
        return ids | {folder.shows for folder, _ in self.every() if folder.shows}

    def renamed(self, ids: Mapping[str, str]) -> FolderTree:
        """The same tree of a model in which some ids are others."""
        return FolderTree(lambda: [_copied(top, ids) for top in self.tops]) if ids else self


def joined(trees: Iterable[FolderTree]) -> FolderTree:
    """The folders of several models as those of one."""
    all_trees = list(trees)
    return all_trees[0] if len(all_trees) == 1 else FolderTree(lambda: [top for tree in all_trees for top in tree.tops])


def paths_of(tree: FolderTree) -> dict[str, tuple[str, ...]]:
    """The names of the folders each thing stands in, without the top one where that is one of Archi's own."""
    paths_by_id: dict[str, tuple[str, ...]] = {}
    paths: dict[int, tuple[str, ...]] = {}
    for folder, around in tree.every():
        if around is None:
            path = () if folder.kind or str(folder.name).strip() in ARCHI else _named(folder)
        else:
            path = (*paths[id(around)], *_named(folder))
        paths[id(folder)] = path
        own = paths[id(around)] if around is not None else ()
        paths_by_id |= {folder.shows: own} if folder.shows and own else {}
        paths_by_id |= dict.fromkeys([inner for inner in folder.inside if isinstance(inner, str)], path) if path else {}
    return paths_by_id


def _named(folder: Folder) -> tuple[str, ...]:
    name = str(folder.name).strip() if not folder.kind else str(folder.name)
    return (name,) if name else ()


def _copied(top: Folder, ids: Mapping[str, str]) -> Folder:
    """A folder with everything in it, ids translated."""
    folders = [folder for folder, _ in FolderTree(lambda: [top]).every()]
    copies = {id(folder): replace(folder, shows=ids.get(folder.shows, folder.shows), inside=[]) for folder in folders}
    for folder in folders:
        copies[id(folder)].inside = [
            ids.get(inner, inner) if isinstance(inner, str) else copies[id(inner)] for inner in folder.inside
        ]
    return copies[id(top)]


__all__ = ["ARCHI", "Folder", "FolderTree", "joined", "paths_of"]
