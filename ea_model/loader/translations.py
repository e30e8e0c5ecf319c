"""The pass for translations that stand apart: put into the entries they belong to, before anything reads those."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ea_model.loader.concepts import VERBS
from ea_model.loader.context import Load
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.source.records import Fields, ParsedEntry, place_of

USUAL = "nl"
"""The language of a text that names none, where the model does not say ``written_in``."""


def put_in(load: Load) -> None:
    """Give every text its translations: ``translations: {en: {shop: {name: Shop}}}``."""
    records = load.section("translations")
    if not records:
        return
    manifest = next(iter(load.section("model")), None)
    usual = str(manifest.fields.get("written_in", USUAL)) if manifest else USUAL
    entries = dict(_translatable(load))
    for record in records:
        for identifier, texts in record.fields.items():
            place = place_of(identifier, record.place)
            if identifier not in entries:
                load.error(place, "REFERENCE", Message("translates_nothing", id=identifier), near=(identifier, entries))
            elif not isinstance(texts, dict):
                load.error(place, "SHAPE", Message("translation_shape", id=identifier))
            else:
                _translate(load, entries[identifier], texts, (usual, str(record.id)), str(identifier), place)


def _translate(
    load: Load, fields: dict[str, Any], texts: dict[str, Any], languages: tuple[str, str], identifier: str, place: Place
) -> None:
    usual, lang = languages
    for key, text in texts.items():
        where = place_of(key, place)
        if not isinstance(fields.get(key), (str, dict)) or not isinstance(text, str):
            load.error(where, "FIELD", Message("translates_no_text", id=identifier, key=key), near=(str(key), fields))
            continue
        if not isinstance(fields[key], dict):
            own = place_of(fields[key], where)
            by_language = Fields(own.line, own.column)
            by_language[usual] = fields[key]
            fields[key] = by_language
        if lang in fields[key]:
            load.error(where, "DUPLICATE-ID", Message("translated_twice", id=identifier, key=key, lang=lang))
        else:
            fields[key][lang] = text


def _translatable(load: Load) -> Iterator[tuple[str, dict[str, Any]]]:
    """The fields of every entry that has an id, relations under their source too."""
    for section, records in load.records.items():
        if section in ("translations", "views", "folders", "source"):
            continue
        for record in records:
            yield "model" if section == "model" else str(record.id), record.fields
            if section in ("elements", "extend"):
                yield from _relations_of(record)


def _relations_of(record: ParsedEntry) -> Iterator[tuple[str, dict[str, Any]]]:
    for verb in record.fields:
        targets = record.fields[verb] if verb in VERBS else None
        for target, spec in targets.items() if isinstance(targets, dict) else ():
            if isinstance(spec, dict):
                yield str(spec.get("id") or f"{record.id}.{verb}.{target}"), spec
