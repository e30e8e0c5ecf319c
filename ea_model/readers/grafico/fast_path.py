"""The quick way through the file of one concept in a folder of coArchi, for the shape coArchi itself writes.

The expression is closed: it takes a whole file or nothing, and only what an XML parser would read the same way, with
no declaration, comment, document type, nesting or entity but the five of XML. Any other file is for the parser.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FINE = r'[^<&"\x00-\x1f\ufffe\uffff]*+'
_VALUE = rf'"{_FINE}(?:&(?:amp|lt|gt|quot|apos|#xA|#xD|#x9);{_FINE})*+"'
_WHITE = r"[ \r\n]++"
_XSI = rf'{_WHITE}xmlns:xsi="http://www\.w3\.org/2001/XMLSchema-instance"'
_ARCHIMATE = rf'{_WHITE}xmlns:archimate="http://www\.archimatetool\.com/archimate"'
_PART = rf"<[A-Za-z]++(?:{_WHITE}(?:xsi:type|[A-Za-z]++)={_VALUE})++[ \r\n]*+/>"
_FILE = re.compile(
    rf"<archimate:([A-Za-z]++)({_XSI})?{_ARCHIMATE}((?:{_WHITE}[A-Za-z]++={_VALUE})*+)[ \r\n]*+"
    rf"(?:/>|>((?:[ \r\n]*+{_PART})*+)[ \r\n]*+</archimate:\1>)[ \r\n]*+"
)
_ENTITY = re.compile("&([#A-Za-z0-9]+);")
_SIGNS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "#xA": "\n", "#xD": "\r", "#x9": "\t"}

Attributes = dict[str, str]


def glance(content: bytes) -> tuple[str, Attributes, list[tuple[str, Attributes]]] | None:
    """The type of the concept, its attributes, and every part of it by name with its own; None for another shape."""
    try:
        match = _FILE.fullmatch(content.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    if match is None:
        return None
    kind, typed, attributes, body = match.groups()
    if body and not typed and "xsi:" in body:
        return None
    own: Attributes = {}
    parts: list[tuple[str, Attributes]] = []
    return (kind, own, parts) if _fill(attributes, own, []) and _fill(body or "", {}, parts) else None


def _fill(text: str, attributes: Attributes, parts: list[tuple[str, Attributes]]) -> bool:
    """Take the attributes out of text that fits; False where a name stands twice, which XML forbids."""
    pieces = text.split('"')
    for before, value in zip(pieces[::2], pieces[1::2], strict=False):
        part, name = _names(before)
        if part:
            attributes = {}
            parts.append((part, attributes))
        if name in attributes:
            return False
        attributes[name] = _ENTITY.sub(_sign, value) if "&" in value else value
    return True


@lru_cache(maxsize=1024)
def _names(before: str) -> tuple[str, str]:
    """What stands before a value: the part that begins there, if one does, and the name of the attribute."""
    *tags, name = before.split()
    return tags[-1].rpartition("<")[2] if tags else "", name.removesuffix("=")


def _sign(entity: re.Match[str]) -> str:
    return _SIGNS[entity[1]]
