"""The loaded model: finding things by what a person calls them, plateaus and their parts, places and languages."""

from __future__ import annotations

from pathlib import Path

import pytest

import ea_model
from ea_model.messages.problems import Place, UnknownIdError, close_to
from ea_model.metamodel.archimate import Composition, Element, Relation
from ea_model.metamodel.contract import Contract, FrameworkAgreement, Plateau
from ea_model.metamodel.lean import SealedError
from ea_model.model import Model, wholes_of
from ea_model.values import in_language
from tests.support.builders import model_of

TEXT = """
elements:
  P0: {type: Plateau, name: {nl: Huidig, en: As-is}}
  P0a: {type: Plateau, part_of: P0}
  P0a-dec: {type: Plateau, part_of: P0a}
  P1: {type: Plateau, follows: P0}
  digipoort: {type: ApplicationComponent, name: Digipoort, plateaus: P0, composes: [ht, digid]}
  ht: {type: ApplicationComponent, name: {nl: Digipoort Handel, en: Digipoort Trade}, plateaus: P0a}
  digid: {type: ApplicationComponent, name: DigiD, plateaus: [P0, P1]}
  digid-dienst: {type: ApplicationService, name: DigiD}
  Overal: {type: Node, name: Overal, serves: {digipoort: {plateaus: P1}, digid: {id: overal-digid}}}
  C-B: {type: Contract, name: Tweede}
  C-A: {type: FrameworkAgreement, name: Eerste}
"""


@pytest.fixture(scope="module")
def model() -> Model:
    return model_of(TEXT)


@pytest.mark.parametrize(
    "wanted", ["ht", "HT", "Digipoort Handel", "digipoort handel", "Digipoort Trade", "DIGIPOORT TRADE"]
)
def test_an_element_is_found_by_id_or_by_name_in_any_language_without_regard_to_case(model: Model, wanted: str) -> None:
    assert model.element(wanted) is model["ht"]


def test_an_id_wins_from_the_name_of_another() -> None:
    found = model_of("elements: {a: {type: Node, name: b}, b: {type: Node, name: a}, B2: {type: Node, name: A}}")
    assert found.element("a").id == "a"
    assert found.element("b2").id == "B2"


def test_a_name_that_two_elements_bear_is_refused_with_both_ids(model: Model) -> None:
    with pytest.raises(UnknownIdError, match=r"there is no single element named 'DigiD \(") as caught:
        model_of("elements: {a: {type: Node, name: DigiD}, b: {type: Node, name: digid}}").element("DigiD")
    assert "(a, b)" in str(caught.value)
    assert model.element("digid").id == "digid"


@pytest.mark.parametrize(
    ("wanted", "near"), [("digipoor", "digipoort"), ("Digiport", "digipoort"), ("overl", "Overal")]
)
def test_what_is_not_there_is_told_with_what_was_probably_meant(model: Model, wanted: str, near: str) -> None:
    with pytest.raises(UnknownIdError) as caught:
        model.element(wanted)
    assert str(caught.value).startswith(f"there is no element '{wanted}' – did you mean '")
    assert near in caught.value.near


def test_what_looks_like_nothing_is_told_without_a_guess(model: Model) -> None:
    with pytest.raises(UnknownIdError) as caught:
        model["zzzzzz"]
    assert str(caught.value) == "there is no element or relation 'zzzzzz'"


def test_contracts_and_plateaus_are_asked_for_as_such(model: Model) -> None:
    assert model.contract("eerste").id == "C-A"
    assert model.plateau("as-is").id == "P0"
    with pytest.raises(UnknownIdError, match="there is no contract 'digipoort'"):
        model.contract("digipoort")
    with pytest.raises(UnknownIdError, match="there is no plateau 'P2' – did you mean 'P"):
        model.plateau("P2")


def test_an_id_is_looked_up_exactly(model: Model) -> None:
    assert model["overal-digid"] is model.get("overal-digid")
    assert model.get("OVERAL-DIGID") is None
    assert "Overal" in model
    assert "overal" not in model
    assert 4 not in model


def test_lists_are_complete_and_in_order_of_id(model: Model) -> None:
    assert [c.id for c in model.contracts] == ["C-A", "C-B"]
    assert [p.id for p in model.plateaus] == ["P0", "P0a", "P0a-dec", "P1"]
    assert model.by_kind(FrameworkAgreement) == (model["C-A"],)
    assert {c.id for c in model.by_kind(Contract)} == {"C-A", "C-B"}
    assert [r.id for r in model.by_kind(Composition)] == ["digipoort.composes.ht", "digipoort.composes.digid"]
    assert len(list(model.concepts())) == len(model.by_kind(Element)) + len(model.by_kind(Relation))


