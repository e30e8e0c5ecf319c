"""What is held, used and met about: data, licences, environments, bodies and the processes between parties."""

from __future__ import annotations

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Element, attribute, reference
from ea_model.metamodel.contract import bases
from ea_model.metamodel.contract.words import EnvironmentStage, NotKnown
from ea_model.values import SoftDate, Unknown


class DataSet(bases.DataObject):
    """Data somebody answers for; of personal data the law wants to know who is controller and who processes."""

    personal_data: bool | NotKnown = attribute(dt.BOOLEAN)
    controller: Element | Unknown | None = reference(Element)
    processors: tuple[Element, ...] = reference(Element, many=True)


class Licence(bases.BusinessObject):
    """The right to use something; who has it is its owner, also where that changes on a day."""

    licensor: Element | Unknown | None = reference(Element)
    licence_metric: str | NotKnown = attribute(dt.LABEL)
    expires: SoftDate = attribute(dt.DATE)
    transferable: bool | NotKnown = attribute(dt.BOOLEAN)


class Environment(bases.Grouping):
    """Where something runs while it is made, tested, accepted or used; it groups what stands in it."""

    stage: str | NotKnown = attribute(EnvironmentStage)


class GovernanceBody(bases.BusinessCollaboration):
    """A body that meets: who is in it are relations, who leads it and how often it meets stands here."""

    chair: Element | Unknown | None = reference(Element)
    frequency: str | NotKnown = attribute(dt.LABEL)


class InterfaceProcess(bases.BusinessProcess):
    """What parties do together where they meet; it concerns the relation, or a contract on each side."""

    process: str | NotKnown = attribute(dt.TEXT)
