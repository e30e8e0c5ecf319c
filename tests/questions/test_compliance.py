"""Conditions of requirements: what each check says, three-valued, and what the loader refuses."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ea_model import exporters
from ea_model.messages.problems import ModelLoadError
from ea_model.metamodel.conditions import CHECKS
from ea_model.metamodel.contract import Requirement
from ea_model.questions.compliance import compliance
from ea_model.values import Truth
from tests.exporters.test_twins import FORMATS, converted
from tests.support.builders import SAMEN, load, model_of, scope
from tests.support.command import run
from tests.support.examples import examples

YES, MAYBE, NO = Truth.YES, Truth.MAYBE, Truth.NO
MODEL = """
elements:
  P0: {type: Plateau, complete: [Element, Relation]}
  P1: {type: Plateau, follows: P0, complete: [Element, Relation]}
  P2: {type: Plateau, follows: P0}
  P3: {type: Plateau, follows: P0, complete: [ApplicationComponent, Flow, Capability]}
  p: {type: BusinessActor}
  q: {type: BusinessActor}
  C: {type: Contract, end: 2020, parties: [{who: p}]}
  D: {type: Contract, parties: [{who: p}, {who: q}]}
  M: {type: Contract, parties: [{who: q, count: 4}]}
  app: {type: ApplicationComponent, composes: deel}
  deel: {type: ApplicationComponent, aggregates: {kern: {plateaus: [P1]}}}
  kern: {type: ApplicationComponent}
  vreemd: {type: ApplicationComponent, owner: q}
  straks: {type: ApplicationComponent, plateaus: [P1], specializes: app, aggregates: los}
  los: {type: ApplicationComponent}
  kort: {type: Node, exists: {until: 2020}, serves: app}
  vast: {type: Node, takeover_option: false, takeover_terms: eis}
  open: {type: Node, takeover_option: onbekend}
  vrij: {type: Node, takeover_option: true}
  eis: {type: Requirement}
  werk: {type: WorkPackage, realizes: {eis: {plateaus: [P1]}}}
  kan: {type: Capability, maturity: beperkt}
  weet: {type: Capability, maturity: onbekend}
  r: {type: Requirement, condition: %s}
statements:
  s1: {contract: C, subject: app, activity: onderhoud}
  s2: {contract: C, subject: app, activity: operationeel_beheer}
  s3: {contract: D, subject: app, activity: applicatiebeheer}
  s4: {contract: eigen, party: eigen-org, subject: app, activity: regie}
  s5: {contract: M, subject: app, activity: ontwikkeling}
  s6: {contract: C, subject: deel, activity: onderhoud, effect: exclude}
closures:
  k1: {element: app, activity: ondersteuning}
  k2: {element: vreemd}
