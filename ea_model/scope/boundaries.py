"""Boundary interfaces: relations between elements that different contracts or parties look after.

Semantics: docs/SEMANTICS.md 6. The two sides of a relation are the providers with R, A or S on its ends, client-side
activities left out. A service without cells of its own is looked after by whoever looks after its realizers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import Assignment, Element, Realization, Relation
from ea_model.metamodel.contract import Contract, Effect
from ea_model.scope.cells import Scope
from ea_model.scope.columns import LEAD, SUPPORT, Provider
from ea_model.scope.enums import InterfaceKind
from ea_model.scope.index import INTERFACE
from ea_model.scope.kernel import Bits, Ints, compress, distinct, occupied, sweep
from ea_model.values import Truth, Unknown

_ACROSS_LAYERS = (Realization, Assignment)
_NOBODY: frozenset[str] = frozenset()
_FOREIGN, _OURS = np.uint64(1), np.uint64(2)
_CORE = ("Business", "Application", "Technology")
_PEOPLE = ("BusinessActor", "BusinessRole", "BusinessCollaboration", "BusinessInterface")


@dataclass(frozen=True, slots=True)
class BoundaryInterface:
    """One relation that crosses a boundary."""

    relation: Relation
    source: Element
    target: Element
    source_side: tuple[Provider, ...]
    target_side: tuple[Provider, ...]
    kind: InterfaceKind
    same_suppliers: tuple[Element, ...] = ()
    """Parties that stand on both sides."""
    internal: bool = True
    """Both ends carry responsibilities; False where one is a customer, supplier or a service."""
    assigned_elsewhere: bool = False
    """A part that an explicit statement gives to somebody else than the whole (rule T2)."""
    chain: tuple[Relation, ...] = ()
    """Every relation of one that runs through junctions, ``relation`` first."""

    @property
    def missing(self) -> tuple[str, ...]:
        """See `missing_agreements`."""
        return missing_agreements(self.relation)

    def involves(self, *keys: str) -> bool:
        """With one provider: on either side. With two: one on each side. With none: always."""
        sides = [{c.key for c in side} for side in (self.source_side, self.target_side)]
        if len(keys) < 2:
            return all(key in sides[0] | sides[1] for key in keys)
        one, other = keys[:2]
        return (one in sides[0] and other in sides[1]) or (other in sides[0] and one in sides[1])


def missing_agreements(relation: Relation) -> tuple[str, ...]:
    """What nobody agreed about it: names of `INTERFACE`."""
    return tuple(
        name for name in INTERFACE if (value := relation.eGet(name)) in (None, "") or isinstance(value, Unknown)
    )


class Meeting(NamedTuple):
    """Two sides that meet, and what that is called."""

    source_side: tuple[Provider, ...]
    target_side: tuple[Provider, ...]
    kind: InterfaceKind
    same_suppliers: tuple[Element, ...]


class Crossings(NamedTuple):
    """Boundary interfaces as columns, one position each."""

    relations: Ints
    sources: Ints
    targets: Ints
    elsewhere: NDArray[np.bool_]
    """See `BoundaryInterface.assigned_elsewhere`."""
    internal: NDArray[np.bool_]
    meeting: Ints
    """Position of the meeting in ``met``."""
    met: tuple[Meeting, ...]
    chains: list[tuple[int, ...]]
    """The relations of those that run through junctions, by number; empty for all others."""


class Boundaries:
    """All boundary interfaces of one scope answer: as columns, and as objects for those that are found."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        leaves = {leaf for leaf in scope.activities.leaves if not scope.activities.is_client_side(leaf)}
        table, patterns = scope.table, scope.patterns
        self._looking_after = table.leaves_mask(leaves) & (
            table.mask(involvement=LEAD) | table.mask(involvement=SUPPORT)
        )
        self._has_cells: NDArray[np.bool_] = scope.involved
        own_cells = table.providers_in(patterns.upper_certain & patterns.cells, self._looking_after)
        self.sides, origins = self._with_carriers(patterns.spread(own_cells, len(scope.index.elements)))
        """Per element, the providers that look after it (bits as in `ColumnTable.places`)."""
        self._is_side = origins > 0
        self._of_others: NDArray[np.bool_] = (scope.facts.external == int(Truth.YES)) | (origins == _FOREIGN)
        """Owned by another organisation, or realized only by what is."""
        self._suppliers = _suppliers(scope)
        self._decoded: dict[bytes, _Side] = {}

    def _with_carriers(self, sides: Bits) -> tuple[Bits, Bits]:
        """Sides, where an element without cells has that of what realizes it; second, whose its carriers are.

        0: none; `_FOREIGN`: other organisations', `_OURS`: ours; or both. An element with cells carries itself.

        It is carried by the elements with cells that realize it in its own layer, at any depth.
        """
        index, size = self.scope.index, len(sides)
        whose = np.where(self.scope.facts.external == int(Truth.YES), _FOREIGN, _OURS)
        whose = np.where(self._has_cells, whose, np.uint64(0))
        upward = index.relation_kinds.are(*_ACROSS_LAYERS) & (self.scope.facts.relations > 0)
        upward &= (index.sources >= 0) & (index.targets >= 0)
        upward[upward] = index.layer_codes[index.sources[upward]] == index.layer_codes[index.targets[upward]]
        upward[upward] = ~self._has_cells[index.targets[upward]]
        arcs = np.flatnonzero(upward)
        if not arcs.size:
            return sides, whose
        arcs = arcs[np.argsort(index.sources[arcs], kind="stable")]
        all_bits = ~np.uint64(0)
        labels = np.hstack([sides, whose[:, None]])
        masks = np.full((1, labels.shape[1]), all_bits)
        admits = np.broadcast_to(masks, labels.shape)
        lanes = np.zeros(len(arcs), dtype=np.int64)
        labels_after = sweep(compress(index.sources[arcs], size), index.targets[arcs], lanes, masks, labels, admits)
        return np.ascontiguousarray(labels_after[:, :-1]), labels_after[:, -1]

    @cached_property
    def _is_own(self) -> NDArray[np.bool_]:
        """A role or unit of the own organisation: the organisation, a part of it, or what either owns."""
        index, own = self.scope.index, self.scope.index.own_organisation
        people = index.element_kinds.are(*self.scope.model.language.types(*_PEOPLE)) & ~self._is_side
        for number in np.flatnonzero(people).tolist():
            element = index.elements[number]
            people[number] = element.id in own or (isinstance(element.owner, Element) and element.owner.id in own)
        return people

    @cached_property
    def _is_outsider(self) -> NDArray[np.bool_]:
        """A customer, supplier or other organisation."""
        people = self.scope.index.element_kinds.are(*self.scope.model.language.types(*_PEOPLE))
        outsiders: NDArray[np.bool_] = people & ~self._is_side & ~self._is_own
        for number in np.flatnonzero(outsiders).tolist():  # whose it is may be what nobody knows
            outsiders[number] = not isinstance(self.scope.index.elements[number].owner, Unknown)
        return outsiders

    @cached_property
    def _is_elsewhere(self) -> NDArray[np.bool_]:
        """An outsider, or what another organisation certainly owns and nobody here looks after."""
        return self._is_outsider | (self._of_others & ~occupied(self.sides) & ~self._is_own)

    @cached_property
    def _is_open(self) -> NDArray[np.bool_]:
        """Without cells in a core layer: nobody knows that side, and a relation to it that leaves a scope is told."""
        index = self.scope.index
        core = np.array([layer in _CORE for layer in index.layer_names], dtype=bool)[index.layer_codes]
        return core & ~self._is_side & ~self._is_outsider & ~self._is_own

    def _crossing(self) -> Ints:
        """Positions in `ScopeIndex.crossing` of what crosses a boundary here."""
        crossing = self.scope.index.crossing
        positions = np.flatnonzero(crossing.alive(self.scope.facts.relations > 0))
        return positions[self._is_boundary(crossing.sources[positions], crossing.targets[positions])]

    def _is_boundary(self, one: Ints, other: Ints) -> NDArray[np.bool_]:
        """Do these pairs of elements lie on two sides?"""
        outside = self._is_outsider[one], self._is_outsider[other]
        placed = (self._is_side | self._is_outsider | self._is_own)[[one, other]].all(axis=0)
        differ = occupied(self.sides[one] ^ self.sides[other]) | outside[0] | outside[1]
        near = occupied(self.sides[one] | self.sides[other]) & (self._is_open[one] ^ self._is_open[other])
        return (placed & differ & ~(outside[0] & outside[1])) | near

    def _elsewhere(self) -> Ints:
        """Whole-part arcs, by number, across which an explicit statement stops derivation (rule T2)."""
        scope, propagation, index = self.scope, self.scope.propagation, self.scope.index
        table = propagation.statement_table
        claims = propagation.perhaps.others(
            table.gives & propagation.standing.can_hold, propagation.surely.frames
        ).spread()
        arcs = propagation.upper.arcs
        arcs = arcs[occupied(claims)[index.heads[arcs]] & (scope.facts.external[index.heads[arcs]] == 0)]
        arcs = arcs[self._has_cells[index.heads[arcs]] & self._has_cells[index.tails[arcs]]]
        tails, heads = index.tails[arcs], index.heads[arcs]
        masks, profiles = scope.profiles.masks, scope.profiles.of
        stopped = (
            propagation.upper.certain[tails] & self._looking_after & masks[profiles[tails]] & masks[profiles[heads]]
        )
        stopped &= propagation.layer_admits[heads] & claims[heads]
        stopped &= ~propagation.upper.certain[heads] & ~propagation.upper.excluded[heads]
        numbers: Ints = arcs[occupied(stopped) & self._is_boundary(tails, heads)]
        return numbers

    @cached_property
    def found(self) -> Crossings:
        """Every boundary interface as columns, by relation id."""
        index = self.scope.index
        crossing, stopped, ends = self._crossing(), self._elsewhere(), index.crossing
        relations = np.concatenate([ends.relations[crossing], index.first_relations[stopped]])
        sources = np.concatenate([ends.sources[crossing], index.tails[stopped]])
        targets = np.concatenate([ends.targets[crossing], index.heads[stopped]])
        chains = [ends.trails.get(n, ()) for n in crossing.tolist()] + [()] * len(stopped)
        elsewhere = np.repeat([False, True], [len(crossing), len(stopped)])
        order = np.lexsort((index.element_ranks[sources], elsewhere, index.relation_ranks[relations]))
        last = np.ones(len(order), dtype=bool)  # of several arcs of one relation that are stopped, one is told
        same = relations[order][1:] == relations[order][:-1]
        last[:-1] = ~(same & elsewhere[order][1:] & elsewhere[order][:-1])
        order = order[last]
        chains = [chains[n] for n in order.tolist()]
        return self._with_meetings(relations[order], sources[order], targets[order], elsewhere[order], chains)

    def _with_meetings(
        self, relations: Ints, sources: Ints, targets: Ints, elsewhere: NDArray[np.bool_], chains: list[tuple[int, ...]]
    ) -> Crossings:
        """Who meets at each; very many interfaces are the same meeting."""
        flags = np.stack(
            [flag[ends] for flag in (self._is_elsewhere, self._is_own) for ends in (sources, targets)], axis=1
        ).astype(np.uint64)
        rows = np.hstack([self.sides[sources], self.sides[targets], flags])
        first, meeting = distinct(rows)
        met = [self._meeting(int(sources[n]), int(targets[n])) for n in first]
        internal = self._has_cells[sources] & self._has_cells[targets]
        return Crossings(relations, sources, targets, elsewhere, internal, meeting, tuple(met), chains)

    def interface(self, position: int) -> BoundaryInterface:
        """The boundary interface at a position of `found`."""
        index, interfaces = self.scope.index, self.found
        meeting = interfaces.met[interfaces.meeting[position]]
        return BoundaryInterface(
            index.relations[interfaces.relations[position]],
            index.elements[interfaces.sources[position]],
            index.elements[interfaces.targets[position]],
            meeting.source_side,
            meeting.target_side,
            meeting.kind,
            meeting.same_suppliers,
            bool(interfaces.internal[position]),
            bool(interfaces.elsewhere[position]),
            tuple(index.relations[number] for number in interfaces.chains[position]),
        )

    def all(self) -> tuple[BoundaryInterface, ...]:
        """Every boundary interface, by relation id."""
        return tuple(map(self.interface, range(len(self.found.relations))))

    def _meeting(self, source: int, target: int) -> Meeting:
        one, other = self._side(source), self._side(target)
        elsewhere = bool(self._is_elsewhere[source]), bool(self._is_elsewhere[target])
        same = () if any(elsewhere) else self._same_suppliers(one, other)
        return Meeting(one.providers, other.providers, _kind(one, other, elsewhere, bool(same)), same)

    def _side(self, number: int) -> _Side:
        if self._is_own[number]:
            return _Side((), supplied=False, own=True)
        key = self.sides[number].tobytes()
        if key not in self._decoded:
            self._decoded[key] = _side_of(
                [self.scope.providers[k] for k in self.scope.table.keys_in(self.sides[number])]
            )
        return self._decoded[key]

    def _same_suppliers(self, one: _Side, other: _Side) -> tuple[Element, ...]:
        """Parties of a contract on one side that are also party to another contract on the other side."""
        common = {
            party
            for first in one.providers
            for second in other.providers
            if first.key != second.key
            for party in self._suppliers.get(first.key, _NOBODY) & self._suppliers.get(second.key, _NOBODY)
        }
        return tuple(self.scope.index.elements[self.scope.index.number[p]] for p in sorted(common))


