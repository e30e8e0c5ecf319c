"""The ways from a page to others: each keeps language, moment and contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from ea_model.metamodel.archimate import Concept
from ea_model.views.pages.shared import address
from ea_model.views.pages.shared.names import PageNames


@dataclass(frozen=True, slots=True)
class Links:
    """Links to the pages by name; their texts are Markdown, so names in them are escaped."""

    pages: Mapping[str, st.Page]
    names: PageNames

    def page(self, page: str, text: str, **params: str) -> None:
        """A link to a page."""
        st.page_link(self.pages[page], label=text, query_params={**address.question(), **params})

    def concept(self, concept: Concept, text: str = "", *, place: str = "") -> None:
        """A link to the sheet of an element or relation.

        ``place`` names the place on a page that shows sheets itself: a link to the page one is on changes
        the page but not the address, so there it is a button that writes the address.
        """
        words = text or self.names.md(concept)
        if place:
            key = f"to {place} {concept.id}"
            st.button(words, key=key, type="tertiary", on_click=address.put, args=("el", concept.id))
        else:
            self.page("element", words, el=concept.id)

    def go(self, page: str, **params: str) -> None:
        """Leave for another page at once."""
        st.switch_page(self.pages[page], query_params={**address.question(), **params})
