"""Each of the 55 competency questions is written down, and a test computes its answer."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.competency.table import NUMBERS, Answers, answering, questions, table, value_of
from tests.support.builders import ROOT


def test_there_are_55_questions_each_with_an_expected_answer() -> None:
    found = questions()
    assert list(found) == NUMBERS
    assert all(question.endswith("?") and expected for question, expected in found.values())


@pytest.mark.parametrize("number", NUMBERS)
def test_a_question_has_a_test_that_asserts_its_answer(number: str) -> None:
    found = [name for known, name, asserts in answering() if known == number and asserts]
    assert found, f"no test_competency_*.py has a test_{number.lower()}_…"


def test_no_test_answers_a_question_that_does_not_exist() -> None:
    assert {number for number, _, _ in answering()} <= set(NUMBERS)


@pytest.mark.parametrize(
    ("asserted", "explanation", "said"),
    [
        ("len(x) == 3", "3 == 3\n +  where 3 = len([1, 2, 3])", "len(x) = 3"),
        ("status is Status.OWN", "<Status.OWN: 1> is <Status.OWN: 1>", "status = Status.OWN"),
        ("found", "True", "found"),
        ("not (a & b)", "not set()", "not a & b"),
    ],
)
def test_what_was_computed_is_read_from_the_assertion(asserted: str, explanation: str, said: str) -> None:
    assert value_of(asserted, explanation) == said


def test_the_table_says_what_failed_and_what_has_no_test() -> None:
    answers = Answers(computed={"CQ49": ["a | b = 1"]}, failed={"CQ50": ["test_cq50_x"]})
    rows = table(answers, ["CQ49", "CQ50", "CQ51"]).splitlines()[2:]
    assert rows[0].endswith("| `a \\| b = 1` |")
    assert rows[1].endswith("| **failed: test_cq50_x** |")
    assert rows[2].endswith("| **no test** |")


@pytest.mark.subprocess
def test_the_table_shows_question_expected_and_computed() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.competency.table", "-k", "CQ49"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    row = next(line for line in ran.stdout.splitlines() if line.startswith("| CQ49 |"))
    assert "Which recommendations pass the SMART lint?" in row
    assert "['R1.4']" in row
