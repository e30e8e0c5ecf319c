"""What hangs on requirements and capabilities: conditions and needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Concept, Element, attribute
from ea_model.metamodel.lean import LeanClass, LeanObject, LeanReference, add_feature

if TYPE_CHECKING:
    from ea_model.metamodel.contract.activities import Activity


class Condition(LeanObject, metaclass=LeanClass):
    """One check of what a requirement asks, or a combination of checks (``all``, ``any``, ``not``).

    Which arguments a check takes, and what it means: ``ea_model.questions.compliance`` and docs/SEMANTICS.md 9.
    """

    check: str = attribute(dt.TEXT, knowable=False, default="all")
    subject = cast(Concept, LeanReference(Concept, knowable=False))
    target = cast(Concept | None, LeanReference(Concept, knowable=False))
    by: str = attribute(dt.TEXT, knowable=False, default="")
    relation: str = attribute(dt.TEXT, knowable=False, default="")
    feature: str = attribute(dt.TEXT, knowable=False, default="")
    value: str = attribute(dt.TEXT, knowable=False, default="")

    if TYPE_CHECKING:
        activities: tuple[Activity, ...]
        parts: tuple[Condition, ...]


Condition.eClass.eSuperTypes.clear()
add_feature(Condition, "parts", LeanReference(Condition, many=True, knowable=False))


class Need(LeanObject, metaclass=LeanClass):
    """What a capability is needed for: an activity on an element."""

    element = cast(Element, LeanReference(Element, required=True, knowable=False))

    if TYPE_CHECKING:
        activity: Activity


Need.eClass.eSuperTypes.clear()
