"""Boxes, points and lines on the page: whole pixels, x to the right, y downward."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[int, int]
Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner and its size."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        return self.x + self.w

    @property
    def bottom(self) -> int:
        return self.y + self.h

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2

    def moved(self, dx: int, dy: int) -> Box:
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def holds(self, other: Box) -> bool:
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def overlaps(self, other: Box) -> bool:
        """Touching borders do not count."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def has(self, x: float, y: float) -> bool:
        """The point is strictly inside."""
        return self.x < x < self.right and self.y < y < self.bottom


def whole(value: float) -> int:
    """Round half up: unlike `round`, neighbours never swap order or touch by banker's rounding."""
    return math.floor(value + 0.5)


def clamp(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def simplified(points: Sequence[Point]) -> Line:
    """Without repeated points and without corners that do not turn; at least two points stay."""
    corners: list[Point] = []
    for point in points:
        if corners and point == corners[-1]:
            continue
        if len(corners) >= 2 and _straight_on(corners[-2], corners[-1], point):
            corners.pop()
        corners.append(point)
    return tuple(corners) if len(corners) > 1 else (points[0], points[-1])


def _straight_on(a: Point, b: Point, c: Point) -> bool:
    cross = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
    ahead = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return cross == 0 and ahead > 0
