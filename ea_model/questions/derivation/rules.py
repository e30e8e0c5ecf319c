"""The derivation rules of ArchiMate 3.2 as data: eight valid ones (DR) and twelve potential ones (PDR).

A rule takes two relations that share an element, the *middle*, and concludes a relation between their other ends.
Source: The Open Group, ArchiMate 3.2 Specification, Appendix B.2 (valid) and B.3 (potential), in our own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

STRUCTURAL = ("Composition", "Aggregation", "Assignment", "Realization")
DEPENDENCY = ("Serving", "Access", "Influence", "Association")
"""Both from the strongest to the weakest, so that the weaker of two is the one that stands later."""
DYNAMIC = ("Triggering", "Flow")
SPECIALIZATION = ("Specialization",)
TYPES = (*STRUCTURAL, *DEPENDENCY, *DYNAMIC, *SPECIALIZATION)
_ANY = (*STRUCTURAL, *DEPENDENCY, *DYNAMIC)


class End(Enum):
    """An end of a relation."""

    SOURCE = "source"
    TARGET = "target"


class Keeps(Enum):
    """Whose type the conclusion takes."""

    FIRST = "first"
    SECOND = "second"
    WEAKER = "weaker"


@dataclass(frozen=True, slots=True)
class DerivationRule:
    """Two premises that meet in a middle, and what follows for their outer ends."""

    code: str
    first: tuple[str, ...]
    """Types the first premise may have."""
    first_meets: End
    """The end of the first premise that is the middle."""
    second: tuple[str, ...]
    second_meets: End
    keeps: Keeps
    from_first: bool = True
    """Does the conclusion start at the outer end of the first premise?"""
    middle: frozenset[str] = frozenset()
    """Element types the middle must have; empty for any."""

    @property
    def certain(self) -> bool:
        """Valid (the standard lets one assert it), against potential (the modeller decides)."""
        return is_certain(self.code)

    def concluded(self, first: str, second: str) -> str:
        """The type of the conclusion from premises of these types."""
        if self.keeps is Keeps.FIRST:
            return first
        return second if self.keeps is Keeps.SECOND else weaker(first, second)


def is_certain(code: str) -> bool:
    """Is the rule of this code a valid one?"""
    return code.startswith("DR")


def weaker(one: str, other: str) -> str:
    """The weaker of two structural or of two dependency types; `ValueError` when they are not of one category."""
    for category in (STRUCTURAL, DEPENDENCY):
        if one in category and other in category:
            return category[max(category.index(one), category.index(other))]
    raise ValueError(f"{one} and {other} have no common order of strength")


_S, _T = End.SOURCE, End.TARGET
RULES: tuple[DerivationRule, ...] = (
    DerivationRule("DR1", SPECIALIZATION, _T, SPECIALIZATION, _S, Keeps.FIRST),
    DerivationRule("DR2", STRUCTURAL, _T, STRUCTURAL, _S, Keeps.WEAKER),
    DerivationRule("DR3", STRUCTURAL, _T, DEPENDENCY, _S, Keeps.SECOND),
    DerivationRule("DR4", STRUCTURAL, _T, DEPENDENCY, _T, Keeps.SECOND, from_first=False),
    DerivationRule("DR5", STRUCTURAL, _T, DYNAMIC, _S, Keeps.SECOND),
    DerivationRule("DR6", STRUCTURAL, _T, ("Flow",), _T, Keeps.SECOND, from_first=False),
    DerivationRule("DR7", ("Triggering",), _T, STRUCTURAL, _S, Keeps.FIRST),
    DerivationRule("DR8", ("Triggering",), _T, ("Triggering",), _S, Keeps.FIRST),
    DerivationRule("PDR1", SPECIALIZATION, _T, _ANY, _S, Keeps.SECOND),
    DerivationRule("PDR2", SPECIALIZATION, _T, _ANY, _T, Keeps.SECOND, from_first=False),
    DerivationRule("PDR3", SPECIALIZATION, _S, _ANY, _S, Keeps.SECOND),
    DerivationRule("PDR4", SPECIALIZATION, _S, _ANY, _T, Keeps.SECOND, from_first=False),
    DerivationRule("PDR5", STRUCTURAL, _S, DEPENDENCY, _T, Keeps.SECOND, from_first=False),
    DerivationRule("PDR6", STRUCTURAL, _S, DEPENDENCY, _S, Keeps.SECOND),
    DerivationRule("PDR7", DEPENDENCY, _T, DEPENDENCY, _S, Keeps.WEAKER),
    DerivationRule("PDR8", ("Flow",), _T, STRUCTURAL, _S, Keeps.FIRST),
    DerivationRule("PDR9", STRUCTURAL, _S, DYNAMIC, _S, Keeps.SECOND),
    DerivationRule("PDR10", ("Flow",), _T, ("Flow",), _S, Keeps.FIRST),
    DerivationRule("PDR11", ("Triggering",), _T, STRUCTURAL, _T, Keeps.FIRST),
    DerivationRule(
        "PDR12", ("Composition", "Aggregation"), _S, ("Assignment", "Realization"), _S, Keeps.SECOND,
        middle=frozenset({"Grouping"}),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What one rule makes of two relations that meet."""

    rule: DerivationRule
    type: str
    from_first: bool
    """Does it start at the outer end of the relation named first (not: of the rule's first premise)?"""

    def fits(self, middle: str) -> bool:
        """Does the rule accept a middle of this element type?"""
        return not self.rule.middle or middle in self.rule.middle


@cache
def conclusions(first: str, first_meets: End, second: str, second_meets: End) -> tuple[Conclusion, ...]:
    """What follows from two relations that meet, whichever of them is the rule's first premise; valid rules first."""
    return tuple(_conclusions(first, first_meets, second, second_meets))


def _conclusions(first: str, first_meets: End, second: str, second_meets: End) -> Iterator[Conclusion]:
    for rule in RULES:
        meeting = (rule.first_meets, rule.second_meets)
        if first in rule.first and second in rule.second and meeting == (first_meets, second_meets):
            yield Conclusion(rule, rule.concluded(first, second), rule.from_first)
        elif second in rule.first and first in rule.second and meeting == (second_meets, first_meets):
            yield Conclusion(rule, rule.concluded(second, first), not rule.from_first)
