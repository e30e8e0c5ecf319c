"""The README tells the truth: its commands run, its Python runs, its picture is what the model draws today."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from ea_model.model import Model
from ea_model.scope import scope_of
from ea_model.views import pictures
from tests.support.builders import ROOT
from tests.support.command import run

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"(?:\.venv/bin/|`)(ea [^`\n]+)", README)))
WHOLE = ("gallery", "report", "site")
"""Commands that make every output of a model take their time."""


def test_the_readme_has_commands_to_try() -> None:
    assert len(COMMANDS) >= 10


@pytest.mark.parametrize(
    "command",
    [pytest.param(c, marks=pytest.mark.slow if c.split()[1] in WHOLE else ()) for c in COMMANDS if "HEAD~" not in c],
)
def test_every_command_of_the_readme_runs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _runs(command, tmp_path, monkeypatch)


@pytest.mark.subprocess
@pytest.mark.parametrize("command", [c for c in COMMANDS if "HEAD~" in c])
def test_every_command_of_the_readme_about_a_revision_runs(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _runs(command, tmp_path, monkeypatch)


def _runs(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run it in an empty folder, with the models where they stand."""
    monkeypatch.chdir(folder)
    done = run(*(str(ROOT / word) if word.startswith("models/") else word for word in shlex.split(command)[1:]))
    assert done.code in (0, 1), done.err


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (snippet,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(snippet, "README.md", "exec"), {})  # noqa: S102 - our own documentation
    assert capsys.readouterr().out.strip() == "Status.OWN_IMPLICIT Logius"


@pytest.mark.parametrize(
    ("file_name", "picture", "about"),
    [
        ("scope-C-RAAM-P1.svg", "scope", {"contract": "C-RAAM"}),
        ("matrix-P1.svg", "matrix", {}),
        ("impact-digipoort-P1.svg", "impact", {"element": "digipoort"}),
    ],
)
def test_the_pictures_of_the_readme_are_what_the_model_draws_today(
    samen: Model, file_name: str, picture: str, about: dict[str, str]
) -> None:
    drawn = pictures.picture(scope_of(samen, "P1"), picture, **about)
    file = ROOT / "docs" / "pictures" / file_name
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_bytes(drawn)
    assert file.read_bytes() == drawn, "run `make golden`"


def test_links_in_the_documentation_lead_somewhere() -> None:
    for file in (ROOT / "README.md", ROOT / "models" / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"


@pytest.mark.parametrize("page", ["docs/ARCHITECTURE.md", "docs/DECISIONS.md", "docs/APP.md", "CONTRIBUTING.md"])
def test_every_path_a_document_names_is_there(page: str) -> None:
    named = re.findall(r"`((?:ea_model|docs|tests|models)/[\w./*<>-]*)`", (ROOT / page).read_text(encoding="utf-8"))
    patterns = [re.sub(r"<\w+>|[A-Z]{4,}(?=\.)", "*", path).rstrip("/") for path in named]
    assert [path for path in patterns if not any(ROOT.glob(path))] == []


def test_the_map_names_every_room() -> None:
    tree = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8").split("```")[1]
    views = ROOT / "ea_model" / "views"
    rooms = [folder.name for parent in (views.parent, views) for folder in parent.iterdir() if any(folder.glob("*.py"))]
    assert [room for room in rooms if f"{room}/" not in tree] == []
