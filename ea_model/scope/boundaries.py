"""Boundary interfaces: relations between elements that different contracts or parties look after.

Semantics: docs/SEMANTICS.md 6. The two sides of a relation are the coverers with R, A or S on its ends, client-side
activities left out. A service without cells of its own is looked after by whoever looks after its realizers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import ELEMENT_TYPES, Assignment, Element, Realization, Relation
from ea_model.scope.answer import Scope
from ea_model.scope.columns import LEAD, SUPPORT, Coverer
from ea_model.scope.index import ScopeIndex
from ea_model.scope.kernel import Bits, columns_in
from ea_model.scope.terms import InterfaceKind

_ACROSS_LAYERS = (Realization, Assignment)
_PEOPLE = tuple(
    ELEMENT_TYPES[t] for t in ("BusinessActor", "BusinessRole", "BusinessCollaboration", "BusinessInterface")
)


@dataclass(frozen=True, slots=True)
class BoundaryInterface:
    """One relation that crosses a boundary."""

    relation: Relation
    source: Element
    target: Element
    source_side: tuple[Coverer, ...]
    target_side: tuple[Coverer, ...]
    kind: InterfaceKind
    same_suppliers: tuple[Element, ...] = ()
    """Parties that stand on both sides."""
    internal: bool = True
    """Both ends carry responsibilities; False where one is a customer, supplier or a service."""
    assigned_elsewhere: bool = False
    """A part that an explicit statement gives to somebody else than the whole (rule T2)."""

    def involves(self, *keys: str) -> bool:
        """With one coverer: on either side. With two: one on each side. With none: always."""
        sides = [{c.key for c in side} for side in (self.source_side, self.target_side)]
        if len(keys) < 2:
            return all(key in sides[0] | sides[1] for key in keys)
        one, other = keys[:2]
        return (one in sides[0] and other in sides[1]) or (other in sides[0] and one in sides[1])


class Boundaries:
    """All boundary interfaces of one scope answer."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        leaves = {leaf for leaf in scope.activities.leaves if not scope.activities.is_client_side(leaf)}
        looking_after = scope.table.mask(capacity=LEAD) | scope.table.mask(capacity=SUPPORT)
        mask = scope.table.leaves_mask(leaves) & looking_after
        self._labels: Bits = scope.worlds.perhaps.certain & scope.cell_mask & mask
        self._has_cells: NDArray[np.bool_] = np.asarray(scope.needs.any(axis=1), dtype=bool)
        self._sides: dict[int, frozenset[str]] = {}
        self._carried: dict[int, list[int]] = {}
        self._suppliers: dict[str, set[str]] = {}
        """Parties per contract, in-house left out."""
        for placed in scope.worlds.placed:
            if placed.truth and placed.statement.contract is not None and placed.statement.effect == "include":
                parties = self._suppliers.setdefault(placed.coverer, set())
                parties.update(p.id for p in placed.statement.parties)

    def side(self, number: int) -> frozenset[str]:
        """Keys of the coverers that look after an element."""
        found = self._sides.get(number)
        if found is None:
            found = frozenset(self.scope.table.columns[c].coverer for c in columns_in(self._labels[number]))
            if not self._has_cells[number]:
                for carrier in self._carriers(number):
                    found |= self.side(carrier)
            self._sides[number] = found
        return found

    def _carriers(self, number: int) -> list[int]:
        """The elements with cells that realize an element in its own layer, at any depth."""
        if number in self._carried:
            return self._carried[number]
        index, seen, waiting = self.scope.index, {number}, [number]
        found = self._carried[number] = []
        while waiting:
            for relation in self.scope.model.incoming(index.elements[waiting.pop()]):
                ends = index.ends(relation)
                if ends is None or not isinstance(relation, _ACROSS_LAYERS) or ends[0] in seen:
                    continue
                if index.layers[ends[0]] != index.layers[ends[1]] or not self.scope.situation.existence(relation):
                    continue
                seen.add(ends[0])
                (found if self._has_cells[ends[0]] else waiting).append(ends[0])
        return found

    def _is_side(self, number: int) -> bool:
        return bool(self._has_cells[number]) or bool(self._carriers(number))

    def _is_outsider(self, number: int) -> bool:
        """A customer, supplier or other organisation; the own organisation is not outside itself."""
        element = self.scope.index.elements[number]
        return isinstance(element, _PEOPLE) and element is not self.scope.model.organisation

    def all(self) -> tuple[BoundaryInterface, ...]:
        """Every boundary interface, by relation id."""
        index = self.scope.index
        here = index.crossing[self.scope.situation.relations[index.crossing] > 0]
        found = [b for n in here if (b := self._compare(index.relations[n], _ends(index, n))) is not None]
        found += self._elsewhere()
        return tuple(sorted(found, key=lambda b: (b.relation.id, b.source.id)))

    def _compare(self, relation: Relation, ends: tuple[int, int]) -> BoundaryInterface | None:
        sides = [self.side(n) for n in ends]
        outside = [not self._is_side(n) and self._is_outsider(n) for n in ends]
        if all(outside) or any(not self._is_side(n) and not out for n, out in zip(ends, outside, strict=True)):
            return None
        if not any(outside) and sides[0] == sides[1]:
            return None
        coverers = self.scope.coverers
        source_side, target_side = (tuple(coverers[k] for k in sorted(side)) for side in sides)
        same = self._same_suppliers(*sides) if not any(outside) else ()
        return BoundaryInterface(
            relation,
            self.scope.index.elements[ends[0]],
            self.scope.index.elements[ends[1]],
            source_side,
            target_side,
            _kind(source_side, target_side, any(outside), bool(same)),
            same,
            internal=bool(self._has_cells[ends[0]] and self._has_cells[ends[1]]),
        )

    def _same_suppliers(self, one: frozenset[str], other: frozenset[str]) -> tuple[Element, ...]:
        """Parties of a contract on one side that are also party to another contract on the other side."""
        common = {
            party
            for first in one
            for second in other
            if first != second
            for party in self._suppliers.get(first, set()) & self._suppliers.get(second, set())
        }
        return tuple(self.scope.index.elements[self.scope.index.number[p]] for p in sorted(common))

    def _elsewhere(self) -> list[BoundaryInterface]:
        """Whole-part relations across which an explicit statement stops derivation (rule T2)."""
        worlds, index = self.scope.worlds, self.scope.index
        claimed = {s for p in worlds.placed if p.truth and p.statement.effect == "include" for s in p.subjects}
        found: dict[str, BoundaryInterface] = {}
        arcs = worlds.perhaps.arcs
        into_claimed = np.isin(index.heads[arcs], list(claimed))
        for number in arcs[into_claimed & self._has_cells[index.heads[arcs]] & self._has_cells[index.tails[arcs]]]:
            arc = index.arcs[number]
            stopped = self._labels[arc.tail] & self.scope.cell_mask[arc.head] & ~worlds.perhaps.admits[arc.head]
            stopped &= worlds.layer_admits[arc.head]
            stopped &= ~worlds.perhaps.certain[arc.head] & ~worlds.perhaps.excluded[arc.head]
            relation = index.relations[arc.relations[0]]
            if stopped.any() and (interface := self._compare(relation, (arc.tail, arc.head))) is not None:
                found[relation.id] = replace(interface, assigned_elsewhere=True)
        return list(found.values())


