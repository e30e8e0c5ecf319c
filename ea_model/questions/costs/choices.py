"""Choices somebody types instead of, or on top of, a pass-through scenario of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction as Exact
from typing import TypeVar

from ea_model.messages import Message
from ea_model.messages.problems import UnknownIdError
from ea_model.metamodel.contract import MessageStream
from ea_model.model import Model
from ea_model.questions.costs.lines import CostLine
from ea_model.questions.costs.money import Money, MoneyError, money_of
from ea_model.questions.costs.scenario import (
    INPUTS,
    Key,
    Scenario,
    all_streams,
    checked,
    line_of,
    share_of,
    years_asked,
)
from ea_model.values import Fraction, Quantity, decimal
from ea_model.values.intervals import ANY_SHARE

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PassThroughOptions:
    """What somebody types instead of, or on top of, a scenario of the model; empty means as it is."""

    base: str = ""
    fraction: str = ""
    years: str = ""
    spread: Sequence[str] = ()
    key: str = ""
    weights: Sequence[str] = ()
    streams: Sequence[str] = ()
    without: Sequence[str] = ()


def with_options(model: Model, scenario: Scenario | None, options: PassThroughOptions) -> Scenario:
    """A scenario with other choices. `MoneyError` when one cannot be read, `UnknownIdError` for a strange id."""
    unknown = set(scenario.unknown) if scenario else {"fraction", "allocation_key"}
    money, line = (scenario.base, scenario.base_line) if scenario else (None, None)
    if options.base:
        money, line = _base(model, options.base)
    elif scenario is None:
        raise MoneyError(Message("give_base"))
    period = _period(options.years) if options.years else None
    years = years_asked(money, period) if period or scenario is None or options.base else scenario.years
    streams = tuple(_stream(model, s) for s in options.streams) or (scenario.streams if scenario else ())
    streams = streams or all_streams(model)
    fraction = scenario.fraction if scenario else ANY_SHARE
    if options.fraction:
        fraction = share_of(_read(Fraction.parse, options.fraction))
        unknown.discard("fraction")
    key = scenario.key if scenario else None
    if options.key:
        key = _key(options.key)
        unknown.discard("allocation_key")
    spread = scenario.spread if scenario and years == scenario.years else ()
    if options.spread:
        spread = tuple(share_of(_read(Fraction.parse, s)) for s in options.spread)
        unknown.discard("spread")
    weights = {**(scenario.weights if scenario else {}), **dict(_weight(model, w) for w in options.weights)}
    ids = {s.id for s in streams}
    leaving = tuple(_stream(model, s) for s in options.without) or tuple(
        s for s in (scenario.leaving if scenario else ()) if s.id in ids
    )
    element = scenario.element if scenario and options == PassThroughOptions() else None
    return checked(
        Scenario(
            scenario.id if scenario else "", money, line, fraction, years, spread, key, weights, streams, leaving,
            element, tuple(name for name in INPUTS if name in unknown),
        )
    )  # fmt: skip


def _base(model: Model, text: str) -> tuple[Money | None, CostLine | None]:
    """An amount such as 28mln, or the id or name of what states one."""
    if text[:1].isdigit() or text[:1] in "€>":
        quantity = _read(Quantity.parse, re.sub(r"(?<=\d)(?=[^\W\d_])", " ", text))
        return money_of(replace(quantity, unit=quantity.unit or "EUR")), None
    element = model.element(text)
    line = line_of(model, element)
    if line is None:
        raise MoneyError(Message("states_no_amount", id=element.id))
    return line.money, line


def _period(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{4})(?:\.\.(\d{4}))?", text.strip())
    if not match or int(match[2] or match[1]) < int(match[1]):
        raise MoneyError(Message("no_years", text=text))
    return int(match[1]), int(match[2] or match[1])


def _key(text: str) -> Key:
    words = {**{k.value: k for k in Key}, "equal": Key.EQUAL, "weights": Key.WEIGHTS}
    if text.casefold() not in words:
        raise MoneyError(Message("no_allocation_key", text=text))
    return words[text.casefold()]


def _stream(model: Model, text: str) -> MessageStream:
    streams = all_streams(model)
    for stream in streams:
        names = getattr(stream.name, "texts", {"": stream.name}).values()
        if text.casefold() in {stream.id.casefold(), *(n.casefold() for n in names)}:
            return stream
    raise UnknownIdError("stream", text, [s.id for s in streams])


def _weight(model: Model, text: str) -> tuple[str, Exact]:
    stream, equals, weight = text.partition("=")
    if not equals:
        raise MoneyError(Message("no_weight", text=text))
    return _stream(model, stream).id, Exact(_read(decimal, weight))


def _read(parse: Callable[[str], T], text: str) -> T:
    """What somebody typed, with the sentence of the value type when it cannot be read."""
    try:
        return parse(text)
    except ValueError as error:
        raise MoneyError(Message.of(error)) from error
