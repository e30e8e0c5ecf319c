"""Activities, and which of them a kind of element needs."""

from __future__ import annotations

from typing import ClassVar

from pyecore.ecore import EClass

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import attribute, reference
from ea_model.metamodel.lean import LeanClass, LeanObject


class Activity(LeanObject, metaclass=LeanClass):
    """One responsibility dimension; inner ones stand for their leaves."""

    eClass: ClassVar[EClass]  # noqa: N815
    id: str = attribute(dt.TEXT, knowable=False, key=True, default="")
    label: str = attribute(dt.LABEL, knowable=False, default="")
    definition: str = attribute(dt.LABEL, knowable=False, default="")
    """What it is, with what is part of it and what is not."""
    layers: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    client_side: bool = attribute(dt.BOOLEAN, knowable=False, default=False)
    part_of: Activity | None = reference("Activity", knowable=False)


Activity.eClass.eSuperTypes.clear()


class Applicability(LeanObject, metaclass=LeanClass):
    """One row of the matrix: which leaf activities a kind of element needs and which it may have."""

    kind: str = attribute(dt.TEXT, knowable=False, key=True, default="")
    required: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    optional: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)


Applicability.eClass.eSuperTypes.clear()
