"""Rules about money: amounts nobody knows, scope that grew after the award, frameworks that are used up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ea_model.messages import Message
from ea_model.metamodel.severity import Severity
from ea_model.questions.costs import (
    Addition,
    CalledOff,
    CostLine,
    Costs,
    MoneyError,
    additions,
    called_off,
    costs_of,
    sum_of,
)
from ea_model.questions.costs.wording import line_name, money_words, share_words, unknown_words
from ea_model.rules import Finding, Rule
from ea_model.rules.names import name_of
from ea_model.scope import Scope
from ea_model.values import Truth
from ea_model.words import label


def _cost(scope: Scope) -> Iterator[Finding]:
    """One finding per amount that nobody knows, and one per amount that cannot be computed with."""
    try:
        costs = costs_of(scope)
    except MoneyError as error:
        yield Finding("COST", scope.model.id, {"text": Message.of(error)}, sentence="CostFinding.refused",
                      graded=Severity.HIGH)  # fmt: skip
        return
    for line in costs.unknown:
        values = {"item": partial(line_name, line), "why": partial(unknown_words, line),
                  "where": partial(_where, costs, line)}  # fmt: skip
        yield Finding("COST", line.element.id, values, detail=line.attribute)
    yield from _beyond(costs)


def _beyond(costs: Costs) -> Iterator[Finding]:
    """Amounts that lie within another and are certainly more than it together."""
    lines = {counted.line.id: counted.line for counted in costs.counted if counted.line.money is not None}
    for whole in lines.values():
        parts = [lines[part] for part in whole.whole_of if part in lines]
        outer = [line for line in parts if not any(line.id in other.whole_of for other in parts)]
        amounts = [line.money for line in outer if line.money is not None]
        if whole.money is None or not amounts or {m.measure for m in amounts} != {whole.money.measure}:
            continue
        together, most = sum_of(amounts), whole.money.interval.high
        if most is not None and together.interval.low > most:
            values = {
                "whole": partial(line_name, whole), "amount": partial(money_words, whole.money),
                "parts": partial(_names, outer), "together": partial(money_words, together),
            }  # fmt: skip
            yield Finding("COST", whole.element.id, values, detail=f"{whole.attribute} within",
                          sentence="CostFinding.beyond", graded=Severity.HIGH)  # fmt: skip


def _names(lines: list[CostLine], lang: str) -> str:
    return ", ".join(line_name(line, lang) for line in lines)


def _where(costs: Costs, line: CostLine, lang: str) -> str:
    """Whether the total grows by it, or only its split is unknown."""
    whole = next(c.within for c in costs.counted if c.line is line)
    if whole is None:
        return label("CostFinding.beside", lang)
    return label("CostFinding.within", lang, whole=line_name(whole, lang))


def _changed(scope: Scope) -> Iterator[Finding]:
    """Scope added after the award that is not certainly small, and frameworks with nothing left."""
    try:
        added, in_use = [*additions(scope)], [*called_off(scope)]
    except MoneyError:
        return  # COST says which amount cannot be computed with
    for addition in added:
        if addition.allowed is not Truth.YES:
            yield _grown(addition)
    for use in in_use:
        if use.used_up is not Truth.NO:
            yield _used_up(use)


def _grown(addition: Addition) -> Finding:
    graded = None if addition.allowed is Truth.NO else Severity.MEDIUM
    values = {
        "contract": name_of(addition.contract),
        "statements": ", ".join(s.id for s in addition.statements),
        "delta": partial(money_words, addition.delta),
        "share": lambda lang: label("Money.unknown", lang) if addition.share is None
        else share_words(addition.share, lang),
        "threshold": partial(money_words, addition.threshold),
        "verdict": partial(label, f"CostFinding.allowed_{addition.allowed.name}"),
    }  # fmt: skip
    return Finding("NONSCOPE", addition.contract.id, values, graded=graded)


def _used_up(use: CalledOff) -> Finding:
    graded = None if use.used_up is Truth.YES else Severity.MEDIUM
    values = {
        "contract": name_of(use.framework),
        "used": partial(money_words, use.used),
        "maximum": partial(money_words, use.maximum),
        "certainty": partial(label, f"CostFinding.used_up_{use.used_up.name}"),
    }
    return Finding("NONSCOPE", use.framework.id, values, detail="maximum", sentence="CostFinding.used_up",
                   graded=graded)  # fmt: skip


RULES = (
    Rule("COST", _cost),
    Rule("NONSCOPE", _changed),
)
