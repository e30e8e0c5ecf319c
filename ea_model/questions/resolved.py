"""Relations between real elements at a moment: a junction is transparent, so a chain of one type through it is one.

The one reading of junctions that scope, derivation, impact and streams share (docs/SEMANTICS.md 4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ea_model.metamodel import archimate
from ea_model.metamodel.archimate import Element, Relation
from ea_model.metamodel.contract import Flow, MessageStream
from ea_model.scope import Scope
from ea_model.scope.arcs import Ends
from ea_model.scope.kernel import Ints


def ends_here(scope: Scope, *kinds: type[Relation]) -> tuple[Ends, Ints]:
    """Relations of these types between real elements, and the positions of those that are there, or maybe, now."""
    ends = scope.index.arcs.ends(*kinds)
    return ends, np.flatnonzero(ends.alive(scope.facts.relations > 0))


@dataclass(frozen=True, slots=True)
class Resolved:
    """One relation between real elements, with the modelled relations it consists of."""

    source: Element
    target: Element
    relations: tuple[Relation, ...]
    """In order from source to target; more than one where it runs through junctions."""


def resolved(scope: Scope, *kinds: type[Relation]) -> Iterator[Resolved]:
    """Every relation of these types that is there, or maybe, at the moment of the scope."""
    elements, relations = scope.index.elements, scope.index.relations
    ends, positions = ends_here(scope, *kinds)
    for position in positions.tolist():
        chain = ends.chain(position)
        source, target = elements[ends.sources[position]], elements[ends.targets[position]]
        yield Resolved(source, target, tuple(relations[number] for number in chain))


@dataclass(frozen=True, slots=True)
class StreamFlow:
    """A message stream that runs from one element to another."""

    stream: MessageStream
    flow: Resolved


def streams_of(flow: Resolved) -> tuple[MessageStream, ...]:
    """The streams a flow carries: each leg of a chain may say which."""
    streams = (getattr(relation, "stream", None) for relation in flow.relations)
    return tuple({s.id: s for s in streams if isinstance(s, MessageStream)}.values())


def stream_flows(scope: Scope) -> tuple[StreamFlow, ...]:
    """Every flow of every stream here and now, by ids of relations."""
    if not any(flow.stream is not None for flow in scope.model.by_kind(Flow)):
        return ()
    flows = []
    for flow in resolved(scope, archimate.Flow):
        flows += [StreamFlow(stream, flow) for stream in streams_of(flow)]
    return tuple(sorted(flows, key=lambda f: ([r.id for r in f.flow.relations], f.stream.id)))
