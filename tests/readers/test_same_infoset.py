"""XML has many spellings of one file; a model does not depend on which one somebody's tool uses.

Guards the quick ways through large files: whatever they recognise, the rest goes the careful way and says the same.
"""

from __future__ import annotations

import dataclasses
import io
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from lxml import etree

import ea_model
from ea_model import exporters
from ea_model.model import Model
from tests.support.examples import examples
from tests.support.exchange import picture, plain
from tests.support.spelling import Habits, habits, respelled

FOLDER = Path(__file__).parent / "spellings"
FILES = ("exchange.xml", "exchange-2.xml", "archi.archimate")
ANEW = {"exchange": "exchange", "exchange2": "exchange", "archi": "archi", "grafico": "grafico"}


def seen(model: Model) -> dict[str, Any]:
    """Everything a foreign model says, without the bytes and the lines it came from; in any order of its sections."""
    shown = picture(model)
    for name in ("revision", "order"):
        del shown[name]
    carried: Any = model.foreign.document
    metadata = carried.metadata and etree.canonicalize(
        carried.metadata.decode(), strip_text=True, rewrite_prefixes=True
    )
    shown["views"] = sorted((plain(dataclasses.asdict(view)) for view in model.views), key=str)
    shown["folders"] = dict(model.foreign.folders)
    shown["carried"] = [carried.format, carried.languages, sorted(carried.definitions), metadata, carried.organized,
                        carried.ours, {k: n for k, n in carried.unheld.items() if n}, sorted(carried.lost)]  # fmt: skip
    shown["problems"] = sorted((p.code, p.message, str(p.level)) for p in model.problems)
    return shown


def anew(model: Model) -> object:
    """The model written again, without its source; metadata, which is kept as it stands, may have its own prefixes."""
    handle = io.BytesIO()
    name = ANEW[getattr(model.foreign.document, "format", "")]
    exporters.load(name).write(model, exporters.Options(fresh=True), handle)
    if name == "exchange":
        return etree.canonicalize(handle.getvalue().decode(), strip_text=True, rewrite_prefixes=True)
    return handle.getvalue()


@cache
def _canonical(name: str) -> tuple[dict[str, Any], object]:
    model = ea_model.load(FOLDER / name)
    return seen(model), anew(model)


def assert_same(name: str, chosen: Habits) -> None:
    """A file spelled with these habits is the same model, and is written again as the same bytes."""
    content = respelled((FOLDER / name).read_bytes(), chosen)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        model = ea_model.load(file)
        said, written = _canonical(name)
        assert seen(model) == said
        if not chosen.sections:
            assert anew(model) == written


ONE_BY_ONE = [
    Habits(),
    *(Habits.only(habit, seed) for seed in (1, 2, 3)
      for habit in ("order", "quotes", "references", "cdata", "comments", "instructions", "tags", "empty", "sections",
                    "tail")),
    *(Habits(layout=layout) for layout in ("none", "tabs", "lines")),
    *(Habits(ends=ends) for ends in ("\r\n", "\r")),
    *(Habits(prefix=prefix) for prefix in ("", "am", "é.x-1", "_")),
    *(Habits(xsi=xsi, declared=declared) for xsi in ("xsi", "i") for declared in ("section", "late")),
    *(Habits(prefix="am", declared=declared, sections=True) for declared in ("section", "late")),
    *(Habits(declaration=declaration) for declaration in ("single", "odd", "none")),
    *(Habits(encoding=encoding) for encoding in ("UTF8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
                                                 "iso-8859-1", "cp1252", "ascii")),
]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "chosen",
    ONE_BY_ONE,
    ids=lambda h: (
        "-".join(f"{f.name}={getattr(h, f.name)!r}" for f in dataclasses.fields(h) if getattr(h, f.name) != f.default)
        or "plain"
    ),
)
def test_one_habit(name: str, chosen: Habits) -> None:
    assert_same(name, chosen)


@pytest.mark.parametrize("name", FILES)
@examples(100)
@given(habits())
@example(Habits(seed=7, order=True, quotes=True, references=True, cdata=True, comments=True, instructions=True,
                tags=True, empty=True, layout="lines", ends="\r\n", prefix="am", xsi="i", declared="late"))  # fmt: skip
def test_any_habits(name: str, chosen: Habits) -> None:
    assert_same(name, chosen)


def _folder(chosen: Habits, into: Path) -> Path:
    """The folder of coArchi with every file spelled with these habits."""
    source = FOLDER / "grafico"
    for number, file in enumerate(sorted(source.rglob("*.xml"))):
        target = into / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(respelled(file.read_bytes(), dataclasses.replace(chosen, seed=chosen.seed + number)))
    return into


def _assert_same_folder(chosen: Habits) -> None:
    with tempfile.TemporaryDirectory() as folder:
        model = ea_model.load(_folder(chosen, Path(folder)))
        said, written = _canonical("grafico")
        assert seen(model) == said
        assert anew(model) == written


@pytest.mark.parametrize(
    "chosen",
    ONE_BY_ONE,
    ids=lambda h: (
        "-".join(f"{f.name}={getattr(h, f.name)!r}" for f in dataclasses.fields(h) if getattr(h, f.name) != f.default)
        or "plain"
    ),
)
def test_one_habit_in_a_folder(chosen: Habits) -> None:
    _assert_same_folder(chosen)


@examples(50)
@given(habits())
def test_any_habits_in_a_folder(chosen: Habits) -> None:
    _assert_same_folder(chosen)
