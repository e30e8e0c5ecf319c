"""What the loader refuses: one tiny model per message in `tests/broken`, with the report a person gets."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import ea_model
from ea_model.messages.problems import Level, ModelLoadError, UnreadableError
from ea_model.readers.text import MAX_BYTES
from tests.support.builders import ROOT

BROKEN = ROOT / "tests" / "readers" / "broken"
CASES = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())
GOOD = "model: {id: m, name: M}\n"


def _problems(path: Path | str) -> tuple[ea_model.Problem, ...]:
    with pytest.raises(ModelLoadError) as caught:
        ea_model.load(path)
    return caught.value.problems


def _write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("case", CASES)
def test_a_broken_model_is_told_with_file_line_column_code_and_remedy(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BROKEN / case)
    expected = Path("expected.txt").read_text(encoding="utf-8")
    assert "".join(f"{problem}\n" for problem in _problems(".")) == expected


@pytest.mark.parametrize("case", CASES)
def test_a_report_is_sorted_by_place_and_every_place_is_in_a_file_of_the_model(case: str) -> None:
    problems = _problems(BROKEN / case)
    assert list(problems) == sorted(problems, key=lambda p: (p.place, p.code, p.message))
    for problem in problems:
        content = Path(problem.place.file).read_bytes().splitlines() or [b""]
        assert 1 <= problem.place.line <= len(content) + 1
        assert problem.place.column >= 1
        assert re.fullmatch(r"\S+\.yaml:\d+:\d+: [A-Z]+(-[A-Z]+)* \S.*\S", str(problem))


def test_every_code_of_the_loader_and_the_text_reader_has_its_case() -> None:
    root = Path(ea_model.__file__).parent
    sources = [*(root / "loader").glob("*.py"), root / "readers" / "text.py"]
    text = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    codes = set(re.findall(r'"([A-Z]{2,}(?:-[A-Z]+)?)"', text))
    told = {
        line.split(": ", 1)[1].split()[0]
        for case in CASES
        for line in (BROKEN / case / "expected.txt").read_text(encoding="utf-8").splitlines()
    }
    # Told below: what a file in a repository cannot show, and what is a warning.
    assert codes - told == {"FILE", "LINK", "SIZE", "RELATION", "CONTRADICTION"}


def test_all_problems_of_all_files_come_in_one_report(tmp_path: Path) -> None:
    _write(tmp_path, a="model: {id: m, organisation: x}\n", b="elements: {a: {type: Nod}}\n", c="elements: [\n")
    (tmp_path / "d.yaml").write_bytes(b"elements: {\xff: 1}")
    assert [(Path(p.place.file).name, p.code) for p in _problems(tmp_path)] == [
        ("a.yaml", "REFERENCE"), ("b.yaml", "KIND"), ("c.yaml", "SYNTAX"), ("d.yaml", "ENCODING"),
    ]  # fmt: skip


def test_a_problem_is_told_on_one_line_whatever_was_written(tmp_path: Path) -> None:
    _write(tmp_path, m=GOOD + 'elements: {a: {type: Node, count: "vier\\n\\nvijf", owner: "x\\ny"}}\n')
    for problem in _problems(tmp_path):
        assert "\n" not in str(problem)


def test_when_very_much_is_wrong_all_of_it_is_told_and_only_the_first_have_suggestions(tmp_path: Path) -> None:
    lines = "".join(f"  n{number:03}: {{type: Node, serves: m{number:03}}}\n" for number in range(700))
    _write(tmp_path, m=f"{GOOD}elements:\n{lines}")
    problems = _problems(tmp_path)
    assert len(problems) == 700
    hinted = [p for p in problems if "did you mean" in p.message]
    assert 0 < len(hinted) < 700


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    _write(tmp_path, m=GOOD)
    with (tmp_path / "big.yaml").open("wb") as handle:
        handle.truncate(MAX_BYTES + 1)
    (problem,) = _problems(tmp_path)
    assert (problem.code, problem.message) == ("SIZE", "is 67 MB; a model file is at most 67 MB, split it")
    assert str(problem).startswith(f"{tmp_path / 'big.yaml'}: SIZE ")


def test_links_that_leave_the_folder_are_refused_and_those_within_are_followed(tmp_path: Path) -> None:
    model, outside = tmp_path / "model", tmp_path / "outside"
    for folder in (model, outside):
        folder.mkdir()
    _write(model, m=GOOD)
    _write(outside, other="elements: {a: {type: Node}}\n")
    (model / "link.yaml").symlink_to(outside / "other.yaml")
    (model / "folder").symlink_to(outside, target_is_directory=True)
    problems = _problems(model)
    assert [(Path(p.place.file).name, p.code) for p in problems] == [("folder", "LINK"), ("link.yaml", "LINK")]
    assert "copy the file instead" in problems[1].message
    for name in ("link.yaml", "folder"):
        (model / name).unlink()
    (model / "elements.txt").write_text("elements: {a: {type: Node}}\n", encoding="utf-8")
    (model / "inside.yaml").symlink_to(model / "elements.txt")
    assert "a" in ea_model.load(model)


def test_a_file_that_is_no_text_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    _write(tmp_path, m=GOOD)
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")
    assert [(Path(p.place.file).name, p.code, p.message) for p in _problems(tmp_path)] == [
        ("gone.yaml", "FILE", "cannot be read (No such file or directory)"),
        ("pipe.yaml", "FILE", "is no ordinary file; a model file is text"),
    ]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (Path.absolute, "there is no such file or folder"),
        (lambda path: path.mkdir(), "holds no *.yaml files; see models/README.md for the format"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n"), "is in none of the formats that can be read"),
        (lambda path: path.write_bytes(b""), "is in none of the formats that can be read"),
    ],
    ids=["nothing", "empty folder", "picture", "empty file"],
)  # fmt: skip
def test_where_no_model_can_be_that_is_one_clear_sentence(tmp_path: Path, make: object, told: str) -> None:
    path = tmp_path / "model"
    assert callable(make)
    make(path)
    with pytest.raises(UnreadableError) as caught:
        ea_model.load(path)
    assert str(caught.value).startswith(f"{path}: {told}")


def test_hidden_files_and_other_files_are_no_part_of_a_model(tmp_path: Path) -> None:
    _write(tmp_path, m=GOOD, **{".hidden": "elements: ["})
    (tmp_path / ".git").mkdir()
    _write(tmp_path / ".git", x="elements: [")
    (tmp_path / "notes.md").write_text("elements: [", encoding="utf-8")
    assert ea_model.load(tmp_path).contents.files == [str(tmp_path / "m.yaml")]


def test_a_relation_outside_the_table_is_a_warning_that_says_what_is_permitted(tmp_path: Path) -> None:
    _write(tmp_path, m=GOOD + "elements:\n  c: {type: Contract, serves: {a: {id: r}}}\n  a: {type: Node}\n")
    model = ea_model.load(tmp_path)
    (problem,) = model.problems
    assert problem.level is Level.WARNING
    assert str(problem) == (
        f"{tmp_path / 'm.yaml'}:3:32: RELATION Serving from Contract to Node is not in the ArchiMate 3.2 table (r);"
        " permitted: Association"
    )
    assert "r" in model


def test_parts_that_go_round_in_a_circle_are_a_warning(tmp_path: Path) -> None:
    text = "elements:\n  a: {type: Node, composes: b}\n  b: {type: Node, composes: c}\n  c: {type: Node, composes: a}\n"
    _write(tmp_path, m=GOOD + text)
    (problem,) = ea_model.load(tmp_path).problems
    assert (problem.level, problem.code) == (Level.WARNING, "CYCLE")
    assert problem.message == "parts go round in a circle: a → b → c → a"
    assert problem.place.line == 3


def test_a_chain_of_parts_of_any_depth_is_no_circle_and_no_crash(tmp_path: Path) -> None:
    lines = "".join(f"  n{number}: {{type: Node, composes: n{number + 1}}}\n" for number in range(3000))
    _write(tmp_path, m=f"{GOOD}elements:\n{lines}  n3000: {{type: Node}}\n")
    assert ea_model.load(tmp_path).problems == ()


def test_words_that_yaml_would_change_stay_what_they_are(tmp_path: Path) -> None:
    _write(tmp_path, m=GOOD + "elements:\n  NO: {type: Node, name: 012, properties: {on: yes, 1.0: 2019-10}}\n")
    element = ea_model.load(tmp_path)["NO"]
    assert (element.name, element.properties) == ("012", (("on", "yes"), ("1.0", "2019-10")))
