"""The landscape: everything somebody must be responsible for, coloured by who that is."""

from __future__ import annotations

import streamlit as st

from views.pages import _pictures, _state, _text
from views.pages._desk import Desk
from views.pages._facts import show_panel
from views.pages.map_component import OPENED, architecture_map

_ALONE, _BESIDE = (99, 1), (2.3, 1)
"""Widths of the map and of the facts, without and with something chosen."""


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("landscape"), anchor=False)
    st.caption(desk.say("asked_for", moment=_text.escape(desk.moment_title())))
    diagram, svg = _pictures.picture(desk, "landscape")
    if not diagram.nodes:
        st.info(desk.say("no_landscape"))
        return
    picked = desk.picked()
    hint = st.empty()
    if picked is None:
        hint.caption(desk.say("pick_on_map"))
    # Two columns in any case, so that the map keeps its place in the page and with it its zoom.
    left, right = st.columns(_BESIDE if picked else _ALONE)
    with left:
        architecture_map(svg, diagram, key="landscape map", lang=desk.lang, selected=_state.asked("el"))
        opened = st.session_state.pop(OPENED, "")
        if opened:
            desk.go("element", el=opened)
    if picked is not None:
        with right:
            show_panel(desk, picked)
    desk.link("responsibility", desk.say("open_matrix"))
