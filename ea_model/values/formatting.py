"""Numbers the way a reader of Dutch or English expects them: ``1.234,56`` and ``1,234.56``."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

from ea_model.values.quantities import EXCLUDING, INCLUDING
from ea_model.words import table

_MARKS = {"nl": (".", ","), "en": (",", ".")}
_SIGNS = {"EUR": "€"}
HUNDRED = Fraction(100)
_WIDTH = 110
DOWN, NEAREST, UP = -1, 0, 1
"""Which way to round: a lower bound down and an upper bound up, so that what is shown holds what is meant."""


def rounded(value: Fraction | Decimal | int, places: int, way: int = NEAREST) -> Decimal:
    """The value in ``places`` decimals; halves go away from zero."""
    scaled = Fraction(value) * 10**places
    whole = {DOWN: floor, UP: ceil}.get(way, lambda x: floor(x + Fraction(1, 2)))(scaled)
    return Decimal(whole).scaleb(-places)


def number(value: Fraction | Decimal | int, lang: str, places: int | None = None, way: int = NEAREST) -> str:
    """The value with grouped thousands; without ``places`` as many decimals as it needs, at most two."""
    thousands, comma = _MARKS.get(lang, _MARKS["nl"])
    if places is None:
        places = 0 if Fraction(value).denominator == 1 else 2
    text = f"{rounded(value, places, way):,.{places}f}"
    return text.translate({ord(","): thousands, ord("."): comma})


def amount(
    value: Fraction | Decimal | int, unit: str, lang: str, places: int | None = None, way: int = NEAREST
) -> str:  # fmt: skip
    """The value with its unit: ``€ 1.234,56`` for euros, ``1.234,56 USD`` and ``40 berichten`` for all else.

    What a unit says of tax stands behind it, in the language.
    """
    text = number(value, lang, places, way)
    mark = next((mark for mark in (EXCLUDING, INCLUDING) if unit.endswith(mark)), "")
    currency = unit.removesuffix(mark).rstrip()
    sign = _SIGNS.get(currency)
    words = f"{sign} {text}" if sign else f"{text} {currency}".rstrip()
    return f"{words} {table(lang)[f'Word.{mark}']}" if mark else words


def measure_words(unit: str, per: str, lang: str) -> str:
    """A unit and period in words: ``berichten per jaar``, ``messages per year``."""
    words = table(lang)
    period = words.get(f"Word.per {per}", f"per {per}") if per else ""
    return " ".join(filter(None, [words.get(f"Word.{unit}", unit), period]))


def laid_out(part: Any, indent: str = "") -> str:
    """JSON with what is short on one line."""
    line = json.dumps(part, ensure_ascii=False)
    if len(line) + len(indent) <= _WIDTH or not isinstance(part, (dict, list)):
        return line
    if isinstance(part, list):
        lines = [laid_out(item, f"{indent}  ") for item in part]
    else:
        lines = [f"{json.dumps(key)}: {laid_out(value, f'{indent}  ')}" for key, value in part.items()]
    inside = f",\n{indent}  ".join(lines)
    first, last = "[]" if isinstance(part, list) else "{}"
    return f"{first}\n{indent}  {inside}\n{indent}{last}"
