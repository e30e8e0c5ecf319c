"""The model as arrays: elements by number, relations as pairs, and the arcs scope may flow along (rules S1-S7).

Built once per model; what holds on a day or in a plateau is a mask over it (``situation``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import (
    ELEMENT_TYPES,
    Access,
    Aggregation,
    Assignment,
    Composition,
    Element,
    Flow,
    Realization,
    Relation,
    Serving,
    Specialization,
    Triggering,
)
from ea_model.model import Model
from ea_model.scope.activities import Activities, layer_of

ANY_LANE = 0
HOUSING_LANE = 1
"""Lanes 2 and up belong to a layer: only activities of that layer use them (rule S4)."""

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]

RULES = ("S1", "S2", "S3", "S4", "S5", "S5r", "S6", "S7")
"""The rules arcs come from; S5r is assignment against its direction."""

_ALWAYS_CROSS = (Serving, Flow, Triggering, Access)
_CROSS_LAYERS = (Realization, Assignment)
_HOUSING_SOURCES = (ELEMENT_TYPES["Facility"], ELEMENT_TYPES["Location"])
_GROUPING = ELEMENT_TYPES["Grouping"]
_JUNCTION = ELEMENT_TYPES["Junction"]
HOUSING = "huisvesting"
_TRAIL_LIMIT = 64
"""Junctions chained longer than this are no model but an attack."""


@dataclass(frozen=True, slots=True)
class Arc:
    """Scope may flow from element ``tail`` to element ``head`` (numbers), by one rule along ``relations``."""

    tail: int
    head: int
    lane: int
    rule: str
    relations: tuple[int, ...]


class ScopeIndex:
    """Elements, relations and candidate arcs of one model as numbers."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.activities = Activities(model.activities, model.applicability)
        self.elements = model.elements
        self.number = {e.id: i for i, e in enumerate(self.elements)}
        self.relations = model.relations
        self.layers = [layer_of(e) for e in self.elements]
        self.lane_layers = ("Application", "Technology", "Business", "Strategy", "Motivation")
        get = self.number.get
        # -1 where an end is itself a relation.
        self.sources: Ints = np.array([get(r.source.id, -1) for r in self.relations], dtype=np.int64)
        self.targets: Ints = np.array([get(r.target.id, -1) for r in self.relations], dtype=np.int64)
        self._own = self._own_organisation()
        self.reusable: Mask = np.array([e.reusable is True for e in self.elements], dtype=bool)
        self.external: Mask = np.array([self._is_external(e) for e in self.elements], dtype=bool)
        self.needs = self._base_needs()
        self.arcs: tuple[Arc, ...] = tuple(self._arcs())
        self.tails: Ints = np.array([a.tail for a in self.arcs], dtype=np.int64)
        self.heads: Ints = np.array([a.head for a in self.arcs], dtype=np.int64)
        self.lanes: Ints = np.array([a.lane for a in self.arcs], dtype=np.int64)
        self.rules: NDArray[np.int8] = np.array([RULES.index(a.rule) for a in self.arcs], dtype=np.int8)
        self.first_relations: Ints = np.array([a.relations[0] for a in self.arcs], dtype=np.int64)
        self.long_trails = [i for i, a in enumerate(self.arcs) if len(a.relations) > 1]
        self.rebuilding = [n for n, r in enumerate(self.relations) if self._rebuilds(r) and self.targets[n] >= 0]
        """Relations by which a work package realizes an element, by number."""
        self.crossing: Ints = np.flatnonzero([self._may_cross(n) for n in range(len(self.relations))])
        """Relations that can be a boundary (rules S8 and S9), by number."""

    def _own_organisation(self) -> frozenset[str]:
        """Ids of the own organisation and of everything that is part of it."""
        waiting = [self.model.organisation] if self.model.organisation is not None else []
        found: set[str] = set()
        while waiting:
            unit = waiting.pop()
            if unit.id not in found:
                found.add(unit.id)
                parts = (r.target for r in self.model.outgoing(unit) if isinstance(r, (Composition, Aggregation)))
                waiting += [p for p in parts if isinstance(p, Element)]
        return frozenset(found)

    def _is_external(self, element: Element) -> bool:
        """T5: owned by another organisation than the model's own."""
        owner = element.owner
        return isinstance(owner, Element) and bool(self._own) and owner.id not in self._own

    def _base_needs(self) -> NDArray[np.int8]:
        """The applicability matrix per element and leaf, before plateau and date."""
        rows: dict[type[Element], NDArray[np.int8]] = {}
        needs = np.zeros((len(self.elements), len(self.activities.leaves)), dtype=np.int8)
        for number, element in enumerate(self.elements):
            kind = type(element)
            if kind not in rows:
                found = self.activities.needs(kind)
                rows[kind] = np.array([found.get(x, 0) for x in self.activities.leaves], dtype=np.int8)
            needs[number] = rows[kind]
        return needs

    @staticmethod
    def _rebuilds(relation: Relation) -> bool:
        return isinstance(relation, Realization) and isinstance(relation.source, ELEMENT_TYPES["WorkPackage"])

    def _may_cross(self, number: int) -> bool:
        source, target = self.sources[number], self.targets[number]
        if source < 0 or target < 0:
            return False
        relation = self.relations[number]
        if isinstance(relation, _ALWAYS_CROSS):
            return True
        return isinstance(relation, _CROSS_LAYERS) and self.layers[source] != self.layers[target]

    def ends(self, relation: Relation) -> tuple[int, int] | None:
        """Numbers of the ends; None when an end is itself a relation."""
        source, target = self.number.get(relation.source.id), self.number.get(relation.target.id)
        return None if source is None or target is None else (source, target)

    def _arcs(self) -> Iterator[Arc]:
        """Candidate arcs sorted by tail, then by relation id, so that explanations are reproducible."""
        ranks = {r.id: i for i, r in enumerate(sorted(self.relations, key=lambda r: r.id))}
        found: list[tuple[int, int, Arc]] = []
        for number, relation in enumerate(self.relations):
            if not isinstance(relation, (Composition, Aggregation, Assignment, Realization, Specialization)):
                continue
            ends = self.ends(relation)
            if ends is None or isinstance(relation.source, _JUNCTION):
                continue
            for target, trail in self._through_junctions(ends[1], type(relation), (number,)):
                arcs = self._arcs_of(relation, ends[0], target, trail)
                found += [(arc.tail, ranks[relation.id], arc) for arc in arcs]
        found.sort(key=lambda item: item[:2])
        yield from (arc for _, _, arc in found)

    def _through_junctions(
        self, target: int, kind: type[Relation], trail: tuple[int, ...]
    ) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Real ends behind junctions: they are transparent for a chain of one relation type."""
        if not isinstance(self.elements[target], _JUNCTION):
            yield target, trail
            return
        numbers = self._relation_numbers
        waiting = [(target, trail)]
        seen = {target}
        while waiting:
            junction, path = waiting.pop()
            for relation in self.model.outgoing(self.elements[junction]):
                after = self.number.get(relation.target.id)
                if after is None or not isinstance(relation, kind) or after in seen or len(path) > _TRAIL_LIMIT:
                    continue
                seen.add(after)
                longer = (*path, numbers[relation.id])
                if isinstance(self.elements[after], _JUNCTION):
                    waiting.append((after, longer))
                else:
                    yield after, longer

    @cached_property
    def _relation_numbers(self) -> dict[str, int]:
        return {r.id: i for i, r in enumerate(self.relations)}

    def _arcs_of(self, relation: Relation, source: int, target: int, trail: tuple[int, ...]) -> Iterator[Arc]:
        """The rule table of docs/SEMANTICS.md 4 for one relation."""
        whole, part = self.elements[source], self.elements[target]
        if isinstance(relation, (Composition, Aggregation, Assignment)) and self._is_housing(whole, target):
            yield Arc(source, target, HOUSING_LANE, "S6", trail)
        elif isinstance(relation, (Composition, Aggregation)) and isinstance(whole, _GROUPING):
            yield Arc(source, target, ANY_LANE, "S3", trail)
        elif isinstance(relation, Composition):
            yield Arc(source, target, ANY_LANE, "S1", trail)
        elif isinstance(relation, Aggregation):
            yield Arc(source, target, ANY_LANE, "S2", trail)
        elif isinstance(relation, Specialization):
            yield Arc(target, source, ANY_LANE, "S7", trail)
        elif self.layers[source] and self.layers[source] == self.layers[target]:
            yield from self._same_layer_arcs(relation, source, target, trail, part)

    def _same_layer_arcs(
        self, relation: Relation, source: int, target: int, trail: tuple[int, ...], part: Element
    ) -> Iterator[Arc]:
        if isinstance(relation, Realization):
            lane = self._lane_of_layer(self.layers[target])
            if lane is not None:
                yield Arc(target, source, lane, "S4", trail)
        elif part.aspect != "Motivation":
            yield Arc(source, target, ANY_LANE, "S5", trail)
            yield Arc(target, source, ANY_LANE, "S5r", trail)

    def _is_housing(self, whole: Element, part: int) -> bool:
        return isinstance(whole, _HOUSING_SOURCES) and self.layers[part] == "Technology"

    def _lane_of_layer(self, layer: str) -> int | None:
        return 2 + self.lane_layers.index(layer) if layer in self.lane_layers else None

    def lane_activities(self) -> list[list[str]]:
        """Per lane, the leaf activities that may use it."""
        leaves = self.activities.leaves
        rows: list[list[str]] = [list(leaves), [leaf for leaf in leaves if leaf == HOUSING]]
        rows += [[x for x in leaves if layer in self.activities.layers(x)] for layer in self.lane_layers]
        return rows


def index_of(model: Model) -> ScopeIndex:
    """The index of a model, built on first use and kept with it."""
    cache: dict[str, Any] = model.__dict__.setdefault("_scope_cache", {})
    if "index" not in cache:
        cache["index"] = ScopeIndex(model)
    index: ScopeIndex = cache["index"]
    return index
