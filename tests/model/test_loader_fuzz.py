"""Whatever stands in a file: a model, or a report; never a traceback. And no order of files or entries matters."""

from __future__ import annotations

import random
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import ea_model
from ea_model.loader.concepts import VERBS
from ea_model.messages.problems import Level, ModelLoadError, UnreadableError
from ea_model.model import Model
from tests.support.builders import REFERENCE, ROOT, SAMEN
from tests.support.examples import examples

_FUZZ = examples(60)
_MARKS = "elements: statements: kinds: a b serves: { } [ ] , & * ? : | > # --- <<: ~ é 😀 2019-10 !!int"
_PIECES = st.sampled_from(
    (
        *_MARKS.split(),
        *("model: {id: m}", "type: Node", "type: Contract", "serves: b", "onbekend U1", "%YAML 1.1", "a: ", "- "),
        *("\n", "\n  ", "\n    ", "\t", "\x00", "\x07", "\ud7ff", "\ufeff", "\u2028", "'", '"', "&x ", "*x"),
    )
)


def _outcome(content: bytes) -> Model | tuple[str, ...]:
    """The model of one file, or the report; anything else fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "m.yaml").write_bytes(content)
        try:
            return ea_model.load(folder)
        except (ModelLoadError, UnreadableError) as error:
            return tuple(str(error).replace(folder, "").splitlines())


def _check(content: bytes) -> None:
    found = _outcome(content)
    if isinstance(found, Model):
        assert all(problem.level is Level.WARNING for problem in found.problems)
    else:
        assert found
        assert all(line.startswith("/m.yaml:") for line in found)


@cache
def _reference() -> str:
    return (REFERENCE / "model.yaml").read_text(encoding="utf-8")


@_FUZZ
@given(st.one_of(st.binary(max_size=200), st.lists(_PIECES, max_size=40).map(lambda p: "".join(p).encode())))
def test_any_bytes_are_a_model_or_a_report(content: bytes) -> None:
    _check(content)


@_FUZZ
@given(st.data())
def test_a_model_with_mistakes_in_its_text_is_a_model_or_a_report(data: st.DataObject) -> None:
    lines = _reference().splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        number = data.draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        start = data.draw(st.integers(0, len(line)))
        end = data.draw(st.integers(start, len(line)))
        lines[number] = line[:start] + data.draw(st.one_of(_PIECES, st.text(max_size=3))) + line[end:]
        if data.draw(st.booleans()):
            lines.insert(data.draw(st.integers(0, len(lines))), lines[number])
    _check("".join(lines).encode("utf-8", "surrogatepass"))


@_FUZZ
@given(st.data())
def test_a_model_with_broken_bytes_is_a_model_or_a_report(data: st.DataObject) -> None:
    content = bytearray(_reference().encode())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    _check(bytes(content[: data.draw(st.integers(0, len(content)))]))


_IDS = ("a", "b", "c", "P0", "F1", "U1", "eigen", "beheer", "levering", "Node", "x y", "", "K", "open", "nl")
_VALUES_WRITTEN = "onbekend n.v.t. 2019-10 4 true 60% R Contract Plateau Flow enum reference include 1..*"
_WORDS = st.one_of(
    st.sampled_from((*_IDS, "onbekend U1", "4 EUR", *_VALUES_WRITTEN.split())),
    st.text(max_size=4),
)
_FIELDS = """
    type name id source plateaus exists from until properties owner count parties who as replaces follows part_of price
    extends attributes label values default required many to contract party subject activity role valid under about
    readings term text document page lines quote layers element stream status criticality documentation organisation
    baseline version optional
"""
_KEYS = st.sampled_from((*_IDS, *VERBS, *_FIELDS.split()))
_VALUES = st.recursive(_WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4))
_ENTRIES = st.dictionaries(st.sampled_from(_IDS), st.dictionaries(_KEYS, _VALUES, max_size=6), max_size=4)
_SECTIONS = st.sampled_from(
    ("documents", "facts", "kinds", "activities", "applicability", "elements", "relations", "statements", "closures",
     "unknowns", "terms")
)  # fmt: skip


@examples(150)
@given(st.dictionaries(_SECTIONS, st.one_of(_ENTRIES, _VALUES), max_size=5), st.one_of(st.just({"id": "m"}), _VALUES))
def test_entries_that_mean_nothing_are_told_and_crash_nothing(sections: dict[str, Any], manifest: Any) -> None:
    _check(yaml.safe_dump({"model": manifest, **sections}, allow_unicode=True).encode("utf-8", "replace"))


def _entries(folder: Path) -> list[tuple[str, str, Any]]:
    """Every entry of every file as text: section, id, fields."""
    found: list[tuple[str, str, Any]] = []
    for file in sorted(folder.rglob("*.yaml")):
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - builds only text
        for section, entries in content.items():
            items = [("", entries)] if section == "model" else (entries or {}).items()
            found += [(section, key, fields) for key, fields in items]
    return found


def _spread(entries: list[tuple[str, str, Any]], folder: Path, chance: random.Random) -> Path:
    """The same entries in another order over other files."""
    shuffled = chance.sample(entries, len(entries))
    names = ["z/last", "a/first", "middle", "a/b/deep"]
    files: dict[str, dict[str, Any]] = {name: {} for name in names}
    for section, key, fields in shuffled:
        content = files[chance.choice(names)]
        if section == "model":
            content["model"] = fields
        else:
            content.setdefault(section, {})[key] = fields
    for name, content in files.items():
        file = folder / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        sections = chance.sample(sorted(content), len(content))
        text = yaml.safe_dump({s: content[s] for s in sections}, allow_unicode=True, sort_keys=False)
        file.write_text(text, encoding="utf-8")
    return folder


def _statuses(model: Model) -> dict[tuple[str, str, str], str]:
    """The status of every cell in every plateau, by ids."""
    return {
        (plateau.id, cell.element.id, cell.activity): cell.status.name
        for plateau in model.plateaus
        for cell in ea_model.scope_of(model, plateau.id).cells()
    }


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("folder", [REFERENCE, SAMEN], ids=["reference", "samen"])
def test_no_order_of_files_or_entries_changes_an_answer(folder: Path, seed: int, tmp_path: Path) -> None:
    original = ea_model.load(folder)
    chance = random.Random(seed)  # noqa: S311 - an order, no secret
    again = ea_model.load(_spread(_entries(folder), tmp_path, chance))
    expected = _statuses(original)
    assert expected
    assert _statuses(again) == expected
    assert {c.id: c.kind for c in again.concepts()} == {c.id: c.kind for c in original.concepts()}


def test_the_same_files_give_the_same_revision_and_others_another(tmp_path: Path) -> None:
    file = tmp_path / "m.yaml"
    file.write_text("model: {id: m}\n", encoding="utf-8")
    first = ea_model.load(tmp_path).revision
    assert ea_model.load(tmp_path).revision == first != ""
    file.write_text("model: {id: m}\n\n", encoding="utf-8")
    assert ea_model.load(tmp_path).revision != first


def test_the_models_of_the_repository_have_nothing_to_report() -> None:
    for folder in sorted((ROOT / "models").iterdir()):
        if folder.is_dir() and folder.name != "gemma":  # that one stands on a model of somebody else
            assert ea_model.load(folder).problems == ()
