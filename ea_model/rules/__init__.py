"""Findings: a rule is a sentence, a reason, a remedy and a predicate, one theme a file.

The texts stand in ``words/*/*.toml`` under ``[Rule]`` as ``CODE`` (sentence), ``CODE_why`` and ``CODE_fix``. A rule
yields what it found with the values its sentence needs; nothing here knows a screen. Codes: docs/SEMANTICS.md 7.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

from ea_model.labels import label
from ea_model.problems import Place
from ea_model.scope import Scope


class Severity(IntEnum):
    """How bad a finding is; more is worse."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one thing."""

    code: str
    severity: Severity
    subject: str
    """Id of the concept or statement it is about."""
    values: dict[str, Any] = field(default_factory=dict)
    """What fills the sentence; texts per language are callables of the language."""
    situation: str = ""
    """The plateau or day in which it holds; empty when it holds always."""
    place: Place = field(default_factory=Place)

    def text(self, lang: str) -> str:
        """The sentence a person reads."""
        words = {k: v(lang) if callable(v) else v for k, v in self.values.items()}
        return label(f"Rule.{self.code}", lang, **words)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``always`` means it does not depend on plateau or date."""

    code: str
    severity: Severity
    check: Callable[[Scope], Iterable[Finding]]
    always: bool = False


def run(scopes: Iterable[Scope], rules: Iterable[Rule] | None = None) -> Iterator[Finding]:
    """Every finding of every rule in the given situations, worst first, then by code and subject."""
    found: list[Finding] = []
    chosen = tuple(all_rules() if rules is None else rules)
    for number, scope in enumerate(scopes):
        for rule in chosen:
            if rule.always and number:
                continue
            situation = "" if rule.always else situation_of(scope)
            for finding in rule.check(scope):
                place = finding.place if finding.place.file else scope.model.place(finding.subject)
                found.append(replace(finding, situation=situation, place=place))
    found.sort(key=lambda f: (-f.severity, f.code, f.situation, f.subject, str(sorted(map(str, f.values)))))
    yield from found


def situation_of(scope: Scope) -> str:
    """The moment of an answer in a few characters: ``P1``, ``2019-12-11`` or ``P1 2020-06-30``."""
    plateau, day = scope.moment.plateau, scope.moment.day
    return " ".join(x for x in (plateau.id if plateau else "", day.isoformat() if day else "") if x)


def all_rules() -> tuple[Rule, ...]:
    """The rules of every theme, in order of code."""
    from ea_model.rules import boundary, contracts, coverage, sources

    themes = (boundary.RULES, contracts.RULES, coverage.RULES, sources.RULES)
    return tuple(sorted((rule for theme in themes for rule in theme), key=lambda r: r.code))
