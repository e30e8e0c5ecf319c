"""Which statements and closures change no cell in any situation, and which leaves a roll-down drops everywhere.

Asked of every plateau of the model, or of the model as a whole where it has none; a statement that has an effect in one
is never named.
Computed on whole columns: two sweeps a situation, back from the cells, whatever the number of statements.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ea_model.metamodel.contract import ClosureStatement, ScopeStatement
from ea_model.model import Model
from ea_model.scope import scope_of
from ea_model.scope.activities import REQUIRED
from ea_model.scope.cells import Scope
from ea_model.scope.enums import Status
from ea_model.scope.index import index_of
from ea_model.scope.kernel import Bits, Ints, columns_in, compress, merge, sweep
from ea_model.scope.statuses import FLAG


@dataclass(frozen=True, slots=True)
class Inert:
    """A statement or closure without effect; with ``leaves``, only these of its activity have none."""

    statement: ScopeStatement | ClosureStatement
    leaves: tuple[str, ...] = ()


class _Effects:
    """What the statements of one situation come to."""

    def __init__(self, scope: Scope) -> None:
        self.scope, self.index, self.bound = scope, scope.index, scope.propagation.upper

    @cached_property
    def reaching(self) -> Bits:
        """Per element, the labels at it that reach a cell from there."""
        return self.scope.propagation.leading_to(self.scope.cell_mask)

    @cached_property
    def taking(self) -> Bits:
        """Per element, the excludes that, said there, would take a label out of a cell."""
        unhindered = self.scope.propagation.without_excludes()
        cells = self.scope.table.of_providers(unhindered & self.scope.cell_mask)
        all_bits = np.broadcast_to(np.full(1, ~np.uint64(0)), cells.shape)
        return self._back(self.bound.arcs[self.bound.certain_arcs], cells, all_bits)

    @cached_property
    def arriving(self) -> Bits:
        """Per element, the labels that stand right before it and may enter."""
        arcs, index = self.bound.arcs, self.index
        tails, heads = index.tails[arcs], index.heads[arcs]
        labels = self.bound.possible[tails] & self.scope.propagation.lane_masks[index.lanes[arcs]]
        arriving = np.zeros_like(self.bound.possible)
        merge(arriving, heads, labels & self.scope.propagation.layer_admits[heads])
        return arriving

    def _back(self, arcs: Ints, labels: Bits, admits: Bits) -> Bits:
        arcs = arcs[np.argsort(self.index.heads[arcs], kind="stable")]
        rows = compress(self.index.heads[arcs], len(self.index.elements))
        lanes = self.scope.propagation.lane_masks
        return sweep(rows, self.index.tails[arcs], self.index.lanes[arcs], lanes, labels, admits)

    def columns(self, number: int, subjects: tuple[int, ...]) -> Bits:
        """The columns of a statement that come to something here, and those of others it keeps out."""
        table = self.scope.propagation.statement_table
        if not table.includes[number]:
            labels = self.taking[list(subjects)]
        elif table.rests[number]:
            labels = (self.bound.seeds & self.scope.cell_mask)[list(subjects)]
        else:
            labels = self.bound.seeds[list(subjects)] & self.reaching[list(subjects)]
        columns: Bits = np.bitwise_or.reduce(labels, axis=0, initial=np.uint64(0)) & table.columns_by(number)
        if table.gives[number]:
            kept_out = table.others_than(number, self.scope.propagation.perhaps.frames)
            columns |= np.bitwise_or.reduce(self.arriving[list(subjects)], axis=0, initial=np.uint64(0)) & kept_out
        return columns

    def closes(self, closure: ClosureStatement) -> bool:
        """Does a closure say of any cell that nobody covers it?"""
        implicit = (self.scope.flags & FLAG[Status.OWN_IMPLICIT]) > 0
        return bool((implicit & self.scope.closed_by(closure) & (self.scope.needs == REQUIRED)).any())


def inert_of(model: Model) -> tuple[Inert, ...]:
    """Everything said in a model that changes nothing in any situation, kept with it."""
    return model.memo(_inert)


def _inert(model: Model) -> tuple[Inert, ...]:
    index = index_of(model)
    statements, leaves_of = index.statement_table.statements, index.activities.leaves_of
    waiting = {n: set(leaves_of(s.activity)) for n, s in enumerate(statements)}
    closures = dict(enumerate(model.closures))
    for plateau in model.plateaus or (None,):
        scope = scope_of(model, plateau)
        effects, placed = _Effects(scope), scope.propagation.placed
        for number in list(waiting):
            if placed[number].truth:
                columns = columns_in(effects.columns(number, placed[number].subjects))
                waiting[number] -= {scope.table.columns[c].leaf for c in columns}
            if not waiting[number]:
                del waiting[number]
        closures = {n: closure for n, closure in closures.items() if not effects.closes(closure)}
        if not waiting and not closures:
            break
    whole = {n for n, leaves in waiting.items() if len(leaves) == len(leaves_of(statements[n].activity))}
    return (
        *(Inert(statements[n], () if n in whole else tuple(sorted(leaves))) for n, leaves in waiting.items()),
        *(Inert(closure) for closure in closures.values()),
    )
