"""The fact sheet of one element: attributes, relations, cells, contracts, sources, open questions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Any

from msgspec.structs import asdict

from ea_model.metamodel.archimate import Concept, Element
from ea_model.metamodel.contract import OpenQuestion
from ea_model.metamodel.lean import LeanObject, stated_features, stated_values
from ea_model.model import Model
from ea_model.scope import Scope
from ea_model.values import LangText, Unknown, in_language
from ea_model.views.answers import ModelAnswer, model_data
from ea_model.views.answers.shared import agreements, silences
from ea_model.views.answers.shared.agreements import PartyData, StatementData
from ea_model.views.answers.shared.cell_words import cell_text
from ea_model.views.answers.shared.common import (
    activity_name,
    cell_data,
    element_data,
    grid,
    label_data,
    moment_data,
    moment_text,
    name,
    sentence,
    source_data,
)
from ea_model.views.answers.shared.structs import CellData, Data, ElementData, Label, MomentData, SourceData, note
from ea_model.views.words import concepts
from ea_model.views.words.kinds import attribute_name
from ea_model.words import label, label_of


class ElementSheet(ElementData):
    """Everything an element says itself."""

    documentation: Label
    attributes: Annotated[dict[str, Label], note("As a model file writes them.")]
    properties: list[list[Any]]
    place: str


class RelationData(Data):
    """A relation by its ids."""

    id: str
    type: str
    source: str
    target: str


class QuestionData(Data):
    """An open question."""

    id: str
    text: Label


class ElementAnswer(ModelAnswer, tag="element"):
    """ea show"""

    moment: MomentData
    element: ElementSheet
    parties: Annotated[list[PartyData], note("Of a contract its parties; of anybody else the contracts it is in.")]
    statements: Annotated[list[StatementData], note("Under this contract, of this party or about this element.")]
    relations: list[RelationData]
    cells: list[CellData]
    sources: list[SourceData]
    questions: list[QuestionData]


_OWN_PLACE = ("id", "name", "documentation", "sources", "properties", "source", "target", "parties")


def attributes(concept: Concept) -> dict[str, Any]:
    """Every attribute that holds something, explicit unknowns included."""
    return {feature: value for feature, value in stated_features(concept) if feature not in _OWN_PLACE}


def value_data(value: object) -> Label:
    """A value as text, or as a text per language where it has several."""
    languages = tuple(dict.fromkeys(_languages(value)))
    if len(languages) > 1:
        return {lang: value_text(value, lang) for lang in languages}
    return value_text(value, "")


def _languages(value: object) -> Iterator[str]:
    """Every language of the texts in a value; the primary one first."""
    if isinstance(value, LangText):
        yield from value.texts
    elif isinstance(value, tuple):
        yield from chain.from_iterable(map(_languages, value))
    elif isinstance(value, LeanObject) and not isinstance(value, Concept):
        yield from chain.from_iterable(_languages(part) for _, part in stated_features(value))


def value_text(value: object, lang: str) -> str:
    """A value the way a person and a model file write it, its texts in a language they have, else their primary."""
    if isinstance(value, tuple):
        return ", ".join(value_text(v, lang) for v in value)
    if isinstance(value, Concept):
        return str(value.id)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, LeanObject):
        features = stated_features(value)
        parts = [f"{name}: {value_text(part, lang)}" for name, part in features if part not in ("", (), None)]
        return stated_values(value).get("id") or f"{{{', '.join(parts)}}}"
    return in_language(value, lang) if isinstance(value, str) else str(value)


def data(model: Model, element: Element, scope: Scope) -> ElementAnswer:
    """Everything about one element at a moment."""
    relations = (*model.outgoing(element), *model.incoming(element))
    return ElementAnswer(
        model=model_data(model),
        moment=moment_data(scope),
        element=ElementSheet(
            **asdict(element_data(element)),
            documentation=label_data(element.documentation),
            attributes={feature: value_data(value) for feature, value in attributes(element).items()},
            properties=[list(p) for p in element.properties],
            place=str(model.place(element.id)),
        ),
        parties=agreements.parties(model, element),
        statements=agreements.statements(model, element),
        relations=[RelationData(id=r.id, type=r.kind, source=r.source.id, target=r.target.id) for r in relations],
        cells=[cell_data(c) for c in scope.cells(element)],
        sources=[source_data(s) for s in element.sources],
        questions=[QuestionData(id=q.id, text=label_data(q.told)) for q in _questions(element, scope)],
    )


def _questions(element: Element, scope: Scope) -> list[OpenQuestion]:
    """The open questions about it, those of other plateaus apart."""
    return [q for q in scope.model.questions if element in q.about and scope.facts.holds(q.plateaus)]


def _shown(value: object, lang: str) -> str:
    """A value in words; what is unknown with the question it belongs to."""
    words = concepts.shown(value, lang)
    return f"{words} ({value.item})" if isinstance(value, Unknown) and value.item else words


def text(model: Model, element: Element, scope: Scope, lang: str) -> str:
    """The fact sheet for the terminal."""
    lines = [f"{name(element, lang)} — {element.kind} ({element.id})", str(model.place(element.id))]
    if element.documentation:
        lines.append(in_language(element.documentation, lang))
    lines += agreements.text(model, element, scope, lang)
    facts = [[attribute_name(key, lang), _shown(value, lang)] for key, value in attributes(element).items()]
    if facts:
        lines += ["", grid(facts, [label("Answer.attribute", lang), label("Answer.value", lang)])]
    relations = [sentence(r, lang) for r in (*model.outgoing(element), *model.incoming(element))]
    if relations:
        lines += ["", label("Answer.relations", lang), *(f"  {line}" for line in relations)]
    cells = [[activity_name(scope, c.activity, lang), label_of(c.status, lang), cell_text(c, lang)]
             for c in scope.cells(element)]  # fmt: skip
    if cells:
        headers = [label(f"Answer.{h}", lang) for h in ("activity", "status", "who")]
        lines += ["", moment_text(scope, lang), *silences.owner_lines(scope, element, lang), grid(cells, headers)]
    without = list(silences.no_cells_lines(scope, element, lang))
    if without:
        lines += ["", moment_text(scope, lang), *silences.owner_lines(scope, element, lang), *without]
    if element.sources:
        lines += ["", label("Answer.sources", lang), *(f"  {s}" for s in element.sources)]
    questions = _questions(element, scope)
    if questions:
        lines += ["", label("Answer.questions", lang)]
        lines += [f"  {q.id} {in_language(q.told, lang)}" for q in questions]
    return "\n".join(lines)
