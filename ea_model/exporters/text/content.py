"""What stands in which file of a text folder: one file per sort of thing, elements by layer, one file per view."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from ea_model.exporters import Options
from ea_model.exporters.shared import losses, records
from ea_model.exporters.text.covers import Covers
from ea_model.exporters.text.relations import Relations, described, shortest
from ea_model.loader.context import IDENTIFIER
from ea_model.loader.values import LANGUAGE
from ea_model.messages import Message
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Contract, Plateau
from ea_model.metamodel.lean import stated_values
from ea_model.model import Model
from ea_model.source import document_yaml
from ea_model.source import views_yaml as form
from ea_model.source.folders import FolderTree
from ea_model.source.views import View
from ea_model.values import LangText
from ea_model.writing.names import unreserved

Sections = dict[str, dict[str, Any]]

_FILE_OF_SECTION = {"activities": "kinds", "applicability": "kinds", "closures": "statements"}
"""Sections that stand in a file with another name; every other has a file of its own."""
MOST_ENTRIES = 20_000
"""Entries of one file."""
LONGEST_NAME = 60
"""Characters of the name of a view that become the name of its file."""


def files_of(model: Model, options: Options) -> Iterator[tuple[str, Sections]]:
    """Every file of the folder: its path with ``/`` and its sections, in the order they are written."""
    views = _views(model, options)
    files: dict[str, Sections] = {"model": {"model": _manifest(model, views)}}

    def add(file: str, section: str, key: str, entry: Any) -> None:
        files.setdefault(file, {}).setdefault(section, {})[key] = entry

    covers = Covers(model)
    for statement_id, entry in covers.apart.items():
        add("statements", "statements", statement_id, entry)
    for section, key, entry in records.sections(model):
        add(_FILE_OF_SECTION.get(section, section), section, key, shortest(entry))
    relations = Relations(model)
    for element in model.elements:
        add(_file_of(element), "elements", element.id, _element(element, relations) | covers.of(element))
    for relation_id, entry in relations.apart.items():
        add("relations", "relations", relation_id, shortest(entry))
    for key, entry in _folders(model):
        add("folders", "folders", key, entry)
    document = model.foreign.document
    if document is not None and not document.ours:
        for key, entry in document_yaml.source_entries(document).items():
            add("source", "source", key, entry)
    _tell(model, options)
    for file, sections in sorted(files.items()):
        yield from _parts(file, sections)
    names = _file_names(views)
    for view_id, view in views.items():
        entry = form.view_fields(view, lambda sentence: options.report(losses.Loss("view", sentence)))
        yield f"views/{names[view_id]}", {"views": {view_id: entry}}


def _parts(file: str, sections: Sections) -> Iterator[tuple[str, Sections]]:
    """A file, or numbered ones where one would be too large to edit or to read; in this order they read back."""
    if "model" in sections or sum(map(len, sections.values())) <= MOST_ENTRIES:
        yield file, sections
        return
    entries = [(section, key, entry) for section, by_key in sections.items() for key, entry in by_key.items()]
    for number, start in enumerate(range(0, len(entries), MOST_ENTRIES), 1):
        part: Sections = {}
        for section, key, entry in entries[start : start + MOST_ENTRIES]:
            part.setdefault(section, {})[key] = entry
        yield f"{file}-{number:04}", part


def _manifest(model: Model, views: Mapping[str, View]) -> dict[str, Any]:
    """The ``model:`` entry, with what only a written folder says: odd ids, the order of views, properties."""
    fields = dict(records.manifest_fields(model))
    named = [model.id, *(c.id for c in model.concepts()), *(s.id for s in model.all_statements()), *views]
    if not all(IDENTIFIER.fullmatch(name) for name in named) or not all(map(LANGUAGE.fullmatch, _languages(model))):
        fields["ids"] = "verbatim"
    properties = model.foreign.properties
    if properties:
        fields["properties"] = form.spelled_pairs(properties)
    names = _file_names(views)
    if sorted(views, key=lambda view_id: names[view_id] + ".yaml") != list(views):
        fields["views"] = list(views)
    return fields


def _languages(model: Model) -> set[str]:
    """The tags of every text that stands in several languages."""
    tree = model.foreign.tree or FolderTree(list)
    texts = chain(
        (value for concept in model.concepts() for value in stated_values(concept).values()),
        (value for concept in model.concepts() for _, value in concept.properties),
        (value for _, value in model.foreign.properties),
        (model.name, model.contents.documentation),
        (text for folder, _ in tree.every() for text in (folder.name, folder.documentation)),
    )  # fmt: skip
    return {lang for text in texts if isinstance(text, LangText) for lang in text.texts}


def _element(element: Element, relations: Relations) -> dict[str, Any]:
    fields: dict[str, Any] = {"type": element.kind, **shortest(described(element))}
    if isinstance(element, Plateau) and "start" in fields:
        fields = {"from" if name == "start" else name: value for name, value in fields.items()}
    if element.source_of:
        cited = (entry.split(": ") for entry in element.source_of)
        fields["source_of"] = {feature: facts.split(", ") if ", " in facts else facts for feature, facts in cited}
    return fields | relations.of(element)


def _file_of(element: Element) -> str:
    if isinstance(element, Contract):
        return "contracts"
    if isinstance(element, Plateau):
        return "plateaus"
    return f"elements/{slug(type(element).layer) or 'other'}"


def _views(model: Model, options: Options) -> dict[str, View]:
    """The views of the model, those made for this export, by id; a later one replaces one of the same id."""
    views: dict[str, View] = {}
    for view in (*model.views, *options.views):
        if view.id in views and view not in options.views:
            options.report(losses.Loss("other", Message("ViewLoss.twice", id=view.id)))
        views[view.id] = view
    return views


def _folders(model: Model) -> Iterator[tuple[str, dict[str, Any]]]:
    """The folders of the source; where only the folder of each thing is known, what lies in each."""
    tree = model.foreign.tree
    if tree is not None:
        yield from document_yaml.folder_entries(tree).items()
        return
    ids_by_path: dict[tuple[str, ...], list[str]] = {}
    for concept_id, path in model.foreign.folders.items():
        ids_by_path.setdefault(tuple(path), []).append(concept_id)
    for number, (path, inside) in enumerate(ids_by_path.items(), 1):
        yield f"f{number}", {"path": list(path), "holds": inside}


def _file_names(views: Mapping[str, View]) -> dict[str, str]:
    """A file name per view from what it is called; those with the same name add a mark of their id."""
    names = {view_id: slug(str(view.name)) or "view" for view_id, view in views.items()}
    counts: dict[str, int] = {}
    for name in names.values():
        counts[name] = counts.get(name, 0) + 1
    return {
        view_id: name if counts[name] == 1 else f"{name}-{hashlib.sha256(view_id.encode()).hexdigest()[:8]}"
        for view_id, name in names.items()
    }


def slug(name: str) -> str:
    """A name in small letters, digits and hyphens, safe as the name of a file anywhere."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
    return unreserved(short)


def _tell(model: Model, options: Options) -> None:
    """What the source carries and text has no place for."""
    losses.tell(model, options, "text")
