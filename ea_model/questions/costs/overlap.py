"""What two contracts cost while the old one still runs and its successor is already paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction as Exact

from ea_model.metamodel.contract import Contract
from ea_model.questions.agenda import PlateauHistory, handovers
from ea_model.questions.costs.lines import CostLine, lines_of
from ea_model.questions.costs.money import Basis, Measure, Money, sum_of
from ea_model.scope.open_questions import UnknownsAt
from ea_model.values import SoftDate
from ea_model.values.durations import between, is_dated
from ea_model.values.intervals import Interval, point

DAYS_PER_YEAR = 365
"""A yearly amount is spread evenly over this many days, in leap years too."""


@dataclass(frozen=True, slots=True)
class OverlapSide:
    """What one contract costs in the time both run: ``money`` None and ``unknown`` when nobody knows.

    ``shared`` holds the other contracts the same amount is for: it is then the most this one can cost.
    """

    contract: Contract
    money: Money | None
    unknown: CostLine | None = None
    shared: tuple[Contract, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlap:
    """An old contract and its successor, and the days on which both run.

    ``days`` is the number of days from the begin of the new one to the end of the old one, None when a date is not
    known. ``from_signing``: the new one has no known start, and is taken to be paid in full from the day it is signed.
    """

    old: OverlapSide
    new: OverlapSide
    days: Interval | None
    from_signing: bool

    @property
    def known(self) -> Money | None:
        """What is known of both sides together; None when that is nothing, or is counted in two ways."""
        amounts = [side.money for side in (self.old, self.new) if side.money is not None]
        return sum_of(amounts) if len({m.measure for m in amounts}) == 1 else None


def overlaps(story: PlateauHistory) -> tuple[Overlap, ...]:
    """Every contract with a successor that certainly or perhaps begins before it ends, by id, in one line of history.

    A plateau counts with what it follows, so that the contract that is left counts; alternatives never mix.
    """
    lines = lines_of(story.model, story.unknowns)
    pairs = ((handover.before, handover.after) for handover in handovers(story))
    double = (_overlap(lines, old, new, story.unknowns) for old, new in sorted(pairs, key=lambda p: (p[1].id, p[0].id)))
    return tuple(overlap for overlap in double if overlap is not None)


def _overlap(lines: Iterable[CostLine], old: Contract, new: Contract, unknowns: UnknownsAt) -> Overlap | None:
    begin, signing, from_signing = unknowns.value(new, "start"), unknowns.value(new, "signing"), False
    if not is_dated(begin) and is_dated(signing):
        begin, from_signing = signing, True
    days = days_between(begin, unknowns.value(old, "end"))
    if days is not None and days.high == 0:
        return None
    all_lines = list(lines)
    return Overlap(_side(all_lines, old, days), _side(all_lines, new, days), days, from_signing)


def days_between(begin: SoftDate, end: SoftDate) -> Interval | None:
    """Days from a soft begin to a soft end; none when it lies before, None when a date is unknown or open."""
    if not is_dated(begin) or not is_dated(end):
        return None
    days = between(begin, end).at_least_none()
    return Interval(Exact(days.low or 0), None if days.high is None else Exact(days.high))


def _side(lines: list[CostLine], contract: Contract, days: Interval | None) -> OverlapSide:
    """The yearly amounts of a contract for that many days; one that holds it with others stands for its own."""
    mine = [line for line in lines if contract in line.contracts]
    inner = {part for line in mine if line.money is not None for part in line.whole_of}
    outer = [line for line in mine if line.id not in inner]
    yearly = [line for line in outer if line.money is not None and line.money.measure.basis is Basis.PER_YEAR]
    if days is None or not yearly or len({line.money.measure for line in yearly if line.money}) > 1:
        return OverlapSide(contract, None, next((line for line in mine if line.money is None), None))
    yearly_total = sum_of(line.money for line in yearly if line.money is not None)
    shared = {c.id: c for line in yearly for c in line.contracts if c is not contract}
    part = days * point(Exact(1, DAYS_PER_YEAR))
    measure = Measure(yearly_total.measure.unit, Basis.ONCE)
    spent = Money(yearly_total.interval * part, measure, yearly_total.approximate)
    return OverlapSide(contract, spent, None, tuple(_in_order(shared.values())))


def _in_order(contracts: Iterable[Contract]) -> Iterator[Contract]:
    yield from sorted(contracts, key=lambda c: c.id)
