"""Words on lines: each finds a place on its own line, away from boxes, from other lines and from each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ea_model.views.scene import LineEnd, Paint, Part, SceneBox, SceneLine, Text, rect
from ea_model.views.scene.box_labels import Caption, caption
from ea_model.views.scene.diagram import Edge
from ea_model.views.scene.geometry import Box, Line
from ea_model.views.scene.notation import DIMMED, WHITE
from ea_model.views.scene.text_metrics import leading
from ea_model.views.svg.heads import FORMS
from ea_model.views.svg.lines import ink_of

_THIN = 1
"""Lines up to this wide run through their words, in pixels."""
_BESIDE = 9
"""From a line to the middle of a sign beside it, in pixels."""
_AIR = 2
"""Least room between words and a line of others, in pixels."""
_ON_BOX, _ON_WORDS, _ON_LINE, _ON_HEAD, _ON_OWN = 100, 100, 12, 12, 6
"""What it costs to stand on a box, on other words, on a line of others, on a head, on another part of the own line."""
_SHARES = (0.5, 0.3, 0.7, 0.15, 0.85)
"""Where on a straight part words may stand, the best first."""
_OTHER_SIDE = 0.5
"""What it costs to stand at the left of a line or below it; less than to stand on the next shorter part."""

Numbers = NDArray[np.float64]


class Captions:
    """The captions of one drawing, placed one after the other."""

    def __init__(self, boxes: Sequence[Box], frames: Sequence[Box], lines: Sequence[tuple[Edge, SceneLine]]) -> None:
        """``boxes`` no word may stand on, ``frames`` whose borders words had better not cross, and all lines."""
        self._boxes = np.array([_sides(box) for box in boxes], float).reshape(-1, 4)
        self._words = np.empty((0, 4))
        parts = [(*a, *b, edge.weight / 2 + _AIR, edge.id) for edge, line in lines for a, b in pairwise(line.points)]
        parts += [(*a, *b, 0.0, "") for frame in frames for a, b in _borders(frame)]
        self._parts = np.array([part[:4] for part in parts], float).reshape(-1, 4)
        self._reach = np.array([part[4] for part in parts], float)
        self._owners = np.array([part[5] for part in parts], dtype=object)
        self._heads = np.array([_square_of(end) for _, line in lines for end in line.ends], float).reshape(-1, 4)

    def place(self, edge: Edge, line: Line) -> SceneBox | None:
        """The label of an edge where its line has the most room for it; None for an edge without."""
        words = caption(edge.label)
        if words is None:
            return None
        beside = edge.weight > _THIN
        thick = edge.weight / 2 + 2
        away = (thick + words.w / 2, thick + words.h / 2) if beside else (_BESIDE, _BESIDE) if words.sign else (0, 0)
        candidates = list(_candidates(line, away))
        places = [_around(x, y, words) for x, y, _ in candidates]
        rows = np.array([_sides(place) for place in places], float)
        harm = np.array([cost for _, _, cost in candidates]) + self._harm(rows, edge.id, beside=beside)
        place = places[int(np.argmin(harm))]
        self._words = np.vstack((self._words, _sides(place)))
        # A rim round the letters would leave dashes of the line between them.
        ground = [] if beside or words.sign else [rect(place.x, place.y, place.w, place.h, Paint(WHITE), 2)]
        x, step, size = place.middle[0], leading(words.size), words.size
        parts: list[Part] = [
            *ground,
            *(
                Text(x, place.y + i * step + (step - size) / 2 + size * 0.85, text, size, bold=words.sign,
                     anchor="middle", ink=ink_of(edge), halo=WHITE)
                for i, text in enumerate(words.lines)
            ),
        ]  # fmt: skip
        return SceneBox(parts, "caption", edge=edge.id, tooltip=edge.label if words.cut else None,
                        opacity=DIMMED if edge.dimmed else None)  # fmt: skip

    def _harm(self, places: Numbers, owner: str, *, beside: bool) -> Numbers:
        """What stands in the way of words in each place."""
        harm: Numbers = _ON_BOX * _overlaps(places, self._boxes).sum(axis=1)
        harm = harm + _ON_WORDS * _overlaps(places, self._words).sum(axis=1)
        harm = harm + _ON_HEAD * _overlaps(places, self._heads).sum(axis=1)
        own = self._owners == owner
        crossed = _crossed(places, self._parts, self._reach)
        harm = harm + _ON_LINE * (crossed & ~own).sum(axis=1)
        return harm + _ON_OWN * (crossed & own).sum(axis=1) if beside else harm


def _sides(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.right, box.bottom


def _borders(box: Box) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    corners = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom), (box.x, box.y))
    return pairwise(corners)


def _square_of(end: LineEnd) -> tuple[float, float, float, float]:
    """The square round a head, from its foot to its tip."""
    (x, y), (bx, by) = end.tip, end.before
    length = math.hypot(bx - x, by - y) or 1
    along, down, half = (bx - x) / length, (by - y) / length, 7 * end.scale
    reach = FORMS[end.head].length * end.scale
    xs, ys = (x, x + along * reach), (y, y + down * reach)
    wide, high = half * abs(down), half * abs(along)
    return min(xs) - wide, min(ys) - high, max(xs) + wide, max(ys) + high


def _overlaps(places: Numbers, others: Numbers) -> NDArray[np.bool_]:
    """Which place lies over which other rectangle; touching borders do not count."""
    left, top, right, bottom = (places[:, i, None] for i in range(4))
    return (left < others[:, 2]) & (others[:, 0] < right) & (top < others[:, 3]) & (others[:, 1] < bottom)


def _crossed(places: Numbers, parts: Numbers, reach: Numbers) -> NDArray[np.bool_]:
    """Which place is crossed by which straight line, itself as wide as twice its reach."""
    x1, y1, x2, y2 = parts.T
    grown = np.stack((np.minimum(x1, x2) - reach, np.minimum(y1, y2) - reach, np.maximum(x1, x2) + reach,
                      np.maximum(y1, y2) + reach), axis=1)  # fmt: skip
    near = _overlaps(places, grown)
    length = np.hypot(x2 - x1, y2 - y1)
    across, down = (x2 - x1) / np.maximum(length, 1), (y2 - y1) / np.maximum(length, 1)
    middle_x, middle_y = (places[:, 0] + places[:, 2]) / 2, (places[:, 1] + places[:, 3]) / 2
    off = np.abs((middle_x[:, None] - x1) * down - (middle_y[:, None] - y1) * across)
    half = ((places[:, 2] - places[:, 0]) / 2)[:, None] * np.abs(down)
    half = half + ((places[:, 3] - places[:, 1]) / 2)[:, None] * np.abs(across)
    crossed: NDArray[np.bool_] = near & (off < half + reach)
    return crossed


def _around(x: float, y: float, words: Caption) -> Box:
    left, top = max(0, math.floor(x - words.w / 2)), max(0, math.floor(y - words.h / 2))
    return Box(left, top, words.w, words.h)


def _candidates(line: Line, away: tuple[float, float]) -> Iterator[tuple[float, float, float]]:
    """Middles of places for words and what each costs: the middle of the longest straight part costs nothing.

    ``away``: how far from the line, beside an upright part and above or below a level one. A sign such as + would be
    taken for a dash on a dashed line, and words on a thick one cannot be read.
    """
    parts = sorted(pairwise(line), key=lambda part: -math.dist(*part))
    for order, share in enumerate(_SHARES):
        for number, ((x1, y1), (x2, y2)) in enumerate(parts):
            level = abs(x2 - x1) > abs(y2 - y1)
            x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
            cost = float(number + order * len(parts))
            yield (x, y - away[1], cost) if level else (x + away[0], y, cost)
            if any(away):
                yield (x, y + away[1], cost + _OTHER_SIDE) if level else (x - away[0], y, cost + _OTHER_SIDE)
