"""What the app tells to somebody who does not sit at its machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from ea_model.views.pages.shared import model_paths
from ea_model.views.pages.shared.open_model import _opened


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("/srv/secret/models/a/model.yaml:3:4", "model.yaml:3:4"),
        ("/var/ea-model-x1y2/m.yaml:1 ID mend 'a/b' and 1/2", "m.yaml:1 ID mend 'a/b' and 1/2"),
        ("there is nothing at '/srv/x/y.xml'", "there is nothing at 'y.xml'"),
        ("models/samen/model.yaml:3", "models/samen/model.yaml:3"),
        ("see https://example.org/a/b", "see https://example.org/a/b"),
    ],
)
def test_folders_of_the_machine_are_told_to_nobody_else(monkeypatch: pytest.MonkeyPatch, told: str, left: str) -> None:
    monkeypatch.setattr(model_paths, "is_local", lambda: False)
    assert model_paths.shown(told) == left


def test_whoever_sits_at_it_sees_his_paths_but_not_where_an_upload_was_put(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_paths, "is_local", lambda: True)
    assert model_paths.shown("/home/me/m.yaml:3") == "/home/me/m.yaml:3"
    assert model_paths.shown("/var/ea-model-x1y2/m.yaml:3 ID") == "m.yaml:3 ID"


def test_an_upload_opens_no_other_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EA_ROOTS", str(tmp_path))  # even where uploads lie below an allowed folder
    other, upload = tmp_path / "other.yaml", tmp_path / "ea-model-1" / "m.yaml"
    other.write_text("model: {id: theirs, name: Theirs}\n")
    upload.parent.mkdir()
    upload.write_text("model: {id: m, name: M, extends: ../other.yaml}\n")
    opened = _opened(str(upload), ())
    assert opened.model is None
    assert [problem.code for problem in opened.problems] == ["EXTENDS"]
