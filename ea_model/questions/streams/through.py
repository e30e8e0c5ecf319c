"""Which message streams run through an element in a situation; how much they carry: `streams.totals`."""

from __future__ import annotations

from ea_model.metamodel.archimate import Element, Realization
from ea_model.metamodel.contract import MessageStream
from ea_model.questions.resolved import resolved, stream_flows
from ea_model.questions.streams.totals import VolumeError, VolumeTotal, received, total, volume_of
from ea_model.scope import Scope

__all__ = ["VolumeError", "VolumeTotal", "received", "streams_through", "total", "volume_of"]


def streams_through(scope: Scope, element: Element) -> tuple[MessageStream, ...]:
    """The message streams whose flows touch an element or a service it realizes, here and now, by id."""
    touched = {element.id} | {r.target.id for r in resolved(scope, Realization) if r.source is element}
    streams = {
        f.stream.id: f.stream
        for f in stream_flows(scope)
        if not touched.isdisjoint((f.flow.source.id, f.flow.target.id))
    }
    return tuple(streams[key] for key in sorted(streams))
