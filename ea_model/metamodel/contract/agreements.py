"""Contracts: who agreed what with whom, from when till when, for how much."""

from __future__ import annotations

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Element, attribute, reference
from ea_model.metamodel.contract import bases
from ea_model.metamodel.contract.words import (
    ContractKind,
    ContractStatus,
    Legality,
    NotKnown,
    PartyCapacity,
    Replaceability,
)
from ea_model.metamodel.lean import LeanClass, LeanObject
from ea_model.values import Count, Fraction, Quantity, SoftDate, Unknown


class Party(LeanObject, metaclass=LeanClass):
    """One party to a contract: who, in which capacity, how many of them, and from when till when.

    ``rank`` is how far down the chain a subcontractor stands (1 works for the contractor itself), ``under`` for whom.
    """

    who: Element = reference(Element, required=True, knowable=False)
    capacity: str = attribute(PartyCapacity, knowable=False, default=PartyCapacity.CONTRACTOR)
    count: Count | Unknown | None = attribute(dt.COUNT)
    rank: int | None = attribute(dt.INTEGER, knowable=False)
    under: Element | None = reference(Element, knowable=False)
    start: SoftDate = attribute(dt.DATE)
    until: SoftDate = attribute(dt.DATE)


Party.eClass.eSuperTypes.clear()


class Contract(bases.Contract):
    """An agreement; ``start``/``end`` bound its validity, ``open_list`` says its object is not exhaustively listed.

    ``maximum_quantity``, ``term_reason`` (why longer than the law usually lets) and ``call_off`` (how) are what a
    framework agreement has to say; ``bridges`` names what a bridging contract continues; ``supports`` the functions
    and processes that stand or fall with it, ``precedence`` which document wins where two differ.
    """

    contract_kind: str | NotKnown = attribute(ContractKind)
    contract_status: str | NotKnown = attribute(ContractStatus)
    start: SoftDate = attribute(dt.DATE)
    end: SoftDate = attribute(dt.DATE)
    signing: SoftDate = attribute(dt.DATE)
    term: str | NotKnown = attribute(dt.LABEL)
    notice_period: str | NotKnown = attribute(dt.LABEL)
    extension: str | NotKnown = attribute(dt.LABEL)
    value: Quantity | NotKnown = attribute(dt.MONEY)
    maximum_value: Quantity | NotKnown = attribute(dt.MONEY)
    price: Quantity | NotKnown = attribute(dt.MONEY)
    change_threshold: Quantity | NotKnown = attribute(dt.MONEY)
    change_limit: Fraction | NotKnown = attribute(dt.FRACTION)
    allocation: str | NotKnown = attribute(dt.LABEL)
    parties: tuple[Party, ...] = reference(Party, many=True, knowable=False)
    replaces: tuple[Contract, ...] = reference("Contract", many=True)
    maximum_quantity: Quantity | NotKnown = attribute(dt.QUANTITY)
    term_reason: str | NotKnown = attribute(dt.LABEL)
    call_off: str | NotKnown = attribute(dt.LABEL)
    legality: str | NotKnown = attribute(Legality)
    bridges: tuple[Contract, ...] = reference("Contract", many=True)
    precedence: str | NotKnown = attribute(dt.LABEL)
    planned_start: SoftDate = attribute(dt.DATE)
    planned_end: SoftDate = attribute(dt.DATE)
    supports: tuple[Element, ...] = reference(Element, many=True)
    replaceability: str | NotKnown = attribute(Replaceability)
    exit_plan: str | NotKnown = attribute(dt.LABEL)

    @property
    def contractors(self) -> tuple[Party, ...]:
        """The parties that do the work."""
        return tuple(p for p in self.parties if p.capacity == PartyCapacity.CONTRACTOR)


class FrameworkAgreement(Contract):
    """Raamovereenkomst: terms for call-offs to come."""


class CallOff(Contract):
    """Nadere overeenkomst under a framework agreement."""


class Lot(Contract):
    """Perceel: a part of a procurement that is awarded on its own."""


class Arrangement(Contract):
    """An arrangement the source names no contract for."""


class PublicAgreement(Contract):
    """An agreement between public bodies, such as one that uses what another provides."""


class InHouse(Contract):
    """An internal agreement: the own organisation does it."""
