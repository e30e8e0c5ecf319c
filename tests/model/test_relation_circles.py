"""Relations that end at relations: at themselves, in circles, in very long chains."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import ea_model
from ea_model.messages.problems import ModelLoadError
from ea_model.model import Model
from ea_model.scope import scope_of
from tests.support.command import run

_XML = "http://www.opengroup.org/xsd/archimate/3.0/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
LONG = 100_000


def _text(path: Path, ends: list[tuple[str, str]]) -> Path:
    relations = "".join(f"  r{n}: {{type: Association, from: {a}, to: {b}}}\n" for n, (a, b) in enumerate(ends))
    path.write_text(f"model: {{id: m, name: M}}\nelements: {{a: {{type: Node, name: A}}}}\nrelations:\n{relations}")
    return path


def _exchange(path: Path, ends: list[tuple[str, str]]) -> Path:
    relations = "".join(
        f'<relationship identifier="r{n}" xsi:type="Association" source="{a}" target="{b}"/>'
        for n, (a, b) in enumerate(ends)
    )
    path.write_text(
        f'<model xmlns="{_XML}" xmlns:xsi="{_XSI}" identifier="m"><name>M</name><elements>'
        f'<element identifier="a" xsi:type="Node"><name>A</name></element></elements>'
        f"<relationships>{relations}</relationships></model>"
    )
    return path


CIRCLES = {
    "itself": [("r0", "a")], "both ends": [("r0", "r0")], "two": [("r1", "a"), ("a", "r0")],
    "hanging on one": [("r0", "a"), ("r0", "a"), ("a", "r1")], "three": [("r1", "a"), ("r2", "a"), ("r0", "r0")],
}  # fmt: skip


@pytest.mark.parametrize("ends", CIRCLES.values(), ids=CIRCLES)
def test_a_circle_of_relations_is_told_and_ours_does_not_load(tmp_path: Path, ends: list[tuple[str, str]]) -> None:
    path = _text(tmp_path / "m.yaml", ends)
    with pytest.raises(ModelLoadError) as refusal:
        ea_model.load(path)
    assert {problem.code for problem in refusal.value.problems} == {"CYCLE"}
    ran = run("check", path)
    assert ran.code == 3
    assert "r0" in ran.err


@pytest.mark.parametrize("ends", CIRCLES.values(), ids=CIRCLES)
def test_a_circle_in_somebody_elses_file_is_left_out_and_told(tmp_path: Path, ends: list[tuple[str, str]]) -> None:
    path = _exchange(tmp_path / "m.xml", [*ends, ("a", "a")])
    model = ea_model.load(path)
    assert "CYCLE" in {problem.code for problem in model.problems}
    assert [relation.id for relation in model.relations] == [f"r{len(ends)}"]
    assert run("check", path).code in {0, 1}


def _chain(count: int) -> list[tuple[str, str]]:
    return [("a", "a"), *((f"r{n}", "a") for n in range(count - 1))]


@pytest.mark.parametrize("make", [_text, _exchange])
def test_a_chain_of_any_length_is_answered(tmp_path: Path, make: object) -> None:
    assert callable(make)
    path = make(tmp_path / ("m.yaml" if make is _text else "m.xml"), _chain(1500))
    for command in (("check",), ("scope",), ("matrix",), ("show", "a"), ("impact", "--element", "a")):
        ran = run(command[0], path, *command[1:])
        assert "Traceback" not in ran.err
        assert ran.code in {0, 1, 2}, ran.err[-300:]
    for form in ("text", "exchange", "archi", "grafico", "json"):
        assert run("convert", path, tmp_path / f"out-{form}", "--to", form).code == 0


def _cpu(act: object) -> float:
    assert callable(act)
    start = time.process_time()
    act()
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("last", ["missing", "r0"])
def test_a_hundred_thousand_relations_upon_each_other_take_seconds(tmp_path: Path, last: str) -> None:
    ends = [*((f"r{n + 1}", "a") for n in range(LONG - 1)), (last, "a")]
    path = _exchange(tmp_path / "m.xml", ends)
    models: list[Model] = []
    assert _cpu(lambda: models.append(ea_model.load(path))) < 30
    assert not models[0].relations
    chain = _exchange(tmp_path / "chain.xml", _chain(LONG))
    assert _cpu(lambda: models.append(ea_model.load(chain))) < 30
    assert len(models[1].relations) == LONG
    assert _cpu(lambda: scope_of(models[1], None)) < 30
