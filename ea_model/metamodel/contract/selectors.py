"""Selectors: what a statement is about by description instead of by name."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Element, attribute, reference
from ea_model.metamodel.lean import LeanClass, LeanObject, features_of

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST = 60
"""Characters of an id that tell a reader what a selector is about; a mark of the whole follows where more is needed."""


class Selector(LeanObject, metaclass=LeanClass):
    """Every element that answers all of these; of the values of one condition any will do (docs/SEMANTICS.md 1)."""

    kinds: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    """Names of kinds; their subkinds answer too."""
    under: tuple[Element, ...] = reference(Element, many=True, knowable=False)
    """Wholes: everything below them along composition, aggregation and assignment."""
    groups: tuple[Element, ...] = reference(Element, many=True, knowable=False)
    """Groupings: their members, and those of groupings in them."""
    folders: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    """Folders of the source, as paths with ``/``: what lies in them and in folders in them."""
    views: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    """Ids of views: what they show."""
    values: tuple[tuple[str, str], ...] = attribute(dt.PROPERTY, many=True, knowable=False)
    """Free properties, each with a pattern of its value; of those of one name any will do."""
    names: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    """Patterns of names in any language."""
    specializations: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    """Patterns of specializations."""
    owners: tuple[Element, ...] = reference(Element, many=True, knowable=False)
    excepted: tuple[Element, ...] = reference(Element, many=True, knowable=False)
    """Elements it is not about."""
    but: tuple[Selector, ...] = reference("Selector", many=True, knowable=False)
    """Selectors of elements it is not about."""

    def put_in_order(self) -> None:
        """Have what is written in any order in one, so that two that say the same are the same."""
        for name in features_of(Selector):
            if value := self.eGet(name):
                self.eSet(name, tuple(sorted(set(value), key=_place)))

    @property
    def patterns(self) -> dict[str, list[str]]:
        """The patterns of each property, by its name."""
        patterns: dict[str, list[str]] = {}
        for name, pattern in self.values:
            patterns.setdefault(name, []).append(pattern)
        return patterns

    @property
    def fields(self) -> dict[str, Any]:
        """The selector as a model file has it, whatever the order it was written in."""
        values = {
            "kind": [*self.kinds],
            "under": _ids(self.under),
            "in": [*_ids(self.groups), *self.folders, *self.views],
            "name": [*self.names],
            "specialization": [*self.specializations],
            "owner": _ids(self.owners),
        }
        fields: dict[str, Any] = {key: _one_or_all(several) for key, several in values.items() if several}
        if self.values:
            fields["property"] = {name: _one_or_all(patterns) for name, patterns in self.patterns.items()}
        if self.excepted or self.but:
            fields["except"] = _one_or_all([*_ids(self.excepted), *(selector.fields for selector in self.but)])
        return fields


Selector.eClass.eSuperTypes.clear()


def _place(item: Any) -> str:
    return item.id if isinstance(item, Element) else json.dumps(item.fields if isinstance(item, Selector) else item)


def _ids(elements: tuple[Element, ...]) -> list[str]:
    return [element.id for element in elements]


def _one_or_all(several: list[Any]) -> Any:
    return several[0] if len(several) == 1 else several


def subject_id(about: Element | Selector | None) -> str:
    """What stands for a subject in the id of a statement: an id, or of a selector words that are its own."""
    if isinstance(about, Selector):
        return _slug(about.fields)
    return "" if about is None else about.id


def _slug(fields: dict[str, Any]) -> str:
    """Keys and values of a selector; a mark of the whole where these words alone may be those of another."""
    words = _words(fields)
    plain = all(_PLAIN.fullmatch(word) for word in words) and sum(word in fields for word in words) == len(fields)
    nested = any(isinstance(value, dict) for value in fields.values())
    readable = ".".join(filter(None, (re.sub(r"[^A-Za-z0-9_]+", "-", word).strip("-") for word in words)))
    if plain and not nested and len(readable) <= _LONGEST:
        return readable
    mark = hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:8]
    return f"{readable[:_LONGEST].strip('-.')}.{mark}"


def _words(value: Any) -> list[str]:
    """Everything a value says, in order."""
    if isinstance(value, dict):
        return [word for key, part in value.items() for word in (str(key), *_words(part))]
    return [word for part in value for word in _words(part)] if isinstance(value, list) else [str(value)]
