"""The arcs scope may flow along: the rule table of docs/SEMANTICS.md 4 over whole columns of relations at once.

Rules depend on the types of a relation and its ends only, so they are decided per type and looked up per relation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import (
    Aggregation,
    Aspect,
    Assignment,
    Composition,
    Realization,
    Relation,
    Specialization,
)
from ea_model.scope.concept_columns import ConceptColumns
from ea_model.scope.kernel import Ints, Mask

ANY_LANE = 0
HOUSING_LANE = 1
"""Lanes 2 and up belong to a layer: only activities of that layer use them (rule S4)."""
RULES = ("S1", "S2", "S3", "S4", "S5", "S5r", "S6", "S7")
"""The rules arcs come from; S5r is assignment against its direction."""

_S1, _S2, _S3, _S4, _S5, _S5R, _S6, _S7 = range(len(RULES))
_CARRYING = (Composition, Aggregation, Assignment, Realization, Specialization)
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


class Ends(NamedTuple):
    """Relations between real elements, as columns; a junction is transparent."""

    relations: Ints
    sources: Ints
    targets: Ints
    trails: dict[int, tuple[int, ...]]
    """By position, the chain of relations where it runs through junctions."""

    def alive(self, relations: Mask) -> Mask:
        """Which of them are there, the whole chain, among relations that are."""
        there = relations[self.relations]
        for position, trail in self.trails.items():
            there[position] = all(relations[number] for number in trail)
        return there

    def chain(self, position: int) -> tuple[int, ...]:
        """The relations one of them consists of, from its source to its target."""
        return self.trails.get(position, (int(self.relations[position]),))


class Arcs:
    """Candidate arcs sorted by tail, then by relation id, so that explanations are reproducible."""

    def __init__(self, concepts: ConceptColumns) -> None:
        self._ranks = concepts.relation_ranks
        self._language = concepts.model.language
        self._junctions = concepts.model.language.types("Junction")
        self._elements, self._relations = concepts.element_kinds, concepts.relation_kinds
        self._sources, self._targets = concepts.sources, concepts.targets
        self._layers, self._layer_names = concepts.layer_codes, concepts.layer_names
        self._make(self.ends(*_CARRYING))

    def __getitem__(self, number: int) -> Arc:
        first = int(self.first_relations[number])
        return Arc(int(self.tails[number]), int(self.heads[number]), int(self.lanes[number]),
                   RULES[self.rules[number]], self.trails.get(number, (first,)))  # fmt: skip

    def __len__(self) -> int:
        return len(self.tails)

    def ends(self, *kinds: type[Relation]) -> Ends:
        """Relations of these types between real elements; those that end at a junction, with what lies behind."""
        junctions = self._elements.are(*self._junctions)
        has_ends = (self._sources >= 0) & (self._targets >= 0) & self._relations.are(*kinds)
        has_ends[has_ends] = ~junctions[self._sources[has_ends]]
        into = has_ends.copy()
        into[has_ends] = junctions[self._targets[has_ends]]
        plain = np.flatnonzero(has_ends & ~into)
        behind = [(int(n), *end) for n in np.flatnonzero(into) for end in self._through_junctions(int(n))]
        relations = np.concatenate([plain, np.array([n for n, _, _ in behind], dtype=np.int64)])
        targets = np.concatenate([self._targets[plain], np.array([t for _, t, _ in behind], dtype=np.int64)])
        trails = {len(plain) + i: trail for i, (_, _, trail) in enumerate(behind)}
        return Ends(relations, self._sources[relations], targets, trails)

    def _through_junctions(self, number: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Real ends behind junctions: they are transparent for a chain of one relation type."""
        kind = self._relations.classes[self._relations.of[number]].type_name
        first = int(self._targets[number])
        waiting: list[tuple[int, tuple[int, ...]]] = [(first, (number,))]
        visited = {first}
        while waiting:
            junction, path = waiting.pop()
            for after_number in self._leaving_junctions.get(junction, ()):
                after = int(self._targets[after_number])
                same = self._relations.classes[self._relations.of[after_number]].type_name == kind
                if not same or after in visited or len(path) > _TRAIL_LIMIT:
                    continue
                visited.add(after)
                longer = (*path, after_number)
                if issubclass(self._elements.classes[self._elements.of[after]], self._junctions):
                    waiting.append((after, longer))
                else:
                    yield after, longer

    @cached_property
    def _leaving_junctions(self) -> dict[int, list[int]]:
        """Relations out of junctions, by number of the junction."""
        relations: dict[int, list[int]] = {}
        leaving = (self._sources >= 0) & (self._targets >= 0)
        leaving[leaving] = self._elements.are(*self._junctions)[self._sources[leaving]]
        for number in np.flatnonzero(leaving).tolist():
            relations.setdefault(int(self._sources[number]), []).append(number)
        return relations

    def _make(self, ends: Ends) -> None:
        """Decide rule and lane per pair of ends, and put all arcs in order."""
        rules, lanes = self._decide(ends)
        upward = np.isin(rules, (_S4, _S7))
        back = np.flatnonzero(rules == _S5)
        tails = np.where(upward, ends.targets, ends.sources)
        heads = np.where(upward, ends.sources, ends.targets)
        used = np.flatnonzero(rules >= 0)
        position = np.concatenate([used, back])
        second = np.repeat([0, 1], [len(used), len(back)])
        tails, heads = np.concatenate([tails[used], heads[back]]), np.concatenate([heads[used], tails[back]])
        rules = np.concatenate([rules[used], np.full(len(back), _S5R, dtype=np.int8)])
        order = np.lexsort((second, position, self._ranks[ends.relations[position]], tails))
        self.tails: Ints = tails[order]
        self.heads: Ints = heads[order]
        self.rules: NDArray[np.int8] = rules[order]
        self.lanes: Ints = lanes[position][order]
        self.first_relations: Ints = ends.relations[position][order]
        long = np.flatnonzero(position[order] >= len(ends.relations) - len(ends.trails)) if ends.trails else ()
        self.trails: dict[int, tuple[int, ...]] = {int(n): ends.trails[int(position[order[n]])] for n in long}
        """Per arc through junctions, all its relations."""

    def _decide(self, ends: Ends) -> tuple[NDArray[np.int8], Ints]:
        """Rule (-1: none) and lane of every pair of ends."""
        types = {kind: self._relations.are(kind)[ends.relations] for kind in _CARRYING}
        sources, targets = self._layers[ends.sources], self._layers[ends.targets]
        parts = types[Composition] | types[Aggregation]
        housed = targets == self._code(self._language.housed)
        same = (sources == targets) & (sources != self._code(""))
        lane_of = np.array([self._lane(name) for name in self._layer_names], dtype=np.int64)
        realizes = types[Realization] & same & (lane_of[targets] >= 0)
        motivation = np.array(
            [getattr(c, "aspect", "") == Aspect.MOTIVATION for c in self._elements.classes], dtype=bool
        )
        assigned = types[Assignment] & same & ~motivation[self._elements.of[ends.targets]]
        houses = self._elements.are(*self._language.types("Facility", "Location"))[ends.sources]
        housing = (parts | types[Assignment]) & houses & housed
        grouped = parts & self._elements.are(*self._language.types("Grouping"))[ends.sources]
        rules = np.full(len(ends.relations), -1, dtype=np.int8)
        for mask, rule in (
            (assigned, _S5), (realizes, _S4), (types[Specialization], _S7), (types[Aggregation], _S2),
            (types[Composition], _S1), (grouped, _S3), (housing, _S6),
        ):  # fmt: skip
            rules[mask] = rule
        lanes = np.where(rules == _S4, lane_of[targets], np.where(rules == _S6, HOUSING_LANE, ANY_LANE))
        return rules, lanes

    def _code(self, layer: str) -> int:
        return self._layer_names.index(layer) if layer in self._layer_names else -1

    def _lane(self, layer: str) -> int:
        lanes = self._language.lanes
        return 2 + lanes.index(layer) if layer in lanes else -1
