"""The command ``ea`` when something is wrong: 2 for how it was asked, 3 for what there is to read, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.builders import REFERENCE, ROOT
from tests.support.command import ANSWERS, answered, run


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("matrix", REFERENCE, "--plateau", "P9"), "er is geen plateau 'P9' – bedoelde u 'P"),
        (("scope", REFERENCE, "--contract", "C-RAM"), "er is geen contract 'C-RAM' – bedoelde u 'C-RAAM'"),
        (("boundaries", REFERENCE, "--contract", "C-RAM"), "er is geen contract 'C-RAM' – bedoelde u 'C-RAAM'"),
        (("show", REFERENCE, "digipoor"), "er is geen element 'digipoor' – bedoelde u 'digipoort'"),
        (("why", REFERENCE, "-", "digipoor"), "er is geen element 'digipoor' – bedoelde u 'digipoort'"),
        (("why", REFERENCE, "C-DPG", "digipoort"), "er is geen contract 'C-DPG' – bedoelde u 'C-DGP'"),
        (("why", REFERENCE, "-", "digipoort", "beheren"), "er is geen activiteit 'beheren' – bedoelde u 'beheer'"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_is_not_in_the_model_is_wrong_use_with_a_suggestion(
    arguments: tuple[object, ...], told: str, form: str
) -> None:
    ran = run(*arguments, "--format", form)
    assert ran.code == 2
    assert ran.err.startswith(f"ea: {told}")
    if form == "text":
        assert ran.out == ""
    else:
        assert ran.answer["receipt"]["outcome"]["kind"] == "REFUSED"
        assert ran.answer["message"].startswith(told)
        assert ran.answer["near"][0] in ran.answer["message"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("schope", REFERENCE), "No such command 'schope'"),
        (("scope",), "Missing argument 'MODEL'"),
        (("scope", REFERENCE, "--contrac", "x"), "--contract"),
        (("scope", REFERENCE, "--format", "xml"), "'xml' is not one of 'text', 'json'"),
        (("scope", REFERENCE, "--lang", "fr"), "'fr' is not one of 'nl', 'en'"),
        (("matrix", REFERENCE, "--at", "2019-02-30"), "'2019-02-30' is no day; write it as 2019-12-11"),
        (("matrix", REFERENCE, "--at", "oktober"), "'oktober' is no day; write it as 2019-12-11"),
        (("check", REFERENCE, "--fail-on", "bad"), "'bad' is not one of"),
        (("find", REFERENCE), "Missing argument 'TEXT'"),
    ],
)
def test_wrong_use_is_2_with_the_usage_on_stderr(arguments: tuple[object, ...], told: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "Usage: ea" in ran.err or "Usage:" in ran.err


@pytest.mark.parametrize("command", ANSWERS)
def test_a_broken_model_is_3_with_every_problem_on_stderr_and_nothing_on_stdout(command: str) -> None:
    ran = answered(command, ROOT / "tests" / "readers" / "broken" / "many-files")
    assert (ran.code, ran.out) == (3, "")
    lines = ran.err.splitlines()
    assert all(line.startswith(str(ROOT)) for line in lines[:7])
    assert lines[7] == "Wat te doen:"
    assert lines[-1] == "ea: het model is niet geladen; problemen hierboven: 7"


@pytest.mark.parametrize("options", [("--format", "json"), ("--format=json",)])
@pytest.mark.parametrize("command", ANSWERS)
def test_a_broken_model_is_3_with_every_problem_in_json_where_that_was_asked(
    command: str, options: tuple[str, ...]
) -> None:
    ran = answered(command, ROOT / "tests" / "readers" / "broken" / "many-files", *options)
    assert (ran.code, ran.err) == (3, "")
    problems = ran.answer["problems"]
    assert [(p["code"], p["line"], p["level"]) for p in problems][:2] == [
        ("REQUIRED", 2, "error"), ("REFERENCE", 2, "error"),
    ]  # fmt: skip
    assert len(problems) == 7


def test_a_search_for_the_word_json_is_no_request_for_json() -> None:
    ran = run("find", "--format", "text", ROOT / "tests" / "readers" / "broken" / "empty", "json")
    assert (ran.code, ran.out) == (3, "")
    assert "REQUIRED" in ran.err


@pytest.mark.parametrize("command", ANSWERS)
def test_a_path_without_a_model_is_3_with_one_sentence(command: str, tmp_path: Path) -> None:
    ran = answered(command, tmp_path / "nothing here")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == f"ea: {tmp_path / 'nothing here'}: zo'n bestand of map is er niet\n"
