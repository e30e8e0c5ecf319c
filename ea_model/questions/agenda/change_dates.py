"""The days on which an answer can turn: where a date begins to be possible, and from where on it is certain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ea_model.metamodel.contract import Plateau
from ea_model.model import Model
from ea_model.questions.agenda.entries import CalendarEntry, DateKind, entries
from ea_model.values.durations import is_dated

MOST_DAYS = 240
"""Days beyond which only those of contracts and statements are told: more nobody walks through one by one."""
_LAST_DAYS = frozenset({
    DateKind.END, DateKind.EXTENSION, DateKind.WORK_END, DateKind.PLATEAU_END, DateKind.STATEMENT_END,
    DateKind.LIFE_END, DateKind.PERIOD_END,
})  # fmt: skip
"""Kinds of dates that are the last day of something: what they end still holds on the day itself."""
_OF_CONTRACTS = frozenset({DateKind.BEGIN, DateKind.END, DateKind.STATEMENT_BEGIN, DateKind.STATEMENT_END})
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A date of the model on a day from which it makes a difference."""

    entry: CalendarEntry
    sure: bool
    """From this day on it has certainly come; else it may have, as the date is soft."""


@dataclass(frozen=True, slots=True)
class TurningDay:
    """A day on which something may differ from the day before."""

    day: date
    turns: tuple[Turn, ...]
    """In the order of the calendar."""


def turning_days(model: Model, plateau: Plateau | None = None, *, most: int = MOST_DAYS) -> tuple[TurningDay, ...]:
    """The days that matter in a model, or in a plateau with what went before it, in order.

    A soft date gives two: the first day it may have come, and the first on which it has. What nobody knows gives
    none. Where there would be more than ``most``, only those of contracts and statements count; none when these are
    too many as well.
    """
    dates = entries(model, plateau)
    days = _by_day(dates)
    if len(days) > most:
        days = _by_day(tuple(entry for entry in dates if entry.kind in _OF_CONTRACTS))
    return days if len(days) <= most else ()


def _by_day(dates: tuple[CalendarEntry, ...]) -> tuple[TurningDay, ...]:
    days: dict[date, list[Turn]] = {}
    for entry in dates:
        when = entry.date
        if not is_dated(when):
            continue
        first = [] if when.is_day else [(when.earliest, False)]
        for last_day, sure in (*first, (when.latest, True)):
            after = entry.kind in _LAST_DAYS
            if not (after and last_day == date.max):
                days.setdefault(last_day + _A_DAY if after else last_day, []).append(Turn(entry, sure))
    return tuple(TurningDay(day, tuple(turns)) for day, turns in sorted(days.items()))
