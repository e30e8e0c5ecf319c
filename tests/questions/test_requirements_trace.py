"""From requirement to element, contract and source; coverage; findings NONSMART and PRESCR; the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from ea_model import rules
from ea_model.metamodel.archimate import Element
from ea_model.questions.requirements import FormIssue, Trace, prescriptions, requirements_of, trace
from ea_model.scope import Scope
from tests.support.builders import REFERENCE, SAMEN, ids, model_of, scope
from tests.support.command import run

MODEL = """
elements:
  leverancier: {type: BusinessActor, name: Leverancier}
  portaal:
    type: ApplicationComponent
    name: Portaal
    serves: {gebruiker: {interface_requirement: e3}}
  archief: {type: ApplicationComponent, name: Archief}
  gebruiker: {type: ApplicationComponent, name: Gebruikersapp}
  C1:
    type: Contract
    parties: [{who: leverancier, as: opdrachtnemer}]
  C2:
    type: Contract
    parties: [{who: leverancier, as: opdrachtnemer}]
  pve: {type: RequirementsProgramme, name: Programma van eisen, version: "1.0"}
  doel: {type: Goal, name: Beschikbaarheid, realizes: []}
  e1:
    type: Requirement
    name: Beschikbaarheid portaal
    text: Het portaal is 99,9 % beschikbaar per kalendermaand vanaf 2021-01-01
    programme: pve
    version: "2"
    owner: leverancier
    priority: onbekend
    rationale: Burgers rekenen erop
    verification: Meting aan het koppelvlak
    activities: [operationeel_beheer]
    concerns: [portaal]
    realizes: [doel]
  e2:
    type: Requirement
    name: Bewaren
    text: Het archief bewaart elk bericht 7 jaar
    concerns: [archief, C2]
  e3: {type: Requirement, name: Koppelvlak, text: Het koppelvlak verwerkt 10 berichten per seconde}
  e4: {type: Requirement, name: Zwevend, text: Alles is 100 % goed per dag}
  e5: {type: Requirement, name: Zonder tekst, concerns: [portaal]}
  kop: {type: Requirement, name: Kop, aggregates: [e1, kop2]}
  kop2: {type: Requirement, name: Kop 2, aggregates: [kop]}
  advies: {type: Recommendation, name: Advies, text: Beheer het portaal met 3 mensen per dag, concerns: [archief]}
statements:
  s1: {contract: C1, party: leverancier, subject: portaal, activity: beheer}
  s2: {contract: C1, party: leverancier, subject: archief, activity: onderhoud}