"""


def verdict(condition: str, plateau: str | None = None, at: str | None = None) -> Truth:
    (found,) = [v for v in compliance(scope(MODEL % condition, plateau, at)) if v.requirement.id == "r"]
    assert found.outcome.reasons
    return found.truth


@pytest.mark.parametrize(
    ("condition", "plateau", "at", "expected"),
    [
        ("{present: straks}", "P0", None, NO),
        ("{present: straks}", "P1", None, YES),
        ("{absent: straks}", "P0", None, YES),
        ("{absent: straks}", "P1", None, NO),
        ("{present: kort}", "P0", "2019-01-01", YES),
        ("{present: kort}", "P0", "2020-06-01", MAYBE),
        ("{absent: kort}", "P0", "2020-06-01", MAYBE),
        ("{absent: kort}", "P0", "2021-01-01", YES),
        ("{present: app.composes.deel}", "P0", None, YES),
        ("{relation: {from: kort, to: app}}", "P0", None, YES),
        ("{relation: {from: kort, to: app, type: Serving}}", "P0", None, YES),
        ("{relation: {from: kort, to: app, type: Flow}}", "P0", None, NO),
        ("{relation: {from: app, to: kort}}", "P0", None, NO),
        ("{relation: {from: kort, to: app}}", "P0", "2020-06-01", MAYBE),
        ("{has_part: {whole: app, part: deel}}", "P0", None, YES),
        ("{has_part: {whole: app, part: kern}}", "P0", None, NO),
        ("{has_part: {whole: app, part: kern}}", "P1", None, YES),
        ("{has_part: {whole: app, part: los}}", "P0", None, NO),
        ("{has_part: {whole: app, part: los}}", "P1", None, YES),
        ("{has_part: {whole: deel, part: app}}", "P1", None, NO),
        ("{has_part: {whole: app, part: app}}", "P1", None, NO),
        ("{takeover_option: vrij}", "P0", None, YES),
        ("{takeover_option: open}", "P0", None, MAYBE),
        ("{takeover_option: vast}", "P0", None, NO),
        ("{takeover_option: vast}", "P1", None, YES),
        ("{attribute: {of: kan, name: maturity, is: beperkt}}", "P0", None, YES),
        ("{attribute: {of: kan, name: maturity, is: aanwezig}}", "P0", None, NO),
        ("{attribute: {of: weet, name: maturity, is: beperkt}}", "P0", None, MAYBE),
        ("{attribute: {of: vrij, name: takeover_option, is: 'true'}}", "P0", None, YES),
        ("{lead: {element: app, activity: onderhoud, by: leverancier}}", "P0", None, YES),
        ("{lead: {element: app, activity: onderhoud, by: p}}", "P0", None, YES),
        ("{lead: {element: app, activity: onderhoud, by: q}}", "P0", None, NO),
        ("{lead: {element: app, activity: onderhoud, by: eigen}}", "P0", None, NO),
        ("{lead: {element: app, activity: onderhoud, by: p}}", "P0", "2020-06-01", MAYBE),
        ("{lead: {element: app, activity: onderhoud, by: p}}", "P0", "2021-01-01", MAYBE),
        ("{lead: {element: app, activity: regie, by: eigen}}", "P0", None, YES),
        ("{lead: {element: app, activity: regie, by: leverancier}}", "P0", None, NO),
        ("{lead: {element: app, activity: ondersteuning, by: eigen}}", "P0", None, YES),
        ("{lead: {element: app, activity: ondersteuning, by: eigen-org}}", "P0", None, YES),
        ("{lead: {element: app, activity: ondersteuning, by: leverancier}}", "P0", None, NO),
        ("{lead: {element: app, activity: migratie, by: eigen}}", "P0", None, MAYBE),
        ("{lead: {element: deel, activity: onderhoud, by: p}}", "P0", None, MAYBE),
        ("{lead: {element: app, activity: huisvesting, by: eigen}}", "P0", None, MAYBE),
        ("{not: {lead: {element: app, activity: huisvesting, by: eigen}}}", "P0", None, MAYBE),
        ("{lead: {element: straks, activity: onderhoud, by: eigen}}", "P0", None, NO),
        ("{one_supplier: {element: straks, activity: onderhoud}}", "P0", None, NO),
        ("{lead: {element: vreemd, activity: onderhoud, by: eigen}}", "P0", None, MAYBE),
        ("{lead: {element: vreemd, activity: onderhoud, by: q}}", "P0", None, MAYBE),
        ("{lead: {element: app, activity: beheer, by: leverancier}}", "P0", None, YES),
        ("{one_supplier: {element: app, activity: [onderhoud, operationeel_beheer]}}", "P0", None, YES),
        ("{one_supplier: {element: app, activity: [onderhoud, applicatiebeheer]}}", "P0", None, NO),
        ("{one_supplier: {element: app, activity: ontwikkeling}}", "P0", None, NO),
        ("{one_supplier: {element: app, activity: regie}}", "P0", None, NO),
        ("{one_supplier: {element: app, activity: ondersteuning}}", "P0", None, NO),
        ("{one_supplier: {element: app, activity: migratie}}", "P0", None, MAYBE),
        ("{one_supplier: {element: app, activity: [onderhoud, migratie]}}", "P0", None, MAYBE),
        ("{one_supplier: {element: app, activity: [ontwikkeling, migratie]}}", "P0", None, NO),
        ("{absent: straks}", "P2", None, MAYBE),
        ("{absent: straks}", "P3", None, YES),
        ("{absent: werk.realizes.eis}", "P3", None, MAYBE),
        ("{absent: straks.aggregates.los}", "P3", None, YES),
        ("{absent: straks.aggregates.los}", "P2", None, MAYBE),
        ("{absent: kort}", "P2", "2021-01-01", YES),
        ("{relation: {from: kort, to: app, type: Flow}}", "P2", None, MAYBE),
        ("{relation: {from: kort, to: app, type: Flow}}", "P3", None, NO),
        ("{relation: {from: app, to: straks}}", "P3", None, NO),
        ("{relation: {from: app, to: kort}}", "P3", None, MAYBE),
        ("{relation: {from: app, to: kort}}", None, None, MAYBE),
        ("{has_part: {whole: app, part: kern}}", "P2", None, MAYBE),
        ("{has_part: {whole: app, part: straks}}", "P3", None, NO),
        ("{not: {has_part: {whole: app, part: kern}}}", "P3", None, MAYBE),
        ("{lead: {element: straks, activity: onderhoud, by: eigen}}", "P2", None, MAYBE),
        ("{not: {lead: {element: straks, activity: onderhoud, by: eigen}}}", "P3", None, YES),
        ("{one_supplier: {element: straks, activity: onderhoud}}", "P2", None, MAYBE),
        ("[{present: app}, {present: straks}]", "P0", None, NO),
        ("{all: [{present: app}, {takeover_option: open}]}", "P0", None, MAYBE),
        ("{any: [{present: straks}, {takeover_option: open}]}", "P0", None, MAYBE),
        ("{any: [{present: straks}, {takeover_option: vrij}]}", "P0", None, YES),
        ("{not: {any: [{present: straks}, {present: kern}]}}", "P0", None, NO),
        ("{not: {takeover_option: open}}", "P0", None, MAYBE),
    ],
)
def test_a_check_says_what_the_manual_says(condition: str, plateau: str, at: str | None, expected: Truth) -> None:
    assert verdict(condition, plateau, at) is expected


ATOMS = {YES: "{present: app}", NO: "{present: straks}", MAYBE: "{takeover_option: open}"}


@examples(20)
@given(st.lists(st.sampled_from(list(ATOMS)), min_size=1, max_size=4))
def test_combinations_are_three_valued_logic(truths: list[Truth]) -> None:
    parts = ", ".join(ATOMS[truth] for truth in truths)
    assert verdict(f"{{all: [{parts}]}}", "P0") is min(truths)
    assert verdict(f"{{any: [{parts}]}}", "P0") is max(truths)
    negated = ", ".join(f"{{not: {ATOMS[truth]}}}" for truth in truths)
    assert verdict(f"{{not: {{any: [{negated}]}}}}", "P0") is min(truths)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("{absentt: app}", "there is no check 'absentt' – did you mean 'absent'"),
        ("absent", "a check is one name with its arguments"),
        ("{absent: app, present: app}", "a check is one name with its arguments"),
        ("{absent: ap}", "there is no element or relation 'ap' – did you mean 'app'"),
        ("{absent: [app]}", "here stands one id"),
        ("{lead: app}", "'lead' is {element: …, activity: …, by: …}"),
        ("{lead: {element: app, activity: onderhoud}}", "'lead' needs 'by'"),
        ("{lead: {element: app, activity: onderhoudd, by: eigen}}", "there is no activity 'onderhoudd'"),
        ("{lead: {element: app, activity: {a: b}, by: eigen}}", "here stands one activity, or a list of them"),
        ("{lead: {element: app, activity: onderhoud, by: niemand}}", "there is no element or relation 'niemand'"),
        ("{lead: {element: app.composes.deel, activity: onderhoud, by: p}}", "responsibilities are those of elements"),
        ("{lead: {element: app, activity: onderhoud, by: [p]}}", "here stands one value"),
        ("{has_part: {whole: app, part: deel, deep: true}}", "'has_part' has no 'deep'"),
        ("{relation: {from: app, to: deel, type: Compostion}}", "there is no relation kind 'Compostion'"),
        ("{takeover_option: app}", "only technology can be taken over"),
        ("{attribute: {of: kan, name: maturiti, is: x}}", "Capability 'kan' has no 'maturiti'"),
        ("{all: []}", "'all' combines nothing"),
        ("{not: [{present: app}, {present: deel}]}", "'not' takes one check"),
        ("{not: " * 30 + "{present: app}" + "}" * 30, "deep within each other"),
    ],
)
def test_a_condition_that_means_nothing_is_refused_with_its_place(condition: str, message: str) -> None:
    with pytest.raises(ModelLoadError) as caught:
        model_of(MODEL % condition)
    assert any(message in p.message and p.place.file for p in caught.value.problems), str(caught.value)


def test_a_constraint_of_archimate_has_no_condition() -> None:
    with pytest.raises(ModelLoadError, match="Constraint 'c' has no 'condition'"):
        model_of("elements: {c: {type: Constraint, condition: {present: c}}}")


def test_needs_name_an_element_and_an_activity() -> None:
    with pytest.raises(ModelLoadError, match=r"a need is \{element: …, activity: …\}"):
        model_of("elements: {c: {type: Capability, needed_for: [{element: c}]}}")


def test_every_check_of_the_language_is_tried_here_and_in_the_manual() -> None:
    source = (SAMEN.parent / "README.md").read_text(encoding="utf-8")
    for check in CHECKS:
        assert f"`{check}: " in source


def test_conditions_and_needs_travel_in_both_formats_that_hold_the_whole_model() -> None:
    model = load(SAMEN)
    buffer = BytesIO()
    exporters.load("json").write(model, exporters.Options(), buffer)
    elements = json.loads(buffer.getvalue())["elements"]
    assert elements["R1.2"]["condition"] == [
        {
            "any": [
                {"absent": "herbouw-digipoort"},
                {"lead": {"element": "digipoort", "activity": ["ontwikkeling"], "by": "supplier"}},
            ]
        }
    ]
    assert elements["middlewarekennis"]["needed_for"] == [{"element": "digipoort", "activity": "ontwikkeling"}]


@pytest.mark.slow
def test_an_exchange_file_gives_the_same_verdicts(tmp_path: Path) -> None:
    copy = tmp_path / "samen.xml"
    assert run("export", "archimate", SAMEN, "-o", copy).code == 0
    for plateau in ("P1", "P2"):
        answers = [run("compliance", path, "--plateau", plateau, "--format", "json").answer for path in (SAMEN, copy)]
        assert answers[0]["requirements"] == answers[1]["requirements"]


def test_a_requirement_of_another_plateau_is_not_judged() -> None:
    text = """
    elements:
      P0: {type: Plateau}
      P1: {type: Plateau}
      r: {type: Requirement, plateaus: [P1], condition: {present: P1}}
    """
    assert compliance(scope(text, "P0")) == ()
    assert [v.requirement.id for v in compliance(scope(text, "P1"))] == ["r"]


def test_the_command_tells_the_verdict_the_reason_and_the_source() -> None:
    told = run("compliance", SAMEN, "--plateau", "P1")
    assert told.code == 0
    assert "R1.4 Beheer en onderhoud bij één leverancier: geschonden" in told.out
    assert "  Digipoort: operationeel beheer (24x7) valt impliciet toe aan Logius\n  bron: F159" in told.out
    assert "P1 Gepland door het programma: 7 van 7 geschonden, 0 voldaan, 0 onbepaald" in told.out
    assert "0 onbepaald; 23 niet toetsbaar" in told.out
    assert "niet toetsbaar (zonder condition):\n  Advies 1\n" in told.out
    english = run("compliance", SAMEN, "--plateau", "P2", "--lang", "en")
    assert "0 of 7 violated, 6 met, 1 undetermined; 23 not testable" in english.out
    assert (
        "no relation from Migration to Digipoort is listed in this plateau, which is not complete for Relation"
        in english.out
    )


def test_a_model_without_conditions_says_so(tmp_path: Path) -> None:
    file = tmp_path / "m.yaml"
    file.write_text("model: {id: m}\nelements: {r: {type: Requirement}}\n", encoding="utf-8")
    assert "geen eis heeft een toetsbare voorwaarde" in run("compliance", file).out
    answer = run("compliance", file, "--format", "json").answer
    assert ([r["id"] for r in answer["not_testable"]], answer["requirements"]) == (["r"], [])


def test_a_condition_is_sealed_with_its_model() -> None:
    model = load(SAMEN)
    requirement = model.element("R1.2")
    assert isinstance(requirement, Requirement)
    with pytest.raises(TypeError, match="sealed"):
        requirement.condition[0].parts[0].check = "present"


def test_a_plateau_says_of_which_kinds_it_lists_everything() -> None:
    with pytest.raises(ModelLoadError, match="there is no kind 'Workpackage' – did you mean 'WorkPackage'"):
        model_of("elements: {P0: {type: Plateau, complete: [Workpackage]}}")


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_plateau_is_complete_for_travels_in_every_format(form: str, tmp_path: Path) -> None:
    model = load(SAMEN)
    assert load(converted(model, form, tmp_path)).plateau("P2").complete == model.plateau("P2").complete


def test_an_answer_and_a_document_list_what_no_machine_tests(tmp_path: Path) -> None:
    answer = run("compliance", SAMEN, "--plateau", "P1", "--format", "json").answer
    assert answer["counts"] == {"NO": 7, "MAYBE": 0, "YES": 0}
    assert "R2.2" in {r["id"] for r in answer["not_testable"]}
    assert (
        run("report", SAMEN, "--only", "requirements", "--plateau", "P1", "--formats", "html", "-o", tmp_path).code == 0
    )
    (document,) = tmp_path.glob("*.html")
    assert "7 van 7 geschonden, 0 voldaan, 0 onbepaald; 23 niet toetsbaar" in document.read_text(encoding="utf-8")
