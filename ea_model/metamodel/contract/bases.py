"""The ArchiMate types that kinds of the contract language specialise, by the names they bear there.

They are made from a table when ``archimate`` loads; the type checker takes them for elements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ea_model.metamodel.archimate import ELEMENT_TYPES, Element

if TYPE_CHECKING:
    Assessment = Element
    BusinessFunction = Element
    BusinessObject = Element
    Capability = Element
    Contract = Element
    Deliverable = Element
    Device = Element
    Facility = Element
    Goal = Element
    ImplementationEvent = Element
    Node = Element
    Plateau = Element
    Requirement = Element
    SystemSoftware = Element
    Value = Element
    WorkPackage = Element
else:
    Assessment = ELEMENT_TYPES["Assessment"]
    BusinessFunction = ELEMENT_TYPES["BusinessFunction"]
    BusinessObject = ELEMENT_TYPES["BusinessObject"]
    Capability = ELEMENT_TYPES["Capability"]
    Contract = ELEMENT_TYPES["Contract"]
    Deliverable = ELEMENT_TYPES["Deliverable"]
    Device = ELEMENT_TYPES["Device"]
    Facility = ELEMENT_TYPES["Facility"]
    Goal = ELEMENT_TYPES["Goal"]
    ImplementationEvent = ELEMENT_TYPES["ImplementationEvent"]
    Node = ELEMENT_TYPES["Node"]
    Plateau = ELEMENT_TYPES["Plateau"]
    Requirement = ELEMENT_TYPES["Requirement"]
    SystemSoftware = ELEMENT_TYPES["SystemSoftware"]
    Value = ELEMENT_TYPES["Value"]
    WorkPackage = ELEMENT_TYPES["WorkPackage"]
