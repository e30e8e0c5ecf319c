"""What a derived relation may be: the twelve restrictions of ArchiMate 3.2 Appendix B.4, and the relationship table.

They hold for derived relations only; a modelled one just has to be in the table. Source: The Open Group,
ArchiMate 3.2 Specification, Appendix B, in our own words.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from ea_model.metamodel import Language
from ea_model.metamodel.archimate import Aspect

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
def domain(language: Language, kind: str) -> Domain:
    """The domain of an element type; Grouping and Location count as core, and so does the physical layer."""
    layer = language.element_types[kind].layer
    return next((d for d in (_STRATEGY, _MOTIVATION, _CHANGE) if d.value == layer), _CORE)


def _is_passive(language: Language, kind: str) -> bool:
    return language.element_types[kind].aspect == Aspect.PASSIVE_STRUCTURE


def _acts(language: Language, kind: str) -> bool:
    return language.element_types[kind].aspect in (Aspect.ACTIVE_STRUCTURE, Aspect.BEHAVIOR)


@cache
def broken_by_ends(language: Language, source: str, relation: str, target: str) -> tuple[int, ...]:
    """Numbers of the restrictions 2-12 a derived relation of this type between these element types breaks."""
    numbers = [
        number
        for number, sources, targets, only in _BETWEEN_DOMAINS
        if domain(language, source) in sources and domain(language, target) in targets and relation not in only
    ]
    if relation == "Influence" and domain(language, target) is not _MOTIVATION:
        numbers.append(8)
    if relation == "Access" and not _is_passive(language, target):
        numbers.append(9)
    if _is_passive(language, target):
        if _acts(language, source) and relation not in ("Access", "Assignment", "Association"):
            numbers.append(10)
        if _is_passive(language, source) and relation not in ("Realization", "Association"):
            numbers.append(11)
    if (
        _is_passive(language, source)
        and _acts(language, target)
        and relation not in ("Realization", "Influence", "Association")
    ):
        numbers.append(12)
    return tuple(numbers)


@cache
def broken_by_middle(language: Language, source: str, middle: str, target: str) -> bool:
    """Restriction 1: the middle lies in the domain of one of the ends.

    Except between implementation & migration and motivation or strategy, where a core element may stand between.
    """
    ends = (domain(language, source), domain(language, target))
    if domain(language, middle) in ends:
        return False
    bridge = domain(language, middle) is _CORE and middle not in _COMPOSITES
    return not (bridge and ends[0] is _CHANGE and ends[1] in (_MOTIVATION, _STRATEGY))


def broken(language: Language, source: str, middle: str, target: str, relation: str) -> tuple[int, ...]:
    """Numbers of all restrictions (1-12) the conclusion breaks; empty when it breaks none."""
    first = (1,) if broken_by_middle(language, source, middle, target) else ()
    return (*first, *broken_by_ends(language, source, relation, target))


@cache
def _may_hold(language: Language, source: str, relation: str, target: str) -> bool:
    in_table = language.relation_types[relation].symbol in language.relationship_table.get((source, target), "")
    return in_table and not broken_by_ends(language, source, relation, target)


def allowed(language: Language, source: str, middle: str, target: str, relation: str) -> bool:
    """May a relation of this type be derived between these element types, over this middle?"""
    return _may_hold(language, source, relation, target) and not broken_by_middle(language, source, middle, target)
