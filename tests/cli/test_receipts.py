"""The receipt under an answer: anybody can ask again, and no answer is of four sorts."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from ea_model import load
from tests.support.builders import REFERENCE, SAMEN
from tests.support.command import ANSWERS, answered, run, run_afresh

UNDATED = """
model: {id: m, name: M}
elements:
  c: {type: Contract, end: 2030}
"""


def _receipt(*arguments: object) -> dict[str, Any]:
    receipt: dict[str, Any] = run(*arguments, "--format", "json").answer["receipt"]
    return receipt


@pytest.mark.parametrize("command", ANSWERS)
def test_the_question_of_a_receipt_gives_the_same_bytes(command: str) -> None:
    first = answered(command, SAMEN, "--format", "json")
    program, *words = shlex.split(
        json.loads(first.out)["receipt"]["question"]
    )  # that it keeps to the schema, test_cli asks
    assert program == "ea"
    assert run_afresh(*words).out == first.out


def test_a_question_names_the_model_as_it_was_given_and_only_what_was_given() -> None:
    receipt = _receipt("scope", SAMEN, "--plateau", "P1", "--contract", "C-RAAM")
    assert receipt["question"] == f"ea scope {SAMEN} --contract C-RAAM --plateau P1 --format json"
    assert receipt["revision"] == load(SAMEN).revision
    assert receipt["outcome"]["kind"] == "FOUND"


def test_the_day_is_the_one_asked_else_that_of_the_model() -> None:
    assert _receipt("matrix", SAMEN, "--at", "2020-02-01")["day"] == "2020-02-01"
    assert _receipt("matrix", SAMEN)["day"] == "2019-12-11"


def test_an_answer_that_rests_on_today_says_which_day_that_was(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(UNDATED, encoding="utf-8")
    first = run("agenda", tmp_path, "--today", "2029-06-01", "--format", "json")
    receipt = first.answer["receipt"]
    assert receipt["day"] == "2029-06-01"
    assert receipt["question"].endswith("--today 2029-06-01")
    assert first.answer["reference"]["asked"] is False
    assert run(*shlex.split(receipt["question"])[1:]).out == first.out
    clock = _receipt("agenda", tmp_path)
    assert clock["question"].endswith(f"--today {clock['day']}")
    assert "--today" not in _receipt("check", tmp_path, "--fail-on", "never")["question"]


def test_a_revision_covers_every_file_that_was_read_also_of_the_model_below(tmp_path: Path) -> None:
    base, top = tmp_path / "base", tmp_path / "top"
    (base / "parts").mkdir(parents=True)
    top.mkdir()
    (base / "model.yaml").write_text(UNDATED, encoding="utf-8")
    for name in ("a.yaml", "parts/b.yaml"):
        (base / name).write_text(f"elements: {{{name[-6]}: {{type: Node}}}}\n", encoding="utf-8")
    (top / "model.yaml").write_text("model: {id: top, name: Top, extends: ../base}\n", encoding="utf-8")
    revisions = {load(top).revision}
    for number, file in enumerate(load(top).contents.files, 1):
        with Path(file).open("a", encoding="utf-8") as handle:
            handle.write("# more\n")
        revisions.add(load(top).revision)
        assert len(revisions) == number + 1, file
    assert len(revisions) == 5


@pytest.mark.parametrize(
    ("arguments", "kind", "reason"),
    [
        (("find", SAMEN, "zzzz"), "EMPTY", "Answer.not_found"),
        (("scope", REFERENCE, "--contract", "C-RAAM", "--plateau", "P0"), "EMPTY", "Outcome.covers_nothing"),
        (("derive", SAMEN, "digipoort", "--limit", "1"), "CUT_OFF", "Derive.cut_COUNT"),
        (("scope", SAMEN, "--contract", "niets"), "REFUSED", "Outcome.refused"),
        (("scope", SAMEN / "nowhere"), "REFUSED", "Outcome.refused"),
        (("why", SAMEN, "-", "digipoort", "--plateau", "P1"), "FOUND", ""),
    ],
)
def test_nothing_refused_and_cut_off_are_told_apart(arguments: tuple[object, ...], kind: str, reason: str) -> None:
    outcome = _receipt(*arguments)["outcome"]
    assert (outcome["kind"], outcome["reason"]) == (kind, reason)
    assert bool(outcome["sentence"]) is (kind != "FOUND")


def test_a_contract_that_is_not_there_is_told_in_text_too(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        """
model: {id: m, name: M}
elements:
  p0: {type: Plateau}
  p1: {type: Plateau}
  c: {type: Contract, plateaus: [p1]}
""",
        encoding="utf-8",
    )
    asked = ("scope", tmp_path, "--contract", "c", "--plateau", "p0")
    outcome = _receipt(*asked)["outcome"]
    assert outcome["reason"] == "Outcome.contract_absent"
    assert outcome["sentence"] in run(*asked).out


def test_unknown_is_not_nothing(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        """
model: {id: m, name: M}
elements:
  c: {type: Contract, start: onbekend, end: onbekend, price: onbekend}
""",
        encoding="utf-8",
    )
    assert _receipt("agenda", tmp_path)["outcome"]["kind"] == "UNKNOWN"
    assert _receipt("costs", tmp_path)["outcome"]["kind"] == "UNKNOWN"
