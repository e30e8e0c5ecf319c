"""What is written on the lines of a view, and the gap a line leaves for its own words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from ea_model.source.views import ViewConnection
from ea_model.views.imported.anchors import Spot, halfway
from ea_model.views.imported.looks import ArchiLook, look_of_line, look_of_node
from ea_model.views.imported.view_facts import ViewFacts
from ea_model.views.imported.words import LEADING, broken, text_of, width_of
from ea_model.views.scene import Text
from ea_model.views.scene.notation import WHITE

_WIDEST = 160
_FROM_END, _BESIDE = 14, 4
"""Pixels Archi keeps between a label at an end and the box there, and between it and its line."""
_SOURCE, _TARGET = "0", "2"
"""Archi's numbers of the places a label can have; the middle otherwise."""
_AIR = 2
_LEAST_LEFT = 0.4
"""Share of a line that must stay in sight; a shorter one runs through behind its words."""
_OPAQUE = 0.5


@dataclass(frozen=True, slots=True)
class LineLabel:
    """Words on a line: their lines, the rectangle they take and how they are aligned in it."""

    lines: tuple[str, ...]
    x: float
    y: float
    w: float
    h: float
    anchor: str
    look: ArchiLook

    def gaps(self, points: list[Spot]) -> list[list[Spot]]:
        """The parts of a line that stay in sight, from its source to its target."""
        rectangle = (self.x - _AIR, self.y, self.x + self.w + _AIR, self.y + self.h)
        parts = _outside(points, rectangle)
        left = sum(math.dist(a, b) for part in parts for a, b in pairwise(part))
        whole = sum(math.dist(a, b) for a, b in pairwise(points))
        return parts if whole and left / whole >= _LEAST_LEFT else [points]

    def text(self, ground: str) -> Text:
        """The words, with a rim in the colour they stand on: another line may run behind them."""
        x = {"start": self.x, "middle": self.x + self.w / 2, "end": self.x + self.w}[self.anchor]
        return text_of(self.lines, (x, self.y), self.anchor, self.look.font, self.look.ink, ground)


def label_of(line: ViewConnection, points: list[Spot], facts: ViewFacts) -> LineLabel | None:
    """The label of a line that runs over ``points``; None when nothing is written on it."""
    text = facts.label(line).strip()
    if not text:
        return None
    look = look_of_line(line)
    lines = broken(text, _WIDEST, look.font)
    wide = max(width_of(part, look.font) for part in lines)
    high = len(lines) * look.font.size * LEADING
    place = line.more.get("textPosition", "")
    if place in {_SOURCE, _TARGET}:
        x, y = _at_end(points if place == _SOURCE else points[::-1], wide, high)
    else:
        x, y = halfway(points)
        x, y = x - wide / 2, y - high / 2
    anchor = {"1": "start", "4": "end"}.get(line.more.get("textAlignment", ""), "middle")
    return LineLabel(lines, x, y, wide, high, anchor, look)


def _at_end(points: list[Spot], wide: float, high: float) -> Spot:
    """The corner of a label beside the first part of a line: below one that lies, to the right of one that stands."""
    (x, y), (to_x, to_y) = points[0], points[1]
    across, down = to_x - x, to_y - y
    if abs(across) > abs(down):
        slope = down / across
        if across > 0:
            return x + _FROM_END, y + _FROM_END * slope + _BESIDE
        return x - _FROM_END - wide, y - _FROM_END * slope + _BESIDE
    slope = across / down if down else 0.0
    if down > 0:
        return x + _FROM_END * slope + _BESIDE, y + _FROM_END
    return x - _FROM_END * slope + _BESIDE, y - _FROM_END - high


def _outside(points: list[Spot], rectangle: tuple[float, float, float, float]) -> list[list[Spot]]:
    """The parts of a line outside a rectangle."""
    parts: list[list[Spot]] = [[points[0]]]
    for a, b in pairwise(points):
        inside = _inside(a, b, rectangle)
        if inside is None:
            parts[-1].append(b)
            continue
        enter, leave = (_between(a, b, share) for share in inside)
        parts[-1].append(enter)
        parts.append([leave, b])
    return [part for part in parts if any(one != other for one, other in pairwise(part))]


def _inside(a: Spot, b: Spot, rectangle: tuple[float, float, float, float]) -> tuple[float, float] | None:
    """From which to which share of a straight line it is inside a rectangle; None for nowhere."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        low, high, by = rectangle[axis], rectangle[axis + 2], b[axis] - a[axis]
        if not by:
            if not low <= a[axis] <= high:
                return None
            continue
        one, other = sorted(((low - a[axis]) / by, (high - a[axis]) / by))
        first, last = max(first, one), min(last, other)
    return (first, last) if first < last else None


def _between(a: Spot, b: Spot, share: float) -> Spot:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def ground_of(label: LineLabel, facts: ViewFacts) -> str:
    """The colour a label stands on: that of the uppermost box all around it; white where it stands on more."""
    for node in reversed(facts.nodes.values()):
        right, bottom = node.x + node.width, node.y + node.height
        if label.x >= right or label.x + label.w <= node.x or label.y >= bottom or label.y + label.h <= node.y:
            continue
        look = look_of_node(node, facts.kind(node.element))
        if look.fill_opacity < _OPAQUE:
            continue
        around = node.x <= label.x and label.x + label.w <= right and node.y <= label.y and label.y + label.h <= bottom
        return look.fill if around and not look.gradient else WHITE
    return WHITE
