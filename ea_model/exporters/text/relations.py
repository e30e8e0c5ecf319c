"""Relations as a person writes them: verbs under the element they start at, the others in a section of their own."""

from __future__ import annotations

from typing import Any

from ea_model.exporters.shared import records
from ea_model.loader.concepts import VERBS
from ea_model.metamodel.archimate import Concept, Element, Relation, archimate_type
from ea_model.metamodel.lean import stated_values
from ea_model.model import Model
from ea_model.source import views_yaml as form

Entry = dict[str, Any]
_FIRST = ("name", "documentation")


class Relations:
    """The relations of a model, sorted over the places where they are written."""

    def __init__(self, model: Model) -> None:
        self.under: dict[str, dict[str, dict[str, Entry]]] = {}
        """By source element, verb and target: the attributes of the relation."""
        self.apart: dict[str, Entry] = {}
        """Entries of ``relations:`` by id."""
        for relation in model.relations:
            self._place(relation)

    def _place(self, relation: Relation) -> None:
        verb = verb_of(relation)
        fields = described(relation)
        if isinstance(relation.source, Element):
            targets = self.under.setdefault(relation.source.id, {}).setdefault(verb, {})
            if relation.target.id not in targets:
                targets[relation.target.id] = _under_verb(relation, verb, fields)
                return
        ends = {"type": relation.kind, "from": relation.source.id, "to": relation.target.id}
        self.apart[relation.id] = ends | fields

    def of(self, element: Element) -> dict[str, Any]:
        """The verbs of an element with their targets, each in the shortest form that says everything."""
        return {verb: _targets(entries) for verb, entries in self.under.get(element.id, {}).items()}


def verb_of(relation: Relation) -> str:
    """The word under a source element for a relation of this type."""
    fixed = _fixed(relation)
    return _VERB_OF.get((relation.kind, fixed)) or _VERB_OF[archimate_type(type(relation)), fixed]


def described(concept: Concept) -> Entry:
    """The fields of a concept with its free properties; what it is called comes first."""
    own_fields = records.concept_fields(concept)
    # An empty text that somebody wrote is not the same as none.
    own_fields |= {name: "" for name in _FIRST if stated_values(concept).get(name) == "" and name not in own_fields}
    fields = {name: own_fields[name] for name in _FIRST if name in own_fields} | own_fields
    if concept.properties:
        fields["properties"] = form.spelled_pairs(concept.properties)
    return fields


def _fixed(relation: Relation) -> str:
    """What a verb says of a relation beside its type."""
    kind = archimate_type(type(relation))
    return str(relation.eGet(_SAID[kind])) if kind in _SAID else ""


_SAID = {kind: feature for kind, fixed in VERBS.values() for feature in fixed}
_VERB_OF = {(kind, "".join(map(str, fixed.values()))): verb for verb, (kind, fixed) in VERBS.items()}


def _under_verb(relation: Relation, verb: str, fields: Entry) -> Entry:
    """The attributes of a relation that its verb and its place do not say."""
    kind = archimate_type(type(relation))
    entry = {name: value for name, value in fields.items() if name != _SAID.get(kind)}
    if relation.kind not in (kind, VERBS[verb][0]):
        entry = {"type": relation.kind, **entry}
    if relation.id != f"{relation.source.id}.{verb}.{relation.target.id}":
        entry = {"id": relation.id, **entry}
    return entry


def _targets(entries: dict[str, Entry]) -> Any:
    """One id, a list of ids, or a mapping of id to sources or attributes."""
    if not any(entries.values()):
        ids = list(entries)
        return ids[0] if len(ids) == 1 else ids
    return {target: _only_sources(entry) for target, entry in entries.items()}


def _only_sources(entry: Entry) -> Any:
    """The facts alone where nothing else is said."""
    if list(entry) == ["source"] and all(isinstance(source, str) for source in entry["source"]):
        return shortest(entry)["source"]
    return shortest(entry)


def shortest(entry: Entry) -> Entry:
    """An entry with a source that is one fact written without brackets."""
    sources = entry.get("source")
    if isinstance(sources, list) and len(sources) == 1:
        return {**entry, "source": sources[0]}
    return entry
