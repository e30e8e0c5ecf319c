"""Things computed once and kept with what they were computed from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self, TypeVar, cast

T = TypeVar("T")


class Memo:
    """Keeps what is built from it; what it is built from must not change any more (a sealed model, an answer)."""

    _memos: dict[Callable[[Any], Any], Any]

    def memo(self, build: Callable[[Self], T]) -> T:
        """What ``build`` makes of this, made on first use; ``build`` is a class or a function of a module."""
        memos = self._memos
        if build not in memos:
            memos[build] = build(self)
        return cast(T, memos[build])
