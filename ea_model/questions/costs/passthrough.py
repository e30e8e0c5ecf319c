"""What passing on a cost comes to: per stream, per message and per year, before and after some streams leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction as Exact
from math import ceil, floor

from ea_model.messages import Message
from ea_model.metamodel.contract import MessageStream
from ea_model.questions.costs.allocation import in_cents, shares_of
from ea_model.questions.costs.money import Basis, MoneyError
from ea_model.questions.costs.scenario import Key, Scenario
from ea_model.questions.streams.totals import total as total_volume
from ea_model.questions.streams.totals import volume_of
from ea_model.values.intervals import ANY_SHARE, ANYTHING, Interval, point, total


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money: its exact bounds, and what can be invoiced of it in cents.

    ``cents`` is lowest and highest, the same where there is one amount; the highest is None when there is no bound.
    """

    exact: Interval
    cents: tuple[int, int | None]

    @property
    def in_cents(self) -> int | None:
        """The one amount in cents; None while a choice is open."""
        return self.cents[0] if self.cents[0] == self.cents[1] else None


@dataclass(frozen=True, slots=True)
class StreamPart:
    """What one stream pays: per year, in the order of the years of the division, and over all of them."""

    stream: MessageStream
    volume: Interval | None
    """Messages per year; None when nobody knows."""
    share: Interval
    years: tuple[Amount, ...]
    total: Amount
    per_message: Interval | None
    """Of an average year; None when the volume or the amount is not known."""


@dataclass(frozen=True, slots=True)
class Division:
    """An amount per year divided over streams. ``volume`` counts only the streams with a known volume."""

    streams: tuple[MessageStream, ...]
    volume: Interval
    unknown_volumes: tuple[MessageStream, ...]
    approximate: bool
    years: tuple[Amount, ...]
    total: Amount
    parts: tuple[StreamPart, ...]
    per_message: Interval | None


@dataclass(frozen=True, slots=True)
class PassThrough:
    """The answer to a scenario. ``after`` is None when nobody leaves.

    ``years`` holds the calendar years; one None stands for *each year*. ``factor`` says for every stream that stays how
    many times as much it pays afterwards, where that is known exactly. Where the base is unknown, amounts have no upper
    bound: ``is_known`` is then False.
    """

    scenario: Scenario
    years: tuple[int | None, ...]
    before: Division
    after: Division | None
    factor: dict[str, Exact]

    @property
    def is_known(self) -> bool:
        """Is the amount to pass on known?"""
        return self.scenario.base is not None


def pass_through(scenario: Scenario) -> PassThrough:
    """Compute a scenario.

    `VolumeError` when its streams are counted in different ways, `MoneyError` when there is nothing to divide by.
    """
    gone = {s.id for s in scenario.leaving}
    stay = tuple(s for s in scenario.streams if s.id not in gone)
    before = _divide(scenario, scenario.streams)
    after = _divide(scenario, stay) if gone else None
    years: tuple[int | None, ...] = scenario.years or (None,)
    return PassThrough(scenario, years, before, after, _factors(before, after))


def _divide(scenario: Scenario, streams: tuple[MessageStream, ...]) -> Division:
    volumes = [volume_of(s) for s in streams]
    volume = total_volume(streams)
    shares = _shares(scenario, streams, volumes)
    years, passed = _per_year(scenario)
    rows = [_over(year, shares) for year in years]
    messages = volume.known
    missing = tuple(s for s, v in zip(streams, volumes, strict=True) if v is None)
    average = passed.exact * point(Exact(1, len(years)))
    everything = Interval(messages.low, None, messages.low_open) if missing else messages
    per_message = average / everything if scenario.base is not None and everything.high != 0 else None
    parts = tuple(
        _part(
            stream,
            volumes[n],
            shares[n],
            [row[n] for row in rows],
            passed,
            _rate(scenario, average, shares[n], volumes[n]),
        )
        for n, stream in enumerate(streams)
    )
    if scenario.key is Key.VOLUME:  # every message pays the same, which the parts alone would not show
        parts = tuple(replace(part, per_message=per_message) for part in parts)
    return Division(streams, messages, missing, volume.approximate, years, passed, parts, per_message)


