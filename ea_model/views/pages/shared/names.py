"""What pages call things: concepts, moments and contracts, as plain text or safe inside Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ea_model.metamodel.archimate import Concept, Element
from ea_model.metamodel.contract import Contract, Plateau
from ea_model.scope import Scope
from ea_model.values import in_language
from ea_model.views.pages.shared import text
from ea_model.words import label

_READABLE = 24
"""Characters of an id that people still use in speech."""


@dataclass(frozen=True, slots=True)
class PageNames:
    """Names in one language, at one moment; plain text unless the method says otherwise."""

    scope: Scope
    lang: str

    def of(self, concept: Concept) -> str:
        """The name of an element or relation."""
        return text.name(concept, self.lang)

    def md(self, concept: Concept) -> str:
        """The name, safe inside Markdown."""
        return text.escape(self.of(concept))

    def kind(self, concept: Concept) -> str:
        """The kind of an element or relation."""
        return text.kind(self.scope.model, concept, self.lang)

    def value(self, value: object) -> str:
        """A value of an attribute."""
        return text.shown(value, self.lang)

    def activity(self, code: str) -> str:
        """The name of an activity."""
        return in_language(self.scope.model.activities[code].label or code, self.lang)

    def contract(self, key: str) -> str:
        """A contract with its id and name, an own party with its name."""
        model = self.scope.model
        if key in model and isinstance(contract := model[key], Contract):
            # An id that a tool made up tells nobody anything.
            if not contract.name:
                return key
            return self.of(contract) if len(key) > _READABLE else f"{key} – {self.of(contract)}"
        provider = self.scope.providers.get(key)
        return label("Ui.own_party", self.lang, name=provider.label(self.lang)) if provider else key

    def plateau(self, plateau: Plateau) -> str:
        """A plateau with its id and name."""
        return text.titled(plateau, self.lang)

    def moment(self) -> str:
        """The moment of the question."""
        moment = self.scope.moment
        parts = [self.plateau(moment.plateau) if moment.plateau else label("Ui.whole_model", self.lang)]
        parts += [text.day(moment.day, self.lang)] if moment.day else []
        return ", ".join(parts)

    def sort(self, elements: Iterable[Element]) -> list[Element]:
        """Elements as lists show them: by name, then id."""
        return sorted(elements, key=lambda e: (self.of(e).casefold(), e.id))
