"""The calendar on the day itself: the last day of the horizon, the day of handing over, contracts without a date."""

from __future__ import annotations

from datetime import date

import pytest

from ea_model import rules
from ea_model.questions.agenda import EndingKind, expiries, handovers, plateau_history
from ea_model.rules import time
from ea_model.scope import scope_of
from ea_model.values import Truth
from ea_model.values.durations import Days
from tests.support.builders import model_of

DAY = date(2019, 12, 11)
"""Twelve months further, the usual horizon, is 2020-12-11."""


@pytest.mark.parametrize(
    ("end", "ending", "within"),
    [
        ("2020-12-10", EndingKind.WITHIN, Truth.YES),
        ("2020-12-11", EndingKind.WITHIN, Truth.YES),
        ("2020-12-12", EndingKind.LATER, Truth.NO),
        ("2020-12-11..2020-12-31", EndingKind.MAYBE_WITHIN, Truth.MAYBE),
        ("2020-12-12..2020-12-31", EndingKind.LATER, Truth.NO),
    ],
)
def test_a_contract_that_ends_on_the_last_day_of_the_horizon_ends_within_it(
    end: str, ending: EndingKind, within: Truth
) -> None:
    model = model_of(f"elements: {{A: {{type: Contract, end: {end}}}}}")
    (expiry,) = expiries(plateau_history(model), DAY)
    assert (expiry.ending, expiry.within) == (ending, within)
    codes = [finding.code for finding in rules.run([scope_of(model, None, DAY)], time.RULES)]
    assert codes == ([] if within is Truth.NO else ["EXPIRY"])


def test_contracts_without_a_dated_end_come_after_those_that_have_one() -> None:
    model = model_of("""
        elements:
          A: {type: Contract}
          B: {type: Contract, end: onbekend}
          C: {type: Contract, end: open}
          D: {type: Contract, end: 2031}
          E: {type: Contract, end: 2030}
        """)
    assert [expiry.contract.id for expiry in expiries(plateau_history(model), DAY)] == ["E", "D", "A", "B", "C"]


@pytest.mark.parametrize(
    ("start", "double", "days"),
    [
        ("2021-12-30", Truth.YES, Days(1, 1)),
        ("2021-12-31", Truth.NO, None),
        ("2022-01-01", Truth.NO, None),
    ],
)
def test_a_successor_that_begins_on_the_last_day_of_its_predecessor_does_not_run_beside_it(
    start: str, double: Truth, days: Days | None
) -> None:
    model = model_of(f"""
        elements:
          A: {{type: Contract, end: 2021-12-31}}
          B: {{type: Contract, replaces: A, start: {start}}}
        """)
    (handover,) = handovers(plateau_history(model))
    assert (handover.double, handover.double_days) == (double, days)
    codes = [finding.code for finding in rules.run([scope_of(model)], time.RULES)]
    assert codes == ([] if days is None else ["DOUBLE"])
