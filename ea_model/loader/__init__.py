"""The loader: records and metamodel in, sealed model out, in named passes; raises once with everything wrong.

Knows no file syntax. Its passes collect problems and go on, so that a person mends a model in one go.
"""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from ea_model import readers
from ea_model.loader import (
    bulk,
    checks,
    concepts,
    contradictions,
    drawings,
    extends,
    judgements,
    kinds,
    relation_ends,
    statements,
    translations,
)
from ea_model.loader.context import Load
from ea_model.loader.values import language_text
from ea_model.messages import Message
from ea_model.messages.problems import Level, ModelLoadError, Place, Problem, close_to
from ea_model.metamodel import Language
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Plateau
from ea_model.model import Contents, Model
from ea_model.source.records import FORMAT, SECTIONS, ParsedEntry, ParsedModel, place_of
from ea_model.values import LangText, brief
from ea_model.values.durations import Span

V = TypeVar("V")
_LOADS = itertools.count(1)
_COLLECT_EVERY = 4
"""Loads between two looks for models nobody has any more; a command loads fewer."""

UNREAD = ("ENCODING", "SYNTAX", "DEPTH", "SIZE", "FILE", "LINK", "SHAPE")
"""Problems of a reader after which part of a file is missing, perhaps the part that was looked for."""
MODEL_FIELDS = ("id", "name", "version", "documentation", "organisation", "baseline", "as_of", "horizon",
                 "keeps_sources",
                 "format", "written_in", "note", "ids", "extends", "views", "properties")  # fmt: skip


def load(path: str | Path, language: Language | None = None, bases: Sequence[Path] | None = None) -> Model:
    """Load the model at ``path``: a folder of YAML files, an ArchiMate exchange file or a file of Archi itself.

    ``language`` is the version it is in, by default the stock one; ``bases`` are the folders below which another model
    may stand that this one extends: by default anywhere, and none for a file that somebody sent. Raises
    `ModelLoadError` with every problem when something is wrong, `UnreadableError` when there is nothing to read.
    """
    with _collection_paused():
        return build(readers.read(Path(path)), language, bases)


def build(reading: ParsedModel, language: Language | None = None, bases: Sequence[Path] | None = None) -> Model:
    """Run the passes over what a reader found, on top of the model it extends where it says so."""
    return Model(_contents_of(reading, tuple(Path(file) for file in reading.files[:1]), language, bases))


def _contents_of(
    reading: ParsedModel, chain: tuple[Path, ...], language: Language | None, bases: Sequence[Path] | None
) -> Contents:
    """What a reading comes to; ``chain`` are the models that led here, each extending the next."""
    file = reading.files[0] if reading.files else ""
    work = Load(reading.records, lenient=reading.lenient, file=file, language=language)
    work.problems += reading.problems
    work.refused |= reading.unread
    _check_sections(work)
    translations.put_in(work)
    extends.stand_on_base(work, reading, chain, partial(_contents_of, language=language, bases=bases), bases)
    manifest = _read_manifest(work, reading.files)
    statements.read_documents_and_facts(work)
    kinds.declare_kinds(work)
    kinds.learn_activities(work)
    bulk.create(work, reading)
    concepts.create_elements(work)
    ours = {str(record.id) for record in work.section("elements")}
    extends.write_out(work, ours)
    concepts.fill(work, concepts.create_relations(work))
    relation_ends.refuse_circles(work)
    extends.extend_elements(work, ours)
    _link_manifest(work, manifest)
    text_part = drawings.read_drawings(work, manifest, reading.foreign.images)
    work.contents.foreign = foreign = drawings.joined(work.contents.foreign, reading.foreign, text_part)
    foreign.views = drawings.distinct_views(work, foreign.views)
    statements.read_statements(work)
    judgements.read_judgements(work)
    contradictions.tell_contradictions(work)
    checks.check(work)
    _tell_odd_ids(work)
    if any(p.level is Level.ERROR for p in work.problems):
        # What contradicts itself is judged where the rest can be trusted.
        raise ModelLoadError(p for p in work.problems if p.code != "CONTRADICTION")
    contents = work.contents
    contents.problems = list(dict.fromkeys(work.problems))
    contents.judge = partial(checks.judge, contents)
    contents.revision = reading.digest[:12]
    contents.files = reading.files
    for section in ("kinds", "activities", "applicability", "rules"):
        fields_by_id = {str(r.id): r.fields for r in work.section(section)}
        contents.sections[section] = {**contents.sections.get(section, {}), **fields_by_id}
    return contents


