"""``ea check`` as a person reads it: the ten that matter, the rest by rule, and a baseline to adopt a model with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from tests.support.builders import SAMEN
from tests.support.command import run

SHOP = """\
model: {id: shop, organisation: own}
elements:
  own: {type: BusinessActor}
  P0: {type: Plateau}
  P1: {type: Plateau, follows: [P0]}
  app: {type: ApplicationComponent, criticality: kritiek}
  C: {type: Contract}
statements:
  s1: {contract: C, subject: app, activity: beheer}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A small model in a folder of its own."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "model.yaml").write_text(SHOP)
    return folder


def test_the_ten_that_matter_stand_first_and_the_rest_is_folded_by_rule() -> None:
    lines = run("check", SAMEN).out.splitlines()
    assert lines[0] == "De tien die ertoe doen:"
    assert lines[11].startswith("De rest, per regel")
    assert "[kritiek]" in lines[1]
    matter = [line.split(" ")[1] for line in lines[1:11]]
    assert max(matter.count(code) for code in matter) <= 2
    folded = [line.split(" ")[0] for line in lines[12:] if "×" in line]
    assert len(folded) == len(set(folded))


def test_a_subject_stands_once_with_its_plateaus() -> None:
    lines = [line for line in run("check", SAMEN, "--by", "rule").out.splitlines() if "NOOBJ [" in line]
    assert len(lines) == 1
    assert "P1 P2: " in lines[0]
    assert sum("NOOBJ [" in line for line in run("check", SAMEN, "--all").out.splitlines()) == 2


@pytest.mark.parametrize("by", ["rule", "subject", "file"])
def test_every_group_is_listed_once_in_each_order(by: str) -> None:
    answer = run("check", SAMEN, "--format", "json").answer
    lines = run("check", SAMEN, "--by", by, "--least", "info").out.splitlines()
    assert sum(line.startswith("  ") for line in lines) == len(answer["groups"])
    assert [group["rank"] for group in answer["groups"]] == list(range(1, len(answer["groups"]) + 1))
    assert sum(group["matters"] for group in answer["groups"]) == 10
    assert sum(group["count"] for group in answer["groups"]) == sum(f["waiver"] is None for f in answer["findings"])


def test_known_findings_do_not_fail_new_ones_do_and_gone_ones_are_told(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    assert run("check", SAMEN).code == 1
    assert run("check", SAMEN, "--write-baseline", file).code == 0
    ran = run("check", SAMEN, "--baseline", file)
    assert ran.code == 0
    assert "nieuw 0," in ran.out
    content = json.loads(file.read_text())
    lost = next(entry for entry in content["findings"] if entry["code"] == "IMPLICIT")
    content["findings"].remove(lost)
    content["findings"].append({"code": "GAP", "situation": "P0", "subject": "weg", "detail": "", "count": 1})
    file.write_text(json.dumps(content))
    ran = run("check", SAMEN, "--baseline", file)
    assert ran.code == 1
    assert "IMPLICIT [kritiek]" in ran.out
    assert "verdwenen: GAP P0 weg" in ran.out
    answer = run("check", SAMEN, "--baseline", file, "--format", "json").answer
    assert (answer["baseline"]["new"], answer["baseline"]["gone"]) == (lost["count"], [["GAP", "P0", "weg", ""]])


def test_a_question_about_one_plateau_does_not_call_the_others_gone(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    run("check", SAMEN, "--write-baseline", file)
    assert "verdwenen 0" in run("check", SAMEN, "--baseline", file, "--plateau", "P1").out


def test_sarif_says_what_is_new_unchanged_and_absent_beside_a_baseline(shop: Path, tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    run("check", shop, "--write-baseline", file)
    content = json.loads(file.read_text())
    content["findings"] = [entry for entry in content["findings"] if entry["code"] != "UNKNOWN"]
    content["findings"].append({"code": "GAP", "situation": "P0", "subject": "weg", "detail": "", "count": 1})
    file.write_text(json.dumps(content))
    told = json.loads(run("check", shop, "--baseline", file, "--format", "sarif").out)
    results = told["runs"][0]["results"]
    states = {(r["ruleId"], r["baselineState"]) for r in results}
    assert ("UNKNOWN", "new") in states
    assert ("GAP", "absent") in states
    assert {state for code, state in states if code not in ("UNKNOWN", "GAP")} == {"unchanged"}
    assert "baselineState" not in run("check", shop, "--format", "sarif").out


def test_one_rule_is_asked_for_by_its_code_and_says_when_it_finds_nothing(shop: Path, tmp_path: Path) -> None:
    ran = run("check", SAMEN, "--rule", "goal", "--rule", "CYCLE")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "GOAL (3)"
    assert sum("GOAL [" in line for line in lines) == 3
    assert lines[-1] == "CYCLE: geen bevinding"
    assert "UNKNOWN [info]" in run("check", shop, "--rule", "UNKNOWN").out
    assert "bedoelde u 'CYCLE'" in run("check", SAMEN, "--rule", "CIRCLE").err
    file = tmp_path / "known.json"
    run("check", SAMEN, "--write-baseline", file)
    assert "nieuw 0, bekend 3, verdwenen 0" in run("check", SAMEN, "--rule", "GOAL", "--baseline", file).out


def test_what_is_no_baseline_is_wrong_use(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    file.write_text("[]")
    assert run("check", SAMEN, "--baseline", file).code == 2


def test_sources_are_asked_where_the_model_keeps_them(shop: Path) -> None:
    file = shop / "model.yaml"
    assert "SOURCE" not in run("check", shop, "--all").out
    for kept in ("model: {keeps_sources: true, ", "documents: {d: {title: D}}\nmodel: {"):
        file.write_text(SHOP.replace("model: {", kept))
        assert "SOURCE" in run("check", shop, "--all").out
    file.write_text(SHOP.replace("model: {", "model: {keeps_sources: misschien, "))
    assert run("check", shop).code == 3


@pytest.mark.parametrize(("lang", "words"), [("nl", "geen"), ("en", "no ")])
def test_a_broken_model_carries_its_problems_in_the_language_asked(shop: Path, lang: str, words: str) -> None:
    (shop / "model.yaml").write_text(SHOP.replace("subject: app", "subject: nothing"))
    ran = {form: run("check", shop, "--lang", lang, "--format", form) for form in ("sarif", "junit", "json")}
    assert {one.code for one in ran.values()} == {3}
    result = json.loads(ran["sarif"].out)["runs"][0]["results"][0]
    message = result["message"]["text"]
    assert result["ruleId"] == "REFERENCE"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 9
    assert words in message.lower()
    error = etree.fromstring(ran["junit"].out.encode()).find(".//error")
    assert error is not None
    assert error.get("message") == message
    assert ran["json"].answer["problems"][0]["message"] == message


def test_where_few_rules_find_something_one_rule_fills_the_ten(shop: Path) -> None:
    terms = "".join(f"  t{n}: {{text: Twee namen, readings: [{{term: a{n}}}, {{term: b{n}}}]}}\n" for n in range(12))
    (shop / "model.yaml").write_text(f"{SHOP}terms:\n{terms}")
    groups = run("check", shop, "--format", "json").answer["groups"]
    assert sum(group["matters"] for group in groups) == 10
    assert sum(group["matters"] for group in groups if group["code"] == "TERM") > 2
