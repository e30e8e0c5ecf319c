"""Words on lines: each finds a place on its own line, away from boxes and from each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from views.boxes import DIMMED, EMPHASIS, paint_words
from views.diagram import Edge
from views.geometry import Box, Line
from views.labels import Caption, Words, caption
from views.notation import INK, WHITE
from views.svg import Element, add
from views.text import leading

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
        places = [_around(x, y, words) for x, y in _candidates(line, beside=words.sign)]
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
            paint_words(group, written, halo=WHITE, ink=EMPHASIS if edge.emphasis else INK)


def _around(x: float, y: float, words: Caption) -> Box:
    left, top = max(0, math.floor(x - words.w / 2)), max(0, math.floor(y - words.h / 2))
    return Box(left, top, words.w, words.h)


def _candidates(line: Line, *, beside: bool) -> Iterator[tuple[float, float]]:
    """The middle of each straight part, the longest first, then points beside the middle.

    A sign such as + stands beside the line: on a dashed one it would be taken for a dash.
    """
    parts = sorted(pairwise(line), key=lambda part: -math.dist(*part))
    for share in (0.5, 0.3, 0.7):
        for (x1, y1), (x2, y2) in parts:
            level = abs(x2 - x1) > abs(y2 - y1)
            x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
            yield (x, y - _BESIDE) if beside and level else (x + _BESIDE, y) if beside else (x, y)
