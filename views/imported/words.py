"""Texts in boxes: broken over lines as wide as the box, aligned and placed as the author wants."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from views.geometry import Box
from views.imported.looks import Font
from views.svg import Element, add
from views.text import text_width

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
        line, taken = "", 0.0
        for word in paragraph.split(" "):
            wide = word_width(word, font.bold)
            if line and taken + blank + wide > room:
                lines.append(line)
                line, taken = "", 0.0
            *full, last = _pieces(word, room, font.bold) if wide > room else [word]
            lines += full
            wide = word_width(last, font.bold) if full else wide
            line, taken = (f"{line} {last}", taken + blank + wide) if line else (last, wide)
        lines.append(line)
        if len(lines) > _MOST_LINES:
            return tuple(lines[:_MOST_LINES])
    return tuple(lines)


def _pieces(word: str, room: float, bold: bool) -> list[str]:
    """A word in pieces that fit, cut after a joint (``-``, ``/``, ``_`` …) where there is one."""
    pieces: list[str] = []
    piece, taken = "", 0.0
    for letter in word:
        wide = word_width(letter, bold)
        if piece and taken + wide > room:
            joint = max((piece.rfind(sign) for sign in _JOINTS), default=-1) + 1
            cut = joint if joint >= _LEAST_PIECE else len(piece)
            pieces.append(piece[:cut])
            piece = piece[cut:]
            taken = word_width(piece, bold)
        piece += letter
        taken += wide
    return [*pieces, piece]


@lru_cache(maxsize=8192)
def fitted(text: str, box: Box, font: Font) -> tuple[tuple[str, ...], Font]:
    """Lines and letters that fit a box: smaller ones, down to a limit, where words would break or lines run out."""
    text = text.strip()
    longest = max((word_width(word, font.bold) for word in _JOINT.sub(r"\g<0> ", text).split()), default=0)
    least = max(font.size * _SMALLEST, _READABLE)
    while longest * font.size * font.width > box.w and font.size - 1 >= least:
        font = replace(font, size=round(font.size - 1, 1))
    lines = broken(text, box.w, font)
    while len(lines) * font.size * LEADING > box.h + 2 and font.size - 1 >= least:
        font = replace(font, size=round(font.size - 1, 1))
        lines = broken(text, box.w, font)
    return lines, font


def write(parent: Element, text: str, area: Area, font: Font, ink: str, *, halo: str | None = None) -> None:
    """Add a text as one element, a line each."""
    if not text.strip():
        return
    box = area.box
    lines, font = fitted(text, box, font)
    step = font.size * LEADING
    room = max(int((box.h + _SPILL) / step), 1)
    if len(lines) > room:
        lines = (*lines[: room - 1], lines[room - 1].rstrip(" .,") + "…")
    tall = step * len(lines)
    top = box.y + (0, (box.h - tall) / 2, box.h - tall)[area.place]
    x = {"start": box.x, "middle": box.x + box.w / 2, "end": box.right}[area.anchor]
    write_lines(parent, lines, (x, max(top, box.y) if area.place == 1 else top), area.anchor, font, ink, halo=halo)


def write_lines(
    parent: Element,
    lines: tuple[str, ...],
    corner: tuple[float, float],
    anchor: str,
    font: Font,
    ink: str,
    *,
    halo: str | None = None,
) -> None:
    """Lines below each other from a top; each at the same x."""
    x, top = corner
    step = font.size * LEADING
    element = add(
        parent,
        "text",
        None,
        font_family=font.family or None,
        font_size=font.size,
        font_weight="bold" if font.bold else None,
        font_style="italic" if font.italic else None,
        text_decoration=font.decoration or None,
        text_anchor=None if anchor == "start" else anchor,
        fill=ink,
        stroke=halo,
        stroke_width=3 if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
    )
    for number, line in enumerate(lines):
        if line.strip():
            add(element, "tspan", line.rstrip(), x=x, y=top + number * step + font.size * _BASELINE)
