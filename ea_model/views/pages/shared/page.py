"""What the app knows of a page before anybody opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from ea_model.views.pages.shared.context import PageContext


class NavigationPart(StrEnum):
    """The parts of the navigation, in its order; each is called ``Ui.section_…``."""

    EXPLORE = "explore"
    GOVERN = "govern"
    PLAN = "plan"
    MODEL = "model"
    LINKED = "linked"
    """In no part: one gets there by a link."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``name`` for the address, and as ``Ui.…`` the word for people."""

    name: str
    icon: str
    """Of the Material symbols that come with Streamlit."""
    section: NavigationPart
    place: int
    """Where it stands in its section."""
    show: Callable[[PageContext], None] | None = None
    without_model: Callable[[str, Mapping[str, st.Page]], None] | None = None
    """Instead of ``show``, with the language and the pages: so that somebody with a broken model can open another."""
