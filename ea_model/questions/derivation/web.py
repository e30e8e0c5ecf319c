"""What derivation walks over: per element the relations that touch it at a moment, junctions made transparent."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from ea_model.metamodel.archimate import Relation, archimate_type
from ea_model.questions.derivation.rules import End
from ea_model.questions.resolved import ends_here
from ea_model.scope import Scope
from ea_model.scope.kernel import Ints, compress


@dataclass(frozen=True, slots=True)
class Incidence:
    """A modelled relation seen from one of its ends; through junctions, the chain of one type that makes it up."""

    type: str
    meets: End
    """The end at which the element it is seen from stands."""
    other: int
    """Number of the element at the other end, never a junction."""
    relations: tuple[Relation, ...]
    """From the element it is seen from towards the other."""


class Web:
    """Edges per element at the moment of a scope answer, made when they are first asked for."""

    def __init__(self, scope: Scope) -> None:
        index = scope.index
        self.elements = index.elements
        self.number = index.number
        self.types = [archimate_type(type(e)) for e in index.elements]
        self.language = index.model.language
        self._relations = index.relations
        self._ends, positions = ends_here(scope, Relation)
        positions = positions[self._ends.sources[positions] != self._ends.targets[positions]]
        nodes = np.concatenate([self._ends.sources[positions], self._ends.targets[positions]])
        order = np.argsort(nodes, kind="stable")
        self._starts = compress(nodes, len(index.elements))
        self._positions: Ints = np.tile(positions, 2)[order]
        self._edges: dict[int, tuple[Incidence, ...]] = {}

    def edges(self, number: int) -> tuple[Incidence, ...]:
        """The relations that touch an element, by the ids of their chain; none for a junction, which is only passed."""
        if number not in self._edges:
            positions = self._positions[self._starts[number] : self._starts[number + 1]].tolist()
            edges = sorted((self._edge(p, number) for p in positions), key=lambda e: [r.id for r in e.relations])
            self._edges[number] = tuple(edges)
        return self._edges[number]

    def _edge(self, position: int, number: int) -> Incidence:
        source, target = int(self._ends.sources[position]), int(self._ends.targets[position])
        chain = tuple(self._relations[r] for r in self._ends.chain(position))
        kind = archimate_type(type(chain[0]))
        if source == number:
            return Incidence(kind, End.SOURCE, target, chain)
        return Incidence(kind, End.TARGET, source, chain[::-1])


_WEBS: WeakKeyDictionary[Scope, Web] = WeakKeyDictionary()


def web_of(scope: Scope) -> Web:
    """The web of a scope answer, built on first use and gone with it."""
    if scope not in _WEBS:
        _WEBS[scope] = Web(scope)
    return _WEBS[scope]
