"""The quick pass over the concepts of a foreign file: a row of a `ConceptTable` becomes a concept as it is.

Somebody else's format holds texts and pairs only, so there is nothing to parse. What a published model may have wrong
(double ids, unknown types, ends that dangle) is told and left out, as the careful passes do.
"""

from __future__ import annotations

import re
from typing import Any

from ea_model.loader.context import Load
from ea_model.loader.relation_ends import hanging_on
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel import specialization_of
from ea_model.metamodel.archimate import AccessType, Concept, Element, Relation, archimate_type
from ea_model.source.records import ConceptTable, ParsedModel

_EVEN = re.compile(r"(?:[A-Za-z_][A-Za-z0-9._-]*+\n)*+")
_ODD = re.compile(r"^(?![A-Za-z_][A-Za-z0-9._-]*$).*$", re.MULTILINE)
"""A line that could not be an id in a model file."""
_ACCESS = frozenset(AccessType)
_SPECIALIZATION = "Specialization"


def create(load: Load, reading: ParsedModel) -> None:
    """Make the concepts of a reading that came in columns, and link the relations to their ends."""
    if reading.elements is None or reading.relations is None:
        return
    if reading.locate is not None:
        load.contents.places.later(reading.locate)
    makes = _Makes(load)
    makes.concepts(reading.elements, Element, load.contents.elements)
    relations: list[Any] = []
    makes.concepts(reading.relations, Relation, relations)
    load.contents.relations += _linked(load, relations)
    _tell_odd_ids(load, (*reading.elements.rows, *reading.relations.rows))


class _Makes:
    """Makes concepts; remembers the class of each type."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.metamodel = load.contents.metamodel

    def concepts(self, bulk: ConceptTable, base: type[Concept], into: list[Any]) -> None:
        """One concept per row whose id and type can be used."""
        concepts, new, add = self.load.concepts, object.__new__, into.append
        classes: dict[str, type[Any] | None] = {}
        for kind, row in zip(bulk.kinds, bulk.rows, strict=True):
            identifier = row["id"]
            try:
                concept_class = classes[kind]
            except KeyError:
                concept_class = classes[kind] = self._class(kind, base)
            if concept_class is None or identifier in concepts or not identifier:
                self._refuse(kind, row, concept_class)
                continue
            if "properties" in row and any(key == _SPECIALIZATION for key, _ in row["properties"]):
                concept_class = self._specialized(concept_class, row)
            concept = new(concept_class)
            concept.__dict__ = row
            concepts[identifier] = concept
            add(concept)
            if "access_type" in row and row["access_type"] not in _ACCESS:
                self._odd_access(row)

    def _class(self, kind: str, base: type[Concept]) -> type[Any] | None:
        concept_class = self.metamodel.get(kind.rpartition(":")[2])
        usable = concept_class is not None and issubclass(concept_class, base) and not concept_class.eClass.abstract
        return concept_class if usable else None

    def _specialized(self, concept_class: type[Any], row: dict[str, Any]) -> type[Any]:
        """The kind the first specialization names, if the model declares it for this type."""
        name = next(value for key, value in row["properties"] if key == _SPECIALIZATION)
        kind = self.metamodel.get(name)
        if kind is None or kind.eClass.abstract or not specialization_of(kind):
            return concept_class
        if archimate_type(kind) != archimate_type(concept_class):
            return concept_class
        listed = list(row["properties"])
        listed.remove((_SPECIALIZATION, name))
        row["properties"] = tuple(listed)
        return kind

    def _refuse(self, kind: str, row: dict[str, Any], concept_class: type[Any] | None) -> None:
        load, identifier = self.load, row["id"]
        places = load.contents.places.every(identifier)
        if not identifier:
            message = Message("no_identifier", kind=kind, name=row.get("name", ""))
            load.warning(Place(load.file), "ID", message)
        elif concept_class is None:
            place = places[0] if places else Place(load.file)
            if kind:
                load.warning(place, "KIND", Message("no_kind_left_out", kind=kind, id=identifier))
            else:
                load.warning(place, "KIND", Message("no_type_left_out", id=identifier))
        else:
            first, place = (places[0], places[-1]) if places else (Place(load.file), Place(load.file))
            load.warning(place, "DUPLICATE-ID", Message("id_used", id=identifier, place=first))

    def _odd_access(self, row: dict[str, Any]) -> None:
        place = self.load.contents.places.get(row["id"], Place(self.load.file))
        message = Message("no_access", type=row["access_type"], id=row["id"])
        self.load.warning(place, "VALUE", message)
        del row["access_type"]


def _linked(load: Load, relations: list[Any]) -> list[Relation]:
    """The relations with both their ends in place of the ids; those that miss one are told and forgotten."""
    concepts = load.concepts
    linked, lost = [], []
    for relation in relations:
        row = relation.__dict__
        try:
            row["source"], row["target"] = concepts[row["source"]], concepts[row["target"]]
        except KeyError:
            lost.append(relation)
        else:
            linked.append(relation)
    if not lost:
        return linked
    ends = {relation.id: (relation.source.id, relation.target.id) for relation in linked}
    by_id = {relation.id: relation for relation in (*linked, *lost)}
    gone = hanging_on([relation.id for relation in lost], ends)
    for identifier in gone:
        concepts.pop(identifier, None)
        _tell_lost(load, by_id[identifier])
    return [relation for relation in linked if relation.id in concepts]


def _tell_lost(load: Load, relation: Any) -> None:
    row = relation.__dict__
    missing = next(
        (end for end in (row["source"], row["target"]) if isinstance(end, str) and end not in load.concepts),
        None,
    )
    if missing is None:
        ends = [end.id for end in (row["source"], row["target"]) if not isinstance(end, str)]
        missing = next((end for end in ends if end not in load.concepts), "")
    place = load.contents.places.get(row["id"], Place(load.file))
    message = Message("end_missing", id=row["id"], end=missing)
    load.warning(place, "REFERENCE", message)


def _tell_odd_ids(load: Load, rows: tuple[dict[str, Any], ...]) -> None:
    """Note the ids no model file could have; one expression over all of them, for there are very many."""
    id_lines = "\n".join([row["id"] for row in rows])
    if _EVEN.fullmatch(id_lines + "\n"):
        return
    for odd in _ODD.findall(id_lines):
        if odd in load.concepts:
            load.odd_ids.append((odd, Place(load.file)))
