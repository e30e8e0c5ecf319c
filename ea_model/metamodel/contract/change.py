"""What is to become of the architecture: plateaus, work and tenders."""

from __future__ import annotations

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import attribute, reference
from ea_model.metamodel.contract import bases
from ea_model.metamodel.contract.words import NotKnown, PlateauLabel
from ea_model.values import Quantity, SoftDate


class Plateau(bases.Plateau):
    """A state of the architecture that holds for a while.

    ``complete``: the kinds of which it lists all there is, so that what is not there does not exist.
    """

    label: str | NotKnown = attribute(PlateauLabel)
    start: SoftDate = attribute(dt.DATE)
    until: SoftDate = attribute(dt.DATE)
    follows: tuple[Plateau, ...] = reference("Plateau", many=True, knowable=False)
    alternative_to: tuple[Plateau, ...] = reference("Plateau", many=True, knowable=False)
    part_of: Plateau | None = reference("Plateau", knowable=False)
    complete: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)


class WorkPackage(bases.WorkPackage):
    """Work with a begin, an end and a cost; what was planned stays beside what came to be."""

    start: SoftDate = attribute(dt.DATE)
    end: SoftDate = attribute(dt.DATE)
    duration: Quantity | NotKnown = attribute(dt.LENGTH)
    cost: Quantity | NotKnown = attribute(dt.MONEY)
    planned_start: SoftDate = attribute(dt.DATE)
    planned_end: SoftDate = attribute(dt.DATE)


class Tender(WorkPackage):
    """Aanbesteding: the procedure that leads to contracts."""

    bids_from: SoftDate = attribute(dt.DATE)
    signing: SoftDate = attribute(dt.DATE)
    value: Quantity | NotKnown = attribute(dt.MONEY)
    procedure: str | NotKnown = attribute(dt.LABEL)
