"""A text folder on top of another model: ``model: {extends: gemma.xml}`` and what it adds to elements of that model.

The other model is loaded first, by its own rules; what stands in the folder is then added under ours. One model comes
out, and neither file is changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from ea_model import readers
from ea_model.loader.concepts import fill_concept
from ea_model.loader.context import Load
from ea_model.messages.problems import ModelLoadError, Place, Problem, UnreadableError
from ea_model.metamodel.archimate import Element
from ea_model.model import Contents
from ea_model.source.records import ParsedEntry, ParsedModel, place_of

MOST_MODELS = 8
"""Models that can stand on one another."""
THEIRS = ("type", "name", "documentation", "id")
"""What an element of the other model says itself."""

Loader = Callable[[ParsedModel, tuple[Path, ...]], Contents]


def stand_on_base(load: Load, reading: ParsedModel, chain: tuple[Path, ...], loader: Loader) -> None:
    """Load the model this one extends, if it does, and go on where that ended.

    ``chain`` are the models that led here, outermost first. Raises `ModelLoadError` with the place of ``extends:``
    when there is no such model, when the models go round in a circle, or when that model itself has errors.
    """
    found = next((r for r in load.section("model") if isinstance(r.fields, dict) and "extends" in r.fields), None)
    if found is None:
        for record in load.section("extend"):
            message = "extend: adds to a model that this one extends; name that in model: {extends: …}"
            load.error(record.place, "EXTENDS", message)
            return
        return
    place = place_of(found.fields["extends"], found.place)
    if load.lenient:  # a file somebody sent must not make us open others
        load.warning(place, "EXTENDS", "only a text folder can extend another model; what is named here is not read")
        return
    path = _base(found.fields["extends"], place, chain)
    try:
        base = readers.read(path)
    except UnreadableError as error:
        raise _refused(place, str(error)) from None
    contents = loader(base, (*chain, path))
    load.contents = contents
    load.problems += contents.problems
    load.concepts.update((concept.id, concept) for concept in (*contents.elements, *contents.relations))
    _check_register(load, contents)
    mixed = hashlib.sha256(f"{reading.digest} {contents.revision}".encode())
    reading.digest = mixed.hexdigest()
    reading.files = [*reading.files, *contents.files]


def _base(spelled: object, place: Place, chain: tuple[Path, ...]) -> Path:
    """Where the other model is: a path relative to the file that names it, or what an environment variable says."""
    if not isinstance(spelled, str) or not spelled.strip() or "\0" in spelled:
        raise _refused(place, "extends is the path of one model, or $NAME for an environment variable with the path")
    named = str(spelled).strip()
    if "://" in named:
        raise _refused(place, f"extends is a path, not an address ('{named[:60]}'); save the model and name the file")
    if named.startswith("$"):
        variable = named[1:].strip("{}")
        value = os.environ.get(variable, "")
        if not value:
            message = f"the model to extend is not known: set the environment variable {variable} to its path"
            raise _refused(place, message)
        path, remedy = Path(value).expanduser(), f"mend the environment variable {variable}"
    else:
        path, remedy = Path(place.file).parent / named, "mend the path of extends"
    try:
        known = [step.resolve() for step in chain]
        wanted = path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise _refused(place, f"'{named[:60]}' is no path ({error})") from None
    if not path.exists():
        raise _refused(place, f"there is no model at {path}; {remedy}")
    if any(wanted == step or wanted in step.parents for step in known):
        raise _refused(place, f"extends goes round in a circle: {path} leads back here")
    if len(chain) >= MOST_MODELS:
        raise _refused(place, f"more than {MOST_MODELS} models stand on one another; bring some of them together")
    return path


def _refused(place: Place, message: str) -> ModelLoadError:
    return ModelLoadError([Problem(place, "EXTENDS", message)])


def _check_register(load: Load, contents: Contents) -> None:
    """Documents and facts are no concepts, so nothing else sees that both models have one of an id."""
    for section, known in (("documents", contents.documents), ("facts", contents.facts)):
        for record in load.section(section):
            if record.id in known:
                where = contents.places.get(f"fact {record.id}", contents.files[0] if contents.files else "")
                message = f"'{record.id}' is already one of the {section} of the model this one extends, at {where}"
                load.error(record.place, "DUPLICATE-ID", message)


def extend_elements(load: Load, ours: set[str]) -> None:
    """Give elements of the other model what ``extend:`` adds; ``ours`` are the ids of this folder."""
    for record in load.distinct("extend", "entries of extend"):
        element = load.concepts.get(record.id)
        if record.id in ours:
            message = f"'{record.id}' stands in this folder itself; write it there"
            load.error(record.place, "EXTENDS", message)
        elif not isinstance(element, Element):
            message = f"there is no element '{record.id}' in the model this one extends"
            load.error(record.place, "REFERENCE", message, near=(record.id, load.concepts))
        else:
            _refuse_theirs(load, record)
            fields = {key: value for key, value in record.fields.items() if key not in THEIRS}
            fill_concept(load, element, fields, record.place)


def _refuse_theirs(load: Load, record: ParsedEntry) -> None:
    for key in record.fields:
        if key in THEIRS:
            message = f"the {key} of '{record.id}' is for the model this one extends to say; change it there"
            load.error(place_of(key, record.place), "EXTENDS", message)
