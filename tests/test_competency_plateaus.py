"""Competency questions CQ43-CQ48: plateaus, advice, requirements."""

from __future__ import annotations

import pytest

from ea_model import rules
from ea_model.compare import compare
from ea_model.metamodel.archimate import Aggregation, Association, Realization
from ea_model.metamodel.contract import MessageStream, Node, Recommendation, ReviewFinding
from ea_model.model import Model
from ea_model.scope import Scope, Status
from tests.builders import cell
from tests.conftest import Ask

RECOMMENDATIONS = [f"R1.{n}" for n in range(1, 9)] + [f"R2.{n}" for n in range(1, 7)]


def test_cq43_what_the_plan_adds_and_takes_away(ask_samen: Ask) -> None:
    change = compare(ask_samen("P0"), ask_samen("P1"))
    added, removed = {e.id for e in change.added}, {e.id for e in change.removed}
    assert {"it-platform", "microservices", "C-RAAM", "C-INF2", "C-SOC", "it-infrastructuur-nieuw"} <= added
    assert {"digipoort-nieuw", "herbouw-digipoort"} <= added
    assert {"C-DGP", "C-INF"} <= removed
    relations = {r.id for r in change.added_relations}
    assert "logius.aggregates.sp-cloud-team" in relations
    assert "ministerie-ienw.aggregates.sp-cloud-team" in {r.id for r in change.removed_relations}
    moved = [c for c in change.cells if c.element.id == "digipoort-ht" and c.after and c.after.responsible]
    assert {p.id for c in moved if c.after for p in c.after.responsible} == {"belastingdienst"}
    unchanged = {"odc", "digid", "mijnoverheid"}
    assert not unchanged & (added | removed)


def test_cq44_what_the_advice_takes_back_and_adds(ask_samen: Ask) -> None:
    before, after = ask_samen("P1"), ask_samen("P2")
    change = compare(before, after)
    assert {"it-platform", "microservices", "C-RAAM"} <= {e.id for e in change.removed}
    assert {"C-DGP2", "experiment-containers"} <= {e.id for e in change.added}
    assert cell(before, "digipoort", "operationeel_beheer").status is Status.OWN_IMPLICIT
    assert cell(after, "digipoort", "operationeel_beheer").status is Status.COVERED
    own = {(c.element.id, c.activity) for c, _ in after.own_cells}
    assert own == {
        ("digipoort", "regie"), ("digipoort", "ondersteuning"), ("it-infrastructuur", "capaciteitsmanagement"),
    }  # fmt: skip


def violated(scope: Scope) -> set[str]:
    """The advice that a machine can check, and that a plateau goes against."""
    model, exists = scope.model, scope.situation.existence
    here = {e.id for e in model.elements if exists(e)}
    digipoort = model.element("digipoort")
    rebuilt = [r for r in model.by_kind(Realization) if r.source.id == "herbouw-digipoort" and exists(r)]
    lead = [x.coverer.own for x in scope.cell(digipoort, "ontwikkeling").leads if x.certain]
    wholes = {"digipoort", "digipoort-nieuw"}
    modules = [r for r in model.by_kind(Aggregation)
               if r.source.id in wholes and r.target.id == "microservices" and exists(r)]  # fmt: skip
    operate = scope.cell(digipoort, "operationeel_beheer")
    own_operation = [c for c, _ in scope.own_cells if c.activity in ("operationeel_beheer", "technisch_beheer")]
    takeover = {p.id for p in model.by_kind(Node) if p.takeover_option is False}
    moved = [r for r in model.by_kind(Realization) if r.source.id == "migratie" and exists(r)]
    found = {
        "R1.1": bool(rebuilt),
        "R1.2": bool(rebuilt) and any(lead),
        "R1.3": bool(modules),
        "R1.4": operate.status is not Status.COVERED or len(operate.responsible) != 1,
        "R1.5": "it-platform" in here or bool(own_operation),
        "R1.6": bool(moved),
        "R2.6": bool(takeover) and not _takeover_arranged(scope),
    }
    return {code for code, bad in found.items() if bad}


def _takeover_arranged(scope: Scope) -> bool:
    """Is taking over the hardware a requirement that this plateau honours?"""
    plateau = scope.moment.plateau
    return plateau is not None and plateau.label == "geadviseerd"


@pytest.mark.parametrize(("plateau", "count"), [("P1", 7), ("P2", 0)])
def test_cq45_the_plan_goes_against_all_advice_a_machine_can_check(ask_samen: Ask, plateau: str, count: int) -> None:
    assert len(violated(ask_samen(plateau))) == count


def answered_by(model: Model, finding: str) -> set[str]:
    """Recommendations that concern a finding of the review."""
    return {
        r.source.id
        for r in model.incoming(model.element(finding))
        if isinstance(r, Association) and isinstance(r.source, Recommendation)
    }


def test_cq46_only_the_measurable_results_have_no_recommendation_of_their_own(samen: Model) -> None:
    expected = {
        "A1": {"R1.1", "R1.2"}, "A2": {"R1.2"}, "A3": {"R1.4"}, "A4": {"R1.5"}, "A5": {"R1.6"}, "B2": {"R2.3"},
        "B3": {"R2.4"}, "B4": {"R2.5"}, "B5": {"R2.6"}, "B1": set(),
    }  # fmt: skip
    for finding, recommendations in expected.items():
        assert isinstance(samen.element(finding), ReviewFinding)
        assert recommendations <= answered_by(samen, finding), finding
    assert answered_by(samen, "B1") == set()


def test_cq47_five_recommendations_touch_digipoort_directly(samen: Model) -> None:
    near = {r.source.id for r in samen.incoming(samen.element("digipoort")) if isinstance(r, Association)}
    direct = {r for r in RECOMMENDATIONS if r in near}
    as_constraint = {"R1.3"} if "niet-bij-digipoort" in near else set()
    assert direct | as_constraint == {"R1.1", "R1.2", "R1.3", "R1.4", "R1.8"}


def test_cq48_no_contract_that_is_tendered_has_requirements(ask_samen: Ask) -> None:
    found = {f.subject for f in rules.run([ask_samen("P1")]) if f.code == "NOREQ"}
    assert found == {"C-RAAM", "C-INF2", "C-SOC"}
    demanded = [e.id for e in ask_samen("P1").model.elements if e.kind == "Deliverable" and e.id.startswith("pve-")]
    assert sorted(demanded) == ["pve-a", "pve-b"]


def test_the_letter_gives_fourteen_recommendations(samen: Model) -> None:
    assert sorted(r.id for r in samen.by_kind(Recommendation)) == RECOMMENDATIONS
    assert len(samen.by_kind(MessageStream)) == 6
