"""The JSON Schema of the text format, made from the metamodel: ``python -m ea_model.loader.schema FILE``.

Written into ``docs/model.schema.json``, for editors: it knows every key and every word, and leaves to ``ea check`` what
only a whole model shows, such as ids, dates and amounts. `schema` of a model has its ids and kinds besides.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ea_model.loader import MODEL_FIELDS, build
from ea_model.loader.concepts import HIDDEN, SPECIAL, VERBS
from ea_model.loader.context import IDENTIFIER
from ea_model.loader.covers import EFFECTS, HOLDERS
from ea_model.loader.extends import THEIRS
from ea_model.loader.judgements import SEVERITIES
from ea_model.loader.kinds import ACTIVITY_FIELDS, ATTRIBUTE_FIELDS, KIND_FIELDS, TYPES
from ea_model.loader.selectors import SELECTOR_KEYS
from ea_model.loader.statements import NOT_A_FIELD
from ea_model.loader.structured import OF_PARTY, STRUCTURED
from ea_model.loader.values import LANGUAGE, SOURCE_KEYS
from ea_model.messages.problems import Place
from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.conditions import CHECKS, COMBINATIONS
from ea_model.metamodel.contract import (
    ClosureStatement,
    Contract,
    Document,
    OpenQuestion,
    Party,
    Plateau,
    ScopeStatement,
    TermConflict,
    Waiver,
)
from ea_model.metamodel.lean import LeanFeature, LeanReference, features_of
from ea_model.metamodel.severity import rule_codes
from ea_model.model import Model
from ea_model.source.conventions import IN_HOUSE_WORDS
from ea_model.source.records import SECTIONS, Fields, ParsedEntry, ParsedModel
from ea_model.values import in_language
from ea_model.values.closed_list import ClosedList
from ea_model.values.formatting import laid_out
from ea_model.words import LANGUAGES, table

Schema = dict[str, Any]
_OBJECT: Schema = {"type": ["object", "null"]}
_ALL_CHECKS = (*CHECKS, *COMBINATIONS)

STATED: dict[str, type[Any]] = {
    "documents": Document, "statements": ScopeStatement, "closures": ClosureStatement, "unknowns": OpenQuestion,
    "terms": TermConflict, "waivers": Waiver,
}  # fmt: skip
"""The sections whose entries are filled feature by feature, and what they become."""


def ref(name: str) -> Schema:
    """The schema of that name among the definitions."""
    return {"$ref": f"#/definitions/{name}"}


def listed(item: Schema) -> Schema:
    """One of something, or a list of them."""
    return {"anyOf": [item, {"type": "array", "items": item}]}


def mapping(fields: Mapping[str, Schema], *required: str, more: Schema | bool = False) -> Schema:
    """Fields by name; ``more`` says what any other field is, and False that there is none."""
    needed = {"required": list(required)} if required else {}
    return {"type": "object", "properties": dict(fields), **needed, "additionalProperties": more}


def each(entry: Schema) -> Schema:
    """Entries under ids; a section with nothing in it is as good as none."""
    return {**_OBJECT, "additionalProperties": entry}


def _any_case(words: Iterable[str]) -> str:
    """A pattern for words in any case, with spaces, hyphens or underscores."""
    letters = (
        "".join("[ _-]" if c in " _-" else f"[{c.lower()}{c.upper()}]" if c.isalpha() else f"[{c}]" for c in word)
        for word in words
    )
    return f"^({'|'.join(letters)})$"


def _words(words: Iterable[str]) -> Schema:
    """A closed list: its spellings for who types, and any way of writing them for who has written."""
    spellings = list(dict.fromkeys(words))
    return {"anyOf": [{"enum": spellings}, {"type": "string", "pattern": _any_case(spellings)}]}


def _described(schema: Schema, *keys: str) -> Schema:
    """With a sentence in Dutch and English, where one of these labels has words."""
    for key in keys:
        texts = [table(lang).get(key, "") for lang in LANGUAGES]
        if all(texts):
            return {"description": " / ".join(dict.fromkeys(texts)), **schema}
    return schema


_VALUE = ref("value")
_PARTY = listed({"anyOf": [ref("id.Element"), ref("party")]})
_TYPES_OF_VALUE = {
    dt.BOOLEAN.name: ref("flag"), dt.DATE.name: ref("date"), dt.SOURCE.name: ref("sources"),
    dt.PROPERTY.name: ref("properties"),
}  # fmt: skip
_PERIOD = mapping({"from": ref("date"), "until": ref("date")})
_READINGS = listed(mapping({"term": ref("text"), "source": ref("sources")}, "term"))
_ONE_ELEMENT = {"anyOf": [ref("id.Element"), ref("selector")]}
_MORE: dict[str, dict[str, Schema]] = {
    "statements": {
        "contract": {"anyOf": [{"enum": list(IN_HOUSE_WORDS)}, ref("id.Contract")]},
        "party": listed(ref("id.Element")), "subject": listed(_ONE_ELEMENT), "activity": ref("activities"),
        "valid": _PERIOD,
    },
    "closures": {"element": listed(_ONE_ELEMENT), "activity": ref("activities")},
    "unknowns": {"about": listed(ref("id.Concept"))},
    "terms": {"readings": _READINGS},
    "waivers": {"rule": {"enum": list(rule_codes())}, "subject": listed(_VALUE)},
}  # fmt: skip
"""What entries say that no feature of that name says, or says otherwise."""
_NEEDED = {"statements": ("contract", "subject", "activity"), "waivers": ("rule", "subject", "reason")}
"""What an entry cannot do without."""
_STRUCTURED = {
    "parties": listed(ref("party")), "client": _PARTY, "suppliers": _PARTY, "condition": listed(ref("condition")),
    "needed_for": listed(mapping({"element": ref("id.Element"), "activity": ref("activities")}, "element", "activity")),
}  # fmt: skip
_SPECIAL = {"type": _VALUE, "source": ref("sources"), "exists": _PERIOD, "properties": ref("properties")}


def schema(model: Model | None = None) -> Schema:
    """The schema of a file of the text format; of a model, with its ids, its kinds and its activities."""
    return _Maker(model or build(ParsedModel([ParsedEntry("model", "", Fields(), Place())]))).schema()


def text(model: Model | None = None) -> str:
    """The schema as the file has it."""
    return f"{laid_out(schema(model))}\n"


class _Maker:
    """Makes one schema; every field is a definition once, however many kinds have it."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.definitions: dict[str, Schema] = {}
        self.fields: dict[str, list[Schema]] = {}

    def schema(self) -> Schema:
        metamodel = self.model.metamodel
        elements = self._by_kind("element", metamodel.element_kinds(), ("type",))
        relations = self._by_kind("relation", metamodel.relation_kinds(), ("type", "from", "to"))
        entries = {
            "model": mapping(self._named(MODEL_FIELDS, _MODEL)),
            "facts": each(ref("reference")),
            "kinds": each(mapping(self._named(KIND_FIELDS, {"label": ref("text"), "attributes": self._attributes()}))),
            "activities": each(mapping(self._named(ACTIVITY_FIELDS, self._of_activities()))),
            "applicability": each(mapping({n: ref("activities") for n in ("required", "optional")}) | _OBJECT),
            "elements": each(elements),
            "relations": each(relations),
            "rules": each(mapping({"severity": {"enum": list(SEVERITIES)}}, "severity")),
            "extend": each(self._extended()),
            "translations": each(each(each(_VALUE))),
            **{section: each(self._stated(section)) for section in STATED},
        }
        return {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "$id": "urn:ea-model:model:1",
            "title": "A model as text (models/README.md)",
            "type": "object",
            "properties": {section: entries.get(section, _OBJECT) for section in SECTIONS},
            "additionalProperties": False,
            "definitions": dict(sorted((self._shared() | self.definitions).items())),
        }

    def _shared(self) -> dict[str, Schema]:
        source = {key: ref("text") if key == "text" else _VALUE for key in SOURCE_KEYS}
        languages = {"type": "object", "propertyNames": {"pattern": LANGUAGE.pattern}, "additionalProperties": _VALUE}
        status = {"from": _VALUE, "until": _VALUE, "status": _VALUE}
        statement = {key: part for key, part in self._stated("statements")["properties"].items()
                     if key not in ("contract", "effect")}  # fmt: skip
        covered = mapping({**statement, "id": _VALUE})
        one = listed({"anyOf": [ref("activity"), covered]})
        facts = [*self.model.contents.facts, *self.model.contents.documents]
        return {
            "value": {"type": ["string", "number", "boolean", "null"]},
            "text": {"anyOf": [_VALUE, languages]},
            "flag": {"anyOf": [{"type": "boolean"}, _words(("true", "false", "ja", "nee", "yes", "no")), _UNKNOWN]},
            "date": {"anyOf": [_VALUE, mapping(status, "from")]},
            "properties": {"type": ["object", "array", "null"]},
            "reference": mapping(source),
            "sources": listed({"anyOf": [*self._one_of(facts), _VALUE, ref("reference")]}),
            "activity": {"anyOf": [*self._activities(), {"type": "string", "pattern": f"^{IDENTIFIER.pattern}$"}]},
            "activities": listed(ref("activity")),
            "selector": mapping({key: {} for key in SELECTOR_KEYS} | {"except": listed(_ONE_ELEMENT)}),
            "party": mapping({"who": ref("id.Element"), **self._party()}, "who"),
            "condition": {
                "minProperties": 1, "maxProperties": 1,
                **mapping({name: listed(ref("condition")) if name in COMBINATIONS else {} for name in _ALL_CHECKS}),
            },
            "covered": {"anyOf": [each(one), {"type": "array", "items": covered}]},
        }  # fmt: skip

    def _named(self, names: Iterable[str], fields: Mapping[str, Schema]) -> dict[str, Schema]:
        return {name: self._field(name, fields.get(name, listed(_VALUE))) for name in names}

    def _attributes(self) -> Schema:
        fields = {"type": {"enum": list(TYPES)}, "label": ref("text"), "required": ref("flag"), "many": ref("flag")}
        attribute = mapping({name: fields.get(name, listed(_VALUE)) for name in ATTRIBUTE_FIELDS})
        return each({"anyOf": [{"enum": list(TYPES)}, attribute]})

    def _of_activities(self) -> dict[str, Schema]:
        layers = listed({"enum": list(self.model.metamodel.language.layers)})
        return {"label": ref("text"), "definition": ref("text"), "layers": layers, "client_side": ref("flag"),
                "part_of": ref("activity")}  # fmt: skip

    def _activities(self) -> list[Schema]:
        """The activities there are, each with what it is."""
        entries = []
        for code, activity in self.model.contents.activities.items():
            own = str(getattr(activity, "definition", ""))
            texts = []
            for lang in LANGUAGES:
                meaning = in_language(own, lang) or table(lang).get(f"Definition.{code}", "")
                texts.append(": ".join(filter(None, (in_language(activity.label, lang), meaning))))
            entries.append({"const": code, "description": " / ".join(texts)})
        return entries

    def _one_of(self, ids: Iterable[str]) -> list[Schema]:
        """Ids as an editor offers them; none where there is no model."""
        names = list(ids)
        return [{"enum": names}] if names else []

    def _id(self, kind: type[Any]) -> Schema:
        """An id, or a unique name, of something of a kind."""
        name = f"id.{kind.__name__}"
        if name not in self.definitions:
            ids = [c.id for c in self.model.concepts() if isinstance(c, kind)]
            self.definitions[name] = {"anyOf": [*self._one_of(ids), _VALUE]} if ids else _VALUE
        return ref(name)

    def _party(self) -> dict[str, Schema]:
        features = features_of(Party)
        return {key: self._feature(features[name]) for key, name in OF_PARTY.items()}

    def _type(self, value_type: dt.ValueType) -> Schema:
        """A value of a type."""
        words = value_type.words or tuple(s for w in _lists_of(value_type) for s in w.spellings)
        if words and all(word[:1].isalpha() for word in words):  # others may be numbers to an editor
            self.definitions[f"word.{value_type.name}"] = _words(words)
            return ref(f"word.{value_type.name}")
        return _TYPES_OF_VALUE.get(value_type.name, ref("text") if value_type.languages else _VALUE)

    def _feature(self, feature: LeanFeature) -> Schema:
        if isinstance(feature, LeanReference):
            one = self._id(feature.target.python_class)
        else:
            one = self._type(feature.value_type)
        if one == ref("sources"):
            return one
        if feature.knowable and one["$ref"].startswith("#/definitions/word."):
            one = {"anyOf": [one, _UNKNOWN]}
        return listed(one) if feature.is_many else one

    def _field(self, name: str, part: Schema, *labels: str) -> Schema:
        """A field as a definition of its own, which all that have it share."""
        part = _described(part, *labels, f"Attribute.{name}")
        versions = self.fields.setdefault(name, [])
        if part not in versions:
            versions.append(part)
        number = versions.index(part)
        key = f"field.{name}" + (f".{number + 1}" if number else "")
        self.definitions[key] = part
        return ref(key)

    def _fields(self, kind: type[Concept]) -> dict[str, Schema]:
        """Every field an entry of a kind can have."""
        is_relation = issubclass(kind, Relation)
        fields = {key: self._field(key, _SPECIAL[key]) for key in SPECIAL}
        for name, feature in features_of(kind).items():
            if name not in (*HIDDEN, "properties") and not (is_relation and name in ("source", "target")):
                fields[name] = self._field(name, _STRUCTURED.get(name) or self._feature(feature))
        for name, (owner, _, _) in STRUCTURED.items():
            if issubclass(kind, owner):
                fields[name] = self._field(name, _STRUCTURED.get(name, {}))
        if issubclass(kind, Plateau):
            fields["from"] = self._field("from", ref("date"), "Attribute.start")
        if is_relation:
            return fields | {"id": _VALUE}
        if issubclass(kind, HOLDERS):
            fields |= {verb: self._field(verb, ref("covered")) for verb in EFFECTS if verb not in fields}
        return fields | {verb: self._verb(verb) for verb in VERBS}

    def _verb(self, verb: str) -> Schema:
        """What may stand under a verb: an id, a list of ids, or targets with their sources or attributes."""
        kind_name, fixed = VERBS[verb]
        kind = self.model.metamodel.get(kind_name)
        if kind is None:  # a language without relations of this sort
            return {}
        word = str(fixed.get("access_type", "Concern" if verb == "concerns" else kind_name))
        attributes = {key: part for key, part in self._fields(kind).items() if key not in fixed}
        self.definitions[f"under.{verb}"] = {
            "anyOf": [
                ref("sources"),
                {"if": {"required": ["type"]}, "then": {"type": "object"}, "else": mapping(attributes)},
            ]
        }
        targets = {"type": "object", "additionalProperties": ref(f"under.{verb}")}
        one = listed(self._id(Concept))
        return self._field(verb, {"anyOf": [*one["anyOf"], targets]}, f"Verb.{word}", f"Kind.{kind_name}")

    def _by_kind(self, name: str, kinds: Iterable[str], required: tuple[str, ...]) -> Schema:
        """An entry with a type: what several kinds have alike is said once; a kind of some model may have any field."""
        groups: dict[str, list[str]] = {}
        for kind_name in kinds:
            kind = self.model.metamodel.get(kind_name)
            if kind is None:
                continue
            fields = self._fields(kind)
            if issubclass(kind, Relation):
                del fields["id"]
                fields |= {"from": _VALUE, "to": _VALUE}
            needed = [n for n, f in features_of(kind).items() if f.is_required and n not in ("source", "target")]
            groups.setdefault(json.dumps(mapping(fields, *needed)), []).append(kind_name)
        types: list[Schema] = []
        conditions: list[Schema] = []
        for fields_text, names in groups.items():
            self.definitions[f"{name}.{names[0]}"] = json.loads(fields_text)
            conditions.append(
                {
                    "if": {"properties": {"type": {"enum": names}}, "required": ["type"]},
                    "then": ref(f"{name}.{names[0]}"),
                }
            )
            types += [self._kind(kind_name) for kind_name in names]
        own = {"type": "string", "pattern": f"^{IDENTIFIER.pattern}$"}
        return {"type": "object", "properties": {"type": {"anyOf": [*types, own]}}, "required": list(required),
                "allOf": conditions}  # fmt: skip

    def _kind(self, name: str) -> Schema:
        own = self.model.metamodel.labels.get(name)
        if own:
            return {
                "const": name,
                "description": " / ".join(dict.fromkeys(in_language(own, lang) for lang in LANGUAGES)),
            }
        return _described({"const": name}, f"Kind.{name}", f"KindName.{name}")

    def _extended(self) -> Schema:
        """Whatever an element of any kind can have, but for what the other model says itself."""
        fields: dict[str, list[Schema]] = {}
        for name in self.model.metamodel.element_kinds():
            kind = self.model.metamodel.get(name)
            for key, part in self._fields(kind).items() if kind is not None and issubclass(kind, Element) else ():
                if key not in THEIRS and part not in fields.setdefault(key, []):
                    fields[key].append(part)
        parts = {key: some[0] if len(some) == 1 else {"anyOf": some} for key, some in fields.items()}
        return mapping(parts, more=True) | _OBJECT

    def _stated(self, section: str) -> Schema:
        more = _MORE.get(section, {})
        features = {
            name: self._feature(feature)
            for name, feature in features_of(STATED[section]).items()
            if name not in NOT_A_FIELD and name not in more
        }
        sources = {} if section == "documents" else {"source": ref("sources")}
        for kind in (Element, Contract, Concept):
            self._id(kind)
        fields = {name: self._field(name, part) for name, part in {**more, **features, **sources}.items()}
        return mapping(fields, *_NEEDED.get(section, ()))


_UNKNOWN: Schema = {"type": "string", "pattern": "^([Oo]nbekend|[Uu]nknown)( .+)?$|^([Nn]\\.[Vv]\\.[Tt]\\.|nvt|n/a)$"}
_MODEL: dict[str, Schema] = {
    "name": ref("text"), "documentation": ref("text"), "note": ref("text"), "properties": ref("properties"),
    "baseline": ref("id.Plateau"), "organisation": ref("id.Element"), "keeps_sources": ref("flag"),
}  # fmt: skip


def _lists_of(value_type: dt.ValueType) -> tuple[Any, ...]:
    """The members of a closed list that is a type of its own."""
    kind = value_type.python[0]
    return tuple(kind) if issubclass(kind, ClosedList) else ()


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