def _ends(index: ScopeIndex, relation: int) -> tuple[int, int]:
    return int(index.sources[relation]), int(index.targets[relation])


def _kind(one: tuple[Coverer, ...], other: tuple[Coverer, ...], outsider: bool, same: bool) -> InterfaceKind:
    """Name the meeting: with an outsider, with nobody known, in-house, or between suppliers."""
    if outsider:
        known = one or other
        if not known:
            return InterfaceKind.ONE_SIDE_UNKNOWN
        suppliers = any(not c.own for c in known)
        return InterfaceKind.SUPPLIER_EXTERNAL if suppliers else InterfaceKind.OWN_EXTERNAL
    if not one or not other:
        return InterfaceKind.ONE_SIDE_UNKNOWN
    own = [all(c.own for c in side) for side in (one, other)]
    if all(own):
        return InterfaceKind.OWN_OWN
    if any(own) or any(c.own for c in (*one, *other)):
        return InterfaceKind.SUPPLIER_OWN
    return InterfaceKind.SAME_SUPPLIER if same else InterfaceKind.SUPPLIER_SUPPLIER


def boundaries_of(scope: Scope) -> tuple[BoundaryInterface, ...]:
    """Every boundary interface of an answer, computed once and kept with it."""
    found: tuple[BoundaryInterface, ...] | None = scope.__dict__.get("_boundaries")
    if found is None:
        found = Boundaries(scope).all()
        scope.__dict__["_boundaries"] = found
    return found


def neighbours(scope: Scope, inside: NDArray[np.bool_], active: Bits) -> NDArray[np.bool_]:
    """Elements outside that touch the inside by a boundary relation, or were kept out by a statement of their own."""
    found = np.zeros_like(inside)
    index, worlds = scope.index, scope.worlds
    here = index.crossing[scope.situation.relations[index.crossing] > 0]
    for one, other in ((index.sources[here], index.targets[here]), (index.targets[here], index.sources[here])):
        found[other[inside[one]]] = True
    arcs = worlds.perhaps.arcs
    stopped = arcs[inside[index.tails[arcs]] & ~inside[index.heads[arcs]]]
    tails, heads = index.tails[stopped], index.heads[stopped]
    wanted = worlds.perhaps.possible[tails] & active & worlds.layer_admits[heads]
    wanted &= scope.cell_mask[heads] & ~worlds.perhaps.excluded[heads]
    found[heads[wanted.any(axis=1)]] = True
    return found & ~inside
