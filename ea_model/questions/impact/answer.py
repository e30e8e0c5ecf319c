"""What is hit when an element fails, a contract ends or a party leaves, each with its reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import Element, Realization, archimate_type
from ea_model.metamodel.contract import Contract, MessageStream
from ea_model.questions.impact.arrays import KINDS, along
from ea_model.questions.impact.closure import ImpactHit, upward
from ea_model.questions.impact.loss import Lost, ServiceLoss, losses, only_of, shared_with, with_parts
from ea_model.questions.resolved import resolved, stream_flows
from ea_model.questions.streams.through import VolumeTotal, received, total
from ea_model.scope import Cell, Scope, contract_scope
from ea_model.scope.open_questions import contract_validity
from ea_model.values import Quantity, Truth

_ACTORS = ("BusinessActor", "BusinessRole", "BusinessCollaboration")


class Cause(Enum):
    """What happens."""

    ELEMENT = "ELEMENT"
    CONTRACT = "CONTRACT"
    PARTY = "PARTY"


@dataclass(frozen=True, slots=True)
class Concern:
    """A contract, or own parties, with a part in what fails or is hit."""

    contract: Contract
    elements: tuple[Element, ...]
    """On which elements, by id."""


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody outside who notices."""

    who: Element
    streams: tuple[MessageStream, ...]
    """Of which they are a recipient; empty for one who is only reached along relations."""
    hit: ImpactHit | None
    """The chain that reaches them, if one does."""
    volumes: tuple[Volume, ...] = ()
    """What they get of those streams, a sum for each unit and period; of a shared stream more than nothing, not all."""


@dataclass(frozen=True, slots=True)
class EndingContract:
    """A contract that ends or loses one of its contractors."""

    contract: Contract
    wholly: bool
    """Nobody else carries it out."""


