"""Findings: a rule is a predicate here, and its words, severity and examples in ``words/rules/CODE.toml``.

A predicate stands in a theme file of this package and yields what it finds with the values its sentence needs; nothing
here knows a screen. A page per code, with models in which it is found and not: docs/findings.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ea_model.messages import Message
from ea_model.messages.problems import Place, UnknownIdError
from ea_model.metamodel.contract import Waiver
from ea_model.metamodel.severity import Severity, severity_of
from ea_model.rules.lazy_findings import FindingBlock, Findings
from ea_model.scope import Scope
from ea_model.words.sections import rule_examples, rule_facts


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one thing."""

    code: str
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
    graded: Severity | None = None
    """How bad it is where that is not what the rule says: of this subject, or by decision of the model."""

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return severity_of(self.code) if self.graded is None else self.graded

    def text(self, lang: str) -> str:
        """The sentence a person reads."""
        return Message(self.sentence or f"Rule.{self.code}", **self.values)(lang)


@dataclass(frozen=True, slots=True)
class Example:
    """A model as text (our own, or an exchange file) and the subjects of what a rule finds in it, if anything."""

    model: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``always`` means it does not depend on plateau or date."""

    code: str
    check: Callable[[Scope], Iterable[Finding | FindingBlock]]
    """What it finds: one by one, and where that may be very much as `FindingBlock`."""
    always: bool = False
    of_text: bool = False
    """It judges how a model is written and not what it says: no difference between models."""

    @property
    def severity(self) -> Severity:
        """How bad what it finds is, unless it says otherwise of a subject."""
        return severity_of(self.code)

    @property
    def since(self) -> str:
        """The version of the product that had it first."""
        return rule_facts()[self.code]["since"]

    @property
    def examples(self) -> tuple[Example, ...]:
        """Models in which it finds something, then models in which it does not."""
        entries = rule_examples(self.code)
        return tuple(Example(e["model"], tuple(e.get("found", ()))) for e in (*entries["fail"], *entries["pass"]))

    def findings(self, scope: Scope) -> Iterator[Finding]:
        """What it finds, one by one, before the model judges it."""
        for block in self.check(scope):
            yield from block if isinstance(block, FindingBlock) else (block,)


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
    from ea_model.rules.waivers import judging_day, waiver_of

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
