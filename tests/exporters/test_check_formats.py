"""`ea check` for machines: SARIF and JUnit; and `ea explain` for people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from ea_model import rules
from tests.support.builders import SAMEN
from tests.support.command import run

MODEL = """
model: {id: m}
elements:
  P0: {type: Plateau}
  C: {type: Contract, name: "Een <b>\\u0007 & 'ander'"}
  t: {type: Tender, realizes: C}
  x: {type: Node}
statements:
  s1: {contract: C, subject: x, activity: levering}
"""
WAIVERS = "waivers: {w1: {rule: NOREQ, subject: C, reason: Volgt & komt, date: 2019-12-11}}\n"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "m.yaml").write_text(MODEL, encoding="utf-8")
    return tmp_path


def sarif(*arguments: object) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run("check", *arguments, "--format", "sarif").out)
    return answer


def test_sarif_has_a_run_with_every_rule_described() -> None:
    answer = sarif(SAMEN)
    assert answer["version"] == "2.1.0"
    assert answer["$schema"].endswith("sarif-schema-2.1.0.json")
    (only,) = answer["runs"]
    driver = only["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in rules.all_rules()]
    for rule in driver["rules"]:
        assert all(rule[part]["text"].endswith(".") for part in ("shortDescription", "fullDescription", "help"))
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}


def test_every_result_of_sarif_points_to_its_rule_and_its_line() -> None:
    (only,) = sarif(SAMEN)["runs"]
    assert len(only["results"]) > 60
    for result in only["results"]:
        assert only["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.endswith(".yaml")
        region = location["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
        assert result["suppressions"] == []
    (implicit,) = [r for r in only["results"] if r["ruleId"] == "IMPLICIT"]
    assert (implicit["level"], implicit["properties"]["severity"]) == ("error", "CRITICAL")
    assert implicit["message"]["text"].startswith("P1: Digipoort: operationeel beheer")


def test_the_place_in_sarif_is_that_of_the_text(model: Path) -> None:
    (only,) = sarif(model)["runs"]
    (noreq,) = [r for r in only["results"] if r["ruleId"] == "NOREQ"]
    physical = noreq["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == (model / "m.yaml").as_uri()
    line = MODEL.splitlines()[physical["region"]["startLine"] - 1]
    assert line[physical["region"]["startColumn"] - 1 :].startswith("C:")


def fingerprints(model: Path, lang: str = "nl") -> dict[str, str]:
    (only,) = sarif(model, "--lang", lang)["runs"]
    prints = {r["partialFingerprints"]["eaFinding/v1"]: r["ruleId"] for r in only["results"]}
    assert len(prints) == len(only["results"])
    return prints


def test_a_fingerprint_survives_moved_lines_other_names_and_another_language(model: Path) -> None:
    before = fingerprints(model)
    file = model / "m.yaml"
    file.write_text("\n\n# verschoven\n" + MODEL.replace("Een <b>", "Iets anders"), encoding="utf-8")
    assert fingerprints(model) == before
    assert fingerprints(model, "en") == before
    assert len(fingerprints(SAMEN)) > 60


def test_a_waived_finding_is_suppressed_in_sarif(model: Path) -> None:
    (model / "m.yaml").write_text(MODEL + WAIVERS, encoding="utf-8")
    (only,) = sarif(model)["runs"]
    (noreq,) = [r for r in only["results"] if r["ruleId"] == "NOREQ"]
    assert noreq["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "vrijgesteld (2019-12-11): Volgt & komt"}
    ]


def junit(*arguments: object) -> Any:
    return etree.fromstring(run("check", *arguments, "--format", "junit").out.encode())


def test_junit_has_a_suite_per_situation_and_counts_what_is_in_it() -> None:
    root = junit(SAMEN)
    assert [s.get("name") for s in root] == ["samen P0", "samen P1", "samen P2", "samen"]
    for suite in root:
        assert int(suite.get("tests")) == len(suite)
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        names = [(case.get("classname"), case.get("name")) for case in suite]
        assert len(set(names)) == len(names)
    codes = {case.get("classname") for suite in root for case in suite}
    assert codes == {rule.code for rule in rules.all_rules()}


def test_what_fails_in_junit_is_what_makes_the_exit_code() -> None:
    assert junit(SAMEN, "--fail-on", "never").findall(".//failure") == []
    assert run("check", SAMEN, "--fail-on", "never", "--format", "junit").code == 0
    critical = junit(SAMEN, "--fail-on", "critical").findall(".//failure")
    assert [f.get("type") for f in critical] == [
        "CRITICAL"
    ] * 4  # what expired twice, what is implicit, and what changes hands all at once
    assert run("check", SAMEN, "--fail-on", "critical", "--format", "junit").code == 1


def test_names_of_a_model_cannot_break_junit_and_a_waived_case_is_skipped(model: Path) -> None:
    (failure,) = junit(model).findall(".//testcase[@classname='NOREQ']/failure")
    assert "Een <b> & 'ander'" in failure.get("message")
    (model / "m.yaml").write_text(MODEL + WAIVERS, encoding="utf-8")
    (skipped,) = junit(model).findall(".//testcase[@classname='NOREQ']/skipped")
    assert skipped.get("message") == "vrijgesteld (2019-12-11): Volgt & komt"
    suite = junit(model).find("testsuite")
    assert suite.get("skipped") == "1"


def test_an_unknown_format_is_wrong_use() -> None:
    assert run("check", SAMEN, "--format", "xml").code == 2


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_rule_can_be_explained(lang: str) -> None:
    for rule in rules.all_rules():
        (told,) = run("explain", rule.code.lower(), "--lang", lang, "--format", "json").answer["rules"]
        assert told["code"] == rule.code
        assert all((told["sentences"], told["why"], told["remedy"], told["finds"], told["since"], told["examples"]))
        assert "{" not in "".join(told["sentences"])
        text = run("explain", rule.code, "--lang", lang).out
        assert told["why"] in text
        assert told["finds"] in text


def test_without_a_code_all_rules_are_listed() -> None:
    listed = run("explain").out
    assert all(rule.code in listed for rule in rules.all_rules())
    assert len(run("explain", "--format", "json").answer["rules"]) == len(rules.all_rules())


def test_an_unknown_code_says_what_was_probably_meant() -> None:
    told = run("explain", "LOCKING")
    assert (told.code, told.err) == (2, "ea: er is geen regel 'LOCKING' – bedoelde u 'LOCKIN'?\n")
