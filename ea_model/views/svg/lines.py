"""Painting one relation: its line, and the diamonds, balls and arrows at its ends."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ea_model.views.layout.geometry import Box, Line
from ea_model.views.render.diagram import Edge, Node
from ea_model.views.svg.boxes import DIMMED, EMPHASIS, Brush
from ea_model.views.svg.elements import Element, add, colour, number
from ea_model.views.svg.notation import INK, WHITE, Head, Shape, line_of, notation_of
from ea_model.views.words.kinds import name_of

HIT = 10
"""Width of the unseen line that makes a thin one easy to click, in pixels."""
WIDE_DASH = "5 4"
"""Dashes that carry meaning, in pixels."""
_THICK = 2
"""Lines wider than this stop at the foot of the head, whose tip they would cover."""


@dataclass(frozen=True, slots=True)
class Form:
    """A head as path data, tip in the origin, drawn away from the box along the x axis."""

    path: str
    length: float
    fill: str
    """Colour inside; empty for the colour of the line, ``none`` for two bare strokes."""

    def data(self, sign: int) -> str:
        """Path data; ``sign`` -1 turns the head round."""
        path = self.path
        for x in range(21):
            path = path.replace(f"{{{x}}}", number(sign * x))
        return path


FORMS = {
    Head.DIAMOND: Form("M0 0L{10} -6L{20} 0L{10} 6Z", 20, ""),
    Head.WHITE_DIAMOND: Form("M0 0L{10} -6L{20} 0L{10} 6Z", 20, WHITE),
    Head.BALL: Form("M{0} 0A3 3 0 1 1 {6} 0A3 3 0 1 1 {0} 0Z", 6, ""),
    Head.ARROW: Form("M0 0L{9} -4L{9} 4Z", 9, ""),
    Head.OPEN_ARROW: Form("M{9} -4.5L0 0L{9} 4.5", 9, "none"),
    Head.WHITE_TRIANGLE: Form("M0 0L{12} -7L{12} 7Z", 12, WHITE),
    Head.HALF_ARROW: Form("M0 0L{9} -4.5", 9, "none"),
}


@dataclass(frozen=True, slots=True)
class Marker:
    """One head as a drawing needs it: at the start or the end of a line, in its colour and its size."""

    head: Head
    at_start: bool
    ink: str = INK
    scale: int = 1
    set_back: bool = False
    """The line stops at the foot of the head."""

    @property
    def id(self) -> str:
        side = "start" if self.at_start else "end"
        ink = {INK: "", EMPHASIS: "-emphasis"}.get(self.ink, f"-{self.ink[1:]}")
        extra = f"{ink}{f'-x{self.scale}' if self.scale > 1 else ''}"
        return f"{self.head.value}-{side}{extra}{'-back' if self.set_back else ''}"

    @property
    def length(self) -> float:
        return FORMS[self.head].length * self.scale


def paint_marker(defs: Element, marker: Marker, brush: Brush) -> None:
    """Define a head. Start and end are drawn apart: not every renderer turns one into the other."""
    form = FORMS[marker.head]
    sign = 1 if marker.at_start else -1
    tip_ahead = marker.length - 1 if marker.set_back else 0
    left = -2 if marker.at_start else -22
    element = add(
        defs,
        "marker",
        id=brush.prefix + marker.id,
        markerUnits="userSpaceOnUse",
        markerWidth=24 * marker.scale,
        markerHeight=20 * marker.scale,
        viewBox=f"{left} -10 24 20",
        refX=sign * tip_ahead / marker.scale,
        refY=0,
        orient="auto",
    )
    add(element, "path", d=form.data(sign), fill=form.fill or marker.ink, stroke=marker.ink)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A relation ready to be painted."""

    edge: Edge
    points: tuple[tuple[float, float], ...]
    dash: str
    ink: str
    start: Marker | None
    end: Marker | None


