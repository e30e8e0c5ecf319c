"""Which message streams run through an element in a situation; how much they carry: `streams.totals`."""

from __future__ import annotations

from ea_model.metamodel.archimate import Element, Realization
from ea_model.metamodel.contract import Flow, MessageStream
from ea_model.questions.streams.totals import Total, VolumeError, received, total, volume_of
from ea_model.scope import Scope

__all__ = ["Total", "VolumeError", "received", "streams_through", "total", "volume_of"]


def streams_through(scope: Scope, element: Element) -> tuple[MessageStream, ...]:
    """The message streams whose flows touch an element or a service it realizes, here and now, by id."""
    touched = {element.id} | {
        r.target.id for r in scope.model.outgoing(element) if isinstance(r, Realization) and scope.facts.existence(r)
    }
    streams: dict[str, MessageStream] = {}
    for relation in scope.model.by_kind(Flow):
        touches = relation.source.id in touched or relation.target.id in touched
        if touches and relation.stream is not None and scope.facts.existence(relation):
            streams[relation.stream.id] = relation.stream
    return tuple(streams[key] for key in sorted(streams))
