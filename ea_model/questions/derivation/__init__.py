"""Derived relations by ArchiMate 3.2: valid ones are certain, potential ones are the modeller's to judge.

Every derived relation carries its chain of modelled relations and the rules used. Nothing is stored in the model.
Derivation is not scope: what it says about a contract's object differs from the rules of ``ea_model.scope``.
"""

from __future__ import annotations

from ea_model.questions.derivation.restrictions import allowed, broken
from ea_model.questions.derivation.rules import RULES, Conclusion, End, Rule, conclusions, is_certain
from ea_model.questions.derivation.search import (
    JUNCTION,
    Answer,
    Bounds,
    Cut,
    Derived,
    Duplicate,
    between,
    derived_of,
    duplicates,
)

__all__ = [
    "JUNCTION", "RULES", "Answer", "Bounds", "Conclusion", "Cut", "Derived", "Duplicate", "End", "Rule", "allowed",
    "between", "broken", "conclusions", "derived_of", "duplicates", "is_certain",
]  # fmt: skip
