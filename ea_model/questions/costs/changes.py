"""Scope added to a contract after its award, and frameworks whose maximum is used up.

A change needs no new procedure when it is worth less than both a share of the original contract (10 % for services
and supplies) and the EU threshold (art. 2.163b Aw 2012, art. 72 (2) of Directive 2014/24/EU). The threshold changes
every two years and differs per sort of buyer, so it is data of the model, never a number in here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ea_model.metamodel.contract import Contract, ContractStatus, Effect, FrameworkAgreement, ScopeStatement
from ea_model.questions.costs.lines import parts_of
from ea_model.questions.costs.money import Money, money_of, sum_of
from ea_model.scope import Scope
from ea_model.values import Fraction, FuzzyDate, NotApplicable, Quantity, Truth
from ea_model.values.durations import is_dated
from ea_model.values.intervals import ANYTHING, Interval, of_share

USUAL_LIMIT = Fraction(Decimal("0.1"), Decimal("0.1"))
"""What a change of services or supplies stays below, as a share of the original value; a contract may say otherwise."""


@dataclass(frozen=True, slots=True)
class Addition:
    """Everything that was added to one contract. ``delta`` and ``share`` (of its value) are None where not known.

    ``allowed``: is it certainly, perhaps or certainly not small enough to go without a new procedure?
    """

    contract: Contract
    statements: tuple[ScopeStatement, ...]
    delta: Money | None
    share: Interval | None
    threshold: Money | None
    allowed: Truth


@dataclass(frozen=True, slots=True)
class CalledOff:
    """What call-offs take of the maximum of a framework. ``used_up``: is nothing of it left?"""

    framework: FrameworkAgreement
    used: Money
    maximum: Money
    unknown: tuple[Contract, ...]
    used_up: Truth


def additions(scope: Scope) -> Iterator[Addition]:
    """Contracts with scope that begins certainly after they were awarded and had begun, by id.

    A statement with ``value: n.v.t.`` was part of what was awarded and is no addition, however late it begins.
    """
    added: dict[str, list[ScopeStatement]] = {}
    for placed in scope.propagation.placed:
        statement = placed.statement
        contract = statement.contract
        if placed.truth and isinstance(contract, Contract) and _is_later(statement, contract):
            added.setdefault(contract.id, []).append(statement)
    for contract in scope.model.contracts:
        if contract.id in added:
            yield _judged(contract, tuple(added[contract.id]))


def _is_later(statement: ScopeStatement, contract: Contract) -> bool:
    if statement.effect != Effect.INCLUDE or isinstance(statement.value, NotApplicable):
        return False
    begun = [day.latest for day in (contract.signing, contract.start) if is_dated(day)]
    if contract.contract_status == ContractStatus.PLANNED or not begun:
        return False
    return isinstance(statement.valid_from, FuzzyDate) and statement.valid_from.earliest > max(begun)


def _judged(contract: Contract, statements: tuple[ScopeStatement, ...]) -> Addition:
    values = [s.value for s in statements]
    amounts = [money_of(value) for value in values if isinstance(value, Quantity)]
    comparable = len(amounts) == len(values) and len({a.measure for a in amounts}) == 1
    delta = sum_of(amounts) if comparable else None
    original = money_of(contract.value) if isinstance(contract.value, Quantity) else None
    share = None
    if delta is not None and original is not None and delta.measure == original.measure and original.interval.high != 0:
        share = delta.interval / original.interval
    limit = of_share(contract.change_limit if isinstance(contract.change_limit, Fraction) else USUAL_LIMIT)
    threshold = money_of(contract.change_threshold) if isinstance(contract.change_threshold, Quantity) else None
    small = Truth.MAYBE
    if delta is not None and threshold is not None and delta.measure == threshold.measure:
        small = is_below(delta.interval, threshold.interval)
    allowed = min(small, is_below(share if share is not None else ANYTHING, limit))
    return Addition(contract, statements, delta, share, threshold, allowed)


def is_below(amount: Interval, limit: Interval) -> Truth:
    """Is an amount smaller than a limit, wherever both lie?"""
    if amount.high is not None and amount.high <= limit.low and (amount.high < limit.low or _never_meet(amount, limit)):
        return Truth.YES
    return Truth.NO if limit.high is not None and amount.low >= limit.high else Truth.MAYBE


def _never_meet(amount: Interval, limit: Interval) -> bool:
    return amount.high_open or limit.low_open


def called_off(scope: Scope) -> Iterator[CalledOff]:
    """Frameworks with a maximum, and what the awarded contracts under them take of it, by id."""
    for framework in scope.model.contracts:
        if not isinstance(framework, FrameworkAgreement) or not isinstance(framework.maximum_value, Quantity):
            continue
        maximum = money_of(framework.maximum_value)
        children = [c for c in parts_of(scope.model, framework) if isinstance(c, Contract)]
        awarded = [c for c in children if c.contract_status != ContractStatus.PLANNED and scope.facts.existence(c)]
        values = {c.id: money_of(c.value) for c in awarded if isinstance(c.value, Quantity)}
        amounts = [value for value in values.values() if value.measure == maximum.measure]
        if amounts:
            used = sum_of(amounts)
            unknown = tuple(c for c in awarded if c.id not in values or values[c.id].measure != maximum.measure)
            left = is_below(used.interval, maximum.interval)
            yield CalledOff(framework, used, maximum, unknown, Truth(Truth.YES - left))
