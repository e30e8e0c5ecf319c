"""What is said about scope, as columns: every statement with its subjects and its masks, before any moment.

Built once per model; which statements count at a moment is a mask over them (``propagation``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

import numpy as np

from ea_model.metamodel.archimate import Aggregation, Composition, Element
from ea_model.metamodel.contract import Contract, Effect, Propagation, ScopeStatement, Selector
from ea_model.model import Model
from ea_model.scope.activities import Activities
from ea_model.scope.columns import INFORM, ColumnTable, involvements, shape_of, subjects_of
from ea_model.scope.concept_columns import ConceptColumns
from ea_model.scope.kernel import Bits, Ints, Mask, mask_of, put_together, unique
from ea_model.selection import looks_along_relations, never, selection_of


class StatementTable:
    """The statements of a model by id, and the pairs of a statement and an element it is about."""

    def __init__(self, concepts: ConceptColumns, activities: Activities) -> None:
        self._concepts, self._model = concepts, concepts.model
        model = concepts.model
        self.statements: tuple[ScopeStatement, ...] = tuple(sorted(model.statements, key=lambda s: str(s.id)))
        shapes = [shape_of(s) for s in self.statements]
        self.providers = [shape.provider for shape in shapes]
        """Per statement, the key of the provider it speaks for."""
        self.table = ColumnTable(self.statements, shapes, activities)
        self.subjects = [
            tuple(sorted({concepts.number[e.id] for e in subjects_of(model, s, never)})) for s in self.statements
        ]
        """Per statement, the numbers of the elements it may be about at any moment."""
        numbers = {shape: n for n, shape in enumerate(dict.fromkeys(shapes))}
        self._shape: Ints = np.array([numbers[shape] for shape in shapes], dtype=np.int64)
        self.sets = self._rows(
            [
                mask_of([self.table.number[c] for c in ColumnTable.columns_of(shape, activities)], self.table.words)
                for shape in numbers
            ]
        )
        leaves = {a: self.table.leaves_mask(set(activities.leaves_of(a))) for a in {s.activity for s in numbers}}
        mine = {c: self.table.mask(provider=c) for c in {s.provider for s in numbers}}
        self.mine = self._rows([leaves[s.activity] & mine[s.provider] for s in numbers])
        self._leaves = [(leaves[s.activity], s.provider) for s in numbers]
        self._frames: tuple[Frame, ...] = tuple(_frames(model, self.table))
        self._others: dict[frozenset[tuple[str, str]], Bits] = {}
        self.includes = self._are([s.effect == Effect.INCLUDE for s in numbers])
        """Per statement: does it include (or exclude)?"""
        self.gives = self._are([s.effect == Effect.INCLUDE and INFORM not in involvements(s) for s in numbers])
        """Per statement: does it give coverage (C and I do not)?"""
        self.rests: Mask = np.array([s.propagate == Propagation.NONE for s in self.statements], dtype=bool)
        """Per statement: does it hold for its subject only (``propagate: geen``)?"""
        self._size = len(concepts.elements)
        self._pair_statement = np.repeat(np.arange(len(shapes)), [len(s) for s in self.subjects])
        self._pair_subject: Ints = np.array([n for s in self.subjects for n in s], dtype=np.int64)
        self._selectors = [
            (n, s.selector)
            for n, s in enumerate(self.statements)
            if s.selector is not None and looks_along_relations(s.selector)
        ]

    def _rows(self, masks: list[Bits]) -> Bits:
        return np.stack(masks) if masks else np.zeros((0, self.table.words), dtype=np.uint64)

    def _are(self, facts: list[bool]) -> Mask:
        """A fact about shapes, per statement."""
        return np.array(facts, dtype=bool)[self._shape]

    def others(self, frames: frozenset[tuple[str, str]]) -> Bits:
        """Per shape, the columns of everybody but who speaks, and those it stands under or above, for its leaves.

        A framework agreement, its call-offs and its lots speak of one agreement and never stop each other.
        """
        if frames not in self._others:
            family = {
                key: reduce(or_, (self.table.mask(provider=k) for k in {key, *_kin(key, frames)}))
                for key in {provider for _, provider in self._leaves}
            }
            self._others[frames] = self._rows([leaves & ~family[provider] for leaves, provider in self._leaves])
        return self._others[frames]

    def columns_of(self, chosen: Mask) -> Bits:
        """All columns the chosen statements set anywhere, as one bit set."""
        rows = self.sets[unique(self._shape[chosen])]
        return np.bitwise_or.reduce(rows, axis=0) if len(rows) else np.zeros(self.table.words, dtype=np.uint64)

    def columns_by(self, number: int) -> Bits:
        """The columns one statement sets."""
        row: Bits = self.sets[self._shape[number]]
        return row

    def others_than(self, number: int, frames: frozenset[tuple[str, str]]) -> Bits:
        """The columns one statement keeps out of its subjects (T2)."""
        row: Bits = self.others(frames)[self._shape[number]]
        return row

    def at(self, alive: Mask, others: Mask) -> StatementsAt:
        """The statements among the relations that are there: what selectors find, and which agreements are one.

        ``others``: the relations that count where one must not be there (`Selection.of`).
        """
        return StatementsAt(self, alive, others)

    def selected(self, selector: Selector, alive: Mask, others: Mask) -> Ints:
        """The numbers of the elements a selector finds along relations that are there."""
        number = self._relation_number
        chosen = selection_of(self._model).of(
            selector, lambda r: bool(alive[number[r.id]]), lambda r: bool(others[number[r.id]])
        )
        return np.array([self._concepts.number[e.id] for e in chosen], dtype=np.int64)

    def subjects_among(self, pairs: Mask | None) -> list[tuple[int, ...]]:
        """Per statement, the numbers of the elements it is about, among the pairs that hold."""
        if pairs is None:
            return self.subjects
        subject_sets = [
            set(self._pair_subject[pairs & (self._pair_statement == n)].tolist()) for n in range(len(self.subjects))
        ]
        return [
            tuple(x for x in numbers if x in left) for numbers, left in zip(self.subjects, subject_sets, strict=True)
        ]

    def marks(self, rows: Bits, chosen: Mask, pairs: Mask | None, among: Mask | None) -> Marks:
        """Rows by shape, on the subjects of the chosen statements, among pairs and elements that count."""
        used = chosen[self._pair_statement]
        if pairs is not None:
            used &= pairs
        if among is not None:
            used &= among[self._pair_subject]
        numbers, put = put_together(self._pair_subject[used], rows[self._shape[self._pair_statement[used]]])
        return Marks(numbers, put, self._size)

    def pairs_where(self, alive: Mask, others: Mask) -> Mask | None:
        """Which pairs of a statement and a subject hold; None where no selector looks along relations."""
        if not self._selectors:
            return None
        pairs = np.ones(len(self._pair_statement), dtype=bool)
        for statement, selector in self._selectors:
            mine = self._pair_statement == statement
            pairs[mine] = np.isin(self._pair_subject[mine], self.selected(selector, alive, others))
        return pairs

    def frames_where(self, alive: Mask) -> frozenset[tuple[str, str]]:
        """Who speaks for a framework agreement, and who for a call-off or lot of it, at any depth."""
        number = self._relation_number if self._frames else {}
        return frozenset((f.whole, f.part) for f in self._frames if all(alive[number[r]] for r in f.relations))

    @cached_property
    def _relation_number(self) -> dict[str, int]:
        return {r.id: n for n, r in enumerate(self._concepts.relations)}


class StatementsAt:
    """Statements among the relations that are there in one bound of one moment."""

    def __init__(self, table: StatementTable, alive: Mask, others: Mask) -> None:
        self._table, self._alive, self._others_alive = table, alive, others
        self.frames = table.frames_where(alive)
        """Pairs of a framework agreement and what is called off under it."""
        self._pairs = table.pairs_where(alive, others)

    def labels(self, chosen: Mask, among: Mask) -> Marks:
        """The columns the chosen statements set on the elements of ``among`` (rule S0)."""
        return self._table.marks(self._table.sets, chosen, self._pairs, among)

    def mine(self, chosen: Mask) -> Marks:
        """Per element spoken of, all columns of who speaks of it, for the leaves that are spoken of."""
        return self._table.marks(self._table.mine, chosen, self._pairs, None)

    def others(self, chosen: Mask, frames: frozenset[tuple[str, str]]) -> Marks:
        """Per element spoken of, all columns of everybody but who speaks of it, for those leaves."""
        return self._table.marks(self._table.others(frames), chosen, self._pairs, None)

    def selected(self, selector: Selector) -> Ints:
        """The numbers of the elements a selector finds."""
        return self._table.selected(selector, self._alive, self._others_alive)

    def subjects(self) -> list[tuple[int, ...]]:
        """Per statement, the numbers of the elements it is about."""
        return self._table.subjects_among(self._pairs)


class Frame(NamedTuple):
    """A framework agreement and what is called off under it, and the relations that make it so."""

    whole: str
    part: str
    relations: tuple[str, ...]


def _kin(provider: str, frames: frozenset[tuple[str, str]]) -> Iterator[str]:
    return (key for pair in frames if provider in pair for key in pair)


def _frames(model: Model, table: ColumnTable) -> Iterator[Frame]:
    """Pairs of a contract and one it composes or aggregates, at any depth, that both speak of scope; every way."""
    for key, provider in table.providers.items():
        waiting: list[tuple[Element, tuple[str, ...], frozenset[str]]] = []
        if provider.contract is not None:
            waiting.append((provider.contract, (), frozenset([key])))
        while waiting:
            whole, path, on_path = waiting.pop()
            for relation in model.outgoing(whole):
                part = relation.target
                is_part = isinstance(relation, (Aggregation, Composition)) and isinstance(part, Contract)
                if is_part and part.id not in on_path:
                    longer = (*path, relation.id)
                    waiting.append((part, longer, on_path | {part.id}))
                    if part.id in table.providers:
                        yield Frame(key, part.id, longer)


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
