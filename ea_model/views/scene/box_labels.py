"""The words in a box: how much room they ask, and where they stand in the room they got."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from ea_model.views.scene import Text
from ea_model.views.scene.diagram import CELL, Node
from ea_model.views.scene.geometry import Box
from ea_model.views.scene.notation import Outline, notation_of
from ea_model.views.scene.text_metrics import Fitted, fit, leading, shortened, text_width, wrap

SIZE = 12
"""Font size of names, in pixels."""
SMALL = 10
"""Font size of stereotypes, badges and words on lines."""
ICON = 16
"""Width and height of a corner icon."""
PADDING = 16
"""From the frame of a container to what it holds."""
TAB = 20
"""Height of the tab of a group with a one-line name."""
DISC = 15
"""Diameter of a junction, as in Archi."""

_WIDTHS = (140, 180, 220)
_HEIGHT = 60
_SIDE = 10
"""Room left and right of centred words."""
_ICON_ROOM = 22
"""Corner that the icon keeps to itself, from the top and from the right."""
_MOST_LINES = 7
_SMALL_WIDTH = 150
_SMALL_HEIGHT = 40
"""Size of a compact box: three lines of small letters."""
_FIELD_SIDE = 4
"""Room left and right of the words in a field of a table."""
_NOTE_WIDTH = 200
_NOTE_SIZE = 11
_NOTE_LINES = 24
_HEADER_WIDTH = 300
_HEADER_LINES = 2
_CAPTION_WIDTH = 110
_CAPTION_LINES = 3
_SIGN = 3
"""Letters up to which a caption is a sign (+, ++, R) rather than words."""
_TABS = (Outline.TAB, Outline.DASHED_TAB)


@dataclass(frozen=True, slots=True)
class Caption:
    """The words on a line, ``w`` by ``h`` pixels. ``sign``: so short that they need weight to be seen."""

    lines: tuple[str, ...]
    size: float
    w: int
    h: int
    sign: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Lettering:
    """All words in one box. ``cut``: some did not fit."""

    words: tuple[Text, ...]
    cut: bool = False


def caption(label: str) -> Caption | None:
    """A label of a line over at most three lines, or None when it says nothing."""
    if not label.strip():
        return None
    sign = len(label.strip()) <= _SIGN
    fitted = fit(label, _CAPTION_WIDTH, _CAPTION_LINES * leading(SMALL), size=SIZE if sign else SMALL, bold=sign)
    width = max(text_width(line, fitted.size, bold=sign) for line in fitted.lines)
    height = len(fitted.lines) * leading(fitted.size)
    return Caption(fitted.lines, fitted.size, ceil(width) + 4, ceil(height), sign, fitted.cut)


def guillemets(stereotype: str) -> str:
    return f"«{stereotype}»" if stereotype else ""


def leaf_size(node: Node) -> tuple[int, int]:
    """Width and height of a box that holds no other boxes."""
    shape = notation_of(node.kind).shape
    if shape is Outline.DISC:
        return DISC, DISC
    if shape is Outline.NOTE:
        lines = wrap(node.label, _NOTE_WIDTH - 2 * _SIDE, _NOTE_SIZE).lines[:_NOTE_LINES]
        return _NOTE_WIDTH, max(40, ceil(len(lines) * leading(_NOTE_SIZE)) + 2 * _SIDE)
    if shape in _TABS:
        width, height = header_size(node)
        return max(width, _WIDTHS[0]), max(height + PADDING, _HEIGHT)
    if node.compact:
        return _SMALL_WIDTH, _SMALL_HEIGHT
    for width in _WIDTHS:
        room = width - 2 * _SIDE
        wrapped = wrap(node.label, room, SIZE)
        fits = len(wrapped.lines) <= 3 and not wrapped.broken
        if fits and text_width(guillemets(node.stereotype), SMALL) <= room:
            break
    lines_high = min(len(wrapped.lines), _MOST_LINES) * leading(SIZE)
    needed = _ICON_ROOM + _stereotype_height(node) + lines_high + _bottom(node) + 3
    # Even heights keep the middle of every side on a whole pixel.
    return width, max(_HEIGHT, 2 * ceil(needed / 2))


def header_size(node: Node) -> tuple[int, int]:
    """Least width of a container and the height its name takes above what it holds."""
    room = _HEADER_WIDTH - 2 * _SIDE - _ICON_ROOM
    lines = wrap(node.label, room, SIZE, bold=True).lines[:_HEADER_LINES]
    widest = max((text_width(line, SIZE, bold=True) for line in lines), default=0.0)
    widest = max(widest, min(text_width(guillemets(node.stereotype), SMALL), room))
    high = TAB + (len(lines) - 1 if lines else 0) * leading(SIZE) + _stereotype_height(node)
    return ceil(widest) + 2 * _SIDE + _ICON_ROOM, ceil(high) + PADDING - 4


def header_area(node: Node, box: Box) -> Box:
    """The part of a container its name takes."""
    width, height = header_size(node)
    return Box(box.x, box.y, min(width, box.w), min(height - PADDING + 4, box.h))


def tab_size(node: Node, box: Box) -> tuple[int, int]:
    """Width and height of the tab on a group's frame."""
    fitted = _header_lines(node, box)
    words = [text_width(line, fitted.size, bold=True) for line in fitted.lines]
    words.append(text_width(guillemets(node.stereotype), SMALL))
    width = min(max(ceil(max(words)) + 2 * _SIDE, 40), box.w)
    high = TAB + max(0, len(fitted.lines) - 1) * leading(SIZE) + _stereotype_height(node)
    return width, min(ceil(high), box.h)


