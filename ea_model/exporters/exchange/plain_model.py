"""What every ArchiMate format can be written from: a model that is no more than elements, relations, properties, views.

A model in our contract language becomes one by its own exchange file: there every attribute, statement and kind stands
as a property, a relation or a specialization by the conventions of `source.conventions`, and comes back from them.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator
from dataclasses import replace

from ea_model import loader
from ea_model.exporters.exchange import writer
from ea_model.exporters.shared.exporter import Options
from ea_model.exporters.shared.passthrough import is_plain, untouched
from ea_model.model import Model
from ea_model.readers.exchange import reader
from ea_model.source import conventions as form
from ea_model.source.views import View, every


def plain_model(model: Model, options: Options) -> Model:
    """The model itself if it is plain and gets no further views, else the plain one of its exchange file.

    Its views are the model's and those given, as they are: an exchange file cannot hold all of what they look like.
    """
    if is_plain(model) and not options.views:
        return model
    buffer = io.BytesIO()
    writer.write(model, replace(options, report=_nothing), buffer)
    plain = loader.build(reader.read_plain(str(model.id), buffer.getvalue()))
    ids = dict(_identifiers(plain))
    views = {view.id: view for view in (*model.views, *options.views)}
    plain.foreign.views = [_view(view, ids) for view in views.values()]
    if plain.foreign.document is not None:
        plain.foreign.document.files = model.foreign.document.files if model.foreign.document is not None else {}
    return plain


def _nothing(_: object) -> None:
    """What the exchange file on the way cannot hold is not lost yet."""


def _identifiers(plain: Model) -> Iterator[tuple[str, str]]:
    """The model's own ids that are another in the plain one, with what they are there."""
    for concept in plain.concepts():
        for key, value in concept.properties:
            if key in ("id", form.SCOPE_ID):
                yield form.unpack(value), concept.id


def _view(view: View, ids: dict[str, str]) -> View:
    """A view with the ids of the plain model in it."""
    if not ids:
        return view
    copied = copy.deepcopy(view)
    for node, _ in every(copied.nodes):
        node.element = ids.get(node.element, node.element)
    for line in copied.connections:
        line.relation = ids.get(line.relation, line.relation)
    return copied


__all__ = ["is_plain", "plain_model", "untouched"]
