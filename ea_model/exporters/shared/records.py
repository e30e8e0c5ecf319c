"""A model as the entries of a model file: what every format that carries the whole model starts from.

Each function gives the fields of one entry the way ``models/README.md`` spells them, so that the loader reads them
back: texts, lists of them, and mappings. Fields come in the order of the metamodel; what equals the default of an
attribute is left out. Free properties are not among them, since formats differ in how they hold pairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ea_model.metamodel.archimate import Concept, Relation
from ea_model.metamodel.conditions import CHECKS
from ea_model.metamodel.contract import (
    Activity,
    ClosureStatement,
    Condition,
    Document,
    Need,
    OpenQuestion,
    Party,
    ScopeStatement,
    Statement,
    TermConflict,
    Waiver,
)
from ea_model.metamodel.datatypes import text_of
from ea_model.metamodel.lean import LeanObject, features_of, stated_features, stated_values
from ea_model.model import Model
from ea_model.source import conventions as form
from ea_model.source.records import FORMAT
from ea_model.values import NO_VALUE, LangText, SourceRef

_ELSEWHERE = frozenset({"id", "sources", "source_of", "exists_from", "exists_until", "properties"})
"""Features of a concept that a model file spells in another way."""
_SPECIAL_IN_SCOPE = frozenset(
    {"id", "sources", "contract", "own", "parties", "implied", "subject", "selector", "activity",
     "valid_from", "valid_until", "inherits"}
)  # fmt: skip

_CITED = ("answered_by", "contradicted_by")
"""Features of an open question that cite sources."""

Fields = dict[str, Any]


def manifest_fields(model: Model) -> Fields:
    """The ``model:`` entry."""
    fields: Fields = {"format": str(FORMAT), "id": model.id, "name": spelled(model.name)}
    for key, value in (
        ("version", model.version),
        ("documentation", model.contents.documentation),
        ("organisation", model.organisation),
        ("baseline", model.baseline),
        ("as_of", model.contents.as_of),
        ("horizon", model.contents.horizon),
        ("keeps_sources", model.contents.keeps_sources),
    ):
        if value or isinstance(value, LangText):
            fields[key] = spelled(value)
    return fields


def concept_fields(concept: Concept) -> Fields:
    """The fields of an element or a relation without its type, its ends and its free properties."""
    # A goal has a target too; of a relation it is an end.
    fields = _stored(concept, _ELSEWHERE | {"source", "target"} if isinstance(concept, Relation) else _ELSEWHERE)
    life = _period(concept.exists_from, concept.exists_until)
    if life:
        fields["exists"] = life
    if concept.sources:
        fields["source"] = source_fields(concept.sources)
    if concept.source_of:
        fields["source_of"] = list(concept.source_of)
    return fields


def scope_fields(statement: ScopeStatement, *, resolved: bool = False) -> Fields:
    """One entry of ``statements:``; ``resolved`` also tells parties and sources nobody said, and what follows."""
    fields: Fields = {"contract": form.OWN if statement.own else spelled(statement.contract)}
    if statement.parties and (resolved or not statement.implied):
        fields["party"] = spelled(statement.parties)
        if statement.implied:
            fields["implied"] = spelled(statement.implied)
    if statement.subject is not None:
        fields["subject"] = statement.subject.id
    elif statement.selector is not None:
        fields["subject"] = statement.selector.fields
    fields["activity"] = statement.activity.id
    fields |= _stored(statement, _SPECIAL_IN_SCOPE)
    valid = _period(statement.valid_from, statement.valid_until)
    if valid:
        fields["valid"] = valid
    if statement.inherits and not resolved:
        fields.pop("provenance", None)
    elif statement.sources:
        fields["source"] = source_fields(statement.sources)
    elif statement.id == statement.short_id:
        fields["provenance"] = spelled(statement.provenance)  # saying nothing would be that of its contract
    return fields


def statement_fields(statement: Statement) -> Fields:
    """One entry of ``closures:``, ``unknowns:``, ``terms:`` or ``waivers:``."""
    fields = _stored(statement, {"id", "sources", "about", "attributes", "readings", "subjects", *_CITED, "selector"})
    if isinstance(statement, ClosureStatement) and statement.selector is not None:
        fields = {"element": statement.selector.fields, **fields}
    fields |= {name: source_fields(refs) for name in _CITED if (refs := stated_values(statement).get(name))}
    if isinstance(statement, Waiver):
        fields["subject"] = list(statement.subjects)
    if statement.sources:
        # Before the readings: they add to the sources, which setting them afterwards would undo.
        fields["source"] = source_fields(statement.sources)
    if isinstance(statement, (OpenQuestion, TermConflict)) and statement.about:
        fields["about"] = [concept.id for concept in statement.about]
    if isinstance(statement, OpenQuestion) and statement.attributes:
        fields["about"] = [*fields.get("about", ()), *statement.attributes]
    if isinstance(statement, TermConflict) and statement.readings:
        fields["readings"] = [{"term": term} for term in statement.readings]
    return fields


def document_fields(document: Document) -> Fields:
    """One entry of ``documents:``."""
    return _stored(document, {"id"})


def fact_fields(fact: SourceRef) -> Fields:
    """One entry of ``facts:``, or a source written in place."""
    fields = {
        "document": fact.document,
        "page": str(fact.page or ""),
        "lines": fact.lines,
        "quote": fact.quote,
        "before": fact.before,
        "after": fact.after,
        "text": spelled(fact.text),
        "category": fact.category,
    }
    return {key: value for key, value in fields.items() if value}


def source_fields(sources: tuple[SourceRef, ...]) -> list[Any]:
    """Sources as ids of facts, those outside the register written out."""
    return [source.fact or fact_fields(source) for source in sources]


def sections(model: Model) -> Iterator[tuple[str, str, Fields]]:
    """Every entry that is neither an element, a relation nor a scope statement: section, id, fields."""
    for document in model.documents.values():
        yield "documents", document.id, document_fields(document)
    for fact_id, fact in model.facts.items():
        yield "facts", fact_id, fact_fields(fact)
    for section in ("kinds", "activities", "applicability", "rules"):
        for entry_id, fields in model.contents.sections.get(section, {}).items():
            yield section, entry_id, fields
    for section, statements in (
        ("closures", model.closures),
        ("unknowns", model.questions),
        ("terms", model.terms),
        ("waivers", model.waivers),
    ):
        for statement in statements:
            yield section, statement.id, statement_fields(statement)


def _stored(instance: LeanObject, but: set[str] | frozenset[str]) -> Fields:
    """The features of a thing that hold something the class does not already say."""
    features = features_of(type(instance))
    return {
        name: spelled(value)
        for name, value in stated_features(instance)
        if name not in but
        and value is not None
        and (features[name].is_required or isinstance(value, LangText) or value != features[name].fallback)
    }


def _period(start: object, end: object) -> Fields:
    return {key: text_of(value) for key, value in (("from", start), ("until", end)) if value is not None}


def condition_fields(condition: Condition) -> Fields:
    """One check as a model file has it."""
    if condition.check not in CHECKS:
        parts = [condition_fields(part) for part in condition.parts]
        return {condition.check: parts[0] if condition.check == "not" and parts else parts}
    form = CHECKS[condition.check]
    if form.single:
        return {condition.check: spelled(condition.eGet(form.single))}
    arguments = {key: condition.eGet(feature) for key, feature in form.arguments.items()}
    if "by" in arguments and condition.target is not None:
        arguments["by"] = condition.target
    return {condition.check: {key: spelled(value) for key, value in arguments.items() if value}}


def _structured(value: Party | Need | Condition) -> Fields:
    """A value with parts of its own."""
    if isinstance(value, Condition):
        return condition_fields(value)
    if isinstance(value, Need):
        return {"element": value.element.id, "activity": value.activity.id}
    fields: Fields = {"who": value.who.id, "as": value.capacity}
    more = {"count": value.count, "rank": value.rank, "under": value.under, "from": value.start, "until": value.until}
    return fields | {key: spelled(part) for key, part in more.items() if part is not None}


def spelled(value: object) -> Any:
    """A value of a feature as a model file has it."""
    if isinstance(value, tuple):
        if len(value) == 1 and isinstance(value[0], NO_VALUE):
            return text_of(value[0])  # the whole is not known, which a list would say of one item
        return [spelled(item) for item in value]
    if isinstance(value, LangText):
        return dict(value.texts)
    if isinstance(value, (Party, Need, Condition)):
        return _structured(value)
    if isinstance(value, (Concept, Activity)):
        return value.id
    return text_of(value)
