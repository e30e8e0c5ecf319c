"""Does a period hold on a day? Yes, no, or nobody can say: docs/SEMANTICS.md 3."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ea_model.values import FuzzyDate, NotApplicable, Period, SoftDate, Truth, Unknown

_ANY_DATES = st.dates(date(2000, 1, 1), date(2040, 12, 31))
_SOFT = st.builds(
    lambda day, span: FuzzyDate(day, day + timedelta(days=span), "range" if span else "day"),
    _ANY_DATES,
    st.integers(0, 400),
)
_BOUNDS = st.one_of(st.none(), st.builds(Unknown), _SOFT)


def _soft(text: str) -> SoftDate:
    return Unknown() if text == "onbekend" else FuzzyDate.parse(text) if text else None


@pytest.mark.parametrize(
    ("start", "end", "day", "expected"),
    [
        # a day-precise end is inclusive
        ("", "2019-10-31", "2019-10-31", Truth.YES),
        ("", "2019-10-31", "2019-11-01", Truth.NO),
        # a month-precise end leaves every day of that month open, the first and the last too
        ("", "2019-10", "2019-09-30", Truth.YES),
        ("", "2019-10", "2019-10-01", Truth.MAYBE),
        ("", "2019-10", "2019-10-31", Truth.MAYBE),
        ("", "2019-10", "2019-11-01", Truth.NO),
        # a start holds from its latest possible day, and possibly from its first
        ("2020", "", "2019-12-31", Truth.NO),
        ("2020", "", "2020-01-01", Truth.MAYBE),
        ("2020", "", "2020-12-30", Truth.MAYBE),
        ("2020", "", "2020-12-31", Truth.YES),
        ("2020-03-01", "", "2020-03-01", Truth.YES),
        ("2019-Q3..2019-12", "", "2019-11-15", Truth.MAYBE),
        # the weakest of both sides
        ("2019-10", "2019-10", "2019-10-15", Truth.MAYBE),
        ("2019-10", "2020-01-01", "2019-10-15", Truth.MAYBE),
        # nobody knows, against nothing stated, against open
        ("onbekend", "2020-01-01", "2019-10-15", Truth.MAYBE),
        ("onbekend", "2020-01-01", "2020-01-02", Truth.NO),
        ("2019-01-01", "onbekend", "2030-01-01", Truth.MAYBE),
        ("2019-01-01", "onbekend", "2018-01-01", Truth.NO),
        ("", "", "2019-10-15", Truth.YES),
        ("open", "open", "2019-10-15", Truth.YES),
        ("open", "2019-10-31", "2019-11-01", Truth.NO),
    ],
)
def test_a_period_answers_yes_no_or_undetermined(start: str, end: str, day: str, expected: Truth) -> None:
    assert Period(_soft(start), _soft(end)).at(date.fromisoformat(day)) is expected


def test_what_does_not_apply_does_not_bound_a_period() -> None:
    assert Period(NotApplicable(), NotApplicable()).at(date(2019, 10, 15)) is Truth.YES


def test_a_period_is_over_only_when_that_is_certain() -> None:
    ends_in_october = Period(None, FuzzyDate.parse("2019-10"))
    assert not ends_in_october.ended_before(date(2019, 10, 31))
    assert ends_in_october.ended_before(date(2019, 11, 1))
    assert not Period(None, Unknown()).ended_before(date(2999, 1, 1))
    assert not Period(None, FuzzyDate.parse("open")).ended_before(date.max)


@given(_BOUNDS, _BOUNDS, _ANY_DATES)
def test_a_period_answers_what_every_reading_of_its_dates_agrees_on(start: SoftDate, end: SoftDate, day: date) -> None:
    assume(not (isinstance(start, FuzzyDate) and isinstance(end, FuzzyDate)) or start.latest < end.earliest)
    answer = Period(start, end).at(day)
    readings = {
        (first is None or first <= day) and (last is None or last_counts > day)
        for first in _extremes(start)
        for last in _extremes(end)
        for last_counts in _first_day_without(end, last)
    }
    expected = Truth.MAYBE if len(readings) == 2 else Truth.YES if readings == {True} else Truth.NO
    assert answer is expected


def _extremes(bound: SoftDate) -> tuple[date | None, ...]:
    """The days a bound may be at its outermost; None bounds nothing."""
    if isinstance(bound, FuzzyDate):
        return (bound.earliest, bound.latest)
    return (date.min, date.max) if isinstance(bound, Unknown) else (None,)


def _first_day_without(bound: SoftDate, last: date | None) -> tuple[date, ...]:
    """The first day after the end: a day-precise end is a day of the period; of another nobody knows that."""
    if last is None or last == date.max:
        return (date.max,)
    after = last + timedelta(days=1)
    soft = isinstance(bound, FuzzyDate) and not bound.is_day
    return (last, after) if soft else (after,)
