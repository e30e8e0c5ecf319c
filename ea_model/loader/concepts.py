"""The passes that make elements and relations: create, fill with values, link to each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ea_model.loader.context import Load, as_list
from ea_model.loader.covers import is_held
from ea_model.loader.drawings import read_pairs
from ea_model.loader.foreign import SPECIALIZATION, Spelled, specialized, with_ends
from ea_model.loader.structured import STRUCTURED, cited
from ea_model.loader.values import parse_attribute, parse_sources, unknown_value
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel import specialization_of
from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.contract import Plateau
from ea_model.metamodel.lean import LeanReference, features_of
from ea_model.source.records import ParsedEntry, place_of
from ea_model.values import Unknown

VERBS: dict[str, tuple[str, dict[str, Any]]] = {
    "composes": ("Composition", {}),
    "aggregates": ("Aggregation", {}),
    "assigned_to": ("Assignment", {}),
    "realizes": ("Realization", {}),
    "serves": ("Serving", {}),
    "accesses": ("Access", {"access_type": "Access"}),
    "reads": ("Access", {"access_type": "Read"}),
    "writes": ("Access", {"access_type": "Write"}),
    "reads_and_writes": ("Access", {"access_type": "ReadWrite"}),
    "influences": ("Influence", {}),
    "triggers": ("Triggering", {}),
    "flows_to": ("Flow", {}),
    "specializes": ("Specialization", {}),
    "owned_by": ("Ownership", {"directed": True}),
    "concerns": ("Association", {"directed": True}),
    "associated_with": ("Association", {"directed": False}),
}
"""The verb under a source element, the relation it makes and what it fixes (``models/README.md``)."""

SPECIAL = ("type", "source", "exists", "properties")
"""Fields every concept has that are no feature of that name."""
HIDDEN = ("id", "sources", "exists_from", "exists_until")
Made = tuple[Relation, str, str, dict[str, Any], Place]
"""A relation that was made, with what is still to be filled in: its end ids and its fields."""


def create_elements(load: Load) -> None:
    """One element per record; its values come later."""
    metamodel = load.contents.metamodel
    for record in load.section("elements"):
        if not load.check_identifier(record.id, record.place) or _is_taken(load, record):
            load.refused.add(record.id)
            continue
        type_name = record.fields.get("type")
        kind = metamodel.get(type_name) if isinstance(type_name, str) else None
        if kind is None or not issubclass(kind, Element) or kind.eClass.abstract:
            kinds = metamodel.element_kinds()
            if not load.lenient:
                load.refused.add(record.id)
            if not isinstance(type_name, str) or not type_name:
                message = Message("no_type", id=record.id)
                load.complain(record.place, "KIND", message)
            else:
                where = place_of(type_name, record.place)
                load.complain(where, "KIND", Message("no_kind", kind=type_name), near=(type_name, kinds))
            continue
        if load.lenient:
            kind = specialized(load, kind, record.fields)
        element = kind(id=str(record.id))
        load.concepts[element.id] = element
        load.contents.elements.append(element)
        load.contents.places[element.id] = record.place


def _is_taken(load: Load, record: ParsedEntry) -> bool:
    first = load.contents.places.get(record.id)
    if first is None:
        return False
    load.complain(record.place, "DUPLICATE-ID", Message("id_used", id=record.id, place=first))
    return True


def create_relations(load: Load) -> list[Made]:
    """Relations from verbs and from ``relations:``; returns each with its end ids and its fields."""
    relations: list[Made] = []
    spelled = with_ends(load, list(_spelled(load))) if load.lenient else _spelled(load)
    for tail, head, verb, fields, place in spelled:
        kind_name, fixed = VERBS.get(verb, (verb, {}))
        for key in fixed.keys() & fields.keys():
            load.error(place_of(key, place), "FIELD", Message("verb_says", verb=verb, key=key))
        kind = _relation_kind(load, kind_name, fields, place)
        if kind is None:
            continue
        source, target = load.id_of(tail), load.id_of(head)
        identifier = str(fields.get("id") or f"{source}.{verb}.{target}")
        if "id" in fields and not load.check_identifier(identifier, place_of(fields["id"], place)):
            continue  # one made of the ids of its ends is as good as they are
        first = load.contents.places.get(identifier)
        if first is not None:
            message = Message("id_used_own", id=identifier, place=first)
            load.complain(place, "DUPLICATE-ID", message)
            continue
        relation = kind(id=identifier, **fixed)
        load.concepts[identifier] = relation
        load.contents.relations.append(relation)
        load.contents.places[identifier] = place
        relations.append((relation, source, target, fields, place))
    return relations


def _relation_kind(load: Load, kind_name: str, fields: dict[str, Any], place: Place) -> type[Relation] | None:
    """The class of a relation: that of its verb, or a declared kind of it."""
    metamodel = load.contents.metamodel
    base = metamodel.get(kind_name)
    type_name = str(fields.get("type", kind_name))
    kind = metamodel.get(type_name)
    if kind is None or not issubclass(kind, Relation):
        message = Message("no_relation_kind", kind=type_name)
        if not type_name:
            message = Message("relation_no_type", id=fields.get("id"))
        where = place_of(fields.get("type"), place)
        load.complain(where, "KIND", message, near=(type_name, metamodel.relation_kinds()))
        return None
    if base is not None and not issubclass(kind, base):
        load.error(place, "KIND", Message("no_such_verb", kind=type_name, what=kind_name))
        return None
    if load.lenient:
        special_kind = specialized(load, kind, fields)
        return special_kind if issubclass(special_kind, Relation) else kind
    return kind


def _spelled(load: Load) -> Iterator[Spelled]:
    """Every relation as written: source id, target id, verb or kind, fields, place."""
    for record in (*load.section("elements"), *load.section("extend")):
        for verb in record.fields:
            if verb in VERBS:
                yield from _under_verb(load, record, verb)
    for record in load.section("relations"):
        fields = {**record.fields, "id": record.id}
        ends = [fields.pop(end, "") for end in ("from", "to")]
        if all(isinstance(end, str) and end for end in ends):
            yield str(ends[0]), str(ends[1]), str(fields.get("type", "")), fields, record.place
        else:
            load.complain(record.place, "REQUIRED", Message("relation_ends", id=record.id))


def _under_verb(load: Load, record: ParsedEntry, verb: str) -> Iterator[Spelled]:
    value = record.fields[verb]
    where = place_of(verb, record.place)
    if isinstance(value, dict):
        for target, spec in value.items():
            fields = spec if isinstance(spec, dict) else ({"source": spec} if spec else {})
            yield str(record.id), str(target), str(verb), fields, place_of(target, where)
        return
    for target in as_list(value):
        if isinstance(target, str):
            yield str(record.id), str(target), str(verb), {}, place_of(target, where)
        else:
            message = Message("under_verb", verb=verb)
            load.error(place_of(target, where), "SHAPE", message)


def fill(load: Load, relations: list[Made]) -> None:
    """Give every concept its ends and values, now that every id is known."""
    for relation, source, target, fields, place in relations:
        ends = [load.concept(end, place) for end in (source, target)]
        if None not in ends:
            relation.source, relation.target = (end for end in ends if end is not None)
        fill_concept(load, relation, fields, place)
    for record in load.section("elements"):
        element = load.concepts.get(record.id)
        if element is not None and load.contents.places[record.id] == record.place:
            fill_concept(load, element, record.fields, record.place)


def fill_concept(load: Load, concept: Concept, fields: dict[str, Any], place: Place) -> None:
    """Set the attributes of a concept from the fields of its entry."""
    features = features_of(type(concept))
    for key, value in fields.items():
        name = feature_name(concept, key)
        if is_held(concept, key) or (key in VERBS and isinstance(concept, Element)) or key == "source_of":
            continue
        if key in SPECIAL or (key == "id" and isinstance(concept, Relation)):
            _fill_special(load, concept, key, value, place)
        elif key in STRUCTURED and isinstance(concept, STRUCTURED[key][0]):
            _, name, read = STRUCTURED[key]
            concept.eSet(name, (*concept.eGet(name), *read(load, value, place_of(key, place))))
        elif load.lenient and key == SPECIALIZATION:
            _drop_specialization(concept, str(value))
        elif name not in features or name in HIDDEN or (name == "target" and isinstance(concept, Relation)):
            _refuse_field(load, concept, key, value, place)
        else:
            _fill_feature(load, concept, name, value, place_of(key, place))
    if "source_of" in fields:  # after `source`, which it adds to
        cited(load, concept, fields["source_of"], place_of("source_of", place))
    for name, feature in features.items():
        if feature.is_required and name not in ("source", "target") and name not in concept.__dict__:
            message = Message("needs_or_unknown", kind=concept.kind, id=concept.id, name=name)
            load.error(place, "REQUIRED", message)


def _refuse_field(load: Load, concept: Concept, key: str, value: Any, place: Place) -> None:
    """A field this kind does not have; in a format with free properties it is one of those."""
    if load.lenient and all(isinstance(v, str) for v in as_list(value)):
        concept.properties = (*concept.properties, *((str(key), str(v)) for v in _one_or_many(value)))
        return
    fields = [*(f for f in features_of(type(concept)) if f not in HIDDEN), *SPECIAL, *VERBS]
    message = Message("field_of_kind", kind=concept.kind, id=concept.id, key=key)
    load.error(place_of(key, place), "FIELD", message, near=(str(key), fields))


def _drop_specialization(concept: Concept, name: str) -> None:
    """A specialization that became the kind is no property any more; one that is no kind of the model stays one."""
    if specialization_of(type(concept)) == name:
        listed = list(concept.properties)
        listed.remove((SPECIALIZATION.title(), name))
        concept.properties = tuple(listed)


def feature_name(concept: Concept, key: str) -> str:
    """A plateau is written from/until; the begin of everything else is its start."""
    return "start" if key == "from" and isinstance(concept, Plateau) else str(key)


def _fill_feature(load: Load, concept: Concept, name: str, value: Any, place: Place) -> None:
    feature = features_of(type(concept))[name]
    if isinstance(feature, LeanReference):
        parsed = parse_reference(load, feature, value, place)
    else:
        parsed = parse_attribute(load, feature, value, place)
    if parsed is not None:
        concept.eSet(name, parsed)
        for unknown in parsed if isinstance(parsed, tuple) else (parsed,):
            if isinstance(unknown, Unknown) and unknown.item:
                load.asked.setdefault(unknown.item, []).append((concept, name))


def parse_reference(load: Load, feature: LeanReference, value: Any, place: Place) -> Any:
    """The concept or concepts a reference names, or an explicit unknown where that is allowed."""
    if feature.knowable and isinstance(value, str) and (unknown := unknown_value(load, value, place)):
        return (unknown,) if feature.is_many else unknown
    if feature.name == "plateaus" and not as_list(value) and not load.lenient:
        load.error(place_of(value, place), "REQUIRED", Message("empty_plateaus"))
    kind = feature.target.python_class
    what = Message("a_kind", kind=feature.target.name)
    if feature.is_many:
        concepts = [load.concept_of(i, place, kind, what) for i in as_list(value)]
        return tuple(f for f in concepts if f is not None)
    return load.concept_of(value, place, kind, what)


def _fill_special(load: Load, concept: Concept, key: str, value: Any, place: Place) -> None:
    where = place_of(key, place)
    if key == "source":
        concept.sources = parse_sources(load, value, where)
    elif key == "exists":
        _fill_lifecycle(load, concept, value, where)
    elif key == "properties":
        if isinstance(value, tuple):
            concept.properties = (*concept.properties, *value)  # pairs of a format where keys repeat in any order
        else:
            concept.properties = (*concept.properties, *read_pairs(load, value, where))


def _one_or_many(value: Any) -> list[Any]:
    """A property may be empty text, and may stand more than once."""
    return value if isinstance(value, list) else [value]


def _fill_lifecycle(load: Load, concept: Concept, value: Any, place: Place) -> None:
    if not isinstance(value, dict) or not set(value) <= {"from", "until"}:
        load.error(place, "SHAPE", Message("exists_shape"))
        return
    for key, name in (("from", "exists_from"), ("until", "exists_until")):
        if key in value:
            _fill_feature(load, concept, name, value[key], place)
