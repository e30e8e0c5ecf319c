"""``ea convert``: whole or not at all, and nothing of the user's is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import ea_model
from ea_model import exporters
from tests.support.builders import REFERENCE
from tests.support.command import run
from tests.support.exchange import picture


def test_a_model_goes_to_another_format_and_back(tmp_path: Path) -> None:
    assert run("convert", REFERENCE, tmp_path / "m.xml").code == 0
    assert run("convert", tmp_path / "m.xml", tmp_path / "text").code == 0
    one, other = picture(ea_model.load(REFERENCE)), picture(ea_model.load(tmp_path / "text"))
    for shown in (one, other):
        shown.pop("order"), shown.pop("revision")
    assert one == other


def test_the_report_says_what_was_written(tmp_path: Path) -> None:
    ran = run("convert", REFERENCE, tmp_path / "text", "--report", "json")
    assert (ran.code, ran.err) == (0, "")
    answer = ran.answer
    assert (answer["format"], answer["written"], answer["lost"], answer["problems"]) == ("text", True, [], [])
    assert answer["size"]["elements"] == len(ea_model.load(REFERENCE).elements)
    assert run("convert", REFERENCE, tmp_path / "text", "--lang", "en").err.endswith("statements\n")


def test_strict_writes_nothing_when_the_source_has_problems(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    text = "model: {id: m}\nelements:\n  a: {type: Node, composes: b}\n  b: {type: Goal}\n"
    (source / "m.yaml").write_text(text)
    ran = run("convert", source, tmp_path / "out", "--strict", "--report", "json")
    assert ran.code == 3
    assert "RELATION" in ran.err
    assert list(tmp_path.iterdir()) == [source]
    assert run("convert", source, tmp_path / "out.xml", "--strict").code == 3
    assert list(tmp_path.iterdir()) == [source]


def test_the_ending_says_which_format_and_every_format_has_its_own() -> None:
    suffixes = [exporters.load(name).suffix for name in exporters.MODULES]
    assert len(set(suffixes)) == len(suffixes)
    assert [exporters.format_of(Path(f"m{suffix}")) for suffix in suffixes] == list(exporters.MODULES)
    assert exporters.format_of(Path("m")) == "text"


@pytest.mark.parametrize("name", ["m.docm", "m.yaml"])
def test_an_ending_nobody_writes_is_told(tmp_path: Path, name: str) -> None:
    ran = run("convert", REFERENCE, tmp_path / name)
    assert ran.code == 2
    assert "er is geen exportformaat met het einde" in ran.err


def test_a_model_folder_is_replaced_and_other_files_in_it_stay(tmp_path: Path) -> None:
    target = tmp_path / "model"
    shutil.copytree(REFERENCE, target)
    (target / "old.yaml").write_text("elements: {gone: {type: Node}}\n")
    (target / "README.md").write_text("mine")
    (target / ".git").mkdir()
    (target / ".git" / "config").write_text("mine too")
    (target / "empty").mkdir()
    (target / "link").symlink_to("README.md")
    assert run("convert", REFERENCE, target).code == 0
    assert (target / "README.md").read_text() == "mine"
    assert (target / ".git" / "config").read_text() == "mine too"
    assert (target / "empty").is_dir()
    assert (target / "link").is_symlink()
    assert not (target / "old.yaml").exists()
    assert "gone" not in ea_model.load(target)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("content", ["apiVersion: v1\nkind: Pod\n", "not: [a model"], ids=["other", "broken"])
def test_a_folder_of_something_else_is_refused(tmp_path: Path, content: str) -> None:
    target = tmp_path / "pods"
    target.mkdir()
    (target / "pod.yaml").write_text(content)
    ran = run("convert", REFERENCE, target)
    assert ran.code == 3
    assert "bevat iets anders dan zo'n model (pod.yaml); noem een andere map" in ran.err
    assert (target / "pod.yaml").read_text() == content
    assert list(tmp_path.iterdir()) == [target]


def test_somebody_elses_file_where_the_model_needs_one_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "model"
    target.mkdir()
    (target / "m.yaml").write_text("model: {id: m}\n")
    (target / "statements.yaml").write_text("services: {}\nports: {a: {}}\n")
    ran = run("convert", REFERENCE, target)
    assert ran.code == 3
    assert "statements.yaml: hoort niet bij het model" in ran.err
    assert (target / "m.yaml").read_text() == "model: {id: m}\n"


@pytest.mark.parametrize("error", [ValueError("halfway"), KeyboardInterrupt()], ids=["error", "interrupt"])
def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "model"
    target.mkdir()
    (target / "m.yaml").write_text("old")

    def fail(folder: Path) -> None:
        (folder / "m.yaml").write_text("half")
        raise error

    with pytest.raises(type(error)):
        exporters.replace_folder(target, fail, lambda _: {Path("m.yaml")})
    assert (target / "m.yaml").read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
