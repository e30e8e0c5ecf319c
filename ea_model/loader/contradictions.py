"""The pass for what contradicts itself: each thing with the place of the value that cannot be meant.

What can mean nothing is an error in a text of ours; what may be meant, and all of it in somebody else's file, is told
beside the model as finding CONTRADICTION.
"""

from __future__ import annotations

from typing import Any

from ea_model.loader.checks import cycles
from ea_model.loader.context import Load
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import (
    Contract,
    ContractStatus,
    CostItem,
    PassThroughScenario,
    Plateau,
    ScopeStatement,
    WorkPackage,
)
from ea_model.source.records import ParsedEntry, place_of
from ea_model.values import FuzzyDate
from ea_model.values.durations import repeated

_PERIODS: tuple[tuple[type[Any], str, str], ...] = (
    (Element, "exists_from", "exists_until"),
    (Contract, "start", "end"),
    (Contract, "signing", "end"),
    (WorkPackage, "start", "end"),
    (CostItem, "start", "end"),
    (PassThroughScenario, "start", "end"),
    (Plateau, "start", "until"),
    (ScopeStatement, "valid_from", "valid_until"),
)
"""Attributes of which the first is never after the second."""
_SPELLED = {
    "exists_from": ("exists", "from"), "exists_until": ("exists", "until"), "valid_from": ("valid", "from"),
    "valid_until": ("valid", "until"),
}  # fmt: skip
"""Where a file says an attribute that does not stand under its own name."""
_FOR_EVER = ("onbepaalde tijd", "voor onbepaalde tijd", "indefinite")
"""Terms that are no length, and say so."""
_NO_PARTIES = ("Application", "Technology", "Physical")
"""Layers of things: they look after nothing."""


def tell_contradictions(load: Load) -> None:
    """Look at what these records say, now that all of it is there."""
    circles = _circles_of_contracts(load)
    for record in (*load.section("elements"), *load.section("extend")):
        element = load.concepts.get(record.id)
        if isinstance(element, Element):
            _of_element(load, element, record)
        for circle in circles.get(record.id, ()):
            message = Message("circle", feature="replaces", circle=" → ".join((*circle, record.id)))
            load.contradict(_at(record, "replaces"), message, record.id)
    statements = {statement.id: statement for statement in load.contents.statements}
    for record in load.section("statements"):
        if record.id in statements:
            _of_statement(load, statements[record.id], record)
    _of_sources(load)
    _of_organisation(load)


def _of_element(load: Load, element: Element, record: ParsedEntry) -> None:
    _backwards(load, element, record)
    if isinstance(element, Plateau) and element in element.alternative_to:
        message = Message("itself", id=element.id, feature="alternative_to")
        load.complain(_at(record, "alternative_to"), "CYCLE", message)
    if isinstance(element, Contract):
        _of_contract(load, element, record)
    if record.fields.get("name") == "" and "name" in record.fields and not load.lenient:
        load.contradict(_at(record, "name"), Message("empty_name", id=record.id), record.id)


def _of_contract(load: Load, contract: Contract, record: ParsedEntry) -> None:
    if contract in contract.replaces:
        message = Message("itself", id=contract.id, feature="replaces")
        load.contradict(_at(record, "replaces"), message, contract.id)
    over = (ContractStatus.TERMINATED, ContractStatus.EXPIRED)
    if contract.contract_status in over and isinstance(contract.end, FuzzyDate) and contract.end.precision == "open":
        message = Message("ended_open", id=contract.id, status=Message(f"Word.{contract.contract_status}"))
        load.contradict(_at(record, "end"), message, contract.id)
    for attribute in ("term", "notice_period", "extension"):
        _length(load, contract, attribute, _at(record, attribute))
    for party in contract.parties:
        _party(load, party.who, _at(record, "parties"), contract.id)


def _length(load: Load, contract: Contract, attribute: str, place: Place) -> None:
    """Somebody counts with it, so it is a length of time; one below nothing can mean nothing."""
    text = contract.eGet(attribute)
    if not isinstance(text, str) or not text or (attribute == "term" and text.casefold() in _FOR_EVER):
        return
    try:
        repeated(text)
    except ValueError as error:
        if text.lstrip().startswith(("-", "−")):
            load.complain(place, "VALUE", Message("about", name=attribute, error=error))
        else:
            load.contradict(place, Message("no_length", name=attribute, id=contract.id, error=error), contract.id)


def _circles_of_contracts(load: Load) -> dict[str, list[tuple[str, ...]]]:
    """Contracts that replace each other in a circle, by the id each circle begins with."""
    contracts = [element for element in load.contents.elements if isinstance(element, Contract)]
    steps = {one.id: [other.id for other in one.replaces if isinstance(other, Contract)] for one in contracts}
    circles: dict[str, list[tuple[str, ...]]] = {}
    for circle in cycles(steps):
        if len(circle) > 1:
            circles.setdefault(circle[0], []).append(circle)
    return circles


def _of_statement(load: Load, statement: ScopeStatement, record: ParsedEntry) -> None:
    _backwards(load, statement, record)
    subject = statement.subject
    if isinstance(subject, (Contract, Plateau)):
        message = Message("subject_no_scope", id=subject.id, kind=subject.kind)
        load.contradict(_at(record, "subject"), message, statement.id)
    if "party" in record.fields:
        for party in statement.parties:
            _party(load, party, _at(record, "party"), statement.id)


def _party(load: Load, who: Element, place: Place, subject: str) -> None:
    if isinstance(who, (Contract, Plateau)) or load.contents.metamodel.language.layer_of(type(who)) in _NO_PARTIES:
        load.contradict(place, Message("no_party", id=who.id, kind=who.kind), subject)


def _backwards(load: Load, subject: Any, record: ParsedEntry) -> None:
    """A period that certainly ends before it begins."""
    for kind, first, last in _PERIODS:
        if not isinstance(subject, kind):
            continue
        begin, end = subject.eGet(first), subject.eGet(last)
        if isinstance(begin, FuzzyDate) and isinstance(end, FuzzyDate) and begin.earliest > end.latest:
            named = {"first": _written(subject, first), "last": _written(subject, last)}
            message = Message("dates_backwards", id=subject.id, begin=begin, end=end, **named)
            load.contradict(_at(record, *_SPELLED.get(last, (last,))), message, subject.id)


def _written(subject: object, attribute: str) -> str:
    """What a file calls an attribute."""
    if isinstance(subject, Plateau) and attribute == "start":
        return "from"
    return " ".join(_SPELLED.get(attribute, (attribute,)))


def _of_sources(load: Load) -> None:
    for record in load.section("documents"):
        if not record.fields.get("title"):
            load.contradict(record.place, Message("document_no_title", id=record.id))
    for record in load.section("facts"):
        if not record.fields.get("document"):
            load.contradict(record.place, Message("fact_no_document", id=record.id))


def _of_organisation(load: Load) -> None:
    organisation = load.contents.organisation
    for record in load.section("model")[:1]:
        if organisation is not None and isinstance(record.fields, dict) and "organisation" in record.fields:
            _party(load, organisation, _at(record, "organisation"), organisation.id)


def _at(record: ParsedEntry, *path: str) -> Place:
    """Where an entry says something; the entry itself where it does not say it there."""
    value: Any = record.fields
    place = record.place
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
        place = place_of(value, place)
    return place
