"""Everything that depends on what failed, with the shortest chain of relations that says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from ea_model.metamodel import Language
from ea_model.metamodel.archimate import Element, Relation, archimate_type
from ea_model.questions.derivation import Conclusion, End, allowed, conclusions
from ea_model.questions.impact.arrays import BACKWARD, Dependencies, ImpactGraph, along, dependencies
from ea_model.scope import Scope

NO_RULE = "NONE"
"""Stands where a rule would, when no derivation rule goes on: the dependency is read along the arrows only."""


Chain = tuple[tuple[Relation, ...], ...]
"""Relations between real elements, each with what it consists of (more than one relation where it runs through
junctions), in the order a failure travels."""


@dataclass(frozen=True, slots=True)
class ImpactHit:
    """An element that is reached, with the shortest chain of relations from what failed."""

    element: Element
    chain: Chain
    certain: bool
    """Valid derivation rules alone carry the chain, and permit what they conclude (or it is one modelled relation)."""
    language: Language

    @property
    def path(self) -> tuple[Relation, ...]:
        """Every modelled relation of the chain."""
        return tuple(relation for step in self.chain for relation in step)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that carry the chain in order, `NO_RULE` where none does; empty for one modelled relation.

        Worked out when asked: it takes several times as long as finding the chain.
        """
        return _rules(self.chain, self.language)


def upward(scope: Scope, failed: Iterable[Element], via: Collection[str] = ()) -> tuple[ImpactHit, ...]:
    """Everything that depends on the failed elements at the moment of the scope, nearest first.

    An element that can be reached for certain is shown with its shortest certain chain, any other with its shortest
    chain; of equally short ones the one whose relation ids come first. With ``via``, only along relations of those
    types; ``ValueError`` for a type nothing travels along.
    """
    graphs = dependencies(scope, along(via))
    elements, number = scope.index.elements, scope.index.number
    numbers = sorted({number[e.id] for e in failed}, key=lambda i: elements[i].id)
    certain: dict[int, Chain] = {}
    for kind in sorted({graphs.types[graphs.type_of[i]] for i in numbers}):
        same = [i for i in numbers if graphs.types[graphs.type_of[i]] == kind]
        for reached, chain in _chains(scope, graphs, graphs.certain(kind), same).items():
            certain[reached] = min(certain.get(reached, chain), chain, key=_length)
    chains = _chains(scope, graphs, graphs.open, numbers)
    hits = [
        ImpactHit(elements[i], certain.get(i, chain), i in certain, graphs.language)
        for i, chain in chains.items()
        if i not in numbers
    ]
    return tuple(sorted(hits, key=lambda h: len(h.path)))


def _length(chain: Chain) -> tuple[int, list[str]]:
    return len(chain), [relation.id for step in chain for relation in step]


def _chains(scope: Scope, graphs: Dependencies, graph: ImpactGraph, starts: list[int]) -> dict[int, Chain]:
    """Per element reached, its chain of relations; the first way it is reached in counts."""
    nodes, arcs = graph.reach(np.array(starts, dtype=np.int64))
    relations = scope.index.relations
    chains: dict[int, Chain] = {}
    by_element: dict[int, Chain] = {}
    before = graph.tails_of(arcs).tolist()
    for node, tail, position in zip(nodes.tolist(), before, graph.relations[arcs].tolist(), strict=True):
        step = tuple(relations[number] for number in graphs.ends.chain(position))
        if relations[graphs.ends.relations[position]].type_name in BACKWARD:
            step = step[::-1]
        chain = chains[node] = (*chains.get(tail, ()), step)
        by_element.setdefault(node % graphs.count, chain)
    return by_element


def _rules(chain: Chain, language: Language) -> tuple[str, ...]:
    """The rules that fold a chain, valid ones preferred; where no rule goes on, the fold starts anew."""
    rules: list[str] = []
    start, kind, meets, middle = _seen_upward(chain[0])
    for step in chain[1:]:
        _, onward, far, other = _seen_upward(step)
        near = End.SOURCE if far is End.TARGET else End.TARGET
        following = next(
            (c for c in conclusions(kind, meets, onward, near) if _permits(c, start, middle, other, language)), None
        )
        if following is not None:
            rules.append(following.rule.code)
            kind, meets = following.type, End.TARGET if following.from_first else End.SOURCE
        else:
            rules.append(NO_RULE)
            start, kind, meets = middle, onward, far
        middle = other
    return tuple(rules)


def _permits(conclusion: Conclusion, start: str, middle: str, other: str, language: Language) -> bool:
    """Do the restrictions and the relationship table let it be concluded between these types?"""
    source, target = (start, other) if conclusion.from_first else (other, start)
    return conclusion.fits(middle) and allowed(language, source, middle, target, conclusion.type)


def _seen_upward(step: tuple[Relation, ...]) -> tuple[str, str, End, str]:
    """As a failure travels: the type of where it comes from, that of the relation, the end it arrives at, of what."""
    kind = archimate_type(type(step[0]))
    first, last = step[0], step[-1]
    begin, arrival, far = (
        (first.target, last.source, End.SOURCE) if kind in BACKWARD else (first.source, last.target, End.TARGET)
    )
    return archimate_type(type(begin)), kind, far, archimate_type(type(arrival))
