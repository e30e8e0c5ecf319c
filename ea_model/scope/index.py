"""The model as arrays: elements by number, relations as pairs, and the arcs scope may flow along (rules S1-S7).

Built once per model; what holds on a day or in a plateau is a mask over it (``moment``).
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import (
    Access,
    Aggregation,
    Assignment,
    Association,
    Composition,
    Criticality,
    Element,
    Flow,
    Realization,
    Serving,
    Triggering,
)
from ea_model.metamodel.contract import Ownership, Tender
from ea_model.metamodel.lean import stated_values
from ea_model.model import Model
from ea_model.scope.activities import Activities
from ea_model.scope.arcs import RULES, Arc, Arcs, Ends
from ea_model.scope.concept_columns import ConceptColumns
from ea_model.scope.kernel import Bits, Ints, Mask
from ea_model.scope.statements import StatementTable
from ea_model.values import Provenance

_ALWAYS_CROSS = (Serving, Flow, Triggering, Access)
_CROSS_LAYERS = (Realization, Assignment)
HOUSING = "huisvesting"
INTERFACE = ("interface_owner", "interface_standard", "interface_requirement")
"""What may be agreed about a relation that crosses a boundary."""


class ScopeIndex(ConceptColumns):
    """The columns of one model, with the arcs scope may flow along and the statements about it."""

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self.activities = Activities(model.activities, model.applicability, model.language)
        self.reusable: Mask = np.array([stated_values(e).get("reusable") is True for e in self.elements], dtype=bool)
        self.critical: Mask = np.array(
            [stated_values(e).get("criticality") == Criticality.CRITICAL for e in self.elements], dtype=bool
        )
        self.own_organisation = self._own_organisation()
        self.external: Mask = self._external()
        """T5: owned by another organisation than the model's own, as `Element.owner` has it."""
        self.ownerships: Ints = self._ownerships()
        """Relations that say who owns an element in some situations, by number."""
        self.kind_needs = self._kind_needs()
        """The applicability matrix per class of element and leaf, before plateau and date."""
        self.arcs = Arcs(self)
        self.tails, self.heads, self.lanes = self.arcs.tails, self.arcs.heads, self.arcs.lanes
        self.rules, self.first_relations = self.arcs.rules, self.arcs.first_relations
        self.is_part: Mask = self.relation_kinds.are(Composition, Aggregation)[self.first_relations]
        """Per arc: is it from a whole to a part, by composition, aggregation or grouping?"""
        self.concerning, self.concerned = self._concerning()
        """Relations by which work realizes an element or is associated with it, by number; and those elements."""
        self.crossing: Ends = self._crossing()
        """Relations that can be a boundary (rules S8 and S9)."""

    def _own_organisation(self) -> frozenset[str]:
        """Ids of the own organisation and of everything that is part of it."""
        waiting = [self.model.organisation] if self.model.organisation is not None else []
        units: set[str] = set()
        while waiting:
            unit = waiting.pop()
            if unit.id not in units:
                units.add(unit.id)
                parts = (r.target for r in self.model.outgoing(unit) if isinstance(r, (Composition, Aggregation)))
                waiting += [p for p in parts if isinstance(p, Element)]
        return frozenset(units)

    def _external(self) -> Mask:
        external = np.zeros(len(self.elements), dtype=bool)
        for number, element in enumerate(self.elements):
            owner = stated_values(element).get("owner")
            external[number] = isinstance(owner, Element) and self.is_foreign(owner)
        return external

    def is_foreign(self, owner: Element) -> bool:
        """Is an owner outside the own organisation? Nobody is where a model has no organisation of its own."""
        return bool(self.own_organisation) and owner.id not in self.own_organisation

    def _ownerships(self) -> Ints:
        ownerships = self.relation_kinds.are(Ownership) if self.relations else np.zeros(0, dtype=bool)
        return np.flatnonzero(ownerships & (self.sources >= 0) & (self.targets >= 0))

    def _kind_needs(self) -> NDArray[np.int8]:
        leaves = self.activities.leaves
        rows = [[self.activities.needs(kind).get(x, 0) for x in leaves] for kind in self.element_kinds.classes]
        return np.array(rows, dtype=np.int8).reshape(len(rows), len(leaves))

    def _concerning(self) -> tuple[Ints, Ints]:
        """A tender is no such work: it buys."""
        work = self.element_kinds.are(*self.model.language.types("WorkPackage")) & ~self.element_kinds.are(Tender)
        numbers = np.flatnonzero(self.relation_kinds.are(Realization, Association))
        numbers = numbers[(self.sources[numbers] >= 0) & (self.targets[numbers] >= 0)]
        sources, targets = self.sources[numbers], self.targets[numbers]
        onto = work[sources]
        back = work[targets] & self.relation_kinds.are(Association)[numbers]
        return (np.concatenate([numbers[onto], numbers[back]]), np.concatenate([targets[onto], sources[back]]))

    def _crossing(self) -> Ends:
        ends = self.arcs.ends(*_ALWAYS_CROSS, *_CROSS_LAYERS)
        across = self.layer_codes[ends.sources] != self.layer_codes[ends.targets]
        positions = np.flatnonzero(across | self.relation_kinds.are(*_ALWAYS_CROSS)[ends.relations])
        trails = {new: ends.trails[old] for new, old in enumerate(positions.tolist()) if old in ends.trails}
        return Ends(ends.relations[positions], ends.sources[positions], ends.targets[positions], trails)

    @cached_property
    def stated_relations(self) -> Mask:
        """Relations a source states; the others are a reading of ours or an assumption."""
        provenances = (stated_values(r).get("provenance", Provenance.STATED) for r in self.relations)
        return np.array([provenance is Provenance.STATED for provenance in provenances], dtype=bool)

    @cached_property
    def statement_table(self) -> StatementTable:
        """What is said about scope, before any moment."""
        return StatementTable(self, self.activities)

    @cached_property
    def layer_admits(self) -> Bits:
        """T4: per element, the columns whose activity may enter its layer."""
        table = self.statement_table.table
        rows = np.zeros((max(1, len(self.layer_names)), table.words), dtype=np.uint64)
        for row, layer in enumerate(self.layer_names):
            inside = {x for x in self.activities.leaves if not layer or layer in self.activities.layers(x)}
            rows[row] = table.leaves_mask(inside)
        return rows[self.layer_codes]

    @cached_property
    def lane_masks(self) -> Bits:
        """Per lane, the columns that may use it."""
        return np.stack([self.statement_table.table.leaves_mask(set(leaves)) for leaves in self.lane_activities()])

    @cached_property
    def agreed(self) -> Mask:
        """Relations that hold anything of `INTERFACE`."""
        return np.array([not stated_values(r).keys().isdisjoint(INTERFACE) for r in self.relations], dtype=bool)

    def lane_activities(self) -> list[list[str]]:
        """Per lane, the leaf activities that may use it."""
        leaves = self.activities.leaves
        rows: list[list[str]] = [list(leaves), [leaf for leaf in leaves if leaf == HOUSING]]
        rows += [[x for x in leaves if layer in self.activities.layers(x)] for layer in self.model.language.lanes]
        return rows


def index_of(model: Model) -> ScopeIndex:
    """The index of a model, built on first use and kept with it."""
    return model.memo(ScopeIndex)


__all__ = ["INTERFACE", "RULES", "Arc", "ScopeIndex", "index_of"]
