"""A model beside what it was at a revision of its git repository; names and revisions may be hostile."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ea_model.compare import compare_models
from ea_model.compare.revisions import load_revision
from ea_model.messages.problems import ModelLoadError, UnreadableError
from tests.support.builders import ids, load
from tests.support.command import run

pytestmark = [pytest.mark.subprocess, pytest.mark.skipif(shutil.which("git") is None, reason="revisions need git")]

FIRST = "model: {id: m, name: M}\nelements:\n  a: {type: ApplicationComponent, name: A}\n"
SECOND = f"{FIRST}  b: {{type: ApplicationComponent, name: B}}\n"


def git(folder: Path, *arguments: str) -> None:
    """Run git with nothing of this machine's settings."""
    who = {f"GIT_{role}_{what}": "t@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    clean = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", **who}
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, env=clean)  # noqa: S607


def commit(folder: Path, message: str) -> None:
    """Everything as it is now."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a model in a folder, in two revisions, tagged ``een`` and ``twee``."""
    git(tmp_path, "init", "-q", "-b", "main")
    model = tmp_path / "modellen" / "het model"
    model.mkdir(parents=True)
    (model / "model.yaml").write_text(FIRST, encoding="utf-8")
    (tmp_path / "los.yaml").write_text(FIRST, encoding="utf-8")
    commit(tmp_path, "een")
    git(tmp_path, "tag", "een")
    (model / "model.yaml").write_text(SECOND, encoding="utf-8")
    commit(tmp_path, "twee")
    git(tmp_path, "tag", "twee")
    return tmp_path


@pytest.fixture
def model(repository: Path) -> Path:
    return repository / "modellen" / "het model"


@pytest.mark.parametrize("revision", ["HEAD~1", "een", "main^"])
def test_a_revision_is_the_model_as_it_was(model: Path, revision: str) -> None:
    then = load_revision(model, revision)
    assert ids(then.elements) == ["a"]
    assert ids(compare_models(then, load(model)).elements.added) == ["b"]


def test_a_single_file_and_the_top_of_the_repository_can_be_models(repository: Path) -> None:
    assert ids(load_revision(repository / "los.yaml", "HEAD").elements) == ["a"]
    with pytest.raises(ModelLoadError, match="DUPLICATE-ID"):
        load_revision(repository, "HEAD")


def test_attributes_of_the_repository_change_nothing(repository: Path, model: Path) -> None:
    (repository / ".gitattributes").write_text("*.yaml export-ignore filter=boos\n", encoding="utf-8")
    git(repository, "config", "filter.boos.smudge", "false")
    commit(repository, "attributen")
    assert ids(load_revision(model, "HEAD").elements) == ["a", "b"]


def test_what_was_there_and_is_gone_can_still_be_read(repository: Path, model: Path) -> None:
    shutil.rmtree(repository / "modellen")
    commit(repository, "weg")
    assert ids(load_revision(model, "twee").elements) == ["a", "b"]


def test_links_in_a_revision_are_not_followed(repository: Path, model: Path) -> None:
    (model / "geheim.yaml").symlink_to("/etc/passwd")
    commit(repository, "link")
    assert ids(load_revision(model, "HEAD").elements) == ["a", "b"]


@pytest.mark.parametrize(
    "revision",
    [
        "--help", "-h", "--output=x", "nergens", "", "HEAD\nHEAD", "HEAD\0", "HEAD --all", "een..twee", "HEAD:los.yaml",
        "$(id)",
    ],
)  # fmt: skip
def test_what_is_no_revision_is_one_clear_sentence(model: Path, revision: str, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    with pytest.raises(UnreadableError, match="revision") as caught:
        load_revision(model, revision)
    assert "\n" not in str(caught.value)
    assert set(tmp_path.rglob("*")) == before


def test_outside_a_repository_and_before_the_path_existed(model: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file or folder"):
        load_revision(model / "nieuw", "HEAD")
    other = model.with_name("later")
    shutil.copytree(model, other)
    with pytest.raises(UnreadableError, match="at een: there was no such file or folder"):
        load_revision(other, "een")
    shutil.rmtree(tmp_path / ".git")
    with pytest.raises(UnreadableError, match="in no git repository"):
        load_revision(model, "HEAD")


def test_without_git_the_remedy_is_told(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableError, match="git is not installed"):
        load_revision(model, "HEAD")


def test_an_environment_that_points_git_elsewhere_is_ignored(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nergens")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert ids(load_revision(model, "HEAD").elements) == ["a", "b"]


def test_a_revision_that_does_not_load_names_its_places(repository: Path, model: Path) -> None:
    (model / "model.yaml").write_text(f"{FIRST}  c: {{type: Nonsens}}\n", encoding="utf-8")
    commit(repository, "kapot")
    with pytest.raises(ModelLoadError) as caught:
        load_revision(model, "HEAD")
    assert [p.place.file for p in caught.value.problems] == ["HEAD:modellen/het model/model.yaml"]
    assert "ea-revision" not in str(caught.value)


def test_the_command_compares_a_revision_with_now(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (["HEAD~1", model], [model, "--revision", "een"], [model, "--revision", "een..twee"]):
        ran = run("diff", *arguments, "--exit-code", "--format", "json")
        assert ran.code == 1, ran.err
        assert [e["id"] for e in ran.answer["sections"][0]["added"]] == ["b"]
    assert run("diff", model, "--revision", "HEAD", "--exit-code").code == 0
    monkeypatch.chdir(model)
    assert "+ B (ApplicationComponent b)" in run("diff", "HEAD~1").out


def test_the_command_tells_what_is_wrong_without_a_traceback(model: Path) -> None:
    for arguments in (["nergens", model], [model, "--revision", "--all"], ["HEAD~99", model]):
        ran = run("diff", *arguments)
        assert ran.code == 3
        assert ran.err.startswith("ea: ")
        assert "Traceback" not in ran.err
