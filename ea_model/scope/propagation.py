"""Runs the sweep for one situation, twice where something is only maybe so: what holds at least, and at most.

Semantics: docs/SEMANTICS.md 4 (rules S0-S7, stop conditions T1-T7) and 6 (days). Every choice of what is soft
is a *world*. The lower bound counts what certainly holds and is stopped by whatever may stop it, the upper bound counts
what may hold and is stopped only by what certainly does, so that every world lies between the two. What hangs on one
date moves together: where the labels of a contract are, its excludes are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ea_model.metamodel.contract import ScopeStatement
from ea_model.scope.columns import Column
from ea_model.scope.index import RULES, ScopeIndex
from ea_model.scope.kernel import Bits, Ints, Mask, compress, merge, occupied, sweep, unique
from ea_model.scope.moment import MomentFacts
from ea_model.scope.statements import StatementsAt
from ea_model.values import Truth

_S2, _S4, _S5R, _S7 = (RULES.index(rule) for rule in ("S2", "S4", "S5r", "S7"))


def _with(labels: Bits, still: Bits | None) -> Bits:
    """Labels, and those that stay where they were said."""
    return labels if still is None else labels | still


@dataclass(frozen=True, slots=True)
class PlacedLabels:
    """A statement with its truth and the numbers of the elements it is about."""

    statement: ScopeStatement
    provider: str
    truth: Truth
    ended: bool
    """Certainly over."""
    subjects: tuple[int, ...]


class Existing:
    """The arcs that exist in a bound, which of them carry for certain, and what the others would say of that."""

    def __init__(self, index: ScopeIndex, numbers: Ints, rivals: Ints) -> None:
        """``numbers``: arcs of this bound; ``rivals``: arcs that count where another whole or service makes unsure."""
        self.numbers = numbers
        self.tails = index.tails[numbers]
        rules = index.rules[numbers]
        self.by_service: Mask = rules == _S4
        self.sure: Mask = ~np.isin(rules, (_S5R, _S7))
        """Per arc: is it certain, S4 apart, which depends on what else is reached?"""
        shares = rules == _S2
        self.sure[shares] = _only_whole(index, numbers[shares], rivals) & ~index.reusable[index.heads[numbers[shares]]]
        services = rivals[(index.rules[rivals] == _S4) & (index.tails[rivals] != index.heads[rivals])]
        self.services = services[np.argsort(index.heads[services], kind="stable")]
        """Arcs from everything a realizer realizes, by realizer (rule S4)."""


def _only_whole(index: ScopeIndex, shares: Ints, rivals: Ints) -> Mask:
    """Per aggregation: does no rival come from another whole? Two relations from one whole are one whole."""
    size = len(index.elements)
    rivals = rivals[index.rules[rivals] == _S2]
    pairs = unique(index.heads[rivals] * size + index.tails[rivals])
    wholes = np.bincount(pairs // size, minlength=size)
    own = np.isin(index.heads[shares] * size + index.tails[shares], pairs)
    only: Mask = wholes[index.heads[shares]] - own == 0
    return only


@dataclass(frozen=True, slots=True)
class Takeouts:
    """What excludes take out (T1), parts included; and what lies behind a realization or assignment of that."""

    taken: Bits
    weakened: Bits | None
    """At most possible; None: nothing."""


@dataclass(frozen=True, slots=True)
class PropagationBound:
    """Labels that hold at least, or at most: by certain paths and by all paths, and what was admitted where."""

    seeds: Bits
    certain: Bits
    possible: Bits
    departing: Bits
    """Of the seeds those that travel (not ``propagate: geen``)."""
    travelling: Bits
    """What is possible by these."""
    admits: Bits
    arcs: Ints
    """Numbers of the arcs that exist."""
    tails: Ints
    """The element each of them leaves, ascending."""
    certain_arcs: Mask
    """Per arc of ``arcs``: is it certain, or only possible? One of S4 is where its head has the label for certain."""
    excluded: Bits
    """What excludes take out, parts included."""


class PropagationBounds:
    """All sweeps of one situation, over the same columns."""

    def __init__(self, facts: MomentFacts) -> None:
        self.facts = facts
        self.index: ScopeIndex = facts.index
        self.statement_table = self.index.statement_table
        self.table = self.statement_table.table
        self.size = len(self.index.elements)
        self.layer_admits, self.lane_masks = self.index.layer_admits, self.index.lane_masks
        self.standing = facts.standing(self.statement_table.statements)
        certainly, maybe = (facts.relations >= truth for truth in (Truth.YES, Truth.MAYBE))
        self.surely = self.statement_table.at(certainly, maybe)
        self.perhaps = self.statement_table.at(maybe, certainly)
        """The statements among the relations that are certainly there, and among those that may be."""
        surely, perhaps = self._arcs(Truth.YES), self._arcs(Truth.MAYBE)
        self._sure_arcs = Existing(self.index, surely, perhaps)
        self._all_arcs = Existing(self.index, perhaps, surely)
        self.is_soft: bool = self.standing.is_soft or facts.is_soft or not np.array_equal(surely, perhaps)
        standing = self.standing
        least_out = self._takeouts(standing.can_hold, standing.must_hold, least=False)
        self.lower = self._bound(least_out, least=True)
        self.upper = self.lower
        self.taken = self.lower.excluded
        """Taken out in every world."""
        if self.is_soft:
            # The labels of a contract are where it holds, and so are its excludes: only their own dates may differ.
            self.upper = self._bound(self._takeouts(standing.own_holds, standing.can_hold, least=True), least=False)
            self.taken = self._takeouts(standing.must_hold, standing.can_hold, least=True).taken
        self.ended, self.perhaps_ended = self._ended()
        """Labels of what is over: in every world, and in some; None when there are none."""

    @cached_property
    def placed(self) -> list[PlacedLabels]:
        """Every statement as it stands at this moment, by id."""
        table, standing = self.statement_table, self.standing
        columns = (table.statements, table.providers, standing.truths.tolist(), standing.must_be_over.tolist())
        subjects = self.perhaps.subjects()
        rows = zip(*columns, subjects, strict=True)
        return [PlacedLabels(s, c, Truth(t), over, numbers) for s, c, t, over, numbers in rows]

    def without_excludes(self) -> Bits:
        """What labels might reach at all were nothing excluded."""
        standing, gives = self.standing, self.statement_table.gives
        seeds, still = self._seeds(self.perhaps, standing.can_hold)
        admits = self.surely.others(standing.must_hold & gives, self.perhaps.frames).kept_out_of(self.layer_admits)
        admits[(self.facts.elements == Truth.NO) | self.index.external] = 0
        return _with(self._run(self._all_arcs.numbers, seeds, admits), still)

    def leading_to(self, cells: Bits) -> Bits:
        """Per element, the labels that travel by it to one of these cells, there or further on: a sweep back."""
        bound, index = self.upper, self.index
        arcs = bound.arcs[np.argsort(index.heads[bound.arcs], kind="stable")]
        tails, heads, lanes = index.tails[arcs], index.heads[arcs], index.lanes[arcs]
        leading = bound.travelling & cells
        # A label that was said at an element need not be one that gets in: only what is admitted there leads back.
        entering = sweep(
            compress(heads, self.size), tails, lanes, self.lane_masks,
            leading & bound.admits, bound.travelling & bound.admits,
        )  # fmt: skip
        merge(leading, tails, entering[heads] & self.lane_masks[lanes] & bound.travelling[tails])
        return leading

    @cached_property
    def stated(self) -> Bits:
        """The columns of every include that may hold here, wherever it leads."""
        table = self.statement_table
        return table.columns_of(self.standing.can_hold & table.includes)

    def _arcs(self, least: Truth) -> Ints:
        """Arcs whose relations and tails are there; at a head that may not be there they say what holds if it is."""
        index, facts = self.index, self.facts
        alive = (facts.own_relations >= least)[index.first_relations] & (facts.elements >= least)[index.tails]
        alive &= (facts.elements > Truth.NO)[index.heads]
        for number, trail in index.arcs.trails.items():
            alive[number] &= all(facts.own_relations[r] >= least for r in trail) and all(
                facts.elements[index.sources[r]] >= least for r in trail
            )
        numbers: Ints = np.flatnonzero(alive)
        return numbers

    def _takeouts(self, excluding: Mask, including: Mask, *, least: bool) -> Takeouts:
        """T1: an exclude takes out its subject and the parts of it, unless a part has its own include.

        ``least``: no more than what is taken out in every world in which these excludes hold; else all that may be.
        """
        statements, arcs = self.statement_table, self._sure_arcs if least else self._all_arcs
        excluding = excluding & ~statements.includes
        chosen, others = (self.surely, self.perhaps) if least else (self.perhaps, self.surely)
        if not excluding.any():
            return Takeouts(np.zeros((self.size, self.table.words), dtype=np.uint64), None)
        admits = others.mine(including & statements.gives).kept_out_of(self.layer_admits)
        parts = arcs.sure & self.index.is_part[arcs.numbers]
        excluded = self._run(arcs.numbers[parts], chosen.mine(excluding).spread(), admits)
        behind = arcs.numbers[arcs.sure & ~self.index.is_part[arcs.numbers]]
        if not behind.size:
            return Takeouts(excluded, None)
        weakened = self._run(arcs.numbers[arcs.sure], excluded, admits) & ~excluded
        return Takeouts(excluded, weakened if weakened.any() else None)

    def _bound(self, out: Takeouts, *, least: bool) -> PropagationBound:
        """Count what holds for certain, and be stopped by what may stop it; or the other way round."""
        standing = self.standing
        arcs = self._sure_arcs if least else self._all_arcs
        chosen, others = (self.surely, self.perhaps) if least else (self.perhaps, self.surely)
        counts, claims = (standing.must_hold, standing.can_hold) if least else (standing.can_hold, standing.must_hold)
        seeds, still = self._seeds(chosen, counts)
        # T2: an element with an explicit statement of its own lets nobody else's derivation in.
        admits = others.others(claims & self.statement_table.gives, chosen.frames).kept_out_of(self.layer_admits)
        admits[self._shut(least=least)] = 0
        if out.taken.any():
            admits &= ~out.taken
            seeds &= ~out.taken
            still = None if still is None else still & ~out.taken
        travelling = self._run(arcs.numbers, seeds, admits)
        possible = _with(travelling, still)
        certain = _with(self._certainly(arcs, seeds, still, admits, out.weakened), still)
        if np.array_equal(certain, possible):
            possible = certain
        return PropagationBound(
            _with(seeds, still), certain, possible, seeds, travelling, admits,
            arcs.numbers, arcs.tails, arcs.sure, out.taken,
        )  # fmt: skip

    def _seeds(self, chosen: StatementsAt, counts: Mask) -> tuple[Bits, Bits | None]:
        """S0: labels of the statements that count; second, those that must not travel (``propagate: geen``)."""
        statements, there = self.statement_table, self.facts.elements > Truth.NO
        counts = counts & statements.includes
        resting = counts & statements.rests
        seeds = chosen.labels(counts & ~statements.rests, there).spread()
        return seeds, chosen.labels(resting, there).spread() if resting.any() else None

    def _run(self, arcs: Ints, seeds: Bits, admits: Bits) -> Bits:
        index = self.index
        indptr = compress(index.tails[arcs], self.size)
        return sweep(indptr, index.heads[arcs], index.lanes[arcs], self.lane_masks, seeds, admits)

    def _certainly(self, arcs: Existing, seeds: Bits, still: Bits | None, admits: Bits, weakened: Bits | None) -> Bits:
        """Labels by certain paths. S4 lets in where everything realized is reached, so until nothing changes."""
        index = self.index
        admits = admits if weakened is None else admits & ~weakened
        labels = self._run(arcs.numbers[arcs.sure & ~arcs.by_service], seeds, admits)
        gates = arcs.numbers[arcs.by_service]
        if not gates.size:
            return labels
        walked = arcs.numbers[arcs.sure & ~arcs.by_service]
        rows, heads, lanes = compress(index.tails[walked], self.size), index.heads[walked], index.lanes[walked]
        tails, into, lane = index.tails[gates], index.heads[gates], self.lane_masks[index.lanes[gates]]
        while True:
            arriving = labels[tails] & lane & admits[into] & ~labels[into]
            near = occupied(arriving)
            if not near.any():
                return labels
            arriving[near] &= self._served(arcs.services, _with(labels, still))[into[near]]
            fresh = occupied(arriving)
            if not fresh.any():
                return labels
            start = np.zeros_like(labels)
            merge(start, into[fresh], arriving[fresh])
            labels = sweep(rows, heads, lanes, self.lane_masks, start, admits, labels)

    def _served(self, services: Ints, labels: Bits) -> Bits:
        """S4: per realizer, the columns of providers that reach all it realizes; every column where it realizes one."""
        served = np.full_like(labels, ~np.uint64(0))
        if services.size:
            heads = self.index.heads[services]
            first = np.flatnonzero(np.r_[True, heads[1:] != heads[:-1]])
            reached = self.table.of_providers(labels[self.index.tails[services]])
            served[heads[first]] = np.bitwise_and.reduceat(reached, first, axis=0)
        return served

    def _ended(self) -> tuple[Bits | None, Bits | None]:
        """Labels of statements that are over along today's certain arcs, as far as no exclude of then took them out.

        First those of what, where it does not hold, is certainly over; second all that may be over.
        """
        standing = self.standing
        if not standing.may_be_over.any():
            return None, None
        nothing = self.layer_admits
        surely = self._over(standing.must_be_over, standing.not_before, nothing, least=True)
        if not self.is_soft:
            return surely, surely
        kept_out = standing.can_hold & self.statement_table.gives
        open_to_all = self.perhaps.others(kept_out, self.surely.frames).kept_out_of(self.layer_admits)
        surely = surely | self._over(standing.never_before, standing.not_before, open_to_all, least=True)
        return surely, self._over(standing.may_be_over, standing.never_before, nothing, least=False)

    def _over(self, over: Mask, excluding: Mask, admits: Bits, *, least: bool) -> Bits:
        """Labels of these statements, past what excludes that had begun took out."""
        arcs, chosen = (self._sure_arcs, self.surely) if least else (self._all_arcs, self.perhaps)
        standing = self.standing
        including = (
            (standing.must_hold | standing.must_be_over) if least else (standing.can_hold | standing.may_be_over)
        )
        out = self._takeouts(excluding, including, least=not least)
        seeds, still = self._seeds(chosen, over)
        admits = admits & ~out.taken
        admits[self._shut(least=least)] = 0
        seeds &= ~out.taken
        still = None if still is None else still & ~out.taken
        return _with(self._certainly(arcs, seeds, still, admits, out.weakened), still)

    def _shut(self, *, least: bool) -> Mask:
        """T5 and T6: what lets nothing in because it is not here or of another organisation, surely or perhaps."""
        external = self.facts.external > (Truth.NO if least else Truth.MAYBE)
        shut: Mask = external | (self.facts.elements == Truth.NO)
        return shut

    def column(self, number: int) -> Column:
        """The column behind a bit."""
        return self.table.columns[number]
