"""Elements and relations of a model as columns: numbers, classes, layers, ranks and the ends of relations.

What arcs, statements and the index of a model all stand on; it knows none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.lean import stated_values
from ea_model.model import Model
from ea_model.scope.kernel import Ints, Mask

_SOFT = ("plateaus", "exists_from", "exists_until")
"""What makes the existence of a concept depend on the moment."""


class Kinds:
    """The classes of some concepts as numbers, so that a question about a class is asked once per class."""

    def __init__(self, concepts: tuple[Element, ...] | tuple[Relation, ...]) -> None:
        numbers: dict[type, int] = {}
        self.of: NDArray[np.int32] = np.array(
            [numbers.setdefault(type(c), len(numbers)) for c in concepts], dtype=np.int32
        )
        self.classes: tuple[type, ...] = tuple(numbers)

    def are(self, *classes: type) -> Mask:
        """Per concept: is it of one of these classes?"""
        return np.array([issubclass(c, classes) for c in self.classes], dtype=bool)[self.of]


class ConceptColumns:
    """Elements by number, relations as pairs of numbers, in the order of the model."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.elements = model.elements
        self.relations = model.relations
        self.number: dict[str, int] = {stated_values(e)["id"]: i for i, e in enumerate(self.elements)}
        self.element_kinds = Kinds(self.elements)
        self.relation_kinds = Kinds(self.relations)
        self._place_layers()
        get = self.number.get
        # -1 where an end is itself a relation.
        self.sources: Ints = _ints([get(stated_values(stated_values(r)["source"])["id"], -1) for r in self.relations])
        self.targets: Ints = _ints([get(stated_values(stated_values(r)["target"])["id"], -1) for r in self.relations])
        self.on_relations: Ints = np.flatnonzero((self.sources < 0) | (self.targets < 0))
        """Relations of which an end is itself a relation, by number."""
        self.soft_elements = _soft(self.elements)
        self.soft_relations = _soft(self.relations)

    def _place_layers(self) -> None:
        """The layer of every element, as a number into the layers there are."""
        names: dict[str, int] = {}
        # The layer of an element is a fact about its class, so any element of the class will do.
        classes = [
            names.setdefault(self.model.language.layer_of(kind), len(names)) for kind in self.element_kinds.classes
        ]
        self.layer_names: tuple[str, ...] = tuple(names)
        self.layer_codes: NDArray[np.int8] = np.array(classes, dtype=np.int8)[self.element_kinds.of]

    def ends(self, relation: Relation) -> tuple[int, int] | None:
        """Numbers of the ends; None when an end is itself a relation."""
        source, target = self.number.get(relation.source.id), self.number.get(relation.target.id)
        return None if source is None or target is None else (source, target)

    @cached_property
    def element_ranks(self) -> Ints:
        """The place of every element in the order of their ids."""
        return _ranks(self.elements)

    @cached_property
    def relation_ranks(self) -> Ints:
        """The place of every relation in the order of their ids."""
        return _ranks(self.relations)

    def by_id(self, numbers: Ints) -> list[int]:
        """Numbers of elements in order of their ids."""
        order: list[int] = numbers[np.argsort(self.element_ranks[numbers])].tolist()
        return order


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _ranks(concepts: Sequence[Concept]) -> Ints:
    ids = [stated_values(c)["id"] for c in concepts]
    ranks = np.empty(len(ids), dtype=np.int64)
    ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return ranks


def _soft(concepts: Sequence[Concept]) -> list[int]:
    """Numbers of the concepts that are not simply always there."""
    first, second, third = _SOFT
    rows = enumerate(map(stated_values, concepts))
    return [n for n, stated in rows if first in stated or second in stated or third in stated]
