"""The interface register holds what leaves a scope, all of it: on random models, and by volume on the shipped one."""

from __future__ import annotations

import pytest

from ea_model.model import Model
from ea_model.questions.resolved import stream_flows
from ea_model.questions.streams.totals import total
from ea_model.scope import boundaries_of, boundary_columns, scope_of
from tests.oracle.boundaries import boundaries
from tests.oracle.compare import MOMENTS, model_of
from tests.oracle.semantics import Walk
from tests.oracle.worlds import worlds


@pytest.mark.parametrize("seed", range(0, 300, 3))
def test_the_register_and_the_plain_walk_agree(seed: int) -> None:
    model, moment = model_of(seed, soft=False), MOMENTS[seed % 4]
    scope = scope_of(model, *moment)
    (world,) = worlds(model, scope.moment.plateau, None)
    register = sorted((b.source.id, b.target.id) for b in boundaries_of(scope) if not b.assigned_elsewhere)
    assert register == boundaries(Walk(model, world))


@pytest.mark.parametrize("plateau", ["P0", "P1", "P2"])
def test_the_volumes_in_the_register_are_those_of_the_streams_that_cross(samen: Model, plateau: str) -> None:
    scope = scope_of(samen, plateau)
    sides, number = boundary_columns(scope).sides, scope.index.number
    register = {(b.source.id, b.target.id) for b in boundaries_of(scope)}
    told = {f.stream.id: f.stream for f in stream_flows(scope) if (f.flow.source.id, f.flow.target.id) in register}
    leaving = {
        f.stream.id: f.stream for f in stream_flows(scope)
        if "BusinessActor" in (f.flow.source.kind, f.flow.target.kind)
        or (sides[number[f.flow.source.id]] != sides[number[f.flow.target.id]]).any()
    }  # fmt: skip
    assert leaving
    assert total(told[key] for key in sorted(told)) == total(leaving[key] for key in sorted(leaving))
