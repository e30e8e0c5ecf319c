"""What a format cannot carry of a model, counted by sort, and as data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from ea_model.exporters.shared.exporter import Loss, Options
from ea_model.messages import Message
from ea_model.messages.problems import Level
from ea_model.metamodel import specialization_of
from ea_model.metamodel.lean import stated_values
from ea_model.model import Model
from ea_model.source import conventions as form
from ea_model.source.folders import FolderTree
from ea_model.source.views import every
from ea_model.values import LangText

_NOT_HELD = {
    "exchange": ("left_out", "features", "folder_properties", "entries", "profiles", "parts_of_archi"),
    "archi": ("left_out", "metadata", "types", "viewpoints", "parts", "attachments", "languages", "tagged"),
    "csv": ("left_out", "features", "folder_documentation", "folder_properties", "metadata", "entries", "types",
            "viewpoints", "parts", "parts_of_archi", "languages", "tagged", "views", "folders", "images", "profiles",
            "specializations"),
    "text": ("left_out",),
}  # fmt: skip
"""By target: sorts of things it has no place for, when they are in the source."""
_IN_EXCHANGE = ("images", "sketches", "looks")
"""What only its views could tell of a model that becomes an exchange file."""
TOLD_ONLY = frozenset({"formulas"})
"""What is told of a format though nothing is lost in it."""
_REFUSED = frozenset({"KIND", "DUPLICATE-ID", "REFERENCE"})
"""Codes of what could not be loaded, and so cannot be written."""
_DERIVED = frozenset({"textAlignment", "deriveElementLineColor", "font", "lineAlpha", "name", "content"})
"""Looks a reader adds by itself, or that the format has in another form."""


def as_data(losses: Iterable[Loss], lang: str) -> list[dict[str, Any]]:
    """What was told to ``Options.report`` as data: code, sentence, count; the same thing told twice counts once."""
    return [{"code": loss.code, "what": loss.sentence(lang), "count": loss.number} for loss in dict.fromkeys(losses)]


def in_view(view_id: str, sentence: Message) -> Loss:
    """What a format cannot carry of one view."""
    return Loss("view", Message("ViewLoss.in_view", id=view_id, loss=sentence))


def tell(model: Model, options: Options, target: str) -> None:
    """Tell what ``target`` (``exchange``, ``archi``, ``csv``, ``text``) cannot hold of a model."""
    if not options.heard:
        return
    counts = dict(_counts(model))
    if target == "exchange":
        counts.update(_of_views(model))
    for code in (*_NOT_HELD[target], *(_IN_EXCHANGE if target == "exchange" else ())):
        count = counts.get(code, 0)
        if count:
            options.report(Loss(code, Message(f"Loss.{code}", count=count), count))


def _counts(model: Model) -> Iterator[tuple[str, int]]:
    """What there is of everything that some format has no place for."""
    document = model.foreign.document
    yield "views", len(model.views)
    yield "folders", len(set(dict(model.foreign.folders).values()))
    yield "specializations", _further_specializations(model)
    tree = model.foreign.tree or FolderTree(list)
    texts = chain(
        (stated_values(c).get(name) for c in model.concepts() for name in ("name", "documentation")),
        (text for folder, _ in tree.every() for text in (folder.name, folder.documentation)),
    )
    yield "languages", sum(len(text.texts) - 1 for text in texts if isinstance(text, LangText))
    if document is None:
        return
    yield "left_out", sum(p.level is Level.WARNING and p.code in _REFUSED for p in model.contents.problems)
    yield "metadata", int(bool(document.metadata))
    yield "entries", len(document.entries or ())
    yield "types", sum(kind not in ("", "string") for _, _, kind in document.definitions)
    yield "images", sum("images/" in name for name in document.files)
    of_archi = not (document.origin or document.format).startswith("exchange")
    yield "parts_of_archi" if of_archi else "parts", len(document.foreign)
    yield "features", sum(map(len, document.features.values())) + document.unheld.get("features", 0)
    yield "viewpoints", document.viewpoints.count(b"<viewpoint ") or document.viewpoints.count(b":viewpoint ")
    yield "attachments", document.unheld.get("attachments", 0)
    yield "tagged", len({lang for lang in document.languages.values() if lang})
    yield "profiles", sum(bool(profile.more) for profile in document.profiles)
    yield "folder_documentation", sum(bool(folder.documentation) for folder, _ in tree.every())
    yield "folder_properties", sum(bool(f.properties or f.more) for f, _ in tree.every())


def _further_specializations(model: Model) -> int:
    """How many specializations stand beside a first one; most concepts have no property at all."""
    kinds: dict[type, bool] = {}
    count = 0
    for concept in model.concepts():
        pairs = stated_values(concept).get("properties")
        if pairs:
            kind = type(concept)
            if kind not in kinds:
                kinds[kind] = bool(specialization_of(kind))
            named = sum(key == form.SPECIALIZATION_KEY and bool(value) for key, value in pairs)
            count += max(named + kinds[kind] - 1, 0)
    return count


def _of_views(model: Model) -> Iterator[tuple[str, int]]:
    sketches = looks = images = 0
    for view in model.views:
        sketches += view.kind != "ArchimateDiagramModel"
        for node, _ in every(view.nodes):
            looks += bool(node.more.keys() - _DERIVED)
            images += bool(node.image)
        looks += sum(bool(line.more.keys() - _DERIVED) or bool(line.type) for line in view.connections)
    yield from (("sketches", sketches), ("looks", looks), ("images", images))


__all__ = ["Loss", "as_data", "in_view", "tell"]
