"""The value types: what a model file may write, what it means, and that it reads back as it was written."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ea_model.values import (
    Count,
    Fraction,
    FuzzyDate,
    LangText,
    NotApplicable,
    Provenance,
    Quantity,
    SourceRef,
    Unknown,
    in_language,
)

_DAYS = st.dates()
_PRECISIONS = ("day", "month", "quarter", "year")


def _written(day: date, precision: str) -> str:
    quarter = f"{day.isoformat()[:4]}-Q{(day.month + 2) // 3}"
    lengths = {"day": 10, "month": 7, "year": 4}
    return quarter if precision == "quarter" else day.isoformat()[: lengths[precision]]


_DATE_TEXTS = st.one_of(
    st.builds(_written, _DAYS, st.sampled_from(_PRECISIONS)),
    st.tuples(_DAYS, _DAYS).map(lambda pair: "..".join(day.isoformat() for day in sorted(pair))),
    st.just("open"),
)
_STATUSES = st.sampled_from(("", " planned", " actual"))
_AMOUNTS = st.decimals(min_value=0, max_value=10**15, places=6, allow_nan=False, allow_infinity=False)
_UNITS = st.sampled_from(("", "EUR", "EUR excl. btw", "berichten", "jaar", "uur werk", "Mbit/s"))


@st.composite
def _quantities(draw: st.DrawFn) -> Quantity:
    low, high = sorted((draw(_AMOUNTS), draw(_AMOUNTS)))
    shape = draw(st.sampled_from(("exact", "range", "more", "more to")))
    unit, per = draw(_UNITS), draw(st.sampled_from(("", "jaar", "maand")))
    if shape == "more":
        return Quantity(low, None, unit, per, draw(st.booleans()), low_exclusive=True)
    upper = low if shape == "exact" else high
    return Quantity(low, upper, unit, per, draw(st.booleans()), low_exclusive=shape == "more to")


@st.composite
def _fractions(draw: st.DrawFn) -> Fraction:
    shares = st.decimals(min_value=0, max_value=1, places=8, allow_nan=False, allow_infinity=False)
    low, high = sorted((draw(shares), draw(shares)))
    return Fraction(low, high, draw(st.booleans()))


@st.composite
def _counts(draw: st.DrawFn) -> Count:
    low = draw(st.integers(0, 10**9))
    return Count(low, draw(st.one_of(st.none(), st.integers(low, 10**9))))


@given(_DATE_TEXTS, _STATUSES)
def test_a_soft_date_reads_back_as_it_was_written(text: str, status: str) -> None:
    value = FuzzyDate.parse(text + status)
    assert str(value) == text + status
    assert FuzzyDate.parse(str(value)) == value


@given(_quantities())
def test_a_quantity_reads_back_as_it_was_written(value: Quantity) -> None:
    assert Quantity.parse(str(value)) == value


@given(_counts())
def test_a_count_reads_back_as_it_was_written(value: Count) -> None:
    assert Count.parse(str(value)) == value


@given(_fractions())
def test_a_fraction_reads_back_as_it_was_written(value: Fraction) -> None:
    assert Fraction.parse(str(value)) == value


@given(st.from_regex(r"\A(|[A-Za-z_][A-Za-z0-9_.-]{0,8})\Z"))
def test_an_unknown_reads_back_with_its_question(item: str) -> None:
    assert Unknown.parse(str(Unknown(item))) == Unknown(item)


@given(st.sampled_from(Provenance))
def test_a_provenance_reads_back_from_the_word_and_from_the_code(value: Provenance) -> None:
    assert Provenance.parse(str(value)) is value
    assert Provenance.parse(value.name) is value


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2019-12-11", date(2019, 12, 11), date(2019, 12, 11), "day"),
        ("2019-10", date(2019, 10, 1), date(2019, 10, 31), "month"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2019-Q3", date(2019, 7, 1), date(2019, 9, 30), "quarter"),
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "year"),
        ("2019-07-15..2019-09", date(2019, 7, 15), date(2019, 9, 30), "range"),
        ("2019..2020-Q1 gepland", date(2019, 1, 1), date(2020, 3, 31), "range"),
    ],
)
def test_a_soft_date_spans_the_days_it_may_mean(text: str, earliest: date, latest: date, precision: str) -> None:
    value = FuzzyDate.parse(text)
    assert (value.earliest, value.latest, value.precision) == (earliest, latest, precision)


def test_a_planned_date_is_not_the_same_as_one_that_happened() -> None:
    assert FuzzyDate.parse("2020-03 gepland").status == "planned"
    assert FuzzyDate.parse("2020-03 gepland") != FuzzyDate.parse("2020-03 werkelijk")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("circa 40 mln berichten per jaar",
         Quantity(Decimal(40_000_000), Decimal(40_000_000), "berichten", "jaar", approximate=True)),
        ("0,5 mln verzuimmeldingen per jaar", Quantity(Decimal(500_000), Decimal(500_000), "verzuimmeldingen", "jaar")),
        ("15..30 mln EUR per jaar", Quantity(Decimal(15_000_000), Decimal(30_000_000), "EUR", "jaar")),
        ("€ 15..30 mln per jaar", Quantity(Decimal(15_000_000), Decimal(30_000_000), "EUR", "jaar")),
        ("28 mln EUR", Quantity(Decimal(28_000_000), Decimal(28_000_000), "EUR")),
        ("> 1.5 jaar", Quantity(Decimal("1.5"), None, "jaar", low_exclusive=True)),
        ("> 5..10 EUR", Quantity(Decimal(5), Decimal(10), "EUR", low_exclusive=True)),
    ],
)  # fmt: skip
def test_a_quantity_keeps_bounds_unit_period_and_doubt(text: str, expected: Quantity) -> None:
    assert Quantity.parse(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("4", 4, 4),
        ("minstens 14", 14, None),
        ("4..6", 4, 6),
        ("1..*", 1, None),
        ("hoogstens 6", 0, 6),
        (">= 2", 2, None),
    ],
)
def test_a_count_keeps_what_is_certain(text: str, low: int, high: int | None) -> None:
    assert Count.parse(text) == Count(low, high)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60%", Fraction(Decimal("0.6"), Decimal("0.6"))),
        ("0.6", Fraction(Decimal("0.6"), Decimal("0.6"))),
        (">50%..100%", Fraction(Decimal("0.5"), Decimal(1), low_exclusive=True)),
        ("> 0,5", Fraction(Decimal("0.5"), Decimal(1), low_exclusive=True)),
    ],
)
def test_most_of_it_is_more_than_half_and_at_most_all(text: str, expected: Fraction) -> None:
    assert Fraction.parse(text) == expected


def test_unknown_and_not_applicable_are_values_and_nothing_else_is_taken_for_them() -> None:
    assert Unknown.parse("onbekend U12") == Unknown("U12")
    assert Unknown.parse("Unknown") == Unknown("")
    assert NotApplicable.parse("n.v.t.") == NotApplicable.parse("N/A") == NotApplicable()
    assert Unknown.parse("onbekende leverancier X") is None
    assert NotApplicable.parse("niet") is None


def test_a_name_in_two_languages_is_its_primary_text_and_knows_the_other() -> None:
    text = LangText({"nl": "Winkel", "en": "Shop"})
    assert text == "Winkel"
    assert (in_language(text, "en"), in_language(text, "fr"), in_language("Winkel", "en")) == (
        "Shop",
        "Winkel",
        "Winkel",
    )
    copy = pickle.loads(pickle.dumps(text))  # noqa: S301 - our own bytes
    assert (copy, copy.texts) == (text, text.texts)


def test_a_source_shows_fact_page_lines_and_quote() -> None:
    assert str(SourceRef("brief", 1, 17, 19, "aan organisaties", "F013")) == "F013 p1 r17-19 “aan organisaties”"
    assert str(SourceRef("brief", 0, 0, 0, "zonder plaats")) == "“zonder plaats”"


def test_a_day_precise_date_is_one_day() -> None:
    assert FuzzyDate.parse("2019-12-11").is_day
    assert not FuzzyDate.parse("2019-12").is_day
    assert FuzzyDate.parse("2019-12").latest - FuzzyDate.parse("2019-12").earliest == timedelta(days=30)
