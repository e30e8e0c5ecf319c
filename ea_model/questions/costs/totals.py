"""What a plateau, a contract or a programme costs: totals that never hide an unknown and never count money twice."""

from __future__ import annotations

from dataclasses import dataclass

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Contract
from ea_model.questions.costs.lines import CostLine, Group, about_of, lines_of
from ea_model.questions.costs.money import Basis, Measure, Money, sum_of
from ea_model.scope import Scope
from ea_model.scope.open_questions import contract_validity
from ea_model.values.intervals import up_to


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A line in a situation: how much of it counts, and why if that is not all.

    ``within`` is a line that holds it already. ``shared``: it is also for contracts that were not asked about, so that
    anything from nothing to all of it may be for the one that was; ``money`` is then that range.
    """

    line: CostLine
    money: Money | None
    within: CostLine | None = None
    shared: bool = False

    @property
    def is_unknown(self) -> bool:
        """Does nobody know the amount (of the line itself, or its share)?"""
        return self.line.money is None


@dataclass(frozen=True, slots=True)
class CostTotal:
    """What is known in one measure, and the lines that belong to it of which nobody knows the amount."""

    known: Money
    lines: tuple[CostLine, ...]
    unknown: tuple[CostLine, ...]

    @property
    def measure(self) -> Measure:
        """What it is counted in."""
        return self.known.measure


@dataclass(frozen=True, slots=True)
class Costs:
    """The answer of `costs_of`: every line in the situation, counted or within another."""

    counted: tuple[Counted, ...]

    @property
    def unknown(self) -> tuple[CostLine, ...]:
        """Every line of which nobody knows the amount; where a known amount holds it, the split is unknown."""
        return tuple(c.line for c in self.counted if c.is_unknown)

    def totals(self, *groups: Group) -> tuple[CostTotal, ...]:
        """One total per measure, of some groups or of all; amounts in different measures are never added.

        An unknown amount belongs to every total it may be part of: to all of them, unless it says what it is counted
        in. Where nothing at all is known there is no total, only `missing`.
        """
        chosen = [c for c in self.counted if c.within is None and (not groups or c.line.group in groups)]
        by_measure: dict[Measure, list[Counted]] = {}
        for counted in chosen:
            if counted.money is not None:
                by_measure.setdefault(counted.money.measure, []).append(counted)
        return tuple(
            CostTotal(
                sum_of(c.money for c in by_measure[measure] if c.money is not None),
                tuple(c.line for c in by_measure[measure]),
                tuple(c.line for c in chosen if c.is_unknown and _may_be_in(c.line, measure)),
            )
            for measure in sorted(by_measure, key=Measure.sort_key)
        )

    def missing(self, *groups: Group) -> tuple[CostLine, ...]:
        """The unknown lines that are not within a known one, so that they add to what is known."""
        chosen = (c for c in self.counted if not groups or c.line.group in groups)
        return tuple(c.line for c in chosen if c.within is None and c.is_unknown)


def costs_of(scope: Scope, about: Element | None = None) -> Costs:
    """What there is to pay in the situation of ``scope``, or only for a contract or a programme.

    A line counts where its element is, and something it pays for. Lines within a known line that is also there do not
    count again. `MoneyError` when an amount cannot be computed with.
    """
    lines = [line for line in lines_of(scope.model, scope.facts.unknowns) if _exists(scope, line)]
    if all(line.silent for line in lines):
        return Costs(())
    ids = about_of(scope.model, about) if about is not None else None
    if ids is not None:
        lines = [line for line in lines if line.element.id in ids or any(e.id in ids for e in line.about)]
    within = _containment(lines)
    return Costs(tuple(_counted(line, within.get(line.id), ids) for line in lines))


def _exists(scope: Scope, line: CostLine) -> bool:
    """Is it there, and something it pays for? An amount for contracts needs one of them, not just its tender."""
    needed: tuple[Element, ...] = line.contracts or line.about
    return _is_here(scope, line.element) and (not needed or any(_is_here(scope, e) for e in needed))


def _is_here(scope: Scope, element: Element) -> bool:
    """Is it there, perhaps? On a day an agreement that certainly does not hold is not."""
    day = scope.moment.day
    if day is not None and isinstance(element, Contract) and not contract_validity(element, day, scope.facts.unknowns):
        return False
    return bool(scope.facts.existence(element))


def _containment(lines: list[CostLine]) -> dict[str, CostLine]:
    """For each line within a known one: the outermost such line. Of a circle the first line holds the rest."""
    by_id = {line.id: line for line in lines}
    wholes: dict[str, CostLine] = {}
    for whole in lines:
        if whole.money is not None and whole.id not in wholes:
            # What an earlier line held is reached too where this one holds that line, so holders stay outermost.
            wholes.update(dict.fromkeys(_reached(whole, by_id), whole))
    return wholes


def _reached(whole: CostLine, by_id: dict[str, CostLine]) -> set[str]:
    """Ids of everything that lies within a line, directly or not; never of the line itself."""
    visited = {whole.id}
    waiting = [whole]
    while waiting:
        fresh = [part for part in _parts_of(waiting.pop(), by_id) if part.id not in visited]
        visited.update(part.id for part in fresh)
        waiting += fresh
    return visited - {whole.id}


def _parts_of(line: CostLine, by_id: dict[str, CostLine]) -> list[CostLine]:
    return [by_id[part] for part in line.whole_of if part in by_id and part != line.id]


def _counted(line: CostLine, within: CostLine | None, ids: frozenset[str] | None) -> Counted:
    contracts = {e.id for e in line.about if isinstance(e, Contract)}
    shared = ids is not None and line.money is not None and bool(contracts - ids)
    money = line.money
    if shared and money is not None:
        money = Money(up_to(money.interval), money.measure, money.approximate)
    return Counted(line, money, within, shared)


def _may_be_in(line: CostLine, measure: Measure) -> bool:
    """May an unknown amount be part of a total? What is paid once is also paid within a period."""
    if line.basis is None or measure.basis is Basis.OTHER:
        return True
    return (line.basis is Basis.PER_YEAR) == (measure.basis is Basis.PER_YEAR)
