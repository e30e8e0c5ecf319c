"""What holds in a plateau or on a day: which elements, relations and statements, each yes, maybe or no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.contract import Contract, Plateau, ScopeStatement
from ea_model.model import Model, holds_in, wholes_of
from ea_model.scope.index import ScopeIndex
from ea_model.scope.open_questions import contract_validity, unknowns_in, validity_of
from ea_model.values import Period, Truth


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
        self.elements = self._existences(index.elements, index.soft_elements)
        self.relations = self._relation_existences()

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

    def existence(self, concept: Concept) -> Truth:
        """Is the concept there (plateau and life cycle)? A relation needs both its ends."""
        truth = self._own_existence(concept)
        if truth and isinstance(concept, Relation):
            return min(truth, self.existence(concept.source), self.existence(concept.target))
        return truth

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

    def truths(self, statements: Sequence[ScopeStatement]) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
        """Per statement how far it holds, and whether it is certainly over; without a moment all hold."""
        if self.moment.day is None and not self._wholes:
            return np.full(len(statements), Truth.YES, dtype=np.int8), np.zeros(len(statements), dtype=bool)
        truths = np.array([self.validity(s) for s in statements], dtype=np.int8)
        return truths, np.array([self.has_ended(s) for s in statements], dtype=bool)

    def validity(self, statement: ScopeStatement) -> Truth:
        """docs/SEMANTICS.md 3: statement, contract and plateau together; the weakest counts."""
        if not self.holds(statement.plateaus):
            return Truth.NO
        contract = statement.contract
        if contract is not None and not self.holds(contract.plateaus):
            return Truth.NO
        day = self.moment.day
        if day is None:
            return Truth.YES
        truth = Period(statement.valid_from, statement.valid_until).at(day)
        return min(truth, contract_validity(contract, day, self.unknowns)) if contract is not None else truth

    def has_ended(self, statement: ScopeStatement) -> bool:
        """Certainly over on the day asked (and said for this plateau)."""
        day = self.moment.day
        if day is None or not self.holds(statement.plateaus):
            return False
        contract = statement.contract
        if contract is not None and not self.holds(contract.plateaus):
            return False
        periods = [Period(statement.valid_from, statement.valid_until)]
        periods += [validity_of(contract, self.unknowns)] if contract is not None else []
        return any(p.ended_before(day) for p in periods)
