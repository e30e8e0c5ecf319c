"""Findings: a rule is a predicate here, and its words, severity and examples in ``words/rules/CODE.toml``.

A predicate stands in a theme file of this package and yields what it finds with the values its sentence needs; nothing
here knows a screen. A page per code, with models in which it is found and not: docs/findings.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache

from ea_model.messages.problems import UnknownIdError
from ea_model.metamodel.severity import Severity
from ea_model.rules.finding import Finding
from ea_model.rules.judging import judging_day, waiver_of
from ea_model.rules.lazy_findings import FindingBlock, Findings
from ea_model.rules.rule import Example, Rule
from ea_model.scope import Scope


def run(scopes: Iterable[Scope], rules: Iterable[Rule] | None = None) -> Findings:
    """Every finding of every rule in the given situations, worst first, then by code and subject.

    Severities are those of the model where it changes them (``rules:``); what it waives is marked, not left out. A
    waiver is judged on the day a situation is asked for, else on that of the model, else today.
    """
    chosen = tuple(all_rules() if rules is None else rules)
    return Findings(
        finding
        for number, scope in enumerate(scopes)
        for rule in chosen
        if not (rule.always and number)
        for finding in _placed(rule, scope)
    )


def _placed(rule: Rule, scope: Scope) -> Iterator[Finding | FindingBlock]:
    """Findings with what the model makes of them: severity, place, and whether they are waived."""
    model, situation = scope.model, "" if rule.always else situation_of(scope)
    changed = model.severities.get(rule.code)
    has_waiver = any(waiver.rule == rule.code for waiver in model.waivers)
    day = judging_day(scope) if has_waiver else None

    def place(finding: Finding) -> Finding:
        return Finding(
            finding.code,
            finding.subject,
            finding.values,
            situation,
            finding.place if finding.place.file else model.place(finding.subject),
            finding.detail,
            finding.sentence,
            waiver_of(finding, scope, day, always=rule.always) if day is not None else None,
            finding.graded if changed is None else changed,
        )

    for block in rule.check(scope):
        if isinstance(block, FindingBlock):
            yield block.placed(block.graded if changed is None else changed, situation, place)
        else:
            yield place(block)


def situation_of(scope: Scope) -> str:
    """The moment of an answer in a few characters: ``P1``, ``2019-12-11`` or ``P1 2020-06-30``."""
    plateau, day = scope.moment.plateau, scope.moment.day
    return " ".join(x for x in (plateau.id if plateau else "", day.isoformat() if day else "") if x)


@cache
def all_rules() -> tuple[Rule, ...]:
    """The rules of every theme, the modules of this package that hold ``RULES``, in order of code."""
    modules = (importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    rules = (rule for module in modules for rule in getattr(module, "RULES", ()))
    return tuple(sorted(rules, key=lambda rule: rule.code))


def rule_of(code: str) -> Rule:
    """The rule of that code, in capitals or not; `UnknownIdError` names those that look like it."""
    rule = next((rule for rule in all_rules() if rule.code == code.upper()), None)
    if rule is None:
        raise UnknownIdError("rule", code, [rule.code for rule in all_rules()])
    return rule


__all__ = [
    "Example", "Finding", "FindingBlock", "Findings", "Rule", "Severity", "all_rules", "rule_of", "run", "situation_of",
]  # fmt: skip
