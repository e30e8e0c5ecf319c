"""Pictures: golden files, safety against hostile names, and what an app needs to make them clickable."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from lxml import etree

from ea_model.views.layout import Layout, layout
from ea_model.views.render.from_diagram import diagram_scene
from ea_model.views.render.notation_chart import legend_svg, notation_chart
from ea_model.views.scene.diagram import Diagram, Edge, Node
from ea_model.views.scene.geometry import Box
from ea_model.views.scene.notation import LINES, NOTATION
from ea_model.views.scene.text_metrics import fit, text_width
from ea_model.views.svg.elements import NAMESPACE, clean
from ea_model.views.svg.heads import FORMS
from ea_model.views.svg.paint import paint
from tests.support.drawings import barrier, chain, diagrams, golden
from tests.support.examples import examples

ALLOWED = {"svg", "g", "path", "rect", "text", "title", "desc", "defs", "pattern"}


def parsed(svg: bytes) -> etree._Element:
    return etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))


def find(root: etree._Element, class_: str) -> list[etree._Element]:
    return [item for item in root.iter(f"{{{NAMESPACE}}}g") if class_ in (item.get("class") or "").split()]


def painted(diagram: Diagram, *, lang: str = "nl", interactive: bool = False) -> etree._Element:
    return parsed(paint(diagram_scene(diagram, layout(diagram), lang), interactive=interactive))


@pytest.mark.parametrize("diagram", [barrier(), chain()], ids=lambda d: d.id)
@pytest.mark.parametrize("interactive", [False, True])
def test_pictures_match_golden(diagram: Diagram, interactive: bool) -> None:
    name = f"{diagram.id}{'-interactive' if interactive else ''}.svg"
    golden(name, paint(diagram_scene(diagram, layout(diagram)), interactive=interactive))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_legend_matches_golden(lang: str) -> None:
    golden(f"notation-{lang}.svg", legend_svg(lang))


def test_an_empty_diagram_is_painted() -> None:
    golden("empty.svg", paint(diagram_scene(empty := Diagram("empty", "Leeg", ()), layout(empty))))


@examples(40, derandomize=True)
@given(diagrams())
def test_hostile_names_stay_words(diagram: Diagram) -> None:
    svg = paint(diagram_scene(diagram, layout(diagram)), interactive=True)
    root = parsed(svg)
    for element in root.iter():
        assert isinstance(element.tag, str), "a comment or processing instruction slipped in"
        assert etree.QName(element).localname in ALLOWED
        for name, value in element.attrib.items():
            assert not str(name).lower().startswith("on")
            assert name not in {"style", "src", "href", "{http://www.w3.org/1999/xlink}href"}
            if "url(" in str(value) and name in {"fill", "stroke"}:
                assert re.fullmatch(r"url\(#d[0-9a-f]{8}-[\w-]+\)", str(value))
    said = [(group.get("data-node"), group.findtext(f"{{{NAMESPACE}}}title")) for group in find(root, "node")]
    for node in diagram.nodes:
        id_, name = _attribute(clean(node.id)), _attribute(clean(" ".join(node.label.split())))
        assert any(_attribute(i or "") == id_ and _attribute(t or "").startswith(name) for i, t in said)
    assert svg == paint(diagram_scene(diagram, layout(diagram)), interactive=True)


def _attribute(text: str) -> str:
    """As an XML parser hands out an attribute: line ends are spaces or line feeds by rule of the standard."""
    return re.sub("[\t\n\r]", " ", text.replace("\r\n", "\n"))


def test_ids_are_kept_for_clicks() -> None:
    root = painted(barrier(), interactive=True)
    nodes = {group.get("data-node"): group for group in find(root, "node")}
    assert nodes["owner"].get("data-id") == "actor-rws"
    assert nodes["contract"].get("data-id") == "contract"
    assert all(group.get("role") == "button" and group.get("tabindex") == "0" for group in nodes.values())
    assert nodes["owner"].get("aria-label") == "Rijkswaterstaat, Bedrijfsactor"
    edges = {group.get("data-edge"): group for group in find(root, "edge")}
    assert edges["26"].get("data-id") == "rel-26"
    hits = [path for path in root.iter(f"{{{NAMESPACE}}}path") if path.get("class") == "hit"]
    assert len(hits) == len(edges)
    assert {path.get("stroke-width") for path in hits} == {"10"}


def test_a_still_picture_has_nothing_to_press() -> None:
    svg = paint(diagram_scene(barrier(), layout(barrier())))
    assert b"tabindex" not in svg
    assert b'class="hit"' not in svg
    assert parsed(svg).get("role") == "img"


def test_the_tab_key_visits_boxes_in_reading_order() -> None:
    boxes = layout(barrier()).boxes
    holding = {node.parent for node in barrier().nodes}
    order = [group.get("data-node") or "" for group in find(painted(barrier()), "node")]
    leaves = [(boxes[id_].y, boxes[id_].x) for id_ in order if id_ not in holding]
    assert leaves == sorted(leaves)


def test_coordinates_of_the_picture_are_those_of_the_layout() -> None:
    root = painted(chain())
    box = layout(chain()).boxes["check"]
    [group] = [item for item in find(root, "node") if item.get("data-node") == "check"]
    path = group.findall(f"{{{NAMESPACE}}}path")[0].get("d") or ""
    assert path.startswith(f"M{box.x + 10} {box.y}H{box.right - 10}")


@pytest.mark.parametrize("kind", NOTATION)
def test_every_kind_is_painted(kind: str) -> None:
    root = painted(Diagram("kind", "", (Node("n", kind, "Naam"),)), lang="en")
    [group] = find(root, "node")
    expected = 2 if NOTATION[kind].icon or kind in {"Group", "Grouping", "Note"} else 1
    assert len(group.findall(f"{{{NAMESPACE}}}path")) == expected


@pytest.mark.parametrize("kind", LINES)
def test_every_relation_is_painted(kind: str) -> None:
    nodes = (Node("a", "BusinessActor", "A"), Node("b", "BusinessRole", "B"))
    root = painted(Diagram("line", "", nodes, (Edge("e", "a", "b", kind),)))
    [group] = find(root, "edge")
    line, *heads = group.findall(f"{{{NAMESPACE}}}path")
    assert line.get("stroke-dasharray") == (LINES[kind].dash or None)
    forms = [FORMS[head] for head in (LINES[kind].source, LINES[kind].target) if head]
    assert [head.get("d") for head in heads] == [form.data for form in forms]
    assert [head.get("fill") for head in heads] == [form.fill or line.get("stroke") for form in forms]
    tips = (line.get("d") or "").removeprefix("M").split("L")
    placed = [(head.get("transform") or "").split(")")[0].removeprefix("translate(") for head in heads]
    ends = ((tips[0], LINES[kind].source), (tips[-1], LINES[kind].target))
    assert placed == [tip for tip, head in ends if head]


def test_no_heads_next_to_a_junction() -> None:
    nodes = (Node("a", "BusinessProcess", "A"), Node("j", "OrJunction", "of"))
    root = painted(Diagram("junction", "", nodes, (Edge("e", "a", "j", "Triggering"),)))
    [group] = find(root, "edge")
    assert len(group.findall(f"{{{NAMESPACE}}}path")) == 1


def test_a_cut_name_can_be_read_in_full() -> None:
    name = "Ketenintegratieplatform voor gegevensuitwisseling " * 12
    root = painted(Diagram("long", "", (Node("n", "BusinessProcess", name),)))
    [group] = find(root, "node")
    words = [text.text or "" for text in group.iter(f"{{{NAMESPACE}}}text")]
    assert words[-1].endswith("…")
    assert " ".join(name.split()) in (group.findtext(f"{{{NAMESPACE}}}title") or "")


def test_unknown_is_hatched_and_never_white() -> None:
    root = painted(Diagram("unknown", "", (Node("n", "BusinessActor", "Wie?", hatched=True),)))
    [group] = find(root, "node")
    fills = [path.get("fill") for path in group.findall(f"{{{NAMESPACE}}}path")]
    assert fills[0] == "#EDEDED"
    assert fills[1] in {f"url(#{pattern.get('id')})" for pattern in root.iter(f"{{{NAMESPACE}}}pattern")}


def test_a_colour_cannot_point_elsewhere() -> None:
    diagram = Diagram("c", "", (Node("n", "BusinessActor", "A", fill="url(//example.org/x)"),))
    svg = paint(diagram_scene(diagram, layout(diagram)))
    assert b"example.org" not in svg


def test_the_chart_shows_every_kind_and_relation() -> None:
    diagram, placed = notation_chart("nl")
    shown = {node.kind for node in diagram.nodes}
    assert set(NOTATION) - {"Junction", "Note"} <= shown
    assert {edge.kind for edge in diagram.edges} == set(LINES)
    for node in diagram.nodes:
        assert node.parent is None or placed.boxes[node.parent].holds(placed.boxes[node.id])


def test_a_badge_does_not_hide_where_a_line_ends() -> None:
    nodes = (Node("a", "Node", "A"), Node("b", "ApplicationComponent", "B", badge="D +"))
    diagram = Diagram("d", "D", nodes, (Edge("e", "a", "b", "Serving"),))
    boxes = {"a": Box(20, 200, 140, 60), "b": Box(20, 20, 140, 60)}

    def badge_x(line_x: int) -> float:
        placed = Layout(180, 280, boxes, {"e": ((line_x, 200), (line_x, 80))})
        root = etree.fromstring(paint(diagram_scene(diagram, placed)))
        (badge,) = root.xpath("//*[@data-node='b']/*[local-name()='rect']")
        return float(badge.get("x"))

    assert badge_x(40) > 100, "at the right, as long as nothing ends there"
    assert badge_x(130) < 60


def _star() -> Diagram:
    """Thick lines from one box to many, close to each other where they leave it."""
    nodes = [Node("hub", "Hub", "Node"), *(Node(f"n{i}", f"Deel {i}", "Node") for i in range(8))]
    edges = [Edge(f"e{i}", "hub", f"n{i}", "Flow", label=f"circa {i} mln", weight=3 + i) for i in range(8)]
    return Diagram("d", "t", tuple(nodes), tuple(edges), direction="LR")


def test_words_stand_on_no_line_and_no_box() -> None:
    diagram = _star()
    placed = layout(diagram)
    captions = {g.get("data-edge"): g for g in find(painted(diagram, interactive=True), "caption")}
    assert len(captions) == 8
    for id_, group in captions.items():
        (words,) = group.iter(f"{{{NAMESPACE}}}text")
        x, y = float(words.get("x", "0")), float(words.get("y", "0"))
        half = text_width("".join(words.itertext()), 10) / 2
        taken = Box(int(x - half), int(y - 8), int(2 * half), 9)
        assert not any(taken.overlaps(box) for box in placed.boxes.values())
        others = [placed.lines[edge.id] for edge in diagram.edges if edge.id != id_]
        for (x1, y1), (x2, y2) in (part for line in others for part in pairwise(line)):
            assert not taken.overlaps(Box(min(x1, x2), min(y1, y2), abs(x2 - x1) or 1, abs(y2 - y1) or 1))


def test_a_long_word_is_cut_by_syllable_before_its_letters_get_tiny() -> None:
    found = fit("Zelfredzaamheidontwikkelcomponent", 120, 60)
    assert found.size >= 10
    assert found.lines == ("Zelfredzaamheidontwik-", "kelcomponent")
