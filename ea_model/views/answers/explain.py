"""What the rules are: what each finds and says, why it matters, what to do, how bad, and models that show it."""

from __future__ import annotations

import string
from collections.abc import Sequence
from textwrap import indent
from typing import Annotated

from ea_model.rules import Example, Rule, Severity
from ea_model.views.answers import Answer
from ea_model.views.answers.shared.common import grid
from ea_model.views.answers.shared.structs import Data, RuleCode, note
from ea_model.words import label, label_of, table


class ExampleData(Data):
    """A model that shows a rule."""

    model: Annotated[str, note("A model file, ours or an exchange file.")]
    found: Annotated[list[str], note("Ids of what it is found at; an empty one is the file.")]


class RuleData(Data):
    """What a rule is."""

    code: RuleCode
    severity: Severity
    always: Annotated[bool, note("It holds for the whole model; false: per situation.")]
    sentences: Annotated[list[str], note("The names of the values stand in angle quotes.")]
    why: str
    remedy: str
    finds: str
    since: Annotated[str, note("The version of the product that had it first.")]
    examples: Annotated[list[ExampleData], note("Models in which it is found, then models in which it is not.")]


class TermData(Data):
    """What an activity, a role or a status is."""

    code: str
    name: str
    definition: Annotated[str, note("What it is, what is part of it and what is not.")]


class ExplainAnswer(Answer, tag="explain"):
    """ea explain"""

    rules: list[RuleData]
    terms: list[TermData]


Term = tuple[str, str, str]
"""Code, name and definition."""


def data(rules: tuple[Rule, ...], terms: Sequence[Term], lang: str) -> ExplainAnswer:
    """The rules and terms asked for."""
    return ExplainAnswer(
        rules=[_rule(rule, lang) for rule in rules],
        terms=[TermData(code=code, name=name, definition=definition) for code, name, definition in terms],
    )


def _rule(rule: Rule, lang: str) -> RuleData:
    return RuleData(
        code=rule.code,
        severity=rule.severity,
        always=rule.always,
        sentences=sentences(rule, lang),
        why=label(f"Rule.{rule.code}_why", lang),
        remedy=label(f"Rule.{rule.code}_fix", lang),
        finds=label(f"Rule.{rule.code}_finds", lang),
        since=rule.since,
        examples=[ExampleData(model=example.model, found=list(example.found)) for example in rule.examples],
    )


def sentences(rule: Rule, lang: str) -> list[str]:
    """The sentence of a rule and its variants, with the names of their values in angle quotes."""
    words = table(lang)
    keys = [f"Rule.{rule.code}", *(key for key in words if key.startswith(f"RuleVariant.{rule.code}_"))]
    return [_with_places(words[key]) for key in keys]


def _with_places(text: str) -> str:
    return "".join(
        literal + (f"‹{name}›" if name is not None else "") for literal, name, _, _ in string.Formatter().parse(text)
    )


def text(rules: tuple[Rule, ...], terms: Sequence[Term], lang: str) -> str:
    """One rule or term in full; of several rules a line each."""
    explained = [f"{code}{f' – {name}' if name and name != code else ''}\n  {means}" for code, name, means in terms]
    if explained:
        return "\n\n".join([*explained, *(text((rule,), (), lang) for rule in rules)])
    if len(rules) != 1:
        rows = [[r.code, label_of(r.severity, lang), label(f"Rule.{r.code}_why", lang)] for r in rules]
        return grid(rows, ["code", label("Explain.severity", lang), label("Explain.why", lang)])
    (rule,) = rules
    examples = [f"  {caption(example, lang)}:\n{indent(example.model, '    ')}".rstrip() for example in rule.examples]
    return "\n".join([rule.code, *(f"  {name}: {value}" for name, value in facts(rule, lang)), *examples])


def facts(rule: Rule, lang: str) -> list[tuple[str, str]]:
    """What there is to tell of a rule, each with what it is called."""
    pairs = [
        *(("sentence", sentence) for sentence in sentences(rule, lang)),
        ("finds", label(f"Rule.{rule.code}_finds", lang)),
        ("severity", label_of(rule.severity, lang)),
        ("scope", label("Explain.always" if rule.always else "Explain.each", lang)),
        ("why", label(f"Rule.{rule.code}_why", lang)),
        ("fix", label(f"Rule.{rule.code}_fix", lang)),
        ("since", rule.since),
    ]
    return [(label(f"Explain.{key}", lang), value) for key, value in pairs]


def caption(example: Example, lang: str) -> str:
    """What an example shows: at which subjects it is found, or that nothing is."""
    if not example.found:
        return label("Explain.example_pass", lang)
    subjects = ", ".join(subject or label("Explain.whole_file", lang) for subject in example.found)
    return label("Explain.example_fail", lang, subjects=subjects)
