"""Problems of a model are told in the language of the reader, whatever part of the product saw them."""

from __future__ import annotations

import re
from pathlib import Path

from ea_model.loader import load
from ea_model.messages import Message
from ea_model.messages.problems import ModelLoadError, Place, Problem
from ea_model.messages.report import line, remedy, sentence, title
from ea_model.rules import run
from ea_model.scope import scope_of
from ea_model.words import LANGUAGES
from tests.support.builders import ROOT, model_of
from tests.support.command import run as run_command


def _codes() -> set[str]:
    """The codes of all problems the source notes."""
    rooms = ("exchange", "loader", "readers")
    source = "".join(f.read_text(encoding="utf-8") for room in rooms for f in (ROOT / "ea_model" / room).rglob("*.py"))
    return set(re.findall(r'"([A-Z]{2,}(?:-[A-Z]+)*)",\s+(?:Message|message|did_you_mean|noted)', source))


def test_every_code_has_a_title_and_a_remedy() -> None:
    codes = _codes()
    assert len(codes) > 20
    for lang in LANGUAGES:
        for code in codes:
            assert title(code, lang), f"{code} is not in words/{lang}/problems.toml"
            assert remedy(code, lang)


def test_what_a_library_says_comes_behind_the_title_of_its_code() -> None:
    found = Problem(Place("a.xml", 3, 1), "XSD", Message.of("Element 'x': not expected"))
    assert line(found, "nl") == "a.xml:3:1: XSD past niet op het schema: Element 'x': not expected"
    assert line(found, "en") == "a.xml:3:1: XSD Element 'x': not expected"
    assert sentence(Problem(Place(), "ODD", Message.of("x")), "nl") == "x"


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
