"""Statements where they are short: what a contract covers stands under it, and one line may say several at once.

Both are written out before statements are made, so that whatever comes after knows statements only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ea_model.loader.context import Load, as_list
from ea_model.loader.selectors import selector_of
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel.archimate import Concept
from ea_model.metamodel.contract import Contract, Effect, Selector, bases
from ea_model.metamodel.contract.selectors import subject_id
from ea_model.metamodel.contract.statements import COVERS, EXCLUDES
from ea_model.metamodel.lean import features_of
from ea_model.source.conventions import OWN
from ea_model.source.records import Fields, ParsedEntry, place_of

EFFECTS = {COVERS: Effect.INCLUDE, EXCLUDES: Effect.EXCLUDE}
"""What stands under a contract or an own party, and what each statement there says."""


HOLDERS = (Contract, bases.BusinessActor, bases.BusinessRole)
"""Under what statements may stand."""


def is_held(concept: Concept, key: str) -> bool:
    """Does a field of an entry hold statements? An attribute of that name, in a kind of the model's own, goes first."""
    return key in EFFECTS and isinstance(concept, HOLDERS) and key not in features_of(type(concept))


def write_out(load: Load) -> None:
    """Put every statement and closure among the records, each about one subject and one activity."""
    if load.lenient:  # a format of records, where nothing is short
        return
    written = [one for record in load.section("statements") for one in _each(load, record, "subject", record.id)]
    load.records["statements"] = [*written, *_held(load)]
    load.records["closures"] = [
        one for record in load.section("closures") for one in _each(load, record, "element", record.id)
    ]


def _held(load: Load) -> Iterator[ParsedEntry]:
    """What stands under contracts and own parties, as entries of ``statements:``."""
    for record in (*load.section("elements"), *load.section("extend")):
        holder = load.concepts.get(record.id)
        for verb in record.fields:
            if holder is not None and is_held(holder, verb):
                for fields, place in _spelled(load, record, verb):
                    yield from _statements(load, holder, str(verb), fields, place)


def _spelled(load: Load, record: ParsedEntry, verb: str) -> Iterator[tuple[dict[str, Any], Place]]:
    """Every item below a verb as the fields it says, its subject among them, and where it stands."""
    value, place = record.fields[verb], place_of(verb, record.place)
    if isinstance(value, dict):
        for subject, items in value.items():
            where = place_of(subject, place)
            for item in items if isinstance(items, list) and items else [items]:
                if isinstance(item, dict) and "subject" in item:
                    load.error(place_of(item, where), "FIELD", Message("covers_subject"))
                else:
                    fields = item if isinstance(item, dict) else {"activity": item}
                    yield {"subject": subject, **fields}, place_of(item, where)
        return
    for item in as_list(value):
        where = place_of(item, place)
        if isinstance(item, dict):
            yield item, where
        else:
            load.error(where, "SHAPE", Message("covers_shape", verb=verb))


def _statements(
    load: Load, holder: Concept, verb: str, statement_fields: dict[str, Any], place: Place
) -> Iterator[ParsedEntry]:
    """One item below a verb as entries of ``statements:``."""
    own: dict[str, str] = {"contract": holder.id} if isinstance(holder, Contract) else {"contract": OWN}
    if not isinstance(holder, Contract):
        own["party"] = holder.id
    for key in statement_fields:
        if key in {*own, "contract", "effect"}:
            load.error(place_of(key, place), "FIELD", Message("covers_field", key=key, verb=verb, id=holder.id))
            return
    fields = Fields(place.line, place.column)
    fields.update({**own, **statement_fields, "effect": EFFECTS[verb].value})
    identifier = fields.pop("id", "")
    if identifier and not (isinstance(identifier, str) and load.check_identifier(identifier, place)):
        return
    entry = ParsedEntry("statements", str(identifier), fields, place)
    yield from _each(load, entry, "subject", str(identifier) or f"{holder.id}.{verb}", fresh=not identifier)


def _each(load: Load, record: ParsedEntry, about: str, base: str, *, fresh: bool = False) -> Iterator[ParsedEntry]:
    """An entry for every pair of a subject and an activity; ``fresh``: no entry has ``base`` for its id."""
    subjects, activities = (_several(record.fields.get(key)) for key in (about, "activity"))
    subjects = [_read(load, subject, record.place) for subject in subjects]
    alone = len(subjects) <= 1 and len(activities) <= 1
    pairs = [(s, a) for s in subjects or [None] for a in activities or [None]]
    ids = []
    for subject, activity in pairs:
        fields = Fields(record.place.line, record.place.column)
        fields.update(record.fields)
        fields.update({key: v for key, v in ((about, subject), ("activity", activity)) if v is not None})
        names = [base, _named(load, subject), "" if activity is None else str(activity)]
        identifier = base if alone and not fresh else ".".join(filter(None, names))
        ids.append(identifier)
        if identifier != record.id:
            load.made_ids.add(identifier)
            load.alike.add(identifier)
        yield ParsedEntry(record.section, identifier, fields, record.place)
    if not alone and not fresh:
        load.several[base] = tuple(ids)
        load.take(base, record.place)


def _read(load: Load, subject: object, place: Place) -> object:
    """A subject with the selector it may be read; one that is none was told, and what else is wrong will be too."""
    if not isinstance(subject, dict):
        return subject
    return selector_of(load, subject, place_of(subject, place)) or Selector()


def _named(load: Load, subject: object) -> str:
    if isinstance(subject, Selector):
        return subject_id(subject)
    return load.id_of(subject) if isinstance(subject, str) else ""


def _several(value: object) -> list[Any]:
    """The items of a list; a value that is none as the only one. An empty list is one, which is then refused."""
    return list(value) if isinstance(value, list) and value else [] if value is None else [value]