def _rate(scenario: Scenario, average: Interval, share: Interval, volume: Interval | None) -> Interval | None:
    """What one message of a stream pays in an average year."""
    if scenario.base is None or volume is None or volume.high == 0:
        return None
    return average * share / volume


def _part(
    stream: MessageStream, volume: Interval | None, share: Interval, years: Sequence[Amount], passed: Amount,
    rate: Interval | None,
) -> StreamPart:  # fmt: skip
    """Its years together, never more than its share of what is ``passed`` on: what one year takes another cannot."""
    low = sum(amount.cents[0] for amount in years)
    highs = [amount.cents[1] for amount in years]
    high = None if None in highs else sum(h for h in highs if h is not None)
    exact = total(amount.exact for amount in years)
    if low != high:
        exact &= passed.exact * share
        slack = 0 if share.exact == 1 else len(years)  # a remainder rounds each year by at most a cent
        least, most = (passed.cents[0], passed.cents[1]) if share.exact == 1 else _whole(exact).cents
        low = max(low, least - slack)
        high = high if high is None or most is None else min(high, most + slack)
    return StreamPart(stream, volume, share, tuple(years), Amount(exact, (low, high)), rate)


def _shares(
    scenario: Scenario, streams: tuple[MessageStream, ...], volumes: list[Interval | None]
) -> tuple[Interval, ...]:  # fmt: skip
    if scenario.key is None:
        return (ANY_SHARE,) * len(streams) if len(streams) > 1 else (point(1),)
    if scenario.key is Key.EQUAL:
        weights = [point(1)] * len(streams)
    elif scenario.key is Key.WEIGHTS:
        weights = [point(scenario.weights[s.id]) for s in streams]
    else:
        weights = [ANYTHING if v is None else v for v in volumes]
    try:
        return shares_of(weights)
    except ValueError as error:
        raise MoneyError(Message("streams_nothing", id=scenario.id)) from error


def _per_year(scenario: Scenario) -> tuple[tuple[Amount, ...], Amount]:
    """What is passed on in each year, and in all of them."""
    count = len(scenario.years) or 1
    base = scenario.base
    passed = (base.interval if base is not None else ANYTHING) * scenario.fraction
    if base is not None and base.measure.basis is Basis.PER_YEAR:
        each = _whole(passed)
        low, high = each.cents
        return (each,) * count, Amount(passed * point(count), (low * count, None if high is None else high * count))
    whole = _whole(passed)
    spread = scenario.spread or tuple(point(Exact(1, count)) for _ in range(count))
    return _over(whole, spread), whole


def _whole(exact: Interval) -> Amount:
    """An amount in whole cents: a single one to the nearest cent (halves up), bounds outward."""
    if exact.exact is not None:
        cents = floor(exact.exact * 100 + Exact(1, 2))
        return Amount(exact, (cents, cents))
    return Amount(exact, (floor(exact.low * 100), None if exact.high is None else ceil(exact.high * 100)))


def _over(amount: Amount, shares: Sequence[Interval]) -> tuple[Amount, ...]:
    """Divide an amount; cents that are known add up to those of the amount."""
    exact = [amount.exact * share for share in shares]
    points = [share.exact for share in shares]
    single = amount.in_cents
    if single is not None and None not in points:
        cents = in_cents(Exact(single), [p for p in points if p is not None])
        return tuple(Amount(e, (c, c)) for e, c in zip(exact, cents, strict=True))
    low, high = amount.cents
    return tuple(
        Amount(e, (floor(low * share.low), None if high is None or share.high is None else ceil(high * share.high)))
        for e, share in zip(exact, shares, strict=True)
    )


def _factors(before: Division, after: Division | None) -> dict[str, Exact]:
    """How many times as much each remaining stream pays, at equal cost."""
    if after is None:
        return {}
    was = {part.stream.id: part.share.exact for part in before.parts}
    factors: dict[str, Exact] = {}
    for part in after.parts:
        now, then = part.share.exact, was[part.stream.id]
        if now is not None and then:
            factors[part.stream.id] = now / then
    return factors
