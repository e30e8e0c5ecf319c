"""Names of files made from ids and titles: bounded, portable, and unique also for who reads no capitals."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection

DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
"""Names no file may have on Windows, whatever stands behind their first dot."""
MOST_BYTES = 80
"""Of an id in a name: with a moment, a word before it and an ending it still fits every file system."""


def is_device(name: str) -> bool:
    """Is what stands before the first dot the name of a device on Windows?"""
    return unicodedata.normalize("NFKC", name.partition(".")[0]).strip().casefold() in DEVICES


def unreserved(name: str, mark: str = "-") -> str:
    """The name with a mark before its first dot, where Windows would take it for a device."""
    head, dot, rest = name.partition(".")
    return f"{head}{mark}{dot}{rest}" if is_device(name) else name


def portable(text: str) -> str:
    """A title as part of a file name: letters, digits and ``-_.``, at most `MOST_BYTES`; two may come to the same."""
    name = "".join(char if char.isalnum() or char in "-_." else "-" for char in unicodedata.normalize("NFC", text))
    if name.startswith("."):
        name = f"-{name[1:]}"
    if name.endswith("."):
        name = f"{name[:-1]}-"
    return unreserved(cut(name, MOST_BYTES))


def safe(identifier: str) -> str:
    """An id as part of a file name or of another id; one that cannot stand there as it is gets its digest behind it.

    Two ids that differ in more than capitals never come to the same.
    """
    name = portable(identifier)
    return name if name == identifier else f"{cut(name, MOST_BYTES - 9)}-{digest(identifier)}"


def digest(identifier: str) -> str:
    """Eight digits that tell an id from others."""
    return hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def cut(text: str, most: int) -> str:
    """At most so many bytes of a text, and no half letter."""
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")


def unused(stem: str, used: Collection[str], ending: str = "") -> str:
    """The stem with its ending, and a number between where ``used``, casefolded names, has it already."""
    name, number = f"{stem}{ending}", 1
    while name.casefold() in used:
        number += 1
        name = f"{stem}-{number}{ending}"
    return name
