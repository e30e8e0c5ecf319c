"""The app: pages, navigation, and the question in the sidebar. Start it with ``streamlit run app.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import streamlit as st

from ea_model.labels import label
from views.pages import (
    _broken,
    _model,
    _sidebar,
    boundaries,
    element,
    elements,
    landscape,
    overview,
    responsibility,
    scope,
)
from views.pages import help as help_page
from views.pages._desk import Desk

SECTIONS = {
    "section_explore": ("overview", "scope", "landscape", "elements"),
    "section_govern": ("responsibility", "boundaries"),
    "section_help": ("help",),
}
SHOWS = {
    "overview": overview.show,
    "scope": scope.show,
    "landscape": landscape.show,
    "elements": elements.show,
    "responsibility": responsibility.show,
    "boundaries": boundaries.show,
    "help": help_page.show,
    "element": element.show,
}
ICONS = {
    "overview": "home",
    "scope": "select_all",
    "landscape": "dashboard",
    "elements": "list",
    "responsibility": "grid_on",
    "boundaries": "compare_arrows",
    "help": "help",
    "element": "description",
}
# Reached by a link only. (A string below a name, as elsewhere, Streamlit would print on the page.)
HIDDEN = frozenset({"element"})
_FAVICON = Path(__file__).parent / "views" / "pages" / "assets" / "favicon.png"


def main() -> None:
    """Run the page the address asks for."""
    lang = _sidebar.language()
    # A drawn icon or a letter of the icon font would be fetched from elsewhere; a file of our own is not.
    st.set_page_config(label("Ui.app", lang), page_icon=str(_FAVICON), layout="wide", menu_items=None)
    desks: list[Desk] = []

    def page(name: str) -> st.Page:
        def run() -> None:
            if desks:
                SHOWS[name](desks[0])

        title = label(f"Ui.{name}", lang)
        icon = f":material/{ICONS[name]}:"
        seen: Literal["visible", "hidden"] = "hidden" if name in HIDDEN else "visible"
        return st.Page(run, title=title, icon=icon, url_path=name, default=name == "overview", visibility=seen)

    pages = {name: page(name) for name in SHOWS}
    titles = {label(f"Ui.{section}", lang): [pages[n] for n in names] for section, names in SECTIONS.items()}
    current = st.navigation({**titles, " ": [pages["element"]]}, position="hidden")
    _sidebar.navigation(pages, SECTIONS, lang)
    models = _model.models()
    path = models[_sidebar.model_name(list(models), lang)]
    seen = _model.stamp_of(path)
    opened = _model.open_model(path)
    if opened.broken:
        _broken.show(opened, lang)
    if opened.model is not None:
        desks.append(_sidebar.question(opened, opened.model, lang, pages))
    _sidebar.language_switch(lang)
    if desks and st.session_state.pop(_sidebar.SEARCHED, False):
        st.switch_page(pages["elements"], query_params=st.query_params.to_dict())
    current.run()
    _model.watch(path, seen)


main()