def _suppliers(scope: Scope) -> dict[str, set[str]]:
    """Parties per contract, in-house left out."""
    suppliers: dict[str, set[str]] = {}
    for placed in scope.propagation.placed:
        if placed.truth and placed.statement.contract is not None and placed.statement.effect == Effect.INCLUDE:
            suppliers.setdefault(placed.provider, set()).update(p.id for p in placed.statement.parties)
    return suppliers


class _Side(NamedTuple):
    """Who looks after one end: nobody known, contracts, own parties, or both."""

    providers: tuple[Provider, ...]
    supplied: bool
    own: bool


def _side_of(providers: list[Provider]) -> _Side:
    return _Side(tuple(providers), any(not c.own for c in providers), any(c.own for c in providers))


def _kind(one: _Side, other: _Side, elsewhere: tuple[bool, bool], same: bool) -> InterfaceKind:
    """Name the meeting: with an outsider, with nobody known, in-house, or between suppliers."""
    inner = [side for side, outside in zip((one, other), elsewhere, strict=True) if not outside]
    if not all(side.providers or side.own for side in inner):
        return InterfaceKind.ONE_SIDE_UNKNOWN
    if any(elsewhere):
        return _with_outsiders(inner)
    if not one.supplied and not other.supplied:
        return InterfaceKind.OWN_OWN
    if one.own or other.own:
        return InterfaceKind.SUPPLIER_OWN
    return InterfaceKind.SAME_SUPPLIER if same else InterfaceKind.SUPPLIER_SUPPLIER


