"""Elements, relations and scope statements of an exchange file.

A kind of ours is a specialization, a typed attribute a property, and a scope statement a directed association from
the contract (in-house: from the party) to the subject. Meaning: docs/SEMANTICS.md 1, ArchiMate projection.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ea_model.exporters.exchange.xml import Node, Pair, Properties, add, add_texts, field_pairs, language_pairs, typed
from ea_model.exporters.shared import records
from ea_model.metamodel import specialization_of
from ea_model.metamodel.archimate import (
    Access,
    Association,
    Concept,
    Element,
    Influence,
    Relation,
    archimate_type,
)
from ea_model.metamodel.contract import ScopeStatement
from ea_model.model import Model
from ea_model.source import conventions as form
from ea_model.values import SourceRef

_NATIVE = ("name", "documentation", "access_type", "directed", "strength", "junction_type")
"""Fields the format has a place for."""
_NAMELESS = ("Grouping", "Location", "AndJunction", "OrJunction")
"""Element types that need no name."""


class ConceptWriter:
    """Writes the concepts of one model; ``ids`` gives their identifiers in the file."""

    def __init__(self, model: Model, ids: dict[str, str], properties: Properties) -> None:
        self.model = model
        self.ids = ids
        self.properties = properties

    def write_elements(self, parent: Node) -> None:
        """The ``elements`` section, in the order of the model."""
        if not self.model.elements:
            return
        section = add(parent, "elements")
        for element in self.model.elements:
            kind = exchange_type(element)
            node = typed(section, "element", kind, identifier=self.ids[element.id])
            if element.name or kind not in _NAMELESS:
                add_texts(node, "name", element.name, form.one_line)
            self._describe(node, element)

    def write_relations(self, parent: Node, statements: list[ScopeStatement]) -> None:
        """The ``relationships`` section: relations, then the statements that can stand among them."""
        if not self.model.relations and not statements:
            return
        section = add(parent, "relationships")
        for relation in self.model.relations:
            node = self._relationship(section, relation.id, relation.source, relation.target, relation)
            if relation.name:
                add_texts(node, "name", relation.name, form.one_line)
            self._describe(node, relation)
        for statement in statements:
            self._write_statement(section, statement)

    def _relationship(
        self, section: Node, concept_id: str, source: Concept, target: Concept, relation: Relation
    ) -> Node:
        ends = {"source": self.ids[source.id], "target": self.ids[target.id]}
        node = typed(section, "relationship", exchange_type(relation), identifier=self.ids[concept_id], **ends)
        if isinstance(relation, Access):
            node.set("accessType", relation.access_type)  # Archi reads an absent one as Write
        elif isinstance(relation, Association) and relation.directed:
            node.set("isDirected", "true")  # Archi reads no other word as true
        elif isinstance(relation, Influence) and form.one_line(relation.strength):
            node.set("modifier", form.one_line(relation.strength))
        return node

    def _describe(self, node: Node, concept: Concept) -> None:
        """Documentation, then everything else as properties."""
        if concept.documentation:
            add_texts(node, "documentation", concept.documentation, form.block)
        fields = records.concept_fields(concept)
        pairs = self._identity(concept.id)
        pairs += language_pairs("name", concept.name, form.one_line)
        pairs += language_pairs("documentation", concept.documentation, form.block)
        if isinstance(concept, Influence):
            exact = concept.strength != form.one_line(concept.strength)
            pairs += [(form.STRENGTH_KEY, form.pack_json(concept.strength))] if exact else []
        pairs += field_pairs({k: v for k, v in fields.items() if k not in (*_NATIVE, "source", "exists")})
        pairs += field_pairs(fields.get("exists", {}), "exists.")
        pairs += self.source_pairs(concept.sources)
        pairs += self._free(concept)
        self.properties.write(node, pairs, specialization_of(type(concept)))

    def _free(self, concept: Concept) -> list[Pair]:
        """Free properties; the first specialization of a plain type must not read back as its kind."""
        pairs = self.properties.free(concept.properties)
        if specialization_of(type(concept)):
            return pairs
        for number, (key, value) in enumerate(pairs):
            if key == form.SPECIALIZATION_KEY:
                kind = self.model.metamodel.get(value)
                if kind is None or archimate_type(kind) != archimate_type(type(concept)):
                    break
                pairs[number] = (form.ESCAPE + key, value)
        return pairs

    def _identity(self, concept_id: str) -> list[Pair]:
        """The id of the model where it cannot be the identifier in the file."""
        return [] if self.ids[concept_id] == concept_id else [("id", form.pack(concept_id))]

    def source_pairs(self, sources: tuple[SourceRef, ...]) -> list[Pair]:
        """Each source: the fact it is, and for people what it says and where."""
        pairs: list[Pair] = []
        for source, field in zip(sources, records.source_fields(sources), strict=True):
            pairs += field_pairs({"source": [field]})
            if source.quote:
                pairs.append(("source.quote", form.one_line(source.quote)))
            place = self._place(source)
            if place:
                pairs.append(("source.place", place))
        return pairs

    def _place(self, source: SourceRef) -> str:
        document = self.model.documents.get(source.document)
        parts = (
            document.title or document.id if document else "",
            f"p{source.page}" if source.page else "",
            f"r{source.lines}" if source.lines else "",
        )
        return form.one_line(" ".join(part for part in parts if part))

    def _write_statement(self, section: Node, statement: ScopeStatement) -> None:
        """A directed association whose properties say the rest; it reads back as the statement, not as a relation."""
        source, target = ends_of(statement)
        shape = Association(directed=True)
        node = self._relationship(section, statement.id, source, target, shape)
        add_texts(node, "name", statement.activity.label or statement.activity.id, form.one_line)
        fields = records.scope_fields(statement)
        said: dict[str, Any] = {"statement": statement.id}
        if statement.own:
            said["contract"] = form.OWN
        said |= {"effect": statement.effect, "role": statement.role}
        said |= {k: v for k, v in fields.items() if k not in ("contract", "subject", "valid", "source")}
        pairs = field_pairs(said, form.SCOPE) + field_pairs(fields.get("valid", {}), form.SCOPE)
        self.properties.write(node, pairs + self.source_pairs(statement.sources))


def exchange_type(concept: Concept) -> str:
    """The ``xsi:type``: the ArchiMate type, with one name for each kind of junction."""
    name = archimate_type(type(concept))
    if name != "Junction":
        return name
    return "OrJunction" if concept.eGet("junction_type") == "or" else "AndJunction"


def ends_of(statement: ScopeStatement) -> tuple[Element, Element]:
    """Source and target of the association a projectable statement is."""
    source = statement.contract if statement.contract is not None else statement.parties[0]
    assert statement.subject is not None  # noqa: S101 - `projectable` gave it
    return source, statement.subject


def projectable(model: Model) -> Iterator[ScopeStatement]:
    """The statements that can be an association: two ends that are elements, and ArchiMate permits it."""
    for statement in model.statements:
        source = statement.contract or (statement.parties[0] if statement.own and statement.parties else None)
        subject = statement.subject
        if source is None or subject is None:
            continue
        if model.language.permits(Association, type(source), type(subject)):
            yield statement
