"""Runs the sweep for one situation: surely and perhaps in time, by certain and by all paths, and what has ended.

Semantics: docs/SEMANTICS.md 4 (rules S0-S7, stop conditions T1-T7, precedence). A *world* takes a stand on
everything that is only maybe so: the sure world counts what certainly holds and is stopped by whatever may stop it,
the possible world counts what may hold and is stopped only by what certainly does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.contract import ScopeStatement
from ea_model.scope.columns import INFORM, Column, ColumnTable, capacities, coverer_of, subjects_of
from ea_model.scope.index import RULES, ScopeIndex
from ea_model.scope.kernel import Bits, compress, mask_of, merge, sweep
from ea_model.scope.situation import Situation
from ea_model.values import Truth

Mask = NDArray[np.bool_]


def _with(labels: Bits, still: Bits | None) -> Bits:
    """Labels, and those that stay where they were said."""
    return labels if still is None else labels | still


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement with its truth and the numbers of the elements it is about."""

    statement: ScopeStatement
    coverer: str
    truth: Truth
    ended: bool
    subjects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class World:
    """The outcome of one stand: labels by certain paths and by all paths, and what was admitted where."""

    seeds: Bits
    certain: Bits
    possible: Bits
    admits: Bits
    arcs: NDArray[np.int64]
    """Numbers of the arcs that exist in this world."""
    tails: NDArray[np.int64]
    """The element each of them leaves, ascending."""
    sure_arcs: Mask
    """Per arc of ``arcs``: is it certain, or only possible?"""
    excluded: Bits
    """What excludes take out, parts included, as this stand sees it."""