def _with_outsiders(inner: list[_Side]) -> InterfaceKind:
    if not inner:
        return InterfaceKind.EXTERNAL_EXTERNAL
    return InterfaceKind.SUPPLIER_EXTERNAL if inner[0].supplied else InterfaceKind.OWN_EXTERNAL


def boundary_columns(scope: Scope) -> Boundaries:
    """The boundaries of an answer as columns, computed once and kept with it."""
    return scope.memo(Boundaries)


def boundaries_of(scope: Scope) -> tuple[BoundaryInterface, ...]:
    """Every boundary interface of an answer, computed once and kept with it."""
    return scope.memo(_every_boundary)


def _every_boundary(scope: Scope) -> tuple[BoundaryInterface, ...]:
    return boundary_columns(scope).all()


def lacks_cells(scope: Scope, element: Element) -> bool:
    """Of a core layer, no person, organisation or contract, and of a kind the model names no activities for."""
    number, people = scope.index.number[element.id], scope.model.language.types(*_PEOPLE)
    layer = scope.index.layer_names[scope.index.layer_codes[number]]
    works = not isinstance(element, people) and not isinstance(element, Contract)
    return layer in _CORE and works and not scope.profiles.with_cells[number]


def beside(scope: Scope, element: Element) -> tuple[tuple[Relation, Element, tuple[Provider, ...]], ...]:
    """What lies next to an element here and is looked after by somebody: relation, neighbour and who."""
    boundaries, number = boundary_columns(scope), scope.index.number
    ends = [(r, r.target) for r in scope.model.outgoing(element)] + [
        (r, r.source) for r in scope.model.incoming(element)
    ]
    neighbours = [
        (relation, end, tuple(scope.providers[k] for k in scope.table.keys_in(boundaries.sides[number[end.id]])))
        for relation, end in ends
        if isinstance(end, Element) and scope.facts.existence(relation)
    ]
    return tuple(entry for entry in sorted(neighbours, key=lambda entry: entry[0].id) if entry[2])
