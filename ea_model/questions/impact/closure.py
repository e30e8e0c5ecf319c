"""Everything that depends on what failed, with the shortest chain of relations that says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ea_model.metamodel.archimate import Element, Relation, archimate_type
from ea_model.questions.derivation import End, conclusions
from ea_model.questions.impact.arrays import BACKWARD, Dependencies, Graph, along, dependencies
from ea_model.scope import Scope
from ea_model.scope.kernel import Ints

NO_RULE = "NONE"
"""Stands where a rule would, when no derivation rule goes on: the dependency is read along the arrows only."""


@dataclass(frozen=True, slots=True)
class ImpactHit:
    """An element that is reached, with the shortest chain of relations from what failed."""

    element: Element
    path: tuple[Relation, ...]
    certain: bool
    """Valid derivation rules alone carry the chain (or it is one modelled relation)."""

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that carry the chain in order, `NO_RULE` where none does; empty for one modelled relation.

        Worked out when asked: it takes several times as long as finding the chain.
        """
        return _rules(self.path)


def upward(scope: Scope, failed: Iterable[Element], via: Collection[str] = ()) -> tuple[ImpactHit, ...]:
    """Everything that depends on the failed elements at the moment of the scope, nearest first.

    An element that can be reached for certain is shown with its shortest certain chain, any other with its shortest
    chain; of equally short ones the one whose relation ids come first. With ``via``, only along relations of those
    types; ``ValueError`` for a type nothing travels along.
    """
    graphs = dependencies(scope, along(via))
    numbers = sorted({scope.index.number[e.id] for e in failed}, key=lambda i: scope.index.elements[i].id)
    starts = np.array(numbers, dtype=np.int64)
    certain = _chains(scope, graphs, graphs.certain, starts)
    chains = _chains(scope, graphs, graphs.open, starts)
    elements = scope.index.elements
    hits = [
        ImpactHit(elements[i], certain.get(i, path), i in certain) for i, path in chains.items() if i not in numbers
    ]
    return tuple(sorted(hits, key=lambda h: len(h.path)))


def _chains(scope: Scope, graphs: Dependencies, graph: Graph, starts: Ints) -> dict[int, tuple[Relation, ...]]:
    """Per element reached, its chain of relations; the first way it is reached in counts."""
    nodes, arcs = graph.reach(starts)
    relations = scope.index.relations
    chains: dict[int, tuple[Relation, ...]] = {}
    by_element: dict[int, tuple[Relation, ...]] = {}
    before = graph.tails_of(arcs).tolist()
    for node, tail, relation in zip(nodes.tolist(), before, graph.relations[arcs].tolist(), strict=True):
        chain = chains[node] = (*chains.get(tail, ()), relations[relation])
        number = node % graphs.nodes
        if number < graphs.count:
            by_element.setdefault(number, chain)
    return by_element


def _rules(path: tuple[Relation, ...]) -> tuple[str, ...]:
    """The rules that fold a chain, valid ones preferred; where no rule goes on, the fold starts anew."""
    rules: list[str] = []
    kind, meets = _seen_upward(path[0])
    for before, relation in pairwise(path):
        if _meet_in_junction(before, relation):
            continue
        onward, far = _seen_upward(relation)
        steps = conclusions(kind, meets, onward, End.SOURCE if far is End.TARGET else End.TARGET)
        if steps:
            rules.append(steps[0].rule.code)
            kind, meets = steps[0].type, End.TARGET if steps[0].from_first else End.SOURCE
        else:
            rules.append(NO_RULE)
            kind, meets = onward, far
    return tuple(rules)


def _seen_upward(relation: Relation) -> tuple[str, End]:
    """The type of a relation, and at which of its ends one arrives when going upward."""
    kind = archimate_type(type(relation))
    return kind, End.SOURCE if kind in BACKWARD else End.TARGET


def _meet_in_junction(before: Relation, relation: Relation) -> bool:
    """Do two relations of a chain meet in a junction, so that together they are one?"""
    kind, far = _seen_upward(before)
    end = before.source if far is End.SOURCE else before.target
    return kind == archimate_type(type(relation)) and archimate_type(type(end)) == "Junction"
