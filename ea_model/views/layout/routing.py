"""Lines that find their way around boxes: the engine routes them, we attach them to the borders."""

from __future__ import annotations

from collections.abc import Iterable

from ea_model.views.layout.dot import Link, wires, wiring
from ea_model.views.layout.engine import ask
from ea_model.views.layout.straight import attached, straight
from ea_model.views.scene.diagram import Edge
from ea_model.views.scene.geometry import Box, Line, clamp, whole

LIMIT = 600
"""Boxes up to which lines are routed; beyond, nobody can follow them and straight lines are as good."""
_ANCHOR = 8
"""Size of an unseen box just inside a frame, at which lines to the container itself end."""
_SLOT = 16
"""Anchors stand this far apart along a frame, or in one place."""


def routed(edges: Iterable[Edge], boxes: dict[str, Box], frames: dict[str, Box]) -> dict[str, Line]:
    """A line for each edge. ``boxes`` are in the way; ``frames`` are containers lines may cross."""
    edges = list(edges)
    if not edges:
        return {}
    everything = boxes | frames
    obstacles = dict(boxes)
    links = []
    for edge in edges:
        ends = []
        for end, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if end in frames:
                anchor = _anchor(frames[end], everything[other])
                name = f"\0anchor {anchor.x} {anchor.y} {end}"
                obstacles[name] = anchor
                ends.append(name)
            else:
                ends.append(end)
        links.append(Link(edge.id, ends[0], ends[1]))
    wires = _wires(obstacles, tuple(links))
    lines = {}
    for edge in edges:
        source, target = everything[edge.source], everything[edge.target]
        points = wires.get(edge.id)
        if points:
            open_ends = (edge.source in frames, edge.target in frames)
            lines[edge.id] = attached(points, source, target, open_ends=open_ends)
        else:
            lines[edge.id] = straight(source, target)
    return lines


def _wires(obstacles: dict[str, Box], links: tuple[Link, ...]) -> dict[str, Line]:
    """Right angles if the engine manages, else oblique lines, else nothing."""
    if len(obstacles) > LIMIT:
        return {}
    for splines in ("ortho", "polyline", "line"):
        answer = ask(wiring(obstacles, links, splines), fixed=True)
        if answer is not None:
            return wires(answer, obstacles, links)
    return {}


def _anchor(frame: Box, other: Box) -> Box:
    """A place in the padding of a frame, on the side that faces the other end of the line."""
    beside = max(other.x - frame.right, frame.x - other.right)
    above = max(other.y - frame.bottom, frame.y - other.bottom)
    x, y = other.middle
    half = _ANCHOR // 2
    if beside > above:
        along = clamp(y, frame.y + _SLOT, frame.bottom - _SLOT)
        left = frame.x + half if x < frame.middle[0] else frame.right - half - _ANCHOR
        return Box(left, frame.y + _slot(along - frame.y), _ANCHOR, _ANCHOR)
    along = clamp(x, frame.x + _SLOT, frame.right - _SLOT)
    top = frame.y + half if y < frame.middle[1] else frame.bottom - half - _ANCHOR
    return Box(frame.x + _slot(along - frame.x), top, _ANCHOR, _ANCHOR)


def _slot(distance: float) -> int:
    return whole(distance / _SLOT) * _SLOT - _ANCHOR // 2
