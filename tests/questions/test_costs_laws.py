"""Laws of money: bounds hold every choice, cents add up, more stays more, and an unknown never disappears."""

from __future__ import annotations

from fractions import Fraction as Exact
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ea_model.metamodel.contract import MessageStream
from ea_model.questions.costs import Key, Measure, Money, MoneyError, PassThrough, Scenario, pass_through, sum_of
from ea_model.questions.costs.allocation import in_cents, shares_of
from ea_model.questions.costs.money import Basis
from ea_model.values import Quantity
from ea_model.values.intervals import Interval, point, total, up_to

numbers = st.fractions(min_value=0, max_value=10**9, max_denominator=1000)
counts = st.integers(min_value=1, max_value=10**9)


@st.composite
def intervals(draw: Any, positive: bool = False) -> Interval:
    """Closed, open and unbounded intervals."""
    low = draw(st.fractions(min_value=Exact(1, 10) if positive else 0, max_value=1000, max_denominator=20))
    width = draw(st.one_of(st.none(), st.fractions(min_value=0, max_value=1000, max_denominator=20)))
    if width is None:
        return Interval(low, None, draw(st.booleans()))
    flags = (draw(st.booleans()), draw(st.booleans())) if width else (False, False)
    return Interval(low, low + width, *flags)


@st.composite
def members(draw: Any, positive: bool = False) -> tuple[Interval, Exact]:
    """An interval and something in it."""
    interval = draw(intervals(positive))
    part = draw(st.fractions(min_value=0, max_value=1, max_denominator=20))
    width = (interval.high if interval.high is not None else interval.low + 1000) - interval.low
    value = interval.low + width * part
    if value not in interval:
        value = interval.low + width / 2
    return interval, value


@given(members(), members(), members(positive=True))
def test_the_answer_about_intervals_holds_the_answer_about_every_choice(
    one: tuple[Interval, Exact], two: tuple[Interval, Exact], three: tuple[Interval, Exact]
) -> None:
    assert one[1] + two[1] in one[0] + two[0]
    assert one[1] * two[1] in one[0] * two[0]
    assert one[1] / three[1] in one[0] / three[0]
    assert one[1] in up_to(one[0])
    assert up_to(one[0]).holds(one[0])


@given(st.lists(members(positive=True), min_size=1, max_size=5))
def test_shares_hold_every_choice_of_the_weights(chosen: list[tuple[Interval, Exact]]) -> None:
    whole = sum(value for _, value in chosen)
    for share, (_, value) in zip(shares_of([interval for interval, _ in chosen]), chosen, strict=True):
        assert value / whole in share


@pytest.mark.parametrize(("low", "high", "opened"), [(-1, 2, False), (3, 2, False), (2, 2, True)])
def test_no_interval_is_negative_or_empty(low: int, high: int, opened: bool) -> None:
    with pytest.raises(ValueError, match=r"negative|nothing"):
        Interval(Exact(low), Exact(high), opened)


@given(st.integers(0, 10**12), st.lists(counts, min_size=1, max_size=12))
def test_cents_add_up_and_are_the_exact_share_rounded_down_or_up(cents: int, weights: list[int]) -> None:
    shares = [Exact(w, sum(weights)) for w in weights]
    parts = in_cents(Exact(cents), shares)
    assert sum(parts) == cents
    assert all(abs(part - cents * share) < 1 for part, share in zip(parts, shares, strict=True))
    assert parts == in_cents(Exact(cents), shares)


def stream(number: int, volume: int | None) -> MessageStream:
    found = MessageStream(id=f"s{number}")
    if volume is not None:
        found.volume = Quantity.parse(f"{volume} berichten per jaar")
    return found


def scenario(
    base: Interval | None, fraction: Interval, volumes: list[int | None], key: Key | None = Key.VOLUME, years: int = 4
) -> Scenario:
    measure = Measure("EUR", Basis.PERIOD, 2019, 2018 + years)
    money = None if base is None else Money(base, measure)
    streams = tuple(stream(n, v) for n, v in enumerate(volumes))
    return Scenario("", money, None, fraction, tuple(range(2019, 2019 + years)), (), key, {}, streams, streams[:-1])


