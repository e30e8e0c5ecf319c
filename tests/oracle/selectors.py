"""What a selector describes: the elements that answer every condition of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ea_model.model import Model
from ea_model.source.views import every
from tests.oracle.kinds import is_a


def _texts(text: Any) -> list[str]:
    """A text in all its languages."""
    return [*text.texts.values()] if hasattr(text, "texts") else [str(text)]


def _like(text: str, pattern: str) -> bool:
    """Does a text fit a pattern? ``*`` is anything, ``?`` one character; capitals do not matter."""
    text, pattern = text.lower(), pattern.lower()
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(_like(text[n:], pattern[1:]) for n in range(len(text) + 1))
    return bool(text) and pattern[0] in ("?", text[0]) and _like(text[1:], pattern[1:])


class Selectors:
    """Selectors among the elements and relations of one world."""

    def __init__(self, model: Model, elements: dict[str, Any], relations: list[Any]) -> None:
        self.model, self.elements, self.relations = model, elements, relations

    def answers(self, element: Any, selector: Any) -> bool:
        """Does an element answer every condition of a selector?"""
        asked: list[tuple[Any, Callable[[], bool]]] = [
            (selector.kinds, lambda: is_a(element, *selector.kinds)),
            (selector.under, lambda: any(element.id in self._below(whole) for whole in selector.under)),
            (selector.owners, lambda: any(owner in selector.owners for owner in self._owners(element))),
            (
                selector.groups or selector.folders or selector.views,
                lambda: any(element.id in place for place in self._places(selector)),
            ),
            (selector.names, lambda: any(_like(n, p) for n in _texts(element.name) for p in selector.names)),
            (selector.values, lambda: self._has(element, selector.values)),
        ]
        if not all(answers() for said, answers in asked if said):
            return False
        return element not in selector.excepted and not any(self.answers(element, s) for s in selector.but)

    @staticmethod
    def _has(element: Any, patterns: tuple[tuple[str, str], ...]) -> bool:
        """Each property with one of the values asked of it."""
        return all(
            any(
                _like(text, pattern)
                for asked, pattern in patterns
                for key, value in element.properties
                if asked == key == name
                for text in _texts(value)
            )
            for name, _ in patterns
        )

    def _owners(self, element: Any) -> list[Any]:
        said = [r.target for r in self.relations if is_a(r, "Ownership") and r.source is element]
        return said or [getattr(element, "owner", None) or self.model.organisation]

    def _places(self, selector: Any) -> Iterator[set[str]]:
        for group in selector.groups:
            members, waiting = set(), [group.id]
            while waiting:
                here = waiting.pop()
                for relation in self.relations:
                    part = relation.target
                    if relation.source.id != here or not is_a(relation, "Composition", "Aggregation"):
                        continue
                    if part.id not in members and part is not group:
                        members.add(part.id)
                        waiting += [part.id] if is_a(part, "Grouping") else []
            yield members
        for folder in selector.folders:
            yield {i for i, path in self.model.foreign.folders.items() if f"{'/'.join(path)}/".startswith(f"{folder}/")}
        for view in self.model.views:
            if view.id in selector.views:
                yield {node.element for node, _ in every(view.nodes)}

    def _below(self, whole: Any) -> set[str]:
        below, waiting = set(), [whole.id]
        while waiting:
            here = waiting.pop()
            for relation in self.relations:
                part = relation.target.id
                structural = is_a(relation, "Composition", "Aggregation", "Assignment")
                new = part in self.elements and part not in below and part != whole.id
                if relation.source.id == here and structural and new:
                    below.add(part)
                    waiting.append(part)
        return below
