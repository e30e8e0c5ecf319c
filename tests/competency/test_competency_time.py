"""Competency questions CQ11-CQ21: who is responsible on a date."""

from __future__ import annotations

from datetime import date

import pytest

from ea_model import rules
from ea_model.metamodel.contract import Capability
from ea_model.questions.agenda import contracts_on, plateau_history
from ea_model.scope import Scope, Status, contract_scope
from ea_model.scope.open_questions import contract_validity
from ea_model.values import Truth
from tests.conftest import Ask
from tests.support.builders import cell, ids

OPERATE = "operationeel_beheer"


def test_cq11_visma_connect_operated_digipoort_and_nobody_else(ask_samen: Ask) -> None:
    found = cell(ask_samen(at="2019-09-30"), "digipoort", OPERATE)
    assert found.status is Status.COVERED
    assert ids(found.responsible) == ["visma-connect"]


def test_cq12_halfway_october_nobody_can_say(ask_samen: Ask) -> None:
    found = cell(ask_samen(at="2019-10-15"), "digipoort", OPERATE)
    assert found.status is Status.INDETERMINATE
    assert found.responsible == ()
    assert [p.id for lead in found.leads for p in lead.parties] == ["visma-connect"]


@pytest.mark.parametrize("day", ["2019-11-01", "2019-12-11"])
def test_cq13_after_the_end_nobody_is_known_and_visma_connect_is_never_the_answer(ask_samen: Ask, day: str) -> None:
    scope = ask_samen(at=day)
    found = cell(scope, "digipoort", OPERATE)
    assert found.status is Status.EXPIRED
    assert found.responsible == ()
    assert found.leads == ()
    expired = [f for f in rules.run([scope]) if f.code == "EXPIRED"]
    assert ("digipoort", "C-DGP") in {(f.subject, f.values["contract"]) for f in expired}


def test_cq14_in_the_plan_it_falls_to_logius_implicitly(ask_samen: Ask) -> None:
    scope = ask_samen("P1")
    found = cell(scope, "digipoort", OPERATE)
    assert found.status is Status.OWN_IMPLICIT
    owner = scope.owner(found.element)
    assert owner is not None
    assert owner.id == "logius"
    assert found.leads == ()


def test_cq15_in_the_advice_exactly_one_supplier_operates_and_maintains(ask_samen: Ask) -> None:
    scope = ask_samen("P2")
    operate, maintain = (cell(scope, "digipoort", a) for a in (OPERATE, "onderhoud"))
    assert operate.status is maintain.status is Status.COVERED
    assert operate.responsible == maintain.responsible
    assert len(operate.responsible) == 1
    assert cell(scope, "digipoort", "applicatiebeheer").status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("day", "truth", "status"),
    [
        ("2020-10-31", Truth.YES, Status.COVERED),
        ("2020-11-15", Truth.MAYBE, Status.INDETERMINATE),
        ("2020-12-01", Truth.NO, Status.EXPIRED),
    ],
)
def test_cq16_the_infrastructure_contract_ends_in_november_2020(
    ask_samen: Ask, day: str, truth: Truth, status: Status
) -> None:
    scope = ask_samen(at=day)
    assert contract_validity(scope.model.contract("C-INF"), date.fromisoformat(day)) is truth
    assert cell(scope, "it-infrastructuur", "levering").status is status


def test_cq17_during_2020_the_handover_is_indeterminate(ask_samen: Ask) -> None:
    during, after = ask_samen("P1", "2020-06-30"), ask_samen("P1", "2021-01-01")
    moved = during.model.element("digipoort-ht")
    assert [(owner.id, truth) for owner, truth in during.owners(moved)] == [
        ("logius", Truth.MAYBE), ("belastingdienst", Truth.MAYBE),
    ]  # fmt: skip
    assert [(owner.id, truth) for owner, truth in after.owners(moved)] == [("belastingdienst", Truth.YES)]
    assert cell(after, "digipoort-ht", OPERATE).status is Status.UNKNOWN  # what the Tax administration arranged: U11
    assert not after.cells(moved, required_only=True)


