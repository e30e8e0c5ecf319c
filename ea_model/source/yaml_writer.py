"""Mappings, lists and texts as YAML with a layout that is always the same; reads back to the byte.

Short mappings and lists stand on one line, long ones one entry a line, texts of several lines as literal blocks. What
nobody can see (control characters, soft hyphens, marks of direction) is written as an escape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

WIDTH = 118
"""Columns a line has at most, where it can be broken at all."""
LONGEST_KEY = 200
"""Characters of a key that fits before its colon; YAML itself allows 1024 and no line breaks."""

_NULLS = frozenset({"null", "Null", "NULL"})
_PLAIN_START = re.compile(r"[\w(/+.;$=^]")
_NOT_IN_FLOW = re.compile(r"[,\[\]{}:#\"']")
_NOT_IN_BLOCK = re.compile(r": | #|[ :]\Z")
_ESCAPED = re.compile(r'["\\]|[^ -~]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_WHITE_IN_BLOCKS = str.maketrans("", "", "\n\t\N{NO-BREAK SPACE}")


def document(sections: dict[str, Any]) -> str:
    """One file: its sections with an empty line between them."""
    content = ""
    for key, value in sections.items():
        # A text that ends in empty lines keeps them all, so that it brings the one between sections along.
        content += "" if not content or content.endswith("\n\n") else "\n"
        content += "\n".join(_entry(key, value, 0)) + "\n"
    return content


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """The lines of one key with its value, at an indent."""
    margin = " " * indent
    spelled = scalar(key, flow=True)
    before = f"{margin}{spelled}:"
    if len(spelled) > LONGEST_KEY:
        yield f"{margin}? {spelled}"
        before = f"{margin}:"
    yield from _value(before, value, indent)


def _value(before: str, value: Any, indent: int) -> Iterator[str]:
    """A value behind what stands before it on its line; blocks go two columns further than ``indent``."""
    if isinstance(value, str):
        yield f"{before} {_block_text(value, indent + 2) or scalar(value)}"
        return
    line = on_one_line(value, WIDTH - len(before) - 1) if indent else None
    if line is not None or not value:
        yield f"{before} {line or ('{}' if isinstance(value, dict) else '[]')}"
        return
    yield before
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _entry(key, item, indent + 2)
        return
    for item in value:
        yield from _item(item, indent + 2)


def _item(value: Any, indent: int) -> Iterator[str]:
    """The lines of one item of a list; a mapping begins on the line of its dash."""
    dash = " " * indent + "-"
    if isinstance(value, dict) and value and on_one_line(value, WIDTH - len(dash) - 1) is None:
        lines = (line for key, item in value.items() for line in _entry(key, item, indent + 2))
        yield dash + next(lines)[indent + 1 :]
        yield from lines
        return
    yield from _value(dash, value, indent)


def on_one_line(value: Any, room: int = WIDTH) -> str | None:
    """A mapping or list between brackets; None where it does not fit, or holds a text of several lines."""
    if room < 2:
        return None
    if isinstance(value, str):
        spelled = scalar(value, flow=True)
        return None if "\n" in value or len(spelled) > room else spelled
    parts: list[str] = []
    left = room
    for item in value.items() if isinstance(value, dict) else value:
        if isinstance(value, dict):
            key = scalar(item[0], flow=True)
            inner = on_one_line(item[1], left - len(key) - 2)
            part = None if inner is None or len(key) > LONGEST_KEY else f"{key}: {inner}"
        else:
            part = on_one_line(item, left)
        if part is None:
            return None
        parts.append(part)
        left -= len(part) + 2
    inside = ", ".join(parts)
    line = f"{{{inside}}}" if isinstance(value, dict) else f"[{inside}]"
    return line if len(line) <= room else None


def scalar(text: str, *, flow: bool = False) -> str:
    """A text on one line: plain where YAML reads it as the same text, else quoted."""
    special = _NOT_IN_FLOW if flow else _NOT_IN_BLOCK
    plain = text and _PLAIN_START.match(text) and text not in _NULLS and not special.search(text)
    if plain and text.isprintable() and text[-1] != " ":
        return text
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _block_text(text: str, indent: int) -> str:
    """A text of several lines as a literal block; empty where it is none, or a block would not keep it."""
    if "\n" not in text or not text.strip() or not text.translate(_WHITE_IN_BLOCKS).isprintable():
        return ""
    body = text.rstrip("\n")
    chomping = {0: "-", 1: ""}.get(len(text) - len(body), "+")
    explicit = "2" if text[0] in " \t\n" else ""  # else YAML would take the white space for the indent
    margin = " " * indent
    lines = text.removesuffix("\n").split("\n")
    return "\n".join((f"|{explicit}{chomping}", *(margin + line if line else "" for line in lines)))
