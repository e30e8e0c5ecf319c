"""Activities, and which of them a kind of element needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pyecore.ecore import EClass

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import attribute
from ea_model.metamodel.contract.parts import Condition, Need
from ea_model.metamodel.lean import LeanClass, LeanObject, LeanReference, add_feature


class Activity(LeanObject, metaclass=LeanClass):
    """One responsibility dimension; inner ones stand for their leaves."""

    eClass: ClassVar[EClass]  # noqa: N815
    id: str = attribute(dt.TEXT, knowable=False, key=True, default="")
    label: str = attribute(dt.LABEL, knowable=False, default="")
    layers: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    client_side: bool = attribute(dt.BOOLEAN, knowable=False, default=False)

    if TYPE_CHECKING:
        part_of: Activity | None


Activity.eClass.eSuperTypes.clear()
add_feature(Activity, "part_of", LeanReference(Activity, knowable=False))
add_feature(Condition, "activities", LeanReference(Activity, many=True, knowable=False))
add_feature(Need, "activity", LeanReference(Activity, required=True, knowable=False))


class Applicability(LeanObject, metaclass=LeanClass):
    """One row of the matrix: which leaf activities a kind of element needs and which it may have."""

    kind: str = attribute(dt.TEXT, knowable=False, key=True, default="")
    required: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    optional: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)


Applicability.eClass.eSuperTypes.clear()
