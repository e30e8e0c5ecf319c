"""What is called inert is: without it, the plain walk gives every cell the same status in every plateau."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ea_model.metamodel.contract import ClosureStatement
from ea_model.model import Model
from ea_model.scope.effects import inert_of
from tests.oracle.compare import model_of
from tests.oracle.semantics import Walk
from tests.oracle.worlds import worlds


def _statuses(model: Model, plateau: Any, without: str = "") -> dict[tuple[str, str], str]:
    (world,) = worlds(model, plateau, None)
    walk = Walk(model, replace(world, valid=world.valid - {without}, over=world.over - {without}))
    return {(e.id, leaf): walk.cell(e, leaf).status for e in walk.elements.values() for leaf in walk.leaves}


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_without_an_inert_statement_every_cell_is_the_same(seed: int) -> None:
    model = model_of(seed, soft=False)
    inert = [i.statement for i in inert_of(model) if not i.leaves and not isinstance(i.statement, ClosureStatement)]
    for plateau in (*model.plateaus, None):
        before = _statuses(model, plateau)
        for statement in inert[:4]:
            if statement.effect == "exclude":
                continue  # it may say what is so already
            assert _statuses(model, plateau, statement.id) == before, (plateau, statement.id)


def test_the_shipped_model_says_nothing_in_vain(samen: Model) -> None:
    assert [i.statement.id for i in inert_of(samen) if not i.leaves] == ["p9"]
