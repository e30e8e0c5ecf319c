"""Competency questions CQ01-CQ10: scope per contract."""

from __future__ import annotations

import pytest

from ea_model import rules
from ea_model.scope import Scope, ScopeClass, Sharing, Status, contract_scope, shared_elements
from ea_model.scope.enums import IN_SCOPE
from tests.conftest import Ask
from tests.support.builders import ids

BEHEER = ["ontwikkeling", "onderhoud", "applicatiebeheer", "operationeel_beheer"]


def cells(scope: Scope, contract: str, *classes: ScopeClass) -> dict[str, list[str]]:
    """Element id to activities a contract has in scope by these classes."""
    found: dict[str, list[str]] = {}
    for element, activity in contract_scope(scope, contract).cells():
        if activity.scope_class in (classes or IN_SCOPE):
            found.setdefault(element.id, []).append(activity.activity)
    return found


@pytest.mark.parametrize("model", ["samen", "reference"])
def test_cq01_the_framework_agreement_supplies_developers_and_leads_nothing(
    model: str, request: pytest.FixtureRequest
) -> None:
    scope = request.getfixturevalue(f"ask_{model}")("P1")
    contract = contract_scope(scope, "C-RAAM")
    direct = [(e.id, a.activity, a.role) for e, a in contract.cells() if a.scope_class is ScopeClass.DIRECT]
    assert direct == [("digipoort", "ontwikkeling", "S")]
    assert cells(scope, "C-RAAM", ScopeClass.POSSIBLE) == {"microservices": ["ontwikkeling"]}
    assert cells(scope, "C-RAAM", ScopeClass.DERIVED) == {}
    assert contract.leading_cells == ()


def test_cq01_what_the_letter_leaves_open_stays_open(ask_samen: Ask) -> None:
    contract = contract_scope(ask_samen("P1"), "C-RAAM")
    assert contract.open_list
    undecided = contract.element(contract.scope.model.element("middleware"))
    assert undecided.scope_class not in IN_SCOPE


def test_cq02_what_falls_under_other_contracts(ask_reference: Ask) -> None:
    scope = ask_reference("P1")
    levering = {"servers": ["levering"], "storage": ["levering"], "systeemsoftware": ["levering"]}
    assert cells(scope, "C-INF2", ScopeClass.DIRECT) == {"it-infrastructuur": ["levering"]}
    assert cells(scope, "C-INF2", ScopeClass.DERIVED) == levering
    assert contract_scope(scope, "C-INF2").element(scope.model.element("it-infrastructuur")).excluded == (
        "huisvesting",
    )
    assert cells(scope, "C-SOC") == {"siem-soc": ["beveiligingsmonitoring"]}
    assert cells(scope, "A-ODC", ScopeClass.DIRECT) == {"it-infrastructuur": ["huisvesting"], "odc": ["huisvesting"]}
    assert set(cells(scope, "A-ODC", ScopeClass.DERIVED)) == {"servers", "storage"}
    assert set(cells(scope, "A-HT")) == {"digipoort-ht"}
    own = cells(scope, "eigen", ScopeClass.DIRECT)
    assert own["digipoort"] == ["ontwikkeling"]
    assert set(own["it-platform"]) == {"ontwikkeling", "onderhoud", "operationeel_beheer", "technisch_beheer"}


def test_cq02_holds_for_the_letter_too(ask_samen: Ask) -> None:
    scope = ask_samen("P1")
    assert cells(scope, "C-INF2", ScopeClass.DIRECT) == {"it-infrastructuur": ["levering"]}
    assert set(cells(scope, "C-INF2", ScopeClass.DERIVED)) == {"servers", "storage", "systeemsoftware"}
    moved = scope.model.element("digipoort-ht")
    assert ids(owner for owner, _ in scope.owners(moved)) == ["belastingdienst"]
    assert not any(c.leads or c.support for c in scope.cells(moved))


def test_cq03_what_the_digipoort_contract_covered(ask_samen: Ask) -> None:
    scope = ask_samen("P0")
    assert cells(scope, "C-DGP", ScopeClass.DIRECT) == {"digipoort": BEHEER}
    assert cells(scope, "C-DGP", ScopeClass.DERIVED) == {"digipoort-ht": BEHEER}


