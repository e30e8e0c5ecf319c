"""The model as an ArchiMate Model Exchange File (3.1) that Archi opens with nothing of ours lost.

Follows the recipe of docs/EXCHANGE.md. What ArchiMate has no concept for travels as properties of
the model, one entry of a model file each: key ``ea.<section>.<id>``, value the fields as JSON in one line. The same
model gives the same bytes: no clock, no chance, order of the model.

Source: The Open Group, ArchiMate Model Exchange File Format for 3.1, and its schemas.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from ea_model.exporters import Exporter, Options
from ea_model.exporters.exchange import plain_writer
from ea_model.exporters.exchange.concepts import ConceptWriter, ends_of, projectable
from ea_model.exporters.exchange.folders import Path, filed, organized, top_folder
from ea_model.exporters.exchange.ids import Identifiers
from ea_model.exporters.exchange.views import ViewWriter
from ea_model.exporters.exchange.xml import Pair, Properties, language_pairs, opening, text_lines
from ea_model.exporters.shared import losses, records
from ea_model.exporters.shared.passthrough import is_plain, untouched
from ea_model.messages import Message
from ea_model.metamodel import Metamodel
from ea_model.metamodel.lean import features_of
from ea_model.model import Model
from ea_model.source import conventions as form
from ea_model.source.views import View
from ea_model.values import LangText

_VIEW = "view "
"""Before the id of a view, which a concept may have too."""
SCOPE_FOLDER = ("Scope",)
"""Where the statements stand below Relations."""
FOLDER_PROPERTY = "folder"
"""Property of a view that names its folder below Views."""

_MODEL_KEYS = frozenset({form.VERSION_KEY, form.REVISION_KEY})
_NOT_TYPED = frozenset({"access_type", "directed", "documentation", "exists_from", "exists_until", "id",
                        "junction_type", "name", "properties", "source", "sources", "strength"})  # fmt: skip
"""Features that are no property of their own name."""


def write(model: Model, options: Options, handle: BinaryIO) -> None:
    """Write the model with its views; what the format cannot hold is told to ``options.report``.

    A model that came from such a file and to which nothing was added is written as it stood, any other of somebody
    else plainly, and one of ours with its conventions.
    """
    source = untouched(model, options, "exchange")
    if source is not None:
        handle.write(source.content)
        return
    if not model.elements:
        options.report(losses.Loss("other", Message("Loss.no_element")))
    losses.tell(model, options, "exchange")
    if is_plain(model):
        plain_writer.write(model, options, handle)
    else:
        handle.write(_OwnDocument(model, options).content())


class _OwnDocument:
    """One file: identifiers first, then the sections in the order the schema wants."""

    def __init__(self, model: Model, options: Options) -> None:
        self.model = model
        self.statements = list(projectable(model))
        self.views = _views(model, options)
        identifiers = Identifiers()
        concepts = [*model.concepts(), *self.statements]
        self.ids = identifiers.take_all(concept.id for concept in concepts)
        self.view_ids = identifiers.take_all(self.views)
        self.model_id = identifiers.take(model.id, "model")
        self.properties = Properties(identifiers, typed_keys(model.metamodel))
        self.concepts = ConceptWriter(model, self.ids, self.properties)
        ends = {relation.id: (relation.source.id, relation.target.id) for relation in model.relations}
        for statement in self.statements:
            source, target = ends_of(statement)
            ends[statement.id] = (source.id, target.id)
        self.drawings = ViewWriter(self.ids, ends, identifiers, self.properties, options.report)

    def content(self) -> bytes:
        """The bytes of the file, with their own hash in the place kept for it."""
        model, properties, margin = self.model, self.properties, "  "
        documentation = model.contents.documentation
        sections = [
            "<?xml version='1.0' encoding='UTF-8'?>\n",
            opening(self.model_id),
            text_lines("name", model.name, margin, form.one_line),
            text_lines("documentation", documentation, margin, form.block) if documentation else "",
            properties.text(self._model_pairs(), margin, clean=form.legal),
            *self.concepts.elements(),
            *self.concepts.relations(self.statements),
            *organized(filed(self._places()), {**self.ids, **{f"{_VIEW}{i}": x for i, x in self.view_ids.items()}}),
        ]
        views = self._views()  # they stand last, but only writing them shows which definitions they need
        content = "".join((*sections, *properties.definitions(), views, "</model>\n")).encode("utf-8")
        seal = "sha256:" + hashlib.sha256(content).hexdigest()
        return content.replace(form.SEAL_EMPTY.encode(), seal.encode(), 1)

    def _views(self) -> str:
        """Views the model came with keep the ids of their parts; those of others are made unique."""
        read = {id(view) for view in self.model.views}
        return self.drawings.text([(view, self.view_ids[i], id(view) in read) for i, view in self.views.items()])

    def _model_pairs(self) -> list[Pair]:
        """The manifest, the marks of our format, and everything that is no ArchiMate concept."""
        model = self.model
        pairs: list[Pair] = [
            (key, form.pack(value))
            for key, value in ((form.VERSION_KEY, model.version), (form.REVISION_KEY, model.revision))
            if value
        ]
        pairs += [] if self.model_id == model.id else [("id", form.pack(model.id))]
        pairs += language_pairs("name", model.name, form.one_line)
        pairs += language_pairs("documentation", model.contents.documentation, form.block)
        pairs.append((form.FORMAT_KEY, form.FORMAT))
        pairs.append((form.FEATURES_KEY, " ".join(sorted(self.properties.features))))
        pairs.append((form.SEAL_KEY, form.SEAL_EMPTY))
        manifest = records.manifest_fields(model)
        own = ("organisation", "baseline", "as_of", "horizon", "keeps_sources")
        pairs += [(f"ea.model.{k}", form.pack(manifest[k])) for k in own if k in manifest]
        pairs += [
            (f"ea.{section}.{form.pack(entry_id)}", form.pack_json(fields))
            for section, entry_id, fields in records.sections(model)
        ]
        among = {statement.id for statement in self.statements}
        pairs += [
            (f"ea.statements.{form.pack(s.id)}", form.pack_json(records.scope_fields(s)))
            for s in model.statements
            if s.id not in among
        ]
        return pairs + self.properties.free(model.foreign.properties, _MODEL_KEYS)

    def _places(self) -> Iterator[tuple[Path, str]]:
        """Every concept and view once, below the top folder Archi keeps it in."""
        folders = self.model.foreign.folders
        for element in self.model.elements:
            yield (top_folder(element), *folders.get(element.id, ())), element.id
        for relation in self.model.relations:
            yield ("Relations", *folders.get(relation.id, ())), relation.id
        for statement in self.statements:
            yield ("Relations", *folders.get(statement.id, SCOPE_FOLDER)), statement.id
        for view_id, view in self.views.items():
            yield ("Views", *folders.get(view_id, _folder_of_view(view))), f"{_VIEW}{view_id}"


def _folder_of_view(view: View) -> Path:
    return tuple(value for key, value in view.properties if key == FOLDER_PROPERTY)[:1]


def _views(model: Model, options: Options) -> dict[str, View]:
    """The views of the model and those given, by id; a given one replaces its namesake."""
    return {view.id: view for view in (*model.views, *options.views)}


def typed_keys(metamodel: Metamodel) -> frozenset[str]:
    """Property keys that stand for attributes: the features of every kind a model can use."""
    return frozenset(_features(metamodel)) - _NOT_TYPED


def _features(metamodel: Metamodel) -> Iterator[str]:
    for name in (*metamodel.element_kinds(), *metamodel.relation_kinds()):
        kind = metamodel.get(name)
        if kind is not None:
            yield from features_of(kind)


EXPORTER = Exporter(
    "exchange",
    LangText({"nl": "ArchiMate-uitwisselbestand", "en": "ArchiMate exchange file"}),
    ".xml",
    "application/xml",
    write,
    drawn=True,
)

__all__ = ["EXPORTER", "typed_keys", "write"]
