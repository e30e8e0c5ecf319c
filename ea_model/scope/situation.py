"""What holds in a plateau or on a day: which elements, relations and statements, each yes, maybe or no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import Concept, Relation
from ea_model.metamodel.contract import Contract, Plateau, ScopeStatement
from ea_model.model import Model
from ea_model.scope.index import ScopeIndex
from ea_model.values import FuzzyDate, Period, Truth, Unknown


@dataclass(frozen=True, slots=True)
class Moment:
    """When a question is asked: in a plateau, on a day, or on a day within a plateau.

    A question about a day alone is asked in the baseline plateau. With neither, everything in the model counts.
    """

    plateau: Plateau | None = None
    day: date | None = None


def moment_of(model: Model, plateau: Plateau | None, day: date | None) -> Moment:
    """Complete a question: the plateau a bare date is asked in is the model's baseline."""
    return Moment(plateau if plateau is not None or day is None else model.baseline, day)


class Situation:
    """Truth of existence per element and relation, and of validity per statement."""

    def __init__(self, index: ScopeIndex, moment: Moment) -> None:
        self.model = index.model
        self.index = index
        self.moment = moment
        self.elements: NDArray[np.int8] = np.array([self.existence(e) for e in index.elements], dtype=np.int8)
        self.relations: NDArray[np.int8] = np.array(
            [self._relation_existence(r) for r in index.relations], dtype=np.int8
        )

    def existence(self, concept: Concept) -> Truth:
        """Does the concept itself belong here (plateau and life cycle)?"""
        if not self.model.in_plateau(concept, self.moment.plateau):
            return Truth.NO
        if self.moment.day is None or not (concept.exists_from or concept.exists_until):
            return Truth.YES
        return Period(concept.exists_from, concept.exists_until).at(self.moment.day)

    def _relation_existence(self, relation: Relation) -> Truth:
        truth = self.existence(relation)
        ends = self.index.ends(relation)
        if truth and ends is not None:
            truth = min(truth, Truth(int(self.elements[ends[0]])), Truth(int(self.elements[ends[1]])))
        return truth

    def holds(self, plateaus: tuple[Plateau, ...]) -> bool:
        """Does something said for these plateaus count here? Said for none means said for all."""
        if self.moment.plateau is None or not plateaus:
            return True
        step: Plateau | None = self.moment.plateau
        while step is not None:
            if step in plateaus:
                return True
            step = step.part_of
        return False

    def validity(self, statement: ScopeStatement) -> Truth:
        """``reference/domain.md`` 3.3: statement, contract and plateau together; the weakest counts."""
        if not self.holds(statement.plateaus):
            return Truth.NO
        contract = statement.contract
        if contract is not None and not self.model.in_plateau(contract, self.moment.plateau):
            return Truth.NO
        day = self.moment.day
        if day is None:
            return Truth.YES
        truth = Period(statement.valid_from, statement.valid_until).at(day)
        return min(truth, contract_validity(contract, day)) if contract is not None else truth

    def has_ended(self, statement: ScopeStatement) -> bool:
        """Certainly over on the day asked (and said for this plateau)."""
        day = self.moment.day
        if day is None or not self.holds(statement.plateaus):
            return False
        contract = statement.contract
        if contract is not None and not self.model.in_plateau(contract, self.moment.plateau):
            return False
        periods = [Period(statement.valid_from, statement.valid_until)]
        periods += [contract.validity] if contract is not None else []
        return any(p.ended_before(day) for p in periods)


def contract_validity(contract: Contract, day: date) -> Truth:
    """Does a contract hold on a day? A planned one without a start cannot hold before it is signed."""
    signing = contract.signing
    if isinstance(contract.start, Unknown) and isinstance(signing, FuzzyDate) and day < signing.earliest:
        return Truth.NO
    return contract.validity.at(day)
