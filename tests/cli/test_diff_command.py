"""``ea diff``: text, JSON and Markdown of a comparison, exit codes, wrong use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ea_model.views.answers.diff import escaped
from tests.support.builders import REFERENCE, SAMEN
from tests.support.command import run

HEAD = "model: {id: m, name: M}\nelements:\n"


def written(folder: Path, name: str, *elements: str) -> Path:
    """A model file with these elements."""
    file = folder / f"{name}.yaml"
    file.write_text(HEAD + "".join(f"  {e}\n" for e in ("x: {type: Node, name: X}", *elements)), encoding="utf-8")
    return file


def test_two_plateaus_as_text() -> None:
    ran = run("diff", SAMEN, "--plateau", "P0", "--with", "P1")
    assert ran.code == 0
    assert ran.out.startswith("Verschil: P0 → P1\n")
    assert "+ IT-platform (Platform it-platform)" in ran.out
    assert (
        "Digipoort · operationeel beheer (24x7): gedekt (C-DGP Visma Connect R) → impliciet eigen (Logius)" in ran.out
    )
    assert "“Ministerie IenW” → “Logius”" in ran.out
    assert "--all" in ran.out
    assert "--all" not in run("diff", SAMEN, "--plateau", "P0", "--with", "P1", "--all").out


def test_two_plateaus_as_data() -> None:
    answer = run("diff", SAMEN, "--plateau", "P1", "--with", "P2", "--format", "json").answer
    (situation,) = answer["situations"]
    assert (situation["before"]["plateau"], situation["after"]["plateau"]) == ("P1", "P2")
    cells = {(c["element"]["id"], c["activity"]): c for c in situation["cells"]}
    assert cells["digipoort", "operationeel_beheer"]["before"]["status"] == "OWN_IMPLICIT"
    assert cells["digipoort", "operationeel_beheer"]["after"]["status"] == "COVERED"
    assert answer["equal"] is False
    assert {m["measure"] for m in answer["money"]} >= {"EUR per_year"}


def test_two_models_are_compared_in_the_plateaus_they_share() -> None:
    answer = run("diff", REFERENCE, SAMEN, "--format", "json").answer
    assert [s["after"]["plateau"] for s in answer["situations"]] == ["P0", "P1", "P2"]
    only = run("diff", REFERENCE, SAMEN, "--plateau", "P1", "--format", "json").answer
    assert [s["after"]["plateau"] for s in only["situations"]] == ["P1"]
    assert only["before"]["model"]["id"] != only["after"]["model"]["id"]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_equal_is_one_sentence_and_exit_code_zero(lang: str, form: str) -> None:
    ran = run("diff", SAMEN, SAMEN, "--exit-code", "--lang", lang, "--format", form)
    assert ran.code == 0
    assert {"nl": "Geen verschil.", "en": "No difference."}[lang] in ran.out


def test_a_difference_is_exit_code_one_only_on_request(tmp_path: Path) -> None:
    a, b = written(tmp_path, "a"), written(tmp_path, "b", "y: {type: Node, name: Y}")
    assert run("diff", a, b).code == 0
    assert run("diff", a, b, "--exit-code").code == 1


def test_markdown_shows_names_as_they_are(tmp_path: Path) -> None:
    evil = '"<img src=x onerror=alert(1)> | [link](http://boos.example) @team `code` *vet* \\\\n## kop"'
    a, b = written(tmp_path, "a"), written(tmp_path, "b", f"y: {{type: Node, name: {evil}}}")
    out = run("diff", a, b, "--format", "markdown").out
    row = next(line for line in out.splitlines() if "onerror" in line)
    assert "<img" not in out
    assert "\\[link\\]\\(" in row
    assert "http://" not in row
    assert " @team" not in row
    assert len(re.findall(r"(?<!\\)\|", row)) == 4
    assert out.startswith("## Verschil: ")


def test_escaped_text_holds_no_markup_and_no_line_breaks() -> None:
    assert escaped("a\n\n# b") == "a \\# b"
    assert escaped("<b>&amp;") == "&lt;b&gt;&amp;amp;"
    assert escaped("x@y.nl") == "x@y.nl"


def test_terminal_text_holds_no_control_characters(tmp_path: Path) -> None:
    a, b = written(tmp_path, "a"), written(tmp_path, "b", 'y: {type: Node, name: "rood \\e[31m\\r\\nregel"}')
    out = run("diff", a, b).out
    assert "\x1b" not in out
    assert "\r" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([SAMEN], "with what?"),
        ([SAMEN, "--with", "P1"], "--with compares plateaus"),
        ([SAMEN, REFERENCE, "--plateau", "P0", "--with", "P1"], "--with compares plateaus"),
        ([SAMEN, REFERENCE, "--revision", "HEAD"], "--revision compares one model"),
        ([SAMEN, "--plateau", "P0", "--with", "P9"], "P9"),
        ([SAMEN, SAMEN, "--plateau", "P9"], "P9"),
    ],
)
def test_wrong_use_is_told(arguments: list[object], said: str) -> None:
    ran = run("diff", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
