"""Message streams and what they depend on: a line as wide as what it carries, dashed where nobody knows how much."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ea_model.metamodel.archimate import Element, Flow, Realization, Relation, Serving
from ea_model.metamodel.contract import MessageStream
from ea_model.questions.resolved import Resolved, resolved, streams_of
from ea_model.questions.streams.through import received, streams_through, total
from ea_model.scope import Scope, contract_scope
from ea_model.scope.enums import IN_SCOPE
from ea_model.values import Quantity
from ea_model.values.formatting import measure_words
from ea_model.values.intervals import Interval, up_to
from ea_model.views.diagrams.shared.folding import folded
from ea_model.views.diagrams.shared.parts import (
    element_node,
    facts,
    name,
    nesting,
    note,
    own_id,
    parents_first,
    present,
    relation_edge,
)
from ea_model.views.diagrams.shared.picture import ComputedPicture
from ea_model.views.diagrams.shared.volumes import amount_words, short, volume_words
from ea_model.views.picture_options import PictureOptions
from ea_model.views.scene.diagram import Diagram, Edge, LegendEntry, Node
from ea_model.words import label

MOST_NODES = 60
_INK = "#3E6A8F"
_WIDEST, _THINNEST = 10.0, 1.5
"""Pixels of the line that carries most, and of one that carries least."""
_MOST_LINES = 80
"""Flows beyond which what they depend on is left out."""
_MOST_LABELS = 40
"""Lines beyond which how much they carry is told in tooltips only."""


def build(scope: Scope, options: PictureOptions) -> Diagram:
    """All flows; or those through ``options.element``, or through what is in scope of ``options.contract``."""
    return _StreamsMapBuilder(scope, options).diagram(options.most_nodes or MOST_NODES)


@dataclass(frozen=True, slots=True)
class _Amount:
    """What one line carries of one measure; None: nobody knows."""

    known: Interval | None
    unit: str = ""
    per: str = ""
    partly: bool = False
    """Streams of an unknown volume come on top."""
    approximate: bool = False

    @property
    def size(self) -> Fraction:
        """For the width: the most it can be, or the least where that has no bound."""
        if self.known is None:
            return Fraction(0)
        return self.known.low if self.known.high is None else self.known.high


class _StreamsMapBuilder:
    def __init__(self, scope: Scope, options: PictureOptions) -> None:
        self.scope, self.lang = scope, options.lang
        self.relations = tuple(present(scope))
        flows = sorted(resolved(scope, Flow), key=lambda flow: [r.id for r in flow.relations])
        self.focus = _focus(scope, options)
        self.flows = flows if self.focus is None else [flow for flow in flows if self._passes(flow)]
        self.between: dict[tuple[str, str], list[Resolved]] = {}
        """Per pair of ends the flows from one to the other."""
        for flow in self.flows:
            self.between.setdefault((flow.source.id, flow.target.id), []).append(flow)
        self.lines = {ends: self._amount(flows) for ends, flows in self.between.items()}
        largest: dict[tuple[str, str], Fraction] = {}
        for amount in self.lines.values():
            measure = amount.unit, amount.per
            largest[measure] = max(largest.get(measure, Fraction(0)), amount.size)
        self.largest = {measure: size for measure, size in largest.items() if size}

    def _passes(self, flow: Resolved) -> bool:
        """Does it carry a stream through what the picture is about, or touch it?"""
        streams, touched = self.focus or (set(), set())
        ids = {stream.id for stream in streams_of(flow)}
        return not ids.isdisjoint(streams) if ids else bool({flow.source.id, flow.target.id} & touched)

    def _amount(self, flows: Sequence[Resolved]) -> _Amount:
        """The volumes of one line together; what is counted in another way than the first is told in its tooltip."""
        streams = {s.id: s for flow in flows for s in streams_of(flow)}
        first = next((s.volume for s in streams.values() if isinstance(s.volume, Quantity)), None)
        if first is None:
            return _Amount(None)
        alike = [s for s in streams.values() if _measure(s) in (None, (first.unit, first.per))]
        source, target = flows[0].source, flows[0].target
        bare = any(not streams_of(flow) for flow in flows) or len(alike) < len(streams)
        if any(target in s.recipients for s in alike):
            volume = received(alike, target)
            interval = volume.known
        else:
            volume = total(alike)
            # One of several senders sends a part, and nobody says which.
            shared = any(source in s.senders and len(s.senders) > 1 for s in alike)
            interval = up_to(volume.known) if shared else volume.known
        return _Amount(interval, first.unit, first.per, bool(volume.unknown) or bare, volume.approximate)

    def diagram(self, most: int) -> Diagram:
        elements, near = self._elements()
        relations = [r for r in self.relations if r.source.id in elements and r.target.id in elements]
        parts = nesting(relations, dict.fromkeys(elements, ""))
        nodes = [self._node(e, parts) for e in elements.values()]
        inside = {relation.id for relation in parts.values()}
        edges = list(self._flow_edges())
        if len(edges) <= _MOST_LINES:
            edges += self._dependencies(near, relations, inside)
        folding = folded(parents_first(nodes), edges, most, self.lang)
        lone = [] if self.flows else [note("none", label("Streams.none", self.lang))]
        return Diagram(
            id="streams",
            title=label("Streams.title", self.lang),
            nodes=(*folding.nodes, *lone),
            edges=folding.edges,
            legend=tuple(self._legend(folding.edges)),
            description=label("Streams.text", self.lang),
            viewpoint="Application Cooperation",
            direction="LR",
            facts=facts(self.scope, self.lang),
        )

    def _elements(self) -> tuple[dict[str, Element], set[str]]:
        """Ends of flows, the busiest first, then what realizes a service among them, then what serves those."""
        busy: Counter[str] = Counter()
        ends: dict[str, Element] = {}
        for flow in self.flows:
            for end in (flow.source, flow.target):
                ends[end.id] = end
                busy[end.id] += 1
        busiest = {id_: ends[id_] for id_ in sorted(ends, key=lambda id_: (-busy[id_], id_))}
        carriers = {
            r.source.id: r.source
            for r in self.relations
            if isinstance(r, Realization) and r.target.id in ends and isinstance(r.source, Element)
        }
        near = set(ends) | set(carriers)
        serving = {
            r.source.id: r.source
            for r in self.relations
            if isinstance(r, Serving) and r.target.id in near and isinstance(r.source, Element)
        }
        return busiest | carriers | serving, near

    def _node(self, element: Element, parts: dict[str, Relation]) -> Node:
        parent = parts[element.id].source.id if element.id in parts else None
        node = element_node(self.scope, element, self.lang, parent)
        return replace(node, emphasis=self.focus is not None and element.id in self.focus[1])

    def _flow_edges(self) -> Iterator[Edge]:
        """One line per pair of ends; a single relation keeps its identity, a chain through junctions is one line."""
        labelled = len(self.between) <= _MOST_LABELS
        for ends, flows in self.between.items():
            amount = self.lines[ends]
            names = dict.fromkeys(self._names(flow) for flow in flows)
            words = self._words(amount)
            relations = [relation for flow in flows for relation in flow.relations]
            yield Edge(
                relations[0].id if len(relations) == 1 else own_id("flows", *ends),
                *ends,
                "Flow",
                relation=relations[0].id,
                label=words if labelled else "",
                title="; ".join([*filter(None, names), words or label("Streams.unknown", self.lang)]),
                weight=self._width(amount),
                dashed=amount.known is None,
                colour=_INK,
            )

    def _names(self, flow: Resolved) -> str:
        """What it carries: the stream with its whole volume, or the name of the flow."""
        volumes = [f"{name(s, self.lang)} ({volume_words(s.volume, self.lang)})" for s in streams_of(flow)]
        return "; ".join(volumes or [name(relation, self.lang) for relation in flow.relations if relation.name])

    def _words(self, amount: _Amount) -> str:
        if amount.known is None:
            return ""
        return amount_words(amount.known, self.lang, approximate=amount.approximate, partly=amount.partly)

    def _width(self, amount: _Amount) -> float:
        """The square root of its share of the largest, so that small streams stay lines; unknown is thin."""
        largest = self.largest.get((amount.unit, amount.per))
        if amount.known is None or not largest:
            return _THINNEST
        return round(_THINNEST + (_WIDEST - _THINNEST) * math.sqrt(amount.size / largest), 1)

    def _dependencies(self, near: set[str], relations: Iterable[Relation], inside: set[str]) -> Iterator[Edge]:
        for relation in relations:
            tells = isinstance(relation, (Serving, Realization)) and relation.target.id in near
            if tells and relation.id not in inside:
                yield relation_edge(self.scope, relation, self.lang)

    def _legend(self, edges: Iterable[Edge]) -> Iterator[LegendEntry]:
        """The largest volume per measure, the smallest, and what is not known."""
        flows = [edge for edge in edges if edge.dashed is not None]
        for (unit, per), size in sorted(self.largest.items()):
            if any(edge.dashed is False for edge in flows):
                text = f"{short(size, self.lang)} {measure_words(unit, per, self.lang)}".strip()
                yield LegendEntry(_INK, label("Streams.widest", self.lang, amount=text), line=_WIDEST)
        if any(edge.dashed for edge in flows):
            yield LegendEntry(_INK, label("Streams.unknown", self.lang), line=_THINNEST, dashed=True)
        if any("≤" in edge.label for edge in flows):
            yield LegendEntry("", label("Streams.at_most", self.lang), "≤")
        if any("?" in edge.label for edge in flows):
            yield LegendEntry("", label("Streams.and_more", self.lang), "+ ?")


def _focus(scope: Scope, options: PictureOptions) -> tuple[set[str], set[str]] | None:
    """Ids of the streams and of the elements the picture is about; None for everything."""
    if options.element:
        about = [scope.model.element(options.element)]
    elif options.contract:
        about = [entry.element for entry in contract_scope(scope, options.contract).of_class(*IN_SCOPE)]
    else:
        return None
    return {s.id for e in about for s in streams_through(scope, e)}, {e.id for e in about}


def _measure(stream: MessageStream) -> tuple[str, str] | None:
    return (stream.volume.unit, stream.volume.per) if isinstance(stream.volume, Quantity) else None


PICTURE = ComputedPicture("streams", 4, build)