def test_cq04_what_the_infrastructure_contract_covered(ask_samen: Ask) -> None:
    scope = ask_samen("P0")
    both = ["technisch_beheer", "levering"]
    assert cells(scope, "C-INF", ScopeClass.DIRECT) == {"it-infrastructuur": both}
    assert cells(scope, "C-INF", ScopeClass.DERIVED) == {"servers": both, "storage": both, "systeemsoftware": both}
    assert contract_scope(scope, "C-INF").open_list


@pytest.mark.parametrize("plateau", ["P0", "P1"])
def test_cq05_shared_elements_complement_each_other(ask_reference: Ask, plateau: str) -> None:
    scope = ask_reference(plateau)
    infra = "C-INF" if plateau == "P0" else "C-INF2"
    shared = {e.id: keys for e, keys in shared_elements(scope)}
    housed = {k: v for k, v in shared.items() if "A-ODC" in v}
    assert housed == dict.fromkeys(("it-infrastructuur", "servers", "storage"), ("A-ODC", infra))
    assert Status.OVERLAP not in scope.counts()
    for element in housed:
        assert contract_scope(scope, infra).element(scope.model.element(element)).sharing is Sharing.COMPLEMENTARY
    rest = set(shared) - set(housed)
    assert rest == (set() if plateau == "P0" else {"digipoort", "microservices"})


def test_cq05_a_split_of_roles_is_shared_and_no_overlap(ask_samen: Ask) -> None:
    scope = ask_samen("P1")
    entry = contract_scope(scope, "C-RAAM").element(scope.model.element("digipoort"))
    assert ScopeClass.SHARED in entry.classes
    assert scope.cell(entry.element, "ontwikkeling").status is Status.OWN


def test_cq06_the_microservices_are_undecided(ask_samen: Ask) -> None:
    scope = ask_samen("P1")
    microservices = scope.model.element("microservices")
    assert contract_scope(scope, "C-RAAM").element(microservices).sharing is Sharing.UNDECIDED
    assert [f.subject for f in rules.run([scope]) if f.code == "SHARED"] == ["microservices"]
    assert any(microservices in q.about for q in scope.model.questions)


def test_cq07_explicit_exclusions(ask_samen: Ask) -> None:
    scope = ask_samen("P1")
    excludes = [p.statement for p in scope.propagation.placed if p.truth and p.statement.effect == "exclude"]
    assert [(s.contract.id if s.contract else None, s.activity.id) for s in excludes] == [("C-INF2", "huisvesting")]


@pytest.mark.parametrize(
    ("plateau", "expected"),
    [
        ("P0", ["digid", "mijnoverheid"]),
        ("P1", ["digid", "microservices", "mijnoverheid"]),
        ("P2", ["digid", "mijnoverheid"]),
    ],
)
def test_cq08_elements_nobody_is_stated_for(ask_reference: Ask, plateau: str, expected: list[str]) -> None:
    scope = ask_reference(plateau)
    assert ids(scope.without_party()) == expected
    for element in scope.without_party():
        assert contract_scope(scope, "A-ODC").element(element).classes[-1] is ScopeClass.UNKNOWN


@pytest.mark.parametrize(
    ("plateau", "counts"),
    [
        ("P0", {Status.COVERED: 18, Status.UNKNOWN: 15}),
        ("P1", {Status.COVERED: 14, Status.OWN: 4, Status.OWN_IMPLICIT: 1, Status.UNKNOWN: 24}),
        ("P2", {Status.COVERED: 16, Status.OWN: 3, Status.UNKNOWN: 15}),
    ],
)
def test_cq09_coverage_of_required_cells(ask_reference: Ask, plateau: str, counts: dict[Status, int]) -> None:
    assert ask_reference(plateau).counts() == counts


@pytest.mark.parametrize("model", ["samen", "reference"])
@pytest.mark.parametrize(("plateau", "certain", "possible"), [("P0", 0, 0), ("P1", 6, 1), ("P2", 3, 0)])
def test_cq10_responsibilities_drawn_to_the_own_organisation(
    model: str, plateau: str, certain: int, possible: int, request: pytest.FixtureRequest
) -> None:
    scope = request.getfixturevalue(f"ask_{model}")(plateau)
    assert [sure for _, sure in scope.own_cells].count(True) == certain
    assert [sure for _, sure in scope.own_cells].count(False) == possible
    implicit = [c for c, _ in scope.own_cells if c.status is Status.OWN_IMPLICIT]
    assert len(implicit) == (1 if plateau == "P1" else 0)
