"""The README tells the truth: its commands run, its Python runs, its picture is what the model draws today."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ea_model.model import Model
from ea_model.scope import scope_of
from ea_model.views import pictures
from tests.support.builders import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"(?:\.venv/bin/|`)(ea [^`\n]+)", README)))
EA = Path(sys.executable).with_name("ea")


def test_the_readme_has_commands_to_try() -> None:
    assert len(COMMANDS) >= 10


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_runs(command: str, tmp_path: Path) -> None:
    words = shlex.split(command)[1:]
    words = [str(ROOT / w) if w.startswith("models/") else w for w in words]
    done = subprocess.run([EA, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr


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
    samen: Model, file_name: str, picture: str, about: pictures.PictureChoice
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