class Worlds:
    """All sweeps of one situation, over the same columns."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.index: ScopeIndex = situation.index
        model = situation.model
        number = self.index.number
        self.placed = [
            Placed(
                statement,
                coverer_of(statement).key,
                situation.validity(statement),
                situation.has_ended(statement),
                tuple(sorted({number[e.id] for e in subjects_of(model, statement)})),
            )
            for statement in sorted(model.statements, key=lambda s: s.id)
        ]
        self.table = ColumnTable(tuple(p.statement for p in self.placed), self.index.activities)
        self.size = len(self.index.elements)
        self._statement_masks: dict[tuple[object, ...], Bits] = {}
        self._activity_masks: dict[str, Bits] = {}
        self.layer_admits = self._layer_admits()
        self.lane_masks: Bits = np.stack(
            [self.table.leaves_mask(set(leaves)) for leaves in self.index.lane_activities()]
        )
        self.sure = self._world(Truth.YES)
        soft = self._is_soft()
        self.perhaps = self._world(Truth.MAYBE) if soft else self.sure
        self.ended = self._ended()

    def _is_soft(self) -> bool:
        """Is anything only maybe so?"""
        return (
            any(p.truth is Truth.MAYBE for p in self.placed)
            or bool((self.situation.elements == Truth.MAYBE).any())
            or bool((self.situation.relations == Truth.MAYBE).any())
        )

    def _layer_admits(self) -> Bits:
        """T4: per element, the columns whose activity may enter its layer."""
        index, activities = self.index, self.index.activities
        rows = np.zeros((max(1, len(index.layer_names)), self.table.words), dtype=np.uint64)
        for row, layer in enumerate(index.layer_names):
            inside = {x for x in activities.leaves if not layer or layer in activities.layers(x)}
            rows[row] = self.table.leaves_mask(inside)
        return rows[index.layer_codes]

    def _world(self, least: Truth) -> World:
        """One stand: count what is at least ``least``, be stopped by what the other stand would count."""
        stopping = Truth.MAYBE if least is Truth.YES else Truth.YES
        elements = self.situation.elements >= least
        arcs = self._existing_arcs(least)
        sure_arcs = self._certainty(arcs)
        seeds, still = self._seeds(lambda p: p.truth >= least, elements)
        excluded = self._excluded(stopping, arcs, sure_arcs)
        out = excluded.any()
        admits = self.layer_admits & ~excluded if out else self.layer_admits.copy()
        admits[~elements | self.index.external] = 0
        self._apply_claims(admits, stopping)
        if out:
            seeds &= ~excluded
            still = None if still is None else still & ~excluded
        certain = self._run(arcs[sure_arcs], seeds, admits)
        possible = certain if sure_arcs.all() else self._run(arcs, seeds, admits)
        certain, possible = _with(certain, still), _with(possible, still)
        return World(_with(seeds, still), certain, possible, admits, arcs, self.index.tails[arcs], sure_arcs, excluded)

    def _run(self, arcs: NDArray[np.int64], seeds: Bits, admits: Bits) -> Bits:
        index = self.index
        indptr = compress(index.tails[arcs], self.size)
        return sweep(indptr, index.heads[arcs], index.lanes[arcs], self.lane_masks, seeds, admits)

    def _existing_arcs(self, least: Truth) -> NDArray[np.int64]:
        index, relations = self.index, self.situation.relations >= least
        alive = relations[index.first_relations]
        for number, trail in index.arcs.trails.items():
            alive[number] = all(relations[r] for r in trail)
        return np.flatnonzero(alive)

    def _certainty(self, arcs: NDArray[np.int64]) -> Mask:
        """Which arcs carry scope for certain: the conditions of S2, S4, S5 and S7."""
        index = self.index
        rules, heads = index.rules[arcs], index.heads[arcs]
        sure = ~np.isin(rules, [RULES.index("S5r"), RULES.index("S7")])
        shares = rules == RULES.index("S2")
        wholes = np.bincount(heads[shares], minlength=self.size)
        sure[shares] = (wholes[heads[shares]] == 1) & ~index.reusable[heads[shares]]
        realizes = rules == RULES.index("S4")
        sure[realizes] = ~np.isin(heads[realizes], self._torn(arcs[realizes]))
        return sure

    def _torn(self, arcs: NDArray[np.int64]) -> list[int]:
        """Realizers of several services of which different contracts speak."""
        claims = self._contracts_by_subject()
        spoken: dict[int, set[frozenset[str]]] = {}
        tails, heads = self.index.tails, self.index.heads
        for number in arcs[np.isin(tails[arcs], list(claims))]:
            spoken.setdefault(int(heads[number]), set()).add(claims[int(tails[number])])
        return [head for head, contracts in spoken.items() if len(contracts) > 1]

    def _contracts_by_subject(self) -> dict[int, frozenset[str]]:
        """Who speaks explicitly about an element; excludes do not count, so they can never widen scope."""
        found: dict[int, set[str]] = {}
        for placed in self._includes(Truth.MAYBE):
            for subject in placed.subjects:
                found.setdefault(subject, set()).add(placed.coverer)
        return {subject: frozenset(names) for subject, names in found.items()}

    def _includes(self, least: Truth) -> list[Placed]:
        """Statements that give coverage (C and I do not)."""
        return [
            p
            for p in self.placed
            if p.statement.effect == "include" and p.truth >= least and INFORM not in capacities(p.statement)
        ]

    def _seeds(self, counts: Callable[[Placed], bool], elements: Mask) -> tuple[Bits, Bits | None]:
        """S0: labels of the statements that count; second, those that must not travel (``propagate: geen``)."""
        said = [p for p in self.placed if p.statement.effect == "include" and counts(p)]
        resting = [p for p in said if p.statement.propagate == "geen"]
        travelling = [p for p in said if p.statement.propagate != "geen"] if resting else said
        seeds = self._marked(travelling, self._statement_mask, elements)
        return seeds, self._marked(resting, self._statement_mask, elements) if resting else None

    def _marked(self, placed: list[Placed], mask: Callable[[Placed], Bits], among: Mask | None = None) -> Bits:
        """Per element, the masks of the statements about it put together."""
        marked = np.zeros((self.size, self.table.words), dtype=np.uint64)
        rows: list[Bits] = []
        shapes: dict[bytes, int] = {}
        subjects: list[int] = []
        shape_of: list[int] = []
        for entry in placed:
            row = mask(entry)
            shape = shapes.setdefault(row.tobytes(), len(shapes))
            if shape == len(rows):
                rows.append(row)
            subjects += entry.subjects
            shape_of += [shape] * len(entry.subjects)
        if not subjects:
            return marked
        numbers, chosen = np.array(subjects, dtype=np.int64), np.array(shape_of, dtype=np.int64)
        if among is not None:
            numbers, chosen = numbers[among[numbers]], chosen[among[numbers]]
        merge(marked, numbers, np.stack(rows)[chosen])
        return marked

    def _statement_mask(self, placed: Placed) -> Bits:
        """The columns a statement sets on its subjects."""
        said = placed.statement
        key = (placed.coverer, said.parties, said.activity.id, said.role, said.joint, said.effect)
        if key not in self._statement_masks:
            columns = ColumnTable.columns_of(said, self.index.activities, placed.coverer)
            self._statement_masks[key] = mask_of([self.table.number[c] for c in columns], self.table.words)
        return self._statement_masks[key]

    def _mine(self, placed: Placed) -> Bits:
        """All columns of the coverer for the leaves a statement speaks of."""
        return self._leaves_of(placed) & self.table.mask(coverer=placed.coverer)

    def _others(self, placed: Placed) -> Bits:
        """All columns of everybody else for those leaves."""
        return self._leaves_of(placed) & ~self.table.mask(coverer=placed.coverer)

    def _leaves_of(self, placed: Placed) -> Bits:
        activity = placed.statement.activity.id
        if activity not in self._activity_masks:
            leaves = self.index.activities.leaves_of(activity)
            self._activity_masks[activity] = self.table.leaves_mask(set(leaves))
        return self._activity_masks[activity]

    def _apply_claims(self, admits: Bits, least: Truth) -> None:
        """T2: an element with an explicit statement of its own for an activity lets nobody else's derivation in."""
        claims = [p for p in self._includes(least) if p.subjects]
        if claims:
            admits &= ~self._marked(claims, self._others)

    def _excluded(self, least: Truth, arcs: NDArray[np.int64], sure_arcs: Mask) -> Bits:
        """T1: an exclude takes out its subject and the parts of it, unless a part has its own include."""
        excludes = [p for p in self.placed if p.statement.effect == "exclude" and p.truth >= least]
        seeds = self._marked(excludes, self._mine)
        if not excludes:
            return seeds
        admits = self.layer_admits & ~self._marked(self._includes(Truth.MAYBE), self._mine)
        return self._run(arcs[sure_arcs], seeds, admits)

    def _ended(self) -> Bits | None:
        """Labels of statements that are certainly over, along today's certain arcs; None when there are none."""
        if not any(p.ended for p in self.placed):
            return None
        elements = self.situation.elements >= Truth.MAYBE
        seeds, still = self._seeds(lambda p: p.ended, elements)
        admits = self.layer_admits.copy()
        admits[~elements | self.index.external] = 0
        return _with(self._run(self.sure.arcs[self.sure.sure_arcs], seeds, admits), still)

    def column(self, number: int) -> Column:
        """The column behind a bit."""
        return self.table.columns[number]
