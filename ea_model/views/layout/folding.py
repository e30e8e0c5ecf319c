"""Ranks of boxes that became too long, folded into several rows like words into lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from ea_model.views.layout.packing import ASPECT, sheet
from ea_model.views.scene.geometry import Box

GAP = 40
"""Between boxes of a folded row: room for lines to pass."""
_TOO_LONG = 2.2
"""Proportions up to which a drawing stays as the engine made it."""
_TOO_LONG_CHAIN = 4.0
"""The same for a drawing that is meant to be read from left to right."""
_TOO_TALL = 0.5


def proportionate(w: int, h: int, *, upright: bool) -> bool:
    """The drawing suits a screen, or is so small that it does not matter. ``upright`` ranks are columns."""
    longest = _TOO_LONG_CHAIN if upright else _TOO_LONG
    return max(w, h) < 700 or _TOO_TALL <= w / max(h, 1) <= longest


def folded(boxes: dict[str, Box], rank_gap: int, *, upright: bool) -> dict[str, Box]:
    """The boxes with each rank broken over as many rows as give the best proportions.

    ``upright`` ranks are columns. The order within a rank is kept, as it avoids crossings.
    """
    turned = {id_: _turned(box) for id_, box in boxes.items()} if upright else boxes
    ranks = _ranks(turned)
    aspect = 1 / ASPECT if upright else ASPECT
    best: dict[str, Box] = {}
    best_score = float("inf")
    widest = max((_width(rank) for rank in ranks), default=0)
    for parts in range(1, 16):
        rows = [row for rank in ranks for row in _broken(rank, widest / parts)]
        tried = _stacked(rows, rank_gap)
        w, h = max(box.right for box in tried.values()), max(box.bottom for box in tried.values())
        score = sheet(w, h, aspect)
        if score < best_score:
            best, best_score = tried, score
    return {id_: _turned(box) for id_, box in best.items()} if upright else best


def _turned(box: Box) -> Box:
    return Box(box.y, box.x, box.h, box.w)


_Row = list[tuple[str, Box]]


def _ranks(boxes: dict[str, Box]) -> list[_Row]:
    """Boxes by rank: the engine puts the middles of a rank at one height."""
    ranks: list[_Row] = []
    height = None
    for id_, box in sorted(boxes.items(), key=lambda item: (whole_middle(item[1]), item[1].x)):
        if height is None or whole_middle(box) - height > 2:
            ranks.append([])
            height = whole_middle(box)
        ranks[-1].append((id_, box))
    return [sorted(rank, key=lambda item: item[1].x) for rank in ranks]


def whole_middle(box: Box) -> int:
    return box.y + box.h // 2


def _width(row: Sequence[tuple[str, Box]]) -> int:
    return sum(box.w + GAP for _, box in row) - GAP


def _broken(rank: _Row, width: float) -> list[_Row]:
    """Even rows, none much wider than the width unless one box is."""
    count = min(len(rank), max(1, ceil(_width(rank) / max(width, 1))))
    target = _width(rank) / count
    rows: list[_Row] = [[]]
    for item in rank:
        if rows[-1] and _width([*rows[-1], item]) > target * 1.15 and len(rows) < count:
            rows.append([])
        rows[-1].append(item)
    return rows


def _stacked(rows: Sequence[_Row], rank_gap: int) -> dict[str, Box]:
    """Rows below each other, each in the middle of the sheet."""
    widest = max((_width(row) for row in rows), default=0)
    result: dict[str, Box] = {}
    y = 0
    for row in rows:
        x = (widest - _width(row)) // 2
        height = max(box.h for _, box in row)
        for id_, box in row:
            result[id_] = Box(x, y + (height - box.h) // 2, box.w, box.h)
            x += box.w + GAP
        y += height + rank_gap
    return result
