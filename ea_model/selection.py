"""Which elements a selector is about, in a model or in one that is still being loaded (docs/SEMANTICS.md 1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fnmatch import translate
from functools import cached_property

from ea_model.metamodel import specialization_of
from ea_model.metamodel.archimate import Aggregation, Assignment, Composition, Concept, Element, Relation
from ea_model.metamodel.contract import Ownership, ScopeStatement, Selector, bases
from ea_model.model import Contents, Model
from ea_model.source.conventions import SPECIALIZATION_KEY
from ea_model.source.views import every
from ea_model.values import LangText, in_language
from ea_model.words import label

IsThere = Callable[[Relation], bool]
Condition = Callable[[Element], bool]
_PARTS = (Composition, Aggregation, Assignment)
_MEMBERS = (Composition, Aggregation)


def always(_: Relation) -> bool:
    """Every relation of the model."""
    return True


def never(_: Relation) -> bool:
    """None of them."""
    return False


class Selection:
    """Selectors over some elements, along relations as far as they are there."""

    def __init__(self, contents: Contents, elements: Iterable[Element] | None = None) -> None:
        """``elements``: those to choose from; by default all of the contents."""
        self._contents = contents
        self._elements = tuple(contents.elements if elements is None else elements)

    def of(self, selector: Selector, inside: IsThere = always, outside: IsThere = always) -> list[Element]:
        """The elements a selector is about, in the order of the model.

        What must be so is sought along relations that are there ``inside``, what must not be so along those
        ``outside``: what is certainly selected with those that certainly are and those that may be, what may be
        selected the other way round.
        """
        but = {element.id for element in selector.excepted}
        but |= {element.id for inner in selector.but for element in self.of(inner, outside, inside)}
        conditions = [*self._of_itself(selector), *self._of_relations(selector, inside, outside)]
        return [e for e in self._elements if e.id not in but and all(answers(e) for answers in conditions)]

    def _of_itself(self, selector: Selector) -> Iterator[Condition]:
        """The conditions that are so at every moment."""
        if selector.kinds:
            kinds = tuple(kind for kind in map(self._contents.metamodel.get, selector.kinds) if kind is not None)
            yield lambda element: isinstance(element, kinds)
        if selector.names:
            fits_name = _fitting(selector.names)
            yield lambda element: any(map(fits_name, _texts(element.name)))
        for name, patterns in selector.patterns.items():
            yield _has_property(name, patterns)
        if selector.specializations:
            fits = _fitting(selector.specializations)
            yield lambda element: any(map(fits, _specializations(element)))

    def _of_relations(self, selector: Selector, inside: IsThere, outside: IsThere) -> Iterator[Condition]:
        """The conditions that depend on which relations are there; drawn or filed in is one with being grouped."""
        if selector.under:
            below = {part for whole in selector.under for part in self._below(whole, inside, _PARTS, Element)}
            yield lambda element: element.id in below
        if selector.groups or selector.folders or selector.views:
            members = {m for group in selector.groups for m in self._below(group, inside, _MEMBERS, bases.Grouping)}
            members |= self._filed(selector.folders) | self._drawn(selector.views)
            yield lambda element: element.id in members
        if selector.owners:
            owners = {owner.id for owner in selector.owners}
            yield lambda element: self._is_owned(element, owners, inside, outside)

    def _below(
        self, whole: Element, is_there: IsThere, kinds: tuple[type[Relation], ...], deeper: type[Element]
    ) -> Iterator[str]:
        """Ids of what is below an element along relations of these kinds, through elements of one kind."""
        visited, waiting = {whole.id}, [whole]
        while waiting:
            for relation in self._outgoing.get(waiting.pop().id, ()):
                part = relation.target
                if isinstance(relation, kinds) and part.id not in visited and is_there(relation):
                    visited.add(part.id)
                    yield part.id
                    if isinstance(part, deeper):
                        waiting.append(part)

    def _is_owned(self, element: Element, owners: set[str], inside: IsThere, outside: IsThere) -> bool:
        """By an ownership that is there, else by its owner, else by the organisation of the model."""
        ownerships = [r for r in self._outgoing.get(element.id, ()) if isinstance(r, Ownership)]
        if any(r.target.id in owners and inside(r) for r in ownerships):
            return True
        owner = element.owner or self._contents.organisation
        stated = isinstance(owner, Concept) and owner.id in owners
        return stated and all(r.target.id in owners for r in ownerships if outside(r))

    def _filed(self, folders: tuple[str, ...]) -> set[str]:
        paths = [tuple(folder.split("/")) for folder in folders]
        filed = self._contents.foreign.folders.items() if paths else ()
        return {i for i, place in filed if any(_split(place)[: len(path)] == path for path in paths)}

    def _drawn(self, views: tuple[str, ...]) -> set[str]:
        all_views = self._contents.foreign.views if views else ()
        return {node.element for view in all_views if view.id in views for node, _ in every(view.nodes)}

    @cached_property
    def _outgoing(self) -> dict[str, list[Relation]]:
        outgoing: dict[str, list[Relation]] = {}
        for relation in self._contents.relations:
            if isinstance(relation, (*_PARTS, Ownership)):
                outgoing.setdefault(relation.source.id, []).append(relation)
        return outgoing


def _split(place: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a folder and of those around it; a name may itself hold the sign that joins them."""
    return tuple("/".join(place).split("/"))


