"""Where a model came from, for writers: what stood in its source can be given back, or written plainly."""

from __future__ import annotations

from ea_model.carried import Carried
from ea_model.model import Model
from exporters import Options


def is_plain(model: Model) -> bool:
    """Does the model hold nothing but what a foreign file held?"""
    contents = model.contents
    carried: Carried | None = model.extras.get("carried")
    return carried is not None and not carried.ours and not any(
        (contents.statements, contents.closures, contents.questions, contents.terms, contents.documents,
         contents.facts, contents.metamodel.declared, len(contents.files) > 1)
    )  # fmt: skip


def untouched(model: Model, options: Options, kind: str) -> Carried | None:
    """The source of a model, if it is of this format and nothing is to be added to it."""
    carried: Carried | None = model.extras.get("carried")
    if carried is None or carried.format != kind or options.fresh or len(model.contents.files) > 1:
        return None
    known = {view.id for view in model.views} if options.views else set()
    return carried if all(view.id in known for view in options.views) else None
