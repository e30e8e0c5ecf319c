"""How much a stream carries, in as few words as a line or a note has room for."""

from __future__ import annotations

from fractions import Fraction

from ea_model.values import Quantity
from ea_model.values.formatting import DOWN, NEAREST, UP, measure_words, number
from ea_model.values.intervals import Interval, of_quantity
from ea_model.words import label

_MILLION = 1_000_000


def amount_words(interval: Interval, lang: str, *, approximate: bool = False, partly: bool = False) -> str:
    """``circa 40 mln``, ``≤ 40 mln``, ``≥ 2 mln + ?``; ``partly``: something unknown comes on top."""
    low, high = interval.low, interval.high
    if high is None:
        body = f"≥ {short(low, lang, DOWN)}"
    elif low == high:
        body = short(low, lang)
    elif low == 0:
        body = f"≤ {short(high, lang, UP)}"
    else:
        body = f"{short(low, lang, DOWN)}–{short(high, lang, UP)}"
    about = f"{label('Impact.circa', lang)} " if approximate and low == high else ""
    return f"{about}{body}{' + ?' if partly else ''}"


def short(value: Fraction, lang: str, way: int = NEAREST) -> str:
    """``40 mln`` or ``500.000``."""
    if value >= _MILLION:
        return f"{number(value / _MILLION, lang, None, way)} {label('Word.mln', lang)}"
    return number(value, lang, None, way)


def volume_words(volume: object, lang: str) -> str:
    """A whole volume with its unit and period; *unknown* where nobody says."""
    if not isinstance(volume, Quantity):
        return label("Status.UNKNOWN", lang)
    try:
        amount = amount_words(of_quantity(volume), lang, approximate=volume.approximate)
    except ValueError:
        return str(volume)
    return f"{amount} {measure_words(volume.unit, volume.per, lang)}".strip()
