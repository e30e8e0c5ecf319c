"""What activities, roles and statuses mean is said of every one, in both languages, with what is no part of it."""

from __future__ import annotations

import csv

import pytest

from ea_model.metamodel.contract import Activity, Role
from ea_model.metamodel.language import stock
from ea_model.scope import Status
from ea_model.values import LangText
from ea_model.views.words.definitions import definition_of, standard_terms
from tests.support.command import run

NEGATION = {"nl": "niet", "en": "not"}


def _activities() -> set[str]:
    with stock().data("activities.csv").open(encoding="utf-8", newline="") as handle:
        return {row["id"] for row in csv.DictReader(line for line in handle if not line.startswith("#"))}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_activity_role_and_status_has_a_definition(lang: str) -> None:
    terms = {code: definition for code, _, definition in standard_terms(lang)}
    assert terms.keys() == _activities() | {role.value for role in Role} | {status.name for status in Status}
    for code, definition in terms.items():
        sentences = definition.split(". ")
        assert len(sentences) > 1, code
        assert definition.endswith("."), code
        assert all(sentence[0].isupper() for sentence in sentences), code
        assert NEGATION[lang] in definition.lower() or "niemand" in definition or "nobody" in definition, code


@pytest.mark.parametrize(
    ("asked", "lang", "phrase"),
    [
        ("onderhoud", "nl", "kleine aanpassingen"),
        ("Maintenance", "en", "small changes"),
        ("s", "en", "does not cover an activity"),
        ("unknown", "nl", "De bronnen zeggen niet wie dit doet"),
        ("NOREQ", "nl", "aanbesteed"),
    ],
)
def test_a_term_is_explained_by_its_code_or_its_name(asked: str, lang: str, phrase: str) -> None:
    assert phrase in run("explain", asked, "--lang", lang).out


def test_a_model_may_define_an_activity_itself() -> None:
    own = Activity(id="onderhoud", definition=LangText({"nl": "Zoals in de aanbesteding.", "en": "As in the tender."}))
    assert definition_of(own, "en") == "As in the tender."
    assert "kleine aanpassingen" in definition_of(Activity(id="onderhoud"), "nl")
    assert definition_of(Activity(id="eigen-werk"), "nl") == ""
