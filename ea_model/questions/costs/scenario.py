"""A pass-through scenario: every choice that the sources leave open, made explicit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction as Exact

from ea_model.messages import Message
from ea_model.messages.problems import UnknownIdError
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import AllocationKey, MessageStream, PassThroughScenario
from ea_model.model import Model
from ea_model.questions.costs.lines import CostLine, lines_of
from ea_model.questions.costs.money import Basis, Money, MoneyError, years_of
from ea_model.values import Fraction, Unknown
from ea_model.values.intervals import ANY_SHARE, Interval, of_share, total

INPUTS = ("fraction", "spread", "allocation_key")
"""Choices of a scenario that may be unknown, in the order in which they are named."""
MOST_YEARS = 100
"""A longer period is a mistake in a date."""


class Key(Enum):
    """How an amount is divided over streams; the value is the word of a model file."""

    VOLUME = AllocationKey.VOLUME.value
    EQUAL = AllocationKey.EQUAL.value
    WEIGHTS = AllocationKey.WEIGHTS.value


@dataclass(frozen=True, slots=True)
class Scenario:
    """What to pass on to whom. `checked` makes one that can be computed.

    ``base`` is None when nobody knows it (``base_line`` says where it stands). ``fraction`` is the share that is passed
    on. ``years`` is empty for a yearly base without years: the answer then holds for each year. ``spread`` is a share
    per year, none more than the others leave; empty: evenly. ``key`` None: nobody knows how it is divided. ``weights``
    is by stream id.
    """

    id: str
    base: Money | None
    base_line: CostLine | None
    fraction: Interval
    years: tuple[int, ...]
    spread: tuple[Interval, ...]
    key: Key | None
    weights: Mapping[str, Exact]
    streams: tuple[MessageStream, ...]
    leaving: tuple[MessageStream, ...]
    element: PassThroughScenario | None = None
    unknown: tuple[str, ...] = ()
    """Those of `INPUTS` that nobody knows."""


def scenarios(model: Model) -> tuple[PassThroughScenario, ...]:
    """The scenarios a model holds, by id."""
    return tuple(sorted(model.by_kind(PassThroughScenario), key=lambda s: s.id))


def scenario_named(model: Model, name: str) -> PassThroughScenario:
    """The scenario a person means, by id or name; `UnknownIdError` when there is none."""
    element = model.element(name)
    if not isinstance(element, PassThroughScenario):
        raise UnknownIdError("scenario", name, [s.id for s in scenarios(model)])
    return element


def scenario_of(model: Model, element: PassThroughScenario) -> Scenario:
    """A scenario as the model states it. `MoneyError` when it cannot be computed."""
    line = line_of(model, element.base)
    money = line.money if line else None
    period = years_of(element.start, element.end)
    streams = element.streams or all_streams(model)
    spread = tuple(ANY_SHARE if isinstance(s, Unknown) else share_of(s) for s in element.spread)
    if len(element.spread) == 1 and isinstance(element.spread[0], Unknown):
        spread = (ANY_SHARE,) * len(years_asked(money, period))
    fraction = share_of(element.fraction) if isinstance(element.fraction, Fraction) else ANY_SHARE
    key = next((k for k in Key if k.value == element.allocation_key), None)
    if element.weights and len(element.weights) != len(streams):
        raise MoneyError(Message("scenario_weights", id=element.id, weights=len(element.weights), streams=len(streams)))
    return checked(
        Scenario(
            element.id, money, line, fraction, years_asked(money, period), spread, key,
            dict(zip((s.id for s in streams), map(Exact, element.weights), strict=False)), streams, element.leaving,
            element, tuple(_unknown_inputs(element)),
        )
    )  # fmt: skip


def _unknown_inputs(element: PassThroughScenario) -> Iterable[str]:
    if not isinstance(element.fraction, Fraction):
        yield "fraction"
    if any(isinstance(s, Unknown) for s in element.spread):
        yield "spread"
    if not isinstance(element.allocation_key, str):
        yield "allocation_key"


def all_streams(model: Model) -> tuple[MessageStream, ...]:
    """Every message stream of a model, by id."""
    return tuple(sorted(model.by_kind(MessageStream), key=lambda s: s.id))


def line_of(model: Model, element: Element) -> CostLine | None:
    """The amount that stands on an element: the known one if there is one."""
    mine = [line for line in lines_of(model) if line.element is element]
    return next((line for line in mine if line.money is not None), mine[0] if mine else None)


def checked(scenario: Scenario) -> Scenario:
    """The scenario, or `MoneyError` with what is wrong with it in one sentence."""
    name = Message("a_scenario", id=scenario.id) if scenario.id else Message("the_scenario")
    base = scenario.base
    if base is not None and base.measure.basis is Basis.OTHER:
        raise MoneyError(Message("scenario_base_per", name=name, per=base.measure.per))
    if base is not None and base.measure.basis is not Basis.PER_YEAR and not scenario.years:
        raise MoneyError(Message("scenario_years", name=name))
    if scenario.spread:
        scenario = replace(scenario, spread=_fitting(scenario, name))
    if not scenario.streams:
        raise MoneyError(Message("scenario_streams", name=name))
    ids = {s.id for s in scenario.streams}
    strange = [s.id for s in scenario.leaving if s.id not in ids]
    if strange:
        raise MoneyError(Message("scenario_leaves", name=name, id=strange[0]))
    if len({s.id for s in scenario.leaving}) == len(ids):
        raise MoneyError(Message("scenario_nobody", name=name))
    if scenario.key is Key.WEIGHTS and not ids <= scenario.weights.keys():
        missing = sorted(ids - scenario.weights.keys())
        raise MoneyError(Message("scenario_no_weight", name=name, id=missing[0]))
    if any(weight < 0 for weight in scenario.weights.values()):
        raise MoneyError(Message("scenario_negative", name=name))
    return scenario


def _fitting(scenario: Scenario, name: Message) -> tuple[Interval, ...]:
    """The shares, each between what the others leave; refused where no choice of them adds up to the whole."""
    if scenario.base is not None and scenario.base.measure.basis is Basis.PER_YEAR:
        raise MoneyError(Message("spread_needless", name=name))
    if len(scenario.spread) != len(scenario.years):
        shares, years = len(scenario.spread), len(scenario.years)
        raise MoneyError(Message("spread_length", name=name, shares=shares, years=years))
    try:
        return tuple(
            share & _left_by([*scenario.spread[:number], *scenario.spread[number + 1 :]])
            for number, share in enumerate(scenario.spread)
        )
    except ValueError:
        raise MoneyError(Message("spread_sum", name=name)) from None


def _left_by(others: Sequence[Interval]) -> Interval:
    """What shares of a whole leave; `ValueError` where they are more than all of it."""
    together = total(others)
    least = Exact(0) if together.high is None else max(Exact(0), 1 - together.high)
    low_open = together.high_open and together.high is not None and together.high <= 1
    return Interval(least, 1 - together.low, low_open, together.low_open)


def years_asked(base: Money | None, period: tuple[int, int] | None) -> tuple[int, ...]:
    """The years asked for, else those of the base."""
    if period is None:
        return base.measure.years if base is not None else ()
    if period[1] - period[0] >= MOST_YEARS:
        raise MoneyError(Message("years_many", first=str(period[0]), last=str(period[1]), most=MOST_YEARS))
    return tuple(range(period[0], period[1] + 1))


def share_of(fraction: Fraction | Unknown) -> Interval:
    """The bounds of a share; anything when it is unknown."""
    if isinstance(fraction, Unknown):
        return ANY_SHARE
    try:
        return of_share(fraction)
    except ValueError as error:
        raise MoneyError(Message("share_wrong", text=fraction, error=error)) from error
