"""The landscape: everything somebody must be responsible for, coloured by who that is; as a map or as a table."""

from __future__ import annotations

import streamlit as st

from ea_model.labels import table
from views.diagram import GROUP, NOTE
from views.pages import _pictures, _state, _tables, _text
from views.pages._desk import Desk
from views.pages._facts import show_panel

_ALONE, _BESIDE = (99, 1), (2.3, 1)
"""Widths of the map and of the facts, without and with something chosen."""
_FORMS = ("map", "table")


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("landscape"), anchor=False)
    st.caption(desk.say("asked_for", moment=_text.escape(desk.moment_title())))
    diagram, _ = _pictures.picture(desk, "landscape")
    if not diagram.nodes:
        st.info(desk.say("no_landscape"))
        return
    form = _state.switch(
        desk.say("shown_as"), "view", _FORMS, _FORMS[0], lambda v: desk.say(f"view_{v}"), label_visibility="collapsed"
    )
    picked = desk.picked()
    hint = st.empty()
    if picked is None:
        hint.caption(desk.say("pick_on_map" if form == "map" else "pick_below"))
    # Two columns in any case, so that the map keeps its place in the page and with it its zoom.
    left, right = st.columns(_BESIDE if picked else _ALONE)
    with left:
        if form == "map":
            _pictures.show(desk, "landscape", key="landscape map")
        else:
            _table(desk)
    if picked is not None:
        with right:
            show_panel(desk, picked)
    desk.link("responsibility", desk.say("open_matrix"))


def _table(desk: Desk) -> None:
    """The boxes of the picture in words: the frame they stand in, and what their sign means."""
    diagram, _ = _pictures.picture(desk, "landscape")
    frames = {node.id: node.label for node in diagram.nodes}
    header = [desk.say(word) for word in ("element", "kind", "layer", "inside", "who", "id")]
    rows, ids = [], []
    for node in diagram.nodes:
        element = desk.model.get(node.element or "")
        if node.kind in {GROUP, NOTE} or element is None:
            continue
        layer = getattr(element, "layer", "")
        words = table(desk.lang).get(f"Layer.{layer}", layer)
        inside = frames.get(node.parent or "", "")
        rows.append([desk.name(element), desk.kind(element), words, inside, node.badge, element.id])
        ids.append(element.id)
    _tables.of_elements(desk, "landscape table", header, rows, ids)
    _tables.download(desk, "landscape", [header, *rows], desk.say("landscape"))
