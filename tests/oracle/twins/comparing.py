"""The product's money, passing on, calendar and differences held against the plain walks."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterable, Iterator
from typing import Any

from ea_model.loader import build
from tests.oracle.twins import calendar, differing, ledgers, money, passing
from tests.support.builders import reading_of

PLATEAUS = ("P0", "P1", "P2")


def compared(seeds: Iterable[int]) -> Iterator[tuple[str, Any, Any]]:
    """Of many seeds what is compared, what the product says and what the walk says, where they are not the same."""
    for seed in seeds:
        yield from _ledger(seed)
        if seed % 4 == 0:
            yield from ((f"m{seed}: {what}", *both) for what, *both in differing.differences(seed))


def _ledger(seed: int) -> Iterator[tuple[str, Any, Any]]:
    sections = ledgers.sections(seed)
    elements = sections["elements"]
    model, dice = build(reading_of(copy.deepcopy(sections))), random.Random(seed)  # noqa: S311 - no secret
    for plateau in PLATEAUS:
        told, plain = money.product(model, plateau), money.Ledger(elements, plateau).totals()
        if told != plain:
            yield f"l{seed} costs in {plateau}", told, plain
        for what, product, walk in calendar.Calendar(elements, model, plateau).differences():
            yield f"l{seed} calendar in {plateau}: {what}", product, walk
    answer, twin = passing.product(model), passing.Passing(elements)
    choices = 1 if twin.crisp() else passing.CHOICES
    for _ in range(choices):
        if answer is None:
            if twin.choice(dice) is not None:
                yield f"l{seed} passing on: refused", None, "a choice that adds up"
                return
        else:
            for outside in twin.outside(answer, dice):
                yield f"l{seed} passing on", outside, None
