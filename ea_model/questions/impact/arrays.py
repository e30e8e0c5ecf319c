"""Who depends on whom at a moment, as compressed adjacency; and the sweep that says how far a failure reaches.

Upward means the way services go: along serving, realization, assignment, flow and triggering to whoever receives, and
from a part to its whole. A junction is transparent for relations of one type: it becomes one node per type, which
only relations of that type enter and leave. Two graphs share those arcs. In the *open* one every arc may follow every
other. In the *certain* one a node also carries the relation derived so far, and an arc is there only where a valid
derivation rule continues it, so that reaching a node proves the dependency.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import archimate_type
from ea_model.questions.derivation import End, conclusions
from ea_model.scope import Scope
from ea_model.scope.kernel import Ints, compress, count_bits, sweep

FORWARD = ("Assignment", "Realization", "Serving", "Triggering", "Flow")
BACKWARD = ("Composition", "Aggregation")
"""Types a failure travels along from source to target, and from target to source."""
KINDS = (*FORWARD, *BACKWARD)
_CHUNK = 256
"""Elements whose reach is swept at once when that of all is asked: four words of bits per node."""


def _transitions() -> NDArray[np.int64]:
    """Per state and kind of arc, the state after it by valid rules, or -1.

    State 0 is the start; state 1 + k means: an arc of kind k describes how the failed element relates to this one.
    """
    table = np.full((len(KINDS) + 1, len(KINDS)), -1, dtype=np.int64)
    table[0] = np.arange(1, len(KINDS) + 1)
    for before, relation in enumerate(KINDS, 1):
        meets = End.TARGET if relation in FORWARD else End.SOURCE
        for kind, along in enumerate(KINDS):
            at = End.SOURCE if along in FORWARD else End.TARGET
            for conclusion in conclusions(relation, meets, along, at):
                if conclusion.rule.certain and conclusion.from_first == (conclusion.type in FORWARD):
                    table[before, kind] = 1 + KINDS.index(conclusion.type)
    return table


TRANSITIONS = _transitions()


@dataclass(frozen=True, slots=True)
class Graph:
    """Arcs in compressed rows: node ``i`` reaches ``heads[indptr[i]:indptr[i + 1]]``, by id of the relation."""

    indptr: Ints
    heads: Ints
    relations: Ints
    """Per arc, the number of the relation it stands for."""

    @classmethod
    def of(cls, tails: Ints, heads: Ints, relations: Ints, ranks: Ints, size: int) -> Graph:
        """A graph from loose arcs; ``ranks`` order the arcs of one tail."""
        order = np.lexsort((ranks[relations], tails))
        return cls(compress(tails, size), heads[order], relations[order])

    @property
    def size(self) -> int:
        return len(self.indptr) - 1

    def reach(self, starts: Ints) -> tuple[Ints, Ints]:
        """Nodes reached from ``starts``, nearest first and the starts themselves left out, and the arc to each.

        Of several shortest paths, the one whose relation ids come first.
        """
        seen = np.zeros(self.size, dtype=bool)
        slot = np.empty(self.size, dtype=np.int64)
        seen[starts] = True
        frontier = starts
        nodes: list[Ints] = []
        through: list[Ints] = []
        while frontier.size:
            begins = self.indptr[frontier]
            counts = self.indptr[frontier + 1] - begins
            total = int(counts.sum())
            if not total:
                break
            arcs = np.arange(total) + np.repeat(begins - (np.cumsum(counts) - counts), counts)
            target = self.heads[arcs]
            new = ~seen[target]
            arcs, target = arcs[new], target[new]
            positions = np.arange(target.size)
            slot[target[::-1]] = positions[::-1]
            first = slot[target] == positions
            frontier = target[first]
            seen[frontier] = True
            nodes.append(frontier)
            through.append(arcs[first])
        none = np.empty(0, dtype=np.int64)
        return (np.concatenate(nodes), np.concatenate(through)) if nodes else (none, none)

    def tails_of(self, arcs: Ints) -> Ints:
        """The nodes arcs start at."""
        tails: Ints = np.searchsorted(self.indptr, arcs, side="right") - 1
        return tails

    def reversed(self) -> Graph:
        """The same arcs the other way round."""
        tails = np.repeat(np.arange(self.size), np.diff(self.indptr))
        order = np.argsort(self.heads, kind="stable")
        return Graph(compress(self.heads, self.size), tails[order], self.relations[order])


class Dependencies:
    """Both graphs of one scope answer; elements have the numbers of its index.

    ``via``: the types of `KINDS` a failure travels along; none named means all.
    """

    def __init__(self, scope: Scope, via: Collection[str] = ()) -> None:
        index = scope.index
        self.count = len(index.elements)
        kinds = np.array([_KIND_OF.get(archimate_type(type(r)), -1) for r in index.relations], dtype=np.int64)
        there = (kinds >= 0) & (scope.facts.relations > 0) & (index.sources >= 0) & (index.targets >= 0)
        if via:
            there &= np.isin(kinds, [_KIND_OF[kind] for kind in via])
        relations = np.flatnonzero(there)
        kinds = kinds[relations]
        backward = kinds >= len(FORWARD)
        sources, targets = index.sources[relations], index.targets[relations]
        tails, heads = np.where(backward, targets, sources), np.where(backward, sources, targets)
        junctions = np.flatnonzero(index.element_kinds.are(*index.model.language.types("Junction"))).tolist()
        place = np.full(self.count, -1, dtype=np.int64)
        place[junctions] = np.arange(len(junctions))
        leaving = place[tails] >= 0
        tails = np.where(leaving, self.count + place[tails] * len(KINDS) + kinds, tails)
        heads = np.where(place[heads] >= 0, self.count + place[heads] * len(KINDS) + kinds, heads)
        self.nodes = self.count + len(junctions) * len(KINDS)
        ranks = np.empty(len(index.relations), dtype=np.int64)
        ranks[sorted(range(len(index.relations)), key=lambda i: index.relations[i].id)] = np.arange(len(ranks))
        self.open = Graph.of(tails, heads, relations, ranks, self.nodes)
        self.certain = self._certain(tails, heads, relations, kinds, leaving, ranks)

    def _certain(
        self, tails: Ints, heads: Ints, relations: Ints, kinds: Ints, leaving: NDArray[np.bool_], ranks: Ints
    ) -> Graph:
        """Node ``state * nodes + node``; leaving a junction changes nothing about the relation derived so far."""
        parts: list[tuple[Ints, Ints, Ints]] = []
        for state, row in enumerate(TRANSITIONS):
            after = np.where(leaving, state or -1, row[kinds])
            used = after >= 0
            parts.append((state * self.nodes + tails[used], (after * self.nodes + heads)[used], relations[used]))
        joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
        return Graph.of(joined[0], joined[1], joined[2], ranks, self.nodes * len(TRANSITIONS))

    def sizes(self) -> tuple[Ints, Ints]:
        """Per element, how many others its failure reaches: for certain, and in all."""
        return self._sizes(self.certain, len(TRANSITIONS)), self._sizes(self.open, 1)

    def _sizes(self, graph: Graph, states: int) -> Ints:
        """Labels of what is reached flow back to what reaches it, many elements at a time."""
        back = graph.reversed()
        counts = np.zeros(self.count, dtype=np.int64)
        lanes = np.zeros(back.heads.size, dtype=np.int64)
        all_bits = np.full((graph.size, _CHUNK // 64), np.uint64(2**64 - 1))
        for begin in range(0, self.count, _CHUNK):
            asked = np.arange(begin, min(begin + _CHUNK, self.count))
            seeds = np.zeros((graph.size, _CHUNK // 64), dtype=np.uint64)
            bits = np.uint64(1) << ((asked - begin) & 63).astype(np.uint64)
            for state in range(1 if states > 1 else 0, states):
                seeds[state * self.nodes + asked, (asked - begin) >> 6] = bits
            labels = sweep(back.indptr, back.heads, lanes, all_bits[:1], seeds, all_bits)[: self.count]
            labels[asked, (asked - begin) >> 6] &= ~bits
            counts += count_bits(labels)
        return counts


_KIND_OF = {kind: number for number, kind in enumerate(KINDS)}
_KEPT: WeakKeyDictionary[Scope, Dependencies] = WeakKeyDictionary()


def along(via: Collection[str]) -> tuple[str, ...]:
    """The types that were named, once each and in the order of `KINDS`; `ValueError` for one nothing travels along."""
    for kind in via:
        if kind not in _KIND_OF:
            raise ValueError(f"a failure does not travel along '{kind}'; it does along {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in via)


def dependencies(scope: Scope, via: Collection[str] = ()) -> Dependencies:
    """The graphs of a scope answer, those of all types built on first use and gone with it."""
    if via:
        return Dependencies(scope, via)
    if scope not in _KEPT:
        _KEPT[scope] = Dependencies(scope)
    return _KEPT[scope]