@pytest.mark.parametrize("plateau", ["P0", "P1", "P2"])
def test_cq18_no_activity_of_digipoort_has_two_leads(ask_samen: Ask, plateau: str) -> None:
    scope = ask_samen(plateau)
    for found in scope.cells(scope.model.element("digipoort")):
        assert len([x for x in found.leads if x.certain]) <= 1


def test_cq18_four_suppliers_support_one_lead_and_no_rule_divides_the_work(ask_samen: Ask) -> None:
    scope = ask_samen("P1")
    found = cell(scope, "digipoort", "ontwikkeling")
    assert [x.provider.label() for x in found.leads] == ["Logius"]
    assert [(x.provider.key, x.role) for x in found.support] == [("C-RAAM", "S")]
    found_multi = [(f.subject, f.values["count"]) for f in rules.run([scope]) if f.code == "MULTI"]
    assert found_multi == [("C-RAAM", 4), ("R1.4", 0)]


def test_cq19_the_government_data_centre_houses_the_infrastructure_throughout(ask_samen: Ask) -> None:
    for plateau in ("P0", "P1", "P2"):
        housing = cell(ask_samen(plateau), "it-infrastructuur", "huisvesting")
        assert ids(housing.responsible) == ["dji", "rws"]


def operators(scope: Scope, element: str, activity: str) -> tuple[Status, list[str]]:
    """Status and certain parties of a cell."""
    found = cell(scope, element, activity)
    return found.status, ids(found.responsible)


def test_cq20_who_does_operational_technical_management(ask_samen: Ask) -> None:
    both = ["equinix", "visma-connect"]
    assert operators(ask_samen("P0"), "it-infrastructuur", "technisch_beheer") == (Status.COVERED, both)
    assert operators(ask_samen("P0"), "digipoort", OPERATE) == (Status.COVERED, ["visma-connect"])
    assert operators(ask_samen("P1"), "it-platform", "technisch_beheer") == (Status.OWN, ["logius"])
    assert operators(ask_samen("P1"), "it-infrastructuur", "technisch_beheer") == (Status.UNKNOWN, [])
    advised = ask_samen("P2")
    assert operators(advised, "it-infrastructuur", "technisch_beheer") == (Status.UNKNOWN, [])
    operated = [c for c, _ in advised.own_cells if c.activity in (OPERATE, "technisch_beheer")]
    assert operated == []


def test_cq21_who_does_capacity_management(ask_samen: Ask) -> None:
    state = {p: operators(ask_samen(p), "it-infrastructuur", "capaciteitsmanagement") for p in ("P0", "P1", "P2")}
    assert state == {
        "P0": (Status.UNKNOWN, []), "P1": (Status.UNKNOWN, []), "P2": (Status.OWN, ["logius"]),
    }  # fmt: skip
    capability = ask_samen("P1").model.element("capaciteitsmanagement")
    assert isinstance(capability, Capability)
    assert capability.maturity == "absent"


def test_a_planned_contract_holds_nothing_before_it_is_signed(ask_samen: Ask) -> None:
    contract = ask_samen("P1").model.contract("C-RAAM")
    assert contract_validity(contract, date(2020, 2, 29)) is Truth.NO
    assert contract_validity(contract, date(2020, 6, 1)) is Truth.MAYBE
    assert contract_scope(ask_samen("P1", "2020-02-29"), "C-RAAM").leading_cells == ()


@pytest.mark.parametrize("day", ["2020-02-29", "2020-06-01"])
def test_scope_and_calendar_agree_where_an_advice_makes_the_signing_unknown(ask_samen: Ask, day: str) -> None:
    """Postponed in P2, nobody knows until when; in P1 it cannot hold before March 2020."""
    for plateau, before_march in (("P1", Truth.NO), ("P2", Truth.MAYBE)):
        scope = ask_samen(plateau, day)
        story = plateau_history(scope.model, scope.model.plateau(plateau))
        told = {f.contract.id: f.truth for f in contracts_on(story, date.fromisoformat(day))}
        said = [(p.truth, p.statement) for p in scope.propagation.placed if scope.facts.holds(p.statement.plateaus)]
        assert all(truth is told[s.contract.id] for truth, s in said if s.contract is not None)
        assert told["C-INF2"] is (before_march if day < "2020-03" else Truth.MAYBE)
