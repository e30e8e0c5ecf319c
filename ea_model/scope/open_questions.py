"""The value of an attribute as it is in a plateau: an open question may leave unknown there what is known elsewhere.

A question that is put for some plateaus only (docs/SEMANTICS.md 3) says so about the attributes it names. Whoever asks
about a plateau or a day asks here, so that scope, calendar and compliance cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ea_model.metamodel.archimate import Concept
from ea_model.metamodel.contract import Contract, ContractStatus, Plateau
from ea_model.model import Model, holds_in, wholes_of
from ea_model.values import NO_VALUE, FuzzyDate, Period, PeriodSide, Truth, Unknown


@dataclass(frozen=True, slots=True)
class UnknownsAt:
    """What open questions make unknown in one plateau, by id of the concept and name of the attribute."""

    unknown: Mapping[tuple[str, str], Unknown] = field(default_factory=dict)
    day: date | None = None
    """The day the model speaks of: what it says to be over was over then."""

    def value(self, concept: Concept, attribute: str) -> Any:
        """The value here. What has none anywhere keeps saying so: not stated is something else than asked."""
        value = getattr(concept, attribute)
        if not self.unknown or value is None or isinstance(value, NO_VALUE):
            return value
        return self.unknown.get((concept.id, attribute), value)


NO_UNKNOWNS = UnknownsAt()
_OVER = (ContractStatus.EXPIRED, ContractStatus.TERMINATED)


def reference_day(model: Model) -> date | None:
    """The day a model speaks of: its own ``as_of``, else that of its latest document dated to the day, else None."""
    days = [d.date.latest for d in model.documents.values() if isinstance(d.date, FuzzyDate) and d.date.is_day]
    return model.contents.as_of or max(days, default=None)


def unknowns_in(model: Model, plateau: Plateau | None) -> UnknownsAt:
    """What is unknown in a plateau though it has a value elsewhere; nothing when no plateau is asked about."""
    wholes = () if plateau is None else wholes_of(plateau)
    questions = [q for q in model.questions if q.plateaus and holds_in(q.plateaus, wholes)] if wholes else []
    return UnknownsAt({_named(path): Unknown(q.id) for q in questions for path in q.attributes}, reference_day(model))


def _named(path: str) -> tuple[str, str]:
    """Concept and attribute of ``P2.from``; the begin of a plateau is written so, and kept as its start."""
    owner, _, name = path.rpartition(".")
    return owner, "start" if name == "from" else name


def signed_later(contract: Contract, day: date, unknowns: UnknownsAt = NO_UNKNOWNS) -> bool:
    """Has a contract without a known start certainly not been signed yet on a day? Then it cannot hold."""
    signing = unknowns.value(contract, "signing")
    unknown = isinstance(unknowns.value(contract, "start"), Unknown)
    return unknown and isinstance(signing, FuzzyDate) and day < signing.earliest


def validity_of(contract: Contract, unknowns: UnknownsAt = NO_UNKNOWNS) -> Period:
    """From when till when a contract holds: the unknown start of an existing contract is open (docs/SEMANTICS.md 3).

    One that is said to be over, without a date, ended on some day up to that of the model.
    """
    start, end = unknowns.value(contract, "start"), unknowns.value(contract, "end")
    if isinstance(start, Unknown) and contract.contract_status != ContractStatus.PLANNED:
        start = None
    if contract.contract_status in _OVER and (not isinstance(end, FuzzyDate) or end.precision == "open"):
        end = Unknown() if unknowns.day is None else FuzzyDate(date.min, unknowns.day - timedelta(days=1), "range")
    return Period(start, end)


def sides_of(contract: Contract, day: date, unknowns: UnknownsAt = NO_UNKNOWNS) -> PeriodSide:
    """On which sides of a contract a day may lie; before one that was certainly not signed yet."""
    return PeriodSide.BEFORE if signed_later(contract, day, unknowns) else validity_of(contract, unknowns).sides(day)


def contract_validity(contract: Contract, day: date, unknowns: UnknownsAt = NO_UNKNOWNS) -> Truth:
    """Does a contract hold on a day? A planned one without a start cannot hold before it is signed."""
    return Truth.NO if signed_later(contract, day, unknowns) else validity_of(contract, unknowns).at(day)
