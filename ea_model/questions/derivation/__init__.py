"""Derived relations by ArchiMate 3.2: valid ones are certain, potential ones are the modeller's to judge.

Every derived relation carries its chain of modelled relations and the rules used. Nothing is stored in the model.
Derivation is not scope: what it says about a contract's object differs from the rules of ``ea_model.scope``.
"""

from __future__ import annotations

from ea_model.questions.derivation.restrictions import allowed, broken
from ea_model.questions.derivation.rules import RULES, Conclusion, DerivationRule, End, conclusions, is_certain
from ea_model.questions.derivation.search import (
    JUNCTION,
    Bounds,
    Cut,
    Derived,
    DerivedRelations,
    Duplicate,
    between,
    derived_of,
    duplicates,
)

__all__ = [
    "JUNCTION",
    "RULES",
    "Bounds",
    "Conclusion",
    "Cut",
    "DerivationRule",
    "Derived",
    "DerivedRelations",
    "Duplicate",
    "End",
    "allowed",
    "between",
    "broken",
    "conclusions",
    "derived_of",
    "duplicates",
    "is_certain",
]  # fmt: skip
