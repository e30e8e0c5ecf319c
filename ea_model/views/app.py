"""The app: pages, navigation, and the question in the sidebar; ``app.py`` at the top starts it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

import streamlit as st

from ea_model.views.pages import NavigationPart, Page, register
from ea_model.views.pages.shared import load_error, open_model, sidebar, visitor
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.watching import LOOKOUT
from ea_model.words import label

_LOG = logging.getLogger(__name__)
_ASSETS = Path(__file__).parent / "pages" / "assets"
_FAVICON, _STYLE = _ASSETS / "favicon.png", _ASSETS / "app.css"


def main() -> None:
    """Run the page the address asks for; a fault of ours is told in a sentence, and what it was goes to the log."""
    lang = sidebar.language()
    try:
        _page(lang)
    except Exception:  # noqa: BLE001 - Streamlit's own ways to stop a page are none of these
        _LOG.exception("a page failed")
        st.error(label("Ui.fault", lang), icon=":material/error:")


def _page(lang: str) -> None:
    """The page, with what stands beside every page."""
    # A drawn icon or a letter of the icon font would be fetched from elsewhere; a file of our own is not.
    st.set_page_config(label("Ui.app", lang), page_icon=str(_FAVICON), layout="wide", menu_items=None)
    st.html(_STYLE)
    if LOOKOUT.closing:
        st.toast(label("Ui.server_stops", lang), icon=":material/power_settings_new:", duration="infinite")
    if not visitor.admitted(lang):
        return
    contexts: list[PageContext] = []

    def streamlit_page(page: Page) -> st.Page:
        def run() -> None:
            if page.without_model:
                page.without_model(lang, pages)
            elif page.show and contexts:
                page.show(contexts[0])

        visibility: Literal["visible", "hidden"] = "hidden" if page.section is NavigationPart.LINKED else "visible"
        title, icon = label(f"Ui.{page.name}", lang), f":material/{page.icon}:"
        return st.Page(run, title=title, icon=icon, url_path=page.name, default=page is first, visibility=visibility)

    first = next(iter(register().values()))
    pages = {name: streamlit_page(page) for name, page in register().items()}
    current = st.navigation(list(pages.values()), position="hidden")
    sidebar.search(lang)
    sidebar.navigation(register(), pages, current.url_path or first.name, lang)
    path = sidebar.model_path(lang)
    opened = open_model.open_model(path)
    stamp = open_model.stamp_of(path)
    if opened.broken:
        load_error.show(opened, lang)
    if opened.model is not None:
        contexts.append(sidebar.question(opened, opened.model, lang, pages))
    sidebar.language_switch(lang)
    visitor.show(lang)
    if contexts and st.session_state.pop(sidebar.SEARCHED, False):
        st.switch_page(pages["search"], query_params=st.query_params.to_dict())
    current.run()
    open_model.watch(path, stamp)
