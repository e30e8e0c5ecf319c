"""What is said about scope, as columns: every statement with its subjects and its masks, before any moment.

Built once per model; which statements count at a moment is a mask over them (``propagation``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import NamedTuple

import numpy as np

from ea_model.metamodel.archimate import Aggregation, Composition, Element
from ea_model.metamodel.contract import Contract, Effect, Propagation, ScopeStatement
from ea_model.model import Model
from ea_model.scope.activities import Activities
from ea_model.scope.columns import INFORM, ColumnTable, involvements, shape_of, subjects_of
from ea_model.scope.concept_columns import ConceptColumns
from ea_model.scope.kernel import Bits, Ints, Mask, mask_of, put_together


class StatementTable:
    """The statements of a model by id, and the pairs of a statement and an element it is about."""

    def __init__(self, concepts: ConceptColumns, activities: Activities) -> None:
        model = concepts.model
        self.statements: tuple[ScopeStatement, ...] = tuple(sorted(model.statements, key=lambda s: str(s.id)))
        shapes = [shape_of(s) for s in self.statements]
        self.providers = [shape.provider for shape in shapes]
        """Per statement, the key of the provider it speaks for."""
        self.table = ColumnTable(self.statements, shapes, activities)
        self.subjects = [tuple(sorted({concepts.number[e.id] for e in subjects_of(model, s)})) for s in self.statements]
        """Per statement, the numbers of the elements it is about."""
        numbers = {shape: n for n, shape in enumerate(dict.fromkeys(shapes))}
        self._shape: Ints = np.array([numbers[shape] for shape in shapes], dtype=np.int64)
        self._sets = self._rows(
            [
                mask_of([self.table.number[c] for c in ColumnTable.columns_of(shape, activities)], self.table.words)
                for shape in numbers
            ]
        )
        leaves = {a: self.table.leaves_mask(set(activities.leaves_of(a))) for a in {s.activity for s in numbers}}
        mine = {c: self.table.mask(provider=c) for c in {s.provider for s in numbers}}
        self._mine = self._rows([leaves[s.activity] & mine[s.provider] for s in numbers])
        self.frames: tuple[tuple[str, str], ...] = tuple(_frames(model, self.table))
        """Who speaks for a framework agreement, and who for a call-off or lot of it, at any depth."""
        family = {c: reduce(or_, (self.table.mask(provider=k) for k in self._family(c))) for c in mine}
        self._others = self._rows([leaves[s.activity] & ~family[s.provider] for s in numbers])
        self.includes = self._are([s.effect == Effect.INCLUDE for s in numbers])
        """Per statement: does it include (or exclude)?"""
        self.gives = self._are([s.effect == Effect.INCLUDE and INFORM not in involvements(s) for s in numbers])
        """Per statement: does it give coverage (C and I do not)?"""
        self.rests: Mask = np.array([s.propagate == Propagation.NONE for s in self.statements], dtype=bool)
        """Per statement: does it hold for its subject only (``propagate: geen``)?"""
        self._size = len(concepts.elements)
        self._pair_statement = np.repeat(np.arange(len(shapes)), [len(s) for s in self.subjects])
        self._pair_subject: Ints = np.array([n for s in self.subjects for n in s], dtype=np.int64)

    def _family(self, provider: str) -> set[str]:
        """A provider with those it stands under or above: they speak of one agreement and never stop each other."""
        return {provider, *(k for pair in self.frames if provider in pair for k in pair)}

    def _rows(self, masks: list[Bits]) -> Bits:
        return np.stack(masks) if masks else np.zeros((0, self.table.words), dtype=np.uint64)

    def _are(self, facts: list[bool]) -> Mask:
        """A fact about shapes, per statement."""
        return np.array(facts, dtype=bool)[self._shape]

    def about(self, chosen: Mask) -> Mask:
        """Per element: is any of the chosen statements about it?"""
        subjects = np.zeros(self._size, dtype=bool)
        subjects[self._pair_subject[chosen[self._pair_statement]]] = True
        return subjects

    def labels(self, chosen: Mask, among: Mask) -> Marks:
        """The columns the chosen statements set on the elements of ``among`` (rule S0)."""
        return self._marks(self._sets, chosen, among)

    def mine(self, chosen: Mask) -> Marks:
        """Per element spoken of, all columns of who speaks of it, for the leaves that are spoken of."""
        return self._marks(self._mine, chosen)

    def others(self, chosen: Mask) -> Marks:
        """Per element spoken of, all columns of everybody but who speaks of it, for those leaves."""
        return self._marks(self._others, chosen)

    def _marks(self, rows: Bits, chosen: Mask, among: Mask | None = None) -> Marks:
        pairs = chosen[self._pair_statement]
        if among is not None:
            pairs &= among[self._pair_subject]
        numbers, put = put_together(self._pair_subject[pairs], rows[self._shape[self._pair_statement[pairs]]])
        return Marks(numbers, put, self._size)


def _frames(model: Model, table: ColumnTable) -> Iterator[tuple[str, str]]:
    """Pairs of a contract and one it composes or aggregates, at any depth, that both speak of scope."""
    for key, provider in table.providers.items():
        waiting: list[Element] = [] if provider.contract is None else [provider.contract]
        seen = {key}
        while waiting:
            for relation in model.outgoing(waiting.pop()):
                part = relation.target
                is_part = isinstance(relation, (Aggregation, Composition)) and isinstance(part, Contract)
                if is_part and part.id not in seen:
                    seen.add(part.id)
                    waiting.append(part)
                    if part.id in table.providers:
                        yield key, part.id


class Marks(NamedTuple):
    """Bits on few of very many elements."""

    numbers: Ints
    rows: Bits
    size: int

    def spread(self) -> Bits:
        """The bits of every element."""
        spread = np.zeros((self.size, self.rows.shape[1]), dtype=np.uint64)
        spread[self.numbers] = self.rows
        return spread

    def kept_out_of(self, labels: Bits) -> Bits:
        """Labels without these bits."""
        left = labels.copy()
        left[self.numbers] &= ~self.rows
        return left
