"""An amount with what it is counted in: its unit, and whether it is per year, once or over a period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction as Exact
from functools import reduce

from ea_model.messages import Message
from ea_model.messages.problems import EaModelError
from ea_model.metamodel.contract import CostBasis
from ea_model.values import FuzzyDate, Quantity, SoftDate
from ea_model.values.intervals import Interval, of_quantity, point


class MoneyError(EaModelError):
    """Money that cannot be computed with; the message is one sentence with a remedy."""


class Basis(Enum):
    """Over what time an amount is counted; the value is the word of a model file."""

    PER_YEAR = CostBasis.PER_YEAR.value
    PERIOD = CostBasis.PERIOD.value
    ONCE = CostBasis.ONCE.value
    OTHER = ""
    """Per something that is no fixed part of a year, such as a message or a week."""


_UNITS = {"€": "EUR", "euro": "EUR", "eur": "EUR"}
_PER_YEAR = {
    "jaar": 1, "year": 1, "kwartaal": 4, "quarter": 4, "maand": 12, "month": 12,
}  # fmt: skip
"""How often a period goes into a year; a week or a day does not go into it exactly."""


@dataclass(frozen=True, slots=True, order=True)
class Measure:
    """What amounts must share to be added: unit, basis, and the years of a period or the word after *per*."""

    unit: str
    basis: Basis
    first_year: int = 0
    last_year: int = 0
    per: str = ""

    def __str__(self) -> str:
        if self.basis is Basis.PERIOD:
            return f"{self.unit} {self.first_year}..{self.last_year}"
        return f"{self.unit} {f'per {self.per}' if self.basis is Basis.OTHER else self.basis.value}".strip()

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years of a period; empty for all else."""
        return tuple(range(self.first_year, self.last_year + 1)) if self.basis is Basis.PERIOD else ()

    def sort_key(self) -> tuple[str, str, int, int, str]:
        """Per year first, then periods, then what is paid once."""
        order = [Basis.PER_YEAR, Basis.PERIOD, Basis.ONCE, Basis.OTHER]
        return self.unit, str(order.index(self.basis)), self.first_year, self.last_year, self.per


@dataclass(frozen=True, slots=True)
class Money:
    """An amount within bounds, in its measure; ``approximate`` when somebody said *circa*."""

    interval: Interval
    measure: Measure
    approximate: bool = False

    def __add__(self, other: Money) -> Money:
        """Both together; `MoneyError` when they are not counted in the same way."""
        if self.measure != other.measure:
            raise MoneyError(Message("measures_differ", one=self.measure, other=other.measure))
        return Money(self.interval + other.interval, self.measure, self.approximate or other.approximate)

    def times(self, factor: Interval | Exact) -> Money:
        """A share or a multiple of it."""
        other = factor if isinstance(factor, Interval) else point(factor)
        return Money(self.interval * other, self.measure, self.approximate)


def years_of(start: SoftDate, end: SoftDate) -> tuple[int, int] | None:
    """First and last calendar year of a period; None where either is not known to the year."""
    if not isinstance(start, FuzzyDate) or not isinstance(end, FuzzyDate) or "open" in (start.precision, end.precision):
        return None
    if start.earliest.year != start.latest.year or end.earliest.year != end.latest.year:
        return None
    first, last = start.earliest.year, end.latest.year
    return (first, last) if first <= last else None


def money_of(quantity: Quantity, years: tuple[int, int] | None = None) -> Money:
    """The amount of a quantity; one without *per* is over the ``years`` given, else paid once.

    Amounts per month or quarter become amounts per year. `MoneyError` when nothing lies between the bounds.
    """
    unit = _UNITS.get(quantity.unit.casefold(), quantity.unit)
    try:
        interval = of_quantity(quantity)
    except ValueError as error:
        raise MoneyError(Message("cannot_compute", text=quantity, error=error)) from error
    per = quantity.per.casefold()
    if not per:
        measure = Measure(unit, Basis.PERIOD, *years) if years else Measure(unit, Basis.ONCE)
    elif per in _PER_YEAR:
        measure, interval = Measure(unit, Basis.PER_YEAR), interval * point(_PER_YEAR[per])
    else:
        measure = Measure(unit, Basis.OTHER, per=quantity.per)
    return Money(interval, measure, quantity.approximate)


def sum_of(amounts: Iterable[Money]) -> Money:
    """All amounts together; `MoneyError` when they are not counted in the same way, or when there are none."""
    addends = list(amounts)
    if not addends:
        raise MoneyError(Message("no_amounts"))
    return reduce(Money.__add__, addends)
