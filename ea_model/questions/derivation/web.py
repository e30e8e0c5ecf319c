"""What derivation walks over: per element the relations that touch it at a moment, junctions made transparent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ea_model.metamodel.archimate import Element, Relation, archimate_type
from ea_model.questions.derivation.rules import End
from ea_model.scope import Scope


@dataclass(frozen=True, slots=True)
class Edge:
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
        self._there = {r.id for r, truth in zip(index.relations, scope.facts.relations, strict=True) if truth}
        self._outgoing: dict[str, list[Relation]] = {}
        self._incoming: dict[str, list[Relation]] = {}
        for relation in sorted(index.relations, key=lambda r: r.id):
            if relation.id in self._there:
                self._outgoing.setdefault(relation.source.id, []).append(relation)
                self._incoming.setdefault(relation.target.id, []).append(relation)
        self.language = index.model.language
        self._junctions = self.language.types("Junction")
        self._edges: dict[int, tuple[Edge, ...]] = {}

    def edges(self, number: int) -> tuple[Edge, ...]:
        """The relations that touch an element, by the ids of their chain; none for a junction, which is only passed."""
        if number not in self._edges:
            element = self.elements[number]
            edges: list[Edge] = []
            if not isinstance(element, self._junctions):
                edges = [*self._along(element, End.SOURCE), *self._along(element, End.TARGET)]
            edges.sort(key=lambda e: [r.id for r in e.relations])
            self._edges[number] = tuple(edges)
        return self._edges[number]

    def _along(self, element: Element, meets: End) -> Iterator[Edge]:
        """Edges at which the element stands at one end, looked for in that direction behind junctions too."""
        relations, far = (self._outgoing, "target") if meets is End.SOURCE else (self._incoming, "source")
        for relation in relations.get(element.id, ()):
            kind = archimate_type(type(relation))
            waiting: list[tuple[Relation, ...]] = [(relation,)]
            seen = {element.id}
            while waiting:
                trail = waiting.pop(0)
                end = getattr(trail[-1], far)
                if end.id in seen:
                    continue
                seen.add(end.id)
                if isinstance(end, self._junctions):
                    waiting += [(*trail, r) for r in relations.get(end.id, ()) if archimate_type(type(r)) == kind]
                elif end.id in self.number:
                    yield Edge(kind, meets, self.number[end.id], trail)


_WEBS: WeakKeyDictionary[Scope, Web] = WeakKeyDictionary()


def web_of(scope: Scope) -> Web:
    """The web of a scope answer, built on first use and gone with it."""
    if scope not in _WEBS:
        _WEBS[scope] = Web(scope)
    return _WEBS[scope]
