"""What a derived relation may be: the twelve restrictions of ArchiMate 3.2 Appendix B.4, and the relationship table.

They hold for derived relations only; a modelled one just has to be in the table. Source: The Open Group,
ArchiMate 3.2 Specification, Appendix B, in our own words.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from ea_model.metamodel.archimate import ELEMENT_TYPES, RELATION_TYPES
from ea_model.metamodel.tables import relationship_table

_SYMBOLS = {kind.__name__: kind.symbol for kind in RELATION_TYPES}
_COMPOSITES = ("Grouping", "Location")


class Domain(Enum):
    """The part of the language an element type belongs to, as the restrictions use it."""

    CORE = "Core"
    STRATEGY = "Strategy"
    MOTIVATION = "Motivation"
    CHANGE = "Implementation & Migration"


_CORE, _STRATEGY, _MOTIVATION, _CHANGE = Domain.CORE, Domain.STRATEGY, Domain.MOTIVATION, Domain.CHANGE
_BETWEEN_DOMAINS: tuple[tuple[int, frozenset[Domain], frozenset[Domain], frozenset[str]], ...] = (
    (2, frozenset({_CHANGE, _CORE, _STRATEGY}), frozenset({_MOTIVATION}),
     frozenset({"Assignment", "Realization", "Influence", "Association"})),
    (3, frozenset({_MOTIVATION}), frozenset({_CHANGE, _CORE, _STRATEGY}), frozenset({"Association"})),
    (4, frozenset({_CHANGE, _CORE}), frozenset({_STRATEGY}), frozenset({"Realization", "Association"})),
    (5, frozenset({_STRATEGY}), frozenset({_CHANGE, _CORE}), frozenset({"Association"})),
    (6, frozenset({_CHANGE}), frozenset({_CORE}), frozenset({"Realization", "Association"})),
    (7, frozenset({_CORE}), frozenset({_CHANGE}), frozenset({"Assignment", "Association"})),
)  # fmt: skip
"""Number, source domains, target domains, and the only types that may be derived between them."""


@cache
def domain(kind: str) -> Domain:
    """The domain of an element type; Grouping and Location count as core, and so does the physical layer."""
    layer = ELEMENT_TYPES[kind].layer
    return next((d for d in (_STRATEGY, _MOTIVATION, _CHANGE) if d.value == layer), _CORE)


def _is_passive(kind: str) -> bool:
    return ELEMENT_TYPES[kind].aspect == "Passive Structure"


def _acts(kind: str) -> bool:
    return ELEMENT_TYPES[kind].aspect in ("Active Structure", "Behavior")


@cache
def broken_by_ends(source: str, relation: str, target: str) -> tuple[int, ...]:
    """Numbers of the restrictions 2-12 a derived relation of this type between these element types breaks."""
    found = [
        number
        for number, sources, targets, only in _BETWEEN_DOMAINS
        if domain(source) in sources and domain(target) in targets and relation not in only
    ]
    if relation == "Influence" and domain(target) is not _MOTIVATION:
        found.append(8)
    if relation == "Access" and not _is_passive(target):
        found.append(9)
    if _is_passive(target):
        if _acts(source) and relation not in ("Access", "Assignment", "Association"):
            found.append(10)
        if _is_passive(source) and relation not in ("Realization", "Association"):
            found.append(11)
    if _is_passive(source) and _acts(target) and relation not in ("Realization", "Influence", "Association"):
        found.append(12)
    return tuple(found)


@cache
def broken_by_middle(source: str, middle: str, target: str) -> bool:
    """Restriction 1: the middle lies in the domain of one of the ends.

    Except between implementation & migration and motivation or strategy, where a core element may stand between.
    """
    ends = (domain(source), domain(target))
    if domain(middle) in ends:
        return False
    bridge = domain(middle) is _CORE and middle not in _COMPOSITES
    return not (bridge and ends[0] is _CHANGE and ends[1] in (_MOTIVATION, _STRATEGY))


def broken(source: str, middle: str, target: str, relation: str) -> tuple[int, ...]:
    """Numbers of all restrictions (1-12) the conclusion breaks; empty when it breaks none."""
    first = (1,) if broken_by_middle(source, middle, target) else ()
    return (*first, *broken_by_ends(source, relation, target))


@cache
def _may_hold(source: str, relation: str, target: str) -> bool:
    in_table = _SYMBOLS[relation] in relationship_table().get((source, target), "")
    return in_table and not broken_by_ends(source, relation, target)


def allowed(source: str, middle: str, target: str, relation: str) -> bool:
    """May a relation of this type be derived between these element types, over this middle?"""
    return _may_hold(source, relation, target) and not broken_by_middle(source, middle, target)
