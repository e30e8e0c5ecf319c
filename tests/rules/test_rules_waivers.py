"""What a model makes of findings: severities of its own, and waivers with a reason."""

from __future__ import annotations

import json
import textwrap
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

import ea_model
from ea_model import exporters, rules
from ea_model.messages.problems import ModelLoadError
from ea_model.rules import Finding, Severity
from ea_model.scope import scope_of
from tests.support.builders import model_of
from tests.support.command import run

MODEL = """
elements:
  P0: {type: Plateau}
  P1: {type: Plateau, follows: P0}
  C: {type: Contract, end: 2019-10}
  t: {type: Tender, realizes: C}
  x: {type: Node}
statements:
  s1: {contract: C, subject: x, activity: levering}
"""
WAIVED = """
waivers:
  w1: {rule: NOREQ, subject: C, plateaus: [P0], reason: {nl: Volgt later, en: To follow}, by: JJ, date: 2019-12-01,
       until: 2020-03}
"""


def noreq(text: str, plateau: str, at: str | None = None, as_of: str = "2019-12-11") -> Finding:
    model = model_of(f"model: {{as_of: {as_of}}}\n" + textwrap.dedent(text))
    scope = scope_of(model, plateau, date.fromisoformat(at) if at else None)
    (finding,) = [f for f in rules.run([scope]) if f.code == "NOREQ"]
    return finding


def refused(text: str) -> list[str]:
    with pytest.raises(ModelLoadError) as caught:
        model_of(text)
    return [p.message for p in caught.value.problems]


def test_the_model_may_change_how_bad_a_rule_is() -> None:
    changed = MODEL + "rules: {NOREQ: {severity: low}}"
    assert noreq(MODEL, "P0").severity is Severity.HIGH
    assert noreq(changed, "P0").severity is Severity.LOW


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{NOREK: {severity: low}}", "there is no rule 'NOREK' – did you mean 'NOREQ'"),
        ("{NOREQ: {severity: laag}}", "the severity of rule 'NOREQ' is one of info, low, medium, high, critical"),
        ("{NOREQ: {}}", "the severity of rule 'NOREQ' is one of"),
        ("{NOREQ: {severity: [low]}}", "the severity of rule 'NOREQ' is one of"),
        ("{NOREQ: {severity: low, off: true}}", "write an entry in waivers:"),
    ],
)
def test_a_severity_that_cannot_be_is_refused(entry: str, message: str) -> None:
    (problem,) = refused(f"{MODEL}rules: {entry}")
    assert message in problem


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{rule: NOREQ, subject: C}", "needs 'reason'"),
        ("{rule: NOREQ, reason: x}", "needs 'subject'"),
        ("{subject: C, reason: x}", "needs 'rule'"),
        ("{rule: NOPE, subject: C, reason: x}", "there is no rule 'NOPE'"),
        ("{rule: NOREQ, subject: [C, Q], reason: x}", "there is no element, relation or statement 'Q'"),
        ("{rule: NOREQ, subject: {a: b}, reason: x}", "there is no element, relation or statement"),
        ("{rule: NOREQ, subject: C, reason: x, until: ooit}", "until"),
        ("{rule: NOREQ, subject: C, reason: x, plateaus: [x]}", "what belongs here is of kind Plateau"),
        ("{rule: NOREQ, subject: C, reason: x, why: y}", "has no 'why'"),
    ],
)
def test_a_waiver_that_says_too_little_or_something_else_is_refused(entry: str, message: str) -> None:
    problems = refused(f"{MODEL}waivers: {{w1: {entry}}}")
    assert any(message in problem for problem in problems), problems


def test_a_waived_finding_stays_and_says_by_whom_and_why() -> None:
    waiver = noreq(MODEL + WAIVED, "P0").waiver
    assert waiver is not None
    assert (waiver.by, str(waiver.date), waiver.reason.texts["en"]) == ("JJ", "2019-12-01", "To follow")  # type: ignore[attr-defined]


def test_a_waiver_holds_in_its_plateaus_only() -> None:
    assert noreq(MODEL + WAIVED, "P1").waiver is None
    assert noreq(MODEL + WAIVED.replace("plateaus: [P0], ", ""), "P1").waiver is not None


