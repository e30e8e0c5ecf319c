"""The folders of an exchange file: every concept and view once, below the top folder Archi keeps it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ea_model.exporters.exchange.ids import NCNAME
from ea_model.exporters.exchange.xml import text_lines
from ea_model.exporters.shared.escape import attribute, indent
from ea_model.exporters.shared.folder_placement import placed
from ea_model.metamodel.archimate import Element
from ea_model.model import Model
from ea_model.source import conventions as form
from ea_model.source.folders import Folder
from ea_model.values import LangText

_FOLDER_OF_LAYER = {"Technology": "Technology & Physical", "Physical": "Technology & Physical"}
Path = tuple[str, ...]


def top_folder(element: Element) -> str:
    """The folder Archi keeps an element of that layer in."""
    return _FOLDER_OF_LAYER.get(element.layer, element.layer)


def organizations(model: Model, ids: Mapping[str, str], view_ids: Mapping[str, str], lang: str) -> Iterator[str]:
    """The ``organizations`` of a plain model as text; ``lang`` is the attribute for the language of its labels.

    An exchange file keeps its own folders as they are, and what it lists nowhere stays so; what comes from elsewhere
    stands below the top folders Archi has.
    """
    tree = model.foreign.tree
    of_archi = tree is None or not tree.tops or any(top.kind for top in tree.tops)
    tops = placed(model, view_ids) if of_archi else [*tree.tops, *_further(model, view_ids)] if tree else []
    written = dict(ids) | dict(view_ids)
    yield from organized([top for top in tops if top.inside or not of_archi], written, lang, named=not of_archi)


def organized(
    tops: Sequence[Folder], written: Mapping[str, str], lang: str = "", *, named: bool = False
) -> Iterator[str]:
    """The section as text; ``written`` gives the identifiers of the file, ``named`` folders keep their own."""
    if tops:
        yield "  <organizations>\n"
        yield from _items(tops, written, lang, named=named)
        yield "  </organizations>\n"


def filed(places: Iterable[tuple[Path, str]]) -> list[Folder]:
    """The outermost folders of things with the path of each, in the order of Archi; folders before what they list."""
    folders: dict[Path, Folder] = {}
    root = Folder()

    def at(path: Path) -> Folder:
        if not path:
            return root
        if path not in folders:
            folders[path] = Folder(form.one_line(path[-1]))
            at(path[:-1]).inside.append(folders[path])
        return folders[path]

    for path, identifier in places:
        at(path).inside.append(identifier)
    for folder in folders.values():
        folder.inside.sort(key=lambda inner: isinstance(inner, str))
    return [folders[name,] for name in form.FOLDERS if (name,) in folders]


def _further(model: Model, view_ids: Mapping[str, str]) -> list[Folder]:
    """A folder for the views that were made since."""
    own = {view.id for view in model.views}
    listed = [view for view in view_ids if view not in own]
    return [Folder("Views", inside=[*listed])] if listed else []


def _items(tops: Sequence[Folder], written: Mapping[str, str], lang: str, *, named: bool) -> Iterator[str]:
    """Items in items as text, ``named`` with their ids; without recursion, however deep somebody nested them."""
    waiting: list[tuple[Folder | str, int]] = [(top, 2) for top in reversed(tops)]
    while waiting:
        part, depth = waiting.pop()
        if isinstance(part, str):
            yield part
            continue
        margin = indent(depth)
        own_id = f' identifier="{attribute(part.id)}"' if named and NCNAME.fullmatch(part.id) else ""
        reference = f' identifierRef="{attribute(written[part.shows])}"' if part.shows in written else ""
        texts = "".join(
            text_lines(tag, text, f"{margin}  ", language=lang)
            for tag, text in (("label", part.name), ("documentation", part.documentation))
            if text or isinstance(text, LangText)
        )
        empty = not texts and not part.inside
        yield f"{margin}<item{own_id}{reference}/>\n" if empty else f"{margin}<item{own_id}{reference}>\n{texts}"
        if empty:
            continue
        waiting.append((f"{margin}</item>\n", depth))
        for inner in reversed(part.inside):
            if isinstance(inner, Folder):
                waiting.append((inner, depth + 1))
            elif inner in written:
                waiting.append((f'{margin}  <item identifierRef="{attribute(written[inner])}"/>\n', depth))
