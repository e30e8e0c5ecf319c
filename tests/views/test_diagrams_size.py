"""Pictures of large and of hostile models: readable, complete in what they count, and safe."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from lxml import etree

from ea_model.loader import build
from ea_model.model import Model
from ea_model.scope import scope_of
from ea_model.views.diagrams import PICTURES, PictureOptions
from ea_model.views.layout import layout
from ea_model.views.render.from_diagram import diagram_scene
from ea_model.views.scene.diagram import NOTE, Diagram
from ea_model.views.svg.paint import paint
from tests.support.builders import model_of, reading_of

HOSTILE = "</title><script>alert('1')</script> & \"x\" ]]> \u202e" + "zeer lang " * 40


def one_contract(count: int, *, parts: int, name: str = "App {n}", plateaus: str = "") -> Model:
    """A contract for ``count`` applications, each with parts, all served by one platform that is not in scope."""
    elements: dict[str, Any] = {
        "C1": {"type": "Contract", "name": name.format(n="contract")},
        "leverancier": {"type": "BusinessActor", "name": name.format(n="leverancier")},
        "platform": {"type": "Node", "name": name.format(n="platform"), "serves": {}},
    }
    statements: dict[str, Any] = {}
    for n in range(count):
        element: dict[str, Any] = {"type": "ApplicationComponent", "name": name.format(n=n)}
        for part in range(parts):
            elements[f"part-{n}-{part}"] = {"type": "ApplicationComponent", "name": f"Part {n}.{part}"}
            element.setdefault("composes", {})[f"part-{n}-{part}"] = {}
        elements[f"app-{n}"] = element
        elements["platform"]["serves"][f"part-{n}-0" if parts else f"app-{n}"] = {}
        statements[f"s{n}"] = {
            "contract": "C1",
            "party": "leverancier",
            "subject": f"app-{n}",
            "activity": "ontwikkeling",
            "role": "R",
        }
    if plateaus:
        elements |= {id_: {"type": "Plateau", "name": plateaus + id_} for id_ in ("P0", "P1")}
        elements["app-0"]["plateaus"] = ["P0"]
    return model_of(yaml.safe_dump({"elements": elements, "statements": statements}))


def scope_picture(model: Model, **options: Any) -> Diagram:
    return PICTURES["scope"].build(scope_of(model), PictureOptions(contract="C1", **options))


def test_parts_fold_into_their_wholes() -> None:
    picture = scope_picture(one_contract(50, parts=9))
    assert len(picture.nodes) <= 120
    whole = next(node for node in picture.nodes if node.id == "app-0")
    assert "+ 9 onderdelen" in whole.label
    assert all("+ 9 onderdelen" in node.label for node in picture.nodes if node.id.startswith("app-"))


def test_lines_of_folded_parts_end_at_their_whole() -> None:
    picture = scope_picture(one_contract(10, parts=9), most_nodes=40)
    lines = {(edge.source, edge.target): edge for edge in picture.edges if edge.kind == "Serving"}
    assert set(lines) == {("platform", f"app-{n}") for n in range(10)}
    assert all(line.relation is None and line.emphasis for line in lines.values())


def test_many_lines_from_one_box_become_one_line_to_the_frame() -> None:
    picture = scope_picture(one_contract(50, parts=9))
    assert [(edge.source, edge.target, edge.label) for edge in picture.edges] == [
        ("platform", "\0frame scope", "50 relaties")
    ]


@pytest.mark.slow
def test_what_has_no_parts_is_counted() -> None:
    model = one_contract(500, parts=0)
    picture = scope_picture(model)
    assert len(picture.nodes) <= 120
    shown = sum(1 for node in picture.nodes if node.element)
    notes = [int(node.label.split()[1]) for node in picture.nodes if node.kind == NOTE]
    assert shown + sum(notes) == 503
    assert "C1" in {node.id for node in picture.nodes}
    assert picture == scope_picture(one_contract(500, parts=0))


def test_as_many_boxes_as_asked() -> None:
    model = one_contract(50, parts=9)
    assert len(scope_picture(model, most_nodes=40).nodes) <= 40
    assert len(scope_picture(model, most_nodes=1000).nodes) > 500


def test_a_hub_keeps_its_neighbourhood_readable() -> None:
    options = PictureOptions(element="platform")
    picture = PICTURES["element"].build(scope_of(one_contract(60, parts=0)), options)
    assert len(picture.nodes) == 42
    assert [node.label for node in picture.nodes if node.kind == NOTE] == ["en 20 andere relaties"]


def test_a_large_landscape_shows_all_boxes_and_no_lines() -> None:
    picture = PICTURES["landscape"].build(scope_of(one_contract(50, parts=9)), PictureOptions())
    assert sum(1 for node in picture.nodes if node.element) == 501
    assert picture.edges == ()
    layout(picture)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_hostile_names_stay_words(name: str) -> None:
    model = one_contract(3, parts=1, name=HOSTILE + "{n}", plateaus=HOSTILE)
    options = PictureOptions(contract="C1", element="app-1", versus="P1", lang="en")
    diagram = PICTURES[name].build(scope_of(model, "P0"), options)
    root = etree.fromstring(paint(diagram_scene(diagram, layout(diagram)), interactive=True))
    assert not [item for item in root.iter() if etree.QName(item).localname in {"script", "style", "a", "image"}]


def test_ids_from_elsewhere_do_not_mix_with_those_of_frames() -> None:
    """Other tools may call an element what they like."""
    reading = reading_of(
        {
            "model": {"id": "test", "organisation": "frame Application"},
            "elements": {
                "frame Application": {"type": "BusinessActor", "name": "Eigen organisatie"},
                "frame scope": {"type": "ApplicationComponent", "name": "App"},
            },
        }
    )
    reading.lenient = True
    scope = scope_of(build(reading))
    for name in ("landscape", "model"):
        diagram = PICTURES[name].build(scope, PictureOptions())
        assert len({node.id for node in diagram.nodes}) == len(diagram.nodes)
        layout(diagram)


def test_rings_of_wholes_are_drawn_as_lines() -> None:
    model = model_of("""
        elements:
          C1: {type: Contract, name: Contract}
          leverancier: {type: BusinessActor, name: Leverancier}
          a: {type: ApplicationComponent, name: A, aggregates: {b: {}}}
          b: {type: ApplicationComponent, name: B, aggregates: {a: {}}}
        statements:
          s1: {contract: C1, party: leverancier, subject: a, activity: ontwikkeling, role: R}
        """)
    picture = scope_picture(model)
    parents = {node.id: node.parent for node in picture.nodes}
    assert {parents["a"], parents["b"]} in ({"\0frame scope", "a"}, {"\0frame scope", "b"})
    assert [edge.kind for edge in picture.edges] == ["Aggregation"]
    layout(picture)
