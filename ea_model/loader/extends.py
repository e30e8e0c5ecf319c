"""A text folder on top of another model: ``model: {extends: gemma.xml}`` and what it adds to elements of that model.

The other model is loaded first, by its own rules; what stands in the folder is then added under ours. One model comes
out, and neither file is changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ea_model import readers
from ea_model.loader.concepts import fill_concept
from ea_model.loader.context import Load
from ea_model.loader.selectors import selector_of
from ea_model.messages import Message
from ea_model.messages.problems import ModelLoadError, Place, Problem, UnreadableError
from ea_model.metamodel.archimate import Element
from ea_model.model import Contents
from ea_model.selection import Selection
from ea_model.source.records import ParsedEntry, ParsedModel, place_of

MOST_MODELS = 8
"""Models that can stand on one another."""
_OURS = ("$EA_", "${EA_")
THEIRS = ("type", "name", "documentation", "id")
"""What an element of the other model says itself."""

SELECT = "select"
"""The selector of an entry of ``extend:`` that is about many elements."""

Loader = Callable[[ParsedModel, tuple[Path, ...]], Contents]


def stand_on_base(
    load: Load, reading: ParsedModel, chain: tuple[Path, ...], loader: Loader, bases: Sequence[Path] | None = None
) -> None:
    """Load the model this one extends, if it does, and go on where that ended.

    ``chain`` are the models that led here, outermost first; ``bases`` the folders the other may stand below. Raises
    `ModelLoadError` with the place of ``extends:`` when there is no such model, when the models go round in a circle,
    or when that model itself has errors.
    """
    manifest = next((r for r in load.section("model") if isinstance(r.fields, dict) and "extends" in r.fields), None)
    if manifest is None:
        for record in load.section("extend"):
            message = Message("extend_what")
            load.error(record.place, "EXTENDS", message)
            return
        return
    place = place_of(manifest.fields["extends"], manifest.place)
    if load.lenient:  # a file somebody sent must not make us open others
        load.warning(place, "EXTENDS", Message("extends_folder"))
        return
    if bases is not None and not bases:
        raise _refused(place, Message("extends_sent"))
    path = _base(manifest.fields["extends"], place, chain, bases)
    try:
        base = readers.read(path)
    except UnreadableError:
        raise _refused(place, Message("extends_no_model")) from None
    if not base.lenient and not any(r.section == "model" and isinstance(r.fields, dict) for r in base.records):
        raise _refused(place, Message("extends_no_model"))  # and nothing of what it says is told
    contents = loader(base, (*chain, path))
    load.contents = contents
    load.problems += contents.problems
    load.concepts.update((concept.id, concept) for concept in (*contents.elements, *contents.relations))
    _check_register(load, contents)
    mixed = hashlib.sha256(f"{reading.digest} {contents.revision}".encode())
    reading.digest = mixed.hexdigest()
    reading.files = [*reading.files, *contents.files]


def _base(spelled: object, place: Place, chain: tuple[Path, ...], bases: Sequence[Path] | None) -> Path:
    """Where the other model is: a path relative to the file that names it, or what an environment variable says.

    No message holds the value of a variable.
    """
    if not isinstance(spelled, str) or not spelled.strip() or "\0" in spelled:
        raise _refused(place, Message("extends_path"))
    named = str(spelled).strip()
    if "://" in named:
        raise _refused(place, Message("extends_address", path=named[:60]))
    if named.startswith("$"):
        variable = named[1:].strip("{}")
        value = os.environ.get(variable, "")
        if not value:
            message = Message("extends_variable", name=variable)
            raise _refused(place, message)
        path, absent = Path(value), Message("extends_variable_path", name=variable)
    else:
        path = Path(place.file).parent / named
        absent = Message("hostile_no_base", path=path, remedy=Message("hostile_mend_path"))
    try:
        chain_paths = [step.resolve() for step in chain]
        target = path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or Message("extends_circle", path=named[:60])
        raise _refused(place, Message("extends_no_path", path=named[:60], error=reason)) from None
    ours = named.startswith(_OURS)  # whoever runs the app set it
    if bases is not None and not ours and not any(target.is_relative_to(base.resolve()) for base in bases):
        raise _refused(place, Message("extends_outside", path=named[:60]))
    if not _exists(target):
        raise _refused(place, absent)
    if any(target == step or target in step.parents for step in chain_paths):
        raise _refused(place, Message("extends_circle", path=named[:60]))
    if len(chain) >= MOST_MODELS:
        raise _refused(place, Message("extends_many", most=MOST_MODELS))
    return path


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _refused(place: Place, message: Message) -> ModelLoadError:
    return ModelLoadError([Problem(place, "EXTENDS", message)])


def _check_register(load: Load, contents: Contents) -> None:
    """Documents and facts are no concepts, so nothing else sees that both models have one of an id."""
    for section, own_entries in (("documents", contents.documents), ("facts", contents.facts)):
        for record in load.section(section):
            if record.id in own_entries:
                where = contents.places.get(f"fact {record.id}", contents.files[0] if contents.files else "")
                message = Message("id_of_theirs", id=record.id, section=section, place=where)
                load.error(record.place, "DUPLICATE-ID", message)


def write_out(load: Load, ours: set[str]) -> None:
    """Make of ``extend:`` an entry per element of the other model, also where it names one or describes many.

    What is said of an element by its id goes before what is said of it among others.
    """
    if not load.section("extend"):
        return
    theirs = Selection(load.contents, [e for e in load.contents.elements if e.id not in ours])
    entries: dict[str, ParsedEntry] = {}
    chosen: list[tuple[Element, ParsedEntry]] = []
    for record in load.distinct("extend"):
        if SELECT in record.fields:
            chosen += [(element, record) for element in _selected(load, theirs, record)]
        else:
            entries[load.id_of(record.id)] = replace(record, id=load.id_of(record.id))
    by_id = {name: set(record.fields) for name, record in entries.items()}
    origins: dict[tuple[str, str], ParsedEntry] = {}
    for element, record in chosen:
        entry = entries.setdefault(element.id, ParsedEntry(record.section, element.id, {}, record.place))
        fields = dict(entry.fields)
        for key, value in record.fields.items():
            if key in (SELECT, *THEIRS) or key in by_id.get(element.id, ()):
                continue
            first = origins.setdefault((element.id, key), record)
            if first is not record and fields[key] != value:
                message = Message("extend_twice", key=key, id=element.id, place=first.place)
                load.error(place_of(key, record.place), "EXTENDS", message)
            fields[key] = value
        entries[element.id] = replace(entry, fields=fields)
        load.alike.add(element.id)
    load.records["extend"] = list(entries.values())


def _selected(load: Load, theirs: Selection, record: ParsedEntry) -> list[Element]:
    """The elements an entry of ``extend:`` describes; none (and a problem) where there are none."""
    described, place = record.fields[SELECT], place_of(SELECT, record.place)
    for key in record.fields:
        if key in THEIRS:
            message = Message("extends_says", key=key, id=record.id)
            load.error(place_of(key, record.place), "EXTENDS", message)
    selector = selector_of(load, described if isinstance(described, dict) else {}, place_of(described, place))
    elements = [] if selector is None else theirs.of(selector)
    if selector is not None and not elements:
        load.warning(place, "EXTENDS", Message("selects_nothing", id=record.id))
    return elements


def extend_elements(load: Load, ours: set[str]) -> None:
    """Give elements of the other model what ``extend:`` adds; ``ours`` are the ids of this folder."""
    for record in load.section("extend"):
        element = load.concepts.get(record.id)
        if record.id in ours:
            message = Message("stands_here", id=record.id)
            load.error(record.place, "EXTENDS", message)
        elif not isinstance(element, Element):
            message = Message("not_theirs", id=record.id)
            load.error(record.place, "REFERENCE", message, near=(record.id, load.concepts))
        else:
            _refuse_theirs(load, record)
            fields = {key: value for key, value in record.fields.items() if key not in THEIRS}
            fill_concept(load, element, fields, record.place)


def _refuse_theirs(load: Load, record: ParsedEntry) -> None:
    for key in record.fields:
        if key in THEIRS:
            message = Message("extends_says", key=key, id=record.id)
            load.error(place_of(key, record.place), "EXTENDS", message)
