"""Advice and what became of it, over models that extend each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ea_model import load
from ea_model.questions.follow_up import advice_histories
from tests.support.command import run

FIRST = """
model: {format: 1, id: eerst, name: Eerste advies}
documents: {brief-1: {title: Advies, date: 2019-12-11}}
elements:
  R1: {type: Recommendation, name: Voorkom herbouw, source: brief-1}
  R2: {type: Recommendation, name: Eén leverancier, source: brief-1}
  R3: {type: Recommendation, name: Gelijk speelveld, source: brief-1}
unknowns:
  U1: {text: {nl: Wie bewaakt?, en: Who guards?}, about: R1}
"""
LATER = """
model: {format: 1, id: later, name: Twee jaar later, extends: ../eerst}
documents:
  brief-3: {title: Derde advies, date: 2023-04-12}
  brief-2: {title: Tweede advies, date: 2021-09-16}
elements:
  f3: {type: FollowUp, advice: [R1], outcome: rejected, source: brief-3}
  f2: {type: FollowUp, advice: [R1, R2], outcome: deels, source: brief-2}
"""


@pytest.fixture
def later(tmp_path: Path) -> Path:
    for name, text in (("eerst", FIRST), ("later", LATER)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "later"


def test_what_later_documents_say_stands_in_order_of_time(later: Path) -> None:
    told = {h.advice.id: [entry.id for entry in h.entries] for h in advice_histories(load(later))}
    assert told == {"R1": ["f2", "f3"], "R2": ["f2"], "R3": []}


def test_the_command_is_a_table_of_advice_by_document(later: Path) -> None:
    lines = run("follow-up", str(later), "--lang", "en").out.splitlines()
    assert "Tweede advies (2021-09-16)" in lines[0]
    assert lines[0].index("Tweede") < lines[0].index("Derde")
    assert [line.split()[-1] for line in lines[2:5]] == ["rejected", "·", "·"]
    assert lines[-1].endswith("nothing said: 1, partly adopted: 1, rejected: 1")


def test_the_answer_for_programs_has_words_of_the_language_of_the_model(later: Path) -> None:
    answer = json.loads(run("follow-up", str(later), "--format", "json").out)
    assert answer["counts"] == {"none": 1, "partly": 1, "rejected": 1}
    assert [entry["documents"] for entry in answer["advices"][0]["follow_up"]] == [["brief-2"], ["brief-3"]]


def test_a_model_without_follow_up_says_that_nothing_is_known(later: Path) -> None:
    answer = json.loads(run("follow-up", str(later.parent / "eerst"), "--format", "json").out)
    assert answer["receipt"]["outcome"]["kind"] == "UNKNOWN"
    assert answer["counts"] == {"none": 3}


def test_an_answer_stands_with_its_question(later: Path) -> None:
    file = later.parent / "eerst" / "model.yaml"
    answered = FIRST.replace("about: R1", "about: R1, answer: {nl: het bureau, en: the office}, answered_by: brief-1")
    file.write_text(answered, encoding="utf-8")
    assert "U1 Who guards? → the office" in run("show", str(file.parent), "R1", "--lang", "en").out
