"""How many messages streams carry, and to whom: sums that keep ranges and name what is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction as Exact

from ea_model.messages import Message
from ea_model.messages.problems import EaModelError
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import MessageStream
from ea_model.values import Quantity, intervals, number
from ea_model.values.intervals import Interval, of_quantity

_EXACT = Context(prec=200)
"""Volumes are decimals of at most 60 digits, so that their sums are too."""


class VolumeError(EaModelError):
    """Volumes that cannot be added; the message is one sentence with a remedy."""


@dataclass(frozen=True, slots=True)
class VolumeTotal:
    """A sum of volumes; ``unknown`` holds the ids of streams that are not in it, so that no sum hides them."""

    known: Interval
    approximate: bool
    unknown: tuple[str, ...]

    @property
    def low(self) -> Decimal:
        """The least it can be, without the unknown streams."""
        return _decimal(self.known.low)

    @property
    def high(self) -> Decimal | None:
        """The most it can be, without the unknown streams; None when there is no bound."""
        return None if self.known.high is None else _decimal(self.known.high)

    def __str__(self) -> str:
        low = number(self.low)
        body = low if self.high == self.low or self.high is None else f"{low}..{number(self.high)}"
        prefix = "circa " if self.approximate else ""
        if self.unknown:
            return f"≥ {prefix}{body} + onbekend"
        return f"≥ {prefix}{body}" if self.high is None else f"{prefix}{body}"


def _decimal(value: Exact) -> Decimal:
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def total(streams: Iterable[MessageStream]) -> VolumeTotal:
    """The volumes of streams together; `VolumeError` when they do not share unit and period."""
    all_streams = tuple(streams)
    volumes = [(s, s.volume) for s in all_streams if isinstance(s.volume, Quantity)]
    for one in volumes[1:]:
        _check_alike(volumes[0], one)
    return VolumeTotal(
        intervals.total(bounds for s in all_streams if (bounds := volume_of(s)) is not None),
        any(v.approximate for _, v in volumes),
        tuple(s.id for s in all_streams if not isinstance(s.volume, Quantity)),
    )


def _check_alike(one: tuple[MessageStream, Quantity], other: tuple[MessageStream, Quantity]) -> None:
    if (one[1].unit, one[1].per) != (other[1].unit, other[1].per):
        raise VolumeError(
            Message(
                "volumes_differ", one=one[0].id, how=_measure(one[1]), other=other[0].id, otherwise=_measure(other[1])
            )
        )


def _measure(volume: Quantity) -> Message:
    unit = volume.unit or Message("no_unit")
    return Message("unit_per", unit=unit, per=volume.per) if volume.per else Message("unit_alone", unit=unit)


def volume_of(stream: MessageStream) -> Interval | None:
    """How many messages it carries, in its own unit and period; None when nobody knows.

    `VolumeError` when nothing lies between the bounds.
    """
    if not isinstance(stream.volume, Quantity):
        return None
    try:
        return of_quantity(stream.volume)
    except ValueError as error:
        raise VolumeError(Message("volume_wrong", id=stream.id, error=error)) from error


def received(streams: Iterable[MessageStream], recipient: Element) -> VolumeTotal:
    """What one recipient gets of these streams.

    The whole stream where it is the only one; else more than nothing and less than everything, since the others named
    (or an open list) get something too. ``unknown`` holds the streams without a known recipient or volume.
    """
    shares: list[Interval] = []
    unknown: list[str] = []
    approximate = False
    for stream in streams:
        if not all(isinstance(r, Element) for r in stream.recipients) or not stream.recipients:
            unknown.append(stream.id)
        elif recipient in stream.recipients:
            whole = volume_of(stream)
            if whole is None:
                unknown.append(stream.id)
                continue
            approximate = approximate or (isinstance(stream.volume, Quantity) and stream.volume.approximate)
            alone = len(stream.recipients) == 1 and not stream.open_list
            shares.append(whole if alone or whole.high == 0 else _part_of(whole))
    return VolumeTotal(intervals.total(shares), approximate, tuple(unknown))


def _part_of(whole: Interval) -> Interval:
    """More than nothing, less than all of it."""
    return Interval(Exact(0), whole.high, low_open=True, high_open=whole.high is not None)
