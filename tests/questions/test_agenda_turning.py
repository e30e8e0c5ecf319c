"""The days that matter: on which something begins or is over, possibly or for certain."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ea_model.model import Model
from ea_model.questions.agenda import on_day, plateau_history, turning_days
from ea_model.questions.agenda.entries import DateKind
from tests.support.builders import scope
from tests.support.examples import examples


def days(text: str, most: int = 240) -> dict[date, set[tuple[str, DateKind, bool]]]:
    found = turning_days(scope(text).model, most=most)
    assert [t.day for t in found] == sorted({t.day for t in found})
    return {t.day: {(x.entry.about.id, x.entry.kind, x.sure) for x in t.turns} for t in found}


def test_a_day_begins_on_the_day_and_ends_on_the_day_after() -> None:
    found = days("elements:\n  C: {type: Contract, start: 2019-01-01, end: 2019-12-31}\n")
    assert found == {
        date(2019, 1, 1): {("C", DateKind.BEGIN, True)},
        date(2020, 1, 1): {("C", DateKind.END, True)},
    }


def test_a_soft_date_gives_the_first_day_it_may_be_and_the_first_it_is() -> None:
    found = days("elements:\n  C: {type: Contract, start: onbekend, end: 2019-10}\n")
    assert found == {
        date(2019, 10, 2): {("C", DateKind.END, False)},
        date(2019, 11, 1): {("C", DateKind.END, True)},
    }


def test_the_end_of_all_days_and_what_is_open_turn_nothing() -> None:
    assert days("elements:\n  C: {type: Contract, start: 2019-01-01, end: 9999-12-31}\n").keys() == {date(2019, 1, 1)}
    assert days("elements:\n  C: {type: Contract, start: open, end: onbekend}\n") == {}


def test_of_too_many_days_those_of_contracts_are_left_or_none() -> None:
    events = "".join(f"  E{n}: {{type: ImplementationEvent, date: 2019-02-{n:02}}}\n" for n in range(1, 9))
    text = f"elements:\n  C: {{type: Contract, start: 2019-01-01, end: 2019-12-31}}\n{events}"
    assert len(days(text)) == 10
    assert days(text, most=9).keys() == {date(2019, 1, 1), date(2020, 1, 1)}
    assert days(text, most=1) == {}


@examples(60)
@given(
    st.dates(date(2018, 1, 1), date(2021, 1, 1)), st.integers(0, 400), st.integers(0, 400), st.integers(0, 400),
    st.integers(1, 1500),
)  # fmt: skip
def test_between_two_days_that_matter_no_answer_changes(
    first: date, soft_start: int, length: int, soft_end: int, asked: int
) -> None:
    moved = [first + timedelta(days=n) for n in (0, soft_start, soft_start + length, soft_start + length + soft_end)]
    text = f"elements:\n  C: {{type: Contract, start: {moved[0]}..{moved[1]}, end: {moved[2]}..{moved[3]}}}\n"
    model = scope(text).model
    turning = {t.day for t in turning_days(model)}
    day = first - timedelta(days=30) + timedelta(days=asked)
    if day not in turning:
        before, at = (_truth(model, d) for d in (day - timedelta(days=1), day))
        assert before == at


def _truth(model: Model, day: date) -> object:
    return on_day(plateau_history(model, None), model.contract("C"), day).truth
