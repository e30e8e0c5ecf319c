"""What holds in a plateau or on a day: which elements, relations and statements, each yes, maybe or no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.contract import Contract, Plateau, ScopeStatement
from ea_model.model import Model, holds_in, wholes_of
from ea_model.scope.index import ScopeIndex
from ea_model.scope.kernel import Mask, unique
from ea_model.scope.open_questions import sides_of, unknowns_in, validity_of
from ea_model.values import FuzzyDate, Period, PeriodSide, Truth

Sides = NDArray[np.uint8]
"""Sets of `PeriodSide`, one each."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a question is asked: in a plateau, on a day, or on a day within a plateau.

    A question about a day alone is asked in the baseline plateau. With neither, everything in the model counts.
    """

    plateau: Plateau | None = None
    day: date | None = None


def moment_of(model: Model, plateau: Plateau | None, day: date | None) -> Moment:
    """Complete a question: the plateau a bare date is asked in is the usual one."""
    return Moment(plateau if plateau is not None or day is None else usual_plateau(model), day)


def usual_plateau(model: Model, contract: Contract | None = None) -> Plateau | None:
    """The plateau a question is about when nobody says which: the baseline, or the first that has the contract.

    The baseline is what the model says, else the one plateau that follows no other. Alternatives never mix.
    """
    tops = [p for p in model.plateaus if p.part_of is None]
    first = [p for p in tops if not p.follows]
    baseline = model.baseline or (first[0] if len(first) == 1 else None)
    candidates = [*([baseline] if baseline else []), *tops]
    if contract is not None:
        candidates = [p for p in candidates if model.in_plateau(contract, p)] or candidates
    return candidates[0] if candidates and (baseline or contract is not None) else None


class MomentFacts:
    """Truth of existence per element and relation, and of validity per statement."""

    def __init__(self, index: ScopeIndex, moment: Moment) -> None:
        self.model = index.model
        self.index = index
        self.moment = moment
        self.unknowns = unknowns_in(self.model, moment.plateau)
        self._wholes = wholes_of(moment.plateau) if moment.plateau is not None else ()
        self._of_relations: dict[str, Truth] = {}
        """Existence of the relations that were asked for, their ends included; a chain of them may be very long."""
        self.elements = self._existences(index.elements, index.soft_elements)
        self.relations = self._relation_existences()
        self.external = self._external()
        """T5 per element: is it of another organisation, if it is there?"""

    def _existences(self, concepts: Sequence[Concept], soft: list[int]) -> NDArray[np.int8]:
        """Truth per concept by itself; only those with a plateau or a life cycle take a closer look."""
        truths = np.full(len(concepts), Truth.YES, dtype=np.int8)
        for number in soft:
            truths[number] = self._own_existence(concepts[number])
        return truths

    def _relation_existences(self) -> NDArray[np.int8]:
        """A relation is there when it and both its ends are."""
        index = self.index
        truths = self._existences(index.relations, index.soft_relations)
        if (self.elements != Truth.YES).any():
            for ends in (index.sources, index.targets):
                at_element = ends >= 0
                truths[at_element] = np.minimum(truths[at_element], self.elements[ends[at_element]])
        for number in index.on_relations:
            truths[number] = self.existence(index.relations[number])
        return truths

    def _external(self) -> NDArray[np.int8]:
        """An ownership that holds says it; where none does, the owner of the element."""
        external = np.where(self.index.external, Truth.YES, Truth.NO).astype(np.int8)
        for number in unique(self.index.sources[self.index.ownerships]).tolist():
            truths = {True: Truth.NO, False: Truth.NO}
            for owner, truth in self.ownerships(number):
                foreign = self.index.is_foreign(owner)
                truths[foreign] = max(truths[foreign], truth)
            usual = min(Truth(int(external[number])), Truth(Truth.YES - truths[False]))
            external[number] = max(truths[True], usual)
        return external

    def ownerships(self, number: int) -> list[tuple[Element, Truth]]:
        """Who owns an element by a relation that may hold here, and whether it does; none: its `owner` does."""
        index = self.index
        rows = index.ownerships[index.sources[index.ownerships] == number].tolist()
        truths = [
            (int(index.targets[n]), Truth(int(min(self.own_relations[n], self.elements[index.targets[n]]))))
            for n in rows
        ]
        return [(index.elements[owner], truth) for owner, truth in truths if truth]

    def existence(self, concept: Concept) -> Truth:
        """Is the concept there (plateau and life cycle)? A relation needs both its ends."""
        if not isinstance(concept, Relation):
            return self._own_existence(concept)
        truths, waiting = self._of_relations, [(concept, False)]
        while waiting:
            relation, complete = waiting.pop()
            ends = (relation.source, relation.target)
            if complete:
                above = (truths[end.id] if isinstance(end, Relation) else self._own_existence(end) for end in ends)
                truths[relation.id] = min(truths[relation.id], *above)
            elif relation.id not in truths:
                truths[relation.id] = self._own_existence(relation)
                waiting.append((relation, True))
                waiting.extend((end, False) for end in ends if isinstance(end, Relation))
        return truths[concept.id]

    def _own_existence(self, concept: Concept) -> Truth:
        if not self.holds(concept.plateaus):
            return Truth.NO
        if self.moment.day is None or not (concept.exists_from or concept.exists_until):
            return Truth.YES
        first, last = (self.unknowns.value(concept, name) for name in ("exists_from", "exists_until"))
        return Period(first, last).at(self.moment.day)

    def holds(self, plateaus: tuple[Element, ...]) -> bool:
        """Does something said for these plateaus count here? Said for none means said for all."""
        return not self._wholes or holds_in(plateaus, self._wholes)

    @cached_property
    def own_relations(self) -> NDArray[np.int8]:
        """Truth per relation by itself, whatever its ends are."""
        return self._existences(self.index.relations, self.index.soft_relations)

    @property
    def is_soft(self) -> bool:
        """Is there any element or relation that is only maybe there?"""
        return bool((self.elements == Truth.MAYBE).any() or (self.relations == Truth.MAYBE).any())

    def standing(self, statements: Sequence[ScopeStatement]) -> Standing:
        """How every statement stands at this moment."""
        if self.moment.day is None and not self._wholes:
            during = np.full(len(statements), PeriodSide.DURING, dtype=np.uint8)
            return Standing(during, during)
        agreements = {s.contract.id: self._agreed(s.contract) for s in statements if s.contract is not None}
        own = np.array([self._own_sides(s) for s in statements], dtype=np.uint8)
        agreed = [PeriodSide.DURING if s.contract is None else agreements[s.contract.id] for s in statements]
        return Standing(own, np.array(agreed, dtype=np.uint8))

    def _own_sides(self, statement: ScopeStatement) -> PeriodSide:
        """On which sides of a statement's own dates the moment may lie; what is said for other plateaus never began."""
        if not self.holds(statement.plateaus):
            return PeriodSide.BEFORE
        day = self.moment.day
        return PeriodSide.DURING if day is None else Period(statement.valid_from, statement.valid_until).sides(day)

    def _agreed(self, contract: Contract) -> PeriodSide:
        """The same for a contract; a plateau with dates asks in its own time (docs/SEMANTICS.md 6)."""
        if not self.holds(contract.plateaus):
            return PeriodSide.BEFORE
        if self.moment.day is not None:
            return sides_of(contract, self.moment.day, self.unknowns)
        begin = None if self.moment.plateau is None else self.moment.plateau.start
        over = isinstance(begin, FuzzyDate) and validity_of(contract, self.unknowns).ended_before(begin.earliest)
        return PeriodSide.AFTER if over else PeriodSide.DURING


