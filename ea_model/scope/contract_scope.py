"""What each contract covers: the class of every element for it, shared elements, and the cells behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from ea_model.messages.problems import UnknownIdError
from ea_model.metamodel.archimate import Aggregation, Composition, Element
from ea_model.metamodel.contract import Contract, Lot, Role
from ea_model.scope.cells import Scope
from ea_model.scope.columns import ACCOUNTABLE, EXCLUDE, LEADING_ROLES, SUPPORT, Provider
from ea_model.scope.demarcation import CLASS_CODE, CLASSES, demarcation_of
from ea_model.scope.enums import STATUSES, ScopeClass, Sharing, Status
from ea_model.scope.kernel import Bits, Ints, Mask, columns_in
from ea_model.source.conventions import IN_HOUSE_WORDS
from ea_model.values import Truth

_OVERLAP = STATUSES.index(Status.OVERLAP)


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

    def __init__(self, scope: Scope, provider: Provider) -> None:
        self.scope = scope
        self.provider = provider
        speakers = tuple(_speakers(scope, provider))
        self.open_list = any(scope.contract_is_open(speaker) for speaker in (provider, *speakers))
        self._classes = _Classes(scope, tuple(speaker.key for speaker in speakers), open_list=self.open_list)

    @property
    def codes(self) -> NDArray[np.int8]:
        """Per element of the model the class that decides, as its position in `ScopeClass`."""
        return self._classes.codes

    @property
    def elements(self) -> tuple[ElementScope, ...]:
        """Every element that can carry responsibility here or is named as a subject, by class and id."""
        return self._sorted(self._classes.listed)

    def _sorted(self, mask: Mask) -> tuple[ElementScope, ...]:
        numbers = self.scope.index.by_id(np.flatnonzero(mask))
        numbers.sort(key=self.codes.__getitem__)
        return tuple(map(self._classes.of, numbers))

    @property
    def within(self) -> tuple[ElementScope, ...]:
        """Only the elements this contract has anything to do with: inside, excluded, touched or on the boundary."""
        return self._sorted(self._classes.concerned)

    def of_class(self, *classes: ScopeClass) -> tuple[ElementScope, ...]:
        """The elements whose decisive class is one of these."""
        return self._sorted(self._classes.listed & np.isin(self.codes, [CLASS_CODE[c] for c in classes]))

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
            if entry.role in LEADING_ROLES and entry.scope_class is not ScopeClass.POSSIBLE
        )


def _speakers(scope: Scope, provider: Provider) -> Iterator[Provider]:
    """Who speaks for a contract: itself, or where it says nothing its lots here, and theirs (an umbrella)."""
    waiting, met = [provider], {provider.key}
    while waiting:
        one = waiting.pop()
        if one.contract is None or one.key in scope.providers:
            yield one
            continue
        for relation in scope.model.outgoing(one.contract):
            lot = relation.target
            is_lot = isinstance(relation, (Aggregation, Composition)) and isinstance(lot, Lot)
            if is_lot and lot.id not in met and scope.facts.existence(relation):
                met.add(lot.id)
                waiting.append(scope.providers.get(lot.id) or Provider(lot.id, lot))


class _Classes:
    """The masks behind `ContractScope`, one per class; the part of who speaks for it in the demarcation of all."""

    def __init__(self, scope: Scope, speakers: tuple[str, ...], *, open_list: bool) -> None:
        self.scope, self.open_list = scope, open_list
        self.demarcation = demarcation_of(scope)
        self._speakers = tuple(key for key in speakers if key in scope.table.places)

    def _numbers(self, name: str) -> Ints:
        """The elements in which they stand in one of the sets of `Demarcation`."""
        numbers = [self.demarcation.of(name, self.scope.table.places[key]) for key in self._speakers]
        if len(numbers) == 1:
            return numbers[0]
        return np.unique(np.concatenate(numbers)) if numbers else np.zeros(0, dtype=np.int64)

    def _columns(self, **which: str) -> Bits:
        """Their columns, of a leaf or an involvement."""
        none = np.zeros(self.scope.table.words, dtype=np.uint64)
        masks = (self.scope.table.mask(provider=key, **which) for key in self._speakers)
        return reduce(or_, masks, none)

    def _mask(self, name: str) -> Mask:
        mask = np.zeros(self.demarcation.size, dtype=bool)
        mask[self._numbers(name)] = True
        return mask

    @cached_property
    def active(self) -> Bits:
        """The columns by which they cover."""
        return self._columns() & self.demarcation.active

    @cached_property
    def direct(self) -> Mask:
        return self._mask("direct")

    @cached_property
    def certain(self) -> Mask:
        return self._mask("certain")

    @cached_property
    def inside(self) -> Mask:
        return self._mask("inside")

    @cached_property
    def excluded(self) -> Mask:
        return self._mask("excluded")

    @cached_property
    def touched(self) -> Mask:
        return self._mask("touched")

    @cached_property
    def boundary(self) -> Mask:
        return self._mask("boundary")

    @property
    def listed(self) -> Mask:
        """Elements that can carry responsibility here, are named or are touched."""
        listed = self.scope.involved | self.direct | self.touched
        return listed & (self.scope.facts.elements > 0)

    @property
    def concerned(self) -> Mask:
        """Those of `listed` that are not merely elsewhere or unknown."""
        return self.listed & (self.inside | self.touched | self.boundary | self.excluded)

    @cached_property
    def elsewhere(self) -> NDArray[np.int8]:
        """What every element is as far as this contract has nothing to do with it.

        An open list may still hold what is unknown of the activities this contract deals with.
        """
        leaves = {self.scope.table.columns[c].leaf for c in columns_in(self.active & self.demarcation.stated)}
        codes = self.demarcation.elsewhere(leaves)
        if not self.open_list:
            return codes
        silent = self.demarcation.silent[:, [self.scope.activities.index[leaf] for leaf in leaves]].any(axis=1)
        maybe = silent & (codes == CLASS_CODE[ScopeClass.OUTSIDE])
        classes: NDArray[np.int8] = np.where(maybe, CLASS_CODE[ScopeClass.UNKNOWN], codes).astype(np.int8)
        return classes

    @cached_property
    def codes(self) -> NDArray[np.int8]:
        """The class that decides, written from the bottom up."""
        codes = self.elsewhere.copy()
        for name, scope_class in (
            ("boundary", ScopeClass.BOUNDARY), ("touched", ScopeClass.TOUCHED), ("excluded", ScopeClass.EXCLUDED),
            ("inside", ScopeClass.POSSIBLE), ("certain", ScopeClass.DERIVED), ("direct", ScopeClass.DIRECT),
        ):  # fmt: skip
            codes[self._numbers(name)] = CLASS_CODE[scope_class]
        return codes

    def of(self, number: int) -> ElementScope:
        """All classes of one element."""
        excluded = self._excluded_leaves(number) if self.excluded[number] else ()
        classes = list(self._fitting(number))
        sharing = self.sharing(number)
        if sharing is not None:
            classes.insert(1, ScopeClass.SHARED)
        activities = self._activities(number) if self.inside[number] else ()
        return ElementScope(
            self.scope.index.elements[number], classes[0], tuple(classes), sharing, activities, excluded
        )

    def _fitting(self, number: int) -> Iterator[ScopeClass]:
        if self.direct[number]:
            yield ScopeClass.DIRECT
        elif self.certain[number]:
            yield ScopeClass.DERIVED
        elif self.inside[number]:
            yield ScopeClass.POSSIBLE
        if self.excluded[number]:
            yield ScopeClass.EXCLUDED
        if self.inside[number]:
            return
        if self.touched[number]:
            yield ScopeClass.TOUCHED
        if self.boundary[number]:
            yield ScopeClass.BOUNDARY
        yield CLASSES[self.elsewhere[number]]

    def _excluded_leaves(self, number: int) -> tuple[str, ...]:
        scope = self.scope
        exclude = self._columns(involvement=EXCLUDE)
        row = scope.propagation.lower.excluded[number] & exclude & scope.profiles.masks[scope.profiles.of[number]]
        leaves = {scope.table.columns[c].leaf for c in columns_in(row)}
        return tuple(leaf for leaf in scope.activities.leaves if leaf in leaves)

    def _activities(self, number: int) -> tuple[ScopedActivity, ...]:
        """The cells in scope, in order of the activity tree, with the surest reading of each."""
        propagation, table = self.scope.propagation, self.scope.table
        mine = self.active & self.scope.profiles.masks[self.scope.profiles.of[number]]
        reached = (propagation.upper.possible[number] | propagation.lower.possible[number]) & mine
        activities: dict[tuple[str, str], ScopedActivity] = {}
        for column in columns_in(reached):
            entry = table.columns[column]
            word, bit = column >> 6, np.uint64(1) << np.uint64(column & 63)
            if propagation.upper.seeds[number, word] & bit:
                scope_class, row = ScopeClass.DIRECT, propagation.lower.seeds
            elif propagation.upper.certain[number, word] & bit:
                scope_class, row = ScopeClass.DERIVED, propagation.lower.certain
            else:
                scope_class, row = ScopeClass.POSSIBLE, propagation.lower.possible
            truth = Truth.YES if row[number, word] & bit else Truth.MAYBE
            role = Role.SUPPORTING if entry.involvement == SUPPORT else self._role(number, entry.leaf)
            activities[(entry.leaf, role)] = ScopedActivity(entry.leaf, role, scope_class, truth)
        order = self.scope.activities.index
        return tuple(activities[key] for key in sorted(activities, key=lambda k: (order[k[0]], k[1])))

    def _role(self, number: int, leaf: str) -> str:
        mask = self._columns(leaf=leaf, involvement=ACCOUNTABLE)
        accountable = (self.scope.propagation.upper.possible[number] & mask).any()
        return Role.ACCOUNTABLE if accountable else Role.RESPONSIBLE

    def sharing(self, number: int) -> Sharing | None:
        """How this contract meets others on an element it has inside; None when it does not."""
        if not self.inside[number]:
            return None
        around = self.demarcation
        if not around.explicit[number] and not self.certain[number] and around.reusable[number]:
            return Sharing.UNDECIDED
        if not around.several[number]:
            return None
        if (self.scope.status[number] == _OVERLAP).any():
            return Sharing.OVERLAPPING
        return Sharing.DIVIDED if self._meets_on_an_activity(number) else Sharing.COMPLEMENTARY

    def _meets_on_an_activity(self, number: int) -> bool:
        """Has somebody else a part in an activity that is theirs too?"""
        propagation, table, profiles = self.scope.propagation, self.scope.table, self.scope.profiles
        reached = (propagation.upper.possible[number] | propagation.lower.possible[number]) & self.demarcation.active
        columns = [table.columns[c] for c in columns_in(reached & profiles.masks[profiles.of[number]])]
        mine = {column.leaf for column in columns if column.provider in self._speakers}
        return any(column.leaf in mine for column in columns if column.provider not in self._speakers)


def shared_elements(scope: Scope) -> tuple[tuple[Element, tuple[str, ...]], ...]:
    """Elements in scope of two or more providers, with their keys, by element id."""
    around = demarcation_of(scope)
    numbers = scope.index.by_id(np.flatnonzero(around.several & scope.profiles.with_cells))
    return tuple((scope.index.elements[n], tuple(scope.table.keys_in(around.covering[n]))) for n in numbers)


def undecided_elements(scope: Scope) -> tuple[tuple[Element, tuple[Provider, ...]], ...]:
    """Elements shared by nobody's decision (`Sharing.UNDECIDED`), with the providers that may reach them, by id."""
    numbers, sets = demarcation_of(scope).undecided()
    elements = {
        scope.index.elements[n].id: (
            scope.index.elements[n],
            tuple(scope.providers[k] for k in scope.table.keys_in(row)),
        )
        for n, row in zip(numbers.tolist(), sets, strict=True)
    }
    return tuple(elements[key] for key in sorted(elements))


def contract_scope(scope: Scope, contract: str | Contract | Provider) -> ContractScope:
    """The demarcation of a contract (by id, name or object), or of ``eigen`` when one own party speaks.

    Raises `UnknownIdError` when the model has no such contract.
    """
    if isinstance(contract, Provider):
        return ContractScope(scope, contract)
    if isinstance(contract, Contract):
        return ContractScope(scope, scope.providers.get(contract.id) or Provider(contract.id, contract))
    own = [c for c in scope.providers.values() if c.own]
    if contract in IN_HOUSE_WORDS and len(own) == 1:
        return ContractScope(scope, own[0])
    if contract in scope.providers:
        return ContractScope(scope, scope.providers[contract])
    try:
        element = scope.model.contract(contract)
    except UnknownIdError as error:
        keys = [*scope.providers, *(c.id for c in scope.model.contracts)]
        raise UnknownIdError("contract", contract, keys) from error
    return contract_scope(scope, element)


def contract_scopes(scope: Scope) -> tuple[ContractScope, ...]:
    """Every contract and own party that covers or excludes something here, by key."""
    placed = {p.provider for p in scope.propagation.placed if p.truth}
    return tuple(ContractScope(scope, scope.providers[key]) for key in sorted(placed))
