"""Names of the files the views of a model are drawn into."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from ea_model.source.views import View
from ea_model.writing.names import cut, unreserved, unused

_LONGEST, _MOST_BYTES = 80, 200


def file_names(views: Iterable[View], ending: str) -> list[str]:
    """A file name for each view: what it is called, and a number where that is not enough.

    The same views in the same order get the same names; upper and lower case do not tell two apart.
    """
    names: list[str] = []
    stems: set[str] = set()
    for view in views:
        name = unused(_stem(str(view.name)) or _stem(view.id) or "view", stems)
        stems.add(name.casefold())
        names.append(f"{name}.{ending}")
    return names


def _stem(text: str) -> str:
    """What of a name is safe in a file name anywhere."""
    letters = "".join(char if char.isalnum() or char in "-_." else " " for char in text)
    stem = "-".join(letters.split()).strip("-.")[:_LONGEST]
    return unreserved(cut(stem, _MOST_BYTES).rstrip("-."), "-view")


def address(name: str) -> str:
    """A file name as a relative address."""
    return quote(name)
