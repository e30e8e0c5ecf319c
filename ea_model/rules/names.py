"""Values of sentences: names of what a finding is about, in whatever language the sentence will be."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ea_model.metamodel.archimate import Concept
from ea_model.scope import Scope
from ea_model.values import in_language

Worded = Callable[[str], str]
"""A text per language, as a callable of the language."""


def name_of(concept: Concept) -> Worded:
    """The name of a concept; its id where it has none."""
    return lambda lang: in_language(concept.name or concept.id, lang)


def names_of(concepts: Iterable[Concept]) -> Worded:
    """The names of several, in the order given."""
    names = tuple(concepts)
    return lambda lang: ", ".join(name_of(concept)(lang) for concept in names)


def activity_of(scope: Scope, leaf: str) -> Worded:
    """The name of an activity."""
    return lambda lang: in_language(scope.model.activities[leaf].label, lang)