def _fitting(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Does a text fit any of some patterns with ``*``, ``?`` and ``[…]``, whatever its capitals?"""
    exact = {pattern.casefold() for pattern in patterns}
    matches = re.compile("|".join(translate(pattern) for pattern in sorted(exact))).match
    return lambda text: text.casefold() in exact or matches(text.casefold()) is not None


def _has_property(name: str, patterns: list[str]) -> Condition:
    fits = _fitting(patterns)
    return lambda element: any(key == name and any(map(fits, _texts(value))) for key, value in element.properties)


def _texts(text: str) -> Iterable[str]:
    return text.texts.values() if isinstance(text, LangText) else (str(text),)


def _specializations(element: Element) -> Iterator[str]:
    """What a tool calls the specializations of an element: its kind, and its properties of that name."""
    kind = specialization_of(type(element))
    if kind:
        yield kind
    yield from (str(value) for key, value in element.properties if key == SPECIALIZATION_KEY)


def looks_along_relations(selector: Selector) -> bool:
    """Does it depend on relations, so that a moment decides what it selects?"""
    return bool(selector.under or selector.groups or selector.owners) or any(map(looks_along_relations, selector.but))


def selection_of(model: Model) -> Selection:
    """The selectors of a loaded model, kept with it."""
    return model.memo(_selection)


def _selection(model: Model) -> Selection:
    return Selection(model.contents)


def subject_words(statement: ScopeStatement, lang: str) -> str:
    """What a statement is about: an element by name, or a selector in words."""
    if statement.selector is not None:
        return selector_words(statement.selector, lang)
    return _name(statement.subject, lang) if statement.subject is not None else ""


def selector_words(selector: Selector, lang: str) -> str:
    """A selector as a person says it."""
    kinds = _joined(selector.kinds, lang)
    words = [label("Ui.selector_kinds", lang, kinds=kinds) if kinds else label("Ui.selector_any", lang)]
    conditions: tuple[tuple[str, Iterable[str]], ...] = (
        ("under", (_name(whole, lang) for whole in selector.under)),
        ("in", (*(_name(group, lang) for group in selector.groups), *selector.folders, *selector.views)),
        ("name", selector.names),
        ("specialization", selector.specializations),
        ("owner", (_name(owner, lang) for owner in selector.owners)),
    )
    for key, values in conditions:
        joined = _joined(values, lang)
        words += [label(f"Ui.selector_{key}", lang, values=joined)] if joined else []
    for name, patterns in selector.patterns.items():
        words.append(label("Ui.selector_property", lang, name=name, values=_joined(patterns, lang)))
    but = [_name(element, lang) for element in selector.excepted] + [selector_words(s, lang) for s in selector.but]
    return " ".join([*words, *([label("Ui.selector_except", lang, values=", ".join(but))] if but else [])])


def _name(element: Element, lang: str) -> str:
    return in_language(element.name, lang) or str(element.id)


def _joined(values: Iterable[str], lang: str) -> str:
    return f" {label('Ui.selector_or', lang)} ".join(values)
