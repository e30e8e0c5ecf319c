"""The source register turned round: each fact, and what in the model rests on it; and finding by text."""

from __future__ import annotations

from types import NoneType
from typing import Annotated

from msgspec.structs import asdict

from ea_model.messages.problems import UnknownIdError
from ea_model.metamodel.archimate import Aggregation, Composition, Concept, Element
from ea_model.metamodel.lean import stated_values
from ea_model.model import Model
from ea_model.values import NO_VALUE, LangText, in_language
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.element import value_data
from ea_model.views.answers.shared.common import element_data, grid, label_data, name
from ea_model.views.answers.shared.structs import Count, Data, ElementData, Label, note
from ea_model.views.words import concepts
from ea_model.views.words.kinds import attribute_name
from ea_model.words import label


class ElementHit(ElementData):
    """An element that was found."""

    place: str
    attributes: Annotated[dict[str, Label], note("Those asked for with --columns, as a model file writes them.")]


class FindAnswer(ModelAnswer, tag="find"):
    """ea find"""

    query: str
    elements: Annotated[list[ElementHit], note("Best match first.")]

    def outcome(self) -> Outcome:
        return FOUND if self.elements else Outcome.of(OutcomeKind.EMPTY, "Answer.not_found", query=self.query)


class FactData(Data):
    """A phrase of the source register and what rests on it."""

    id: str
    document: str
    page: Count
    lines: str
    quote: str
    category: str
    text: Label
    elements: list[str]
    relations: list[str]
    statements: list[str]


class FactsAnswer(ModelAnswer, tag="facts"):
    """ea facts"""

    facts: list[FactData]

    def outcome(self) -> Outcome:
        return FOUND if self.facts else Outcome.of(OutcomeKind.EMPTY, "Outcome.no_facts")


def users_of_facts(model: Model) -> dict[str, dict[str, list[str]]]:
    """Per fact id: the ids of elements, relations and statements that cite it."""
    users: dict[str, dict[str, list[str]]] = {
        fact: {"elements": [], "relations": [], "statements": []} for fact in model.facts
    }
    for concept in model.concepts():
        group = "elements" if isinstance(concept, Element) else "relations"
        for source in concept.sources:
            if source.fact in users:
                users[source.fact][group].append(concept.id)
    for statement in model.all_statements():
        for source in statement.sources:
            if source.fact in users:
                users[source.fact]["statements"].append(statement.id)
    return users


def data(model: Model) -> FactsAnswer:
    """Every fact with its phrase and what rests on it."""
    users = users_of_facts(model)
    return FactsAnswer(
        model=model_data(model),
        facts=[
            FactData(
                id=f.fact,
                document=f.document,
                page=f.page,
                lines=f.lines,
                quote=f.quote,
                category=f.category,
                text=label_data(f.text),
                **users[f.fact],
            )
            for f in model.facts.values()
        ],
    )


def text(model: Model, lang: str) -> str:
    """The register for the terminal, and the facts nothing rests on."""
    users = users_of_facts(model)
    rows = []
    for fact in model.facts.values():
        used = users[fact.fact]
        place = f"p{fact.page} r{fact.lines}"
        what = [f"{label(f'Answer.{g}', lang)}: {', '.join(ids)}" for g, ids in used.items() if ids]
        rows.append("\n    ".join([f"{fact.fact} {place} “{fact.quote}”", in_language(fact.text, lang), *what]))
    unused = [f for f, used in users.items() if not any(used.values())]
    rows.append(label("Answer.facts_used", lang, count=len(users) - len(unused), total=len(users)))
    return "\n".join(rows)


