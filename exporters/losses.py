"""What a format cannot carry of a model, counted by sort: a sentence for people that also is data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ea_model import exchange_form as form
from ea_model.carried import Carried
from ea_model.drawing import every
from ea_model.labels import label
from ea_model.metamodel import specialization_of
from ea_model.model import Model
from ea_model.values import LangText
from exporters import Options

_NOT_HELD = {
    "exchange": ("features", "folder_documentation", "folder_properties"),
    "archi": ("features", "folder_documentation", "folder_properties", "metadata", "types", "viewpoints", "parts",
              "attachments", "languages"),
    "csv": ("features", "folder_documentation", "folder_properties", "metadata", "types", "viewpoints", "parts",
            "languages", "views", "folders", "images", "specializations"),
    "text": ("features", "folder_documentation", "folder_properties", "metadata", "types", "viewpoints", "parts",
             "images"),
}  # fmt: skip
"""By target: sorts of things it has no place for, when they are in the source."""
_IN_EXCHANGE = ("images", "sketches", "looks")
"""What only its views could tell of a model that becomes an exchange file."""
_DERIVED = frozenset({"textAlignment", "deriveElementLineColor", "font", "lineAlpha", "name", "content"})
"""Looks a reader adds by itself, or that the format has in another form."""


class Loss(str):
    """A sentence about what was left out; ``code`` is the sort of it and ``number`` how many there are."""

    __slots__ = ("code", "number")
    code: str
    number: int

    def __new__(cls, code: str, number: int, sentence: str) -> Loss:
        self = super().__new__(cls, sentence)
        self.code, self.number = code, number
        return self


def as_data(told: Iterable[str]) -> list[dict[str, Any]]:
    """What was told to ``Options.report`` as data: code, sentence, count; the same thing told twice counts once."""
    return [
        {
            "code": getattr(sentence, "code", "view" if sentence.startswith("view '") else "other"),
            "what": str(sentence),
            "count": getattr(sentence, "number", 1),
        }
        for sentence in dict.fromkeys(told)
    ]


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
            options.report(Loss(code, count, label(f"Loss.{code}", options.lang, count=count)))


def _counts(model: Model) -> Iterator[tuple[str, int]]:
    """What there is of everything that some format has no place for."""
    carried: Carried | None = model.extras.get("carried")
    yield "views", len(model.views)
    yield "folders", len(set(dict(model.extras.get("folders", {})).values()))
    yield "specializations", _further_specializations(model)
    texts = (c.__dict__.get(name) for c in model.concepts() for name in ("name", "documentation"))
    yield "languages", sum(len(text.texts) - 1 for text in texts if isinstance(text, LangText))
    if carried is None:
        return
    yield "metadata", int(bool(carried.metadata))
    yield "types", sum(kind not in ("", "string") for _, _, kind in carried.definitions)
    yield "images", sum("images/" in name for name in carried.files)
    yield "parts", len(carried.lost)
    yield from carried.unheld.items()


def _further_specializations(model: Model) -> int:
    """How many specializations stand beside a first one; most concepts have no property at all."""
    kinds: dict[type, bool] = {}
    count = 0
    for concept in model.concepts():
        pairs = concept.__dict__.get("properties")
        if pairs:
            made = type(concept)
            if made not in kinds:
                kinds[made] = bool(specialization_of(made))
            named = sum(key == form.SPECIALIZATION_KEY and bool(value) for key, value in pairs)
            count += max(named + kinds[made] - 1, 0)
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


__all__ = ["Loss", "as_data", "tell"]