def stroke(edge: Edge, line: Line, source: tuple[Node, Box], target: tuple[Node, Box]) -> Stroke:
    """Decide the ends of a line. Next to a junction no heads are drawn, and the line runs into the disc."""
    look = line_of(edge)
    ink = ink_of(edge)
    points: list[tuple[float, float]] = [(float(x), float(y)) for x, y in line]
    heads: list[Marker | None] = []
    for at_start, head, (node, box) in ((True, look.source, source), (False, look.target, target)):
        if notation_of(node.kind).shape is Shape.DISC:
            _run_into(points, box, at_start=at_start)
            heads.append(None)
        else:
            heads.append(_headed(points, head, edge.weight, ink, at_start=at_start))
    dash = look.dash if edge.dashed is None else WIDE_DASH if edge.dashed else ""
    return Stroke(edge, tuple(points), dash, ink, heads[0], heads[1])


def ink_of(edge: Edge) -> str:
    """The colour of a line and of the words on it."""
    return EMPHASIS if edge.emphasis else colour(edge.colour) or INK


def _headed(
    points: list[tuple[float, float]], head: Head | None, weight: float, ink: str, *, at_start: bool
) -> Marker | None:
    """The marker for a head; a thick line is shortened so that the head keeps its tip."""
    if head is None:
        return None
    if weight <= _THICK:
        return Marker(head, at_start, ink)
    marker = Marker(head, at_start, ink, scale=math.ceil(weight / 3), set_back=True)
    end, before = (0, 1) if at_start else (-1, -2)
    (x, y), (bx, by) = points[end], points[before]
    room, wanted = math.hypot(bx - x, by - y), marker.length - 1
    if FORMS[head].fill == "none" or room <= wanted:
        return Marker(head, at_start, ink, marker.scale)
    share = wanted / room
    points[end] = x + (bx - x) * share, y + (by - y) * share
    return marker


def _run_into(points: list[tuple[float, float]], disc: Box, *, at_start: bool) -> None:
    end, before = (0, 1) if at_start else (-1, -2)
    (x, y), (bx, by) = points[end], points[before]
    cx, cy = disc.middle
    points[end] = (x, cy) if bx == x else (cx, y) if by == y else (cx, cy)


def paint_line(parent: Element, drawn: Stroke, brush: Brush, said: str) -> None:
    """Draw one relation as a group: the line and, where it can be clicked, a wide unseen one over it."""
    edge = drawn.edge
    states = [name for name, is_set in (("dimmed", edge.dimmed), ("emphasis", edge.emphasis)) if is_set]
    group = add(
        parent,
        "g",
        class_=" ".join(["edge", *states]),
        data_id=edge.relation or edge.id,
        data_edge=edge.id,
        opacity=DIMMED if edge.dimmed else None,
    )
    add(group, "title", said)
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in drawn.points)
    add(
        group,
        "path",
        d=path,
        fill="none",
        stroke=drawn.ink,
        stroke_width=max(edge.weight, 0.5) + (1 if edge.emphasis else 0),
        stroke_dasharray=drawn.dash or None,
        marker_start=f"url(#{brush.prefix}{drawn.start.id})" if drawn.start else None,
        marker_end=f"url(#{brush.prefix}{drawn.end.id})" if drawn.end else None,
    )
    if brush.interactive:
        hit = max(HIT, edge.weight)
        unseen = add(group, "path", class_="hit", d=path, fill="none", stroke="#000", stroke_opacity=0)
        unseen.set("stroke-width", number(hit))
        unseen.set("pointer-events", "stroke")


def line_description(edge: Edge, source: Node, target: Node, lang: str) -> str:
    """What a line says, in words."""
    kind = name_of(edge.kind, lang)
    if edge.kind == "Access" and edge.access != "Access":
        kind = f"{kind} ({name_of(edge.access, lang).lower()})"
    ends = f"{' '.join(source.label.split())} → {' '.join(target.label.split())}"
    parts = [f"{kind}: {ends}", " ".join(edge.label.split()), edge.title]
    return ", ".join(part for part in parts if part)