def find(model: Model, query: str) -> list[Element]:
    """Elements whose id, name or documentation holds the words, best match first."""
    words = query.casefold().split()
    scored = []
    for element in model.elements:
        names = [element.id.casefold(), *(t.casefold() for t in _texts(element.name))]
        everything = " ".join([*names, *(t.casefold() for t in _texts(element.documentation))])
        if all(word in everything for word in words):
            exact = query.casefold() in names
            begins = any(n.startswith(query.casefold()) for n in names)
            in_name = all(any(word in n for n in names) for word in words)
            scored.append(((not exact, not begins, not in_name, element.id), element))
    return [element for _, element in sorted(scored, key=lambda s: s[0])]


def _texts(text_: str) -> list[str]:
    return list(text_.texts.values()) if isinstance(text_, LangText) else [text_]


def kind_of(model: Model, kind: str | None) -> type[Concept] | None:
    """The class of that name; None where none is asked for."""
    concept_class = model.metamodel.get(kind) if kind else None
    if kind and concept_class is None:
        raise UnknownIdError("kind", kind, model.metamodel.element_kinds())
    return concept_class


def chosen(
    model: Model, elements: list[Element], kind: type[Concept] | None, wholes: tuple[str, ...] = ()
) -> list[Element]:
    """Those of a kind, and those that are a part of one of the wholes (ids or names); `UnknownIdError` for none."""
    parts = {
        relation.target.id
        for whole in wholes
        for relation in model.outgoing(model.element(whole))
        if isinstance(relation, (Aggregation, Composition))
    }
    return [e for e in elements if (kind is None or isinstance(e, kind)) and (not wholes or e.id in parts)]


def columns_of(elements: list[Element], names: list[str]) -> tuple[str, ...]:
    """The attributes to show; `UnknownIdError` for one that none of the elements can have."""
    features = {
        feature.name for kind in {type(e) for e in elements} for feature in kind.eClass.eAllStructuralFeatures()
    }
    for name_ in names:
        if elements and name_ not in features:
            raise UnknownIdError("attribute", name_, features)
    return tuple(names)


def lacking(model: Model, elements: list[Element], kind: type[Concept] | None) -> list[Element]:
    """Those that no element of a kind has a relation to; without a kind all of them."""
    return [e for e in elements if kind is None or not any(isinstance(r.source, kind) for r in model.incoming(e))]


def find_data(model: Model, query: str, elements: list[Element], columns: tuple[str, ...] = ()) -> FindAnswer:
    """What `find` found."""
    return FindAnswer(
        model=model_data(model),
        query=query,
        elements=[
            ElementHit(
                **asdict(element_data(e)),
                place=str(model.place(e.id)),
                attributes={c: value_data(value) for c in columns if (value := stated_values(e).get(c)) is not None},
            )
            for e in elements
        ],
    )


def find_text(
    model: Model, query: str, elements: list[Element], columns: tuple[str, ...], lang: str, total: int | None = None
) -> str:
    """What `find` found, for the terminal; of how many, where that was asked; and how many fill in each column."""
    if not elements:
        return label("Answer.not_found", lang, query=query)
    rows = [[name(e, lang), e.kind, e.id, *(_column(e, c, lang) for c in columns), str(model.place(e.id))]
            for e in elements]  # fmt: skip
    heads = [label(f"Answer.{h}", lang) for h in ("element", "kind", "id")]
    table = grid(rows, [*heads, *(attribute_name(c, lang) for c in columns), label("Answer.place", lang)])
    counts = label("Lists.listed", lang, count=len(elements))
    if total is not None:
        counts = label("Lists.listed_of", lang, count=len(elements), total=total)
    filled = [
        label("Lists.filled", lang, column=attribute_name(c, lang), count=sum(_is_filled(e, c) for e in elements),
              total=len(elements))
        for c in columns
    ]  # fmt: skip
    return "\n".join([table, counts, *filled])


def _is_filled(element: Element, feature: str) -> bool:
    """Somebody states a value, and it is not that nobody knows it."""
    return not isinstance(stated_values(element).get(feature), (NoneType, *NO_VALUE))


def _column(element: Element, feature: str, lang: str) -> str:
    value = stated_values(element).get(feature)
    return "" if value is None else concepts.shown(value, lang)