"""


@pytest.fixture(scope="module")
def answer() -> Scope:
    return scope(MODEL)


@pytest.fixture(scope="module")
def traced(answer: Scope) -> Trace:
    return trace(answer)


def of(traced: Trace, requirement: str) -> dict[str, list[str]]:
    """What a requirement leads to, by ids."""
    found = next(t for t in traced.traced if t.requirement.id == requirement)
    return {
        "elements": ids(found.elements), "motives": ids(found.motives), "named": ids(found.named),
        "contracts": sorted(c.label() for c in found.contracts), "parts": ids(found.parts),
        "interfaces": sorted(r.id for r in found.interfaces),
    }  # fmt: skip


def test_a_requirement_leads_to_elements_goals_and_contracts(traced: Trace) -> None:
    assert of(traced, "e1") == {
        "elements": ["portaal"], "motives": ["doel"], "named": [], "contracts": ["C1"], "parts": [], "interfaces": [],
    }  # fmt: skip


def test_a_requirement_that_names_a_contract_is_only_of_that_one(traced: Trace) -> None:
    found = of(traced, "e2")
    assert (found["elements"], found["named"], found["contracts"]) == (["archief"], ["C2"], [])


def test_a_requirement_on_an_interface_leads_to_both_its_ends(traced: Trace) -> None:
    found = of(traced, "e3")
    assert found["interfaces"] == ["portaal.serves.gebruiker"]
    assert found["elements"] == ["gebruiker", "portaal"]
    assert found["contracts"] == ["C1"]


def test_a_heading_has_what_its_parts_have_even_in_a_circle(traced: Trace) -> None:
    assert of(traced, "kop")["parts"] == ["e1", "kop2"]
    assert of(traced, "kop")["elements"] == ["portaal"]
    assert of(traced, "kop2")["parts"] == ["e1", "kop"]


def test_requirements_without_an_element_are_named(traced: Trace) -> None:
    assert ids(traced.without_element) == ["e4"]


def test_coverage_counts_cells_of_the_activities_a_requirement_is_about(traced: Trace) -> None:
    found = next(c for c in traced.coverage if c.provider.label() == "C1")
    assert ids(found.requirements) == ["e1", "e3"]
    covered = {(e.id, a) for e, a in found.covered}
    assert ("portaal", "operationeel_beheer") in covered
    assert covered == {("portaal", a) for e, a in (*found.covered, *found.uncovered) if e.id == "portaal"}
    assert {(e.id, a) for e, a in found.uncovered} == {("archief", "onderhoud")}
    assert (ids(found.with_requirement), ids(found.without_requirement)) == (["portaal"], ["archief"])


def test_a_requirement_about_one_activity_covers_no_other() -> None:
    only = MODEL.replace("interface_requirement: e3", "note: geen")
    found = next(c for c in trace(scope(only)).coverage if c.provider.label() == "C1")
    assert {(e.id, a) for e, a in found.covered} == {("portaal", "operationeel_beheer")}


def test_advice_and_what_has_no_text_cover_nothing(traced: Trace) -> None:
    found = next(c for c in traced.coverage if c.provider.label() == "C1")
    assert not {"advies", "e5"} & set(ids(found.requirements))


def test_programmes_hold_their_requirements(traced: Trace) -> None:
    assert ids(traced.programmes) == ["pve"]
    assert [t.requirement.id for t in traced.traced if t.programme is not None] == ["e1"]


def issues(answer: Scope, requirement: str) -> dict[FormIssue, tuple[str, ...]]:
    """What the lint finds amiss with the form of a requirement of a model."""
    element = answer.model[requirement]
    assert isinstance(element, Element)
    lint = requirements_of(answer.model).lint(element)
    assert lint is not None
    return {hint.issue: hint.detail for hint in lint.hints}


def test_missing_attributes_are_named_and_an_explicit_unknown_is_missing(answer: Scope) -> None:
    assert issues(answer, "e1")[FormIssue.ATTRIBUTES] == ("priority", "sources")
    assert "verification" in issues(answer, "e2")[FormIssue.ATTRIBUTES]


def test_a_subject_is_a_tie_to_an_element_or_its_name_up_front(answer: Scope) -> None:
    assert FormIssue.SUBJECT not in issues(answer, "e2")
    assert FormIssue.SUBJECT in issues(answer, "e4")
    named = scope(MODEL.replace("text: Alles is 100 %", "text: Het Portaal is 100 %"))
    assert FormIssue.SUBJECT not in issues(named, "e4")


def test_attributes_can_say_what_the_text_does_not() -> None:
    answer = scope("""
        elements:
          a: {type: Requirement, name: A, text: De dienst is beschikbaar, verification: Inspectie, due: 2021-03}
          b: {type: Requirement, name: B, text: De dienst is beschikbaar, metric: minuten, target: "5", due: onbekend}
          c: {type: Requirement, name: C, text: De dienst is beschikbaar, verification: onbekend}
        """)
    assert not {FormIssue.MEASURE, FormIssue.TIME} & issues(answer, "a").keys()
    assert FormIssue.MEASURE not in issues(answer, "b")
    assert {FormIssue.MEASURE, FormIssue.TIME} <= issues(answer, "c").keys()


def test_an_activity_that_does_not_exist_is_a_doubt() -> None:
    answer = scope("elements: {a: {type: Requirement, name: A, text: 3 dagen, activities: [beheer, beheren]}}")
    assert issues(answer, "a")[FormIssue.ACTIVITY] == ("beheren",)


def findings(text: str, code: str) -> list[tuple[str, str]]:
    """Subject and detail of the findings of one rule."""
    return [(f.subject, f.detail) for f in rules.run([scope(text)]) if f.code == code]


def test_nonsmart_is_found_and_a_good_text_is_not() -> None:
    bad = "elements: {a: {type: Requirement, name: A, text: De dienst is zo nodig beschikbaar per dag}}"
    good = "elements: {a: {type: Requirement, name: A, text: De dienst is 99 % beschikbaar per dag}}"
    assert findings(bad, "NONSMART") == [("a", "")]
    assert findings(good, "NONSMART") == []
    sentence = next(f for f in rules.run([scope(bad)]) if f.code == "NONSMART").text("nl")
    assert "“zo nodig”" in sentence
    assert "geen hoeveelheid" in sentence


@pytest.mark.parametrize(
    ("elements", "found"),
    [
        ("r: {type: Requirement, name: R, text: De dienst draait op Kubernetes}", [("r", "Kubernetes")]),
        ("r: {type: Requirement, name: R, text: De dienst draait op het Nieuwe Platform}", [("r", "p")]),
        ("r: {type: Requirement, name: R, text: Op het nieuwe platform, concerns: [p]}", [("r", "p")]),
        (
            "r: {type: Constraint, name: R, concerns: [m]}\n          t: {type: Requirement, name: T, text: 99 %}",
            [("r", "m")],
        ),
        ("r: {type: Requirement, name: R, text: De dienst gebruikt Oud Systeem, concerns: [o]}", []),
        ("r: {type: Requirement, name: R, text: De dienst is 99 % beschikbaar}", []),
        ("r: {type: Goal, name: Kubernetes}", []),
        ("r: {type: Requirement, name: R, text: De koppelvlakken zijn REST en json}", [("r", "REST"), ("r", "json")]),
        ("r: {type: Requirement, name: R, text: Data at rest and windows of time}", []),
    ],
    ids=[
        "a word",
        "a new node by name",
        "tied and named",
        "a reusable part",
        "what exists",
        "nothing",
        "no requirement",
        "words of interfaces",
        "ordinary words that are names of technology elsewhere",
    ],
)
def test_prescribing_is_naming_a_technology(elements: str, found: list[tuple[str, str]]) -> None:
    text = f"""
        elements:
          p: {{type: Node, name: {{nl: Nieuwe Platform, en: New Platform}}, status: nieuw}}
          m: {{type: ApplicationComponent, name: Modules, reusable: true}}
          o: {{type: Node, name: Oud Systeem, status: bestaand}}
          {elements}
        """
    assert findings(text, "PRESCR") == found


def test_in_a_file_without_a_field_for_it_documentation_is_the_text() -> None:
    answer = scope("elements: {a: {type: Requirement, name: A, documentation: De dienst is zo nodig beschikbaar}}")
    assert [lint.doubtful for t in trace(answer).traced if (lint := t.lint)] == [True]
    assert [f for f in rules.run([answer]) if f.code == "NONSMART"] == [], "nobody wrote it to be tested"
    both = scope("""
        elements:
          a: {type: Requirement, name: A, documentation: Een toelichting zo nodig}
          b: {type: Requirement, name: B, text: 3 dagen per maand}
        """)
    assert [f.subject for f in rules.run([both]) if f.code == "NONSMART"] == []


def test_the_command_tells_the_same_as_the_trace() -> None:
    found = run("requirements", SAMEN, "--plateau", "P1", "--format", "json").answer
    assert found["kind"] == "requirements"
    lints = {r["requirement"]["id"]: r["lint"] for r in found["requirements"] if r["lint"]}
    assert len(lints) == 14
    assert [key for key, lint in lints.items() if not lint["doubtful"]] == ["R1.4"]
    assert all(not c["covered_cells"] for c in found["coverage"]), "the letter has no requirement texts"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_lint_shows_each_word_in_its_context(lang: str) -> None:
    ran = run("requirements", SAMEN, "--lint", "--lang", lang)
    assert ran.code == 0
    assert "en wat [onder andere] contracten." in ran.out
    assert run("requirements", SAMEN, "--lint", "--exit-code").code == 1


def test_one_contract_and_a_model_without_requirements(tmp_path: Path) -> None:
    only = run("requirements", SAMEN, "--plateau", "P1", "--contract", "C-INF2", "--format", "json").answer
    assert {c["coverer"]["contract"] for c in only["coverage"]} == {"C-INF2"}
    (tmp_path / "model.yaml").write_text("model: {id: leeg, name: Leeg}\n", encoding="utf-8")
    assert run("requirements", tmp_path).code == 0
    assert run("requirements", REFERENCE, "--lint").code == 0
    assert run("requirements", SAMEN, "--contract", "C-X").code == 2


def test_a_constraint_prescribes_by_its_documentation_also_beside_requirements_with_a_text() -> None:
    model = model_of("""
    elements:
      r: {type: Requirement, text: De leverancier levert elke maand een rapport.}
      k: {type: Constraint, name: Techniek, documentation: Er wordt Kafka gebruikt.}
    """)
    assert [(p.requirement.id, p.word) for p in prescriptions(model)] == [("k", "Kafka")]