def test_a_waiver_until_a_month_counts_that_month_and_not_the_next() -> None:
    text = MODEL + WAIVED
    assert noreq(text, "P0", as_of="2020-03-31").waiver is not None
    assert noreq(text, "P0", as_of="2020-04-01").waiver is None
    assert noreq(text, "P0", at="2020-04-01", as_of="2020-01-01").waiver is None


def waiver_findings(text: str, plateau: str | None = None, at: str | None = None) -> list[str]:
    scope = scope_of(model_of(text), plateau, date.fromisoformat(at) if at else None)
    return [f.text("en") for f in rules.run([scope]) if f.code == "WAIVER"]


def test_a_waiver_that_is_over_is_told() -> None:
    assert waiver_findings(MODEL + WAIVED, "P0", "2020-01-01") == []
    (sentence,) = waiver_findings(MODEL + WAIVED, "P0", "2020-05-01")
    assert sentence == "waiver w1 (NOREQ on C) held until 2020-03"


def test_a_waiver_that_fits_nothing_is_told_but_not_one_for_another_plateau_or_day() -> None:
    endless = MODEL + WAIVED.replace(",\n       until: 2020-03", "")
    assert waiver_findings(endless, "P1") == []
    (sentence,) = waiver_findings(endless.replace("subject: C,", "subject: x,"))
    assert sentence == "waiver w1 (NOREQ on x) fits no finding"
    expired = MODEL + "waivers: {w1: {rule: EXPIRED, subject: x, reason: bekend}}"
    assert waiver_findings(expired) == []  # only a day shows what is over


def test_a_relation_outside_the_table_can_be_waived() -> None:
    text = """
    elements:
      x: {type: Node, composes: y}
      y: {type: Goal}
    waivers: {w1: {rule: RELATION, subject: x.composes.y, reason: zo staat het in de bron}}
    """
    (finding,) = rules.run([scope_of(model_of(text))])
    assert (finding.code, finding.waiver is not None) == ("RELATION", True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "m.yaml").write_text(
        "model: {id: m}\n"
        + MODEL
        + WAIVED.replace(",\n       until: 2020-03", "")
        + "rules: {UNKNOWN: {severity: low}}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_exit_code_does_not_count_what_is_waived(folder: Path) -> None:
    done = run("check", folder, "--plateau", "P0")
    assert done.code == 0
    assert (
        "NOREQ [hoog] P0: C wordt aanbesteed zonder vastgelegde eisen – vrijgesteld (2019-12-01, JJ): Volgt later"
        in done.out
    )
    assert "vrijgesteld en niet meegeteld: NOREQ 1" in done.out
    assert run("check", folder, "--plateau", "P1").code == 1


def test_json_lists_what_is_waived_and_counts_it_apart(folder: Path) -> None:
    answer = run("check", folder, "--plateau", "P0", "--format", "json", "--lang", "en").answer
    assert answer["waived"] == {"NOREQ": 1}
    assert "NOREQ" not in answer["counts"]
    (finding,) = [f for f in answer["findings"] if f["code"] == "NOREQ"]
    assert finding["waiver"] == {"id": "w1", "reason": "To follow", "by": "JJ", "date": "2019-12-01", "until": None}
    assert {f["severity"] for f in answer["findings"] if f["code"] == "UNKNOWN"} == {"LOW"}


def test_severities_and_waivers_travel_with_the_model(folder: Path, tmp_path: Path) -> None:
    model = ea_model.load(folder)
    copy = tmp_path / "copy.xml"
    assert run("export", "archimate", folder, "-o", copy).code == 0
    again = ea_model.load(copy)
    for one in (model, again):
        assert one.severities == {"UNKNOWN": Severity.LOW}
        (waiver,) = one.waivers
        assert (waiver.rule, waiver.subjects, [p.id for p in waiver.plateaus]) == ("NOREQ", ("C",), ["P0"])
        assert str(waiver.date) == "2019-12-01"
    buffer = BytesIO()
    exporters.load("json").write(model, exporters.Options(), buffer)
    entry = json.loads(buffer.getvalue())["waivers"]["w1"]
    assert entry["subject"] == ["C"]
    assert entry["reason"] == {"nl": "Volgt later", "en": "To follow"}


def test_a_waiver_is_sealed_with_its_model() -> None:
    (waiver,) = model_of(MODEL + WAIVED).waivers
    with pytest.raises(TypeError, match="sealed"):
        waiver.reason = "anders"