@dataclass(frozen=True, slots=True)
class Volume:
    """The volumes of streams with one unit and period together."""

    unit: str
    per: str
    total: VolumeTotal
    streams: tuple[MessageStream, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that is hit, at one moment."""

    cause: Cause
    subject: Element
    endings: tuple[EndingContract, ...]
    losses: tuple[ServiceLoss, ...]
    """Cells that lose somebody; nothing where an element fails."""
    failed: tuple[Element, ...]
    """Where the failure starts: the element, or the elements with a cell that loses all coverage."""
    cells: tuple[Cell, ...]
    """The cells of the failed elements somebody answers for: whom to call."""
    hits: tuple[ImpactHit, ...]
    contracts: tuple[Concern, ...]
    customers: tuple[Customer, ...]
    streams: tuple[MessageStream, ...]
    unnamed: tuple[MessageStream, ...]
    """Those of them with recipients nobody has named, so that the customers are not all there."""
    volumes: tuple[Volume, ...]
    """Of those streams together, one sum for each unit and period."""
    unmeasured: tuple[MessageStream, ...]
    """Those of them of which nobody knows the volume; every sum is at least what it says."""
    via: tuple[str, ...] = ()
    """The types of relations the failure was followed along; empty where that was all of them."""


def element_fails(scope: Scope, element: Element, via: Collection[str] = ()) -> Impact:
    """What is hit when an element fails; with ``via``, only along relations of those types (`KINDS`)."""
    return _impact(scope, Cause.ELEMENT, element, (), (), (element,), via)


def contract_ends(scope: Scope, contract: Contract | str, via: Collection[str] = ()) -> Impact:
    """What is hit when a contract ends without a successor; `UnknownIdError` for one the model does not have.

    ``via`` as in `element_fails`; the cells that lose somebody do not depend on it.
    """
    provider = contract_scope(scope, contract).provider
    subject = provider.contract
    if subject is None:
        raise ValueError("own parties are no contract")
    lost = losses(scope, lambda part: part.provider.key == provider.key)
    return _impact(scope, Cause.CONTRACT, subject, (EndingContract(subject, True),), lost, _uncovered(lost), via)


def party_leaves(scope: Scope, party: Element, via: Collection[str] = ()) -> Impact:
    """What is hit when a party, with everything that is part of it, stops doing its share.

    Its contracts end where nobody else carries them out. A part held together with others is weakened, not lost.
    ``via`` as in `contract_ends`.
    """
    leaving = with_parts(party, scope)
    gone = losses(scope, lambda part: only_of(part, leaving))
    weaker = losses(scope, lambda part: shared_with(part, leaving))
    lost_cells = {(x.cell.element.id, x.cell.activity) for x in gone}
    shared = tuple(
        ServiceLoss(x.cell, Lost.SUPPORT if x.lost is Lost.SUPPORT else Lost.LEAD, x.parts)
        for x in weaker
        if (x.cell.element.id, x.cell.activity) not in lost_cells
    )
    services = sorted((*gone, *shared), key=lambda x: (x.cell.element.id, x.cell.activity))
    return _impact(scope, Cause.PARTY, party, _endings(scope, leaving), tuple(services), _uncovered(gone), via)


def _uncovered(services: Iterable[ServiceLoss]) -> tuple[Element, ...]:
    elements = {x.cell.element.id: x.cell.element for x in services if x.lost is Lost.COVERAGE}
    return tuple(elements[key] for key in sorted(elements))


def _endings(scope: Scope, leaving: frozenset[str]) -> tuple[EndingContract, ...]:
    """Contracts that hold here and have the party among those who do the work."""
    endings = []
    for contract in scope.model.contracts:
        contractors = contract.contractors if isinstance(contract, Contract) else ()
        inside = [p.who.id in leaving for p in contractors]
        if any(inside) and _holds(scope, contract):
            endings.append(EndingContract(contract, all(inside)))
    return tuple(endings)


def _holds(scope: Scope, contract: Contract) -> bool:
    day = scope.moment.day
    there = scope.facts.holds(contract.plateaus)
    return there and (day is None or contract_validity(contract, day, scope.facts.unknowns) is not Truth.NO)


def _impact(
    scope: Scope, cause: Cause, subject: Element, endings: tuple[EndingContract, ...], lost: tuple[ServiceLoss, ...],
    failed: tuple[Element, ...], via: Collection[str],
) -> Impact:  # fmt: skip
    chosen = along(via)
    hits = upward(scope, failed, chosen)
    touched = (*failed, *(h.element for h in hits))
    streams = _streams(scope, touched, chosen or KINDS)
    return Impact(
        cause=cause,
        subject=subject,
        endings=endings,
        losses=lost,
        failed=failed,
        cells=tuple(c for e in failed for c in scope.cells(e) if c.responsible),
        hits=hits,
        contracts=_concerns(scope, touched),
        customers=_customers(scope, hits, streams),
        streams=streams,
        unnamed=tuple(s for s in streams if len(known_recipients(s)) < max(1, len(s.recipients))),
        volumes=_volumes(streams),
        unmeasured=tuple(s for s in streams if not isinstance(s.volume, Quantity)),
        via=chosen,
    )


def _concerns(scope: Scope, touched: Iterable[Element]) -> tuple[Concern, ...]:
    """Contracts with a lead or a supply on what fails or is hit."""
    number = scope.index.number
    reached = np.zeros(len(scope.index.elements), dtype=bool)
    reached[[number[e.id] for e in touched]] = True
    concerns: dict[str, tuple[Contract, dict[str, Element]]] = {}
    for element in (scope.index.elements[i] for i in np.flatnonzero(reached & _has_labels(scope))):
        parts = (part for cell in scope.cells(element) for part in (*cell.leads, *cell.support))
        for part in parts:
            if part.provider.contract is not None:
                entry = concerns.setdefault(part.provider.key, (part.provider.contract, {}))
                entry[1][element.id] = element
    return tuple(
        Concern(contract, tuple(elements[i] for i in sorted(elements)))
        for _, (contract, elements) in sorted(concerns.items())
    )


def _has_labels(scope: Scope) -> NDArray[np.bool_]:
    """Elements anybody has a part in, maybe or for certain."""
    propagation = scope.propagation
    labels: NDArray[np.uint64] = np.bitwise_or(propagation.upper.possible, propagation.lower.possible)
    return np.asarray(labels.any(axis=1), dtype=bool)


def _streams(scope: Scope, touched: Iterable[Element], kinds: Collection[str]) -> tuple[MessageStream, ...]:
    """Message streams whose flows run through what is touched or a service it realizes; actors carry no stream.

    A stream is flows, and services hang on realizations: neither counts where nobody follows such relations.
    """
    if "Flow" not in kinds:
        return ()
    flows = stream_flows(scope)
    if not flows:
        return ()
    actors = scope.model.language.types(*_ACTORS)
    carriers = {e.id for e in touched if not isinstance(e, actors)}
    realized = resolved(scope, Realization) if "Realization" in kinds else ()
    inside = carriers | {r.target.id for r in realized if r.source.id in carriers}
    streams = {f.stream.id: f.stream for f in flows if not inside.isdisjoint((f.flow.source.id, f.flow.target.id))}
    return tuple(streams[key] for key in sorted(streams))


def _customers(scope: Scope, hits: tuple[ImpactHit, ...], streams: tuple[MessageStream, ...]) -> tuple[Customer, ...]:
    """Recipients of the streams, and actors outside the own organisation that are reached, by id."""
    own = with_parts(scope.model.organisation, scope) if scope.model.organisation is not None else frozenset()
    reached = {h.element.id: h for h in hits}
    received_by: dict[str, list[MessageStream]] = {}
    who: dict[str, Element] = {}
    for stream in streams:
        for recipient in known_recipients(stream):
            received_by.setdefault(recipient.id, []).append(stream)
            who[recipient.id] = recipient
    who |= {h.element.id: h.element for h in hits if _is_outside(h.element, own)}
    return tuple(
        Customer(who[key], tuple(streams_of), reached.get(key), _volumes(streams_of, who[key]))
        for key in sorted(who)
        for streams_of in (received_by.get(key, []),)
    )


def _volumes(streams: Sequence[MessageStream], recipient: Element | None = None) -> tuple[Volume, ...]:
    """The sums of streams, or of what one recipient gets of them."""
    groups: dict[tuple[str, str], list[MessageStream]] = {}
    for stream in streams:
        if isinstance(stream.volume, Quantity):
            groups.setdefault((stream.volume.unit, stream.volume.per), []).append(stream)
    return tuple(
        Volume(unit, per, total(group) if recipient is None else received(group, recipient), tuple(group))
        for (unit, per), group in sorted(groups.items())
    )


def known_recipients(stream: MessageStream) -> tuple[Element, ...]:
    """The recipients of a stream the model names; what stands there as unknown is left out."""
    return tuple(r for r in stream.recipients if isinstance(r, Element))


def _is_outside(element: Element, own: frozenset[str]) -> bool:
    return archimate_type(type(element)) == "BusinessActor" and element.id not in own
