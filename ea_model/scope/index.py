"""The model as arrays: elements by number, relations as pairs, and the arcs scope may flow along (rules S1-S7).

Built once per model; what holds on a day or in a plateau is a mask over it (``situation``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import (
    ELEMENT_TYPES,
    Access,
    Aggregation,
    Assignment,
    Composition,
    Concept,
    Criticality,
    Element,
    Flow,
    Realization,
    Relation,
    Serving,
    Triggering,
)
from ea_model.metamodel.lean import stated_values
from ea_model.model import Model
from ea_model.scope.activities import Activities, layer_of
from ea_model.scope.arcs import LANE_LAYERS, RULES, Arc, Arcs, Kinds
from ea_model.scope.kernel import Bits, Ints
from ea_model.scope.statements import StatementTable

Mask = NDArray[np.bool_]

_ALWAYS_CROSS = (Serving, Flow, Triggering, Access)
_CROSS_LAYERS = (Realization, Assignment)
_SOFT = ("plateaus", "exists_from", "exists_until")
"""What makes the existence of a concept depend on the moment."""
HOUSING = "huisvesting"
INTERFACE = ("interface_owner", "interface_standard", "interface_requirement")
"""What may be agreed about a relation that crosses a boundary."""


class ScopeIndex:
    """Elements, relations and candidate arcs of one model as numbers."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.activities = Activities(model.activities, model.applicability)
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
        self.reusable: Mask = np.array([stated_values(e).get("reusable") is True for e in self.elements], dtype=bool)
        self.critical: Mask = np.array(
            [stated_values(e).get("criticality") == Criticality.CRITICAL for e in self.elements], dtype=bool
        )
        self.external: Mask = self._external()
        self.kind_needs = self._kind_needs()
        """The applicability matrix per class of element and leaf, before plateau and date."""
        self.arcs = Arcs(self)
        self.tails, self.heads, self.lanes = self.arcs.tails, self.arcs.heads, self.arcs.lanes
        self.rules, self.first_relations = self.arcs.rules, self.arcs.first_relations
        self.rebuilding: Ints = self._rebuilding()
        """Relations by which a work package realizes an element, by number."""
        self.crossing: Ints = self._crossing()
        """Relations that can be a boundary (rules S8 and S9), by number."""

    def _place_layers(self) -> None:
        """The layer of every element, as a number into the layers there are."""
        names: dict[str, int] = {}
        # The layer of an element is a fact about its class, so any element of the class will do.
        classes = [names.setdefault(layer_of(kind), len(names)) for kind in self.element_kinds.classes]
        self.layer_names: tuple[str, ...] = tuple(names)
        self.layer_codes: NDArray[np.int8] = np.array(classes, dtype=np.int8)[self.element_kinds.of]

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

    def _external(self) -> Mask:
        """T5: owned by another organisation than the model's own."""
        external = np.zeros(len(self.elements), dtype=bool)
        owned = [(n, e.owner) for n, e in enumerate(self.elements) if "owner" in stated_values(e)]
        own = self._own_organisation() if owned else frozenset()
        for number, owner in owned:
            external[number] = bool(own) and isinstance(owner, Element) and owner.id not in own
        return external

    def _kind_needs(self) -> NDArray[np.int8]:
        leaves = self.activities.leaves
        rows = [[self.activities.needs(kind).get(x, 0) for x in leaves] for kind in self.element_kinds.classes]
        return np.array(rows, dtype=np.int8).reshape(len(rows), len(leaves))

    def _rebuilding(self) -> Ints:
        found = self.relation_kinds.are(Realization) & (self.sources >= 0) & (self.targets >= 0)
        found[found] = self.element_kinds.are(ELEMENT_TYPES["WorkPackage"])[self.sources[found]]
        return np.flatnonzero(found)

    def _crossing(self) -> Ints:
        known = (self.sources >= 0) & (self.targets >= 0)
        across = known & self.relation_kinds.are(*_CROSS_LAYERS)
        across[across] = self.layer_codes[self.sources[across]] != self.layer_codes[self.targets[across]]
        return np.flatnonzero(across | (known & self.relation_kinds.are(*_ALWAYS_CROSS)))

    def ends(self, relation: Relation) -> tuple[int, int] | None:
        """Numbers of the ends; None when an end is itself a relation."""
        source, target = self.number.get(relation.source.id), self.number.get(relation.target.id)
        return None if source is None or target is None else (source, target)

    @cached_property
    def said(self) -> StatementTable:
        """What is said about scope, before any moment."""
        return StatementTable(self)

    @cached_property
    def layer_admits(self) -> Bits:
        """T4: per element, the columns whose activity may enter its layer."""
        table = self.said.table
        rows = np.zeros((max(1, len(self.layer_names)), table.words), dtype=np.uint64)
        for row, layer in enumerate(self.layer_names):
            inside = {x for x in self.activities.leaves if not layer or layer in self.activities.layers(x)}
            rows[row] = table.leaves_mask(inside)
        return rows[self.layer_codes]

    @cached_property
    def lane_masks(self) -> Bits:
        """Per lane, the columns that may use it."""
        return np.stack([self.said.table.leaves_mask(set(leaves)) for leaves in self.lane_activities()])

    @cached_property
    def agreed(self) -> Mask:
        """Relations that hold anything of `INTERFACE`."""
        return np.array([not stated_values(r).keys().isdisjoint(INTERFACE) for r in self.relations], dtype=bool)

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

    def lane_activities(self) -> list[list[str]]:
        """Per lane, the leaf activities that may use it."""
        leaves = self.activities.leaves
        rows: list[list[str]] = [list(leaves), [leaf for leaf in leaves if leaf == HOUSING]]
        rows += [[x for x in leaves if layer in self.activities.layers(x)] for layer in LANE_LAYERS]
        return rows


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


def index_of(model: Model) -> ScopeIndex:
    """The index of a model, built on first use and kept with it."""
    return model.memo(ScopeIndex)


__all__ = ["INTERFACE", "RULES", "Arc", "ScopeIndex", "index_of"]
