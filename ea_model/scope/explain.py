"""Why a cell has its status: the statements, the minimal paths from them, and what stopped the others.

Paths are found on demand for the cell that is asked. Shortest first; ties are ordered by relation id, and all minimal
paths are kept, so that the same model always gives the same explanation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ea_model.metamodel.archimate import Element, Relation
from ea_model.metamodel.contract import ClosureStatement, Effect, Propagation, ScopeStatement
from ea_model.scope.attempts import Attempts, Halt, attempts_of
from ea_model.scope.cells import Cell, Scope
from ea_model.scope.columns import EXCLUDE, ColumnTable, Provider, shape_of
from ea_model.scope.enums import Reason, StopRule
from ea_model.scope.index import Arc
from ea_model.scope.kernel import Bits, columns_in
from ea_model.scope.propagation import PlacedLabels, PropagationBound
from ea_model.values import Provenance, Truth

MOST_PATHS = 16
"""Minimal paths kept per cell; more say nothing new."""
MOST_NEAR = 8
"""Of those that came beside a cell of nobody, how many are told."""
_PARTS = (Reason.STATED, Reason.DERIVED, Reason.PERHAPS_IN_TIME, Reason.POSSIBLE)
"""Reasons somebody has a part in a cell."""


@dataclass(frozen=True, slots=True)
class Step:
    """Scope flows one step, by a rule, along a relation (or several, through junctions)."""

    source: Element
    target: Element
    rule: str
    relations: tuple[Relation, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Path:
    """From a statement to the cell; without steps the statement is about the element itself."""

    statement: ScopeStatement
    steps: tuple[Step, ...]
    rolled_down: bool
    """The statement names an inner activity, so the reading of this leaf is an interpretation."""
    truth: Truth

    @property
    def provenance(self) -> Provenance:
        """How sure the reading is: a roll-down is never more than interpreted."""
        stated = self.statement.provenance
        return Provenance.INTERPRETED if self.rolled_down and stated is Provenance.STATED else stated


@dataclass(frozen=True, slots=True)
class Stop:
    """What kept somebody out of a cell: the rule, and where and by what it stopped the nearest attempt."""

    rule: StopRule
    statement: ScopeStatement | None
    """The statement that came no further; None where nothing is said about the activity."""
    source: Element | None = None
    """The last element it reached; None where it stopped at its own subject."""
    target: Element | None = None
    """Where it was stopped; None where a statement finds no subject."""
    relations: tuple[Relation, ...] = ()
    """By which it would have gone from ``source`` to ``target``."""
    by: ScopeStatement | None = None
    """The statement that stopped it: an exclude of its own, or an include of somebody else."""


@dataclass(frozen=True, slots=True)
class Because:
    """One reason, with what supports it; where something stopped, the paths lead to where that was."""

    reason: Reason
    provider: Provider | None = None
    paths: tuple[Path, ...] = ()
    closure: ClosureStatement | None = None
    stopped: Stop | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that made a cell what it is, the decisive reason first."""

    cell: Cell
    reasons: tuple[Because, ...]


def explain(scope: Scope, element: Element, activity: str, provider: Provider | None = None) -> Explanation:
    """Why the cell of a leaf activity on an element has its status, for everybody or for one provider.

    Raises `KeyError` when the activity is no leaf.
    """
    cell = scope.cell(element, activity)
    number = scope.index.number[element.id]
    return Explanation(cell, tuple(_reasons(_Finder(scope, number, activity), provider)))


