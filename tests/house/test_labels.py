"""Every word a person reads exists in Dutch and in English, and says the same with the same values."""

from __future__ import annotations

import re
import string
import tomllib
from enum import Enum
from pathlib import Path

import pytest

from ea_model import rules
from ea_model.rules import Severity
from ea_model.scope import InterfaceKind, Reason, ScopeClass, Sharing, Status
from ea_model.values import Truth
from ea_model.views.pages import register
from ea_model.words import LANGUAGES, label, label_of, table
from ea_model.words.sections import files
from tests.support.builders import ROOT


def _places(text: str) -> list[str]:
    """The names of the values a text wants."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def _entries(file: Path) -> list[str]:
    with file.open("rb") as handle:
        return [f"{section}.{key}" for section, entries in tomllib.load(handle).items() for key in entries]


def _of_a_page(lang: str) -> list[str]:
    pages = (tomllib.loads(file.read_text(encoding="utf-8")) for file in files("pages"))
    return [f"Ui.{key}" for page in pages for key in page[lang]]


def test_no_label_stands_in_two_files() -> None:
    for lang in LANGUAGES:
        labels = [key for file in files(lang) for key in _entries(file)] + _of_a_page(lang)
        assert sorted(labels) == sorted(set(labels))


def test_a_file_read_by_section_says_what_it_says_when_read_whole() -> None:
    for lang in LANGUAGES:
        labels = {key for file in files(lang) for key in _entries(file)} | set(_of_a_page(lang))
        others = f"(Picture|Rule|RuleVariant|{'|'.join(file.stem for file in files('questions'))})[.]"
        assert {key for key in table(lang) if not re.match(others, key)} == {
            key for key in labels if not re.match(others, key)
        }


def test_the_words_of_a_page_stand_under_its_name() -> None:
    assert {file.stem for file in files("pages")} <= set(register())


def test_the_themes_are_the_same_in_both_languages() -> None:
    assert [file.name for file in files("nl")] == [file.name for file in files("en")]


def test_both_languages_have_the_same_words_in_the_same_order() -> None:
    dutch, english = (list(table(lang)) for lang in LANGUAGES)
    assert set(dutch) - set(english) == set()
    assert set(english) - set(dutch) == set()
    assert dutch == english


def test_no_label_is_empty() -> None:
    for lang in LANGUAGES:
        assert [key for key, text in table(lang).items() if not text.strip()] == []


def test_a_label_wants_the_same_values_in_both_languages() -> None:
    dutch, english = (table(lang) for lang in LANGUAGES)
    different = {
        key: (text, english[key]) for key, text in dutch.items() if _places(text) != _places(english.get(key, ""))
    }
    assert different == {}


@pytest.mark.parametrize("words", [Status, ScopeClass, Sharing, InterfaceKind, Reason, Severity, Truth])
def test_every_code_a_person_meets_has_a_label_in_both_languages(words: type[Enum]) -> None:
    for lang in LANGUAGES:
        labels = [label_of(item, lang) for item in words]
        assert all(labels)
        assert len(set(labels)) == len(labels), "two codes that read the same cannot be told apart"


def test_no_label_stands_for_a_code_that_does_not_exist() -> None:
    for words in (Status, ScopeClass, Sharing, InterfaceKind, Reason, Severity, Truth):
        known = {key.rpartition(".")[2] for key in table("nl") if key.startswith(f"{words.__name__}.")}
        assert known == {item.name for item in words}


def test_every_rule_has_a_sentence_a_reason_and_a_remedy() -> None:
    codes = [rule.code for rule in rules.all_rules()]
    assert len(set(codes)) == len(codes)
    wanted = {f"Rule.{code}{part}" for code in codes for part in ("", "_finds", "_why", "_fix")}
    for lang in LANGUAGES:
        found = {key for key in table(lang) if key.startswith("Rule.")}
        assert found == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reasons_and_remedies_are_whole_sentences_without_values(lang: str) -> None:
    for rule in rules.all_rules():
        for part in ("why", "fix"):
            text = label(f"Rule.{rule.code}_{part}", lang)
            assert text[0].isupper()
            assert text.endswith(".")
            assert _places(text) == []


def test_a_language_that_is_not_there_reads_as_dutch() -> None:
    assert table("fr") == table("nl")
    assert label_of(Status.COVERED, "de") == "gedekt"


def test_a_label_that_is_not_there_is_its_key_with_its_values_and_never_an_error() -> None:
    assert label("Rule.NOPE", "nl") == "Rule.NOPE ()"
    assert label("Rule.NOPE", "en", count=3) == "Rule.NOPE (count: 3)"


def _literal_keys() -> set[str]:
    """Labels the program asks for by their full name."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "ea_model").rglob("*.py"))
    return set(re.findall(r'label\(\s*"([A-Za-z]+\.[A-Za-z_]+)"', text))


def test_every_label_the_program_asks_for_by_name_is_there() -> None:
    keys = _literal_keys()
    assert len(keys) > 20
    assert sorted(keys - set(table("nl"))) == []


def test_dutch_and_english_are_not_each_others_copy() -> None:
    same = [key for key, text in table("nl").items() if table("en")[key] == text]
    assert len(same) < len(table("nl")) / 3
