"""Pieces of a drawing, and how they are packed into one that has the proportions of a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ea_model.views.scene.geometry import Box, Line

ASPECT = 1.6
"""Wanted width over height: a screen, a sheet of A4 on its side."""
GAP = 24
"""Least room between neighbours, in pixels."""
LINE_MARGIN = 6
"""Least room between a line and the edge of the piece it belongs to."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A finished part of a drawing; its boxes and lines are counted from its own upper left corner."""

    w: int
    h: int
    boxes: dict[str, Box] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)

    def moved(self, dx: int, dy: int) -> Piece:
        boxes = {id_: box.moved(dx, dy) for id_, box in self.boxes.items()}
        lines = {id_: tuple((x + dx, y + dy) for x, y in line) for id_, line in self.lines.items()}
        return Piece(self.w + dx, self.h + dy, boxes, lines)

    def with_(self, other: Piece) -> Piece:
        """Both pieces on one sheet, each where it stands."""
        return Piece(max(self.w, other.w), max(self.h, other.h), self.boxes | other.boxes, self.lines | other.lines)

    def trimmed(self) -> Piece:
        """Moved and sized so that all boxes and lines just fit, lines a little away from the edge."""
        points = [point for line in self.lines.values() for point in line]
        lefts = [*(box.x for box in self.boxes.values()), *(x - LINE_MARGIN for x, _ in points)]
        tops = [*(box.y for box in self.boxes.values()), *(y - LINE_MARGIN for _, y in points)]
        rights = [*(box.right for box in self.boxes.values()), *(x + LINE_MARGIN for x, _ in points)]
        bottoms = [*(box.bottom for box in self.boxes.values()), *(y + LINE_MARGIN for _, y in points)]
        if not lefts:
            return Piece(0, 0)
        moved = self.moved(-min(lefts), -min(tops))
        return Piece(max(rights) - min(lefts), max(bottoms) - min(tops), moved.boxes, moved.lines)


def sheet(w: int, h: int, aspect: float = ASPECT) -> float:
    """Height of the smallest sheet of the wanted proportions on which the drawing fits."""
    return max(w / aspect, h)


def packed(pieces: Sequence[Piece], gap: int = GAP) -> Piece:
    """All pieces side by side, none overlapping, in reading order where sizes allow it."""
    # Tall pieces first leaves no towers; equal pieces keep the order of the diagram.
    ordered = sorted(pieces, key=lambda piece: -piece.h)
    places = _best_places([(piece.w, piece.h) for piece in ordered], gap)
    boxes: dict[str, Box] = {}
    lines: dict[str, Line] = {}
    width = height = 0
    for piece, (x, y) in zip(ordered, places, strict=True):
        there = piece.moved(x, y)
        boxes |= there.boxes
        lines |= there.lines
        width, height = max(width, there.w), max(height, there.h)
    return Piece(width, height, boxes, lines)


def _best_places(sizes: Sequence[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """Try several sheet widths; the best one fits the smallest sheet of the wanted proportions."""
    if not sizes:
        return []
    widest = max(w for w, _ in sizes)
    area = sum((w + gap) * (h + gap) for w, h in sizes)
    ideal = (area * ASPECT) ** 0.5
    widths = {max(widest, round(ideal * share / 10)) for share in range(6, 19)}
    # For few pieces the useful widths are those of the first one, two, three … side by side.
    row = 0
    for w, _ in sizes[:12]:
        row += w + gap
        widths.add(max(widest, row - gap))
    best: tuple[tuple[float, int], list[tuple[int, int]]] | None = None
    for width in sorted(widths):
        places = _skyline(sizes, width, gap)
        right = max(x + w for (x, _), (w, _) in zip(places, sizes, strict=True))
        bottom = max(y + h for (_, y), (_, h) in zip(places, sizes, strict=True))
        score = (sheet(right, bottom), right * bottom)
        if best is None or score < best[0]:
            best = score, places
    return best[1] if best else []


def _skyline(sizes: Sequence[tuple[int, int]], width: int, gap: int) -> list[tuple[int, int]]:
    """Put each piece as high as it can go, then as far left, on a sheet of the given width."""
    # The skyline is a list of (x, y): from x on, the sheet is free below y.
    skyline = [(0, 0)]
    places = []
    for w, h in sizes:
        options = []
        for i, (x, _) in enumerate(skyline):
            if x + w > width and x > 0:
                break
            below = [y for j, (left, y) in enumerate(skyline) if j >= i and left < x + w + gap]
            options.append((max(below), x))
        y, x = min(options)
        places.append((x, y))
        skyline = _raised(skyline, x, x + w + gap, y + h + gap)
    return places


def _raised(skyline: list[tuple[int, int]], start: int, end: int, level: int) -> list[tuple[int, int]]:
    """The skyline after a piece covered ``start`` to ``end`` down to ``level``."""
    after = [y for x, y in skyline if x <= end][-1]
    left = [step for step in skyline if step[0] < start]
    right = [step for step in skyline if step[0] > end]
    return [*left, (start, level), (end, after), *right]


def equal_sizes(boxes: dict[str, tuple[int, int]]) -> list[Piece]:
    """One piece for each box, all as large as the largest: rows and columns line up."""
    width = max((w for w, _ in boxes.values()), default=0)
    height = max((h for _, h in boxes.values()), default=0)
    return [Piece(width, height, {id_: Box(0, 0, width, height)}) for id_ in boxes]


def framed(id_: str, content: Piece, header: tuple[int, int], padding: int) -> Piece:
    """The content inside a container's frame, below its name."""
    least, above = header
    width = max(content.w + 2 * padding, least)
    height = above + content.h + padding
    inside = content.moved((width - content.w) // 2, above)
    return Piece(width, height, {id_: Box(0, 0, width, height), **inside.boxes}, inside.lines)
