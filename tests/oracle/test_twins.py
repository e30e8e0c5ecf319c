"""Money, passing on, the calendar and differences against plain walks of their own: no difference."""

from __future__ import annotations

import pytest

from tests.oracle.twins import ledgers, money
from tests.oracle.twins.comparing import compared

MODELS, BATCH, QUICK = 1000, 50, 100
"""How many models a whole run compares, how many a test, and how many the quick run."""


@pytest.mark.parametrize(
    "first", [pytest.param(n, marks=pytest.mark.slow if n >= QUICK else ()) for n in range(0, MODELS, BATCH)]
)
def test_the_product_and_the_twins_agree(first: int) -> None:
    assert list(compared(range(first, first + BATCH))) == []


def test_the_models_compared_hold_what_is_hard_about_money() -> None:
    """Known beside unknown, amounts within others, every measure, and totals of more than one plateau."""
    ledgers_of = [money.Ledger(ledgers.sections(seed)["elements"], "P1") for seed in range(100)]
    totals = [total for ledger in ledgers_of for total in ledger.totals().items()]
    assert {measure[0] for measure, _ in totals} == {"PER_YEAR", "PERIOD", "ONCE"}
    assert sum(bool(unknown) for _, (_, _, unknown) in totals) > 50
    assert sum(low != high for _, (low, high, _) in totals) > 50
