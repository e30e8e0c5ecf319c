"""How near a contract came to a cell it has no part in, and what stopped it there.

Searched from the element back: along the arcs scope could have taken, and from the nearest label along what scope never
takes, upward, against the direction of a rule or across a boundary. The rule where it stopped is one of `StopRule`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ea_model.metamodel.archimate import Assignment, Realization, Serving
from ea_model.metamodel.contract import Effect, ScopeStatement
from ea_model.scope.cells import Scope
from ea_model.scope.columns import EXCLUDE, INFORM, LEAD, SUPPORT, involvements, shape_of
from ea_model.scope.enums import StopRule
from ea_model.scope.index import HOUSING, RULES, ScopeIndex
from ea_model.scope.kernel import Bits, Ints, columns_in, compress, occupied
from ea_model.scope.propagation import PlacedLabels
from ea_model.values import Truth

_ALONG, _AGAINST, _ACROSS = range(3)
_BOTH_WAYS = ("S5", "S5r")
"""Assignment carries both ways, so never the wrong way."""
_DIRECTIONS = {"S4": StopRule.REALIZED, "S7": StopRule.SPECIAL}
"""What stops a label against the direction of a rule; elsewhere it would have to go from part to whole."""


@dataclass(frozen=True, slots=True)
class Halt:
    """Where the nearest attempt stopped: at an element, coming from another along relations, or at the statement."""

    rule: StopRule
    target: int
    source: int | None = None
    relations: tuple[int, ...] = ()
    statement: ScopeStatement | None = None
    """The statement that came no further; of a label that travelled, any path to ``source`` tells it."""
    by: ScopeStatement | None = None
    """The statement of somebody else that stopped it."""


class _Connection(NamedTuple):
    """A way to get from ``tail`` to an element: along an arc, against it, or along a crossing relation."""

    tail: int
    way: int
    number: int
    """Of the arc, or the position in `ScopeIndex.crossing`."""


class _Connections:
    """Every connection of a model, by the element it leads to and then by relation id."""

    def __init__(self, index: ScopeIndex) -> None:
        arcs, ends = index.arcs, index.crossing
        reversible = np.flatnonzero(~np.isin(index.rules, [RULES.index(rule) for rule in _BOTH_WAYS]))
        across: Ints = np.arange(len(ends.relations))
        numbers = np.concatenate([np.arange(len(arcs)), reversible, across, across])
        ways = np.repeat([_ALONG, _AGAINST, _ACROSS], [len(arcs), len(reversible), 2 * len(across)])
        heads = np.concatenate([arcs.heads, arcs.tails[reversible], ends.targets, ends.sources])
        tails = np.concatenate([arcs.tails, arcs.heads[reversible], ends.sources, ends.targets])
        relations = [index.first_relations, index.first_relations[reversible], ends.relations, ends.relations]
        order = np.lexsort((ways, index.relation_ranks[np.concatenate(relations)], heads))
        self._rows = compress(heads[order], len(index.elements))
        self.tails, self._ways, self._numbers = tails[order], ways[order], numbers[order]

    def into(self, number: int) -> Iterator[_Connection]:
        """The connections that lead to an element."""
        for position in range(int(self._rows[number]), int(self._rows[number + 1])):
            yield _Connection(int(self.tails[position]), int(self._ways[position]), int(self._numbers[position]))


class Attempts:
    """The attempts of everybody in one answer."""

    def __init__(self, scope: Scope) -> None:
        self.scope, self.index, self.bound = scope, scope.index, scope.propagation.upper
        self._connections = _Connections(scope.index)
        self._alive = np.zeros(len(scope.index.arcs), dtype=bool)
        self._alive[self.bound.arcs] = True
        self._crossing = scope.index.crossing.alive(scope.facts.relations > 0)
        self._said: dict[tuple[str, str], list[PlacedLabels]] = {}

    def said(self, provider: str, leaf: str) -> list[PlacedLabels]:
        """What a provider includes of an activity, wherever and whenever."""
        key = (provider, leaf)
        if key not in self._said:
            leaves_of = self.scope.activities.leaves_of
            self._said[key] = [
                p for p in self.scope.propagation.placed
                if p.provider == provider and p.statement.effect == Effect.INCLUDE
                and leaf in leaves_of(p.statement.activity)
            ]  # fmt: skip
        return self._said[key]

    def covering(self, provider: str | None, leaf: str) -> Bits:
        """The columns by which a provider, or anybody, covers an activity."""
        table = self.scope.table
        return table.mask(provider=provider, leaf=leaf, involvement=LEAD) | table.mask(
            provider=provider, leaf=leaf, involvement=SUPPORT
        )

    def neighbours(self, number: int, leaf: str) -> list[str]:
        """The keys of those whose label for an activity stands right beside an element, but not at it."""
        tails = [c.tail for c in self._connections.into(number) if self._is_there(c)]
        bits = np.bitwise_or.reduce(self._labels(tails), axis=0, initial=np.uint64(0)) & self.covering(None, leaf)
        return sorted({self.scope.table.columns[c].provider for c in columns_in(bits)})

    def _labels(self, numbers: list[int]) -> Bits:
        return self.bound.possible[numbers] | self.scope.propagation.lower.possible[numbers]

    def _is_there(self, connection: _Connection) -> bool:
        alive = self._crossing if connection.way == _ACROSS else self._alive
        return bool(alive[connection.number])

    def nearest(self, provider: str, leaf: str, number: int) -> Halt:
        """Where the nearest attempt of a provider to reach an element for an activity stopped."""
        statements = self.said(provider, leaf)
        for placed in statements:
            if number in placed.subjects:
                halt = self._silenced(placed, leaf, number)
                if halt is not None:
                    return halt
        mask = self.covering(provider, leaf)
        reached = occupied((self.bound.possible | self.scope.propagation.lower.possible) & mask)
        if reached.any():
            last = self._last_step(number, reached, mask)
            if last is not None:
                return self._stopped(provider, leaf, *last)
            spoken = next(p for p in statements if p.truth and self._silenced(p, leaf) is None)
            return Halt(StopRule.UNCONNECTED, number, statement=spoken.statement)
        halts = (self._silenced(p, leaf) for p in statements)
        return next((halt for halt in halts if halt is not None), Halt(StopRule.ACTIVITY, number))

    def _silenced(self, placed: PlacedLabels, leaf: str, number: int | None = None) -> Halt | None:
        """Why a statement sets no label of an activity: on one of its subjects, or on any; None where it sets one."""
        statement = placed.statement
        subjects = placed.subjects if number is None else (number,)
        first = subjects[0] if subjects else -1
        if not placed.truth:
            return Halt(StopRule.PERIOD, first, statement=statement)
        if INFORM in involvements(shape_of(statement)):
            return Halt(StopRule.ROLE, first, statement=statement)
        there = [n for n in subjects if self.scope.facts.elements[n] != Truth.NO]
        if not there:
            return Halt(StopRule.SITUATION if subjects else StopRule.SELECTOR, first, statement=statement)
        excluding = self.scope.table.mask(provider=placed.provider, leaf=leaf, involvement=EXCLUDE)
        is_excluded = (self.bound.excluded[there] & excluding).any(axis=1)
        return Halt(StopRule.EXCLUDED, there[0], statement=statement) if is_excluded.all() else None

    def _last_step(self, number: int, reached: np.ndarray, mask: Bits) -> tuple[_Connection, int] | None:
        """The connection out of the nearest label on the way to an element, and where it leads.

        Nearest: by the fewest connections that scope does not take, then by the fewest at all.
        """
        ranks = self.index.element_ranks
        waiting: list[tuple[tuple[int, int, int], int, int]] = [((0, 0, 0), int(ranks[number]), number)]
        steps: dict[int, tuple[_Connection, int]] = {}
        costs, done = {number: (0, 0, 0)}, set[int]()
        while waiting:
            cost, _, node = heapq.heappop(waiting)
            if node in done:
                continue
            done.add(node)
            if reached[node] and node != number:
                return steps[node]
            for connection in self._connections.into(node):
                price = self._price(connection, node, mask)
                if price is None or connection.tail in done:
                    continue
                longer = (cost[0] + price[0], cost[1] + 1, cost[2] + price[1])
                if longer < costs.get(connection.tail, (len(ranks) + 1, 0, 0)):
                    costs[connection.tail], steps[connection.tail] = longer, (connection, node)
                    heapq.heappush(waiting, (longer, int(ranks[connection.tail]), connection.tail))
        return None

    def _price(self, connection: _Connection, head: int, mask: Bits) -> tuple[int, int] | None:
        """Does scope stop here, and which of two stops is told first; None: no connection in this situation."""
        if connection.way != _ALONG:
            return (1, 1 + connection.way) if self._is_there(connection) else None
        if not self._is_there(connection):
            return (1, 1)
        passes = mask & self.scope.propagation.lane_masks[self.index.lanes[connection.number]] & self.bound.admits[head]
        return (0, 0) if passes.any() else (1, 0)

    def _stopped(self, provider: str, leaf: str, connection: _Connection, head: int) -> Halt:
        index = self.index
        if connection.way == _ACROSS:
            relations = index.crossing.trails.get(
                connection.number, (int(index.crossing.relations[connection.number]),)
            )
            kind = type(index.relations[relations[0]])
            layers = index.layer_codes[[connection.tail, head]]
            layered = layers[0] != layers[1] and issubclass(kind, (Serving, Realization, Assignment))
            return Halt(StopRule.LAYERS if layered else StopRule.CROSSING, head, connection.tail, relations)
        arc = index.arcs[connection.number]
        if connection.way == _AGAINST:
            rule = _DIRECTIONS.get(arc.rule, StopRule.UPWARD)
            return Halt(rule, head, connection.tail, arc.relations)
        rule, by = self._along(provider, leaf, connection, head)
        return Halt(rule, head, connection.tail, arc.relations, by=by)

    def _along(
        self, provider: str, leaf: str, connection: _Connection, head: int
    ) -> tuple[StopRule, ScopeStatement | None]:
        """What stops a label along an arc it might have taken, and by whose statement."""
        bounds, mask = self.scope.propagation, self.covering(provider, leaf)
        excluding = self.scope.table.mask(provider=provider, leaf=leaf, involvement=EXCLUDE)
        is_carried = (mask & bounds.lane_masks[self.index.lanes[connection.number]]).any()
        housing = self.index.rules[connection.number] == RULES.index("S6") and leaf != HOUSING
        for rule, stops in (
            (StopRule.SITUATION, not self._alive[connection.number]),
            (StopRule.HOUSING, not is_carried and housing),
            (StopRule.LAYER, not is_carried),
            (StopRule.OWNER, self.scope.facts.external[head] == Truth.YES),
            (StopRule.LAYER, not (bounds.layer_admits[head] & mask).any()),
            (StopRule.EXCLUDED, (self.bound.excluded[head] & excluding).any()),
        ):
            if stops:
                return rule, None
        if not (self.bound.admits[head] & mask).any():
            return StopRule.ELSEWHERE, self._claim(provider, leaf, head)
        return StopRule.PROPAGATE, None

    def _claim(self, provider: str, leaf: str, number: int) -> ScopeStatement | None:
        """The first statement by which somebody else has a cell for its own (T2)."""
        kin = {key for pair in self.scope.propagation.perhaps.frames if provider in pair for key in pair} | {provider}
        leaves_of = self.scope.activities.leaves_of
        claims = (
            p.statement for p in self.scope.propagation.placed
            if p.truth == Truth.YES and number in p.subjects and p.provider not in kin
            and p.statement.effect == Effect.INCLUDE and leaf in leaves_of(p.statement.activity)
            and INFORM not in involvements(shape_of(p.statement))
        )  # fmt: skip
        return next(claims, None)


def attempts_of(scope: Scope) -> Attempts:
    """The attempts of an answer, kept with it."""
    return scope.memo(Attempts)
