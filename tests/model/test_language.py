"""The version of the language is a parameter: a small one of a test's own goes all the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from ea_model.exporters import Options
from ea_model.exporters.text.writer import write_folder
from ea_model.loader import load
from ea_model.metamodel import Language, Metamodel, archimate, contract, specialization_of, stock
from ea_model.metamodel.archimate import Association, Composition, Realization, Serving, archimate_type
from ea_model.model import Model
from ea_model.scope import ScopeClass, Status, contract_scope, scope_of

SMALL = Language("0.1", Path(__file__).parent / "small_language")
TEXT = """
model: {id: small, name: Small, organisation: own}
kinds:
  Crawler: {extends: Robot, label: {nl: kruiper, en: crawler}}
elements:
  own: {type: BusinessActor, name: Us}
  acme: {type: BusinessActor, name: Acme}
  K1: {type: FrameworkAgreement, name: Agreement, start: 2020-01-01, parties: [{who: acme}]}
  P1: {type: Plateau, name: Now}
  app: {type: ApplicationComponent, name: App}
  part: {type: ApplicationComponent, name: Part}
  service: {type: ApplicationService, name: Service}
  node: {type: Node, name: Node}
  robot: {type: Crawler, name: Robot}
relations:
  r1: {type: Composition, from: app, to: part}
  r2: {type: Realization, from: app, to: service}
  r3: {type: Composition, from: node, to: robot}
  r4: {type: Serving, from: node, to: app}
  r5: {type: Serving, from: robot, to: app}
statements:
  S1: {contract: K1, parties: [acme], subject: app, activity: bouw}
  S2: {contract: K1, parties: [acme], subject: node, activity: beheer}
"""


@pytest.fixture
def small(tmp_path: Path) -> Model:
    (tmp_path / "model.yaml").write_text(TEXT, encoding="utf-8")
    return load(tmp_path, SMALL)


def _concepts(model: Model) -> set[tuple[str, ...]]:
    elements = {(e.kind, e.id, str(e.name)) for e in model.elements}
    return elements | {(r.kind, r.id, r.source.id, r.target.id) for r in model.relations}


def test_a_language_shares_the_types_that_say_the_same_and_has_others_of_its_own() -> None:
    assert set(SMALL.element_types) >= {"Robot", "ApplicationComponent"}
    assert "Contract" not in SMALL.element_types
    component = SMALL.element_types["ApplicationComponent"]
    assert component.layer == "Software"
    assert issubclass(component, stock().element_types["ApplicationComponent"])
    assert SMALL.element_types["Grouping"] is stock().element_types["Grouping"]
    assert stock().element_types["ApplicationComponent"].layer == "Application"
    assert stock().package is None
    assert SMALL.types("Gap", "Grouping", "Constraint") == (stock().element_types["Grouping"],)


def test_a_contract_is_a_contract_in_one_language_and_a_kind_of_business_object_in_another() -> None:
    ours, theirs = Metamodel().get("FrameworkAgreement"), Metamodel(SMALL).get("FrameworkAgreement")
    assert ours is contract.FrameworkAgreement
    assert theirs is not None
    assert issubclass(theirs, contract.FrameworkAgreement)
    assert (archimate_type(ours), specialization_of(ours)) == ("Contract", "FrameworkAgreement")
    assert (archimate_type(theirs), specialization_of(theirs)) == ("BusinessObject", "FrameworkAgreement")
    plain = Metamodel(SMALL).get("Contract")
    assert plain is not None
    assert (archimate_type(plain), specialization_of(plain)) == ("BusinessObject", "Contract")
    assert (plain.layer, plain.aspect) == ("People", "Passive Structure")


def test_kinds_without_a_type_to_stand_on_are_not_there() -> None:
    kinds = Metamodel(SMALL).element_kinds()
    assert {"Contract", "Plateau", "Goal", "Platform"} <= set(kinds)
    assert not {"Requirement", "WorkPackage", "Capability", "Gap", "Constraint"} & set(kinds)
    assert Metamodel(SMALL).relation_kinds() == [
        "Composition",
        "Assignment",
        "Realization",
        "Serving",
        "Association",
        "Ownership",
    ]


def test_the_table_is_that_of_the_language() -> None:
    kinds = SMALL.element_types
    assert SMALL.permits(Realization, kinds["ApplicationComponent"], kinds["ApplicationService"])
    assert not SMALL.permits(Serving, kinds["Robot"], kinds["ApplicationComponent"])
    assert SMALL.permitted(kinds["Node"], kinds["Robot"]) == ("Composition", "Association")
    assert SMALL.permits(Association, SMALL.kinds["Contract"], kinds["ApplicationComponent"])
    assert SMALL.permits(Composition, SMALL.kinds["Lot"], SMALL.kinds["CallOff"])
    assert [viewpoint.name for viewpoint in SMALL.viewpoints.values()] == ["Software"]
    assert str(SMALL) == "Small 0.1"


def test_a_model_in_another_language_loads_and_is_checked_against_its_table(small: Model) -> None:
    assert small.language is SMALL
    assert isinstance(small["K1"], contract.FrameworkAgreement)
    assert [c.id for c in small.contracts] == ["K1"]
    assert [p.id for p in small.plateaus] == ["P1"]
    assert [(p.code, p.subject) for p in small.problems if p.code == "RELATION"] == [("RELATION", "r5")]


def test_a_model_in_another_language_answers_scope(small: Model) -> None:
    scope = scope_of(small)
    part, service, robot = (small.element(name) for name in ("part", "service", "robot"))
    assert scope.activities.leaves == ("bouw", "beheer")
    assert scope.cell(part, "bouw").status is Status.COVERED
    assert scope.cell(service, "beheer").status is Status.UNKNOWN
    assert scope.cell(robot, "beheer").status is Status.COVERED
    found = {entry.element.id: entry.scope_class for entry in contract_scope(scope, "K1").within}
    assert found["app"] is ScopeClass.DIRECT
    assert found["part"] is ScopeClass.DERIVED
    assert found["robot"] is ScopeClass.DERIVED


def test_layers_are_those_of_the_language() -> None:
    assert SMALL.layers == ("People", "Software", "Things", "Machines", "Purpose", "Other")
    assert SMALL.layer_of(SMALL.element_types["Robot"]) == "Things"
    assert SMALL.layer_of(SMALL.element_types["Grouping"]) == ""


def test_a_model_in_another_language_is_written_to_text_and_back(small: Model, tmp_path: Path) -> None:
    folder = tmp_path / "written"
    write_folder(small, Options(), folder)
    again = load(folder, SMALL)
    assert _concepts(again) == _concepts(small)
    assert [s.id for s in again.statements] == ["S1", "S2"]


def test_the_stock_language_is_untouched_by_another(small: Model) -> None:
    assert small.language is not stock()
    assert Metamodel().get("Robot") is None
    assert [p.name for p in Metamodel().packages()] == [archimate.name, contract.name]
    assert [p.name for p in Metamodel(SMALL).packages()] == [archimate.name, contract.name, "small"]
