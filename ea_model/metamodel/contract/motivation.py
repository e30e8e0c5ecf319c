"""What is wanted, feared, found and mastered: goals, requirements, risks, capabilities; and events."""

from __future__ import annotations

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Element, attribute, reference
from ea_model.metamodel.contract import bases
from ea_model.metamodel.contract.parts import Condition, Need
from ea_model.metamodel.contract.words import AdviceStatus, Ambition, DecisionStatus, Maturity, NotKnown
from ea_model.values import SoftDate, Unknown


class Goal(bases.Goal):
    """A goal with what makes it measurable."""

    metric: str | NotKnown = attribute(dt.LABEL)
    target: str | NotKnown = attribute(dt.LABEL)
    due: SoftDate = attribute(dt.DATE)
    priority: str | NotKnown = attribute(dt.LABEL)


class RequirementsProgramme(bases.Deliverable):
    """Programma van eisen: a document whose requirements name it as their ``programme``."""

    version: str | NotKnown = attribute(dt.LABEL)


class Requirement(bases.Requirement):
    """A requirement: its text, what makes it measurable, and what an agreed one is known by (ISO/IEC/IEEE 29148).

    ``verification`` says how it is shown to be met; ``activities`` are ids of the activities it is about (absent: all
    of the element); ``programme`` is the document it stands in; ``condition`` is what a machine can check of it
    (several must all hold).
    """

    text: str | NotKnown = attribute(dt.LABEL)
    metric: str | NotKnown = attribute(dt.LABEL)
    target: str | NotKnown = attribute(dt.LABEL)
    due: SoftDate = attribute(dt.DATE)
    priority: str | NotKnown = attribute(dt.LABEL)
    version: str | NotKnown = attribute(dt.LABEL)
    rationale: str | NotKnown = attribute(dt.LABEL)
    verification: str | NotKnown = attribute(dt.LABEL)
    activities: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    programme: RequirementsProgramme | None = reference(RequirementsProgramme, knowable=False)
    condition: tuple[Condition, ...] = reference(Condition, many=True, knowable=False)


class Recommendation(Requirement):
    """Aanbeveling of a reviewer."""


class ServiceLevel(Requirement):
    """What a contract promises of a service: ``metric`` and ``target``, and what follows from more or less."""

    measured_by: str | NotKnown = attribute(dt.LABEL)
    bonus: str | NotKnown = attribute(dt.LABEL)
    malus: str | NotKnown = attribute(dt.LABEL)


class Obligation(Requirement):
    """What a party has to do by a day, and what shows that it was done."""

    obligor: Element | Unknown | None = reference(Element)
    evidence: str | NotKnown = attribute(dt.LABEL)


class FollowUp(bases.Assessment):
    """What became of an advice, as a later document tells it."""

    advice: tuple[Requirement, ...] = reference(Requirement, many=True, knowable=False)
    outcome: str | NotKnown = attribute(AdviceStatus)
    date: SoftDate = attribute(dt.DATE)


class Risk(bases.Assessment):
    """What may go wrong, as the source judges it."""

    likelihood: str | NotKnown = attribute(dt.LABEL)
    impact: str | NotKnown = attribute(dt.LABEL)


class ReviewFinding(bases.Assessment):
    """Bevinding of a reviewer; findings of this tool are another thing."""


class Capability(bases.Capability):
    """What an organisation can do, how well, what is wanted of it, and what it is needed for."""

    maturity: str | NotKnown = attribute(Maturity)
    ambition: str | NotKnown = attribute(Ambition)
    needed_for: tuple[Need, ...] = reference(Need, many=True, knowable=False)


class ImplementationEvent(bases.ImplementationEvent):
    """An event with its day."""

    date: SoftDate = attribute(dt.DATE)
    planned: SoftDate = attribute(dt.DATE)


class Decision(ImplementationEvent):
    """Something decided, on a day, by whom, and whether it stands."""

    decision_status: str | NotKnown = attribute(DecisionStatus)
    taken_by: tuple[Element, ...] = reference(Element, many=True)
