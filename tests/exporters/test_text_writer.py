"""Our own text as a target: whatever a model holds reads back the same, and writing that again changes no byte."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import ea_model
from ea_model import exporters
from ea_model.exporters.text.writer import write_folder
from ea_model.loader import build
from ea_model.messages.problems import ModelLoadError
from ea_model.model import Model
from ea_model.readers.text import _Builder
from ea_model.source.records import ParsedModel
from ea_model.source.yaml_writer import document
from ea_model.values import LangText
from tests.support.builders import REFERENCE, SAMEN, model_of, reading_of
from tests.support.examples import examples
from tests.support.exchange import picture, sample_view
from tests.support.marks import CORPUS

EVERYTHING = Path(__file__).parents[1] / "models" / "everything"
ODD = "ab:#-?,[]{}'\"|>&*!%@`~ \n\t\r\\=<.é\x85\xa0\u2028\ufeff\x00\x1b\U0001f600"
WORDS = ["null", "~", "yes", "1.0", "- a", "a: b", "a #b", "---", "...", "? x", "x" * 1200, "k\n" * 3, " \n x\n\n", ""]
texts = st.one_of(
    st.text(st.sampled_from(ODD), max_size=14),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(WORDS),
)
values = st.recursive(
    texts,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=10,
)


def written(model: Model, folder: Path) -> dict[str, str]:
    """Write a model as text; the files by name. Nothing may be left out."""
    folder.mkdir()
    write_folder(model, exporters.Options(report=_nothing_is_left_out), folder)
    return {f.relative_to(folder).as_posix(): f.read_bytes().decode() for f in sorted(folder.rglob("*.yaml"))}


def _nothing_is_left_out(loss: exporters.Loss) -> None:
    raise AssertionError(loss)


def held(model: Model) -> dict[str, Any]:
    """Everything a model holds but its revision; text keeps the order of elements within a layer only."""
    shown = picture(model)
    del shown["revision"], shown["order"]
    shown["extras"] = tuple(shown["extras"])
    return shown | {"views": list(model.views), "folders": dict(model.foreign.folders)}


def assert_kept(model: Model, folder: Path) -> dict[str, str]:
    """The text of a model holds the same model, and is stable."""
    first = written(model, folder / "first")
    again = ea_model.load(folder / "first")
    one, other = held(model), held(again)
    assert [aspect for aspect in one if one[aspect] != other[aspect]] == []
    assert written(again, folder / "second") == first
    return first


@examples(400)
@given(st.dictionaries(texts, values, min_size=1, max_size=4))
def test_yaml_keeps_every_text_key_and_structure(sections: dict[str, Any]) -> None:
    spelled = document(sections)
    problems: list[Any] = []
    builder = _Builder(lambda *told: problems.append(told))
    assert all(builder.take(event) for event in yaml.parse(spelled, Loader=yaml.CSafeLoader))
    assert problems == []
    assert builder.root == sections
    assert document(builder.root) == spelled


@examples(100)
@given(
    odd_id=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    name=st.one_of(texts, st.dictionaries(st.sampled_from(["nl", "en", "de-CH"]), texts, min_size=1)),
    documentation=texts,
    pairs=st.lists(st.tuples(st.sampled_from(["k", "l", "", "a: b"]), texts), max_size=6),
)
def test_a_foreign_model_keeps_ids_texts_and_properties(
    tmp_path_factory: pytest.TempPathFactory,
    odd_id: str,
    name: str | dict[str, str],
    documentation: str,
    pairs: list[tuple[str, str]],
) -> None:
    fields = {
        "type": "Node", "name": LangText(name) if isinstance(name, dict) else name, "documentation": documentation,
        "properties": tuple(pairs),
    }  # fmt: skip
    relation = {"type": "Association", "from": odd_id, "to": "x", "properties": tuple(reversed(pairs))}
    reading = reading_of({"model": {"id": "m"}, "elements": {"x": {"type": "Node"}}})
    other = reading_of({"elements": {odd_id: fields} if odd_id != "x" else {}, "relations": {"0 r": relation}})
    model = build(ParsedModel([*reading.records, *other.records], digest="0", files=["m"], lenient=True))
    assert_kept(model, tmp_path_factory.mktemp("text"))


@pytest.mark.parametrize("path", [SAMEN, REFERENCE, EVERYTHING], ids=lambda path: path.name)
def test_our_own_models_come_back_as_they_were(path: Path, tmp_path: Path) -> None:
    assert_kept(ea_model.load(path), tmp_path)


def test_a_folder_reads_as_a_person_would_write_it(tmp_path: Path) -> None:
    model = ea_model.load(REFERENCE)
    files = assert_kept(model, tmp_path)
    assert {"model.yaml", "contracts.yaml", "plateaus.yaml", "statements.yaml", "elements/application.yaml"} <= set(
        files
    )
    assert all(len(line) <= 120 for name in ("contracts.yaml", "statements.yaml") for line in files[name].splitlines())
    implicit = [r for r in model.relations if r.id.startswith(f"{r.source.id}.")]
    assert not [r.id for r in implicit if any(r.id in content for content in files.values())]


def test_a_large_model_is_spread_over_numbered_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ea_model.exporters.text.content.MOST_ENTRIES", 6)
    files = assert_kept(ea_model.load(SAMEN), tmp_path)
    assert {"elements/application-0001.yaml", "elements/application-0002.yaml", "model.yaml"} <= set(files)


def test_views_folders_and_model_properties_are_part_of_the_text(tmp_path: Path) -> None:
    model = ea_model.load(REFERENCE)
    views = [sample_view("v2"), sample_view("1 v"), sample_view("v0")]
    model.foreign.views = views
    model.foreign.folders = {"v2": ("A / b", "c"), "digipoort": ("x",)}
    model.foreign.properties = (("k", "1"), ("l", ""), ("k", "2\n"))
    files = assert_kept(model, tmp_path)
    assert "ids: verbatim" in files["model.yaml"]
    names = [name for name in files if name.startswith("views/")]
    assert len(names) == 3  # three views of one name, each in a file of its own
    assert "at: 20 20 120 55" in files[names[0]]


def test_a_view_that_is_written_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    text = "model: {id: m}\nviews:\n  v:\n    nodes:\n      n: {at: 1 2 3}\n"
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(ModelLoadError, match=r"m\.yaml:5:15: VIEW view 'v': here stand 4 whole numbers"):
        ea_model.load(tmp_path)
    (tmp_path / "m.yaml").write_text(text.replace("at: 1 2 3", "at: 1 2 3 4, colour: red"))
    with pytest.raises(ModelLoadError, match=r"m\.yaml:5:24: VIEW view 'v': a box has no 'colour'"):
        ea_model.load(tmp_path)


@pytest.mark.parametrize("colour", ["red", '"#12"', '"#zzzzzz"', '"#1234567"', "[red]"])
@pytest.mark.parametrize("part", ["fill", "line", "font"])
def test_a_colour_that_is_none_is_told_with_its_place(colour: str, part: str, tmp_path: Path) -> None:
    text = "model: {id: m}\nviews:\n  v: {nodes: {b: {at: 1 2 3 4, style: {%s: %s}}}}\n"
    (tmp_path / "m.yaml").write_text(text % (part, colour))
    with pytest.raises(ModelLoadError) as caught:
        ea_model.load(tmp_path)
    (problem,) = caught.value.problems
    assert problem.place.line == 3
    if colour != "[red]":
        word = colour.strip('"')
        assert problem.sentence("nl").startswith(
            f"view 'v': '{word}' is geen kleur; schrijf rood, groen en blauw als zes"
        )
        assert problem.sentence("en").startswith(
            f"view 'v': '{word}' is not a colour; write red, green and blue as six"
        )
    (tmp_path / "m.yaml").write_text(text % (part, '"#FFffb5"'))
    assert getattr(ea_model.load(tmp_path).views[0].nodes[0].style, part) == "#FFffb5"


def test_the_archive_holds_the_same_files(tmp_path: Path) -> None:
    model = ea_model.load(REFERENCE)
    handle = io.BytesIO()
    exporters.load("text").write(model, exporters.Options(), handle)
    with zipfile.ZipFile(handle) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    assert found == written(model, tmp_path / "text")


def _corpus() -> list[Any]:
    """Published models: a sample on every run, all of them with ``EA_CORPUS=all``."""
    found = [p for p in sorted(CORPUS.rglob("*")) if p.suffix in {".archimate", ".xml"} and "oddities" not in p.parts]
    if not found:
        return [
            pytest.param(CORPUS, marks=pytest.mark.skip(reason=f"there is no corpus of published models at {CORPUS}"))
        ]
    chosen = found if os.environ.get("EA_CORPUS") == "all" else [p for p in found if p.stat().st_size < 400_000][::12]
    return [pytest.param(path, id=str(path.relative_to(CORPUS))) for path in chosen]


@pytest.mark.parametrize("path", _corpus())
def test_published_models_come_back_as_they_were(path: Path, tmp_path: Path) -> None:
    model = ea_model.load(path)
    model.foreign.document = None  # the source as it stood, which text has no place for and says so
    assert_kept(model, tmp_path)


def test_what_stands_under_a_contract_is_written_there_again(tmp_path: Path) -> None:
    text = """
    documents: {d: {title: d}}
    facts: {F1: {document: d}}
    elements:
      app: {type: ApplicationComponent}
      C:
        type: Contract
        source: F1
        covers: {app: [onderhoud, {activity: levering, role: S, provenance: gesteld}]}
        excludes: {app: {activity: regie, source: F1}}
      D: {type: Contract, covers: [{subject: {type: ApplicationComponent}, activity: [onderhoud, regie]}]}
      role: {type: BusinessRole, covers: {app: applicatiebeheer}}
    statements:
      s1: {contract: D, subject: app, activity: levering}
    """
    write_folder(model_of(text), exporters.Options(), tmp_path)
    assert "s1" in (tmp_path / "statements.yaml").read_text()
    contracts = (tmp_path / "contracts.yaml").read_text()
    assert "covers" not in (tmp_path / "statements.yaml").read_text()
    assert "covers: {app: [onderhoud, {activity: levering, role: S, provenance: stated}]}" in contracts
    assert "excludes: {app: {activity: regie, source: F1}}" in contracts
    assert "covers: [{subject: {kind: ApplicationComponent}, activity: [onderhoud, regie]}]" in contracts
    assert "covers: {app: applicatiebeheer}" in (tmp_path / "elements" / "business.yaml").read_text()
    again = tmp_path / "again"
    write_folder(ea_model.load(tmp_path), exporters.Options(), again)
    for file in ("contracts.yaml", "statements.yaml"):
        assert (again / file).read_bytes() == (tmp_path / file).read_bytes()
