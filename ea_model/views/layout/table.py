"""Positions for a diagram that is a table: columns as wide as their words need, rows as high as their fullest field."""

from __future__ import annotations

from math import ceil

from ea_model.views.scene.diagram import Diagram, GridPlace, Node
from ea_model.views.scene.geometry import Box
from ea_model.views.scene.text_metrics import leading, text_width, wrap

GAP = 2
"""Between fields, in pixels."""
SIZE = 11
"""Font size in fields, in pixels."""
_SIDE = 6
_LEAST, _MOST, _MOST_FIRST = 64, 132, 220
"""Width of a column, and of the first one at most."""
_ROW = 26
_MOST_LINES = 3


def is_table(diagram: Diagram) -> bool:
    """Has every node its place?"""
    return bool(diagram.nodes) and all(node.place is not None for node in diagram.nodes)


def fields(diagram: Diagram, margin: int) -> dict[str, Box]:
    """The box of every node of a table, by id, ``margin`` from the upper left corner."""
    placed = [(node, node.place) for node in diagram.nodes if node.place is not None]
    widths = _widths(placed)
    heights = _heights(placed, widths)
    lefts = _starts(widths, margin)
    tops = _starts(heights, margin)
    return {
        node.id: Box(
            lefts[at.column],
            tops[at.row],
            lefts[at.column + at.columns] - lefts[at.column] - GAP,
            tops[at.row + 1] - tops[at.row] - GAP,
        )
        for node, at in placed
    }


def _widths(placed: list[tuple[Node, GridPlace]]) -> list[int]:
    """Per column: its widest word, within bounds; text may take several lines."""
    count = max(at.column + at.columns for _, at in placed)
    widths = [_LEAST] * count
    for node, at in placed:
        if at.columns == 1:
            most = _MOST_FIRST if at.column == 0 else _MOST
            words = node.label.split() if at.column else [node.label]
            widest = max((text_width(word, SIZE, bold=True) for word in words), default=0) + 2 * _SIDE
            lines = text_width(node.label, SIZE, bold=True) / _MOST_LINES + 2 * _SIDE
            widths[at.column] = max(widths[at.column], min(most, ceil(max(widest, lines))))
    return widths


def _heights(placed: list[tuple[Node, GridPlace]], widths: list[int]) -> list[int]:
    heights = [0] * (max(at.row for _, at in placed) + 1)
    for node, at in placed:
        room = sum(widths[at.column : at.column + at.columns]) - 2 * _SIDE
        lines = min(len(wrap(node.label, room, SIZE).lines), _MOST_LINES)
        # Even heights keep the middle of every side on a whole pixel.
        heights[at.row] = max(heights[at.row], _ROW, 2 * ceil((lines * leading(SIZE) + 8) / 2))
    return heights


def _starts(sizes: list[int], first: int) -> list[int]:
    """Where each column or row begins, and where the last one ends."""
    starts = [first]
    for size in sizes:
        starts.append(starts[-1] + size + GAP)
    return starts
