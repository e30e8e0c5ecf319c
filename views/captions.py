"""Words on lines: each finds a place on its own line, away from boxes and from each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from views.boxes import DIMMED, paint_words
from views.diagram import Edge
from views.geometry import Box, Line
from views.labels import Caption, Words, caption
from views.lines import ink_of
from views.notation import WHITE
from views.svg import Element, add
from views.text import leading

_THIN = 1
"""Lines up to this wide run through their words, in pixels."""
_BESIDE = 9
"""From a line to the middle of a sign beside it, in pixels."""


class Captions:
    """The captions of one drawing, placed one after the other."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._taken = list(boxes)

    def paint(self, parent: Element, edge: Edge, line: Line) -> None:
        """Write the label of an edge on the longest straight part of its line that has room for it."""
        words = caption(edge.label)
        if words is None:
            return
        thick = edge.weight / 2 + 2 if edge.weight > _THIN else 0
        away = (thick + words.w / 2, thick + words.h / 2) if thick else (_BESIDE, _BESIDE) if words.sign else (0, 0)
        places = [_around(x, y, words) for x, y in _candidates(line, away)]
        place = next((p for p in places if not any(p.overlaps(other) for other in self._taken)), places[0])
        self._taken.append(place)
        group = add(parent, "g", class_="caption", opacity=DIMMED if edge.dimmed else None)
        if words.cut:
            add(group, "title", edge.label)
        x, _ = place.middle
        step = leading(words.size)
        for i, text in enumerate(words.lines):
            y = place.y + i * step + (step - words.size) / 2 + words.size * 0.85
            written = Words(x, y, text, words.size, bold=words.sign, centred=True)
            paint_words(group, written, halo=WHITE, ink=ink_of(edge))


def _around(x: float, y: float, words: Caption) -> Box:
    left, top = max(0, math.floor(x - words.w / 2)), max(0, math.floor(y - words.h / 2))
    return Box(left, top, words.w, words.h)


def _candidates(line: Line, away: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """The middle of each straight part, the longest first, then points nearer its ends.

    ``away``: how far from the line, beside an upright part and above a level one. A sign such as + would be taken for
    a dash on a dashed line, and words on a thick one cannot be read.
    """
    parts = sorted(pairwise(line), key=lambda part: -math.dist(*part))
    for share in (0.5, 0.3, 0.7):
        for (x1, y1), (x2, y2) in parts:
            level = abs(x2 - x1) > abs(y2 - y1)
            x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
            yield (x, y - away[1]) if level else (x + away[0], y)
