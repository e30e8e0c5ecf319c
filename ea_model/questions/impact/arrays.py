"""Who depends on whom at a moment, as compressed adjacency; and the sweep that says how far a failure reaches.

Upward means the way services go: along serving, realization, assignment, flow and triggering to whoever receives, and
from a part to its whole. A junction is transparent: a chain of one type through it is one arc. Two graphs share those
arcs. In the *open* one every arc may follow every other. In the *certain* one, made per type of what fails, a node also
carries the relation derived so far, and an arc is there only where a valid derivation rule continues it and the
restrictions and the relationship table permit the conclusion, and no relation is uncertain or only our reading, so that
reaching a node proves the dependency.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import archimate_type
from ea_model.questions.derivation import End, allowed, conclusions
from ea_model.questions.resolved import ends_here
from ea_model.scope import Scope
from ea_model.scope.kernel import Ints, compress, sweep
from ea_model.values import Truth

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
class ImpactGraph:
    """Arcs in compressed rows: node ``i`` reaches ``heads[indptr[i]:indptr[i + 1]]``, by id of the relation."""

    indptr: Ints
    heads: Ints
    relations: Ints
    """Per arc, the position of the relation it stands for among `Dependencies.ends`."""

    @classmethod
    def of(cls, tails: Ints, heads: Ints, relations: Ints, ranks: Ints, size: int) -> ImpactGraph:
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
        visited = np.zeros(self.size, dtype=bool)
        slot = np.empty(self.size, dtype=np.int64)
        visited[starts] = True
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
            new = ~visited[target]
            arcs, target = arcs[new], target[new]
            positions = np.arange(target.size)
            slot[target[::-1]] = positions[::-1]
            first = slot[target] == positions
            frontier = target[first]
            visited[frontier] = True
            nodes.append(frontier)
            through.append(arcs[first])
        none = np.empty(0, dtype=np.int64)
        return (np.concatenate(nodes), np.concatenate(through)) if nodes else (none, none)

    def tails_of(self, arcs: Ints) -> Ints:
        """The nodes arcs start at."""
        tails: Ints = np.searchsorted(self.indptr, arcs, side="right") - 1
        return tails


class Dependencies:
    """Both graphs of one scope answer; elements have the numbers of its index.

    ``via``: the types of `KINDS` a failure travels along; none named means all.
    """

    def __init__(self, scope: Scope, via: Collection[str] = ()) -> None:
        index = scope.index
        self.language = index.model.language
        self.count = len(index.elements)
        self.ends, positions = ends_here(scope, *(self.language.relation_types[kind] for kind in via or KINDS))
        first = self.ends.relations[positions]
        classes = [_KIND_OF.get(archimate_type(kind), -1) for kind in index.relation_kinds.classes]
        self._kinds: Ints = np.array(classes, dtype=np.int64)[index.relation_kinds.of[first]]
        backward = self._kinds >= len(FORWARD)
        sources, targets = self.ends.sources[positions], self.ends.targets[positions]
        self._tails, self._heads = np.where(backward, targets, sources), np.where(backward, sources, targets)
        self._here = positions
        self._ranks = index.relation_ranks[self.ends.relations]
        firm = self.ends.alive((scope.facts.relations == int(Truth.YES)) & index.stated_relations)
        self._firm: NDArray[np.bool_] = firm[positions]
        """Which of them are there for certain, and said by a source: a reading of ours proves nothing."""
        self.open = ImpactGraph.of(self._tails, self._heads, positions, self._ranks, self.count)
        self.types = tuple(archimate_type(kind) for kind in index.element_kinds.classes)
        """Element types by number."""
        self.type_of = index.element_kinds.of
        self._certain: dict[str, ImpactGraph] = {}

    def certain(self, failed: str) -> ImpactGraph:
        """What valid rules prove of a failed element of this type: node ``state * count + element``.

        The restrictions on derived relations look at the types of both ends and of what lies between, so that what is
        certain depends on what fails.
        """
        if failed not in self._certain:
            parts: list[tuple[Ints, Ints, Ints]] = []
            for state, row in enumerate(TRANSITIONS):
                after = row[self._kinds]
                used = np.flatnonzero((after >= 0) & self._firm)
                if state:
                    used = used[self._may_follow(failed, after[used], used)]
                tails, heads = state * self.count + self._tails[used], after[used] * self.count + self._heads[used]
                parts.append((tails, heads, self._here[used]))
            joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
            size = self.count * len(TRANSITIONS)
            self._certain[failed] = ImpactGraph.of(joined[0], joined[1], joined[2], self._ranks, size)
        return self._certain[failed]

    def _may_follow(self, failed: str, after: Ints, arcs: Ints) -> NDArray[np.bool_]:
        """Per arc: may the conclusion be drawn between the failed element and the head, over the tail?"""
        middles, others = self.type_of[self._tails[arcs]], self.type_of[self._heads[arcs]]
        triples, which = np.unique(np.stack([after, middles, others], axis=1), axis=0, return_inverse=True)
        allowing = np.zeros(len(triples), dtype=bool)
        for number, (state, middle, other) in enumerate(triples.tolist()):
            kind, ends = KINDS[state - 1], (failed, self.types[other])
            source, target = ends if kind in FORWARD else ends[::-1]
            allowing[number] = allowed(self.language, source, self.types[middle], target, kind)
        return allowing[which.reshape(-1)]

    def sizes(self) -> tuple[Ints, Ints]:
        """Per element, how many others its failure reaches: for certain, and in all."""
        certain = np.zeros(self.count, dtype=np.int64)
        for kind in dict.fromkeys(self.types):
            same = np.flatnonzero(np.array([t == kind for t in self.types], dtype=bool)[self.type_of])
            certain[same] = self._sizes(self.certain(kind), same)
        return certain, self._sizes(self.open, np.arange(self.count))

    def _sizes(self, graph: ImpactGraph, elements: Ints) -> Ints:
        """Labels of what fails flow to all it reaches, many elements at a time."""
        lanes = np.zeros(graph.heads.size, dtype=np.int64)
        all_bits = np.full((graph.size, _CHUNK // 64), np.uint64(2**64 - 1))
        counts = [np.empty(0, dtype=np.int64)]
        for begin in range(0, len(elements), _CHUNK):
            chunk = elements[begin : begin + _CHUNK]
            column = np.arange(len(chunk))
            bits = np.uint64(1) << (column & 63).astype(np.uint64)
            seeds = np.zeros((graph.size, _CHUNK // 64), dtype=np.uint64)
            seeds[chunk, column >> 6] = bits
            labels = sweep(graph.indptr, graph.heads, lanes, all_bits[:1], seeds, all_bits)
            reached = np.bitwise_or.reduce(labels.reshape(-1, self.count, labels.shape[1]))
            reached[chunk, column >> 6] &= ~bits
            single = np.unpackbits(reached.view(np.uint8), axis=1, bitorder="little")
            counts.append(single.sum(axis=0, dtype=np.int64)[: len(chunk)])
        return np.concatenate(counts)


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
