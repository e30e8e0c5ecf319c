"""Every rule has words and examples, the examples show what they say, and docs/findings is made of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import ea_model
from ea_model import rules
from ea_model.rules import Example, Finding, Rule
from ea_model.scope import scope_of
from ea_model.views import finding_pages
from ea_model.views.answers.explain import caption
from ea_model.words import LANGUAGES, table
from ea_model.words.sections import files, rule_examples
from tests.support.builders import ROOT
from tests.support.command import run

RULES = {rule.code: rule for rule in rules.all_rules()}
EXAMPLES = [(code, number) for code, rule in RULES.items() for number in range(len(rule.examples))]


def findings_in(rule: Rule, example: Example, folder: Path) -> list[Finding]:
    """What `ea check` of the model as it stands on the page tells by this rule."""
    file = folder / ("model.xml" if example.model.startswith("<") else "model.yaml")
    file.write_text(example.model, encoding="utf-8")
    model = ea_model.load(file)
    scopes = [scope_of(model, plateau) for plateau in model.plateaus if plateau.part_of is None]
    return list(rules.run(scopes or [scope_of(model)], [rule]))


@pytest.mark.parametrize(("code", "number"), EXAMPLES)
def test_a_rule_finds_in_its_examples_what_they_say_and_no_more(code: str, number: int, tmp_path: Path) -> None:
    rule, example = RULES[code], RULES[code].examples[number]
    findings = findings_in(rule, example, tmp_path)
    assert tuple(dict.fromkeys(finding.subject for finding in findings)) == example.found
    for finding in findings:
        texts = [finding.text(lang) for lang in LANGUAGES]
        assert all(texts)
        assert not any(re.search(r"\{\w*\}", text) for text in texts)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_has_an_example_that_fails_with_its_severity_and_one_that_passes(code: str, tmp_path: Path) -> None:
    rule = RULES[code]
    assert all(rule_examples(code)[outcome] for outcome in ("fail", "pass"))
    failing, *_ = rule.examples
    assert rule.severity in {finding.severity for finding in findings_in(rule, failing, tmp_path)}


def test_every_rule_has_its_words_and_no_words_stand_for_a_rule_that_is_not_there() -> None:
    pages = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files("rules")}
    assert list(pages) == list(RULES)
    parts = {"sentence", "finds", "why", "fix"}
    for code, page in pages.items():
        assert list(page) == ["severity", "since", *LANGUAGES, "fail", "pass"], code
        assert all(parts <= set(page[lang]) for lang in LANGUAGES), code


def test_no_rule_is_from_a_version_that_is_still_to_come() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = {rule.since: [int(number) for number in rule.since.split(".")] for rule in RULES.values()}
    assert all(version <= [int(number) for number in project["version"].split(".")] for version in versions.values())


def test_the_pages_of_the_findings_are_those_of_the_rules() -> None:
    folder = ROOT / "docs" / "findings"
    assert {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()} == finding_pages.pages(), (
        "run `make findings`"
    )


@pytest.mark.parametrize("code", RULES)
def test_explain_tells_what_the_page_tells(code: str) -> None:
    page = finding_pages.pages()[f"{code}.md"]
    for lang in LANGUAGES:
        rule = run("explain", code, "--lang", lang).out.split(f"\n\n{code}\n")[-1]  # after a status of that name
        lines = [line.strip() for line in rule.splitlines()]
        assert [line for line in lines if line and line.partition(": ")[2].rstrip() not in page] == []
        assert all(f"{caption(example, lang)}:" in lines for example in RULES[code].examples)


def test_no_word_of_the_product_names_a_customer() -> None:
    for lang in LANGUAGES:
        assert [key for key, text in table(lang).items() if "SAMEN" in text or "Logius" in text] == []
