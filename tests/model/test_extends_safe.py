"""What somebody sent opens no other file, and no message holds what is in one or in a variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from ea_model.loader import load
from ea_model.messages.problems import ModelLoadError
from ea_model.messages.report import report

_SECRET = "not-for-messages"  # noqa: S105 - of nobody


def _refused(path: Path, bases: tuple[Path, ...] | None) -> str:
    with pytest.raises(ModelLoadError) as refusal:
        load(path, bases=bases)
    return "\n".join([*report(refusal.value.problems, "en"), *report(refusal.value.problems, "nl"), str(refusal.value)])


def _model(folder: Path, extends: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "sent.yaml"
    path.write_text(f"model: {{id: m, name: M, extends: '{extends}'}}\n")
    return path


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    path = tmp_path / "theirs" / "model.yaml"
    path.parent.mkdir()
    path.write_text("model: {id: theirs, name: Theirs}\nelements: {a: {type: Node, name: A}}\n")
    return path


@pytest.mark.parametrize(
    "extends", ["../theirs", "../theirs/model.yaml", "$EA_SECRET", "${HOME}", "/etc/passwd", "nothing"]
)
def test_what_was_sent_extends_nothing(tmp_path: Path, theirs: Path, extends: str) -> None:
    assert theirs.exists()
    told = _refused(_model(tmp_path / "sent", extends), ())
    assert "extends no other one" in told


def test_a_variable_is_never_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in (_SECRET, f"/{_SECRET}", f"{_SECRET}\n{_SECRET}", "~" + _SECRET, _SECRET * 50):
        monkeypatch.setenv("EA_DUMMY", value)
        for bases in (None, (tmp_path,)):
            told = _refused(_model(tmp_path / "m", "$EA_DUMMY"), bases)
            assert _SECRET not in told
            assert "EA_DUMMY" in told


def test_what_is_no_model_is_never_quoted(tmp_path: Path) -> None:
    other = tmp_path / "conf.yaml"
    contents = (
        f"password: {_SECRET}\nuser: me\n", f"{_SECRET}: [", f"- {_SECRET}\n", f"model: {_SECRET}\n", _SECRET,
        f"<a>{_SECRET}</a>", f"ID,{_SECRET}\n",
    )  # fmt: skip
    for content in contents:
        other.write_text(content)
        assert _SECRET not in _refused(_model(tmp_path / "m", "../conf.yaml"), None)


def test_in_the_app_another_model_stands_below_the_folders_of_the_app(tmp_path: Path, theirs: Path) -> None:
    path = _model(tmp_path / "root", "../theirs")
    assert load(path, bases=(tmp_path,)).element("a")
    assert "outside the folders" in _refused(path, (tmp_path / "root",))
    (tmp_path / "root" / "link").symlink_to(theirs.parent)
    assert "outside the folders" in _refused(_model(tmp_path / "root", "link"), (tmp_path / "root",))
