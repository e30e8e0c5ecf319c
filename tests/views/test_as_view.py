"""Pictures as views of the model: what Archi's importer demands, and nothing lost that it can hold."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import pytest

from ea_model.metamodel import stock
from ea_model.metamodel.archimate import Relation
from ea_model.model import Model
from ea_model.scope import ScopeClass, contract_scopes, scope_of
from ea_model.source.views import View, ViewNode
from ea_model.views import pictures
from ea_model.views.diagrams import CLASS_LOOKS, PICTURES, PictureOptions
from ea_model.views.layout import layout
from ea_model.views.render.from_diagram import diagram_scene
from ea_model.views.render.to_view import as_view
from ea_model.views.scene.diagram import Diagram
from tests.conftest import Ask
from tests.support.drawings import barrier


def every_node(nodes: list[ViewNode]) -> Iterator[ViewNode]:
    for node in nodes:
        yield node
        yield from every_node(node.nodes)


def seen(diagram: Diagram, view_id: str = "view-1") -> View:
    return as_view(diagram_scene(diagram, layout(diagram)), view_id)


def views(model: Model) -> Iterator[View]:
    for plateau in model.plateaus:
        scope = scope_of(model, plateau)
        for contract in contract_scopes(scope):
            yield seen(PICTURES["scope"].build(scope, PictureOptions(contract=contract.provider.key)))
        yield seen(PICTURES["landscape"].build(scope, PictureOptions()))
        yield seen(PICTURES["element"].build(scope, PictureOptions(element="digipoort")))
        yield seen(PICTURES["model"].build(scope, PictureOptions()))


@pytest.mark.slow
@pytest.mark.parametrize("which", ["reference", "samen"])
def test_lines_run_between_the_ends_of_their_relation(which: str, request: pytest.FixtureRequest) -> None:
    model: Model = request.getfixturevalue(which)
    for view in views(model):
        nodes = {node.id: node for node in every_node(view.nodes)}
        for connection in view.connections:
            ends = (nodes[connection.source], nodes[connection.target])
            if connection.relation:
                relation = model[connection.relation]
                assert isinstance(relation, Relation)
                assert (ends[0].element, ends[1].element) == (relation.source.id, relation.target.id)
            else:
                assert not (ends[0].element and ends[1].element)


@pytest.mark.slow
@pytest.mark.parametrize("which", ["reference", "samen"])
def test_boxes_are_whole_inside_their_container_and_named_once(which: str, request: pytest.FixtureRequest) -> None:
    for view in views(request.getfixturevalue(which)):
        nodes = list(every_node(view.nodes))
        ids = [node.id for node in nodes] + [connection.id for connection in view.connections]
        assert len(set(ids)) == len(ids)
        for node in nodes:
            assert all(isinstance(value, int) for value in (node.x, node.y, node.width, node.height))
            assert min(node.x, node.y) >= 0
            assert min(node.width, node.height) >= 1
            assert (node.kind == "Element") == bool(node.element)
            assert not (node.kind == "Label" and node.nodes)
            for inner in node.nodes:
                assert node.x <= inner.x
                assert node.y <= inner.y
                assert inner.x + inner.width <= node.x + node.width
                assert inner.y + inner.height <= node.y + node.height
        for connection in view.connections:
            assert all(isinstance(v, int) and v >= 0 for point in connection.bendpoints for v in point)
        assert "\n" not in view.name
        assert view.viewpoint in {"", *(viewpoint.name for viewpoint in stock().viewpoints.values())}


def test_colours_and_legend_travel_along(ask_reference: Ask) -> None:
    diagram = PICTURES["scope"].build(ask_reference("P1"), PictureOptions(contract="C-RAAM"))
    placed = layout(diagram)
    view = as_view(diagram_scene(diagram, placed), "view-raam")
    nodes = {node.element: node for node in every_node(view.nodes) if node.element}
    assert nodes["digipoort"].style.fill == CLASS_LOOKS[ScopeClass.DIRECT].fill
    assert (nodes["digipoort"].x, nodes["digipoort"].y) == (placed.boxes["digipoort"].x, placed.boxes["digipoort"].y)
    legend = [node for node in view.nodes if node.kind == "Label" and node.y >= placed.height]
    assert "D – binnen scope (direct)" in {node.label for node in legend}
    assert ("viewpoint", "Contract scope") in view.properties
    assert ("Plateau", "P1 gepland") in view.properties


def test_a_known_viewpoint_is_named(ask_reference: Ask) -> None:
    view = seen(PICTURES["landscape"].build(ask_reference("P1"), PictureOptions()))
    assert view.viewpoint == "Layered"


def test_ids_follow_from_the_view(ask_reference: Ask) -> None:
    diagram = PICTURES["landscape"].build(ask_reference("P1"), PictureOptions())
    first, again, other = seen(diagram, "view-a"), seen(diagram, "view-a"), seen(diagram, "view-b")
    assert first == again
    assert not {n.id for n in every_node(first.nodes)} & {n.id for n in every_node(other.nodes)}
    assert all(node.id.startswith("view-a-") for node in every_node(first.nodes))


def test_texts_frames_and_plain_lines_are_kept() -> None:
    view = seen(barrier())
    kinds = {node.kind for node in every_node(view.nodes)}
    assert {"Container", "Label"} <= kinds
    assert any(not connection.relation for connection in view.connections)


def _between(point: tuple[int, int], one: tuple[int, int], other: tuple[int, int]) -> bool:
    """On the straight line between two others, but for rounding."""
    there = math.dist(one, point) + math.dist(point, other)
    return there - math.dist(one, other) < 1


def test_a_straight_line_has_no_bends_and_a_corner_stays_a_corner(ask_reference: Ask) -> None:
    """Other tools draw from middle to middle; the bends must lead the line where we drew it."""
    diagram = PICTURES["scope"].build(ask_reference("P0"), PictureOptions(contract="C-INF"))
    placed = layout(diagram)
    view = as_view(diagram_scene(diagram, placed), "v")
    by_relation = {connection.relation: connection for connection in view.connections}
    for edge in diagram.edges:
        bends = by_relation[edge.relation or ""].bendpoints
        line = [(int(x), int(y)) for x, y in placed.lines[edge.id]]
        assert [point for point in line[1:-1] if point not in bends] == []
        assert all(any(_between(point, *part) for part in pairwise(line)) for point in bends)
        assert not set(bends) & {line[0], line[-1]}, "a head needs a piece of line to point along"


def test_the_calendar_is_a_view_with_the_contracts_as_elements(samen: Model) -> None:
    view = pictures.calendar_view(scope_of(samen, "P1"), "nl")
    nodes = list(every_node(view.nodes))
    shown = {node.element for node in nodes if node.element}
    assert {"C-DGP", "C-INF", "C-RAAM"} <= shown <= {contract.id for contract in samen.contracts}
    texts = [node.label for node in nodes]
    assert any(text.startswith("zonder contract: 122–182 dagen") for text in texts)
    assert {"zeker geldig", "datum onbekend", "2020"} <= set(texts)
    assert len({node.id for node in nodes}) == len(nodes)
    assert all(node.width > 0 and node.height > 0 and node.x >= 0 and node.y >= 0 for node in nodes)
