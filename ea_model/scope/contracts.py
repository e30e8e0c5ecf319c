"""What each contract covers: the class of every element for it, shared elements, and the cells behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Contract
from ea_model.problems import UnknownIdError
from ea_model.scope.activities import REQUIRED
from ea_model.scope.answer import Scope
from ea_model.scope.boundaries import neighbours
from ea_model.scope.columns import ACCOUNTABLE, EXCLUDE, LEAD, SUPPORT, Coverer
from ea_model.scope.index import RULES
from ea_model.scope.kernel import Bits, columns_in
from ea_model.scope.terms import STATUSES, ScopeClass, Sharing, Status
from ea_model.values import Truth

_ORDER = {scope_class: i for i, scope_class in enumerate(ScopeClass)}
Mask = NDArray[np.bool_]
_CODE = {status: i for i, status in enumerate(STATUSES)}
_UPWARD = ("S1", "S2", "S3")
"""Whole-part rules: a contract that covers the part touches the whole."""


@dataclass(frozen=True, slots=True)
class ScopedActivity:
    """One activity a contract has in scope on an element."""

    activity: str
    role: str
    scope_class: ScopeClass
    """DIRECT, DERIVED or POSSIBLE."""
    truth: Truth


@dataclass(frozen=True, slots=True)
class ElementScope:
    """What one element is to one contract; ``classes`` holds every class that fits, the decisive one first."""

    element: Element
    scope_class: ScopeClass
    classes: tuple[ScopeClass, ...]
    sharing: Sharing | None = None
    activities: tuple[ScopedActivity, ...] = ()
    excluded: tuple[str, ...] = ()


class ContractScope:
    """The demarcation of one contract (or of the own organisation) at the moment of a `Scope`."""

    def __init__(self, scope: Scope, coverer: Coverer) -> None:
        self.scope = scope
        self.coverer = coverer
        self.open_list = scope.contract_is_open(coverer)
        self._classes = _Classes(scope, coverer)

    @property
    def elements(self) -> tuple[ElementScope, ...]:
        """Every element that can carry responsibility here or is named as a subject, by class and id."""
        return self._sorted(self._classes.listed())

    def _sorted(self, numbers: list[int]) -> tuple[ElementScope, ...]:
        found = [self.element(self.scope.index.elements[i]) for i in numbers]
        return tuple(sorted(found, key=lambda e: (_ORDER[e.scope_class], e.element.id)))

    @property
    def within(self) -> tuple[ElementScope, ...]:
        """Only the elements this contract has anything to do with: inside, excluded, touched or on the boundary."""
        return self._sorted(self._classes.concerned())

    def of_class(self, *classes: ScopeClass) -> tuple[ElementScope, ...]:
        """The elements whose decisive class is one of these."""
        return tuple(e for e in self.elements if e.scope_class in classes)

    def element(self, element: Element) -> ElementScope:
        """The classes of one element."""
        return self._classes.of(self.scope.index.number[element.id])

    def cells(self) -> Iterator[tuple[Element, ScopedActivity]]:
        """Every cell this contract has in scope, by element id and activity."""
        for entry in sorted(self.within, key=lambda e: e.element.id):
            for activity in entry.activities:
                yield entry.element, activity

    @property
    def leading_cells(self) -> tuple[tuple[Element, ScopedActivity], ...]:
        """Cells in which the contract answers for the result (R or A), for certain."""
        return tuple(
            (element, entry)
            for element, entry in self.cells()
            if entry.role in ("R", "A") and entry.scope_class is not ScopeClass.POSSIBLE
        )


class _Classes:
    """The masks behind `ContractScope`, one per class."""

    def __init__(self, scope: Scope, coverer: Coverer) -> None:
        self.scope, self.coverer = scope, coverer
        worlds, table = scope.worlds, scope.table
        active = table.mask(coverer=coverer.key, capacity=LEAD) | table.mask(coverer=coverer.key, capacity=SUPPORT)
        self.active = active
        self.mine: Bits = scope.cell_mask & active
        self.subjects = self._subjects()
        self.direct: Mask = (worlds.perhaps.seeds & self.mine).any(axis=1) | self.subjects
        self.certain: Mask = (worlds.perhaps.certain & self.mine).any(axis=1) | self.direct
        reached = worlds.perhaps.possible | worlds.sure.possible
        self.inside: Mask = (reached & self.mine).any(axis=1) | self.certain
        exclude = table.mask(coverer=coverer.key, capacity=EXCLUDE)
        self.excluded: Bits = worlds.perhaps.excluded & exclude & scope.cell_mask
        self.touched = self._touched()
        self.boundary = neighbours(scope, self.inside, active)
        self.required = scope.needs == REQUIRED

    def _subjects(self) -> Mask:
        """Elements without cells that an include statement names here."""
        named = (self.scope.worlds.perhaps.seeds & self.active).any(axis=1)
        return np.asarray(named & ~self.scope.needs.any(axis=1), dtype=bool)

    def _touched(self) -> Mask:
        """Wholes of which only a part is inside, at any depth."""
        index, touched = self.scope.index, self.inside.copy()
        arcs = self.scope.worlds.perhaps.arcs
        upward = arcs[np.isin(index.rules[arcs], [RULES.index(r) for r in _UPWARD])]
        tails, heads = index.tails[upward], index.heads[upward]
        while (rising := touched[heads] & ~touched[tails]).any():
            touched[tails[rising]] = True
        return touched & ~self.inside

    def listed(self) -> list[int]:
        here = self.scope.needs.any(axis=1) | self.direct | self.touched
        return np.flatnonzero(here & (self.scope.situation.elements > 0)).tolist()

    def concerned(self) -> list[int]:
        """Those of `listed` that are not merely elsewhere or unknown."""
        concerned = self.inside | self.touched | self.boundary | self.excluded.any(axis=1)
        return [n for n in self.listed() if concerned[n]]

    def of(self, number: int) -> ElementScope:
        """Decide the classes of one element."""
        excluded = self._excluded_leaves(number)
        classes = list(self._fitting(number, excluded))
        sharing = self.sharing(number)
        if sharing is not None:
            classes.insert(1, ScopeClass.SHARED)
        return ElementScope(
            self.scope.index.elements[number], classes[0], tuple(classes), sharing, self._activities(number), excluded
        )

    def _fitting(self, number: int, excluded: tuple[str, ...]) -> Iterator[ScopeClass]:
        if self.direct[number]:
            yield ScopeClass.DIRECT
        elif self.certain[number]:
            yield ScopeClass.DERIVED
        elif self.inside[number]:
            yield ScopeClass.POSSIBLE
        if excluded:
            yield ScopeClass.EXCLUDED
        if self.inside[number]:
            return
        if self.touched[number]:
            yield ScopeClass.TOUCHED
        if self.boundary[number]:
            yield ScopeClass.BOUNDARY
        yield self._elsewhere(number)

    def _elsewhere(self, number: int) -> ScopeClass:
        """What an element is that this contract has nothing to do with."""
        required = self.required[number]
        states = {STATUSES[s] for s in self.scope.status[number][required]}
        if states <= {Status.UNKNOWN}:
            return ScopeClass.UNKNOWN
        if states & {Status.COVERED, Status.OWN, Status.JOINT, Status.OVERLAP, Status.SUPPORTED_ONLY,
                     Status.INDETERMINATE}:  # fmt: skip
            open_here = self.scope.contract_is_open(self.coverer) and self._silent_on_mine(number)
            return ScopeClass.UNKNOWN if open_here else ScopeClass.OUTSIDE
        return ScopeClass.UNCOVERED

    def _silent_on_mine(self, number: int) -> bool:
        """Is an activity this contract deals with unknown here? Then an open list may still hold it."""
        leaves = {self.scope.table.columns[c].leaf for c in columns_in(self.active)}
        columns = [self.scope.activities.index[leaf] for leaf in leaves]
        required = self.required[number, columns]
        return bool((required & (self.scope.status[number, columns] == _CODE[Status.UNKNOWN])).any())

    def _excluded_leaves(self, number: int) -> tuple[str, ...]:
        leaves = {self.scope.table.columns[c].leaf for c in columns_in(self.excluded[number])}
        return tuple(leaf for leaf in self.scope.activities.leaves if leaf in leaves)

    def _activities(self, number: int) -> tuple[ScopedActivity, ...]:
        """The cells in scope, in order of the activity tree, with the surest reading of each."""
        worlds, table = self.scope.worlds, self.scope.table
        reached = (worlds.perhaps.possible[number] | worlds.sure.possible[number]) & self.mine[number]
        found: dict[tuple[str, str], ScopedActivity] = {}
        for column in columns_in(reached):
            entry = table.columns[column]
            word, bit = column >> 6, np.uint64(1) << np.uint64(column & 63)
            if worlds.perhaps.seeds[number, word] & bit:
                scope_class, row = ScopeClass.DIRECT, worlds.sure.seeds
            elif worlds.perhaps.certain[number, word] & bit:
                scope_class, row = ScopeClass.DERIVED, worlds.sure.certain
            else:
                scope_class, row = ScopeClass.POSSIBLE, worlds.sure.possible
            truth = Truth.YES if row[number, word] & bit else Truth.MAYBE
            role = "S" if entry.capacity == SUPPORT else self._role(number, entry.leaf)
            found[(entry.leaf, role)] = ScopedActivity(entry.leaf, role, scope_class, truth)
        order = self.scope.activities.index
        return tuple(found[key] for key in sorted(found, key=lambda k: (order[k[0]], k[1])))

    def _role(self, number: int, leaf: str) -> str:
        mask = self.scope.table.mask(coverer=self.coverer.key, leaf=leaf, capacity=ACCOUNTABLE)
        return "A" if (self.scope.worlds.perhaps.possible[number] & mask).any() else "R"

    def sharing(self, number: int) -> Sharing | None:
        """How this contract meets others on an element it has inside; None when it does not."""
        if not self.inside[number]:
            return None
        others = covering(self.scope, number)
        element = self.scope.index.elements[number]
        explicit = bool((self.scope.worlds.perhaps.seeds[number] & self.scope.cell_mask[number]).any())
        if not explicit and not self.certain[number] and _is_reusable(self.scope, element, number):
            return Sharing.UNDECIDED
        if len(others) < 2:
            return None
        if (self.scope.status[number] == _CODE[Status.OVERLAP]).any():
            return Sharing.OVERLAPPING
        return Sharing.COMPLEMENTARY


def covering(scope: Scope, number: int) -> tuple[str, ...]:
    """Keys of the coverers that have any cell of an element in scope, possibly or for certain."""
    reached = scope.worlds.perhaps.possible[number] | scope.worlds.sure.possible[number]
    active = scope.table.mask(capacity=LEAD) | scope.table.mask(capacity=SUPPORT)
    found = columns_in(reached & active & scope.cell_mask[number])
    return tuple(sorted({scope.table.columns[c].coverer for c in found}))


def _is_reusable(scope: Scope, element: Element, number: int) -> bool:
    if element.reusable is True:
        return True
    arcs = scope.worlds.perhaps.arcs
    shares = (scope.index.heads[arcs] == number) & (scope.index.rules[arcs] == RULES.index("S2"))
    return bool(np.count_nonzero(shares) > 1)


def shared_elements(scope: Scope) -> tuple[tuple[Element, tuple[str, ...]], ...]:
    """Elements in scope of two or more coverers, with their keys, by element id."""
    found = []
    for number in np.flatnonzero(scope.needs.any(axis=1)):
        keys = covering(scope, int(number))
        if len(keys) > 1:
            found.append((scope.index.elements[number], keys))
    return tuple(sorted(found, key=lambda f: f[0].id))


def contract_scope(scope: Scope, wanted: str | Contract | Coverer) -> ContractScope:
    """The demarcation of a contract (by id, name or object), or of ``eigen`` when one own party speaks.

    Raises `UnknownIdError` when the model has no such contract.
    """
    if isinstance(wanted, Coverer):
        return ContractScope(scope, wanted)
    if isinstance(wanted, Contract):
        return ContractScope(scope, scope.coverers.get(wanted.id) or Coverer(wanted.id, wanted))
    own = [c for c in scope.coverers.values() if c.own]
    if wanted in ("eigen", "own") and len(own) == 1:
        return ContractScope(scope, own[0])
    if wanted in scope.coverers:
        return ContractScope(scope, scope.coverers[wanted])
    try:
        found = scope.model.contract(wanted)
    except UnknownIdError as error:
        known = [*scope.coverers, *(c.id for c in scope.model.contracts)]
        raise UnknownIdError("contract", wanted, known) from error
    return contract_scope(scope, found)


def contract_scopes(scope: Scope) -> tuple[ContractScope, ...]:
    """Every contract and own party that covers or excludes something here, by key."""
    placed = {p.coverer for p in scope.worlds.placed if p.truth}
    return tuple(ContractScope(scope, scope.coverers[key]) for key in sorted(placed))
