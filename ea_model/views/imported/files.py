"""Names of the files the views of a model are drawn into."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from ea_model.source.views import View

_LONGEST = 80
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
"""Names no file may have on Windows."""


def file_names(views: Iterable[View], ending: str) -> list[str]:
    """A file name for each view: what it is called, and a number where that is not enough.

    The same views in the same order get the same names; upper and lower case do not tell two apart.
    """
    names: list[str] = []
    taken: set[str] = set()
    for view in views:
        stem = _stem(str(view.name)) or _stem(view.id) or "view"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names.append(f"{name}.{ending}")
    return names


def _stem(text: str) -> str:
    """What of a name is safe in a file name anywhere."""
    kept = "".join(char if char.isalnum() or char in "-_." else " " for char in text)
    stem = "-".join(kept.split()).strip("-.")[:_LONGEST].rstrip("-.")
    return f"{stem}-view" if stem.casefold().partition(".")[0] in _DEVICES else stem


def address(name: str) -> str:
    """A file name as a relative address."""
    return quote(name)
