"""Any entry of a model as plain fields: what two versions of it are compared by, and what one reads of a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from weakref import WeakKeyDictionary

from ea_model.metamodel.archimate import Concept, Relation
from ea_model.metamodel.datatypes import text_of
from ea_model.metamodel.lean import LeanObject, features_of, stated_values
from ea_model.values import LangText, SourceRef

Plain = Any
"""A text, a mapping of language to text, a mapping of fields, or a tuple of these."""


Read = Callable[[Any], Iterator[tuple[str, Plain]]]
_KNOWN: WeakKeyDictionary[Any, tuple[tuple[str, Read], ...]] = WeakKeyDictionary()
"""Readers per class; a model may declare classes of its own, which go when it goes."""


def fields_of(entry: LeanObject) -> dict[str, Plain]:
    """Every field that says something, by name: references as ids, values the way a model file spells them.

    A kind is a field (``type``), so are the ends of a relation and each free property (``properties.key``).
    """
    values: dict[str, Plain] = {"type": entry.kind} if isinstance(entry, Concept) else {}
    stated = stated_values(entry)
    for name, read in _readers(type(entry)):
        if name in stated:
            values.update(read(stated[name]))
    return values


def _readers(kind: type[LeanObject]) -> tuple[tuple[str, Read], ...]:
    """Per feature of a class but its id: how it becomes fields; cached."""
    readers = _KNOWN.get(kind)
    if readers is None:
        readers = _KNOWN[kind] = tuple(
            (name, _properties if name == "properties" else _reader(_shown(kind, name), feature.fallback))
            for name, feature in features_of(kind).items()
            if name != "id"
        )
    return readers


def _shown(kind: type[LeanObject], name: str) -> str:
    """The name a person knows a feature by."""
    ends = {"source": "from", "target": "to"} if issubclass(kind, Relation) else {}
    return ends.get(name, name)


def _reader(name: str, default: object) -> Read:
    def read(value: Any) -> Iterator[tuple[str, Plain]]:
        if value != default or isinstance(value, LangText):
            yield name, plain(value)

    return read


def _properties(value: Any) -> Iterator[tuple[str, Plain]]:
    """Free properties by key; a key that stands more than once has all its values, in order."""
    texts_by_key: dict[str, tuple[Plain, ...]] = {}
    for key, text in value:
        texts_by_key[key] = (*texts_by_key.get(key, ()), plain(text))
    for key, texts in texts_by_key.items():
        yield f"properties.{key}", texts[0] if len(texts) == 1 else texts


def plain(value: Any) -> Plain:
    """A value without objects of a model, so that values of two models can be equal."""
    if isinstance(value, LangText):
        return dict(value.texts)
    if isinstance(value, str):
        return value
    if isinstance(value, (tuple, list)):
        return tuple(plain(item) for item in value)
    if isinstance(value, LeanObject):
        own_id = getattr(value, "id", None)
        return own_id if isinstance(own_id, str) and own_id else fields_of(value)
    if isinstance(value, SourceRef):
        return value.fact or f"{value.document} {value}".strip()
    return text_of(value)


def shown(value: Plain, lang: str) -> str:
    """A plain value as one line; empty when there is none."""
    if value is None:
        return ""
    if isinstance(value, dict):
        if lang in value:
            return str(value[lang])
        if value and all(isinstance(v, str) and len(k) in (2, 3) and k.islower() for k, v in value.items()):
            return str(next(iter(value.values())))
        return ", ".join(f"{k}: {shown(v, lang)}" for k, v in value.items())
    if isinstance(value, tuple):
        return "; ".join(shown(item, lang) for item in value)
    return str(value)
