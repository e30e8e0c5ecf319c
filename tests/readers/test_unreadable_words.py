"""What cannot be opened is told in the language of the reader, with what to do instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.builders import SAMEN
from tests.support.command import run

GOLDEN = Path(__file__).parents[1] / "golden" / "exchange" / "reference.xml"


def test_a_folder_with_only_models_of_other_tools_names_them(tmp_path: Path) -> None:
    (tmp_path / "b.archimate").write_bytes(b"")
    (tmp_path / "a.XML").write_bytes(b"")
    ran = run("check", tmp_path)
    assert ran.code == 3
    assert f"geopend met de naam van zijn bestand: {tmp_path / 'a.XML'}, {tmp_path / 'b.archimate'}" in ran.err


def test_an_empty_folder_says_what_a_model_is(tmp_path: Path) -> None:
    assert "holds no *.yaml files; see models/README.md" in run("check", tmp_path, "--lang", "en").err


@pytest.mark.parametrize(
    ("arguments", "dutch", "english"),
    [
        (("check", "nergens"), "nergens: zo'n bestand of map is er niet", "nergens: there is no such file or folder"),
        (
            ("explain", "NOREK"),
            "er is geen regel 'NOREK' – bedoelde u 'NOREQ'",
            "there is no rule 'NOREK' – did you mean",
        ),
        (("scope", SAMEN, "--contract", "C-DGPP"), "er is geen contract 'C-DGPP' – bedoelde u", "there is no contract"),
        (("scope", SAMEN, "--plateau", "P9"), "er is geen plateau 'P9'", "there is no plateau 'P9'"),
        (("report", SAMEN, "--only", "anex"), "er is geen document 'anex'", "there is no document 'anex'"),
        (("view", SAMEN, "scop"), "er is geen tekening of view 'scop'", "there is no picture or view 'scop'"),
    ],
)
def test_what_is_not_there_is_told_in_the_language_asked(
    arguments: tuple[object, ...], dutch: str, english: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*arguments)
    assert (ran.code != 0, dutch in ran.err) == (True, True), ran.err
    assert english in run(*arguments, "--lang", "en").err


def test_a_check_of_the_format_answers_programs_too(tmp_path: Path) -> None:
    fine = run("check", GOLDEN, "--xsd", "--format", "json")
    assert (fine.code, fine.answer["kind"], fine.answer["opens"]) == (0, "exchange", True)
    bad = tmp_path / "bad.xml"
    bad.write_bytes(GOLDEN.read_bytes().replace(b' identifier="referentie"', b"", 1))
    ran = run("check", bad, "--xsd", "--format", "json")
    assert (ran.code, ran.answer["opens"], ran.answer["problems"][0]["line"] > 0) == (1, False, True)
    wrong = run("check", GOLDEN, "--xsd", "--format", "sarif")
    assert (wrong.code, "--xsd antwoordt als text of json" in wrong.err) == (2, True)
