"""File names for pages: safe on every system, and the same as long as the id is.

An id of letters, digits, hyphens and dots names its file. Any other is reduced to those, with a digest of the id
behind it; so are ids that differ in capitals only, since not every file system tells those apart.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from ea_model.writing.names import is_device

_PLAIN = re.compile("[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_-])?")
_LONGEST = 40
_DIGITS = 10


def stems(ids: Iterable[str]) -> dict[str, str]:
    """A name for each id, without ending; no two are the same, whatever a file system makes of capitals."""
    unique = tuple(dict.fromkeys(ids))
    twins = Counter(entry.casefold() for entry in unique)
    plain = {entry for entry in unique if _is_plain(entry) and twins[entry.casefold()] == 1}
    reserved = {entry.casefold() for entry in plain}
    names: dict[str, str] = {}
    for entry in unique:
        names[entry] = entry if entry in plain else _digested(entry, reserved)
    return names


def _is_plain(entry: str) -> bool:
    return bool(_PLAIN.fullmatch(entry)) and not is_device(entry)


def _digested(entry: str, reserved: set[str]) -> str:
    """What of the id can stand in a name, and as much of its digest as tells it from the others."""
    digest = hashlib.sha256(entry.encode("utf-8", "surrogatepass")).hexdigest()
    ascii_only = unicodedata.normalize("NFKD", entry).encode("ascii", "ignore").decode()
    readable = re.sub("[^A-Za-z0-9]+", "-", ascii_only).strip("-")[:_LONGEST].strip("-")
    for length in range(_DIGITS, len(digest) + 1):
        name = "-".join(filter(None, (readable, digest[:length])))
        if name.casefold() not in reserved:
            break
    reserved.add(name.casefold())
    return name
