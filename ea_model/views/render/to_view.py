"""A laid-out diagram as a view of the model, so that other tools open the picture that we draw."""

from __future__ import annotations

import hashlib
import math

from ea_model.metamodel.tables import viewpoints
from ea_model.source.views import Style, View, ViewConnection, ViewNode
from ea_model.views.layout import MARGIN, Layout
from ea_model.views.layout.geometry import Box, Point
from ea_model.views.layout.text_metrics import text_width
from ea_model.views.render.diagram import CELL, GROUP, NOTE, Diagram, Edge, LegendEntry, Node
from ea_model.views.svg.boxes import EMPHASIS, UNKNOWN
from ea_model.views.svg.elements import colour

_LEGEND_HEIGHT = 30
_LEGEND_GAP = 10
_LEGEND_SIZE = 12
_LINE, _DASHES = "——", "– –"
"""Words that stand for a line in a legend of texts."""
_STUB = 14
"""Pixels of a line that its head points along."""
_HEAVY = 4.0
"""Pixels up to which a line counts as of middle width."""
_STRAIGHT = 2
"""Pixels a line may be off the middle of a box and still count as pointing there."""


def as_view(diagram: Diagram, layout: Layout, view_id: str) -> View:
    """The same boxes, lines and colours; the legend stands below as texts.

    Ids follow from ``view_id`` and the ids in the diagram, so the same picture gives the same view. Lines without a
    relation between two elements are left out: other tools have no place for them.
    """
    known = {viewpoint.name for viewpoint in viewpoints().values()}
    properties = [(_one_line(name), _one_line(value)) for name, value in diagram.facts.items()]
    if diagram.viewpoint and diagram.viewpoint not in known:
        properties.append(("viewpoint", diagram.viewpoint))
    nodes = {node.id: node for node in diagram.nodes}
    return View(
        id=view_id,
        name=_one_line(diagram.title) or diagram.id,
        documentation=diagram.description,
        viewpoint=diagram.viewpoint if diagram.viewpoint in known else "",
        properties=properties,
        nodes=[*_nodes(diagram, layout, view_id), *_legend(diagram.legend, layout, view_id)],
        connections=[
            _connection(edge, layout, view_id)
            for edge in diagram.edges
            if edge.relation or not (nodes[edge.source].element and nodes[edge.target].element)
        ],
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _id(view_id: str, kind: str, own: str) -> str:
    """An id that is legal wherever that of the view is, whatever the diagram calls its parts."""
    digest = hashlib.sha256(own.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{view_id}-{kind}-{digest[:16]}"


def _nodes(diagram: Diagram, layout: Layout, view_id: str) -> list[ViewNode]:
    """The outermost boxes with all that they hold."""
    holding = {node.parent for node in diagram.nodes}
    made: dict[str, ViewNode] = {}
    outermost: list[ViewNode] = []
    for node in diagram.nodes:
        box = layout.boxes[node.id]
        made[node.id] = ViewNode(
            id=_id(view_id, "node", node.id),
            x=box.x,
            y=box.y,
            width=box.w,
            height=box.h,
            kind=_kind(node, holds=node.id in holding),
            element=node.element or "",
            label=node.label,
            style=_style(node),
        )
        siblings = made[node.parent].nodes if node.parent is not None else outermost
        siblings.append(made[node.id])
    return outermost


def _kind(node: Node, *, holds: bool) -> str:
    """What stands for no element is a frame when it holds boxes, else a text."""
    if node.element and node.kind not in {GROUP, NOTE, CELL}:
        return "Element"
    return "Container" if node.kind == GROUP or holds else "Label"


def _style(node: Node) -> Style:
    """Only what means something: a neutral box keeps the look the tool gives it."""
    return Style(fill=colour(node.fill) or (UNKNOWN if node.hatched else ""))


def _connection(edge: Edge, layout: Layout, view_id: str) -> ViewConnection:
    return ViewConnection(
        id=_id(view_id, "line", edge.id),
        source=_id(view_id, "node", edge.source),
        target=_id(view_id, "node", edge.target),
        relation=edge.relation or "",
        label=_one_line(edge.label),
        bendpoints=_bends(layout.lines[edge.id], layout.boxes[edge.source], layout.boxes[edge.target]),
        style=_line_style(edge),
    )


def _line_style(edge: Edge) -> Style:
    """Colour and width where they mean something; other tools know three widths, so volumes become those."""
    if edge.emphasis:
        return Style(line=EMPHASIS, line_width=2)
    width = 0 if edge.weight <= 1 else 2 if edge.weight <= _HEAVY else 3
    return Style(line=colour(edge.colour) or "", line_width=width)


def _bends(line: tuple[Point, ...], source: Box, target: Box) -> list[tuple[int, int]]:
    """Corners of the line. Other tools aim a line at the middle of a box; an end elsewhere gets a corner just outside.

    A corner on the border itself would leave the head of the line no length to point along.
    """
    points = list(line)
    if len(points) > 1 and _aims_at_middle(source, points[0], points[1]):
        points = points[1:]
    if len(points) > 1 and _aims_at_middle(target, points[-1], points[-2]):
        points = points[:-1]
    elif len(line) > 1 and len(points) == 1 and _aims_at_middle(target, line[-1], line[-2]):
        points = []
    if len(points) > 1 and points[0] == line[0]:
        points[0] = _outside(points[0], points[1])
    if len(points) > 1 and points[-1] == line[-1]:
        points[-1] = _outside(points[-1], points[-2])
    return [(int(x), int(y)) for x, y in points]


def _outside(border: Point, before: Point) -> Point:
    """A point of the line a little before its end; half way where the line is short."""
    long = math.dist(border, before)
    share = min(_STUB, long / 2) / long if long else 0
    return (
        round(border[0] + (before[0] - border[0]) * share),
        round(border[1] + (before[1] - border[1]) * share),
    )


def _aims_at_middle(box: Box, border: Point, before: Point) -> bool:
    """Does the line, extended from the border of the box, run through its middle?"""
    middle_x, middle_y = box.middle
    if border[0] == before[0]:
        return abs(border[0] - middle_x) <= _STRAIGHT
    if border[1] == before[1]:
        return abs(border[1] - middle_y) <= _STRAIGHT
    return False


def _legend(legend: tuple[LegendEntry, ...], layout: Layout, view_id: str) -> list[ViewNode]:
    """A row of texts below the drawing, broken where the drawing ends."""
    nodes: list[ViewNode] = []
    x, y = MARGIN, layout.height + MARGIN
    for number, entry in enumerate(legend):
        drawn = (_DASHES if entry.dashed else _LINE) if entry.line else ""
        text = " ".join(filter(None, [drawn, f"{entry.badge} –" if entry.badge else "", entry.label]))
        width = round(text_width(text, _LEGEND_SIZE)) + 2 * _LEGEND_GAP
        if x > MARGIN and x + width > layout.width - MARGIN:
            x, y = MARGIN, y + _LEGEND_HEIGHT + _LEGEND_GAP
        fill = "" if entry.line else colour(entry.fill) or (UNKNOWN if entry.hatched else "")
        legend_id = _id(view_id, "legend", str(number))
        nodes.append(ViewNode(legend_id, x, y, width, _LEGEND_HEIGHT, kind="Label", label=text, style=Style(fill=fill)))
        x += width + _LEGEND_GAP
    return nodes