def test_relations_are_found_from_both_ends(model: Model) -> None:
    digid = model["digid"]
    assert {r.id for r in model.incoming(digid)} == {"digipoort.composes.digid", "overal-digid"}
    assert model.outgoing(digid) == ()
    assert [r.target.id for r in model.outgoing(model["digipoort"])] == ["ht", "digid"]


@pytest.mark.parametrize(
    ("concept", "holds"),
    [
        ("Overal", {"P0", "P0a", "P0a-dec", "P1"}),
        ("digipoort", {"P0", "P0a", "P0a-dec"}),
        ("ht", {"P0a", "P0a-dec"}),
        ("digid", {"P0", "P0a", "P0a-dec", "P1"}),
        # a relation also needs both its ends
        ("digipoort.composes.ht", {"P0a", "P0a-dec"}),
        ("digipoort.composes.digid", {"P0", "P0a", "P0a-dec"}),
        ("overal-digid", {"P0", "P0a", "P0a-dec", "P1"}),
        ("Overal.serves.digipoort", set()),
    ],
)
def test_what_is_in_a_plateau_is_in_its_parts_and_nowhere_else(model: Model, concept: str, holds: set[str]) -> None:
    assert {p.id for p in model.plateaus if model.in_plateau(model[concept], p)} == holds
    assert model.in_plateau(model[concept], None)


def test_the_wholes_of_a_plateau_go_from_inside_out(model: Model) -> None:
    inner = model["P0a-dec"]
    assert isinstance(inner, Plateau)
    assert [p.id for p in wholes_of(inner)] == ["P0a-dec", "P0a", "P0"]


def test_names_are_shown_in_the_language_asked_for(model: Model) -> None:
    assert in_language(model["ht"].name, "en") == "Digipoort Trade"
    assert in_language(model["ht"].name, "nl") == in_language(model["ht"].name, "fr") == "Digipoort Handel"
    assert in_language(model["digipoort"].name, "en") == "Digipoort"


def test_every_entry_knows_the_file_line_and_column_it_stands_at(tmp_path: Path) -> None:
    file = tmp_path / "m.yaml"
    file.write_text(
        "model: {id: m}\nelements:\n  a:\n    type: Node\n    serves: {b: {source: []}}\n  b: {type: Node}\n"
        "statements:\n  s: {contract: eigen, party: b, subject: a, activity: levering}\nfacts:\n  F1: {page: 1}\n",
        encoding="utf-8",
    )
    model = ea_model.load(tmp_path)
    places = {key: (model.place(key).line, model.place(key).column) for key in ("a", "b", "a.serves.b", "s", "fact F1")}
    assert places == {"a": (3, 3), "b": (6, 3), "a.serves.b": (5, 14), "s": (8, 3), "fact F1": (10, 3)}
    assert str(model.place("a")) == f"{file}:3:3"
    assert model.place("nothing") == Place()
    assert str(Place()) == ""


def test_an_activity_of_the_model_may_bear_the_id_of_an_element() -> None:
    model = model_of("activities: {archief: {part_of: beheer}}\nelements: {archief: {type: Node}}")
    assert model["archief"].kind == "Node"
    assert model.activities["archief"].part_of is model.activities["beheer"]


def test_a_value_that_does_not_apply_can_be_said_of_references_too() -> None:
    contract = model_of("elements: {c: {type: Contract, replaces: n.v.t., owner: N/A}}").contract("c")
    assert [str(value) for value in (contract.replaces[0], contract.owner)] == ["n.v.t.", "n.v.t."]


def test_suggestions_are_few_and_the_best_comes_first() -> None:
    known = ["beheer", "technisch_beheer", "beheerder", "beheren", "huisvesting"]
    assert close_to("BEHEER", known)[0] == "beheer"
    assert len(close_to("behee", known)) <= 3


def test_nothing_that_hangs_on_a_loaded_model_can_be_written(samen: Model) -> None:
    contract = samen.contract("C-RAAM")
    for thing, feature in (
        (contract, "name"),
        (contract.parties[0], "capacity"),
        (samen.statements[0], "role"),
        (samen.activities["beheer"], "label"),
        (samen.documents["brief"], "title"),
    ):
        with pytest.raises(SealedError):
            setattr(thing, feature, "x")
