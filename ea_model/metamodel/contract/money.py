"""What things are worth and cost, and what passing that on comes to."""

from __future__ import annotations

from decimal import Decimal

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Element, attribute, reference
from ea_model.metamodel.contract import bases
from ea_model.metamodel.contract.streams import MessageStream
from ea_model.metamodel.contract.words import AllocationKey, CostBasis, CostStatus, NotKnown
from ea_model.values import Fraction, Quantity, SoftDate, Unknown


class Value(bases.Value):
    """A worth; ``amount`` where it is money."""

    amount: Quantity | NotKnown = attribute(dt.MONEY)


class CostItem(Value):
    """Kostenpost: an ``amount`` that is paid, in a year, once, or over the period ``start``..``end``.

    ``pays_for`` names what it is an extra cost of. ``whole_of`` names what it is the whole cost of: what those things,
    or other cost items, say about their own cost lies within it and is not counted again.
    """

    basis: str | NotKnown = attribute(CostBasis)
    cost_status: str | NotKnown = attribute(CostStatus)
    start: SoftDate = attribute(dt.DATE)
    end: SoftDate = attribute(dt.DATE)
    pays_for: tuple[Element, ...] = reference(Element, many=True)
    whole_of: tuple[Element, ...] = reference(Element, many=True, knowable=False)


class PassThroughScenario(bases.Assessment):
    """Doorbelasting: what passing on the cost of ``base`` would come to, for one choice of what nobody decided.

    ``fraction`` of the base is spread over the years ``start``..``end`` (evenly, or by ``spread``: a share per year)
    and divided over ``streams`` (absent: all of the model) by ``allocation_key``; ``weights`` stand in the order of
    the streams. ``leaving`` are streams that no longer pay later on.
    """

    base: Element = reference(Element, required=True, knowable=False)
    fraction: Fraction | NotKnown = attribute(dt.FRACTION)
    start: SoftDate = attribute(dt.DATE)
    end: SoftDate = attribute(dt.DATE)
    spread: tuple[Fraction | Unknown, ...] = attribute(dt.FRACTION, many=True)
    allocation_key: str | NotKnown = attribute(AllocationKey)
    weights: tuple[Decimal, ...] = attribute(dt.NUMBER, many=True, knowable=False)
    streams: tuple[MessageStream, ...] = reference(MessageStream, many=True, knowable=False)
    leaving: tuple[MessageStream, ...] = reference(MessageStream, many=True, knowable=False)
