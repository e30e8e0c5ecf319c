"""The app: pages, navigation, and the question in the sidebar. Start it with ``streamlit run app.py``."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Literal

import streamlit as st

from ea_model.views.pages.shared import load_error, open_model, sidebar
from ea_model.views.pages.shared.context import PageContext
from ea_model.words import label

SECTIONS = {
    "section_explore": ("overview", "scope", "landscape", "elements", "views"),
    "section_govern": ("responsibility", "boundaries", "findings", "requirements", "costs"),
    "section_plan": ("calendar", "impact", "compare", "whatif"),
    "section_model": ("open", "exchange", "metamodel", "help"),
}
ICONS = {
    "overview": "home",
    "scope": "select_all",
    "landscape": "dashboard",
    "elements": "list",
    "views": "draw",
    "responsibility": "grid_on",
    "boundaries": "compare_arrows",
    "findings": "rule",
    "requirements": "checklist",
    "costs": "euro",
    "calendar": "calendar_month",
    "impact": "bolt",
    "compare": "difference",
    "whatif": "science",
    "open": "folder_open",
    "exchange": "download",
    "metamodel": "schema",
    "help": "help",
    "element": "description",
    "search": "search",
}
# Reached by a link only. (A string below a name, as elsewhere, Streamlit would print on the page.)
HIDDEN = frozenset({"element", "search"})
# Pages that answer without a model, so that somebody with a broken one can open another.
WITHOUT_MODEL = frozenset({"open"})
_ASSETS = Path(__file__).parent / "pages" / "assets"
_FAVICON, _STYLE = _ASSETS / "favicon.png", _ASSETS / "app.css"


def main() -> None:
    """Run the page the address asks for."""
    lang = sidebar.language()
    # A drawn icon or a letter of the icon font would be fetched from elsewhere; a file of our own is not.
    st.set_page_config(label("Ui.app", lang), page_icon=str(_FAVICON), layout="wide", menu_items=None)
    st.html(_STYLE)
    contexts: list[PageContext] = []

    def page(name: str) -> st.Page:
        def run() -> None:
            # Only now: whoever opens one page does not wait for what the others need.
            module = importlib.import_module(f"ea_model.views.pages.{name}")
            if name in WITHOUT_MODEL:
                module.show(lang, pages)
            elif contexts:
                module.show(contexts[0])

        title = label(f"Ui.{name}", lang)
        icon = f":material/{ICONS[name]}:"
        seen: Literal["visible", "hidden"] = "hidden" if name in HIDDEN else "visible"
        return st.Page(run, title=title, icon=icon, url_path=name, default=name == "overview", visibility=seen)

    pages = {name: page(name) for name in ICONS}
    titles = {label(f"Ui.{section}", lang): [pages[n] for n in names] for section, names in SECTIONS.items()}
    current = st.navigation({**titles, " ": [pages[name] for name in sorted(HIDDEN)]}, position="hidden")
    sidebar.search(lang)
    sidebar.navigation(pages, SECTIONS, current.url_path or "overview", lang)
    path = sidebar.model_path(lang)
    opened = open_model.open_model(path)
    seen = open_model.stamp_of(path)
    if opened.broken:
        load_error.show(opened, lang)
    if opened.model is not None:
        contexts.append(sidebar.question(opened, opened.model, lang, pages))
    sidebar.language_switch(lang)
    if contexts and st.session_state.pop(sidebar.SEARCHED, False):
        st.switch_page(pages["search"], query_params=st.query_params.to_dict())
    current.run()
    open_model.watch(path, seen)


if __name__ == "__main__":  # as Streamlit runs it
    main()
