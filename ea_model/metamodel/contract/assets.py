"""Technology that is owned, ages and may be taken over; what platforms and security monitoring are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Element, attribute, reference
from ea_model.metamodel.contract import bases
from ea_model.metamodel.contract.words import NotKnown
from ea_model.metamodel.lean import make_abstract
from ea_model.values import Quantity

if TYPE_CHECKING:
    from ea_model.metamodel.contract.motivation import Requirement


class Asset(Element):
    """What can be owned, ages and may be taken over."""

    age: Quantity | NotKnown = attribute(dt.LENGTH)
    replacement_due: bool | NotKnown = attribute(dt.BOOLEAN)
    takeover_option: bool | NotKnown = attribute(dt.BOOLEAN)
    book_value: Quantity | NotKnown = attribute(dt.MONEY)
    market_value: Quantity | NotKnown = attribute(dt.MONEY)
    takeover_terms: tuple[Requirement, ...] = reference("Requirement", many=True, knowable=False)


make_abstract(Asset)


class Node(Asset, bases.Node):
    """Node as an asset."""


class Device(Asset, bases.Device):
    """Device as an asset."""


class SystemSoftware(Asset, bases.SystemSoftware):
    """System software as an asset."""


class Facility(Asset, bases.Facility):
    """Facility (a building) as an asset; a Dutch *voorziening* is an application, not this."""


class Platform(Node):
    """A layer between infrastructure and applications that somebody builds and runs."""


class SecurityFunction(bases.BusinessFunction):
    """Monitoring and operational information security (SIEM/SOC)."""
