"""No verdict that a possible world contradicts: compliance against every choice of the soft dates."""

from __future__ import annotations

import random
from typing import Any

import pytest

from ea_model.loader import build
from ea_model.questions.compliance import compliance
from ea_model.scope import scope_of
from ea_model.values import Truth
from tests.oracle.compare import DAYS
from tests.oracle.generate import sections
from tests.oracle.semantics import Walk
from tests.oracle.worlds import TooSoftError, worlds
from tests.support.builders import reading_of

ACTIVITIES = ("onderhoud", "regie", "ontwikkeling", "huisvesting", "technisch_beheer", "applicatiebeheer")


def _asked(seed: int) -> dict[str, Any]:
    """A random model with requirements on who leads."""
    model, dice = sections(seed, soft=True), random.Random(seed)  # noqa: S311 - a model, not a secret
    names = [name for name in model["elements"] if name.startswith("e")]
    for number in range(6):
        about = {"element": dice.choice(names), "activity": dice.choice(ACTIVITIES)}
        by = dice.choice(("own", "supplier", ""))
        condition = {"lead": {**about, "by": by}} if by else {"one_supplier": about}
        model["elements"][f"q{number}"] = {"type": "Requirement", "condition": condition}
    return model


def _in_a_world(walk: Walk, condition: Any) -> bool | None:
    """What one world says; None where it leaves open who leads."""
    (leaf,) = (a.id for a in condition.activities)
    cell = walk.cell(condition.subject, leaf)
    if cell.status == "OWN_IMPLICIT":
        owner = condition.subject.owner
        return condition.by == "own" and (owner is None or owner.id in ("org", "unit"))
    if cell.status not in ("COVERED", "OWN", "JOINT", "OVERLAP"):
        return None
    own = {provider.startswith("own:") for provider, _ in cell.leads}
    if condition.check == "lead":
        return (condition.by == "own") in own
    return cell.status == "COVERED" and not own & {True} and len(next(iter(cell.leads))[1]) == 1


@pytest.mark.parametrize(
    "first", [0, 50, *(pytest.param(first, marks=pytest.mark.slow) for first in range(100, 300, 50))]
)
def test_no_verdict_is_contradicted(first: int) -> None:
    for seed in range(first, first + 50):
        model = build(reading_of(_asked(seed)))
        for plateau, day in DAYS:
            scope = scope_of(model, plateau, day)
            try:
                walks = [Walk(model, world) for world in worlds(model, scope.moment.plateau, day)]
            except TooSoftError:
                continue
            for verdict in compliance(scope):
                (condition,) = verdict.requirement.condition
                opposite = {Truth.YES: False, Truth.NO: True}.get(verdict.truth)
                said = {_in_a_world(w, condition) for w in walks if condition.subject.id in w.world.elements}
                assert opposite is None or opposite not in said, (seed, plateau, day, verdict.requirement.id)
