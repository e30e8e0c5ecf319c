"""The ctx every page works at: the model, the moment asked, the language, and links that keep all three."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from ea_model.metamodel.archimate import Concept, Element
from ea_model.metamodel.contract import Contract, Plateau
from ea_model.model import Model
from ea_model.scope import ContractScope, Provider, Scope, contract_scope
from ea_model.values import in_language
from ea_model.views.pages.shared import address
from ea_model.views.pages.shared import text as _text
from ea_model.views.pages.shared.open_model import Opened, kept, scope_of
from ea_model.words import label, label_of

T = TypeVar("T")
_READABLE = 24
"""Characters of an id that people still use in speech."""


@dataclass(frozen=True)
class PageContext:
    """One question: this model, in this plateau, on this day, for this contract, in this language."""

    opened: Opened
    model: Model
    scope: Scope
    lang: str
    contract: str
    """Key of the contract or own party that is chosen; empty when the model has none."""
    pages: Mapping[str, st.Page] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """Where the model stands."""
        return self.opened.path

    def kept(self, question: tuple[Hashable, ...], ask: Callable[[], T]) -> T:
        """The answer to a question about this model at this moment, asked once for all sessions."""
        return kept(self.opened, (*self.moment, *question), ask)

    @property
    def moment(self) -> tuple[str, str]:
        """Plateau and day as texts, empty where not asked."""
        found = self.scope.moment
        return (found.plateau.id if found.plateau else "", found.day.isoformat() if found.day else "")

    def say(self, key: str, **values: object) -> str:
        """A label of the app; values from the model must be escaped by whoever gives them to Markdown."""
        return label(f"Ui.{key}", self.lang, **values)

    def word(self, item: Any) -> str:
        """The word for a code identifier such as a status."""
        return label_of(item, self.lang)

    def name(self, concept: Concept) -> str:
        """The name as plain text."""
        return _text.name(concept, self.lang)

    def md(self, concept: Concept) -> str:
        """The name, safe inside Markdown."""
        return _text.escape(self.name(concept))

    def kind(self, concept: Concept) -> str:
        """The kind as plain text."""
        return _text.kind(self.model, concept, self.lang)

    def text(self, value: object) -> str:
        """A value of an attribute as plain text."""
        return _text.shown(value, self.lang)

    def activity(self, code: str) -> str:
        """The name of an activity."""
        return in_language(self.model.activities[code].label or code, self.lang)

    def provider(self, provider: Provider) -> str:
        """A contract by id, an own party by name."""
        return provider.label(self.lang)

    def contract_title(self, key: str) -> str:
        """A contract with its id and name, an own party with its name."""
        if key in self.model and isinstance(found := self.model[key], Contract):
            # An id that a tool made up tells nobody anything.
            if not found.name:
                return key
            return self.name(found) if len(key) > _READABLE else f"{key} – {self.name(found)}"
        provider = self.scope.providers.get(key)
        return self.say("own_party", name=self.provider(provider)) if provider else key

    def plateau_title(self, plateau: Plateau) -> str:
        """A plateau with its id and name."""
        shown = self.name(plateau)
        return plateau.id if shown == plateau.id else f"{plateau.id} – {shown}"

    def moment_title(self) -> str:
        """The moment of the question in words."""
        found = self.scope.moment
        parts = [self.plateau_title(found.plateau)] if found.plateau else [self.say("whole_model")]
        parts += [_text.day(found.day, self.lang)] if found.day else []
        return ", ".join(parts)

    def contract_scope(self) -> ContractScope | None:
        """The demarcation of the chosen contract here; None when there is no contract."""
        return contract_scope(self.scope, self.contract) if self.contract else None

    def elsewhere(self, plateau: Plateau, day: date | None = None) -> Scope:
        """The answer in another plateau."""
        return scope_of(self.model, plateau.id, day)

    def by_name(self) -> list[Element]:
        """Every element, as lists show them; nobody may change the list."""
        return self.kept(("by name", self.lang), lambda: by_name(list(self.model.elements), self.lang))

    def picked(self) -> Concept | None:
        """The element or relation the address points at."""
        return self.model.get(address.asked("el"))

    def link(self, page: str, text: str, **params: str) -> None:
        """A link to a page that keeps language, moment and contract; ``text`` is Markdown, so names are escaped."""
        st.page_link(self.pages[page], label=text, query_params={**address.carried(), **params})

    def link_to(self, concept: Concept, text: str = "", *, here: str = "") -> None:
        """A link to the sheet of an element or relation.

        ``here`` names the place on a page that shows sheets itself: a link to the page one is on changes
        the page but not the address, so there it is a button that writes the address.
        """
        words = text or self.md(concept)
        if here:
            st.button(
                words, key=f"to {here} {concept.id}", type="tertiary", on_click=address.put, args=("el", concept.id)
            )
        else:
            self.link("element", words, el=concept.id)

    def go(self, page: str, **params: str) -> None:
        """Leave for another page at once."""
        st.switch_page(self.pages[page], query_params={**address.carried(), **params})


def by_name(elements: list[Element], lang: str) -> list[Element]:
    """Elements as lists show them: by name, then id."""
    return sorted(elements, key=lambda e: (_text.name(e, lang).casefold(), e.id))
