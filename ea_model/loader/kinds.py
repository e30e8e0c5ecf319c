"""The pass that learns the model's own language: kinds, activities and the applicability matrix."""

from __future__ import annotations

import csv
from collections.abc import Collection
from typing import Any

from ea_model.loader.checks import cycles
from ea_model.loader.concepts import SPECIAL, VERBS
from ea_model.loader.context import Load, as_list
from ea_model.loader.values import language_text, parse_value
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Concept
from ea_model.metamodel.contract import Activity, Applicability
from ea_model.metamodel.datatypes import DECLARABLE
from ea_model.metamodel.lean import LeanAttribute, LeanReference, add_feature, features_of, let_go
from ea_model.source.records import ParsedEntry, place_of
from ea_model.values import LangText

KIND_FIELDS = ("extends", "label", "attributes")
ACTIVITY_FIELDS = ("label", "definition", "part_of", "layers", "client_side")
ATTRIBUTE_FIELDS = ("type", "values", "to", "required", "default", "many", "label")
TYPES = (*DECLARABLE, "enum", "reference")
RESERVED = ("from", "to", *SPECIAL, *VERBS)
"""Fields of an entry that already mean something, so that no attribute can have their name."""


def declare_kinds(load: Load) -> None:
    """Make a class of every entry of ``kinds:``, parents first."""
    waiting = {r.id: r for r in load.distinct("kinds")}
    metamodel = load.contents.metamodel
    for name, record in list(waiting.items()):
        if not load.check_identifier(name, record.place):
            del waiting[name]
        elif metamodel.get(name) is not None:
            load.error(record.place, "KIND", Message("kind_taken", name=name))
            del waiting[name]
    while waiting:
        ready = [r for r in waiting.values() if str(r.fields.get("extends", "")) not in waiting]
        if not ready:
            for circle in cycles({name: [str(record.fields["extends"])] for name, record in waiting.items()}):
                message = Message("circle", feature="extends", circle=" → ".join((*circle, circle[0])))
                load.error(waiting[circle[0]].place, "CYCLE", message)
            return
        for record in ready:
            _declare(load, record)
            del waiting[record.id]


def _declare(load: Load, record: ParsedEntry) -> None:
    metamodel = load.contents.metamodel
    _check_fields(load, record.fields, KIND_FIELDS, Message("own_kind"), record.place)
    parent_name = str(record.fields.get("extends", ""))
    parent = metamodel.get(parent_name)
    if parent is None:
        where = place_of(record.fields.get("extends"), record.place)
        kinds = [*metamodel.element_kinds(), *metamodel.relation_kinds()]
        message = Message("extends_no_kind", name=record.id, parent=parent_name)
        if not parent_name:
            message = Message("extends_nothing", name=record.id)
        load.error(where, "KIND", message, near=(parent_name, kinds))
        return
    kind = metamodel.declare(load.contents.id, str(record.id), parent, _label(load, record))
    attributes = record.fields.get("attributes") or {}
    if isinstance(attributes, dict):
        for name, spec in attributes.items():
            _add_attribute(load, kind, name, spec, place_of(name, record.place))
    else:
        load.error(place_of(attributes, record.place), "SHAPE", Message("attributes_shape"))
    let_go(kind)


def _label(load: Load, record: ParsedEntry, key: str = "label") -> str:
    text = record.fields.get(key, "")
    if isinstance(text, dict):
        return language_text(load, text, record.place, key) or ""
    return str(text)


def _add_attribute(load: Load, kind: type[Concept], name: str, spec: Any, place: Place) -> None:
    """Give a declared kind one attribute."""
    if isinstance(spec, str):
        spec = {"type": spec}
    if not isinstance(spec, dict):
        load.error(place, "SHAPE", Message("attribute_shape", name=name))
        return
    _check_fields(load, spec, ATTRIBUTE_FIELDS, Message("an_attribute"), place)
    is_taken = name in features_of(kind) or name in RESERVED or hasattr(kind, str(name))
    if is_taken or not str(name).isidentifier() or name.startswith("_"):
        load.error(place, "KIND", Message("bad_attribute", name=name, kind=kind.__name__))
        return
    feature = _feature(load, kind, str(name), spec, place)
    if feature is not None:
        add_feature(kind, str(name), feature)


def _feature(
    load: Load, kind: type[Concept], name: str, spec: dict[str, Any], place: Place
) -> LeanAttribute | LeanReference | None:
    type_name = str(spec.get("type", ""))
    many, required = (_flag(load, spec, flag, place) for flag in ("many", "required"))
    if type_name == "reference":
        target = load.contents.metamodel.get(str(spec.get("to", "")))
        if target is None:
            kinds = load.contents.metamodel.element_kinds()
            load.error(place, "KIND", Message("refers_no_kind", name=name), near=(str(spec.get("to", "")), kinds))
            return None
        return LeanReference(target, many=many, required=required)
    if type_name == "enum":
        words = tuple(str(v) for v in as_list(spec.get("values")))
        if not words:
            load.error(place, "KIND", Message("enum_empty", name=name))
            return None
        value_type = dt.enumeration(f"{kind.__name__}_{name}", *words)
        kind.eClass.ePackage.eClassifiers.append(value_type.datatype)
    elif type_name in DECLARABLE:
        value_type = DECLARABLE[type_name]
    else:
        message = Message("no_attribute_type", name=type_name)
        load.error(place_of(spec.get("type"), place), "KIND", message, near=(type_name, TYPES))
        return None
    default = None
    if "default" in spec and many:
        load.error(place_of(spec["default"], place), "KIND", Message("many_no_default", name=name))
    elif "default" in spec:
        default = parse_value(load, value_type, spec["default"], place, name)
    return LeanAttribute(value_type, default=default, many=many, required=required)


