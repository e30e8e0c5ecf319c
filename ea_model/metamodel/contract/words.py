"""The closed lists of words of the contract language, and what stands where there is no value.

A model holds the plain word; a member of a list equals it, so code compares with members and never with a word.
"""

from __future__ import annotations

from ea_model.values import NotApplicable, Unknown
from ea_model.values.closed_list import ClosedList


class ContractKind(ClosedList):
    """What is agreed: a result, people, goods, something in-house, or handing over."""

    RESULT = "result", "resultaat"
    CAPACITY = "capacity", "capaciteit"
    DELIVERY = "supply", "levering"
    INTERNAL = "internal", "interne afspraak"
    TRANSFER = "transfer", "overdracht"


class ContractStatus(ClosedList):
    """Where a contract is in its life."""

    PLANNED = "planned", "gepland"
    RUNNING = "running", "lopend"
    EXPIRED = "expired", "verlopen"
    TERMINATED = "terminated", "beëindigd", "beeindigd"


class PartyCapacity(ClosedList):
    """On which side of a contract a party stands."""

    CLIENT = "client", "opdrachtgever"
    CONTRACTOR = "contractor", "opdrachtnemer"
    SUBCONTRACTOR = "subcontractor", "onderaannemer"
    CONSORTIUM_MEMBER = "consortium_member", "combinant"
    RESERVE = "reserve", "reserveleverancier", "wachtkamer"
    OWNER = "owner", "eigenaar"
    OPERATOR = "operator", "beheerder"


class Legality(ClosedList):
    """Whether a contract was made as the law of procurement asks."""

    LAWFUL = "lawful", "rechtmatig"
    UNLAWFUL = "unlawful", "onrechtmatig"
    DISPUTED = "disputed", "betwist"


class Replaceability(ClosedList):
    """How hard it is to have somebody else do what a contract covers."""

    EASY = "easy", "eenvoudig"
    DIFFICULT = "difficult", "moeilijk"
    IMPOSSIBLE = "impossible", "onmogelijk"


class DecisionStatus(ClosedList):
    """How far a decision is."""

    PROPOSED = "proposed", "voorgesteld"
    TAKEN = "taken", "genomen"
    WITHDRAWN = "withdrawn", "ingetrokken"


class AdviceStatus(ClosedList):
    """What became of an advice."""

    ADOPTED = "adopted", "overgenomen"
    PARTLY = "partly", "deels"
    REJECTED = "rejected", "afgewezen"
    OVERTAKEN = "overtaken", "achterhaald"


class EnvironmentStage(ClosedList):
    """What an environment is for."""

    DEVELOPMENT = "development", "ontwikkelomgeving"
    TEST = "test", "testomgeving"
    ACCEPTANCE = "acceptance", "acceptatieomgeving"
    PRODUCTION = "production", "productieomgeving"


class PlateauLabel(ClosedList):
    """What a plateau is to those who plan."""

    CURRENT = "current", "huidig"
    PLANNED = "planned", "gepland"
    ADVISED = "advised", "geadviseerd"


class Maturity(ClosedList):
    """How well an organisation can do something."""

    ABSENT = "absent", "ontbreekt"
    LIMITED = "limited", "beperkt"
    PRESENT = "present", "aanwezig"


class Ambition(ClosedList):
    """What is wanted of a capability."""

    BUILD = "build", "opbouwen"
    STRENGTHEN = "strengthen", "versterken"
    KEEP = "keep", "behouden"
    REDUCE = "reduce", "afbouwen"


class Effect(ClosedList):
    """What a scope statement does with its subject."""

    INCLUDE = "include", "insluiten"
    EXCLUDE = "exclude", "uitsluiten"


class Role(ClosedList):
    """RASCI: the part somebody has in an activity."""

    RESPONSIBLE = "R", "responsible", "verantwoordelijk"
    ACCOUNTABLE = "A", "accountable", "eindverantwoordelijk"
    SUPPORTING = "S", "supporting", "ondersteunend"
    CONSULTED = "C", "consulted", "geraadpleegd"
    INFORMED = "I", "informed", "geïnformeerd"


class Propagation(ClosedList):
    """Does a statement travel beyond its subject?"""

    STANDARD = "standard", "standaard"
    NONE = "none", "geen"


class CostBasis(ClosedList):
    """Over what time an amount is counted."""

    PER_YEAR = "per_year", "per jaar"
    ONCE = "once", "eenmalig"
    PERIOD = "period", "periode"


class CostStatus(ClosedList):
    """How sure an amount is."""

    ESTIMATED = "estimated", "geraamd"
    AGREED = "agreed", "overeengekomen"
    PAID = "paid", "betaald"


class AllocationKey(ClosedList):
    """How an amount is divided over message streams."""

    VOLUME = "volume", "omvang"
    EQUAL = "equal", "gelijk"
    WEIGHTS = "weights", "gewichten"


ENUMERATIONS: tuple[type[ClosedList], ...] = (
    ContractKind, ContractStatus, PartyCapacity, Legality, Replaceability, DecisionStatus, AdviceStatus,
    EnvironmentStage, PlateauLabel, Maturity, Ambition, Effect, Role, Propagation, CostBasis, CostStatus, AllocationKey,
)  # fmt: skip

NotKnown = Unknown | NotApplicable | None
"""What an attribute holds when there is no value: explicitly unknown, not applicable, or nothing stated."""
