"""From model to words on a page: names, kinds, relations as sentences, values, places of sources."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ea_model.metamodel import specialization_of
from ea_model.metamodel.archimate import Access, Association, Concept, Influence, Relation, archimate_type
from ea_model.metamodel.contract import Party
from ea_model.metamodel.lean import LeanObject, stated_features, stated_values
from ea_model.model import Model
from ea_model.questions.agenda.wording import day_words, month_words
from ea_model.values import (
    Count,
    FuzzyDate,
    NotApplicable,
    Provenance,
    Quantity,
    SourceRef,
    Unknown,
    in_language,
)
from ea_model.values.quantities import EXCLUDING, INCLUDING, PERIODS, PRICED
from ea_model.views.words.kinds import name_of
from ea_model.words import label, table


def name(concept: Concept, lang: str) -> str:
    """The name of an element, or of a relation as a sentence; the id where there is none."""
    if concept.name:
        return " ".join(in_language(concept.name, lang).split())
    if isinstance(concept, Relation):
        return f"{name(concept.source, lang)} {verb(concept, lang)} {name(concept.target, lang)}"
    return concept.id


def titled(concept: Concept, lang: str) -> str:
    """The id and the name; the id alone where that is all there is."""
    return concept.id if name(concept, lang) == concept.id else f"{concept.id} – {name(concept, lang)}"


def kind(model: Model, concept: Concept, lang: str) -> str:
    """What sort of thing it is: the model's own word for its own kinds, else ours."""
    words = table(lang)
    own = model.metamodel.labels.get(concept.kind)
    if own:
        return in_language(own, lang)
    if f"Kind.{concept.kind}" in words:
        return words[f"Kind.{concept.kind}"]
    return name_of(concept.kind, lang).lower()


def verb(relation: Relation, lang: str, *, backwards: bool = False) -> str:
    """How the relation reads from its source or, backwards, from its target."""
    base = archimate_type(type(relation))
    if isinstance(relation, Access):
        base = {"Read": "Read", "Write": "Write", "ReadWrite": "ReadWrite"}.get(relation.access_type, base)
    elif isinstance(relation, Association) and relation.directed is True:
        base = "Concern"
    words = label(f"{'VerbBack' if backwards else 'Verb'}.{base}", lang)
    if isinstance(relation, Influence) and relation.strength:
        words += f" ({relation.strength})"
    special = specialization_of(type(relation))
    return f"{words} «{special}»" if special else words


def shown(value: object, lang: str) -> str:
    """A value of an attribute as a person reads it."""
    for sort, write in _WRITERS.items():
        if isinstance(value, sort):
            return write(value, lang)
    return str(value)


def source_place(model: Model, source: SourceRef, lang: str) -> str:
    """Where a quote stands: document, page, lines."""
    document = model.documents.get(source.document)
    parts = [in_language(document.title, lang) if document and document.title else source.document]
    if source.page:
        parts.append(label("Ui.page_short", lang, page=source.page))
    if source.lines:
        parts.append(label("Ui.line_short", lang, lines=source.lines.replace("-", "–")))
    return ", ".join(part for part in parts if part)


def _party(value: Party, lang: str) -> str:
    count = f", {shown(value.count, lang)}" if value.count is not None else ""
    return f"{name(value.who, lang)} ({shown(value.capacity, lang)}{count})"


def _count(value: Count, lang: str) -> str:
    return label("Ui.at_least", lang, count=value.low) if value.high is None else str(value)


def _word(value: str, lang: str) -> str:
    """A text in the language asked; a word of one of our enumerations is translated."""
    text = in_language(value, lang)
    return table(lang).get(f"Word.{text}", text)


def _date(value: FuzzyDate, lang: str) -> str:
    first, last = value.earliest, value.latest
    text = {
        "day": day_words(first, lang),
        "month": month_words(first, lang),
        "quarter": label("Ui.quarter", lang, quarter=(first.month + 2) // 3, year=first.year),
        "year": str(first.year),
        "open": label("Ui.open_date", lang),
    }.get(value.precision, f"{day_words(first, lang)} – {day_words(last, lang)}")
    return f"{text} ({shown(value.status, lang)})" if value.status else text


_LONG_NUMBER = re.compile(r"(?<![\w.,])\d{4,}(?![\w,])")
"""Digits before the decimal point that are grouped by thousands."""
_THREE_DECIMALS = re.compile(r"(\.\d{3})0(?!\d)")
"""Three decimals as a model file has them; a reader is not told of the zero."""


def _quantity(value: Quantity, lang: str) -> str:
    """As `Quantity` writes itself, with the decimal sign, the scale and the period of the language."""
    text = _THREE_DECIMALS.sub(r"\1", str(value).replace("..", "–"))
    text = _LONG_NUMBER.sub(lambda match: f"{int(match[0]):,}", text)
    if lang != "nl":
        periods = (f"per {period}" for period in (*PERIODS, *PRICED))
        for dutch in ("circa", "mln", *periods, "jaar", "maand", "dag", "berichten", EXCLUDING, INCLUDING):
            text = re.sub(rf"\b{dutch}\b", label(f"Word.{dutch}", lang), text)
        return text
    return re.sub(r"(?<=\d)[.,](?=\d)", lambda match: "," if match[0] == "." else ".", text)


def _parts(value: LeanObject, lang: str) -> str:
    """Something without a name of its own, such as a condition: what it holds, one after the other."""
    if "label" in stated_values(value):
        return in_language(stated_values(value)["label"], lang)
    words = table(lang)
    return "; ".join(
        f"{words.get(f'Attribute.{feature}', feature)}: {shown(part, lang)}"
        for feature, part in stated_features(value)
        if part not in (None, "", ())
    )


_WRITERS: dict[type, Callable[[Any, str], str]] = {
    bool: lambda value, lang: label("Truth.YES" if value else "Truth.NO", lang),
    Unknown: lambda _, lang: label("Ui.unknown", lang),
    NotApplicable: lambda _, lang: label("Status.NOT_APPLICABLE", lang),
    Provenance: lambda value, lang: label(f"Provenance.{value.name}", lang),
    FuzzyDate: _date,
    Quantity: _quantity,
    Count: _count,
    Party: _party,
    Concept: name,
    LeanObject: _parts,
    tuple: lambda values, lang: ", ".join(shown(value, lang) for value in values),
    str: _word,
}
"""How each sort of value is written; the first that fits counts."""
