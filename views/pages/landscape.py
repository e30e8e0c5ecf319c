"""The landscape: everything somebody must be responsible for, coloured by who that is; as a map or as a table."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from ea_model.labels import table
from views.diagram import GROUP, NOTE, Diagram
from views.pages import _pictures, _state, _tables, _text
from views.pages._desk import Desk
from views.pages._facts import attribute_name, show_panel

_ALONE, _BESIDE = (99, 1), (2.3, 1)
"""Widths of the map and of the facts, without and with something chosen."""
_FORMS = ("map", "table")
_PICTURES = ("landscape", "streams", "model")
_COLOURS = ("contract", "status", "severity", "plateau")
_MOST_KEYS = 25
"""Properties one can colour by; the ones most elements have."""


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("landscape"), anchor=False)
    st.caption(desk.say("asked_for", moment=_text.escape(desk.moment_title())))
    one, two = st.columns(2)
    with one:
        shown = _state.choose(
            desk.say("picture"), "picture", _PICTURES, _PICTURES[0], lambda p: desk.say(f"picture_{p}")
        )
    options = {}
    if shown == "landscape":
        with two:
            colours = desk.kept(("colours",), lambda: _colours(desk))
            options["colour_by"] = _state.choose(desk.say("colour_by"), "colour", colours, colours[0],
                                                 lambda c: _colour_word(desk, c))  # fmt: skip
    diagram, _ = _pictures.picture(desk, shown, options)
    if not diagram.nodes:
        st.info(desk.say("no_model" if shown == "model" else f"no_{shown}"))
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
            _pictures.show(desk, shown, options, key="landscape map")
        else:
            _table(desk, diagram)
    if picked is not None:
        with right:
            show_panel(desk, picked)
    desk.link("responsibility", desk.say("open_matrix"))


def _colours(desk: Desk) -> tuple[str, ...]:
    """What colours can mean in this model: the fixed ones, then attributes and properties that elements have."""
    found = Counter(key for element in desk.model.elements for key, _ in element.properties if key)
    attributes = [a for a in ("criticality", "status") if any(isinstance(getattr(e, a, None), str)
                                                             for e in desk.model.elements)]  # fmt: skip
    fixed = [c for c in _COLOURS if c != "plateau" or len(desk.model.plateaus) > 1]
    keys = [f"properties.{key}" for key, _ in found.most_common(_MOST_KEYS)]
    return (*fixed, *(f"attribute.{a}" for a in attributes), *keys)


def _colour_word(desk: Desk, code: str) -> str:
    room, dot, name = code.partition(".")
    if not dot:
        return desk.say(f"colour_{code}")
    return attribute_name(name, desk.lang) if room == "attribute" else name


def _table(desk: Desk, diagram: Diagram) -> None:
    """The boxes of the picture in words: the frame they stand in, and what their sign means."""
    frames = {node.id: node.label for node in diagram.nodes}
    header = [desk.say(word) for word in ("element", "kind", "layer", "inside", "on_the_box", "id")]
    rows, ids = [], []
    for node in diagram.nodes:
        element = desk.model.get(node.element or "")
        if node.kind in {GROUP, NOTE} or element is None:
            continue
        layer = getattr(element, "layer", "")
        words = table(desk.lang).get(f"Layer.{layer}", layer)
        inside = frames.get(node.parent or "", "")
        said = " · ".join(part for part in (*node.label.splitlines()[1:], node.badge) if part)
        rows.append([desk.name(element), desk.kind(element), words, inside, said, element.id])
        ids.append(element.id)
    _tables.of_elements(desk, "landscape table", header, rows, ids)
    _tables.download(desk, "landscape", [header, *rows], desk.say("landscape"))
