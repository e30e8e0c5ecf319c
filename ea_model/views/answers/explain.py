"""What the rules are: the sentence of each, why it matters, what to do, how bad, and where the letter has it."""

from __future__ import annotations

import string
from typing import Any

from ea_model.rules import Rule
from ea_model.views.answers import SCHEMA_VERSION
from ea_model.views.answers.shared.common import grid
from ea_model.words import label, label_of, table


def data(rules: tuple[Rule, ...], lang: str) -> dict[str, Any]:
    """The rules asked for, by code."""
    return {"schema_version": SCHEMA_VERSION, "kind": "explain", "rules": [_rule(rule, lang) for rule in rules]}


def _rule(rule: Rule, lang: str) -> dict[str, Any]:
    return {
        "code": rule.code, "severity": rule.severity.name, "always": rule.always, "sentences": sentences(rule, lang),
        "why": label(f"Rule.{rule.code}_why", lang), "remedy": label(f"Rule.{rule.code}_fix", lang),
        "seed": label(f"RuleSeed.{rule.code}", lang),
    }  # fmt: skip


def sentences(rule: Rule, lang: str) -> list[str]:
    """The sentence of a rule and its variants, with the names of their values in angle quotes."""
    words = table(lang)
    keys = [f"Rule.{rule.code}", *(key for key in words if key.startswith(f"RuleVariant.{rule.code}_"))]
    return [_shown(words[key]) for key in keys]


def _shown(text: str) -> str:
    return "".join(
        literal + (f"‹{name}›" if name is not None else "") for literal, name, _, _ in string.Formatter().parse(text)
    )


def text(rules: tuple[Rule, ...], lang: str) -> str:
    """One rule in full; of several a line each."""
    if len(rules) != 1:
        rows = [[r.code, label_of(r.severity, lang), label(f"Rule.{r.code}_why", lang)] for r in rules]
        return grid(rows, ["code", label("Explain.severity", lang), label("Explain.why", lang)])
    (rule,) = rules
    scope = label("Explain.always" if rule.always else "Explain.each", lang)
    pairs = [
        *(("sentence", sentence) for sentence in sentences(rule, lang)),
        ("severity", label_of(rule.severity, lang)),
        ("scope", scope),
        ("why", label(f"Rule.{rule.code}_why", lang)),
        ("fix", label(f"Rule.{rule.code}_fix", lang)),
        ("seed", label(f"RuleSeed.{rule.code}", lang)),
    ]
    return "\n".join([rule.code, *(f"  {label(f'Explain.{key}', lang)}: {value}" for key, value in pairs)])
