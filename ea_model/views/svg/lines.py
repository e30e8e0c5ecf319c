"""One relation of a diagram: its line, its heads, and what it says."""

from __future__ import annotations

import math

from ea_model.views.scene import LineEnd, Paint, SceneLine, Spot
from ea_model.views.scene.diagram import Edge, Node
from ea_model.views.scene.geometry import Box, Line
from ea_model.views.scene.notation import DIMMED, EMPHASIS, INK, Head, Outline, line_of, notation_of
from ea_model.views.svg.elements import colour, number
from ea_model.views.svg.heads import FORMS
from ea_model.views.words.kinds import name_of

WIDE_DASH = "5 4"
"""Dashes that carry meaning, in pixels."""
_THICK = 2
"""Lines wider than this stop at the foot of the head, whose tip they would cover."""


def line_between(edge: Edge, line: Line, source: tuple[Node, Box], target: tuple[Node, Box], lang: str) -> SceneLine:
    """Decide the ends of a line. Next to a junction no heads are drawn, and the line runs into the disc."""
    look = line_of(edge)
    points: list[Spot] = [(float(x), float(y)) for x, y in line]
    ends: list[LineEnd] = []
    for at_start, head, (node, box) in ((True, look.source, source), (False, look.target, target)):
        if notation_of(node.kind).shape is Outline.DISC:
            _run_into(points, box, at_start=at_start)
        elif head is not None:
            ends.append(_end(points, head, edge.weight, at_start=at_start))
    dash = look.dash if edge.dashed is None else WIDE_DASH if edge.dashed else ""
    width = max(edge.weight, 0.5) + (1 if edge.emphasis else 0)
    states = [name for name, is_set in (("dimmed", edge.dimmed), ("emphasis", edge.emphasis)) if is_set]
    return SceneLine(
        edge.id,
        edge.source,
        edge.target,
        "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points),
        line,
        Paint(line=ink_of(edge), width=width, dash=dash),
        ends,
        " ".join(["edge", *states]),
        about=edge.relation or edge.id,
        relation=edge.relation or "",
        tooltip=_description(edge, source[0], target[0], lang),
        label=edge.label,
        opacity=DIMMED if edge.dimmed else None,
    )


def ink_of(edge: Edge) -> str:
    """The colour of a line and of the words on it."""
    return EMPHASIS if edge.emphasis else colour(edge.colour) or INK


def _end(points: list[Spot], head: Head, weight: float, *, at_start: bool) -> LineEnd:
    """The head of a line; a thick line is shortened so that the head keeps its tip."""
    end, before = (0, 1) if at_start else (-1, -2)
    (x, y), (bx, by) = points[end], points[before]
    scale = math.ceil(weight / 3) if weight > _THICK else 1
    room, needed = math.hypot(bx - x, by - y), FORMS[head].length * scale - 1
    if weight > _THICK and FORMS[head].fill != "none" and room > needed:
        share = needed / room
        points[end] = x + (bx - x) * share, y + (by - y) * share
    return LineEnd(head, (x, y), (bx, by), scale)


def _run_into(points: list[tuple[float, float]], disc: Box, *, at_start: bool) -> None:
    end, before = (0, 1) if at_start else (-1, -2)
    (x, y), (bx, by) = points[end], points[before]
    cx, cy = disc.middle
    points[end] = (x, cy) if bx == x else (cx, y) if by == y else (cx, cy)


def _description(edge: Edge, source: Node, target: Node, lang: str) -> str:
    """What a line says, in words."""
    kind = name_of(edge.kind, lang)
    if edge.kind == "Access" and edge.access != "Access":
        kind = f"{kind} ({name_of(edge.access, lang).lower()})"
    ends = f"{' '.join(source.label.split())} → {' '.join(target.label.split())}"
    parts = [f"{kind}: {ends}", " ".join(edge.label.split()), edge.title]
    return ", ".join(part for part in parts if part)
