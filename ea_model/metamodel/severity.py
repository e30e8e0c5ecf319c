"""How bad a finding is, and the codes of the rules: what a model may name before any rule has run.

A rule exists where its sentence stands (``[Rule]`` of ``words/*/*.toml``); a test holds those and the rules together.
"""

from __future__ import annotations

from enum import IntEnum

from ea_model.words import LANGUAGES, table

_PARTS = ("_why", "_fix")


class Severity(IntEnum):
    """How bad a finding is; more is worse."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4


def rule_codes() -> tuple[str, ...]:
    """The code of every rule, in order."""
    keys = (key.removeprefix("Rule.") for key in table(LANGUAGES[0]) if key.startswith("Rule."))
    return tuple(sorted(key for key in keys if not key.endswith(_PARTS)))
