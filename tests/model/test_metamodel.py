"""The languages: ArchiMate 3.2 and the contract language as Ecore packages, with the tables of the specification."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from pyecore.ecore import EClass, EPackage

from ea_model.metamodel import Metamodel, archimate, contract, specialization_of, stock
from ea_model.metamodel.archimate import DATA, archimate_type
from ea_model.metamodel.lean import features_of
from ea_model.views.answers import metamodel as answer
from tests.support.builders import SHARED, model_of

STOCK = stock()


def _rows(file: str) -> list[dict[str, str]]:
    with (DATA / "3.2" / file).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(line for line in handle if not line.startswith("#")))


def test_archimate_has_61_element_types_and_11_relationship_types() -> None:
    assert len(STOCK.element_types) == 61
    assert sorted(STOCK.relation_types) == [
        "Access", "Aggregation", "Assignment", "Association", "Composition", "Flow", "Influence", "Realization",
        "Serving", "Specialization", "Triggering",
    ]  # fmt: skip
    assert all(not kind.eClass.abstract for kind in (*STOCK.element_types.values(), *STOCK.relation_types.values()))


def test_the_layers_have_the_number_of_elements_of_the_specification() -> None:
    assert Counter(kind.layer for kind in STOCK.element_types.values()) == {
        "Strategy": 4, "Business": 13, "Application": 9, "Technology": 13, "Physical": 4, "Motivation": 10,
        "Implementation & Migration": 5, "Other": 3,
    }  # fmt: skip
    assert {kind.layer for kind in STOCK.element_types.values()} == set(STOCK.layers)


def test_layer_and_aspect_are_those_of_the_table_in_python_and_in_ecore() -> None:
    rows = _rows("elements.csv")
    assert [row["type"] for row in rows] == list(STOCK.element_types)
    for row in rows:
        kind = STOCK.element_types[row["type"]]
        assert (kind.layer, kind.aspect) == (row["layer"], row["aspect"])
        details = dict(kind.eClass.eAnnotations[0].details)
        assert details == {"layer": row["layer"], "aspect": row["aspect"]}


@pytest.mark.parametrize("table", ["elements", "relationships", "viewpoints"])
def test_the_tables_are_those_of_the_reference_and_name_their_specification(table: str) -> None:
    ours = (DATA / "3.2" / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    assert "ArchiMate 3.2" in ours[0]
    if not SHARED.is_dir():
        pytest.skip(f"the reference folder {SHARED} is not here")
    theirs = (SHARED / "reference" / "archimate" / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    assert [line for line in ours if not line.startswith("#")] == [t for t in theirs if not t.startswith("#")]


@pytest.mark.parametrize(
    ("source", "relation", "target", "expected"),
    [
        ("Contract", "Association", "ApplicationComponent", True),
        ("Contract", "Serving", "ApplicationComponent", False),
        ("Contract", "Realization", "Requirement", True),
        ("BusinessRole", "Access", "Contract", True),
        ("BusinessRole", "Assignment", "ApplicationComponent", False),
        ("BusinessRole", "Serving", "ApplicationComponent", True),
        ("BusinessRole", "Assignment", "BusinessFunction", True),
        ("WorkPackage", "Realization", "Deliverable", True),
        ("Node", "Composition", "Device", True),
        ("Plateau", "Aggregation", "Contract", True),
        ("Gap", "Association", "Contract", True),
        ("Gap", "Composition", "Contract", False),
        # kinds of the contract language count as the type they specialise
        ("FrameworkAgreement", "Association", "Platform", True),
        ("Tender", "Realization", "CallOff", True),
        ("Platform", "Serving", "ApplicationComponent", True),
        ("Risk", "Assignment", "Goal", False),
    ],
)
def test_a_relation_is_permitted_when_the_table_has_its_letter(
    source: str, relation: str, target: str, expected: bool
) -> None:
    language = Metamodel()
    kinds = [language.get(name) for name in (source, target)]
    asked = STOCK.relation_types[relation]
    assert kinds[0]
    assert kinds[1]
    assert STOCK.permits(asked, kinds[0], kinds[1]) is expected
    assert (relation in STOCK.permitted(kinds[0], kinds[1])) is expected


def test_every_pair_of_types_has_a_row_and_every_letter_is_a_relationship() -> None:
    table = STOCK.relationship_table
    names = {*STOCK.element_types, "Relationship"}
    assert set(table) == {(source, target) for source in names for target in names}
    symbols = {kind.symbol for kind in STOCK.relation_types.values()}
    assert {letter for letters in table.values() for letter in letters} == symbols


def test_a_relation_may_start_and_end_on_a_relation() -> None:
    model = model_of(
        """
        elements:
          a: {type: ApplicationComponent, flows_to: {b: {id: stroom}}}
          b: {type: ApplicationComponent}
          c: {type: Contract, concerns: stroom}
        relations:
          r: {type: Association, from: stroom, to: c}
        """
    )
    flow = model["stroom"]
    assert [r.id for r in model.incoming(flow)] == ["c.concerns.stroom"]
    assert [r.id for r in model.outgoing(flow)] == ["r"]
    assert model.problems == ()
    association, serving = archimate.Association, archimate.Serving
    assert STOCK.permits(association, archimate.Flow, STOCK.element_types["Contract"])
    assert not STOCK.permits(serving, archimate.Flow, STOCK.element_types["Contract"])


def test_the_contract_language_is_a_package_of_its_own_on_top_of_archimate() -> None:
    assert isinstance(contract.eClass, EPackage)
    assert contract.eClass.nsURI != archimate.eClass.nsURI
    bases = {
        "FrameworkAgreement": "Contract", "CallOff": "Contract", "Lot": "Contract", "Arrangement": "Contract",
        "InHouse": "Contract", "Plateau": "Plateau", "Tender": "WorkPackage", "MessageStream": "BusinessObject",
        "Platform": "Node", "SecurityFunction": "BusinessFunction", "Risk": "Assessment",
        "ReviewFinding": "Assessment", "Recommendation": "Requirement", "RequirementsProgramme": "Deliverable",
        "Ownership": "Association",
    }  # fmt: skip
    language = Metamodel()
    for name, base in bases.items():
        kind = language.get(name)
        assert kind is not None
        assert archimate_type(kind) == base
        assert kind.eClass.ePackage is contract.eClass
        assert specialization_of(kind) == ("" if name == base else name)


def test_a_contract_inherits_what_every_element_and_concept_has() -> None:
    features = features_of(contract.FrameworkAgreement)
    for name in ("id", "sources", "owner", "criticality", "end", "parties", "replaces"):
        assert name in features


def test_statements_and_activities_are_classes_too_but_no_kind_of_element() -> None:
    classes = {c.name for c in contract.eClass.eClassifiers if isinstance(c, EClass)}
    assert {"ScopeStatement", "ClosureStatement", "OpenQuestion", "TermConflict", "Activity", "Party"} <= classes
    assert not {"ScopeStatement", "Activity", "Asset", "Element", "Serving"} & set(Metamodel().element_kinds())


def test_there_are_25_viewpoints_and_each_shows_types_that_exist() -> None:
    found = STOCK.viewpoints
    assert len(found) == len({row["viewpoint_id"] for row in _rows("viewpoints.csv")}) == 25
    for viewpoint in found.values():
        assert viewpoint.shows is None or viewpoint.shows <= set(STOCK.element_types)
        assert viewpoint.admits("Grouping")
    assert found["organization"].admits("BusinessActor")
    assert not found["organization"].admits("Device")


def test_the_metamodel_answer_has_every_kind_with_layer_aspect_supertypes_and_attributes() -> None:
    packages = answer.data(Metamodel()).packages
    assert [package.name for package in packages] == ["archimate", "contract"]
    kinds = {(p.name, k.name): k for p in packages for k in p.kinds}
    component = kinds["archimate", "ApplicationComponent"]
    assert (component.layer, component.aspect) == ("Application", "Active Structure")
    agreement = kinds["contract", "FrameworkAgreement"]
    assert [(parent.package, parent.name) for parent in agreement.supertypes] == [("contract", "Contract")]
    assert agreement.layer == "Business"
    ends = {a.name: a for a in kinds["contract", "Contract"].attributes}
    assert (ends["end"].type, ends["end"].may_be_unknown) == ("SoftDate", True)
    assert kinds["archimate", "Element"].abstract
    assert kinds["archimate", "Element"].layer is None
    words = {e.name: e.values for p in packages for e in p.enumerations}
    assert words["Role"] == ["R", "A", "S", "C", "I"]


@pytest.mark.parametrize(("lang", "heading"), [("nl", "kenmerken"), ("en", "attributes")])
def test_the_metamodel_text_lists_each_kind_on_a_line_of_its_own(lang: str, heading: str) -> None:
    lines = answer.text(Metamodel(), lang).splitlines()
    assert any(heading in line for line in lines)
    for name in (*STOCK.element_types, "FrameworkAgreement", "ScopeStatement"):
        assert any(line.startswith(f"{name} ") for line in lines), name
