"""A scene as a view of the model, so that other tools open the picture that we draw."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator
from math import ceil

from ea_model.metamodel import stock
from ea_model.source.views import Style, View, ViewConnection, ViewNode
from ea_model.views.layout import MARGIN
from ea_model.views.scene import Part, Scene, SceneBox, SceneLine, Spot
from ea_model.views.scene.notation import INK
from ea_model.views.scene.text_metrics import text_width

_LEGEND_HEIGHT = 30
_LEGEND_GAP = 10
_LEGEND_SIZE = 12
_STUB = 14
"""Pixels of a line that its head points along."""
_HEAVY = 4.0
"""Pixels up to which a line counts as of middle width."""
_STRAIGHT = 2
"""Pixels a line may be off the middle of a box and still count as pointing there."""
_LEAST = 4
"""Pixels a text is wide at least."""


def as_view(scene: Scene, view_id: str, title: str = "") -> View:
    """The same boxes, lines and colours; the legend stands below as texts.

    Ids follow from ``view_id`` and the ids in the scene, so the same picture gives the same view. Lines without a
    relation between two elements are left out: other tools have no place for them.
    """
    viewpoints = {viewpoint.name for viewpoint in stock().viewpoints.values()}
    properties = [(_one_line(name), _one_line(value)) for name, value in scene.facts.items()]
    if scene.viewpoint and scene.viewpoint not in viewpoints:
        properties.append(("viewpoint", scene.viewpoint))
    boxes = {box.id: box for box in sorted(_boxes(scene.items), key=lambda box: box.rank)}
    return View(
        id=view_id,
        name=_one_line(title or scene.title) or scene.id,
        documentation=scene.description,
        viewpoint=scene.viewpoint if scene.viewpoint in viewpoints else "",
        properties=properties,
        nodes=[*_nodes(boxes.values(), view_id), *_legend(scene, view_id)],
        connections=[
            _connection(line, boxes, view_id)
            for line in scene.items
            if isinstance(line, SceneLine)
            and (line.relation or "Element" not in (boxes[line.source].kind, boxes[line.target].kind))
        ],
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _id(view_id: str, kind: str, own: str) -> str:
    """An id that is legal wherever that of the view is, whatever the scene calls its parts."""
    digest = hashlib.sha256(own.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{view_id}-{kind}-{digest[:16]}"


def _boxes(parts: Iterable[Part | SceneLine]) -> Iterator[SceneBox]:
    """Every box that other tools have a place for, those within groups too."""
    for part in parts:
        if isinstance(part, SceneBox):
            if part.kind:
                yield part
            yield from _boxes(part.parts)


def _nodes(boxes: Iterable[SceneBox], view_id: str) -> list[ViewNode]:
    """The outermost boxes with all that they hold."""
    nodes: dict[str, ViewNode] = {}
    outermost: list[ViewNode] = []
    for box in boxes:
        x, y, width, height = box.place
        nodes[box.id] = ViewNode(
            id=_id(view_id, "node", box.id),
            x=round(x),
            y=round(y),
            width=max(ceil(width), _LEAST),
            height=round(height),
            kind=box.kind,
            element=box.about if box.kind == "Element" else "",
            label=box.label,
            # Only what means something: a neutral box keeps the look the tool gives it.
            style=Style(fill=box.fill),
        )
        siblings = outermost if box.parent is None else nodes[box.parent].nodes
        siblings.append(nodes[box.id])
    return outermost


def _connection(line: SceneLine, boxes: dict[str, SceneBox], view_id: str) -> ViewConnection:
    return ViewConnection(
        id=_id(view_id, "line", line.id),
        source=_id(view_id, "node", line.source),
        target=_id(view_id, "node", line.target),
        relation=line.relation,
        label=_one_line(line.label),
        bendpoints=_bends(line.points, boxes[line.source], boxes[line.target]),
        style=_line_style(line),
    )


def _line_style(line: SceneLine) -> Style:
    """Colour and width where they mean something; other tools know three widths, so volumes become those."""
    width = line.style.width or 1
    return Style(
        line=line.style.line if line.style.line and line.style.line != INK else "",
        line_width=0 if width <= 1 else 2 if width <= _HEAVY else 3,
    )


def _bends(line: tuple[Spot, ...], source: SceneBox, target: SceneBox) -> list[tuple[int, int]]:
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


def _outside(border: Spot, before: Spot) -> Spot:
    """A point of the line a little before its end; half way where the line is short."""
    long = math.dist(border, before)
    share = min(_STUB, long / 2) / long if long else 0
    return (
        round(border[0] + (before[0] - border[0]) * share),
        round(border[1] + (before[1] - border[1]) * share),
    )


def _aims_at_middle(box: SceneBox, border: Spot, before: Spot) -> bool:
    """Does the line, extended from the border of the box, run through its middle?"""
    x, y, width, height = box.place
    middle_x, middle_y = x + width / 2, y + height / 2
    if border[0] == before[0]:
        return abs(border[0] - middle_x) <= _STRAIGHT
    if border[1] == before[1]:
        return abs(border[1] - middle_y) <= _STRAIGHT
    return False


def _legend(scene: Scene, view_id: str) -> Iterator[ViewNode]:
    """A row of texts below the drawing, broken where the drawing ends."""
    width, height = scene.size
    x, y = MARGIN, height + MARGIN
    for number, entry in enumerate(box for box in scene.legend if box.kind):
        wide = round(text_width(entry.label, _LEGEND_SIZE)) + 2 * _LEGEND_GAP
        if x > MARGIN and x + wide > width - MARGIN:
            x, y = MARGIN, y + _LEGEND_HEIGHT + _LEGEND_GAP
        node_id = _id(view_id, "legend", str(number))
        style = Style(fill=entry.fill)
        yield ViewNode(node_id, x, y, wide, _LEGEND_HEIGHT, kind="Label", label=entry.label, style=style)
        x += wide + _LEGEND_GAP