class Standing:
    """Statements at one moment: by their own dates and by those of their contract, before, during or after."""

    def __init__(self, own: Sides, agreed: Sides) -> None:
        together = own & agreed
        self.can_hold: Mask = (together & PeriodSide.DURING) > 0
        self.must_hold: Mask = (own == PeriodSide.DURING) & (agreed == PeriodSide.DURING)
        self.own_holds: Mask = own == PeriodSide.DURING
        """Whatever their contract does."""
        never = ((own | agreed) & PeriodSide.BEFORE) == 0
        self.never_before: Mask = never
        """Begun in every world."""
        self.not_before: Mask = (own > PeriodSide.BEFORE) & (agreed > PeriodSide.BEFORE)
        """Begun in some world."""
        self.may_be_over: Mask = self.not_before & (((own | agreed) & PeriodSide.AFTER) > 0)
        self.must_be_over: Mask = never & ((own == PeriodSide.AFTER) | (agreed == PeriodSide.AFTER))
        self.is_soft = bool((np.bitwise_count(own) > 1).any() or (np.bitwise_count(agreed) > 1).any())
        self.truths: NDArray[np.int8] = np.where(
            self.must_hold, Truth.YES, np.where(self.can_hold, Truth.MAYBE, Truth.NO)
        ).astype(np.int8)
        """How far they hold: contract and statement together, the weakest counts."""
