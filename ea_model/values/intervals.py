"""Exact arithmetic on what is only known to lie between two bounds.

Bounds are fractions, so nothing is ever rounded; each end is closed or open ("more than half" is (0.5, 1]). Amounts and
numbers of things are never negative, so intervals are not either. An upper bound of None means that there is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction as Exact
from functools import reduce

from ea_model.messages import Message
from ea_model.values import Fraction, Quantity

Number = Exact | Decimal | int


@dataclass(frozen=True, slots=True)
class Interval:
    """Everything from ``low`` to ``high``, without an end that is open."""

    low: Exact
    high: Exact | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low < 0:
            raise ValueError(Message("amount_negative", low=self.low))
        if self.high is not None and (self.low > self.high or (self.low == self.high and self.is_open)):
            raise ValueError(Message("amount_nothing_between", low=self.low, high=self.high))

    @property
    def is_open(self) -> bool:
        """Is one of the ends left out?"""
        return self.low_open or self.high_open

    @property
    def is_point(self) -> bool:
        """Is there exactly one value?"""
        return self.low == self.high

    @property
    def exact(self) -> Exact | None:
        """The one value it has; None when there are more."""
        return self.low if self.is_point else None

    def __contains__(self, value: Number) -> bool:
        number = Exact(value)
        above = number > self.low if self.low_open else number >= self.low
        if self.high is None:
            return above
        return above and (number < self.high if self.high_open else number <= self.high)

    def holds(self, other: Interval) -> bool:
        """Does every value of the other one lie in this one?"""
        low = other.low > self.low or (other.low == self.low and (other.low_open or not self.low_open))
        if self.high is None:
            return low
        if other.high is None or other.high > self.high:
            return False
        return low and (other.high < self.high or other.high_open or not self.high_open)

    def __and__(self, other: Interval) -> Interval:
        """What lies in both; `ValueError` where that is nothing."""
        low = max((self.low, self.low_open), (other.low, other.low_open))
        highs = [(x.high, not x.high_open) for x in (self, other) if x.high is not None]
        high, closed = min(highs) if highs else (None, True)
        return Interval(low[0], high, low[1], not closed)

    def __add__(self, other: Interval) -> Interval:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def __mul__(self, other: Interval) -> Interval:
        low = self.low * other.low
        low_open = (self.low_open or other.low_open) and not (_is_zero(self) or _is_zero(other))
        if _is_nothing(self) or _is_nothing(other):
            return NOTHING
        high = None if self.high is None or other.high is None else self.high * other.high
        return Interval(low, high, low_open, high is not None and (self.high_open or other.high_open))

    def __truediv__(self, other: Interval) -> Interval:
        if _is_nothing(other):
            raise ZeroDivisionError("there is nothing to divide by")
        if _is_nothing(self):
            return NOTHING
        low = Exact(0) if other.high is None else self.low / other.high
        low_open = not _is_zero(self) and (self.low_open or other.high_open or other.high is None)
        high = None if self.high is None or other.low == 0 else self.high / other.low
        return Interval(low, high, low_open, high is not None and (self.high_open or other.low_open))


def _is_zero(interval: Interval) -> bool:
    """Does it begin at a zero that belongs to it?"""
    return interval.low == 0 and not interval.low_open


def _is_nothing(interval: Interval) -> bool:
    return interval.high == 0


NOTHING = Interval(Exact(0), Exact(0))
ANYTHING = Interval(Exact(0), None)
"""What is known of an amount that nobody knows: it is not negative."""
ANY_SHARE = Interval(Exact(0), Exact(1))


def point(value: Number) -> Interval:
    """The interval that holds one value."""
    number = Exact(value)
    return Interval(number, number)


def of_quantity(quantity: Quantity) -> Interval:
    """The bounds of a quantity, without its unit; `ValueError` when nothing lies between them."""
    high = None if quantity.high is None else Exact(quantity.high)
    return Interval(Exact(quantity.low), high, quantity.low_exclusive)


def of_share(share: Fraction) -> Interval:
    """The bounds of a share of a whole; `ValueError` when nothing lies between them."""
    return Interval(Exact(share.low), Exact(share.high), share.low_exclusive)


def total(intervals: Iterable[Interval]) -> Interval:
    """All of them together; nothing together is nothing."""
    return reduce(Interval.__add__, intervals, NOTHING)


def up_to(interval: Interval) -> Interval:
    """Any part of it, from nothing to all of it."""
    return Interval(Exact(0), interval.high, high_open=interval.high_open)
