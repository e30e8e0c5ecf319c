"""Findings: a rule is a sentence, a reason, a remedy and a predicate, one theme a file.

The texts stand in ``words/*/*.toml`` under ``[Rule]`` as ``CODE`` (sentence), ``CODE_why`` and ``CODE_fix``. A rule
yields what it found with the values its sentence needs; nothing here knows a screen. Codes: docs/SEMANTICS.md 7.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from ea_model.labels import label
from ea_model.metamodel.contract import Waiver
from ea_model.problems import Place
from ea_model.scope import Scope
from ea_model.severity import Severity

THEMES = (
    "boundary",
    "capabilities",
    "contracts",
    "coverage",
    "goals",
    "money",
    "requirements",
    "sources",
    "suppliers",
    "time",
    "waived",
)
"""The modules of this package that hold ``RULES``, one theme each; to add a theme, name it here."""


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
    detail: str = ""
    """What of the subject it is about, such as an activity: tells findings on one subject apart."""
    sentence: str = ""
    """The label of its sentence where the rule has more than one; else that of the rule."""
    waiver: Waiver | None = None
    """The decision of the model to live with it."""

    def text(self, lang: str) -> str:
        """The sentence a person reads."""
        words = {k: v(lang) if callable(v) else v for k, v in self.values.items()}
        return label(self.sentence or f"Rule.{self.code}", lang, **words)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``always`` means it does not depend on plateau or date."""

    code: str
    severity: Severity
    check: Callable[[Scope], Iterable[Finding]]
    always: bool = False


def run(
    scopes: Iterable[Scope], rules: Iterable[Rule] | None = None, *, today: date | None = None
) -> Iterator[Finding]:
    """Every finding of every rule in the given situations, worst first, then by code and subject.

    Severities are those of the model where it changes them (``rules:``); what it waives is marked, not left out. A
    waiver is judged on the day a situation is asked for, else on ``today`` (None: the clock).
    """
    chosen = tuple(all_rules() if rules is None else rules)
    found = [
        _placed(finding, rule, scope, today)
        for number, scope in enumerate(scopes)
        for rule in chosen
        if not (rule.always and number)
        for finding in rule.check(scope)
    ]
    found.sort(key=lambda f: (-f.severity, f.code, f.situation, f.subject, f.detail, str(sorted(map(str, f.values)))))
    yield from found


def _placed(finding: Finding, rule: Rule, scope: Scope, today: date | None) -> Finding:
    """A finding with what the model makes of it: its severity, its place, and whether it is waived."""
    from ea_model.rules.waived import waiver_of

    severity = scope.model.severities.get(rule.code)
    return replace(
        finding,
        severity=finding.severity if severity is None else severity,
        situation="" if rule.always else situation_of(scope),
        place=finding.place if finding.place.file else scope.model.place(finding.subject),
        waiver=waiver_of(finding, scope, scope.moment.day or today or date.today(), always=rule.always),
    )


def situation_of(scope: Scope) -> str:
    """The moment of an answer in a few characters: ``P1``, ``2019-12-11`` or ``P1 2020-06-30``."""
    plateau, day = scope.moment.plateau, scope.moment.day
    return " ".join(x for x in (plateau.id if plateau else "", day.isoformat() if day else "") if x)


@cache
def all_rules() -> tuple[Rule, ...]:
    """The rules of every theme, in order of code."""
    themes = (importlib.import_module(f"{__name__}.{theme}").RULES for theme in THEMES)
    return tuple(sorted((rule for theme in themes for rule in theme), key=lambda r: r.code))


__all__ = ["THEMES", "Finding", "Rule", "Severity", "all_rules", "run", "situation_of"]
