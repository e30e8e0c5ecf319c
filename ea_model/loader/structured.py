"""Fields of elements whose value has parts or a list of its own: parties, needs, conditions and kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ea_model.loader.context import Load, as_list
from ea_model.loader.values import parse_attribute, parse_sources, parse_value
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel.archimate import Concept, Element
from ea_model.metamodel.conditions import CHECKS, COMBINATIONS, Form, Leader
from ea_model.metamodel.contract import (
    Activity,
    Asset,
    Capability,
    Condition,
    Contract,
    Need,
    Party,
    PartyCapacity,
    Plateau,
    Requirement,
)
from ea_model.metamodel.lean import LeanAttribute, LeanReference, features_of
from ea_model.source.records import Fields, Items, place_of

_DEEPEST = 20
"""Combinations within combinations; deeper is no requirement but an attack."""


OF_PARTY = {
    "as": "capacity", "count": "count", "rank": "rank", "under": "under", "from": "start", "until": "until",
}  # fmt: skip
"""Fields of a party beside ``who``, and the features they fill."""
_WHOLE_TERM = (PartyCapacity.CLIENT, PartyCapacity.CONTRACTOR)
"""Capacities that cells rest on: who bears one for a part of the time has a contract, or statements, of its own."""


def parties(load: Load, value: Any, place: Place) -> tuple[Party, ...]:
    """``[{who: …, as: contractor, count: 1}]``."""
    parties: list[Party] = []
    for item in as_list(value):
        where = place_of(item, place)
        if not isinstance(item, dict) or not item.keys() <= {"who", *OF_PARTY} or "who" not in item:
            load.error(where, "SHAPE", Message("party_shape"))
            continue
        party = Party()
        who = load.concept_of(item["who"], where, Element, Message("an_element"))
        if who is None:
            continue
        party.who = who
        features = features_of(Party)
        for key in item.keys() - {"who"}:
            feature = features[OF_PARTY[key]]
            if isinstance(feature, LeanReference):
                parsed = load.concept_of(item[key], where, Element, Message("an_element"))
            else:
                parsed = parse_attribute(load, feature, item[key], where, key)
            if parsed is not None:
                party.eSet(OF_PARTY[key], parsed)
        if party.capacity in _WHOLE_TERM and (party.start or party.until):
            load.error(where, "FIELD", Message("party_period", who=who.id))
        parties.append(party)
    return tuple(parties)


def _on_one_side(capacity: PartyCapacity) -> Callable[[Load, Any, Place], tuple[Party, ...]]:
    """Parties in one capacity: ``client: a``, ``suppliers: [b, {who: c, count: 2}]``."""

    def read(load: Load, value: Any, place: Place) -> tuple[Party, ...]:
        entries = Items()
        for item in as_list(value):
            if isinstance(item, dict) and "as" in item:
                load.error(place_of(item, place), "FIELD", Message("party_side"))
            else:
                entries.append(_in_capacity(item, capacity, place_of(item, place)))
        return parties(load, entries, place)

    return read


def _in_capacity(item: Any, capacity: PartyCapacity, place: Place) -> Fields:
    entry = Fields(place.line, place.column)
    entry.update(item if isinstance(item, dict) else {"who": item})
    entry["as"] = capacity.value
    return entry


def needs(load: Load, value: Any, place: Place) -> tuple[Need, ...]:
    """``[{element: …, activity: …}]``."""
    needs: list[Need] = []
    for item in as_list(value):
        where = place_of(item, place)
        if not isinstance(item, dict) or set(item) != {"element", "activity"}:
            load.error(where, "SHAPE", Message("need_shape"))
            continue
        element = load.concept_of(item["element"], where, Element, Message("an_element"))
        named = activities(load, item["activity"], where)
        if element is not None:
            needs += [Need(element=element, activity=activity) for activity in named]
    return tuple(needs)


def activities(load: Load, value: Any, place: Place) -> tuple[Activity, ...]:
    """One activity or a list of them."""
    activities: list[Activity] = []
    activities_by_code = load.contents.activities
    for item in as_list(value):
        where = place_of(item, place)
        if not isinstance(item, str):
            load.error(where, "SHAPE", Message("activities_shape"))
        elif item not in activities_by_code:
            load.error(where, "REFERENCE", Message("no_activity", id=item), near=(str(item), activities_by_code))
        else:
            activities.append(activities_by_code[item])
    return tuple(activities)


def kinds(load: Load, value: Any, place: Place) -> tuple[str, ...]:
    """One kind of element or relation, or a list of them; ``Element`` and ``Relation`` are all there are."""
    names: list[str] = []
    metamodel = load.contents.metamodel
    allowed = ("Element", "Relation", *metamodel.element_kinds(), *metamodel.relation_kinds())
    for item in as_list(value):
        where = place_of(item, place)
        if not isinstance(item, str):
            load.error(where, "SHAPE", Message("one_value_here"))
        elif item not in allowed:
            load.error(where, "KIND", Message("no_kind", kind=item), near=(str(item), allowed))
        else:
            names.append(str(item))
    return tuple(names)


def conditions(load: Load, value: Any, place: Place, depth: int = 0) -> tuple[Condition, ...]:
    """One check or a list of them, each a mapping of one name to its arguments."""
    if depth > _DEEPEST:
        load.error(place, "DEPTH", Message("conditions_deep", most=_DEEPEST))
        return ()
    parsed = (_condition(load, item, place_of(item, place), depth) for item in as_list(value))
    return tuple(c for c in parsed if c is not None)


def _condition(load: Load, item: Any, place: Place, depth: int) -> Condition | None:
    if not isinstance(item, dict) or len(item) != 1:
        load.error(place, "SHAPE", Message("check_shape"))
        return None
    ((name, arguments),) = item.items()
    where = place_of(name, place)
    if name in COMBINATIONS:
        parts = conditions(load, arguments, where, depth + 1)
        if not parts and not as_list(arguments):
            load.error(where, "REQUIRED", Message("combines_nothing", name=name))
        if name == "not" and len(parts) > 1:
            load.error(where, "SHAPE", Message("not_one"))
        return Condition(check=str(name), parts=parts)
    form = CHECKS.get(name)
    if form is None:
        load.error(where, "FIELD", Message("no_check", name=name), near=(str(name), (*CHECKS, *COMBINATIONS)))
        return None
    condition = Condition(check=str(name))
    for feature, argument in _arguments(load, form, str(name), arguments, where):
        _fill(load, condition, feature, argument, place_of(argument, where))
    _check(load, condition, where)
    return condition


def _arguments(load: Load, form: Form, name: str, value: Any, place: Place) -> list[tuple[str, Any]]:
    """The arguments of a check by feature; what is missing or too much is told."""
    if form.single:
        return [(form.single, value)]
    if not isinstance(value, dict):
        shape = ", ".join(f"{argument}: …" for argument in form.arguments)
        load.error(place, "SHAPE", Message("is_shape", name=name, shape=shape))
        return []
    for key in value:
        if key not in form.arguments:
            load.error(
                place_of(key, place),
                "FIELD",
                Message("field_none", name=name, key=key),
                near=(str(key), form.arguments),
            )
    for key in form.arguments:
        if key not in value and key not in form.optional:
            load.error(place, "REQUIRED", Message("needs", name=name, key=key))
    return [(feature, value[key]) for key, feature in form.arguments.items() if key in value]


def _fill(load: Load, condition: Condition, feature: str, value: Any, place: Place) -> None:
    if feature == "activities":
        condition.activities = activities(load, value, place)
    elif feature in ("subject", "target"):
        concept = load.concept(value, place)
        if concept is not None:
            condition.eSet(feature, concept)
    elif not isinstance(value, str):
        load.error(place, "SHAPE", Message("one_value_here"))
    elif feature == "by" and Leader.read(value) is None:
        condition.target = load.concept_of(value, place, Element, Message("a_leader"))
    elif feature == "by":
        condition.by = str(Leader.read(value))
    elif feature == "relation" and value not in load.contents.metamodel.relation_kinds():
        kinds = load.contents.metamodel.relation_kinds()
        load.error(place, "KIND", Message("no_relation_kind", kind=value), near=(str(value), kinds))
    else:
        condition.eSet(feature, str(value))


def _check(load: Load, condition: Condition, place: Place) -> None:
    """What only the whole check shows: the subject has the attribute, the activity, the option it is asked for."""
    subject = condition.subject
    if subject is None:
        return
    if condition.check == "takeover_option" and not isinstance(subject, Asset):
        load.error(place, "REFERENCE", Message("takeover_technology", id=subject.id, kind=subject.kind))
    elif condition.check == "attribute" and condition.feature not in features_of(type(subject)):
        features = features_of(type(subject))
        message = Message("field_of_kind", kind=subject.kind, id=subject.id, key=condition.feature)
        load.error(place, "FIELD", message, near=(condition.feature, features))
    elif condition.check == "attribute":
        feature = features_of(type(subject))[condition.feature]
        if isinstance(feature, LeanAttribute) and feature.value_type.words:
            word = parse_value(load, feature.value_type, condition.value, place, condition.feature)
            condition.value = str(word or condition.value)
    elif condition.check in ("lead", "one_supplier") and not isinstance(subject, Element):
        load.error(place, "REFERENCE", Message("responsibility_elements", id=subject.id, kind=subject.kind))


def cited(load: Load, concept: Concept, value: Any, place: Place) -> None:
    """``{end: F028, value: [F051, F052]}``: facts per attribute, which are sources of the concept as well.

    Formats of properties hold each attribute as a text, ``value: F051, F052``.
    """
    if not isinstance(value, dict) and all(isinstance(entry, str) and ": " in entry for entry in as_list(value)):
        value = {key: facts.split(", ") for key, facts in (entry.split(": ", 1) for entry in as_list(value))}
    if not isinstance(value, dict):
        load.error(place, "SHAPE", Message("source_of_shape"))
        return
    features = features_of(type(concept))
    entries: list[str] = []
    for key, facts in value.items():
        where = place_of(key, place)
        if key not in features:
            message = Message("field_of_kind", kind=concept.kind, id=concept.id, key=key)
            load.error(where, "FIELD", message, near=(str(key), features))
            continue
        sources = [s for s in parse_sources(load, facts, where) if s.fact]
        entries.append(f"{key}: {', '.join(s.fact for s in sources)}")
        concept.sources = tuple(dict.fromkeys((*concept.sources, *sources)))
    concept.source_of = tuple(entries)


STRUCTURED: dict[str, tuple[type[Concept], str, Callable[[Load, Any, Place], tuple[Any, ...]]]] = {
    "parties": (Contract, "parties", parties),
    "client": (Contract, "parties", _on_one_side(PartyCapacity.CLIENT)),
    "suppliers": (Contract, "parties", _on_one_side(PartyCapacity.CONTRACTOR)),
    "needed_for": (Capability, "needed_for", needs),
    "condition": (Requirement, "condition", conditions),
    "complete": (Plateau, "complete", kinds),
}
"""The fields that are read here: for which kind, to which feature they add, and how."""