def lettering(node: Node, box: Box, *, container: bool) -> Lettering:
    """Where the stereotype and the name stand, made to fit."""
    shape = notation_of(node.kind).shape
    if shape is Outline.DISC and not container:
        return Lettering(())
    if container or shape in _TABS:
        return _at_top_left(node, box)
    if shape is Outline.NOTE:
        fitted = fit(node.label, box.w - 2 * _SIDE, box.h - 2 * _SIDE + 4, size=_NOTE_SIZE)
        step = leading(fitted.size)
        lines = (
            Text(box.x + _SIDE, box.y + _SIDE + i * step + fitted.size * 0.85, line, fitted.size)
            for i, line in enumerate(fitted.lines)
        )
        return Lettering(tuple(lines), fitted.cut)
    return _small(node, box) if node.compact or node.kind == CELL else _centred(node, box)


def _small(node: Node, box: Box) -> Lettering:
    """Words in the middle of a box that has room for nothing else; those over a whole row of a table at its left."""
    across = node.place is not None and (node.place.columns > 1 or node.place.column == 0)
    bold = node.kind == CELL and across
    badge = _bottom(node) - 5 if node.place is None else 0
    fitted = fit(node.label, box.w - 2 * _FIELD_SIDE, box.h - 4 - badge, size=_NOTE_SIZE, bold=bold)
    step = leading(fitted.size)
    top = box.y + (box.h - badge - len(fitted.lines) * step) / 2 + (step - fitted.size) / 2 + fitted.size * 0.85
    x = box.x + _FIELD_SIDE + 2 if across else box.x + box.w / 2
    words = (
        Text(x, top + i * step, line, fitted.size, bold=bold, anchor="start" if across else "middle")
        for i, line in enumerate(fitted.lines)
    )
    return Lettering(tuple(words), fitted.cut)


def _bottom(node: Node) -> float:
    """Room below the words; a badge sits astride the lower border."""
    return 10.0 if node.badge else 5.0


def _stereotype_height(node: Node) -> int:
    return SMALL + 3 if node.stereotype else 0


def _header_lines(node: Node, box: Box) -> Fitted:
    room = max(box.w - 2 * _SIDE - _ICON_ROOM, 20)
    return fit(node.label, room, _HEADER_LINES * leading(SIZE), bold=True)


def _at_top_left(node: Node, box: Box) -> Lettering:
    fitted = _header_lines(node, box)
    x, y = box.x + _SIDE, box.y + 4.0
    words = []
    if node.stereotype:
        room = max(box.w - 2 * _SIDE - _ICON_ROOM, 20)
        text = shortened(guillemets(node.stereotype), room, SMALL)
        words.append(Text(x, y + SMALL, text, SMALL, italic=True))
        y += _stereotype_height(node)
    for line in fitted.lines:
        words.append(Text(x, y + 11, line, fitted.size, bold=True))
        y += leading(fitted.size)
    return Lettering(tuple(words), fitted.cut)


def _centred(node: Node, box: Box) -> Lettering:
    above = _stereotype_height(node)
    room = box.w - 2 * _SIDE
    top, bottom = 5.0, _bottom(node)
    fitted = fit(node.label, room, box.h - top - bottom - above)
    if notation_of(node.kind).icon and _reaches_icon(node, box, fitted):
        top = float(_ICON_ROOM)
        fitted = fit(node.label, room, box.h - top - bottom - above)
    step = leading(fitted.size)
    y = box.y + top + (box.h - top - bottom - above - len(fitted.lines) * step) / 2
    middle = box.x + box.w / 2
    words = []
    if node.stereotype:
        text = shortened(guillemets(node.stereotype), room, SMALL)
        words.append(Text(middle, y + SMALL * 0.85, text, SMALL, italic=True, anchor="middle"))
        y += above
    for line in fitted.lines:
        words.append(
            Text(middle, y + (step - fitted.size) / 2 + fitted.size * 0.85, line, fitted.size, anchor="middle")
        )
        y += step
    return Lettering(tuple(words), fitted.cut)


def _reaches_icon(node: Node, box: Box, fitted: Fitted) -> bool:
    """Words centred over the whole height would run under the corner icon."""
    step = leading(fitted.size)
    above = _stereotype_height(node)
    y = (box.h - above - len(fitted.lines) * step) / 2
    free = box.w / 2 - _ICON_ROOM
    rows = [(y, text_width(guillemets(node.stereotype), SMALL))] if above else []
    rows += [(y + above + i * step, text_width(line, fitted.size)) for i, line in enumerate(fitted.lines)]
    return any(row_top < _ICON_ROOM - 2 and width / 2 > free for row_top, width in rows)
