"""The closed lists of words of the contract language, and what stands where there is no value.

A model holds the plain word; a member of a list equals it, so code compares with members and never with a word.
"""

from __future__ import annotations

from enum import StrEnum

from ea_model.values import NotApplicable, Unknown


class ContractKind(StrEnum):
    """What is agreed: a result, people, goods, something in-house, or handing over."""

    RESULT = "resultaat"
    CAPACITY = "capaciteit"
    DELIVERY = "levering"
    INTERNAL = "interne afspraak"
    TRANSFER = "overdracht"


class ContractStatus(StrEnum):
    """Where a contract is in its life."""

    PLANNED = "gepland"
    RUNNING = "lopend"
    EXPIRED = "verlopen"
    TERMINATED = "beëindigd"


class PartyCapacity(StrEnum):
    """On which side of a contract a party stands."""

    CLIENT = "opdrachtgever"
    CONTRACTOR = "opdrachtnemer"


class PlateauLabel(StrEnum):
    """What a plateau is to those who plan."""

    CURRENT = "huidig"
    PLANNED = "gepland"
    ADVISED = "geadviseerd"


class Maturity(StrEnum):
    """How well an organisation can do something."""

    ABSENT = "ontbreekt"
    LIMITED = "beperkt"
    PRESENT = "aanwezig"


class Ambition(StrEnum):
    """What is wanted of a capability."""

    BUILD = "opbouwen"
    STRENGTHEN = "versterken"
    KEEP = "behouden"
    REDUCE = "afbouwen"


class Effect(StrEnum):
    """What a scope statement does with its subject."""

    INCLUDE = "include"
    EXCLUDE = "exclude"


class Role(StrEnum):
    """RASCI: the part somebody has in an activity."""

    RESPONSIBLE = "R"
    ACCOUNTABLE = "A"
    SUPPORTING = "S"
    CONSULTED = "C"
    INFORMED = "I"


class Propagation(StrEnum):
    """Does a statement travel beyond its subject?"""

    STANDARD = "standaard"
    NONE = "geen"


class CostBasis(StrEnum):
    """Over what time an amount is counted."""

    PER_YEAR = "per jaar"
    ONCE = "eenmalig"
    PERIOD = "periode"


class CostStatus(StrEnum):
    """How sure an amount is."""

    ESTIMATED = "geraamd"
    AGREED = "overeengekomen"
    PAID = "betaald"


class AllocationKey(StrEnum):
    """How an amount is divided over message streams."""

    VOLUME = "volume"
    EQUAL = "gelijk"
    WEIGHTS = "gewichten"


ENUMERATIONS: tuple[type[StrEnum], ...] = (
    ContractKind, ContractStatus, PartyCapacity, PlateauLabel, Maturity, Ambition, Effect, Role, Propagation, CostBasis,
    CostStatus, AllocationKey,
)  # fmt: skip

NotKnown = Unknown | NotApplicable | None
"""What an attribute holds when there is no value: explicitly unknown, not applicable, or nothing stated."""
