"""Where lines begin and end: at the border of a box, as straight as the boxes allow.

Archi's usual anchors: a line to a point beside a box stands at a right angle on its border, and leaves from its
corner where there is no such line.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

Spot = tuple[float, float]
_TAB = 18
_ROUND = 3
"""How far the corner of a rounded box lies inside the corner of its rectangle."""


@dataclass(frozen=True, slots=True)
class Border:
    """The outline a line ends at."""

    x: float
    y: float
    w: float
    h: float
    shape: str = "box"
    """``box``, ``round``, ``ellipse`` or ``tab``: of the last, the top right is empty."""

    @property
    def middle(self) -> Spot:
        return self.x + self.w / 2, self.y + self.h / 2


def anchor(border: Border, towards: Spot) -> Spot:
    """The point of the border from which a line to ``towards`` leaves."""
    x, y = towards
    left, top, right, bottom = border.x, border.y, border.x + border.w, border.y + border.h
    across, down = left <= x <= right, top <= y <= bottom
    if border.shape == "ellipse":
        return _on_ellipse(border, towards, across=across, down=down)
    if across and down:
        return border.middle
    if across:
        return x, (_top_at(border, x) if y < top else bottom)
    if down:
        if border.shape == "tab" and x > right and y < top + _TAB:
            return right, top + _TAB
        return (left if x < left else right), y
    inward = _ROUND if border.shape == "round" else 0
    corner_x = left + inward if x < left else right - inward
    upper = _top_at(border, corner_x) if y < top else bottom
    return corner_x, upper + inward if y < top else upper - inward


def _top_at(border: Border, x: float) -> float:
    return border.y + (_TAB if border.shape == "tab" and x > border.x + border.w / 2 else 0)


def _on_ellipse(border: Border, towards: Spot, *, across: bool, down: bool) -> Spot:
    """Straight to the rim where that is possible, else on the way to the middle."""
    (cx, cy), (x, y) = border.middle, towards
    rx, ry = max(border.w / 2, 0.5), max(border.h / 2, 0.5)
    if across and not down:
        return x, cy + math.copysign(ry * math.sqrt(max(1 - ((x - cx) / rx) ** 2, 0)), y - cy)
    if down and not across:
        return cx + math.copysign(rx * math.sqrt(max(1 - ((y - cy) / ry) ** 2, 0)), x - cx), y
    reach = math.hypot((x - cx) / rx, (y - cy) / ry)
    return (cx + (x - cx) / reach, cy + (y - cy) / reach) if reach else (cx, cy - ry)


def facing(one: Border, other: Border) -> Spot:
    """The point two boxes look at when a straight line joins them: the middle of what they share, or between them."""
    x = (max(one.x, other.x) + min(one.x + one.w, other.x + other.w)) / 2
    y = (max(one.y, other.y) + min(one.y + one.h, other.y + other.h)) / 2
    return x, y


def route(source: Border, target: Border, bends: list[Spot], *, manhattan: bool) -> list[Spot]:
    """The points of a line from border to border."""
    if manhattan and not bends:
        bends = _right_angles(source, target)
    if not bends:
        between = facing(source, target)
        return [anchor(source, between), anchor(target, between)]
    return [anchor(source, bends[0]), *bends, anchor(target, bends[-1])]


def _right_angles(source: Border, target: Border) -> list[Spot]:
    """Two bends halfway, unless the boxes stand beside or above each other."""
    beside = max(source.y, target.y) < min(source.y + source.h, target.y + target.h)
    if beside or max(source.x, target.x) < min(source.x + source.w, target.x + target.w):
        return []
    (x1, y1), (x2, y2) = source.middle, target.middle
    if abs(x2 - x1) > abs(y2 - y1):
        near = (source.x + source.w, target.x) if x2 > x1 else (source.x, target.x + target.w)
        middle = sum(near) / 2
        return [(middle, y1), (middle, y2)]
    near = (source.y + source.h, target.y) if y2 > y1 else (source.y, target.y + target.h)
    middle = sum(near) / 2
    return [(x1, middle), (x2, middle)]


def halfway(points: list[Spot], share: float = 0.5) -> Spot:
    """The point at a share of the length of a line."""
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    left = sum(lengths) * share
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if left <= length and length:
            part = left / length
            return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part
        left -= length
    return points[-1]
