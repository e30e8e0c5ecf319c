"""Where a model came from, for writers: what stood in its source can be given back, or written plainly."""

from __future__ import annotations

from ea_model.exporters.shared.exporter import Options
from ea_model.messages.problems import Level
from ea_model.metamodel import specialization_of
from ea_model.metamodel.lean import SEALED, stated_values
from ea_model.model import Model
from ea_model.source.document import SourceDocument

_PLAIN = frozenset({"id", "name", "documentation", "properties", "source", "target", "access_type", "directed",
                    "strength", "junction_type", SEALED})  # fmt: skip
"""What any ArchiMate format can say of a concept."""


def is_plain(model: Model) -> bool:
    """Does the model hold nothing but what a foreign file held?"""
    contents = model.contents
    document = model.foreign.document
    if document is not None and document.format == "text" and _has_more(model):
        return False
    return document is not None and not document.ours and not any(
        (contents.statements, contents.closures, contents.questions, contents.terms, contents.documents,
         contents.facts, contents.metamodel.declared, len(contents.files) > 1 and document.format != "text")
    )  # fmt: skip


def is_own_text(model: Model) -> bool:
    """Is the source our own text, and no more than another format in our spelling?"""
    files = model.contents.files
    return bool(files) and files[0].endswith((".yaml", ".yml")) and not is_plain(model)


def _has_more(model: Model) -> bool:
    """Does a text hold what only our language has: attributes, sources, a model it extends?"""
    contents = model.contents
    if any((model.organisation, model.baseline, contents.as_of, contents.horizon, contents.keeps_sources)):
        return True
    if any(map(specialization_of, {type(concept) for concept in model.concepts()})):
        return True
    return any(not stated_values(concept).keys() <= _PLAIN for concept in model.concepts())


def untouched(model: Model, options: Options, kind: str) -> SourceDocument | None:
    """The source of a model, if it is of this format and nothing is to be added to it."""
    document = model.foreign.document
    if document is None or document.format != kind or options.fresh or len(model.contents.files) > 1:
        return None
    view_ids = {view.id for view in model.views} if options.views else set()
    return document if all(view.id in view_ids for view in options.views) else None


def translatable(model: Model, options: Options, kind: str) -> SourceDocument | None:
    """The same for a writer that only spells it otherwise; none where two things have one id, and one would go."""
    shared = any(p.code in {"ID", "DUPLICATE-ID"} and p.level is Level.WARNING for p in model.contents.problems)
    return None if shared else untouched(model, options, kind)


def images_of(model: Model) -> dict[str, bytes]:
    """The images the source of a model carries, by their path."""
    document = model.foreign.document
    files: dict[str, bytes] = document.files if document is not None else {}
    return {name: data for name, data in files.items() if name.startswith("images/")}
