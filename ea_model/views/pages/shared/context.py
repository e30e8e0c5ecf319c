"""What a page answers about: the model, the moment, the contract and the language, and what the address points at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import streamlit as st

from ea_model.metamodel.archimate import Concept
from ea_model.metamodel.contract import Plateau
from ea_model.model import Model
from ea_model.scope import ContractScope, Scope, contract_scope
from ea_model.views.pages.shared import address
from ea_model.views.pages.shared.links import Links
from ea_model.views.pages.shared.names import PageNames
from ea_model.views.pages.shared.open_model import Opened, scope_of
from ea_model.words import label, label_of

T = TypeVar("T")


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

    @cached_property
    def names(self) -> PageNames:
        """What things are called."""
        return PageNames(self.scope, self.lang)

    @cached_property
    def links(self) -> Links:
        """The ways to other pages."""
        return Links(self.pages, self.names)

    @property
    def moment(self) -> tuple[str, str]:
        """Plateau and day as texts, empty where not asked."""
        moment = self.scope.moment
        return (moment.plateau.id if moment.plateau else "", moment.day.isoformat() if moment.day else "")

    def say(self, key: str, **values: object) -> str:
        """A label of the app; values from the model must be escaped by whoever gives them to Markdown."""
        return label(f"Ui.{key}", self.lang, **values)

    def word(self, item: Any) -> str:
        """The word for a code identifier such as a status."""
        return label_of(item, self.lang)

    def cached(self, question: tuple[Hashable, ...], compute: Callable[[], T]) -> T:
        """The answer to a question about this model at this moment, computed once for all sessions."""
        return self.opened.cached((*self.moment, *question), compute)

    def contract_scope(self) -> ContractScope | None:
        """The demarcation of the chosen contract here; None when there is no contract."""
        return contract_scope(self.scope, self.contract) if self.contract else None

    def elsewhere(self, plateau: Plateau, day: date | None = None) -> Scope:
        """The answer in another plateau."""
        return scope_of(self.model, plateau.id, day)

    def picked(self) -> Concept | None:
        """The element or relation the address points at."""
        return self.model.get(address.value("el"))
