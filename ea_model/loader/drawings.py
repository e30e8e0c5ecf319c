"""The pass for what a text folder says of drawings and folders: data the model carries without looking into it."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from ea_model.loader.context import VERBATIM, Load, as_list
from ea_model.loader.values import LANGUAGE
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.source import document_yaml, folders
from ea_model.source.document import NO_FOLDERS, ForeignPart, LazyViews, SourceDocument
from ea_model.source.folders import FolderTree, paths_of
from ea_model.source.records import ParsedEntry, place_of
from ea_model.source.views import View, every
from ea_model.source.views_yaml import FormError, pairs_of, view_of
from ea_model.values import LangText
from ea_model.writing.names import unused

LAST = 1 << 62
"""Place of a view that the order of views does not name."""


def read_drawings(load: Load, manifest: ParsedEntry | None, images: Mapping[str, bytes]) -> ForeignPart:
    """What ``views:``, ``folders:``, ``source:`` and the manifest of our own text say."""
    fields = manifest.fields if manifest else {}
    place = manifest.place if manifest else Place()
    if fields.get("ids", VERBATIM) != VERBATIM:
        load.error(place_of(fields["ids"], place), "VALUE", Message("ids_verbatim"))
    tree, paths = _folders(load)
    return ForeignPart(
        views=_views(load, as_list(fields.get("views", ""))) or (),
        folders=paths or NO_FOLDERS,
        tree=tree,
        document=_read_source(load, images) if load.section("source") else None,
        properties=read_pairs(load, fields["properties"], place) if "properties" in fields else (),
    )


def distinct_views(load: Load, views: Sequence[View]) -> Sequence[View]:
    """Views under ids of their own: formats have one name space, and a view would push out the concept of its id."""
    ids = list(views.ids) if isinstance(views, LazyViews) else [view.id for view in views]
    shared = [identifier for identifier in dict.fromkeys(ids) if identifier in load.concepts]
    if not shared:
        return views
    used_ids = {identifier.casefold() for identifier in (*ids, *load.concepts)}
    names = {identifier: unused(f"{identifier}-view", used_ids) for identifier in shared}
    for identifier, name in names.items():
        place = load.contents.places.get(identifier, Place(load.file))
        load.warning(place, "ID", Message("view_id_shared", id=identifier, name=name))

    def renamed(number: int) -> View:
        view = copy.deepcopy(views[number])
        for node, _ in every(view.nodes):
            node.view = names.get(node.view, node.view)
        view.id = names.get(view.id, view.id)
        return view

    return LazyViews([names.get(identifier, identifier) for identifier in ids], renamed)


_NOTHING = ForeignPart()


def joined(base: ForeignPart, read: ForeignPart, text: ForeignPart) -> ForeignPart:
    """What a model carries: that of the model it extends, what its reader found, and what its text says."""

    def last(name: str) -> Any:
        """What the last of them gives; by identity, for a look into a mapping would read it."""
        nothing = getattr(_NOTHING, name)
        values = (getattr(part, name) for part in (text, read, base))
        return next((value for value in values if value is not nothing), nothing)

    foreign = ForeignPart(**{name: last(name) for name in ("views", "folders", "tree", "properties", "document")})
    if text.views and base.views:
        foreign.views = (*base.views, *text.views)
    if text.folders and base.folders:
        foreign.folders = {**base.folders, **text.folders}
    if text.tree and base.tree:
        foreign.tree = folders.joined((base.tree, text.tree))
    return foreign


def read_pairs(load: Load, value: Any, place: Place) -> tuple[tuple[str, str], ...]:
    """Free properties; none (and a problem) when they cannot be read."""
    try:
        pairs = pairs_of(value)
    except FormError as error:
        load.error(place_of(error.value, place), "SHAPE", Message.of(error))
        return ()
    languages = {lang for _, text in pairs if isinstance(text, LangText) for lang in text.texts}
    if not (load.verbatim or all(map(LANGUAGE.fullmatch, languages))):
        load.error(place_of(value, place), "SHAPE", Message("properties_shape"))
    return pairs


def _views(load: Load, order: list[Any]) -> list[View]:
    views = []
    for record in load.distinct("views"):
        if not load.check_identifier(record.id, record.place):
            continue
        try:
            views.append(view_of(record.id, record.fields))
        except FormError as error:
            load.error(place_of(error.value, record.place), "VIEW", Message("view_wrong", id=record.id, error=error))
    rank = {str(view_id): number for number, view_id in enumerate(order)}
    return sorted(views, key=lambda view: rank.get(view.id, LAST))


def _folders(load: Load) -> tuple[FolderTree | None, dict[str, tuple[str, ...]]]:
    """The folders with all they say, and the folder of each concept and view that has one."""
    paths: dict[str, tuple[str, ...]] = {}
    entries = []
    for record in load.distinct("folders"):
        if "path" not in record.fields:
            entries.append(record)
            continue
        path, inside = (record.fields.get(key, "") for key in ("path", "holds"))
        if set(record.fields) != {"path", "holds"} or not all(
            isinstance(n, str) for n in (*_list(path), *_list(inside))
        ):
            message = Message("folder_shape", id=record.id)
            load.error(record.place, "SHAPE", message)
            continue
        paths.update(dict.fromkeys(map(str, _list(inside)), tuple(map(str, _list(path)))))
    if not entries:
        return None, paths
    try:
        tree = document_yaml.tree_of((record.id, record.fields) for record in entries)
    except FormError as error:
        load.error(place_of(error.value, entries[0].place), "SHAPE", Message("folders_error", error=error))
        return None, paths
    return tree, paths_of(tree) | paths


def _read_source(load: Load, images: Mapping[str, bytes]) -> SourceDocument | None:
    """What the file this text was made from said beside the model."""
    records = load.distinct("source")
    try:
        return document_yaml.document_of({str(r.id): r.fields for r in records}, dict(images))
    except FormError as error:
        load.error(place_of(error.value, records[0].place), "SHAPE", Message("source_error", error=error))
        return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
