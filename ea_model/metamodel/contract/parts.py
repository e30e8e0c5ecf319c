"""What hangs on requirements and capabilities: conditions and needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Concept, Element, attribute, reference
from ea_model.metamodel.lean import LeanClass, LeanObject

if TYPE_CHECKING:
    from ea_model.metamodel.contract.activities import Activity


class Condition(LeanObject, metaclass=LeanClass):
    """One check of what a requirement asks, or a combination of checks (``all``, ``any``, ``not``).

    Which arguments a check takes, and what it means: ``ea_model.questions.compliance`` and docs/SEMANTICS.md 9.
    """

    check: str = attribute(dt.TEXT, knowable=False, default="all")
    subject: Concept = reference(Concept, knowable=False)
    target: Concept | None = reference(Concept, knowable=False)
    by: str = attribute(dt.TEXT, knowable=False, default="")
    relation: str = attribute(dt.TEXT, knowable=False, default="")
    feature: str = attribute(dt.TEXT, knowable=False, default="")
    value: str = attribute(dt.TEXT, knowable=False, default="")
    parts: tuple[Condition, ...] = reference("Condition", many=True, knowable=False)
    activities: tuple[Activity, ...] = reference("Activity", many=True, knowable=False)


Condition.eClass.eSuperTypes.clear()


class Need(LeanObject, metaclass=LeanClass):
    """What a capability is needed for: an activity on an element."""

    element: Element = reference(Element, required=True, knowable=False)
    activity: Activity = reference("Activity", required=True, knowable=False)


Need.eClass.eSuperTypes.clear()
