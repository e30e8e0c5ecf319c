"""The relations that touch an element, by compressed rows instead of a scan."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.scope import Scope
from ea_model.scope.index import ScopeIndex
from ea_model.scope.kernel import Ints, compress
from ea_model.values import Truth


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What stands at the other end of a relation."""

    relation: Relation
    other: Concept
    outgoing: bool
    """Does the relation start at the element that was asked about?"""
    truth: Truth
    """Is the relation there at the moment: yes, or maybe."""


class Rows:
    """Per element the relations at which it is an end, by relation id; outgoing before incoming."""

    def __init__(self, index: ScopeIndex) -> None:
        count = len(index.relations)
        ranks = np.empty(count, dtype=np.int64)
        ranks[sorted(range(count), key=lambda i: index.relations[i].id)] = np.arange(count)
        ends = np.concatenate([index.sources, index.targets])
        numbers = np.tile(np.arange(count), 2)
        incoming = np.repeat([False, True], count)
        at_element = ends >= 0
        ends, numbers, incoming = ends[at_element], numbers[at_element], incoming[at_element]
        order = np.lexsort((ranks[numbers], incoming, ends))
        self.indptr: Ints = compress(ends, len(index.elements))
        self.relations: Ints = numbers[order]
        self.incoming = incoming[order]


_KEPT: WeakKeyDictionary[ScopeIndex, Rows] = WeakKeyDictionary()


def rows_of(index: ScopeIndex) -> Rows:
    """The rows of a model, built on first use and gone with it."""
    if index not in _KEPT:
        _KEPT[index] = Rows(index)
    return _KEPT[index]


def neighbours(scope: Scope, element: Element) -> tuple[Neighbour, ...]:
    """Relations of an element at the moment of the scope, outgoing first, each by relation id."""
    index, rows = scope.index, rows_of(scope.index)
    number = index.number[element.id]
    span = slice(rows.indptr[number], rows.indptr[number + 1])
    near = []
    for at, incoming in zip(rows.relations[span].tolist(), rows.incoming[span].tolist(), strict=True):
        truth = scope.facts.relations[at]
        if truth:
            relation = index.relations[at]
            near.append(
                Neighbour(relation, relation.source if incoming else relation.target, not incoming, Truth(truth))
            )
    return tuple(near)
