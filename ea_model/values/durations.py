"""Lengths of time: a horizon or a notice period as somebody writes it, and ranges of days between soft dates."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeGuard

from ea_model.messages import Message
from ea_model.values import FuzzyDate, Quantity, SoftDate

_UNITS = {
    "d": (0, 1), "dag": (0, 1), "dagen": (0, 1), "day": (0, 1), "days": (0, 1),
    "w": (0, 7), "week": (0, 7), "weken": (0, 7), "weeks": (0, 7),
    "m": (1, 0), "maand": (1, 0), "maanden": (1, 0), "mnd": (1, 0), "month": (1, 0), "months": (1, 0),
    "kwartaal": (3, 0), "kwartalen": (3, 0), "quarter": (3, 0), "quarters": (3, 0),
    "y": (12, 0), "j": (12, 0), "jaar": (12, 0), "jaren": (12, 0), "jr": (12, 0), "year": (12, 0), "years": (12, 0),
}  # fmt: skip
"""Months and days in one of each unit."""
_UNIT_WORDS = {(0, 1): "dag", (0, 7): "week", (1, 0): "maand", (3, 0): "kwartaal", (12, 0): "jaar"}
_NUMBERS = (
    ("een", "één", "one", "a"), ("twee", "two"), ("drie", "three"), ("vier", "four"), ("vijf", "five"), ("zes", "six"),
    ("zeven", "seven"), ("acht", "eight"), ("negen", "nine"), ("tien", "ten"), ("elf", "eleven"), ("twaalf", "twelve"),
)  # fmt: skip
_COUNTS = {word: count for count, words in enumerate(_NUMBERS, 1) for word in words}
_HALVES = {"half": 1, "halve": 1, "anderhalf": 3, "anderhalve": 3, **{word: 2 * n for word, n in _COUNTS.items()}}
"""How many halves each word for a number is."""
_HALF = re.compile(r"(?:een|a) (?=half|halve)|(?<=half) a(?= )")
_SPAN = re.compile(r"(?P<number>\d{1,5})?(?P<half>(?<=\d)[.,]5)?(?P<word>(?<!\d)[a-zé]+(?= ))?\s*(?P<unit>[a-z]+)\.?")
_TIMES = re.compile(rf"(?:(\d{{1,2}})|({'|'.join(_COUNTS)}))\s*(?:x|×|keer|maal|times)\s*(.+)")
_MOST_MONTHS, _MOST_DAYS = 12 * 200, 366 * 200


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in months and days; a month is as long as the calendar makes it."""

    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read ``12m``, ``365d``, ``1 jaar``, ``zes maanden``, ``anderhalf jaar`` …; `ValueError` says what can be."""
        match = _SPAN.fullmatch(_HALF.sub("", " ".join(text.lower().split())))
        unit = _UNITS.get(match["unit"]) if match else None
        halves = _halves(match) if match else 0
        if not match or unit is None or not halves or any(halves * each % 2 for each in unit):
            raise ValueError(Message("no_span", text=" ".join(text.split())[:60]))
        months, days = (halves * each // 2 for each in unit)
        if months > _MOST_MONTHS or days > _MOST_DAYS:
            raise ValueError(Message("long_span", text=match[0]))
        return cls(months, days)

    def times(self, count: int) -> Span:
        """The span, so many times over."""
        return Span(self.months * count, self.days * count)

    def after(self, day: date) -> date:
        """The day this long after ``day``; a month's last day where the month is too short, the last day there is."""
        return self._moved(day, 1)

    def before(self, day: date) -> date:
        """The day this long before ``day``, bounded as `after` is."""
        return self._moved(day, -1)

    def _moved(self, day: date, way: int) -> date:
        number = day.year * 12 + day.month - 1 + way * self.months
        if number // 12 < date.min.year:
            return date.min
        if number // 12 > date.max.year:
            return date.max
        year, month = number // 12, number % 12 + 1
        moved = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
        try:
            return moved + timedelta(days=way * self.days)
        except OverflowError:
            return date.max if way > 0 else date.min

    def __str__(self) -> str:
        return f"{self.months}m" if self.months else f"{self.days}d"


def repeated(text: str) -> tuple[int, Span]:
    """Read ``2 x 1 jaar`` or ``1 jaar`` as how often and how long; `ValueError` when it is neither."""
    match = _TIMES.fullmatch(text.strip().lower())
    if not match:
        return 1, Span.parse(text)
    return int(match[1] or _COUNTS[match[2]]), Span.parse(match[3])


def length(text: str) -> Quantity:
    """Read an amount of time, a range of it too: ``0..4 jaar``, ``> 1.5 jaar``, ``zes maanden``."""
    try:
        amount = Quantity.parse(text)
    except ValueError:
        span = Span.parse(text)
        exactly = Decimal(span.months or span.days)
        return Quantity(exactly, exactly, unit="maand" if span.months else "dag")
    each = _UNITS.get(amount.unit.lower().rstrip("."))
    if each is None or amount.per:
        raise ValueError(Message("no_span", text=" ".join(text.split())[:60]))
    return replace(amount, unit=_UNIT_WORDS[each])


def _halves(match: re.Match[str]) -> int:
    """How many halves of a unit are written; 0 where that is no number."""
    if match["number"]:
        return 0 if match["word"] else 2 * int(match["number"]) + bool(match["half"])
    return _HALVES.get(match["word"] or "", 0)


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days between ``low`` and ``high``, both included; None is no bound on that side."""

    low: int | None
    high: int | None

    def __neg__(self) -> Days:
        return Days(None if self.high is None else -self.high, None if self.low is None else -self.low)

    def __contains__(self, days: int) -> bool:
        return (self.low is None or self.low <= days) and (self.high is None or days <= self.high)

    def at_least_none(self) -> Days:
        """The same range without what lies below zero."""
        return Days(max(self.low or 0, 0), None if self.high is None else max(self.high, 0))


def is_dated(value: SoftDate) -> TypeGuard[FuzzyDate]:
    """Is it a date with bounds, so neither unknown nor open?"""
    return isinstance(value, FuzzyDate) and value.precision != "open"


def between(first: FuzzyDate, second: FuzzyDate) -> Days:
    """Days from ``first`` to ``second``: every choice of two days within them gives a number in this range."""
    return Days((second.earliest - first.latest).days, (second.latest - first.earliest).days)
