"""What the loader does for formats that are not ours: specializations, and relations that miss an end.

Judging comes after reading: published models hold double ids, unknown types and dangling ends, and must still open.
"""

from __future__ import annotations

from typing import Any

from ea_model.loader.context import Load
from ea_model.loader.relation_ends import hanging_on
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel import specialization_of
from ea_model.metamodel.archimate import Concept, archimate_type

SPECIALIZATION = "specialization"
"""Field of a record that repeats its first property ``Specialization``; it may name a kind of the model."""
Spelled = tuple[str, str, str, dict[str, Any], Place]
"""A relation as written: source id, target id, verb or kind, fields, place."""


def specialized(load: Load, base: type[Concept], fields: dict[str, Any]) -> type[Concept]:
    """The kind a specialization names when it is one of the same ArchiMate type, else the type itself."""
    name = fields.get(SPECIALIZATION)
    kind = load.contents.metamodel.get(name) if isinstance(name, str) else None
    if kind is None or kind.eClass.abstract or not specialization_of(kind):
        return base
    return kind if archimate_type(kind) == archimate_type(base) else base


def with_ends(load: Load, relations: list[Spelled]) -> list[Spelled]:
    """The relations whose ends exist, also when those are relations; the others are told, not loaded."""
    kinds = frozenset(load.contents.metamodel.relation_kinds())
    concept_ids = load.concepts.keys() | {str(r[3].get("id")) for r in relations if r[2] in kinds}
    absent = [end for r in relations for end in r[:2] if end not in concept_ids]
    if not absent:
        return relations
    ends = {str(fields.get("id")): (source, target) for source, target, _, fields, _ in relations}
    lost = set(hanging_on(dict.fromkeys(absent), ends))
    complete = []
    for relation in relations:
        source, target, _, fields, place = relation
        missing = next((end for end in (source, target) if end in lost), None)
        if missing is None:
            complete.append(relation)
        else:
            load.warning(place, "REFERENCE", Message("end_missing", id=fields.get("id"), end=missing))
    return complete
