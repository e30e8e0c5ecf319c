"""Text and attributes of XML as strings, for writers that put out very many of both."""

from __future__ import annotations

import re
from functools import lru_cache

_FINE = "\x20!#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
_ATTRIBUTE = re.compile(f"[^{_FINE}]")
_TEXT = re.compile(f'[^\t\n"{_FINE}]')
"""What cannot stand in a value, or between tags, as it is."""
_CODES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;"}


def _code(match: re.Match[str]) -> str:
    """How a sign is written; nothing for what XML forbids."""
    return _CODES.get(match[0], "")


def attribute(text: str) -> str:
    """Text as the value of an attribute, without its quotes; what XML forbids is gone."""
    return _ATTRIBUTE.sub(_code, text) if _ATTRIBUTE.search(text) else text


def content(text: str) -> str:
    """Text between tags; what XML forbids is gone."""
    return _TEXT.sub(_code, text) if _TEXT.search(text) else text


def property_line(key: str, value: str, margin: str) -> str:
    """A property as Archi writes it, which says nothing of what is empty."""
    pair = (f' key="{attribute(key)}"' if key else "") + (f' value="{attribute(value)}"' if value else "")
    return f"{margin}<property{pair}/>\n"


def attributes(values: dict[str, str]) -> str:
    """`` name="value"`` for each."""
    return "".join(f' {name}="{attribute(value)}"' for name, value in values.items())


@lru_cache(maxsize=256)
def indent(depth: int) -> str:
    """White space before a tag."""
    return "  " * depth
