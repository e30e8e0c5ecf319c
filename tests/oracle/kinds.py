"""What kind of thing a concept is: by its class, and by the layer that fences an activity."""

from __future__ import annotations

from typing import Any


def layer(element: Any) -> str:
    """The layer that fences an activity; composites and junctions let everything through."""
    kind = type(element)
    if kind.aspect in {"Composite", "Relationship Connector"} and kind.layer == "Other":
        return ""
    return {"Physical": "Technology"}.get(kind.layer, str(kind.layer))


def is_a(concept: Any, *names: str) -> bool:
    """Is a concept of one of these kinds, or of a kind that specializes one?"""
    kind = type(concept)
    if kind not in _NAMES:
        _NAMES[kind] = frozenset(base.__name__ for base in kind.__mro__)
    return not _NAMES[kind].isdisjoint(names)


_NAMES: dict[type, frozenset[str]] = {}
