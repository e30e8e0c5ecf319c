"""From one contract to the next: gaps, double running, chains of successors.

Lengths are differences of days, begin of the successor minus end of the predecessor, as the domain counts them. An end
that is known to the day still counts itself, so a successor that begins the day after (1) or on the day itself (0)
follows on: there is a gap above 1 and double running below 0.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from ea_model.metamodel.contract import Contract
from ea_model.questions.agenda.histories import PlateauHistory
from ea_model.values import FuzzyDate, SoftDate, Truth, Unknown
from ea_model.values.durations import Days, between, is_dated

Link = tuple[str, str]
"""Ids of a contract and of one that replaces it."""


@dataclass(frozen=True)
class Handover:
    """One contract that replaces another, in one line of history."""

    story: PlateauHistory
    before: Contract
    after: Contract

    @cached_property
    def end(self) -> SoftDate:
        """When the predecessor ends."""
        return self.story.value(self.before, "end")

    @cached_property
    def from_signing(self) -> bool:
        """The begin of the successor is not known; it is counted from its signing, which the begin cannot precede."""
        start = self.story.value(self.after, "start")
        return not isinstance(start, FuzzyDate) and is_dated(self.story.value(self.after, "signing"))

    @cached_property
    def begin(self) -> SoftDate:
        """When the successor begins, or else when it is signed."""
        return self.story.value(self.after, "signing" if self.from_signing else "start")

    @cached_property
    def measured(self) -> Days | None:
        """Begin minus end as the dates stand; None when one of them is unknown, open or not given."""
        end, begin = self.end, self.begin
        return between(end, begin) if is_dated(end) and is_dated(begin) else None

    @cached_property
    def possible(self) -> Days:
        """Every number of days that begin minus end can turn out to be."""
        if self.measured is not None:
            return Days(self.measured.low, None) if self.from_signing else self.measured
        endless = isinstance(self.end, FuzzyDate) and not is_dated(self.end)
        timeless = isinstance(self.begin, FuzzyDate) and not is_dated(self.begin)
        if (endless and is_dated(self.begin) and not self.from_signing) or (timeless and is_dated(self.end)):
            return Days(None, -1)
        return Days(None, None)

    @property
    def gap(self) -> Truth:
        """Is there a time without either contract?"""
        low, high = self.possible.low, self.possible.high
        if low is not None and low > 1:
            return Truth.YES
        return Truth.NO if high is not None and high <= 1 else Truth.MAYBE

    @property
    def double(self) -> Truth:
        """Is there a time with both?"""
        low, high = self.possible.low, self.possible.high
        if high is not None and high < 0:
            return Truth.YES
        return Truth.NO if low is not None and low >= 0 else Truth.MAYBE

    @property
    def gap_days(self) -> Days | None:
        """How long the gap is as the dates stand; longer when ``from_signing``. None when nobody can say, or none."""
        days = self.measured
        return days.at_least_none() if days is not None and days.high is not None and days.high > 1 else None

    @cached_property
    def double_end(self) -> SoftDate:
        """When running beside each other is over: with the predecessor, or with a successor that ends before it."""
        first, second = self.end, self.story.value(self.after, "end")
        if not (is_dated(first) and is_dated(second)):
            return first
        earliest, latest = min(first.earliest, second.earliest), min(first.latest, second.latest)
        return first if (earliest, latest) == (first.earliest, first.latest) else FuzzyDate(earliest, latest, "range")

    @property
    def double_days(self) -> Days | None:
        """How long both run as the dates stand; shorter when ``from_signing``. None when nobody can say, or none."""
        begin, over = self.begin, self.double_end
        if not (is_dated(begin) and is_dated(over) and is_dated(self.end) and begin.earliest < self.end.latest):
            return None
        return between(begin, over).at_least_none()


@dataclass(frozen=True)
class Chain:
    """Contracts that replace one another, first ones first, with what is odd about them."""

    contracts: tuple[Contract, ...]
    handovers: tuple[Handover, ...]
    forks: tuple[Contract, ...]
    """Replaced by more than one."""
    merges: tuple[Contract, ...]
    """Replacing more than one."""
    cycle: tuple[Contract, ...]
    """Contracts that end up replacing themselves: a mistake in the model. Empty when there are none."""


def handovers(story: PlateauHistory) -> tuple[Handover, ...]:
    """Every replacement of a contract by another in one line of history, by ids."""
    ids = {c.id for c in story.contracts}
    handovers = [
        Handover(story, before, after)
        for after in story.contracts
        for before in _replaced(after)
        if before.id in ids and before is not after
    ]
    return tuple(sorted(handovers, key=lambda h: (h.before.id, h.after.id)))


def chains(story: PlateauHistory) -> tuple[Chain, ...]:
    """The contracts of one line of history that replace one another, each group once, by its first id."""
    by_id = {c.id: c for c in story.contracts}
    links = sorted({(b.id, a.id) for a in story.contracts for b in _replaced(a) if b.id in by_id})
    groups = _groups(links)
    number = {i: n for n, group in enumerate(groups) for i in group}
    own_links: list[list[Link]] = [[] for _ in groups]
    own_handovers: list[list[Handover]] = [[] for _ in groups]
    for link in links:
        own_links[number[link[0]]].append(link)
    for handover in handovers(story):
        own_handovers[number[handover.before.id]].append(handover)
    return tuple(
        _chain([by_id[i] for i in group], own, between)
        for group, own, between in zip(groups, own_links, own_handovers, strict=True)
    )


def _chain(contracts: list[Contract], links: list[Link], handovers: list[Handover]) -> Chain:
    order, circular = _ordered([c.id for c in contracts], links)
    rank = {i: n for n, i in enumerate(order)}
    contracts = sorted(contracts, key=lambda c: rank[c.id])
    successors, predecessors = Counter(b for b, _ in links), Counter(a for _, a in links)
    return Chain(
        tuple(contracts),
        tuple(handovers),
        tuple(c for c in contracts if successors[c.id] > 1),
        tuple(c for c in contracts if predecessors[c.id] > 1),
        tuple(c for c in contracts if c.id in circular),
    )


def _replaced(contract: Contract) -> tuple[Contract, ...]:
    value: object = contract.replaces
    if not isinstance(value, tuple):
        return ()
    return tuple(c for c in value if isinstance(c, Contract) and not isinstance(c, Unknown))


def _groups(links: list[Link]) -> list[list[str]]:
    """Ids that hang together by links, each group and all groups in order."""
    leader: dict[str, str] = {}

    def top(item: str) -> str:
        while leader.setdefault(item, item) != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for before, after in links:
        leader[top(after)] = top(before)
    groups: dict[str, list[str]] = {}
    for item in sorted(leader):
        groups.setdefault(top(item), []).append(item)
    return sorted(groups.values())


def _ordered(ids: list[str], links: list[Link]) -> tuple[list[str], set[str]]:
    """The ids, predecessors first, and those that lie on a circle or between circles."""
    order = _peeled(ids, links)
    done = set(order)
    left = [i for i in ids if i not in done]
    after = set(_peeled(left, [(a, b) for b, a in links if b not in done]))
    return [*order, *left], {i for i in left if i not in after}


def _peeled(ids: list[str], links: list[Link]) -> list[str]:
    """The ids that nothing leads to, then those that nothing else leads to, and so on; what is circular stays out."""
    waits = Counter(after for _, after in links)
    following: dict[str, list[str]] = {}
    for before, after in links:
        following.setdefault(before, []).append(after)
    order: list[str] = []
    layer = [i for i in ids if not waits[i]]
    while layer:
        order += layer
        freed = []
        for after in (a for i in layer for a in following.get(i, ())):
            waits[after] -= 1
            if not waits[after]:
                freed.append(after)
        layer = sorted(freed)
    return order
