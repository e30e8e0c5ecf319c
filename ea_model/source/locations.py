"""Where concepts stand: known for records, looked up in the file when somebody asks for a concept of a bulk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ea_model.messages.problems import Place


class Places(dict[str, Place]):
    """Places by id. Most loads never ask for one of the many concepts of a foreign file, so those wait."""

    def __init__(self) -> None:
        super().__init__()
        self._locate: list[Callable[[], dict[str, list[Place]]]] = []
        self._located: dict[str, list[Place]] | None = None

    def later(self, locate: Callable[[], dict[str, list[Place]]]) -> None:
        """Ask ``locate`` for whatever is not known yet, once."""
        self._locate.append(locate)

    def every(self, concept_id: str) -> list[Place]:
        """All places of an id in foreign files; more than one when it is used twice."""
        if self._located is None:
            self._located = {}
            for locate in self._locate:
                for identifier, places in locate().items():
                    self._located.setdefault(identifier, []).extend(places)
        return self._located.get(concept_id, [])

    def __missing__(self, concept_id: str) -> Place:
        places = self.every(concept_id)
        if not places:
            raise KeyError(concept_id)
        return places[0]

    def get(self, key: str, default: Any = None, /) -> Any:
        """The place of an id, or ``default``."""
        try:
            return self[key]
        except KeyError:
            return default
