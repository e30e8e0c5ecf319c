"""How many messages run through a service: sums that keep ranges and name what is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ea_model.metamodel.archimate import Element, Realization
from ea_model.metamodel.contract import Flow, MessageStream
from ea_model.scope import Scope
from ea_model.values import Quantity, number


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of quantities; ``unknown`` holds the streams without a volume, so that no sum hides them."""

    low: Decimal
    high: Decimal | None
    approximate: bool
    unknown: tuple[str, ...]

    def __str__(self) -> str:
        body = number(self.low) if self.high == self.low else f"{number(self.low)}..{number(self.high or self.low)}"
        prefix = "circa " if self.approximate else ""
        return f"≥ {prefix}{body} + onbekend" if self.unknown or self.high is None else f"{prefix}{body}"


def streams_through(scope: Scope, element: Element) -> tuple[MessageStream, ...]:
    """The message streams whose flows touch an element or a service it realizes, here and now, by id."""
    touched = {element.id} | {
        r.target.id
        for r in scope.model.outgoing(element)
        if isinstance(r, Realization) and scope.situation.existence(r)
    }
    found: dict[str, MessageStream] = {}
    for relation in scope.model.by_kind(Flow):
        here = relation.source.id in touched or relation.target.id in touched
        if here and relation.stream is not None and scope.situation.existence(relation):
            found[relation.stream.id] = relation.stream
    return tuple(found[key] for key in sorted(found))


def total(streams: tuple[MessageStream, ...]) -> Total:
    """The volumes of streams together; they must share unit and period."""
    low, high, approximate = Decimal(0), Decimal(0), False
    unknown: list[str] = []
    unbounded = False
    for stream in streams:
        volume = stream.volume
        if not isinstance(volume, Quantity):
            unknown.append(stream.id)
            continue
        low += volume.low
        unbounded = unbounded or volume.high is None
        high += volume.high or 0
        approximate = approximate or volume.approximate
    return Total(low, None if unbounded else high, approximate, tuple(unknown))
