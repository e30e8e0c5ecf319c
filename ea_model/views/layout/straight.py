"""Where lines meet boxes: ends on borders, straight lines, loops."""

from __future__ import annotations

from collections.abc import Sequence

from ea_model.views.scene.geometry import Box, Line, Point, clamp, simplified, whole

LOOP = 16
"""How far a line from a box to itself stands out, in pixels."""


def attached(points: Sequence[Point], source: Box, target: Box, *, open_ends: tuple[bool, bool]) -> Line:
    """The line with both ends exactly on the border of their boxes.

    ``open_ends`` says for source and target that the line runs on inside (to an anchor in a container) and
    has to be cut at the frame.
    """
    line = list(points)
    if open_ends[0]:
        line = _cut(line, source)
    if open_ends[1]:
        line = _cut(line[::-1], target)[::-1]
    line[0] = _on_border(line[0], line[1], source)
    line[-1] = _on_border(line[-1], line[-2], target)
    return simplified(line)


def _cut(line: list[Point], box: Box) -> list[Point]:
    """Leave out the part, from the start on, that lies inside the box."""
    inside = [i for i, point in enumerate(line[:-1]) if box.has(*point)]
    if not inside:
        return line
    last = inside[-1]
    return [_exit(line[last], line[last + 1], box), *line[last + 1 :]]


def _exit(inside: Point, outside: Point, box: Box) -> Point:
    """Where the way from a point inside to one outside crosses the border."""
    (x, y), dx, dy = inside, outside[0] - inside[0], outside[1] - inside[1]
    shares = [1.0]
    if dx:
        shares.append(((box.right if dx > 0 else box.x) - x) / dx)
    if dy:
        shares.append(((box.bottom if dy > 0 else box.y) - y) / dy)
    share = min(shares)
    return whole(x + dx * share), whole(y + dy * share)


def _on_border(end: Point, before: Point, box: Box) -> Point:
    """The end of a line moved onto the nearest side, along the direction in which the line arrives."""
    x, y = whole(clamp(end[0], box.x, box.right)), whole(clamp(end[1], box.y, box.bottom))
    to_left, to_right, to_top, to_bottom = x - box.x, box.right - x, y - box.y, box.bottom - y
    across = abs(end[0] - before[0]) >= abs(end[1] - before[1])
    upright = abs(end[0] - before[0]) <= abs(end[1] - before[1])
    sides = []
    if across:
        sides += [(to_left, (box.x, y)), (to_right, (box.right, y))]
    if upright:
        sides += [(to_top, (x, box.y)), (to_bottom, (x, box.bottom))]
    return min(sides)[1]


def straight(source: Box, target: Box) -> Line:
    """The shortest straight line between two boxes, upright or level where they face each other."""
    if source.holds(target):
        return _inward(source, target)
    if target.holds(source):
        return _inward(target, source)[::-1]
    x = _shared(source.x, source.right, target.x, target.right)
    y = _shared(source.y, source.bottom, target.y, target.bottom)
    if x is not None and y is None:
        down = source.bottom <= target.y
        return ((x, source.bottom), (x, target.y)) if down else ((x, source.y), (x, target.bottom))
    if y is not None and x is None:
        onward = source.right <= target.x
        return ((source.right, y), (target.x, y)) if onward else ((source.x, y), (target.right, y))
    a = (whole(source.middle[0]), whole(source.middle[1]))
    b = (whole(target.middle[0]), whole(target.middle[1]))
    return _exit(a, b, source), _exit(b, a, target)


def _shared(low: int, high: int, other_low: int, other_high: int) -> int | None:
    """The middle of the stretch two sides have in common, if it is wide enough to leave corners alone."""
    start, end = max(low, other_low), min(high, other_high)
    return (start + end) // 2 if end - start >= 16 else None


def _inward(frame: Box, box: Box) -> Line:
    """From a container's frame to a box inside it, over the shortest way; the name above stays free."""
    x, y = whole(box.middle[0]), whole(box.middle[1])
    ways = [
        (box.x - frame.x, ((frame.x, y), (box.x, y))),
        (frame.right - box.right, ((frame.right, y), (box.right, y))),
        (frame.bottom - box.bottom, ((x, frame.bottom), (x, box.bottom))),
    ]
    return min(ways)[1]


def loop(box: Box) -> Line:
    """A line from a box to itself, around its lower right corner."""
    x, y = box.right - min(30, box.w // 2), box.bottom - min(20, box.h // 2)
    return (
        (box.right, y),
        (box.right + LOOP, y),
        (box.right + LOOP, box.bottom + LOOP),
        (x, box.bottom + LOOP),
        (x, box.bottom),
    )