def _reasons(finder: _Finder, only: Provider | None) -> Iterator[Because]:
    scope, number = finder.scope, finder.number
    if scope.facts.elements[number] == Truth.NO:
        yield Because(Reason.NOT_IN_SITUATION)
        return
    column = scope.activities.index[finder.leaf]
    everybody = sorted(scope.providers.values(), key=lambda provider: provider.key)
    if not scope.needs[number, column]:
        yield from finder.without_cell(everybody if only is None else [only])
        return
    parts = [because for provider in everybody if provider != only for because in finder.of(provider)]
    mine = [] if only is None else list(finder.of(only)) or [finder.stopped(only)]
    yield from mine
    if only is None:
        yield from sorted([*parts, *finder.kept_out(parts)], key=lambda b: b.provider.key if b.provider else "")
    elif not any(because.reason in _PARTS for because in mine):
        yield from (because for because in parts if because.reason in _PARTS)
    closure = int(scope.closed[number, column])
    if closure:
        yield Because(Reason.CLOSURE, closure=scope.model.closures[closure - 1])
    elif not parts:
        yield from finder.beside(only)


class _Finder:
    """Searches paths into one cell."""

    def __init__(self, scope: Scope, number: int, leaf: str) -> None:
        self.scope, self.number, self.leaf = scope, number, leaf
        self.propagation = scope.propagation

    def of(self, provider: Provider) -> Iterator[Because]:
        """The reasons one provider has a part in the cell, or was kept out of it."""
        mask = self._attempts.covering(provider.key, self.leaf)
        lower, upper = self.propagation.lower, self.propagation.upper
        for reason, bound, labels, all_arcs in (
            (Reason.STATED, lower, lower.seeds, False),
            (Reason.DERIVED, lower, lower.certain, False),
            (Reason.PERHAPS_IN_TIME, upper, upper.certain, False),
            (Reason.POSSIBLE, upper, upper.possible, True),
            (Reason.POSSIBLE, lower, lower.possible, True),
        ):
            if (labels[self.number] & mask).any():
                least = Truth.YES if bound is lower else Truth.MAYBE
                paths = self.paths(provider, bound, labels[self.number] & mask, all_arcs=all_arcs, least=least)
                yield Because(reason, provider, paths)
                break
        yield from self._kept_out(provider, mask)

    @property
    def _attempts(self) -> Attempts:
        return attempts_of(self.scope)

    def without_cell(self, providers: list[Provider]) -> Iterator[Because]:
        """T3: no cell, with the statements of those whose label comes here all the same."""
        arriving = self.propagation.upper.possible[self.number]
        stopped = False
        for provider in providers:
            bits = arriving & self._attempts.covering(provider.key, self.leaf)
            if bits.any():
                stopped = True
                paths = self.paths(provider, self.propagation.upper, bits, all_arcs=True, least=Truth.MAYBE)
                stop = Stop(StopRule.NOT_APPLICABLE, paths[0].statement if paths else None, target=self._element)
                yield Because(Reason.NOT_APPLICABLE, provider, paths, stopped=stop)
        if not self.scope.profiles.with_cells[self.number]:
            yield Because(Reason.NO_CELLS)
        elif not stopped:
            yield Because(Reason.NOT_APPLICABLE)

    @property
    def _element(self) -> Element:
        return self.scope.index.elements[self.number]

    def stopped(self, provider: Provider) -> Because:
        """The nearest attempt of somebody who has no part in the cell, and where that stopped."""
        halt = self._attempts.nearest(provider.key, self.leaf, self.number)
        paths = self._paths_to(halt, provider)
        statement = halt.statement or (paths[0].statement if paths else None)
        elements, relations = self.scope.index.elements, self.scope.index.relations
        stop = Stop(
            halt.rule,
            statement,
            None if halt.source is None else elements[halt.source],
            elements[halt.target] if halt.target >= 0 else None,
            tuple(relations[number] for number in halt.relations),
            self._excluder(provider, halt.target) if halt.rule is StopRule.EXCLUDED else halt.by,
        )
        is_here = halt.rule is StopRule.ELSEWHERE and halt.target == self.number
        return Because(Reason.ELSEWHERE if is_here else Reason.STOPPED, provider, paths, stopped=stop)

    def _paths_to(self, halt: Halt, provider: Provider) -> tuple[Path, ...]:
        """From the statements of a provider to the last element they reached."""
        if halt.source is None:
            return ()
        before = _Finder(self.scope, halt.source, self.leaf)
        for bound in (self.propagation.upper, self.propagation.lower):
            bits = bound.possible[halt.source] & self._attempts.covering(provider.key, self.leaf)
            if bits.any():
                return before.paths(provider, bound, bits, all_arcs=True, least=Truth.MAYBE)
        return ()

    def _excluder(self, provider: Provider, number: int) -> ScopeStatement | None:
        paths = _Finder(self.scope, number, self.leaf).excluding_paths(provider)
        return paths[0].statement if paths else None

    def kept_out(self, parts: list[Because]) -> Iterator[Because]:
        """Those who came right beside a cell that somebody has by a statement of its own (T2)."""
        if any(because.reason is Reason.STATED for because in parts):
            for key in set(self._attempts.neighbours(self.number, self.leaf)) - {
                b.provider.key for b in parts if b.provider
            }:
                because = self.stopped(self.scope.providers[key])
                if because.reason is Reason.ELSEWHERE:
                    yield because

    def beside(self, only: Provider | None) -> Iterator[Because]:
        """Nobody else has a part: who came right beside the cell, or silence."""
        near = self._attempts.neighbours(self.number, self.leaf)
        if only is None:
            yield from (self.stopped(self.scope.providers[key]) for key in near[:MOST_NEAR])
        if not near:
            yield Because(Reason.SILENCE)

    def _kept_out(self, provider: Provider, mask: Bits) -> Iterator[Because]:
        """An exclude, or a statement that is over."""
        exclude = self.scope.table.mask(provider=provider.key, leaf=self.leaf, involvement=EXCLUDE)
        bounds = self.propagation
        if (bounds.lower.excluded[self.number] & exclude).any():
            paths = self.excluding_paths(provider)
            by = paths[0].statement if paths else None
            stop = Stop(StopRule.EXCLUDED, None, target=self._element, by=by)
            yield Because(Reason.EXCLUDED, provider, paths, stopped=stop)
        if bounds.perhaps_ended is not None and (bounds.perhaps_ended[self.number] & mask).any():
            over = bounds.standing.may_be_over
            placed = [p for p, ended in zip(bounds.placed, over.tolist(), strict=True) if ended]
            mine = [p for p in self._placed(provider) if p in placed]
            paths = self._paths_from(mine, bounds.upper, bounds.perhaps_ended, all_arcs=False)
            yield Because(Reason.ENDED, provider, paths)

    def _placed(self, provider: Provider, effect: str = Effect.INCLUDE) -> list[PlacedLabels]:
        leaves_of = self.scope.activities.leaves_of
        return [
            p
            for p in self.propagation.placed
            if p.provider == provider.key
            and p.statement.effect == effect
            and self.leaf in leaves_of(p.statement.activity)
        ]

    def excluding_paths(self, provider: Provider) -> tuple[Path, ...]:
        placed = [p for p in self._placed(provider, Effect.EXCLUDE) if p.truth]
        return self._paths_from(placed, self.propagation.upper, self.propagation.lower.excluded, all_arcs=False)

    def paths(
        self, provider: Provider, bound: PropagationBound, bits: Bits, *, all_arcs: bool, least: Truth
    ) -> tuple[Path, ...]:
        """All minimal paths of a provider's statements into the cell, for the involvements in ``bits``."""
        columns = {self.scope.table.columns[c] for c in columns_in(bits)}
        placed = [
            p
            for p in self._placed(provider)
            if p.truth >= least and columns & set(ColumnTable.columns_of(shape_of(p.statement), self.scope.activities))
        ]
        return self._paths_from(placed, bound, bound.possible if all_arcs else bound.certain, all_arcs=all_arcs)

    def _paths_from(
        self, placed: list[PlacedLabels], bound: PropagationBound, labels: Bits, *, all_arcs: bool
    ) -> tuple[Path, ...]:
        """Breadth-first search from all subjects at once; the nearest statements win."""
        starts: dict[int, list[PlacedLabels]] = {}
        for entry in placed:
            for subject in entry.subjects:
                starts.setdefault(subject, []).append(entry)
        paths: list[Path] = []
        for trail in self._trails(set(starts), placed, bound, labels, all_arcs=all_arcs):
            first = trail[0][0].tail if trail else self.number
            steps = tuple(self._step(arc, certain) for arc, certain in trail)
            for entry in starts[first]:
                if entry.statement.propagate == Propagation.NONE and steps:
                    continue
                rolled = entry.statement.activity.id != self.leaf
                paths.append(Path(entry.statement, steps, rolled, entry.truth))
        paths.sort(key=lambda p: ([r.id for s in p.steps for r in s.relations], p.statement.id))
        return tuple(paths[:MOST_PATHS])

    def _trails(
        self, starts: set[int], placed: list[PlacedLabels], bound: PropagationBound, labels: Bits, *, all_arcs: bool
    ) -> list[list[tuple[Arc, bool]]]:
        """Arc sequences of minimal length from any start to the cell's element."""
        if self.number in starts:
            return [[]]
        before = self._arrivals(starts, self._travelling(placed), bound, labels, all_arcs=all_arcs)
        trails: list[list[tuple[Arc, bool]]] = [[step] for step in before.get(self.number, [])]
        while trails and not all(t[0][0].tail in starts for t in trails):
            trails = [[step, *t] for t in trails for step in before.get(t[0][0].tail, [])][: MOST_PATHS * 4]
        return trails[:MOST_PATHS]

    def _travelling(self, placed: list[PlacedLabels]) -> Bits:
        """The columns these statements send along."""
        mask = np.zeros(self.scope.table.words, dtype=np.uint64)
        for provider in {p.provider for p in placed}:
            mask |= self.scope.table.mask(provider=provider, leaf=self.leaf)
        return mask

    def _arrivals(
        self, starts: set[int], mask: Bits, bound: PropagationBound, labels: Bits, *, all_arcs: bool
    ) -> dict[int, list[tuple[Arc, bool]]]:
        """Per element reached, the arcs by which it is reached first (same distance)."""
        lane_masks = self.propagation.lane_masks
        before: dict[int, list[tuple[Arc, bool]]] = {}
        visited, frontier = set(starts), sorted(starts)
        while frontier and self.number not in visited:
            reached: dict[int, list[tuple[Arc, bool]]] = {}
            for node in frontier:
                for arc, certain in self._outgoing(bound, node, mask, all_arcs=all_arcs):
                    passes = (mask & lane_masks[arc.lane] & labels[arc.head]).any()
                    if arc.head not in visited and passes:
                        reached.setdefault(arc.head, []).append((arc, certain))
            before.update(reached)
            visited.update(reached)
            frontier = sorted(reached)
        return before

    def _outgoing(
        self, bound: PropagationBound, node: int, mask: Bits, *, all_arcs: bool
    ) -> Iterator[tuple[Arc, bool]]:
        """The arcs of a bound out of an element, which lie together, and whether each is certain.

        One of S4 is certain where the label stands at its head for certain: then all its services are reached.
        """
        index = self.scope.index
        begin, end = np.searchsorted(bound.tails, [node, node + 1])
        for position in range(begin, end):
            arc = index.arcs[int(bound.arcs[position])]
            certain = bool(bound.certain_arcs[position])
            if arc.rule == "S4":
                certain = bool((bound.certain[arc.head] & mask).any())
            if certain or all_arcs:
                yield arc, certain

    def _step(self, arc: Arc, certain: bool) -> Step:
        index = self.scope.index
        relations = tuple(index.relations[r] for r in arc.relations)
        return Step(index.elements[arc.tail], index.elements[arc.head], arc.rule.rstrip("r"), relations, certain)