def cents(answer: PassThrough) -> list[tuple[int, int | None]]:
    """Every amount of money in an answer."""
    parts = [a for p in answer.before.parts for a in (*p.years, p.total)]
    return [a.cents for a in (*answer.before.years, answer.before.total, *parts)]


volumes_of = st.lists(counts, min_size=2, max_size=6)
shares = st.fractions(min_value=0, max_value=1, max_denominator=100)


@given(numbers, shares, volumes_of, st.integers(1, 7), st.sampled_from([Key.VOLUME, Key.EQUAL]))
def test_streams_add_up_to_their_year_and_years_to_what_is_passed_on(
    base: Exact, fraction: Exact, volumes: list[int], years: int, key: Key
) -> None:
    answer = pass_through(scenario(point(base), point(fraction), [*volumes], key, years))
    for division in (answer.before, answer.after):
        assert division is not None
        for number, year in enumerate(division.years):
            assert sum(p.years[number].in_cents or 0 for p in division.parts) == year.in_cents
        assert sum(y.in_cents or 0 for y in division.years) == division.total.in_cents
        assert total(p.share for p in division.parts) == point(1)
    assert abs(Exact(answer.before.total.cents[0], 100) - base * fraction) <= Exact(1, 200)


@given(numbers, numbers, shares, shares, volumes_of)
def test_more_base_or_a_larger_fraction_never_makes_anybody_pay_less(
    base: Exact, more: Exact, fraction: Exact, larger: Exact, volumes: list[int]
) -> None:
    low, high = sorted([fraction, larger])
    small = pass_through(scenario(point(base), point(low), [*volumes]))
    large = pass_through(scenario(point(base + more), point(high), [*volumes]))
    for one, two in zip(small.before.parts, large.before.parts, strict=True):
        assert one.total.exact.low <= two.total.exact.low
    assert small.before.total.cents[0] <= large.before.total.cents[0]


@given(members(), shares, shares, shares, volumes_of)
def test_the_answer_with_ranges_holds_the_answer_of_every_choice(
    base: tuple[Interval, Exact], one: Exact, other: Exact, part: Exact, volumes: list[int]
) -> None:
    low, high = sorted([one, other])
    chosen = low + (high - low) * part
    wide = pass_through(scenario(base[0], Interval(low, high), [*volumes]))
    exact = pass_through(scenario(point(base[1]), point(chosen), [*volumes]))
    for (least, most), (found, _) in zip(cents(wide), cents(exact), strict=True):
        assert least <= found
        assert most is None or found <= most
    for bounds, single in zip(wide.before.parts, exact.before.parts, strict=True):
        assert bounds.total.exact.holds(single.total.exact)


@given(numbers, volumes_of, counts)
def test_a_stream_without_a_volume_is_named_and_bounds_all_others(base: Exact, volumes: list[int], hidden: int) -> None:
    unknown = pass_through(scenario(point(base), point(1), [None, *volumes]))
    known = pass_through(scenario(point(base), point(1), [hidden, *volumes]))
    assert [s.id for s in unknown.before.unknown_volumes] == ["s0"]
    for bounds, single in zip(unknown.before.parts, known.before.parts, strict=True):
        assert bounds.share.holds(single.share)
    assert unknown.before.per_message is not None
    assert known.before.per_message is not None
    assert unknown.before.per_message.holds(known.before.per_message)


def test_an_unknown_base_and_an_unknown_key_stay_unknown() -> None:
    answer = pass_through(scenario(None, point(1), [1, 2], None))
    assert not answer.is_known
    assert answer.before.total.cents == (0, None)
    assert answer.before.per_message is None
    assert [p.share for p in answer.before.parts] == [Interval(Exact(0), Exact(1))] * 2


def test_what_is_counted_differently_is_not_added() -> None:
    yearly, once = (Money(point(1), Measure("EUR", basis)) for basis in (Basis.PER_YEAR, Basis.ONCE))
    dollars = Money(point(1), Measure("USD", Basis.ONCE))
    for other in (yearly, dollars):
        with pytest.raises(MoneyError, match="cannot be added"):
            sum_of([once, other])
