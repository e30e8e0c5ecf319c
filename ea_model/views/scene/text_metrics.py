"""How wide words are, and how they break over lines, the same on every machine.

Widths are those of Helvetica (Arial and Liberation Sans share them), in thousandths of the font size.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"

_PLAIN = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 "
    "556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 "
    "722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 "
    "556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 "
    "260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 "
    "556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 "
    "722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 "
    "556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 "
    "280 389 584"
)
_BEYOND_ASCII = {"…": 1000, "—": 1000, "–": 556, "€": 556, "·": 278, "•": 350, "«": 556, "»": 556, "→": 1000}
_WIDE = 1000
_UNKNOWN = 760
"""Letters outside the table (Greek, Cyrillic, signs): generous, so that words never leave their box."""

_LEAST_PIECE = 3
_STILL_GOOD = 2
"""Pixels letters may lose before words are cut."""
_VOWELS = frozenset("aeiouyàáâäåæèéêëìíîïòóôöøùúûü")
_ONE_SOUND = frozenset(
    ("ch", "ck", "gh", "ph", "qu", "sh", "th", "pr", "br", "tr", "dr", "kr", "cr", "gr", "pl", "bl", "kl", "cl", "gl",
     "sc", "st")
)  # fmt: skip
"""Letters no hyphen parts."""

_TABLES = tuple({chr(32 + i): int(w) for i, w in enumerate(row.split())} for row in (_PLAIN, _BOLD))


@lru_cache(maxsize=4096)
def _width_of(char: str, bold: bool) -> int:
    table = _TABLES[bold]
    if char in table:
        return table[char]
    if char in _BEYOND_ASCII:
        return _BEYOND_ASCII[char]
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Cc", "Cs"}:
        return 0
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return _WIDE
    # é is as wide as e: the accent hangs above the letter.
    base = unicodedata.normalize("NFD", char)[0]
    return table.get(base, _UNKNOWN)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels the text takes at a font size in pixels."""
    return sum(_width_of(char, bold) for char in text) * size / 1000


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Text over lines. ``broken``: some word had to be cut in two."""

    lines: tuple[str, ...]
    broken: bool = False


@lru_cache(maxsize=8192)
def wrap(text: str, width: float, size: float, *, bold: bool = False) -> Wrapped:
    """Break at spaces into the fewest lines, evenly filled; only a word wider than a line is cut."""
    best = _greedy(text, width, size, bold)
    # The narrowest width that needs no extra line gives lines of even length instead of a lonely last word.
    low, high = width * 0.4, width
    while high - low > 2 and not best.broken:
        middle = (low + high) / 2
        narrower = _greedy(text, middle, size, bold)
        if len(narrower.lines) == len(best.lines) and not narrower.broken:
            best, high = narrower, middle
        else:
            low = middle
    return best


def _greedy(text: str, width: float, size: float, bold: bool) -> Wrapped:
    lines: list[str] = []
    broken = False
    for paragraph in text.strip().splitlines():
        line = ""
        for word in paragraph.split():
            joined = f"{line} {word}" if line else word
            if text_width(joined, size, bold=bold) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            *full, line = _pieces(word, width, size, bold)
            lines += full
            broken = broken or bool(full)
        lines.append(line)
    return Wrapped(tuple(lines), broken)


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """Cut one word into pieces that fit: after a joint (``-``, ``/``, ``_`` …) where there is one, else by syllable."""
    pieces: list[str] = []
    while text_width(word, size, bold=bold) > width and len(word) > 1:
        end = len(word) - 1
        while end > 1 and text_width(word[:end] + "-", size, bold=bold) > width:
            end -= 1
        joint = max((m.end() for m in re.finditer(r"[-/_.,:;–|]", word[:end])), default=0)
        end = joint if joint >= _LEAST_PIECE else syllable_end(word, end) or end
        hyphen = "-" if word[end - 1].isalpha() and word[end].isalpha() and end > 2 else ""
        pieces.append(word[:end] + hyphen)
        word = word[end:]
    return [*pieces, word]


def syllable_end(word: str, most: int) -> int:
    """Where a hyphen may stand among the first ``most`` letters: before a consonant and a vowel; 0 for nowhere."""
    lower = word.lower()
    for end in range(min(most, len(word) - _LEAST_PIECE), _LEAST_PIECE - 1, -1):
        before, after = lower[:end], lower[end : end + 2]
        if not (before[-1] + after).isalpha() or before[-1] + after[0] in _ONE_SOUND:
            continue
        if after[0] not in _VOWELS and after[1] in _VOWELS and any(letter in _VOWELS for letter in before[-4:]):
            return end
    return 0


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text on one line, ending in … when it does not fit."""
    text = " ".join(text.split())
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(text + "…", size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit a rectangle at ``size`` pixels. ``cut``: words were left out."""

    lines: tuple[str, ...]
    size: float
    cut: bool = False


def leading(size: float) -> float:
    """Pixels from one line of text to the next."""
    return size * 7 / 6


def fit(text: str, width: float, height: float, *, size: int = 12, smallest: int = 8, bold: bool = False) -> Fitted:
    """Wrap; if that does not fit, shrink the letters a little; then cut words, shrink further, and only then end in
    …."""
    little = max(size - _STILL_GOOD, smallest)
    for may_break, sizes in ((False, range(size, little - 1, -1)), (True, range(size - 1, smallest - 1, -1))):
        for candidate in sizes:
            wrapped = wrap(text, width, candidate, bold=bold)
            if len(wrapped.lines) * leading(candidate) <= height and (may_break or not wrapped.broken):
                return Fitted(wrapped.lines, candidate)
    room = max(1, int(height / leading(smallest)))
    lines = list(wrap(text, width, smallest, bold=bold).lines)[:room]
    lines[-1] = shortened(lines[-1] + "…", width, smallest, bold=bold)
    return Fitted(tuple(lines), smallest, cut=True)
