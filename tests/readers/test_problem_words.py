"""Problems of a model are told in the language of the reader, whatever part of the product saw them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ea_model.loader import load
from ea_model.messages.problems import ModelLoadError, Place, Problem
from ea_model.rules import run
from ea_model.scope import scope_of
from ea_model.words import LANGUAGES, table
from ea_model.words.problems import in_words, line, remedy, sentence, title
from tests.support.builders import ROOT, model_of
from tests.support.command import run as run_command

TELLS = {"error", "warning", "complain", "problem", "_tell", "Problem"}
"""What notes a problem: a call of one of these with a code and then a sentence."""


def _is_code(node: ast.expr) -> bool:
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    return len(text) > 1 and text.replace("-", "").isupper() and text.replace("-", "").isalpha()


def _example(node: ast.expr, named: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The sentences an expression may be, with 7 for each value; none for what is made elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    elif isinstance(node, ast.Name):
        for value in named.get(node.id, []):
            yield from _example(value, {})


def _noted() -> Iterator[tuple[str, str, str]]:
    """Code, sentence and file of every problem the source notes."""
    rooms = ("exchange", "loader", "readers")
    for file in sorted(file for room in rooms for file in (ROOT / "ea_model" / room).rglob("*.py")):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            named: dict[str, list[ast.expr]] = {}
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    named.setdefault(node.targets[0].id, []).append(node.value)
            for node in ast.walk(function):
                if not isinstance(node, ast.Call) or ast.unparse(node.func).rpartition(".")[2] not in TELLS:
                    continue
                for code, said in zip(node.args, node.args[1:], strict=False):
                    if _is_code(code) and isinstance(code, ast.Constant):
                        for text in _example(said, named):
                            yield str(code.value), text, file.name


NOTED = sorted(set(_noted()))
TOGETHER = {
    "'7'7 could not be an id in a model file; kept as it is", "7 of ArchiMate 2 is read as 7 (7, first here)",
    "7 (7, first here)",
}  # fmt: skip
"""Sentences of which a part is not one value; examples of all they may say stand below."""


def test_the_source_is_searched() -> None:
    assert len(NOTED) > 120


@pytest.mark.parametrize(("code", "text", "file"), NOTED)
def test_every_problem_has_a_title_a_remedy_and_a_dutch_sentence(code: str, text: str, file: str) -> None:
    for lang in LANGUAGES:
        assert title(code, lang), f"{file}: {code} is not in words/{lang}/problems.toml"
        assert remedy(code, lang)
    if text in TOGETHER:
        return
    told = in_words(text, "nl")
    same = {k for k in table("nl") if table("nl")[k] == table("en")[k]}
    if not any(k.startswith("ProblemSentence.") and text == _filled(table("en")[k]) for k in same):
        assert told != text, f"{file}: the sentence has no shape in words/en/problems.toml"


def _filled(shape: str) -> str:
    return shape.format_map(dict.fromkeys(("shape", "name", "error", "id"), "7"))


def test_values_stand_where_they_stood_and_inner_sentences_are_told_too() -> None:
    assert in_words("there is no kind 'Aap'; 'id {x} is' is left out", "nl") == (
        "er is geen soort 'Aap'; 'id {x} is' is weggelaten"
    )
    assert in_words("start: '2019-13' is no day of the calendar", "nl") == (
        "start: '2019-13' is geen dag van de kalender"
    )
    assert in_words("there is no fact 'F1' – did you mean 'F10', 'F11'?", "nl") == (
        "er is geen feit 'F1' – bedoelde u 'F10', 'F11'?"
    )


@pytest.mark.parametrize(
    ("text", "dutch"),
    [
        ("'1' and 2 more could not be an id in a model file; kept as it is", "'1' en nog 2 zouden"),
        ("'1' could not be an id in a model file; kept as it is", "'1' zou in een modelbestand geen id"),
        ("UsedBy of ArchiMate 2 is read as Serving (3 times, first here)", "gelezen als Serving (3 keer, het eerst"),
        ("UsedBy of ArchiMate 2 is read as Serving (once, first here)", "gelezen als Serving (één keer, hier)"),
        ("'organization' is read as 'organizations' (2 times, first here)", "'organization' is gelezen als"),
        ("viewpoint 'a' of ArchiMate 2 is read as 'b' (once, first here)", "viewpoint 'a' van ArchiMate 2"),
    ],
)
def test_sentences_put_together_of_parts_are_told_too(text: str, dutch: str) -> None:
    assert dutch in in_words(text, "nl")


def test_english_is_left_as_it_is() -> None:
    assert in_words("there is no kind 'Aap'", "en") == "there is no kind 'Aap'"


def test_what_a_library_says_comes_behind_the_title_of_its_code() -> None:
    found = Problem(Place("a.xml", 3, 1), "XSD", "Element 'x': not expected")
    assert line(found, "nl") == "a.xml:3:1: XSD past niet op het schema: Element 'x': not expected"
    assert line(found, "en") == "a.xml:3:1: XSD Element 'x': not expected"
    assert sentence(Problem(Place(), "ODD", "x"), "nl") == "x"


def test_every_broken_model_of_the_tests_is_told_in_dutch() -> None:
    told = 0
    for folder in sorted(p for p in (ROOT / "tests" / "readers" / "broken").iterdir() if p.is_dir()):
        try:
            load(folder)
        except ModelLoadError as error:
            for problem in error.problems:
                told += 1
                if "YAML" not in problem.message:
                    assert sentence(problem, "nl") != " ".join(problem.message.split()), problem.message
    assert told > 5


def test_the_command_tells_a_broken_model_in_the_language_asked(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("model: {id: a, name: A}\nelements:\n  x: {type: Aap}\n", encoding="utf-8")
    dutch, english = (run_command("check", tmp_path, "--lang", lang).err for lang in LANGUAGES)
    assert "KIND er is geen soort 'Aap'" in dutch
    assert "Wat te doen:\n  KIND: Kies een soort die er is" in dutch
    assert dutch.splitlines()[-1] == "ea: het model is niet geladen; problemen hierboven: 1"
    assert "KIND there is no kind 'Aap'" in english
    assert english.splitlines()[-1] == "ea: the model is not loaded; problems above: 1"


def test_findings_on_what_was_let_pass_name_the_elements_in_the_language_asked() -> None:
    model = model_of("""
