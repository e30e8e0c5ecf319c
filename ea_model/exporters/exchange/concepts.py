"""Elements, relations and scope statements of an exchange file.

A kind of ours is a specialization, a typed attribute a property, and a scope statement a directed association from
the contract (in-house: from the party) to the subject. Meaning: docs/SEMANTICS.md 1, ArchiMate projection.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from ea_model.exporters.exchange.xml import Pair, Properties, closed, field_pairs, language_pairs, text_lines
from ea_model.exporters.shared import records
from ea_model.exporters.shared.escape import attribute
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
_MARGIN, _INSIDE = "    ", "      "
_NAMELESS = ("Grouping", "Location", "AndJunction", "OrJunction")
"""Element types that need no name."""


class ConceptWriter:
    """Writes the concepts of one model; ``ids`` gives their identifiers in the file."""

    def __init__(self, model: Model, ids: dict[str, str], properties: Properties) -> None:
        self.model = model
        self.ids = ids
        self.properties = properties

    def elements(self) -> Iterator[str]:
        """The ``elements`` section, in the order of the model."""
        return _section("elements", map(self._element, self.model.elements))

    def relations(self, statements: list[ScopeStatement]) -> Iterator[str]:
        """The ``relationships`` section: relations, then the statements that can stand among them."""
        return _section(
            "relationships", chain(map(self._relation, self.model.relations), map(self._statement, statements))
        )

    def _element(self, element: Element) -> str:
        kind = exchange_type(element)
        named = element.name or kind not in _NAMELESS
        name = text_lines("name", element.name, _INSIDE, form.one_line) if named else ""
        head = f'<element identifier="{self.ids[element.id]}" xsi:type="{kind}"'
        return closed(head, name + self._described(element), "element", _MARGIN)

    def _relation(self, relation: Relation) -> str:
        name = text_lines("name", relation.name, _INSIDE, form.one_line) if relation.name else ""
        head = self._relationship(relation.id, relation.source, relation.target, relation)
        return closed(head, name + self._described(relation), "relationship", _MARGIN)

    def _relationship(self, concept_id: str, source: Concept, target: Concept, relation: Relation) -> str:
        head = f'<relationship identifier="{self.ids[concept_id]}" source="{self.ids[source.id]}"'
        head += f' target="{self.ids[target.id]}" xsi:type="{exchange_type(relation)}"'
        if isinstance(relation, Access):
            return f'{head} accessType="{relation.access_type}"'  # Archi reads an absent one as Write
        if isinstance(relation, Association) and relation.directed:
            return f'{head} isDirected="true"'  # Archi reads no other word as true
        if isinstance(relation, Influence) and form.one_line(relation.strength):
            return f'{head} modifier="{attribute(form.one_line(relation.strength))}"'
        return head

    def _described(self, concept: Concept) -> str:
        """Documentation, then everything else as properties."""
        text = concept.documentation
        documentation = text_lines("documentation", text, _INSIDE, form.block) if text else ""
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
        special = specialization_of(type(concept))
        pairs = [(form.SPECIALIZATION_KEY, special), *pairs] if special else pairs
        return documentation + self.properties.text(pairs, _INSIDE, clean=form.legal)

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

    def _statement(self, statement: ScopeStatement) -> str:
        """A directed association whose properties say the rest; it reads back as the statement, not as a relation."""
        source, target = ends_of(statement)
        head = self._relationship(statement.id, source, target, Association(directed=True))
        name = text_lines("name", statement.activity.label or statement.activity.id, _INSIDE, form.one_line)
        fields = records.scope_fields(statement)
        values: dict[str, Any] = {"statement": statement.id}
        if statement.own:
            values["contract"] = form.OWN
        values |= {"effect": statement.effect, "role": statement.role}
        values |= {k: v for k, v in fields.items() if k not in ("contract", "subject", "valid", "source")}
        pairs = field_pairs(values, form.SCOPE) + field_pairs(fields.get("valid", {}), form.SCOPE)
        pairs += [] if statement.inherits else self.source_pairs(statement.sources)
        return closed(head, name + self.properties.text(pairs, _INSIDE, clean=form.legal), "relationship", _MARGIN)


def _section(name: str, concepts: Iterator[str]) -> Iterator[str]:
    """A section, unless there is nothing in it, which the schema refuses."""
    first = next(concepts, None)
    if first is not None:
        yield from (f"  <{name}>\n", first, *concepts, f"  </{name}>\n")


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
