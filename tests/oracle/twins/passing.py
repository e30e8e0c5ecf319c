"""What passing on comes to: every choice the entries leave open made at random, and worked out to the cent."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import Any

from ea_model.model import Model
from ea_model.questions.costs import Division, MoneyError, PassThrough, pass_through, scenario_named, scenario_of

CHOICES = 12
"""Choices tried of a scenario that leaves something open."""


def bounds(text: str, most: int) -> tuple[Fraction, Fraction]:
    """The numbers between which a text of the generator leaves a choice."""
    numbers = [Fraction(n) for n in re.findall(r"\d+", text)[:2]] or [Fraction(0), Fraction(most)]
    return numbers[0], numbers[-1]


def between(dice: random.Random, low: Fraction, high: Fraction) -> Fraction:
    """Some number between two others, the ends more often."""
    return dice.choice((low, high, low + (high - low) * Fraction(dice.randint(1, 999), 1000)))


def in_cents(amount: int, shares: list[Fraction]) -> list[int]:
    """Whole cents: everybody what is theirs rounded down, then one each to the largest remainders, the first first."""
    cents = [floor(amount * share) for share in shares]
    while sum(cents) < amount:
        rests = [amount * share - given for share, given in zip(shares, cents, strict=True)]
        cents[rests.index(max(rests))] += 1
    return cents


class Passing:
    """One scenario as it is written."""

    def __init__(self, elements: dict[str, Any]) -> None:
        self.elements, self.entry = elements, elements["Z"]
        self.count = int(self.entry["end"]) - int(self.entry["start"]) + 1

    def choice(self, dice: random.Random) -> tuple[Fraction, list[Fraction], dict[str, Fraction]] | None:
        """An amount that is passed on, a share per year and a weight per stream; None where shares do not add up."""
        base = between(dice, *bounds(self.elements["B"]["amount"], 0))
        fraction = between(dice, *bounds(self.entry["fraction"], 100)) / 100
        shares = [Fraction(1, self.count)] * self.count
        spread = self.entry.get("spread")
        if spread is not None:
            limits = [bounds(text, 100) for text in spread]
            shares = [between(dice, *pair) / 100 for pair in limits[:-1]]
            last = 1 - sum(shares, Fraction(0))
            if not limits[-1][0] / 100 <= last <= limits[-1][1] / 100:
                return None
            shares.append(last)
        weights = {}
        for number, stream in enumerate(self.entry["streams"]):
            volume = between(dice, *bounds(self.elements[stream]["volume"], 10**6))
            key = self.entry["allocation_key"]
            weights[stream] = (
                volume
                if key == "volume"
                else Fraction(1)
                if key == "gelijk"
                else Fraction(self.entry["weights"][number])
            )
        return base * fraction, shares, weights

    def crisp(self) -> bool:
        """Does it leave nothing open?"""
        texts = [self.elements["B"]["amount"], self.entry["fraction"], *self.entry.get("spread", ())]
        texts += [self.elements[s]["volume"] for s in self.entry["streams"]]
        return not any(".." in text or text == "onbekend" for text in texts)

    def outside(self, answer: PassThrough, dice: random.Random) -> Iterator[str]:
        """Amounts of a choice that the product's bounds do not hold, or that are not its one amount."""
        chosen = self.choice(dice)
        if chosen is None:
            return
        amount, shares, weights = chosen
        for division in (answer.before, answer.after):
            if division is not None:
                own = {part.stream.id: weights[part.stream.id] for part in division.parts}
                if sum(own.values()):
                    yield from self._division(division, amount, shares, own)

    def _division(
        self, division: Division, amount: Fraction, shares: list[Fraction], weights: dict[str, Fraction]
    ) -> Iterator[str]:
        whole = sum(weights.values())
        cents = floor(amount * 100 + Fraction(1, 2))
        years = in_cents(cents, shares)
        parts = [in_cents(year, [weights[p.stream.id] / whole for p in division.parts]) for year in years]
        for number, part in enumerate(division.parts):
            share = weights[part.stream.id] / whole
            for year, passed in enumerate(part.years):
                if not passed.exact.low <= amount * shares[year] * share <= _high(passed.exact.high):
                    yield f"{part.stream.id} {year}: {amount * shares[year] * share} outside {passed.exact}"
                if not passed.cents[0] <= parts[year][number] <= _high(passed.cents[1]):
                    yield f"{part.stream.id} {year}: {parts[year][number]} cents outside {passed.cents}"
            total = sum(year[number] for year in parts)
            if not part.total.cents[0] <= total <= _high(part.total.cents[1]):
                yield f"{part.stream.id}: {total} cents outside {part.total.cents}"
            if self.crisp() and part.total.cents != (total, total):
                yield f"{part.stream.id}: {part.total.cents} is not {total}"


def _high(bound: Any) -> Any:
    return bound if bound is not None else float("inf")


def product(model: Model) -> PassThrough | None:
    """The answer of the product; None where it refuses the scenario."""
    try:
        return pass_through(scenario_of(model, scenario_named(model, "Z")))
    except MoneyError:
        return None
