"""The day that counts as today: the clock, unless somebody named a day so that a question can be asked again."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import date

_named: ContextVar[date | None] = ContextVar("named", default=None)
_used: ContextVar[date | None] = ContextVar("used", default=None)


def today() -> date:
    """The day named, else that of the clock; an answer that rests on it is told by `day_used`."""
    day = _named.get() or date.today()
    _used.set(day)
    return day


def name_today(day: date | None) -> None:
    """Let a day count as today from here on; None: the clock again."""
    _named.set(day)
    _used.set(None)


def day_used() -> date | None:
    """The day that `today` gave since `name_today`; None: nobody asked."""
    return _used.get()
