"""Requirements that prescribe a solution: they name a technology, where a goal to be reached would do.

A technology is what the model shows to be a means and no given, something new, unproven or reusable in the application
or technology layer, and the words of ``data/technologies.toml``. What exists already
may be named: it is where one starts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ea_model.metamodel.archimate import Aspect, Element, LifeStatus, archimate_type
from ea_model.model import Model
from ea_model.questions.requirements.judging import neighbours, requirements_of
from ea_model.questions.requirements.lint import folded
from ea_model.values import LangText

_MEANS = ("Application", "Technology")
_UNSETTLED = (LifeStatus.NEW, LifeStatus.UNPROVEN)
_LONGEST_NAME = 6
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Prescription:
    """A requirement and a technology it names: an element of the model, or only a word."""

    requirement: Element
    word: str
    technology: Element | None


def prescriptions(model: Model) -> Iterator[Prescription]:
    """Every technology each requirement names or is tied to, once."""
    requirements = requirements_of(model)
    if not requirements.all:
        return
    names = {name: e for e in model.elements if _is_means(e) for name in _names(e)}
    starts = frozenset(name.split()[0] for name in (*names, *map(folded, technologies())))
    for requirement in requirements.all:
        by_technology: dict[str, Prescription] = {}
        for element in neighbours(model, requirement):
            if _is_means(element):
                by_technology.setdefault(element.id, Prescription(requirement, str(element.name), element))
        words = re.findall(r"[\w&+#-]+", requirements.text(requirement) or _own_words(requirement))
        for phrase in _phrases(words, starts):
            named = names.get(folded(phrase))
            if named is not None:
                by_technology.setdefault(named.id, Prescription(requirement, phrase, named))
            elif _names_technology(phrase) and not any(
                folded(phrase) == folded(p.word) for p in by_technology.values()
            ):
                by_technology.setdefault(f"word:{folded(phrase)}", Prescription(requirement, phrase, None))
        yield from by_technology.values()


def _own_words(requirement: Element) -> str:
    """The documentation of a kind that has no text of its own, such as a constraint."""
    return "" if hasattr(type(requirement), "text") else str(requirement.documentation)


@cache
def technologies() -> frozenset[str]:
    """Words that name a technology or a way to build, in any language; those that are ordinary words too as written."""
    with (Path(__file__).parent / "data" / "technologies.toml").open("rb") as handle:
        groups = tomllib.load(handle)
    exact = groups.pop("as_written")
    return frozenset([*exact, *(folded(word) for words in groups.values() for word in words)])


def _names_technology(phrase: str) -> bool:
    return folded(phrase) in technologies() or phrase in technologies()


def _is_means(element: Element) -> bool:
    if element.layer not in _MEANS or element.aspect != Aspect.ACTIVE_STRUCTURE:
        return False
    return element.status in _UNSETTLED or element.reusable is True


def _names(element: Element) -> Iterator[str]:
    texts = element.name.texts.values() if isinstance(element.name, LangText) else (element.name,)
    generic = folded(archimate_type(type(element)))
    yield from (folded(t) for t in texts if len(t) >= _SHORTEST_NAME and folded(t).replace(" ", "") != generic)


def _phrases(words: list[str], starts: frozenset[str]) -> Iterator[str]:
    """Every run of words that begins as a name does."""
    for start, word in enumerate(words):
        if folded(word) in starts:
            for end in range(start + 1, min(len(words), start + _LONGEST_NAME) + 1):
                yield " ".join(words[start:end])
