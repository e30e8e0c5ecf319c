"""Competency questions CQ43-CQ48: plateaus, advice, requirements."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import ea_model
from ea_model import rules
from ea_model.compare import compare
from ea_model.metamodel.archimate import Association
from ea_model.metamodel.contract import MessageStream, Recommendation, ReviewFinding
from ea_model.model import Model
from ea_model.questions.compliance import compliance
from ea_model.scope import Status, scope_of
from ea_model.values import Truth
from tests.conftest import Ask
from tests.support.builders import SAMEN, cell

RECOMMENDATIONS = [f"R1.{n}" for n in range(1, 9)] + [f"R2.{n}" for n in range(1, 7)]


def test_cq43_what_the_plan_adds_and_takes_away(ask_samen: Ask) -> None:
    change = compare(ask_samen("P0"), ask_samen("P1"))
    added, removed = {e.id for e in change.elements.added}, {e.id for e in change.elements.removed}
    assert {"it-platform", "microservices", "C-RAAM", "C-INF2", "C-SOC", "it-infrastructuur-nieuw"} <= added
    assert {"digipoort-nieuw", "herbouw-digipoort"} <= added
    assert {"C-DGP", "C-INF"} <= removed
    relations = {r.id for r in change.relations.added}
    assert "logius.aggregates.sp-cloud-team" in relations
    assert "ministerie-ienw.aggregates.sp-cloud-team" in {r.id for r in change.relations.removed}
    assert "digipoort-ht.owned_by.belastingdienst" in relations
    moved = [c for c in change.situations[0].cells if c.element.id == "digipoort-ht"]
    assert moved
    assert {c.after.status for c in moved if c.after} == {Status.UNKNOWN}
    unchanged = {"odc", "digid", "mijnoverheid"}
    assert not unchanged & (added | removed)


def test_cq44_what_the_advice_takes_back_and_adds(ask_samen: Ask) -> None:
    before, after = ask_samen("P1"), ask_samen("P2")
    change = compare(before, after)
    assert {"it-platform", "microservices", "C-RAAM"} <= {e.id for e in change.elements.removed}
    assert {"C-DGP2", "experiment-containers"} <= {e.id for e in change.elements.added}
    assert cell(before, "digipoort", "operationeel_beheer").status is Status.OWN_IMPLICIT
    assert cell(after, "digipoort", "operationeel_beheer").status is Status.COVERED
    own = {(c.element.id, c.activity) for c, _ in after.own_cells}
    assert own == {
        ("digipoort", "regie"), ("digipoort", "ondersteuning"), ("it-infrastructuur", "capaciteitsmanagement"),
    }  # fmt: skip


@pytest.mark.parametrize(("plateau", "violated"), [("P1", 7), ("P2", 0)])
def test_cq45_the_plan_goes_against_all_advice_a_machine_can_check(ask_samen: Ask, plateau: str, violated: int) -> None:
    verdicts = compliance(ask_samen(plateau))
    assert [v.requirement.id for v in verdicts] == ["R1.1", "R1.2", "R1.3", "R1.4", "R1.5", "R1.6", "R2.6"]
    assert sum(v.truth is Truth.NO for v in verdicts) == violated
    # The advice read as a state does not say what is migrated, so R1.6 (limit the migration) is open there.
    assert [v.requirement.id for v in verdicts if v.truth is Truth.MAYBE] == ([] if violated else ["R1.6"])
    assert all(v.outcome.reasons and v.requirement.sources for v in verdicts)


def test_cq45_comes_from_the_model_and_not_from_what_a_plateau_is_called(tmp_path: Path) -> None:
    copy = tmp_path / "samen"
    shutil.copytree(SAMEN, copy)
    file = copy / "plateaus.yaml"
    text = re.sub("label: (huidig|gepland|geadviseerd)", "label: onbekend", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    model = ea_model.load(copy)
    for plateau, violated in (("P1", 7), ("P2", 0)):
        assert sum(v.truth is Truth.NO for v in compliance(scope_of(model, plateau))) == violated
    programme = copy / "programme.yaml"
    text = programme.read_text(encoding="utf-8").replace(
        "    source: [F044, F047, F048, F066]\n    plateaus: [P1]\n",
        "    source: [F044, F047, F048, F066]\n    plateaus: [P1, P2]\n",
    )
    programme.write_text(text, encoding="utf-8")
    rebuilt = {v.requirement.id for v in compliance(scope_of(ea_model.load(copy), "P2")) if v.truth is not Truth.YES}
    assert rebuilt == {"R1.1", "R1.2", "R1.6"}  # and who would lead it there is not known


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
