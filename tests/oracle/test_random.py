"""The product against the plain walk on random models: every cell, every lead, every class; no difference.

``python -m tests.oracle 100000`` goes on for as long as one likes (``make oracle``).
"""

from __future__ import annotations

import pytest

from tests.oracle.compare import Tally, compared

MODELS, BATCH, QUICK = 1000, 50, 50
"""How many models a whole run compares, how many a test, and how many the quick run."""


@pytest.mark.parametrize(
    "first", [pytest.param(n, marks=pytest.mark.slow if n >= QUICK else ()) for n in range(0, MODELS, BATCH)]
)
def test_the_product_and_the_walk_agree(first: int) -> None:
    tally = Tally()
    assert list(compared(range(first, first + BATCH), tally)) == []
    assert tally.cells > 0
    assert tally.moments > BATCH
