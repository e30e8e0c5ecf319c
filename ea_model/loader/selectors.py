"""What a text says of a selector, as the selector it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ea_model.loader.context import Load, as_list
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Selector, bases
from ea_model.source.records import place_of

_SPELLED = {"type": "kind"}
"""Keys of today that stand for others."""
_DEEPEST = 20
"""Exceptions within exceptions; deeper is no description but an attack."""


def selector_of(load: Load, value: dict[str, Any], place: Place, depth: int = 0) -> Selector | None:
    """The selector a mapping describes; None (and a problem) where it describes none."""
    selector, keys = Selector(), ", ".join(_READ)
    if not value or depth > _DEEPEST:
        load.error(
            place_of(value, place), "SHAPE", Message("selector_empty" if not value else "selector_deep", keys=keys)
        )
        return None
    for spelled, condition in value.items():
        key = _SPELLED.get(spelled, str(spelled))
        where = place_of(spelled, place)
        if key not in _READ:
            load.error(where, "FIELD", Message("selector_field", key=spelled, keys=keys), near=(key, _READ))
            return None
        if condition in ("", [], {}):
            load.error(where, "REQUIRED", Message("selector_nothing", key=spelled))
            return None
        if not _READ[key](load, selector, condition, place_of(condition, where), depth):
            return None
    selector.put_in_order()
    return selector


def _kind(load: Load, selector: Selector, value: Any, place: Place, _: int) -> bool:
    metamodel = load.contents.metamodel
    for name in as_list(value):
        kind = metamodel.get(name) if isinstance(name, str) else None
        if kind is None or not issubclass(kind, Element):
            kinds = metamodel.element_kinds()
            load.error(place_of(name, place), "KIND", Message("no_kind", kind=name), near=(str(name), kinds))
            return False
    selector.kinds = tuple(str(name) for name in as_list(value))
    return True


def _under(load: Load, selector: Selector, value: Any, place: Place, _: int) -> bool:
    selector.under = load.elements(value, place)
    return len(selector.under) == len(as_list(value))


def _owner(load: Load, selector: Selector, value: Any, place: Place, _: int) -> bool:
    selector.owners = load.elements(value, place)
    return len(selector.owners) == len(as_list(value))


def _in(load: Load, selector: Selector, value: Any, place: Place, _: int) -> bool:
    """A grouping, a view or a folder: by id or path, else by the only one of this name."""
    for item in as_list(value):
        where = place_of(item, place)
        if not isinstance(item, str):
            load.error(where, "SHAPE", Message("one_id"))
            return False
        if isinstance(load.concepts.get(item), bases.Grouping):
            places = [("groups", item)]
        else:
            places = [("views", str(view.id)) for view in load.contents.foreign.views if view.id == item]
        places = places or list(dict.fromkeys(_called(load, item)))
        if len(places) > 1:
            ids = ", ".join(name for _, name in places)
            load.error(where, "REFERENCE", Message("name_of_several", name=item, ids=ids))
        elif not places:
            load.error(where, "REFERENCE", Message("selector_in", name=item))
        if len(places) != 1:
            return False
        ((feature, name),) = places
        more = (load.concepts[name],) if feature == "groups" else (name,)
        selector.eSet(feature, (*selector.eGet(feature), *more))
    return True


def _called(load: Load, name: str) -> Iterator[tuple[str, str]]:
    """Every grouping, view and folder a name or path may mean: the feature of the selector, and what stands there."""
    yield from (("groups", identifier) for identifier in load.named(name, bases.Grouping))
    foreign = load.contents.foreign
    for view in foreign.views:
        if name in (view.name.texts.values() if hasattr(view.name, "texts") else (view.name,)):
            yield "views", view.id
    places = {place[:end] for place in set(foreign.folders.values()) for end in range(1, len(place) + 1)}
    for path in sorted(places):
        if name in (path[-1], "/".join(path)):
            yield "folders", "/".join(path)


def _texts(load: Load, feature: str, selector: Selector, value: Any, place: Place) -> bool:
    if not all(isinstance(text, str) for text in as_list(value)):
        load.error(place, "SHAPE", Message("one_value_here"))
        return False
    selector.eSet(feature, tuple(str(text) for text in as_list(value)))
    return True


def _name(load: Load, selector: Selector, value: Any, place: Place, _: int) -> bool:
    return _texts(load, "names", selector, value, place)


def _specialization(load: Load, selector: Selector, value: Any, place: Place, _: int) -> bool:
    return _texts(load, "specializations", selector, value, place)


def _property(load: Load, selector: Selector, value: Any, place: Place, _: int) -> bool:
    """``{name: pattern}``, or a list of patterns."""
    if not isinstance(value, dict) or not all(
        isinstance(v, str) for some in value.values() for v in _one_or_many(some)
    ):
        load.error(place, "SHAPE", Message("selector_property"))
        return False
    selector.values = tuple((str(name), str(v)) for name, some in value.items() for v in _one_or_many(some))
    return True


def _one_or_many(value: Any) -> list[Any]:
    """A property may be empty text."""
    return value if isinstance(value, list) else [value]


def _except(load: Load, selector: Selector, value: Any, place: Place, depth: int) -> bool:
    """Elements, selectors, or a list of both."""
    elements: list[Element | None] = []
    but: list[Selector | None] = []
    for item in as_list(value):
        where = place_of(item, place)
        if isinstance(item, dict):
            but.append(selector_of(load, item, where, depth + 1))
        else:
            elements.append(load.concept_of(item, where, Element, Message("an_element")))
    selector.excepted = tuple(element for element in elements if element is not None)
    selector.but = tuple(inner for inner in but if inner is not None)
    return None not in elements and None not in but


_READ = {
    "kind": _kind, "under": _under, "in": _in, "property": _property, "name": _name,
    "specialization": _specialization, "owner": _owner, "except": _except,
}  # fmt: skip
"""What a selector can say, and how that is read."""
SELECTOR_KEYS = (*_READ, *_SPELLED)
"""Every key of a selector, those of before among them."""
