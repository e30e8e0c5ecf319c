"""What is no value: refused with one readable sentence that says what to write, however hostile the text."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ea_model.metamodel.datatypes import parse_boolean
from ea_model.values import (
    Count,
    Fraction,
    FuzzyDate,
    NotApplicable,
    Provenance,
    Quantity,
    Unknown,
    decimal,
    number,
    whole,
)


@pytest.mark.parametrize(
    ("parse", "text", "told"),
    [
        (FuzzyDate.parse, "2019-13", "'2019-13' is no day of the calendar"),
        (FuzzyDate.parse, "2019-02-29", "'2019-02-29' is no day of the calendar"),
        (FuzzyDate.parse, "0000", "'0000' is no day of the calendar"),
        (FuzzyDate.parse, "najaar 2019", "'najaar 2019' is not a date; write 2019-12-11, 2019-10,"),
        (FuzzyDate.parse, "2020..2019", "the date range ends (2019-12-31) before it begins (2020-01-01)"),
        (FuzzyDate.parse, "2019..2020..2021", "'2020..2021' is not a date"),
        (FuzzyDate.parse, "..2019", "'' is not a date"),
        (Quantity.parse, "veel", "'veel' is not a quantity; write 'circa 40 mln berichten per jaar'"),
        (Quantity.parse, "30..15 EUR", "the range of '30..15 EUR' ends below its beginning"),
        (Quantity.parse, "5 duizend mln EUR", "'5 duizend mln EUR' is not a quantity"),
        (Quantity.parse, "-5 EUR", "'-5 EUR' is not a quantity"),
        (Count.parse, "6..4", "the range 6..4 ends below its beginning"),
        (Count.parse, "vier", "'vier' is not a count; write 4, 4..6, 'minstens 14' or 'hoogstens 6'"),
        (Fraction.parse, "150%", "'150%' is not a share between 0 and 1"),
        (Fraction.parse, "80%..60%", "'80%..60%' is not a share between 0 and 1"),
        (Fraction.parse, "nan", "'nan' is not a number"),
        (decimal, "1e999999999", "'1e999999999' is not a number"),
        (decimal, "Infinity", "'Infinity' is not a number"),
        (Provenance.parse, "verzonnen", "provenance is one of stated, interpreted, assumed, derived"),
        (whole, "vier", "'vier' is not a whole number"),
        (parse_boolean, "misschien", "'misschien' is not true or false"),
    ],
)
def test_a_wrong_value_is_refused_with_what_to_write(parse: Callable[[str], object], text: str, told: str) -> None:
    with pytest.raises(ValueError, match=r"\S") as caught:
        parse(text)
    assert str(caught.value).startswith(told)


_PARSERS: tuple[Callable[[str], object], ...] = (
    FuzzyDate.parse, Quantity.parse, Count.parse, Fraction.parse, Provenance.parse, decimal, whole,
    parse_boolean, Unknown.parse, NotApplicable.parse,
)  # fmt: skip
_MARKS = "2019 - .. Q3 open gepland € mln % 1e9 nan ∞ ٣ * onbekend ' ½"
_PIECES = st.sampled_from(
    (
        *_MARKS.split(),
        *("circa ", "> ", " mrd", "per ", "minstens ", "\n", "\x00", "9" * 70, "0." + "1" * 70),
    )
)


@given(st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=6).map("".join)), st.sampled_from(_PARSERS))
def test_hostile_text_is_a_value_or_one_readable_sentence(text: str, parse: Callable[[str], object]) -> None:
    value, told = _outcome(parse, text)
    assert told == "" or 10 < len(told) < 260
    assert value is None or parse(_again(value)) == value


def _outcome(parse: Callable[[str], object], text: str) -> tuple[object, str]:
    """The value, or the sentence."""
    try:
        return parse(text), ""
    except ValueError as error:
        return None, str(error)


def _again(value: object) -> str:
    return number(value) if isinstance(value, Decimal) else str(value).lower() if value in (True, False) else str(value)


@pytest.mark.parametrize(
    "text", ["9" * 2_000_000, "2019" + "..2019" * 200_000, "1." + "3" * 2_000_000, "€" * 2_000_000]
)
@pytest.mark.parametrize("parse", [FuzzyDate.parse, Quantity.parse, Count.parse, Fraction.parse, decimal])
def test_an_endless_value_is_refused_with_a_short_sentence(parse: Callable[[str], object], text: str) -> None:
    with pytest.raises(ValueError, match=r"\S") as caught:
        parse(text)
    assert len(str(caught.value)) < 300
