"""Money in words: an amount between bounds, in its measure, and totals that never leave out what is unknown."""

from __future__ import annotations

from ea_model.questions.costs.lines import CostLine
from ea_model.questions.costs.money import Basis, Measure, Money
from ea_model.questions.costs.totals import CostTotal
from ea_model.values import formatting, in_language
from ea_model.values.intervals import Interval
from ea_model.words import label, table


def interval_words(
    interval: Interval, unit: str, lang: str, places: int | None = None, *, outward: bool = True
) -> str:  # fmt: skip
    """``€ 15 – € 30``, ``> € 3,5 – € 7`` with an open end, ``≥ € 5`` without an upper bound; *onbekend* for anything.

    A lower bound is rounded down and an upper bound up, unless not ``outward``: then both to the nearest.
    """
    down, up = (formatting.DOWN, formatting.UP) if outward else (formatting.NEAREST, formatting.NEAREST)
    if interval.exact is not None:
        return formatting.amount(interval.exact, unit, lang, places)
    low = formatting.amount(interval.low, unit, lang, places, down)
    if interval.high is None:
        nothing = interval.low == 0 and not interval.low_open
        return label("Money.unknown", lang) if nothing else f"{'>' if interval.low_open else '≥'} {low}"
    high = formatting.amount(interval.high, unit, lang, places, up)
    return f"{'> ' if interval.low_open else ''}{low} – {'< ' if interval.high_open else ''}{high}"


def share_words(interval: Interval, lang: str, places: int = 2) -> str:
    """A share as a percentage between its bounds."""
    return interval_words(interval * Interval(*(formatting.HUNDRED,) * 2), "%", lang, places)


def measure_words(measure: Measure, lang: str) -> str:
    """``per jaar``, ``over 2019–2022``, ``eenmalig`` or ``per bericht``."""
    if measure.basis is Basis.PERIOD:
        return label("Money.period", lang, first=measure.first_year, last=measure.last_year)
    if measure.basis is Basis.OTHER and f"Word.per {measure.per}" in table(lang):
        return table(lang)[f"Word.per {measure.per}"]
    return label(f"Money.{measure.basis.name.lower()}", lang, per=measure.per)


def money_words(money: Money | None, lang: str) -> str:
    """The amount with its measure; *onbekend* when there is none."""
    if money is None:
        return label("Money.unknown", lang)
    return f"{_bare(money, lang)} {measure_words(money.measure, lang)}"


def _bare(money: Money, lang: str) -> str:
    text = interval_words(money.interval, money.measure.unit, lang)
    return label("Money.approximately", lang, amount=text) if money.approximate else text


def total_words(total: CostTotal, lang: str) -> str:
    """A total: bare when everything is known, else ``≥ … + onbekend`` with what the known part lies between."""
    money, measure = total.known, measure_words(total.measure, lang)
    if not total.unknown:
        return f"{_bare(money, lang)} {measure}"
    least = formatting.amount(money.interval.low, money.measure.unit, lang, None, formatting.DOWN)
    sign = ">" if money.interval.low_open else "≥"
    text = label("Money.and_unknown", lang, least=f"{sign} {least}", measure=measure)
    if money.interval.is_point and not money.approximate:
        return text
    return f"{text} ({label('Money.known_part', lang, amount=_bare(money, lang))})"


def line_name(line: CostLine, lang: str) -> str:
    """What an amount is called: its cost item, or what it is of and which amount of it."""
    name = in_language(line.element.name, lang) or line.element.id
    return name if line.attribute == "amount" else f"{name} ({label(f'Money.{line.attribute}', lang)})"


def unknown_words(line: CostLine, lang: str) -> str:
    """Why an amount is unknown: the open question it belongs to, or that the model says nothing."""
    if line.silent:
        return label("Money.silent", lang)
    return f"{label('Money.unknown', lang)} {line.item}".strip()