def _tell_odd_ids(work: Load) -> None:
    """One note for all of them: some tools give every concept an id that begins with a digit."""
    if work.odd_ids:
        first, place = work.odd_ids[0]
        more = len(work.odd_ids) - 1
        message = Message("odd_ids", id=first, more=more) if more else Message("odd_id", id=first)
        work.problems.append(Problem(place, "ID", message, Level.NOTE, first))


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Loading makes many objects that all stay; looking for garbage among them costs a third of the time.

    Freezing and thawing moves them among the old objects without a look at each, which enabling alone would cost. What
    moves so is never counted, so nothing would ever look for old garbage: every few loads this does.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if next(_LOADS) % _COLLECT_EVERY == 0:
                gc.collect()
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _check_sections(work: Load) -> None:
    for section, records in work.records.items():
        if section not in SECTIONS:
            work.refused |= {str(record.id) for record in records}
            first_of_file = {record.place.file: record for record in reversed(records)}
            for place in (place_of(record.section, record.place) for record in first_of_file.values()):
                work.error(place, "SECTION", Message("no_section", name=section), near=(section, SECTIONS))


def _read_manifest(work: Load, files: list[str]) -> ParsedEntry | None:
    """The ``model:`` entry: id, name, version."""
    records = work.section("model")
    if not records:
        misspelt = any("model" in close_to(section, SECTIONS) for section in work.records)
        if not misspelt and not any(problem.code in UNREAD for problem in work.problems):
            place = Place(files[0] if files else "", 1, 1)
            work.error(place, "REQUIRED", Message("no_model_entry"))
        return None
    for extra in records[1:]:
        work.error(extra.place, "DUPLICATE-ID", Message("one_model", place=records[0].place))
    record = records[0]
    fields: Any = record.fields
    if not isinstance(fields, dict):
        work.error(record.place, "SHAPE", Message("model_mapping"))
        return None
    for key in fields:
        if key not in MODEL_FIELDS:
            message = Message("field_none", name="model", key=key)
            work.error(place_of(key, record.place), "FIELD", message, near=(str(key), MODEL_FIELDS))
    contents = work.contents
    contents.id = str(fields.get("id", "model"))
    work.check_identifier(contents.id, place_of(fields.get("id"), record.place))
    contents.version = str(_text(work, fields, "version", record.place))
    contents.name = _text(work, fields, "name", record.place) or contents.id
    contents.documentation = _text(work, fields, "documentation", record.place)
    contents.as_of = _read(work, fields, "as_of", record.place, _day)
    contents.horizon = _read(work, fields, "horizon", record.place, Span.parse)
    contents.keeps_sources = _read(work, fields, "keeps_sources", record.place, _yes)
    contents.format = _read(work, fields, "format", record.place, _format)
    return record


def _format(text: str) -> int:
    """The version of the text format: this product reads the first, and says so of one to come."""
    if text != str(FORMAT):
        raise ValueError(Message("other_format" if text.isdecimal() else "no_format", text=brief(text), format=FORMAT))
    return FORMAT


def _yes(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(Message("no_boolean", text=text[:60]))
    return text == "true"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(Message("no_day", text=text[:60])) from None


def _read(work: Load, fields: dict[str, Any], key: str, place: Place, parse: Callable[[str], V]) -> V | None:
    """A field of the manifest as a value of its type; None when it is not there or says something else."""
    if key not in fields:
        return None
    try:
        return parse(str(_text(work, fields, key, place)))
    except ValueError as error:
        work.error(place_of(fields[key], place), "VALUE", Message("about", name=key, error=error))
        return None


def _text(work: Load, fields: dict[str, Any], key: str, place: Place) -> str:
    value = fields.get(key, "")
    if isinstance(value, LangText):
        return value
    if isinstance(value, dict):
        return language_text(work, value, place, key) or ""
    if not isinstance(value, str):
        work.error(place_of(value, place), "VALUE", Message("one_value", name=key))
        return ""
    return str(value)


def _link_manifest(work: Load, manifest: ParsedEntry | None) -> None:
    """Organisation and baseline name concepts, which exist only now."""
    fields = manifest.fields if manifest else {}
    place = manifest.place if manifest else Place()
    if "organisation" in fields:
        where = place_of(fields["organisation"], place)
        organisation = work.concept_of(fields["organisation"], where, Element, Message("an_organisation"))
        work.contents.organisation = organisation
    if "baseline" in fields:
        where = place_of(fields["baseline"], place)
        work.contents.baseline = work.concept_of(fields["baseline"], where, Plateau, Message("a_plateau"))
