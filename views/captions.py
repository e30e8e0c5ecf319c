"""Words on lines: each finds a place on its own line, away from boxes and from each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from views.boxes import DIMMED, EMPHASIS, paint_words
from views.diagram import Edge
from views.geometry import Box, Line
from views.labels import SMALL, Words
from views.notation import INK, WHITE
from views.svg import Element, add
from views.text import fit, leading, text_width

_WIDEST = 120
"""Pixels before a caption breaks."""
_MOST_LINES = 3


class Captions:
    """The captions of one drawing, placed one after the other."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._taken = list(boxes)

    def paint(self, parent: Element, edge: Edge, line: Line) -> None:
        """Write the label of an edge on the longest straight part of its line that has room for it."""
        fitted = fit(edge.label, _WIDEST, _MOST_LINES * leading(SMALL), size=SMALL)
        if not any(fitted.lines):
            return
        step = leading(fitted.size)
        width = max(text_width(text, fitted.size) for text in fitted.lines) + 4
        height = len(fitted.lines) * step
        places = [_around(x, y, width, height) for x, y in _candidates(line)]
        place = next((p for p in places if not any(p.overlaps(other) for other in self._taken)), places[0])
        self._taken.append(place)
        group = add(parent, "g", class_="caption", opacity=DIMMED if edge.dimmed else None)
        x, y = place.middle
        top = y - height / 2
        for i, text in enumerate(fitted.lines):
            baseline = top + i * step + (step - fitted.size) / 2 + fitted.size * 0.85
            words = Words(x, baseline, text, fitted.size, centred=True)
            paint_words(group, words, halo=WHITE, ink=EMPHASIS if edge.emphasis else INK)


def _around(x: float, y: float, width: float, height: float) -> Box:
    left, top = max(0, math.floor(x - width / 2)), max(0, math.floor(y - height / 2))
    return Box(left, top, math.ceil(width), math.ceil(height))


def _candidates(line: Line) -> Iterator[tuple[float, float]]:
    """The middle of each straight part, the longest first, then points beside the middle."""
    parts = sorted(pairwise(line), key=lambda part: -math.dist(*part))
    for share in (0.5, 0.3, 0.7):
        for (x1, y1), (x2, y2) in parts:
            yield x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
