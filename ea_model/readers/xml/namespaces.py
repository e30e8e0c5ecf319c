"""The prefixes that are bound around a piece of XML, so that the piece can be read by itself later.

Nearly every file binds its prefixes in its first tag; some tools bind them where they are first used.
"""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import quoteattr

_OWN = re.compile(rb"""\sxmlns(?::([^\s=]+))?\s*=""")
_NAME = re.compile(rb"<[^\s/>]+")


MOST = 1 << 12
"""Characters of prefixes and what they stand for that may be bound at one place; each piece read later repeats them."""


class Names:
    """What a parser of namespaces has bound where it is; the bindings of the first tag are for the reader to keep."""

    def __init__(self, parser: Any, too_many: Exception) -> None:
        self._bound: dict[str | None, list[str]] = {}
        self._first: dict[str | None, int] = {}
        self._inner = 0
        self._size = 0
        self._too_many = too_many
        parser.StartNamespaceDeclHandler, parser.EndNamespaceDeclHandler = self._bind, self._free

    def _bind(self, prefix: str | None, uri: str | None) -> None:
        self._bound.setdefault(prefix, []).append(uri or "")
        self._inner += 1
        self._size += len(prefix or "") + len(uri or "") + 1
        if self._size > MOST:
            raise self._too_many

    def _free(self, prefix: str | None) -> None:
        self._inner -= 1
        self._size -= len(prefix or "") + len(self._bound[prefix].pop()) + 1

    def begin(self) -> None:
        """Called within the first tag: what is bound now holds for the whole file."""
        self._first = {prefix: len(uris) for prefix, uris in self._bound.items()}
        self._inner = 0

    def given_to(self, piece: bytes) -> bytes:
        """An element that ends where the parser is, with what was bound between it and the first tag."""
        name = _NAME.match(piece)
        if not self._inner or name is None:
            return piece
        own = {prefix.decode() or None for prefix in _OWN.findall(piece, 0, piece.index(b">") + 1)}
        missing = "".join(
            f" xmlns{':' + prefix if prefix else ''}={quoteattr(uris[-1])}"
            for prefix, uris in self._bound.items()
            if len(uris) > self._first.get(prefix, 0) and prefix not in own
        )
        return piece[: name.end()] + missing.encode() + piece[name.end() :]
