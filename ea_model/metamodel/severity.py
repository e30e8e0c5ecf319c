"""How bad a finding is, and the codes of the rules: what a model may name before any rule has run.

A rule exists where its words stand (``words/rules/CODE.toml``); a test holds those and the predicates together.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache

from ea_model.words.sections import rule_facts


class Severity(IntEnum):
    """How bad a finding is; more is worse."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4


def rule_codes() -> tuple[str, ...]:
    """The code of every rule, in order."""
    return tuple(rule_facts())


@cache
def severity_of(code: str) -> Severity:
    """How bad what a rule finds is, unless it says otherwise of a subject; `KeyError` for a code of no rule."""
    return Severity[rule_facts()[code]["severity"].upper()]
