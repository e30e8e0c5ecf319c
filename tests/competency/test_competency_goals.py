"""Competency questions CQ50-CQ52: goals with a metric, dependencies, capabilities."""

from __future__ import annotations

from ea_model import rules
from ea_model.metamodel.contract import Capability, WorkPackage
from ea_model.model import Model
from ea_model.rules.goals import is_known, measured_goals, registered
from ea_model.values import Count
from tests.conftest import Ask


def test_cq50_no_goal_of_three_has_a_metric(ask_samen: Ask) -> None:
    scope = ask_samen()
    goals = list(measured_goals(scope))
    assert len(goals) == 3
    assert [g.id for g in goals if is_known(g.metric)] == []
    assert {f.subject for f in rules.run([scope]) if f.code == "GOAL"} == {g.id for g in goals}


def test_cq51_four_dependencies_of_at_least_fourteen_are_registered(ask_samen: Ask) -> None:
    scope = ask_samen()
    others = scope.model.element("andere-verandertrajecten")
    assert isinstance(others, WorkPackage)
    assert [w.id for w in registered(scope, others)] == [
        "machtigen", "federatief-berichtenstelsel", "eid", "herinrichting-safe",
    ]  # fmt: skip
    assert isinstance(others.count, Count)
    assert others.count.low - len(registered(scope, others)) == 10
    (finding,) = [f for f in rules.run([scope]) if f.code == "DEP"]
    assert (finding.subject, finding.values["registered"], finding.values["stated"]) == (others.id, 4, 14)


def test_cq52_six_capabilities_are_missing_weak_or_to_be_built_up(samen: Model) -> None:
    found = {
        c.id: (c.maturity, c.ambition)
        for c in samen.by_kind(Capability)
        if c.maturity in ("absent", "limited") or c.ambition in ("build", "strengthen")
    }
    assert found == {
        "functionele-kennis-digipoort": ("limited", "build"),
        "middlewarekennis": ("limited", None),
        "sturen-nieuwbouw": ("limited", None),
        "capaciteitsmanagement": ("absent", "build"),
        "koppelvlakkennis": (None, "build"),
        "regievoering": (None, "strengthen"),
    }
