"""Texts in boxes: broken over lines as wide as the box, aligned and placed as the author wants."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ea_model.views.imported.looks import Font
from ea_model.views.scene import Spot, Text
from ea_model.views.scene.geometry import Box
from ea_model.views.scene.text_metrics import syllable_end, text_width

LEADING = 1.2
"""From one line to the next, in sizes of the letters."""
_SMALLEST = 0.7
"""What does not fit a box gets smaller letters, down to this share."""
_READABLE = 7.0
_BASELINE = 0.93
_MOST_LINES = 400
_SPILL = 6
"""Pixels words may stand out of their room before lines are left out, as Archi cuts them off."""
_JOINTS = "-/_.,:;–|"
_JOINT = re.compile(f"[{re.escape(_JOINTS)}]")
_LEAST_PIECE = 3


@dataclass(frozen=True, slots=True)
class Area:
    """Where a text stands, and how: ``anchor`` start, middle or end; ``place`` 0 top, 1 middle, 2 bottom."""

    box: Box
    anchor: str = "middle"
    place: int = 0


@lru_cache(maxsize=65536)
def word_width(word: str, bold: bool) -> float:
    """Width of a word with letters of one pixel; models repeat their words on every view."""
    return text_width(word, 1, bold=bold)


def width_of(line: str, font: Font) -> float:
    """Pixels a line takes."""
    words = line.split(" ")
    blank = word_width(" ", font.bold)
    return (sum(word_width(word, font.bold) for word in words) + blank * (len(words) - 1)) * font.size * font.width


@lru_cache(maxsize=8192)
def broken(text: str, width: float, font: Font) -> tuple[str, ...]:
    """The lines of a text; the author's own breaks stay, and a word wider than the line is cut."""
    unit = font.size * font.width
    room = max(width / unit, 1) if unit else 1
    blank = word_width(" ", font.bold)
    lines: list[str] = []
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n"):
        line, length = "", 0.0
        for word in paragraph.split(" "):
            wide = word_width(word, font.bold)
            if line and length + blank + wide > room:
                lines.append(line)
                line, length = "", 0.0
            *full, last = _pieces(word, room, font.bold) if wide > room else [word]
            lines += full
            wide = word_width(last, font.bold) if full else wide
            line, length = (f"{line} {last}", length + blank + wide) if line else (last, wide)
        lines.append(line)
        if len(lines) > _MOST_LINES:
            return tuple(lines[:_MOST_LINES])
    return tuple(lines)


def _pieces(word: str, room: float, bold: bool) -> list[str]:
    """A word in pieces that fit: cut after a joint (``-``, ``/`` …) where there is one, else by syllable."""
    pieces: list[str] = []
    while True:
        most = _that_fit(word, room, bold)
        if most >= len(word):
            return [*pieces, word]
        joint = max((word.rfind(sign, 0, most) for sign in _JOINTS), default=-1) + 1
        if joint >= _LEAST_PIECE:
            pieces.append(word[:joint])
            word = word[joint:]
            continue
        hyphened = _that_fit(word, room - word_width("-", bold), bold)
        cut = syllable_end(word, hyphened)
        pieces.append(f"{word[:cut]}-" if cut else word[:most])
        word = word[cut or most :]


def _that_fit(word: str, room: float, bold: bool) -> int:
    """How many of the first letters of a word fit; one at least."""
    length = 0.0
    for at, letter in enumerate(word):
        length += word_width(letter, bold)
        if length > room and at:
            return at
    return len(word)


@lru_cache(maxsize=8192)
def fitted(text: str, box: Box, font: Font) -> tuple[tuple[str, ...], Font]:
    """Lines and letters that fit a box: smaller ones, to a limit, if that keeps words whole and in sight."""
    text = text.strip()
    longest = max((word_width(word, font.bold) for word in _JOINT.sub(r"\g<0> ", text).split()), default=0)
    sizes = _sizes(font.size)
    whole = next((size for size in sizes if longest * size * font.width <= box.w), font.size)
    for size in sizes:
        if size > whole:
            continue
        smaller = replace(font, size=size)
        lines = broken(text, box.w, smaller)
        if len(lines) * size * LEADING <= box.h + 2:
            break
    return lines, smaller


@lru_cache(maxsize=64)
def _sizes(size: float) -> tuple[float, ...]:
    """The sizes letters may have, the wanted one first."""
    least = max(size * _SMALLEST, _READABLE)
    steps = int(max(size - least, 0))
    return tuple(round(size - step, 1) for step in range(steps + 1))


@dataclass(frozen=True, slots=True)
class Setting:
    """A text as it stands in its area: its lines, its letters, and the top of the first line."""

    lines: tuple[str, ...]
    font: Font
    top: float
    whole: bool
    """Nothing is left out."""


def set_in(text: str, area: Area, font: Font) -> Setting:
    """The lines of a text in an area; what does not fit is left out."""
    lines, font = fitted(text, area.box, font)
    step = font.size * LEADING
    room = max(int((area.box.h + _SPILL) / step), 1)
    whole = len(lines) <= room
    if not whole:
        lines = (*lines[: room - 1], lines[room - 1].rstrip(" .,") + "…")
    over = area.box.h - step * len(lines)
    top = area.box.y + (0, max(over / 2, 0), over)[area.place]
    return Setting(lines, font, top, whole)


def text_in(text: str, area: Area, font: Font, ink: str) -> list[Text]:
    """A text as it stands in its area; nothing for one without words."""
    if not text.strip():
        return []
    setting = set_in(text, area, font)
    x = {"start": area.box.x, "middle": area.box.x + area.box.w / 2, "end": area.box.right}[area.anchor]
    return [text_of(setting.lines, (x, setting.top), area.anchor, setting.font, ink)]


def text_of(lines: tuple[str, ...], corner: Spot, anchor: str, font: Font, ink: str, halo: str | None = None) -> Text:
    """Lines below each other from a top; each at the same x."""
    x, top = corner
    return Text(
        x, top + font.size * _BASELINE, "\n".join(lines), font.size, font.bold, font.italic, anchor, ink, halo,
        font.size * LEADING, font.family or None, font.decoration or None,
    )  # fmt: skip
