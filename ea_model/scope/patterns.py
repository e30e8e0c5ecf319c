"""What very many elements have in common: which cells they have, and what flows into them.

Statuses, classes and sides depend on nothing else, so they are decided once per profile or pattern, however many
elements there are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import Realization
from ea_model.scope.activities import DEVELOPMENT, MIGRATION, OPTIONAL, REQUIRED
from ea_model.scope.columns import ColumnTable
from ea_model.scope.kernel import Bits, Ints, distinct, occupied
from ea_model.scope.moment import MomentFacts
from ea_model.scope.propagation import PropagationBounds
from ea_model.values import Truth


class Profiles:
    """Which cells elements have at one moment: by class, except what is not here and what a work package rebuilds."""

    def __init__(self, facts: MomentFacts, table: ColumnTable) -> None:
        index = facts.index
        usual = index.kind_needs
        moved = _requiring(usual, index.activities.index.get(MIGRATION))
        rebuilt = _requiring(moved, index.activities.index.get(DEVELOPMENT))
        optional, nothing = np.minimum(usual, OPTIONAL), np.zeros((1, usual.shape[1]), dtype=np.int8)
        self.needs: NDArray[np.int8] = np.concatenate([usual, moved, rebuilt, optional, nothing])
        """Per profile and leaf: not applicable (0), optional (1) or required (2)."""
        kinds, steps = index.element_kinds.of, len(usual)
        self._at_least: NDArray[np.int32] = kinds + steps * _work(facts, Truth.YES)
        self.of: NDArray[np.int32] = kinds + steps * _work(facts, Truth.MAYBE)
        """Per element, its profile."""
        self._maybe_worked = np.flatnonzero((self.of != self._at_least) & (facts.external == Truth.NO))
        # Nobody requires anything of what belongs to another organisation.
        external = facts.external == Truth.YES
        self.of[external] = kinds[external] + 3 * steps
        self.of[facts.elements == Truth.NO] = len(self.needs) - 1
        self.masks: Bits = np.zeros((len(self.needs), table.words), dtype=np.uint64)
        """Per profile, the columns whose leaf applies."""
        for number, leaf in enumerate(index.activities.leaves):
            self.masks[self.needs[:, number] > 0] |= table.mask(leaf=leaf)
        self._perhaps_external = np.flatnonzero(facts.external == Truth.MAYBE)
        self.with_cells: NDArray[np.bool_] = np.asarray(self.needs.any(axis=1))[self.of]
        """Per element: has it any cell here?"""
        self.asked: NDArray[np.bool_] = self.with_cells & (usual == REQUIRED).any(axis=1)[kinds]
        """Per element: has it any, and is it of a kind that requires one?"""

    def surely_required(self) -> NDArray[np.bool_]:
        """Per element and leaf: required whatever the day leaves open about its owner and what rebuilds it."""
        required: NDArray[np.bool_] = (self.needs == REQUIRED)[self.of]
        required[self._maybe_worked] = self.needs[self._at_least[self._maybe_worked]] == REQUIRED
        required[self._perhaps_external] = False
        return required


def _requiring(needs: NDArray[np.int8], column: int | None) -> NDArray[np.int8]:
    """Needs of which one activity is required wherever it applies."""
    more = needs.copy()
    if column is not None:
        more[needs[:, column] == OPTIONAL, column] = REQUIRED
    return more


def _work(facts: MomentFacts, truth: Truth) -> NDArray[np.int32]:
    """Per element, what work does to it for this truth at least: nothing (0), it concerns it (1) or realizes it (2)."""
    index = facts.index
    work = np.zeros(len(index.elements), dtype=np.int32)
    there = facts.relations[index.concerning] >= truth
    relations, elements = index.concerning[there], index.concerned[there]
    work[elements] = 1
    work[elements[index.relation_kinds.are(Realization)[relations]]] = 2
    return work


class Patterns:
    """The labels of one moment, each content once, for the elements that have any."""

    def __init__(self, propagation: PropagationBounds, profiles: Profiles) -> None:
        lower, upper = propagation.lower, propagation.upper
        bits = propagation
        extra = [m for m in _once(lower.excluded, bits.taken, bits.ended, bits.perhaps_ended) if m.any()]
        self.labelled: NDArray[np.bool_] = _any([*_once(upper.possible, lower.possible), *extra])
        """Per element: does anybody have, or had, a part in it or took it out?"""
        self.numbers: Ints = np.flatnonzero(self.labelled)
        """The elements with labels."""
        labels = [*_once(upper.certain, upper.possible, lower.certain, lower.possible), *extra]
        kinds = profiles.of[self.numbers].astype(np.uint64)[:, None]
        first, self.of = distinct(np.hstack([kinds, *(m[self.numbers] for m in labels)]))
        """Per element of ``numbers``, its pattern."""
        chosen = self.numbers[first]
        self.profiles: NDArray[np.int32] = profiles.of[chosen]
        """Per pattern, the profile of its elements."""
        self.lower_certain: Bits = lower.certain[chosen]
        self.upper_certain: Bits = upper.certain[chosen]
        self.reached: Bits = upper.possible[chosen] | lower.possible[chosen]
        """By whatever path, in time surely or perhaps."""
        self.perhaps_taken: Bits = lower.excluded[chosen]
        self.taken: Bits = propagation.taken[chosen]
        """Taken out by an exclude, perhaps and in every world."""
        nothing = np.zeros_like(self.taken)
        self.perhaps_ended: Bits = nothing if propagation.perhaps_ended is None else propagation.perhaps_ended[chosen]
        self.ended: Bits = nothing if propagation.ended is None else propagation.ended[chosen]
        self.cells: Bits = profiles.masks[self.profiles]
        """The columns whose leaf applies."""

    def spread(self, rows: Bits, size: int) -> Bits:
        """What was decided per pattern, per element; nothing where no label is."""
        spread = np.zeros((size, rows.shape[1]), dtype=rows.dtype)
        spread[self.numbers] = rows[self.of]
        return spread


def _once(*matrices: Bits | None) -> list[Bits]:
    """Each once: where nothing is soft, several are the same."""
    return list({id(m): m for m in matrices if m is not None}.values())


def _any(matrices: list[Bits]) -> NDArray[np.bool_]:
    occupied_rows = occupied(matrices[0])
    for matrix in matrices[1:]:
        occupied_rows |= occupied(matrix)
    return occupied_rows
