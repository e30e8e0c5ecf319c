"""Dividing an amount: exact shares, and cents that add up to the total."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as Exact

from ea_model.messages import Message
from ea_model.values.intervals import Interval, point, total


def shares_of(weights: Sequence[Interval]) -> tuple[Interval, ...]:
    """The share of each of the whole, within bounds; they add up to one wherever the weights lie.

    A share is largest where its own weight is largest and all others are smallest. `ValueError` when all weights
    together may be nothing.
    """
    if total(weights).high == 0:
        raise ValueError(Message("nothing_to_divide"))
    shares = []
    for number, own in enumerate(weights):
        others = total(w for n, w in enumerate(weights) if n != number)
        shares.append(_part(own, others))
    return tuple(shares)


def _part(own: Interval, others: Interval) -> Interval:
    """own / (own + others), which rises with the first and falls with the second."""
    if others.high == 0:
        return point(1)
    if own.high == 0:
        return point(0)
    low = Exact(0) if others.high is None or own.low == 0 else own.low / (own.low + others.high)
    low_open = (own.low_open or others.high_open) if others.high is not None else True
    if own.low == 0 and not own.low_open:
        low_open = False
    high = Exact(1) if own.high is None or others.low == 0 else own.high / (own.high + others.low)
    high_open = own.high_open or others.low_open or own.high is None
    if others.low == 0 and not others.low_open:
        high_open = False
    return Interval(low, high, low_open, high_open)


def in_cents(amount: Exact, shares: Sequence[Exact]) -> tuple[int, ...]:
    """Divide a whole number of cents by shares that add up to one, so that the parts add up to the total.

    Largest remainder: everyone gets the cents of their share rounded down, and those with the largest remainders one
    more; of equal remainders the first goes first. `ValueError` when the amount is no whole number of cents.
    """
    if amount.denominator != 1:
        raise ValueError(Message("whole_cents"))
    exact = [amount * share for share in shares]
    whole = [int(part) for part in exact]
    left = int(amount) - sum(whole)
    by_remainder = sorted(range(len(exact)), key=lambda n: (whole[n] - exact[n], n))
    for number in by_remainder[:left]:
        whole[number] += 1
    return tuple(whole)