def _flag(load: Load, fields: dict[str, Any], key: str, place: Place) -> bool:
    """A field that is true or false, and false when it is not there."""
    return key in fields and bool(parse_value(load, dt.BOOLEAN, fields[key], place, key, knowable=False))


def _check_fields(load: Load, fields: dict[str, Any], names: Collection[str], what: Message, place: Place) -> None:
    for key in fields:
        if key not in names:
            load.error(place_of(key, place), "FIELD", Message("field_of", what=what, key=key), near=(str(key), names))


def learn_activities(load: Load) -> None:
    """The standard activity tree and matrix, then what the model changes."""
    contents = load.contents
    parents = {code: activity.part_of.id if activity.part_of else "" for code, activity in contents.activities.items()}
    if not contents.activities:  # else those of the model this one extends
        _learn_standard(load, parents)
    for record in load.distinct("activities"):
        _learn_activity(load, record, parents)
    _link_activities(load, parents)
    for record in load.distinct("applicability"):
        _learn_applicability(load, record)


def _learn_standard(load: Load, parents: dict[str, str]) -> None:
    """The standard activity tree and matrix."""
    contents = load.contents
    with contents.metamodel.language.data("activities.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(line for line in handle if not line.startswith("#")):
            label = LangText({"nl": row["nl"], "en": row["en"]})
            layers = tuple(row["layers"].split())
            contents.activities[row["id"]] = Activity(
                id=row["id"], label=label, layers=layers, client_side=row["client"] == "yes"
            )
            parents[row["id"]] = row["part_of"]
    with contents.metamodel.language.data("applicability.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(line for line in handle if not line.startswith("#")):
            contents.applicability[row["kind"]] = Applicability(
                kind=row["kind"],
                required=tuple(row["required"].split()),
                optional=tuple((row["optional"] or "").split()),
            )


def _learn_activity(load: Load, record: ParsedEntry, parents: dict[str, str]) -> None:
    _check_fields(load, record.fields, ACTIVITY_FIELDS, Message("an_activity"), record.place)
    load.check_identifier(record.id, record.place)
    layers = tuple(str(v) for v in as_list(record.fields.get("layers")))
    language_layers = load.contents.metamodel.language.layers
    for layer in layers:
        if layer not in language_layers:
            load.error(record.place, "VALUE", Message("no_layer", name=layer), near=(layer, language_layers))
    client = _flag(load, record.fields, "client_side", record.place)
    label = _label(load, record) or str(record.id)
    definition = _label(load, record, "definition")
    load.contents.activities[record.id] = Activity(
        id=str(record.id), label=label, definition=definition, layers=layers, client_side=client
    )
    parents[record.id] = str(record.fields.get("part_of", ""))
    load.contents.places[_place_key(record.id)] = record.place


def _place_key(activity: str) -> str:
    """Activities may bear the id of an element, so their places have keys of their own."""
    return f"activity {activity}"


def _link_activities(load: Load, parents: dict[str, str]) -> None:
    activities = load.contents.activities
    for code, parent in parents.items():
        if parent and parent not in activities:
            place = load.contents.places.get(_place_key(code), Place())
            load.error(place, "REFERENCE", Message("no_activity", id=parent), near=(parent, activities))
        elif parent:
            activities[code].part_of = activities[parent]
    for code in activities:
        visited: set[str] = set()
        step = code
        while step and step not in visited:
            visited.add(step)
            step = parents.get(step, "")
        if step:
            place = load.contents.places.get(_place_key(code), Place())
            load.error(place, "CYCLE", Message("activity_in_itself", code=code))
            for member in visited:
                activities[member].part_of = None


def _learn_applicability(load: Load, record: ParsedEntry) -> None:
    _check_fields(load, record.fields, ("required", "optional"), Message("a_matrix_row"), record.place)
    if load.contents.metamodel.get(record.id) is None:
        kinds = load.contents.metamodel.element_kinds()
        load.error(record.place, "KIND", Message("no_element_kind", name=record.id), near=(record.id, kinds))
    inner = {a.part_of.id for a in load.contents.activities.values() if a.part_of}
    rows = {}
    for need in ("required", "optional"):
        rows[need] = tuple(str(v) for v in as_list(record.fields.get(need)))
        for code in rows[need]:
            if code not in load.contents.activities:
                where = place_of(record.fields.get(need), record.place)
                message = Message("no_activity", id=code)
                load.error(where, "REFERENCE", message, near=(code, load.contents.activities))
            elif code in inner:
                where = place_of(record.fields.get(need), record.place)
                load.error(where, "VALUE", Message("inner_activity", id=code))
    load.contents.applicability[str(record.id)] = Applicability(kind=str(record.id), **rows)
