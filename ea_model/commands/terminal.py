"""What goes to a terminal shows characters that steer it, or turn the order of a line, instead of obeying them."""

from __future__ import annotations

import re
from typing import Any, TextIO

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters but line ends and tabs, and those that change the direction of what follows."""


def visible(text: str) -> str:
    """The text with such characters as Python spells them: ``\\x1b``, ``\\u202e``."""
    return _STEERING.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


class VisibleStream:
    """A stream of text on which nothing steers the terminal; bytes that are written to its buffer stay as they are."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text; returns its length, as streams do."""
        self._stream.write(visible(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
