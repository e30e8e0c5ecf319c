"""Message streams, and the flows that carry them."""

from __future__ import annotations

from ea_model.metamodel import archimate
from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Element, attribute, reference
from ea_model.metamodel.contract import bases
from ea_model.metamodel.contract.words import NotKnown
from ea_model.values import Quantity


class MessageStream(bases.BusinessObject):
    """Berichtenstroom: messages of one sort from senders to recipients."""

    volume: Quantity | NotKnown = attribute(dt.QUANTITY)
    senders: tuple[Element, ...] = reference(Element, many=True)
    recipients: tuple[Element, ...] = reference(Element, many=True)
    split: str | NotKnown = attribute(dt.LABEL)


class Flow(archimate.Flow):
    """A flow that may carry a message stream."""

    stream: MessageStream = reference(MessageStream, knowable=False)
