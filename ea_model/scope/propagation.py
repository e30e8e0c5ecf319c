"""How far scope travels at one moment: closed-world and three-valued, between a lower and an upper bound.

Semantics: docs/SEMANTICS.md 4 (rules S0-S7, stop conditions T1-T7, precedence). Each bound takes a stand on everything
that is only maybe so: the lower one counts what certainly holds and is stopped by whatever may stop it, the upper one
counts what may hold and is stopped only by what certainly does. Within a bound, paths are certain or only possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.contract import ScopeStatement
from ea_model.scope.columns import Column
from ea_model.scope.index import RULES, ScopeIndex
from ea_model.scope.kernel import Bits, Mask, compress, sweep
from ea_model.scope.moment import MomentFacts
from ea_model.values import Truth


def _with(labels: Bits, still: Bits | None) -> Bits:
    """Labels, and those that stay where they were stated."""
    return labels if still is None else labels | still


@dataclass(frozen=True, slots=True)
class PlacedLabels:
    """A statement with its truth and the numbers of the elements it is about."""

    statement: ScopeStatement
    provider: str
    truth: Truth
    ended: bool
    subjects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PropagationBound:
    """One approximation: labels by certain paths and by all paths, and what was admitted where."""

    seeds: Bits
    certain: Bits
    possible: Bits
    admits: Bits
    arcs: NDArray[np.int64]
    """Numbers of the arcs that exist in this bound."""
    tails: NDArray[np.int64]
    """The element each of them leaves, ascending."""
    certain_arcs: Mask
    """Per arc of ``arcs``: is it certain, or only possible?"""
    excluded: Bits
    """What excludes take out, parts included, as this bound has it."""


class PropagationBounds:
    """Both bounds at one moment, over the same columns."""

    def __init__(self, facts: MomentFacts) -> None:
        self.facts = facts
        self.index: ScopeIndex = facts.index
        self.statement_table = self.index.statement_table
        self.table = self.statement_table.table
        self.size = len(self.index.elements)
        self.layer_admits, self.lane_masks = self.index.layer_admits, self.index.lane_masks
        self.truths, self._over = facts.truths(self.statement_table.statements)
        self.lower = self._bound(Truth.YES)
        soft = self._is_soft()
        self.upper = self._bound(Truth.MAYBE) if soft else self.lower
        self.ended = self._ended()

    @cached_property
    def placed(self) -> list[PlacedLabels]:
        """Every statement as it stands at this moment, by id."""
        table = self.statement_table
        columns = (table.statements, table.providers, self.truths.tolist(), self._over.tolist(), table.subjects)
        return [PlacedLabels(s, c, Truth(t), over, subjects) for s, c, t, over, subjects in zip(*columns, strict=True)]

    def _is_soft(self) -> bool:
        """Is anything only maybe so?"""
        columns = (self.truths, self.facts.elements, self.facts.relations)
        return any(bool((truths == Truth.MAYBE).any()) for truths in columns)

    def _bound(self, least: Truth) -> PropagationBound:
        """One bound: count what is at least ``least``, be stopped by what the other bound would count."""
        stopping = Truth.MAYBE if least is Truth.YES else Truth.YES
        elements = self.facts.elements >= least
        arcs = self._existing_arcs(least)
        certain_arcs = self._certainty(arcs)
        seeds, still = self._seeds(self.truths >= least, elements)
        excluded = self._excluded(stopping, arcs, certain_arcs)
        out = excluded.any()
        # T2: an element with an explicit statement of its own lets nobody else's derivation in.
        admits = self.statement_table.others(self._including(stopping)).kept_out_of(self.layer_admits)
        admits[~elements | self.index.external] = 0
        if out:
            admits &= ~excluded
            seeds &= ~excluded
            still = None if still is None else still & ~excluded
        certain = self._run(arcs[certain_arcs], seeds, admits)
        possible = certain if certain_arcs.all() else self._run(arcs, seeds, admits)
        certain, possible = _with(certain, still), _with(possible, still)
        return PropagationBound(
            _with(seeds, still), certain, possible, admits, arcs, self.index.tails[arcs], certain_arcs, excluded
        )

    def _run(self, arcs: NDArray[np.int64], seeds: Bits, admits: Bits) -> Bits:
        index = self.index
        indptr = compress(index.tails[arcs], self.size)
        return sweep(indptr, index.heads[arcs], index.lanes[arcs], self.lane_masks, seeds, admits)

    def _existing_arcs(self, least: Truth) -> NDArray[np.int64]:
        index, relations = self.index, self.facts.relations >= least
        alive = relations[index.first_relations]
        for number, trail in index.arcs.trails.items():
            alive[number] = all(relations[r] for r in trail)
        return np.flatnonzero(alive)

    def _certainty(self, arcs: NDArray[np.int64]) -> Mask:
        """Which arcs carry scope for certain: the conditions of S2, S4, S5 and S7."""
        index = self.index
        rules, heads = index.rules[arcs], index.heads[arcs]
        certain = ~np.isin(rules, [RULES.index("S5r"), RULES.index("S7")])
        shares = rules == RULES.index("S2")
        wholes = np.bincount(heads[shares], minlength=self.size)
        certain[shares] = (wholes[heads[shares]] == 1) & ~index.reusable[heads[shares]]
        realizes = rules == RULES.index("S4")
        certain[realizes] = ~np.isin(heads[realizes], self._torn(arcs[realizes]))
        return certain

    def _torn(self, arcs: NDArray[np.int64]) -> list[int]:
        """Realizers of several services of which different contracts speak."""
        tails, heads = self.index.tails, self.index.heads
        arcs = arcs[self.statement_table.about(self._including(Truth.MAYBE))[tails[arcs]]]
        claims = self._contracts_by_subject() if arcs.size else {}
        spoken: dict[int, set[frozenset[str]]] = {}
        for number in arcs:
            spoken.setdefault(int(heads[number]), set()).add(claims[int(tails[number])])
        return [head for head, contracts in spoken.items() if len(contracts) > 1]

    def _contracts_by_subject(self) -> dict[int, frozenset[str]]:
        """Who speaks explicitly about an element; excludes do not count, so they can never widen scope."""
        providers: dict[int, set[str]] = {}
        for number in np.flatnonzero(self._including(Truth.MAYBE)):
            for subject in self.statement_table.subjects[number]:
                providers.setdefault(subject, set()).add(self.statement_table.providers[number])
        return {subject: frozenset(names) for subject, names in providers.items()}

    def _including(self, least: Truth) -> Mask:
        """Per statement: does it give coverage (C and I do not)?"""
        return self.statement_table.gives & (self.truths >= least)

    def _seeds(self, counts: Mask, elements: Mask) -> tuple[Bits, Bits | None]:
        """S0: labels of the statements that count; second, those that must not travel (``propagate: geen``)."""
        table = self.statement_table
        counts = counts & table.includes
        resting = counts & table.rests
        seeds = table.labels(counts & ~table.rests, elements).spread()
        return seeds, table.labels(resting, elements).spread() if resting.any() else None

    def _excluded(self, least: Truth, arcs: NDArray[np.int64], certain_arcs: Mask) -> Bits:
        """T1: an exclude takes out its subject and the parts of it, unless a part has its own include."""
        excluding = ~self.statement_table.includes & (self.truths >= least)
        seeds = self.statement_table.mine(excluding).spread()
        if not excluding.any():
            return seeds
        admits = self.statement_table.mine(self._including(Truth.MAYBE)).kept_out_of(self.layer_admits)
        return self._run(arcs[certain_arcs], seeds, admits)

    def _ended(self) -> Bits | None:
        """Labels of statements that are certainly over, along today's certain arcs; None when there are none."""
        if not self._over.any():
            return None
        elements = self.facts.elements >= Truth.MAYBE
        seeds, still = self._seeds(self._over, elements)
        admits = self.layer_admits.copy()
        admits[~elements | self.index.external] = 0
        return _with(self._run(self.lower.arcs[self.lower.certain_arcs], seeds, admits), still)

    def column(self, number: int) -> Column:
        """The column behind a bit."""
        return self.table.columns[number]
