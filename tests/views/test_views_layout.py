"""Laws of the layout: what holds others holds them, neighbours keep apart, and every machine agrees."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ea_model.views.layout import Layout, engine, layout
from ea_model.views.layout.dot import quote, unquote
from ea_model.views.scene.box_labels import lettering
from ea_model.views.scene.diagram import GROUP, Diagram, Edge, Node
from ea_model.views.scene.geometry import Box
from ea_model.views.scene.text_metrics import fit, leading, text_width, wrap
from tests.support.drawings import ANY_TEXT, barrier, chain, diagrams, landscape, star
from tests.support.examples import examples

SAMPLES = [barrier(), chain(), star(30), landscape(60, 8)]
few = examples(40, derandomize=True)


def check_laws(diagram: Diagram, placed: Layout) -> None:
    assert set(placed.boxes) == {node.id for node in diagram.nodes}
    assert set(placed.lines) == {edge.id for edge in diagram.edges}
    page = Box(0, 0, placed.width, placed.height)
    siblings: dict[str | None, list[Box]] = {}
    for node in diagram.nodes:
        box = placed.boxes[node.id]
        assert page.holds(box)
        assert node.parent is None or placed.boxes[node.parent].holds(box), f"{node.id} leaves {node.parent}"
        siblings.setdefault(node.parent, []).append(box)
    for family in siblings.values():
        assert not any(a.overlaps(b) for a, b in combinations(family, 2))
    for edge in diagram.edges:
        line = placed.lines[edge.id]
        assert len(line) >= 2
        assert all(0 <= x <= placed.width and 0 <= y <= placed.height for x, y in line)
        for (x, y), box in ((line[0], placed.boxes[edge.source]), (line[-1], placed.boxes[edge.target])):
            assert box.x <= x <= box.right
            assert box.y <= y <= box.bottom
            assert not box.has(x, y), f"{edge.id} ends inside its box"


@pytest.mark.parametrize("diagram", SAMPLES, ids=lambda d: d.id)
def test_samples_obey_the_laws(diagram: Diagram) -> None:
    check_laws(diagram, layout(diagram))


@few
@given(diagrams())
def test_any_diagram_obeys_the_laws(diagram: Diagram) -> None:
    check_laws(diagram, layout(diagram))


@pytest.mark.parametrize("diagram", SAMPLES, ids=lambda d: d.id)
def test_the_same_diagram_has_the_same_coordinates(diagram: Diagram) -> None:
    assert layout(diagram) == layout(diagram)


def test_nothing_to_draw_is_a_small_sheet() -> None:
    assert layout(Diagram("empty", "Leeg", ())) == Layout(40, 40, {}, {})


@pytest.mark.parametrize("count", [6, 20, 60])
def test_boxes_without_lines_stand_in_a_grid(count: int) -> None:
    nodes = tuple(Node(f"n{i}", "BusinessActor", f"Actor {i}") for i in range(count))
    placed = layout(Diagram("loose", "Los", nodes))
    assert 0.8 < placed.width / placed.height < 2.6
    assert len({box.x for box in placed.boxes.values()}) * len({box.y for box in placed.boxes.values()}) < count + 10


@pytest.mark.parametrize("diagram", [star(40), landscape(60, 8), landscape(150, 12)], ids=lambda d: d.id)
def test_large_drawings_have_the_proportions_of_a_screen(diagram: Diagram) -> None:
    placed = layout(diagram)
    assert 0.6 < placed.width / placed.height < 2.6


def test_two_hundred_boxes_are_placed_within_seconds() -> None:
    placed = layout(landscape(200, 14))
    assert 0.6 < placed.width / placed.height < 2.6


def test_goals_stand_above_what_realizes_them() -> None:
    nodes = (Node("low", "Node", "Rekencluster"), Node("high", "ApplicationComponent", "Besturing"))
    boxes = layout(Diagram("up", "", nodes, (Edge("e", "low", "high", "Assignment"),))).boxes
    assert boxes["high"].bottom < boxes["low"].y


def test_a_chain_reads_from_left_to_right() -> None:
    boxes = layout(chain()).boxes
    assert boxes["file"].right < boxes["check"].x < boxes["check"].right < boxes["assess"].x


def test_a_line_to_a_container_ends_at_its_frame() -> None:
    nodes = (
        Node("frame", GROUP, "Domein"),
        Node("inner", "BusinessProcess", "Binnen", parent="frame"),
        Node("outer", "BusinessActor", "Buiten"),
    )
    edges = (Edge("to", "outer", "frame", "Association"), Edge("across", "outer", "inner", "Assignment"))
    diagram = Diagram("frame", "", nodes, edges)
    check_laws(diagram, layout(diagram))


def test_lines_have_right_angles() -> None:
    placed = layout(barrier())
    for line in placed.lines.values():
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line))


def _script(path: Path, body: str) -> str:
    path.write_text(f"#!{sys.executable}\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.subprocess
def test_without_an_engine_there_is_still_a_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EA_DOT", "/no/such/program")
    for diagram in SAMPLES:
        check_laws(diagram, layout(diagram))


@pytest.mark.subprocess
def test_an_engine_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engine, "TIME_OUT", 0.2)
    monkeypatch.setenv("EA_DOT", _script(tmp_path / "slow", "import time; time.sleep(20)"))
    check_laws(chain(), layout(chain()))


@pytest.mark.subprocess
def test_a_failing_engine_with_a_complete_answer_is_believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    expected = layout(chain())
    real = engine.program()
    body = (
        "import subprocess, sys\n"
        f"done = subprocess.run([{real!r}, *sys.argv[1:]], stdin=sys.stdin, stdout=subprocess.PIPE)\n"
        "sys.stdout.write(done.stdout.decode())\n"
        "sys.stderr.write('Warning: something minor')\n"
        "sys.exit(1)"
    )
    monkeypatch.setenv("EA_DOT", _script(tmp_path / "warns", body))
    assert layout(chain()) == expected


@pytest.mark.subprocess
def test_an_engine_that_breaks_off_is_not_believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EA_DOT", _script(tmp_path / "breaks", 'print(\'{"bb": "0,0,\')'))
    check_laws(chain(), layout(chain()))


@given(ANY_TEXT)
def test_quoted_names_read_back(text: str) -> None:
    quoted = quote(text)
    assert quoted.startswith('"')
    assert '"' not in quoted[1:-1]
    assert unquote(quoted[1:-1]) == text


@examples(15, derandomize=True)
@given(st.lists(ANY_TEXT, unique=True, max_size=60))
def test_the_engine_reads_quoted_names_back(names: list[str]) -> None:
    dot = "digraph {" + "".join(f"{quote('x' + name)};" for name in names) + "}"
    done = subprocess.run([engine.program(), "-Tjson0"], input=dot.encode(), capture_output=True, check=True)
    assert [unquote(item["name"])[1:] for item in json.loads(done.stdout).get("objects", [])] == names


@given(ANY_TEXT, st.floats(20, 400), st.floats(10, 200))
def test_fitted_text_stays_within_its_rectangle(text: str, width: float, height: float) -> None:
    fitted = fit(text, width, height)
    assert all(text_width(line, fitted.size) <= width or len(line) == 1 for line in fitted.lines)
    assert len(fitted.lines) == 1 or len(fitted.lines) * leading(fitted.size) <= height + leading(fitted.size)


@given(st.text("abc defg-/\n ", max_size=80), st.floats(30, 200))
def test_wrapping_keeps_every_letter(text: str, width: float) -> None:
    wrapped = wrap(text, width, 12)
    if not wrapped.broken:
        assert " ".join(wrapped.lines).split() == text.split()


@few
@given(diagrams())
def test_words_stay_inside_their_boxes(diagram: Diagram) -> None:
    holding = {node.parent for node in diagram.nodes}
    boxes = layout(diagram).boxes
    for node in diagram.nodes:
        box = boxes[node.id]
        for words in lettering(node, box, container=node.id in holding).words:
            half = text_width(words.text, words.size, bold=words.bold) / 2
            left = words.x - half if words.anchor == "middle" else words.x
            assert left >= box.x
            assert left + 2 * half <= box.right + 0.1
            assert box.y <= words.y - words.size * 0.8
            assert words.y <= box.bottom
