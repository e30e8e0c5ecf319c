"""The interface register as docs/SEMANTICS.md 6 says it, on the plain walk of one world."""

from __future__ import annotations

from typing import Any

from ea_model.values import Unknown
from tests.oracle.kinds import is_a, layer
from tests.oracle.semantics import Walk

CORE = {"Business", "Application", "Technology"}
PEOPLE = ("BusinessActor", "BusinessRole", "BusinessCollaboration", "BusinessInterface")


def boundaries(walk: Walk) -> list[tuple[str, str]]:
    """The ends of every relation that crosses a boundary, those of T2 apart."""
    return sorted((a.id, b.id) for a, b in walk.crossings if _crosses(walk, a, b))


def _crosses(walk: Walk, one: Any, other: Any) -> bool:
    sides = _side(walk, one), _side(walk, other)
    parts = _part(walk, one), _part(walk, other)
    if parts.count("open") == 1:
        return any(sides)
    if set(parts) <= {"open", ""} or "" in parts:
        return False
    outsiders = parts.count("outsider")
    return outsiders < 2 and (outsiders == 1 or sides[0] != sides[1])


def _part(walk: Walk, element: Any) -> str:
    """What an element is: a side, one of our own people, an outsider, or open: without cells in a core layer."""
    if walk.involved(element) or _carriers(walk, element):
        return "side"
    if is_a(element, *PEOPLE):
        if isinstance(element.owner, Unknown):
            return "open"
        owner = getattr(element.owner, "id", None)
        return "own" if element.id in walk.own or owner in walk.own else "outsider"
    return "open" if layer(element) in CORE else ""


def _carriers(walk: Walk, element: Any) -> list[Any]:
    """What has cells and realizes an element without, in its own layer, at any depth."""
    carriers: list[Any] = []
    seen, waiting = {element.id}, [element]
    while waiting:
        here = waiting.pop()
        for relation in walk.relations:
            carrier = relation.source
            if relation.target is not here or not is_a(relation, "Realization", "Assignment"):
                continue
            if carrier.id in seen or carrier.id not in walk.elements or layer(carrier) != layer(here):
                continue
            seen.add(carrier.id)
            (carriers if walk.involved(carrier) else waiting).append(carrier)
    return carriers


def _side(walk: Walk, element: Any) -> set[str]:
    """Who looks after it: R, A or S for certain on an activity that is not the client's."""
    bearers = [element] if walk.involved(element) else _carriers(walk, element)
    return {
        c.provider for c, where in walk.certain.items() for b in bearers
        if b.id in where and walk.need(b, c.leaf) and not walk.model.activities[c.leaf].client_side
    }  # fmt: skip
