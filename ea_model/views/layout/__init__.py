"""Positions for a diagram: a box for every node and a line for every edge.

Nothing here knows fonts of a machine, so the same diagram has the same coordinates everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from ea_model.views.layout.packing import Piece
from ea_model.views.layout.placing import Placer
from ea_model.views.layout.straight import loop, straight
from ea_model.views.layout.table import fields, is_table
from ea_model.views.layout.tree import Tree
from ea_model.views.scene.diagram import Diagram, Edge
from ea_model.views.scene.geometry import Box, Line, Point

__all__ = ["MARGIN", "Layout", "layout"]

MARGIN = 20
"""White around the drawing, in pixels."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, in whole pixels from the upper left corner, none negative.

    ``boxes`` by node id, all on the page and not relative to their container; ``lines`` by edge id, from the
    border of the source to the border of the target.
    """

    width: int
    height: int
    boxes: dict[str, Box]
    lines: dict[str, tuple[Point, ...]]


def layout(diagram: Diagram) -> Layout:
    """Place every node and every edge."""
    if is_table(diagram):
        boxes = fields(diagram, MARGIN)
        right, bottom = max(b.right for b in boxes.values()), max(b.bottom for b in boxes.values())
        return Layout(right + MARGIN, bottom + MARGIN, boxes, {e.id: _direct(e, boxes) for e in diagram.edges})
    tree = Tree(diagram)
    placed = Placer(tree, diagram).group(None)
    boxes = {node.id: placed.boxes[node.id] for node in diagram.nodes}
    lines = {edge.id: placed.lines.get(edge.id) or _direct(edge, boxes) for edge in diagram.edges}
    # Loops and lines may pass outside the outermost boxes.
    whole = Piece(0, 0, boxes, lines).trimmed().moved(MARGIN, MARGIN)
    return Layout(whole.w + MARGIN, whole.h + MARGIN, whole.boxes, whole.lines)


def _direct(edge: Edge, boxes: dict[str, Box]) -> Line:
    """The line of an edge between a container and its contents, or from a box to itself."""
    source, target = boxes[edge.source], boxes[edge.target]
    return loop(source) if edge.source == edge.target else straight(source, target)
