"""The closed lists of words of the contract language, and what stands where there is no value."""

from __future__ import annotations

from ea_model.metamodel import datatypes as dt
from ea_model.values import NotApplicable, Unknown

ContractKind = dt.enumeration("ContractKind", "resultaat", "capaciteit", "levering", "interne afspraak", "overdracht")
ContractStatus = dt.enumeration("ContractStatus", "gepland", "lopend", "verlopen", "beëindigd")
PartyCapacity = dt.enumeration("PartyCapacity", "opdrachtgever", "opdrachtnemer")
PlateauLabel = dt.enumeration("PlateauLabel", "huidig", "gepland", "geadviseerd")
Maturity = dt.enumeration("Maturity", "ontbreekt", "beperkt", "aanwezig")
Ambition = dt.enumeration("Ambition", "opbouwen", "versterken", "behouden", "afbouwen")
Effect = dt.enumeration("Effect", "include", "exclude")
Role = dt.enumeration("Role", "R", "A", "S", "C", "I")
Propagation = dt.enumeration("Propagation", "standaard", "geen")
CostBasis = dt.enumeration("CostBasis", "per jaar", "eenmalig", "periode")
CostStatus = dt.enumeration("CostStatus", "geraamd", "overeengekomen", "betaald")
AllocationKey = dt.enumeration("AllocationKey", "volume", "gelijk", "gewichten")

ENUMERATIONS = (
    ContractKind, ContractStatus, PartyCapacity, PlateauLabel, Maturity, Ambition, Effect, Role, Propagation, CostBasis,
    CostStatus, AllocationKey,
)  # fmt: skip

NotKnown = Unknown | NotApplicable | None
"""What an attribute holds when there is no value: explicitly unknown, not applicable, or nothing stated."""
