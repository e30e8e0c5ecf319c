"""The passes for everything that is said about the model: documents, facts, statements, closures, questions, terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ea_model.loader import covers
from ea_model.loader.concepts import feature_name, parse_reference
from ea_model.loader.context import MEANT, Load, as_list
from ea_model.loader.selectors import selector_of
from ea_model.loader.values import language_text, parse_attribute, parse_source_ref, parse_sources
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import (
    ClosureStatement,
    Document,
    OpenQuestion,
    ScopeStatement,
    Selector,
    Statement,
    TermConflict,
)
from ea_model.metamodel.lean import LeanObject, LeanReference, features_of
from ea_model.source.conventions import IN_HOUSE_WORDS
from ea_model.source.records import ParsedEntry, place_of
from ea_model.values import Unknown

Handler = Callable[[Load, Any, Any, Place], None]
NOT_A_FIELD = frozenset({"id", "sources", "inherits", "selector"})
"""Features a model file does not name: they follow from the rest."""


def read_documents_and_facts(load: Load) -> None:
    """The source register comes first: everything else cites it."""
    for record in load.distinct("documents"):
        document = Document(id=str(record.id))
        _fill(load, document, record, {})
        load.contents.documents[document.id] = document
    for record in load.distinct("facts"):
        fact = parse_source_ref(load, record.fields, record.place, str(record.id))
        if fact is None:
            load.refused.add(record.id)
        else:
            load.contents.facts[record.id] = fact
            load.contents.places[f"fact {record.id}"] = record.place


def read_statements(load: Load) -> None:
    """Scope statements, closures, open questions and term conflicts."""
    contents = load.contents
    covers.write_out(load)
    for record in load.section("statements"):
        statement = create_statement(load, ScopeStatement, record, SCOPE_FIELDS)
        _check_scope_statement(load, statement, record)
        _inherit(statement, record)
        contents.statements.append(statement)
    for record in load.section("closures"):
        closure = create_statement(load, ClosureStatement, record, {"element": _set_closed, "activity": _set_activity})
        if not (closure.element or closure.selector or closure.activity or closure.contract):
            message = Message("closes_nothing", id=record.id)
            load.error(record.place, "REQUIRED", message)
        contents.closures.append(closure)
    for record in load.section("unknowns"):
        question = create_statement(load, OpenQuestion, record, {"about": _about_of(record), **_CITED})
        unknowns = load.asked.get(question.id, ())
        question.about = tuple(dict.fromkeys((*question.about, *(concept for concept, _ in unknowns))))
        names = (f"{concept.id}.{name}" for concept, name in unknowns)
        question.attributes = tuple(dict.fromkeys((*question.attributes, *names)))
        contents.questions.append(question)
        if "about" not in record.fields and not question.attributes:
            load.error(record.place, "REQUIRED", Message("question_about", id=record.id))
    for record in load.section("terms"):
        contents.terms.append(create_statement(load, TermConflict, record, {"readings": _set_readings}))
    questions = {question.id for question in contents.questions}
    for question, place in load.tied:
        if question not in questions:
            message = Message("no_question", id=question)
            load.complain(place, "REFERENCE", message, near=(question, questions))


def create_statement(load: Load, kind: type[Any], record: ParsedEntry, handlers: dict[str, Handler]) -> Any:
    statement = kind(id=str(record.id))
    if record.id in load.made_ids or load.check_identifier(record.id, record.place):
        load.take(record.id, record.place)
    _fill(load, statement, record, {"source": _set_sources, **handlers})
    return statement


def _fill(load: Load, target: LeanObject, record: ParsedEntry, handlers: dict[str, Handler]) -> None:
    """Fill features by name; ``handlers`` take the fields that mean something more."""
    features = features_of(type(target))
    for key, value in record.fields.items():
        place = place_of(key, record.place)
        if key in handlers:
            handlers[key](load, target, value, place)
        elif key in features and key not in NOT_A_FIELD:
            feature = features[key]
            parse = parse_reference if isinstance(feature, LeanReference) else parse_attribute
            parsed = parse(load, feature, value, place)
            if parsed is not None:
                target.eSet(key, parsed)
        else:
            fields = [*handlers, *(f for f in features if f not in NOT_A_FIELD)]
            load.error(place, "FIELD", Message("field_none", name=record.id, key=key), near=(str(key), fields))


def _cited(name: str) -> Handler:
    """What sets the sources that a feature beside ``sources`` cites."""
    return lambda load, target, value, place: target.eSet(name, parse_sources(load, value, place))


_CITED = {name: _cited(name) for name in ("answered_by", "contradicted_by")}


def _set_sources(load: Load, target: Statement, value: Any, place: Place) -> None:
    target.sources = parse_sources(load, value, place)


def _set_contract(load: Load, target: ScopeStatement, value: Any, place: Place) -> None:
    if value in IN_HOUSE_WORDS:
        target.own = True
        return
    if isinstance(value, str) and value not in load.concepts and MEANT.get(value.casefold()) in IN_HOUSE_WORDS:
        message = Message("no_concept", id=value)
        load.error(place_of(value, place), "REFERENCE", message, near=(value, IN_HOUSE_WORDS))
        return
    feature = features_of(ScopeStatement)["contract"]
    target.contract = parse_reference(load, feature, value, place)


def _set_parties(load: Load, target: ScopeStatement, value: Any, place: Place) -> None:
    target.parties = load.elements(value, place)


def _set_subject(load: Load, target: ScopeStatement, value: Any, place: Place) -> None:
    _set_about_one(load, target, "subject", value, place)


def _set_about_one(
    load: Load, target: ScopeStatement | ClosureStatement, feature: str, value: Any, place: Place
) -> None:
    """One element, or a selector of several."""
    if isinstance(value, Selector):
        target.selector = value
    elif isinstance(value, dict):
        target.selector = selector_of(load, value, place)
    else:
        target.eSet(feature, load.concept_of(value, place, Element, Message("element_or_grouping")))


def _set_closed(load: Load, target: ClosureStatement, value: Any, place: Place) -> None:
    _set_about_one(load, target, "element", value, place)


def _set_activity(load: Load, target: Any, value: Any, place: Place) -> None:
    if not isinstance(value, str):
        load.error(place_of(value, place), "SHAPE", Message("one_activity"))
        return
    activity = load.contents.activities.get(value)
    if activity is None:
        where = place_of(value, place)
        load.error(where, "REFERENCE", Message("no_activity", id=value), near=(str(value), load.contents.activities))
    else:
        target.activity = activity


def _set_validity(load: Load, target: ScopeStatement, value: Any, place: Place) -> None:
    if not isinstance(value, dict) or not set(value) <= {"from", "until"}:
        load.error(place, "SHAPE", Message("valid_shape"))
        return
    for key, name in (("from", "valid_from"), ("until", "valid_until")):
        if key in value:
            parsed = parse_attribute(load, features_of(ScopeStatement)[name], value[key], place)
            if parsed is not None:
                target.eSet(name, parsed)


SCOPE_FIELDS: dict[str, Handler] = {
    "contract": _set_contract,
    "party": _set_parties,
    "subject": _set_subject,
    "activity": _set_activity,
    "valid": _set_validity,
}


def _check_scope_statement(load: Load, statement: ScopeStatement, record: ParsedEntry) -> None:
    """A statement needs a contract (or eigen), a subject and an activity; in-house it needs a party."""
    for name in ("contract", "subject", "activity"):
        if name not in record.fields:
            load.error(record.place, "REQUIRED", Message("statement_needs", id=record.id, name=name))
    written = statement.parties
    if written and not statement.implied:
        return
    statement.parties = ()
    statement.implied = statement.own or statement.contract is not None
    if statement.own:
        if load.contents.organisation is None:
            message = Message("in_house_party", id=record.id)
            load.error(record.place, "REQUIRED", message)
        else:
            statement.parties = (load.contents.organisation,)
    elif statement.contract is not None:
        statement.parties = tuple(p.who for p in statement.contract.contractors)
    if written and set(written) != set(statement.parties):
        names = ", ".join(party.id for party in statement.parties)
        load.error(record.place, "REFERENCE", Message("implied_differs", id=record.id, parties=names))


def _inherit(statement: ScopeStatement, record: ParsedEntry) -> None:
    """What stands under a contract and says neither source nor provenance has those of the contract."""
    holder = statement.holder
    if holder is None or "source" in record.fields or "provenance" in record.fields or statement.activity is None:
        return
    if statement.id == statement.short_id:
        statement.inherits = True
        statement.sources, statement.provenance = holder.sources, holder.provenance


def _about_of(record: ParsedEntry) -> Handler:
    """What reads ``about``; a question for some plateaus may be about an attribute that has a value elsewhere."""
    return _set_about_somewhere if "plateaus" in record.fields else _set_about


def _set_about_somewhere(load: Load, target: OpenQuestion, value: Any, place: Place) -> None:
    _set_about(load, target, value, place, somewhere=True)


def _set_about(load: Load, target: OpenQuestion, value: Any, place: Place, *, somewhere: bool = False) -> None:
    """Concepts, or attributes of concepts, which must then be explicitly unknown (or be so ``somewhere``)."""
    concepts, attributes = [], []
    for item in as_list(value):
        where = place_of(item, place)
        concept = load.concepts.get(item) if isinstance(item, str) else None
        if concept is None and isinstance(item, str) and "." in item:
            owner, _, name = item.rpartition(".")
            concept = load.concepts.get(owner)
            if concept is not None and _is_unknown(load, concept, name, where, somewhere):
                attributes.append(str(item))
        if concept is None:
            load.error(where, "REFERENCE", Message("no_attribute", id=item),
                       near=(str(item), load.concepts))  # fmt: skip
        elif concept not in concepts:
            concepts.append(concept)
    target.about, target.attributes = tuple(concepts), tuple(attributes)
    if not concepts:
        load.error(place, "REQUIRED", Message("about_nothing", id=target.id))


def _is_unknown(load: Load, concept: Any, name: str, place: Place, somewhere: bool) -> bool:
    features = features_of(type(concept))
    name = feature_name(concept, name)
    if name not in features:
        load.error(
            place, "FIELD", Message("field_of_kind", kind=concept.kind, id=concept.id, key=name), near=(name, features)
        )
        return False
    value = concept.eGet(name)
    if not somewhere and not any(isinstance(v, Unknown) for v in (value if isinstance(value, tuple) else (value,))):
        message = Message("question_value", path=f"{concept.id}.{name}", name=name)
        load.error(place, "VALUE", message)
        return False
    return True


def _set_readings(load: Load, target: TermConflict, value: Any, place: Place) -> None:
    terms, sources = [], list(target.sources)
    for item in as_list(value):
        where = place_of(item, place)
        if not isinstance(item, dict) or "term" not in item or not set(item) <= {"term", "source"}:
            load.error(where, "SHAPE", Message("reading_shape"))
            continue
        text = item["term"]
        if isinstance(text, list):
            load.error(place_of(text, where), "SHAPE", Message("reading_one"))
            continue
        terms.append(str(language_text(load, text, where, "term") if isinstance(text, dict) else text))
        sources += parse_sources(load, item.get("source", ""), where)
    target.readings, target.sources = tuple(terms), tuple(dict.fromkeys(sources))
