"""What a text says of the file it was made from: refused where it cannot be, and no way in for anything else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import ea_model
from ea_model import exporters
from ea_model.messages.problems import ModelLoadError
from ea_model.model import Model

_MODEL = "model: {id: m, name: M}\nelements:\n  a: {type: BusinessActor, name: A}\n"


def _load(folder: Path, more: str) -> Model:
    (folder / "m.yaml").write_text(_MODEL + more, encoding="utf-8")
    return ea_model.load(folder)


def _written(model: Model, form: str) -> str:
    handle = io.BytesIO()
    exporters.load(form).write(model, exporters.Options(), handle)
    return handle.getvalue().decode("utf-8")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("folders: {f1: {nam: X}}", "a folder has no 'nam'"),
        ("folders: {f1: {in: f2, name: X}}", "there is no folder 'f2' before this one"),
        ("folders: {f1: {name: X}, f2: {in: f1, name: Y, at: x}}", "at is the number"),
        ("source: {form: {is: archi}}", "source has no 'form'"),
        ("source: {profiles: {all: [x]}}", "a specialization is a mapping"),
        ("source: {entries: {pairs: [[a, b, c]]}}", "a list of 2 texts"),
        ("source: {metadata: {xml: '<a>'}}", "one element of XML"),
        ("source: {foreign: {xml: '<a/></model><b/>'}}", "one element of XML"),
        ("""source: {metadata: {xml: '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'}}""", "XML"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(more: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError, match=said) as caught:
        _load(tmp_path, more)
    assert "m.yaml:4:" in str(caught.value)


def test_folders_are_written_as_they_are_told(tmp_path: Path) -> None:
    more = """
folders:
  f1: {name: Zaken, kind: business, id: f-1}
  f2: {in: f1, name: Eigen, documentation: Waarom, properties: {k: v}, holds: [a]}
  f3: {in: f1, name: Leeg}
source: {format: {is: archi}}
"""
    model = _load(tmp_path, more)
    assert dict(model.foreign.folders) == {"a": ("Eigen",)}
    written = _written(model, "archi")
    for part in ('<folder name="Zaken" id="f-1" type="business">', '<documentation>Waarom</documentation>',
                 '<property key="k" value="v"/>', '<folder name="Leeg" '):  # fmt: skip
        assert part in written
    assert "ea.format" not in written


def test_what_only_our_language_has_is_not_forgotten_for_being_from_elsewhere(tmp_path: Path) -> None:
    """As soon as somebody adds to the text what ArchiMate has no place for, it travels by our conventions."""
    plain = _load(tmp_path, "source: {format: {is: exchange}}\n")
    assert "ea.format" not in _written(plain, "exchange")
    (tmp_path / "m.yaml").write_text(
        _MODEL.replace("name: A}", "name: A, exists: {from: 2020}}") + "source: {format: {is: exchange}}\n"
    )
    assert "ea.format" in _written(ea_model.load(tmp_path), "exchange")


def test_a_view_that_moved_is_written_where_it_now_stands() -> None:
    model = ea_model.load(Path(__file__).parents[1] / "readers" / "oddities" / "moved-ends.archimate")
    assert 'startX="30" startY="40" endX="-190" endY="10"' in _written(model, "archi")
    view = model.views[0]
    view.nodes[1].x += 40  # the target moves, and the bend stays where it is drawn
    handle = io.BytesIO()
    exporters.load("archi").write(model, exporters.Options(fresh=True), handle)
    assert 'startX="65" startY="65" endX="-265" endY="-15"' in handle.getvalue().decode("utf-8")