elements:
  a: {type: ApplicationComponent, name: Zaaksysteem, composes: b}
  b: {type: ApplicationComponent, name: Archief, composes: a}
  c: {type: Device, name: Server, triggers: d}
  d: {type: DataObject, name: Dossier}
  e: {type: Node, name: Klomp, composes: e}
""")
    found = {(f.code, f.subject): f for f in run([scope_of(model)]) if f.code in ("RELATION", "CYCLE")}
    assert found["CYCLE", "a"].text("nl") == "delen lopen in een kring: Zaaksysteem → Archief → Zaaksysteem"
    assert found["CYCLE", "e"].text("nl") == "Klomp is een deel van zichzelf"
    relation = found["RELATION", "c.triggers.d"]
    assert relation.text("en").startswith("Triggering from Server (Device) to Dossier (DataObject) is not permitted")
    assert relation.text("nl").startswith("Triggering van Server (Device) naar Dossier (DataObject) is niet toegestaan")


def test_a_note_on_what_is_read_otherwise_is_no_more_than_information(tmp_path: Path) -> None:
    """An id of another tool that ours could not be is no fault of anybody's."""
    file = tmp_path / "a.archimate"
    file.write_text(
        '<archimate:model xmlns:archimate="http://www.archimatetool.com/archimate" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="A" id="1a" version="5.0.0">'
        '<folder name="B" id="b" type="business"><element xsi:type="archimate:BusinessActor" name="X" id="2x"/>'
        "</folder></archimate:model>",
        encoding="utf-8",
    )
    (found,) = run([scope_of(load(file))])
    assert (found.code, found.severity.name) == ("INPUT", "INFO")
    assert found.text("nl").startswith("'1a' en nog 1 zouden in een modelbestand geen id kunnen zijn")
