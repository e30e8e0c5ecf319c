"""The value of an attribute as it is in a plateau: an open question may leave unknown there what is known elsewhere.

A question that is put for some plateaus only (docs/SEMANTICS.md 3) says so about the attributes it names, and a lot has
the dates of its umbrella where it has none. Whoever asks about a plateau or a day asks here, so that no two answers
can disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ea_model.metamodel.archimate import Aggregation, Composition, Concept
from ea_model.metamodel.contract import Contract, ContractStatus, Lot, Plateau
from ea_model.model import Model, holds_in, wholes_of
from ea_model.values import NO_VALUE, FuzzyDate, Period, PeriodSide, Truth, Unknown


@dataclass(frozen=True, slots=True)
class UnknownsAt:
    """What open questions make unknown in one plateau, by id of the concept and name of the attribute."""

    unknown: Mapping[tuple[str, str], Unknown] = field(default_factory=dict)
    day: date | None = None
    """The day the model speaks of: what it says to be over was over then."""
    umbrellas: Mapping[str, Contract] = field(default_factory=dict)
    """By id of a lot the contract it is a lot of, here."""

    def value(self, concept: Concept, attribute: str) -> Any:
        """The value here. What has none anywhere keeps saying so: not stated is something else than asked."""
        value = getattr(concept, attribute)
        lots: set[str] = set()
        while value is None and attribute in _OF_UMBRELLA and concept.id in self.umbrellas and concept.id not in lots:
            lots.add(concept.id)
            concept = self.umbrellas[concept.id]
            value = getattr(concept, attribute)
        if not self.unknown or value is None or isinstance(value, NO_VALUE):
            return value
        return self.unknown.get((concept.id, attribute), value)


NO_UNKNOWNS = UnknownsAt()
_OF_UMBRELLA = ("start", "end")
"""What a lot takes from the contract it is a lot of, where it says nothing itself."""
_OVER = (ContractStatus.EXPIRED, ContractStatus.TERMINATED)


def reference_day(model: Model) -> date | None:
    """The day a model speaks of: its own ``as_of``, else that of its latest document dated to the day, else None."""
    days = [d.date.latest for d in model.documents.values() if isinstance(d.date, FuzzyDate) and d.date.is_day]
    return model.contents.as_of or max(days, default=None)


def unknowns_in(model: Model, plateau: Plateau | None) -> UnknownsAt:
    """What is unknown in a plateau though it has a value elsewhere; nothing when no plateau is asked about."""
    wholes = () if plateau is None else wholes_of(plateau)
    questions = [q for q in model.questions if q.plateaus and holds_in(q.plateaus, wholes)] if wholes else []
    unknown = {_named(path): Unknown(q.id) for q in questions for path in q.attributes}
    return UnknownsAt(unknown, reference_day(model), _umbrellas(model, plateau))


def _umbrellas(model: Model, plateau: Plateau | None) -> dict[str, Contract]:
    """By id of a lot the contract that composes or aggregates it here; of several the first by id of the relation."""
    umbrellas: dict[str, Contract] = {}
    for lot in model.by_kind(Lot):
        wholes = (r for r in model.incoming(lot) if isinstance(r, (Composition, Aggregation)))
        present = (r for r in wholes if plateau is None or model.in_plateau(r, plateau))
        for relation in sorted(present, key=lambda r: str(r.id)):
            if isinstance(relation.source, Contract):
                umbrellas.setdefault(lot.id, relation.source)
    return umbrellas


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
