"""One line of history: a plateau with everything it follows, and the dates as they are there.

Plateaus that are alternatives never mix. A contract of the situation that is left still matters to the one that
follows: that is where gaps and double running are. An open question that is put for some plateaus only makes the date
it names unknown there, whatever the model says elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ea_model.metamodel.archimate import Concept
from ea_model.metamodel.contract import Contract, Plateau
from ea_model.model import Model, wholes_of
from ea_model.scope.open_questions import NO_UNKNOWNS, UnknownsAt, unknowns_in, validity_of
from ea_model.values import SoftDate


@dataclass(frozen=True)
class PlateauHistory:
    """A plateau and its past. ``plateau`` is None for a model, or a question, without plateaus."""

    model: Model
    plateau: Plateau | None = None
    chapters: tuple[Plateau, ...] = ()
    """The plateau, what it is part of, and everything those follow."""
    unknowns: UnknownsAt = NO_UNKNOWNS

    def holds(self, concept: Concept) -> bool:
        """Is the concept part of this line of history?"""
        return self.plateau is None or self.includes(concept.plateaus)

    def includes(self, plateaus: tuple[object, ...]) -> bool:
        """Does something said for these plateaus count here? Said for none means said for all."""
        return self.plateau is None or not plateaus or any(p in plateaus for p in self.chapters)

    def value(self, concept: Concept, attribute: str) -> SoftDate:
        """A date as it is here."""
        value: SoftDate = self.unknowns.value(concept, attribute)
        return value

    def end_of(self, contract: Contract) -> SoftDate:
        """When a contract ends; one that is said to be over ended before the day the model speaks of."""
        return validity_of(contract, self.unknowns).end

    @cached_property
    def contracts(self) -> tuple[Contract, ...]:
        """The contracts of this line of history, by id."""
        return tuple(c for c in self.model.contracts if self.holds(c))


def plateau_history(model: Model, plateau: Plateau | None = None) -> PlateauHistory:
    """The line of history that ends in a plateau; without one, everything in the model at once."""
    if plateau is None:
        return PlateauHistory(model, unknowns=unknowns_in(model, None))
    chapters: dict[str, Plateau] = {}
    waiting = [plateau]
    while waiting:
        step = waiting.pop(0)
        if step.id not in chapters:
            chapters[step.id] = step
            waiting += [*([step.part_of] if step.part_of else []), *step.follows]
    # What is in a whole is in its parts, so parts of what went before belong to the past too.
    past = {p.id for p in chapters.values()} - {p.id for p in wholes_of(plateau)}
    for other in model.plateaus:
        if past & {p.id for p in wholes_of(other)}:
            chapters.setdefault(other.id, other)
    return PlateauHistory(model, plateau, tuple(chapters.values()), unknowns_in(model, plateau))


def plateau_histories(model: Model) -> tuple[PlateauHistory, ...]:
    """Every line of history: one per plateau that is no part of another and that none follows, else one for all."""
    tops = [p for p in model.plateaus if p.part_of is None]
    left = {p.id for top in tops for p in top.follows}
    last = [p for p in tops if p.id not in left]
    return tuple(plateau_history(model, p) for p in last) or (plateau_history(model),)
