"""What a statement would give is asked before it is kept: ``ea scope MODEL --preview``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import run

MODEL = """model: {id: m, name: Model, organisation: org, as_of: 2020-01-01}
elements:
  org: {type: BusinessActor, name: Org}
  lev: {type: BusinessActor, name: Leverancier, owner: lev}
  C: {type: Contract, parties: [{who: lev}], covers: {app: onderhoud}}
  D: {type: Contract}
  app: {type: ApplicationComponent, name: Webwinkel, composes: part}
  part: {type: ApplicationComponent, name: Mandje}
  srv: {type: Device, name: Server}
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder with one file."""
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "m.yaml").write_text(MODEL, encoding="utf-8")
    return tmp_path / "m"


def _cells(model: Path, statement: str) -> list[tuple[str, str, str, str, str]]:
    ran = run("scope", model, "--preview", statement, "--format", "json")
    assert ran.code == 0, ran.err
    answer = json.loads(ran.out)
    assert answer["kind"] == "preview"
    return [
        (cell["effect"], cell["after"]["element"]["id"], cell["after"]["activity"],
         cell["before"]["status"], cell["after"]["status"])
        for cell in answer["cells"]
    ]  # fmt: skip


def test_cells_are_new_otherwise_or_without_effect_and_nothing_is_written(model: Path) -> None:
    before = {file: file.read_bytes() for file in model.rglob("*")}
    assert _cells(model, "{contract: D, subject: {name: web*}, activity: [regie, onderhoud, huisvesting]}") == [
        ("NEW", "app", "regie", "UNKNOWN", "COVERED"),
        ("CHANGED", "app", "onderhoud", "COVERED", "OVERLAP"),
        ("NONE", "app", "huisvesting", "NOT_APPLICABLE", "NOT_APPLICABLE"),
        ("NEW", "part", "regie", "UNKNOWN", "COVERED"),
        ("CHANGED", "part", "onderhoud", "COVERED", "OVERLAP"),
    ]
    assert {file: file.read_bytes() for file in model.rglob("*")} == before


def test_a_file_may_bring_a_contract_and_what_it_covers(model: Path, tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    file.write_text("elements:\n  N: {type: Contract, covers: [{subject: {kind: Device}, activity: levering}]}\n")
    assert _cells(model, str(file)) == [("NEW", "srv", "levering", "UNKNOWN", "COVERED")]


def test_a_person_reads_it_as_three_lists(model: Path) -> None:
    ran = run("scope", model, "--preview", "{contract: D, subject: Webwinkel, activity: onderhoud, propagate: geen}")
    assert "over Webwinkel: onderhoud (elementen: 1)" in ran.out
    assert "Anders dan nu: 1" in ran.out
    assert "Nieuw: 0" in ran.out
    assert "Er is niets geschreven." in ran.out


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("{contract: D, subject: nergens, activity: regie}", "--preview:1:24: REFERENCE"),
        ("{contract: D, subject: app", "--preview:2:1: SYNTAX"),
        ("regie", "--preview"),
    ],
)
def test_what_is_no_statement_is_told_with_its_place(model: Path, statement: str, told: str) -> None:
    ran = run("scope", model, "--preview", statement)
    assert ran.code == 3
    assert told in ran.err
