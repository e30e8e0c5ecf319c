"""The ArchiMate types that kinds of the contract language specialise, by the names they bear there.

They are made from a table when ``archimate`` loads; the type checker takes them for elements. What a language has
instead, where it lacks one of them, is for the `Language` to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ea_model.metamodel import archimate
from ea_model.metamodel.archimate import Element

if TYPE_CHECKING:
    Assessment = Element
    BusinessActor = Element
    BusinessCollaboration = Element
    BusinessFunction = Element
    BusinessObject = Element
    BusinessProcess = Element
    BusinessRole = Element
    Capability = Element
    Contract = Element
    DataObject = Element
    Deliverable = Element
    Device = Element
    Facility = Element
    Goal = Element
    Grouping = Element
    ImplementationEvent = Element
    Node = Element
    Plateau = Element
    Requirement = Element
    SystemSoftware = Element
    Value = Element
    WorkPackage = Element
else:

    def __getattr__(name: str) -> type[Element]:
        kind = archimate.eClass.getEClassifier(name)
        if kind is None:
            raise AttributeError(name)
        return kind.python_class
