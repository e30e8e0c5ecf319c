"""The landscape: everything somebody must be responsible for, coloured by who that is; as a map or as a table."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from ea_model.views.pages.shared import address, drawn, tables, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import attribute_name, show_panel
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.scene.diagram import GROUP, NOTE, Diagram
from ea_model.words import table

_ALONE, _BESIDE = (99, 1), (2.3, 1)
"""Widths of the map and of the facts, without and with something chosen."""
_FORMS = ("map", "table")
_PICTURES = ("landscape", "streams", "model")
_COLOURS = ("contract", "status", "severity", "plateau")
_MOST_KEYS = 25
"""Properties one can colour by; the ones most elements have."""


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("landscape"), anchor=False)
    st.caption(ctx.say("asked_for", moment=text.escape(ctx.names.moment())))
    one, two = st.columns(2)
    with one:
        name = address.choose(ctx.say("picture"), "picture", _PICTURES, _PICTURES[0], lambda p: ctx.say(f"picture_{p}"))
    options = {}
    if name == "landscape":
        with two:
            colours = ctx.cached(("colours",), lambda: _colours(ctx))
            options["colour_by"] = address.choose(ctx.say("colour_by"), "colour", colours, colours[0],
                                                 lambda c: _colour_word(ctx, c))  # fmt: skip
    diagram, _ = drawn.picture(ctx, name, options)
    if not diagram.nodes:
        st.info(ctx.say("no_model" if name == "model" else f"no_{name}"))
        return
    form = address.switch(
        ctx.say("shown_as"), "view", _FORMS, _FORMS[0], lambda v: ctx.say(f"view_{v}"), label_visibility="collapsed"
    )
    picked = ctx.picked()
    hint = st.empty()
    if picked is None:
        hint.caption(ctx.say("pick_on_map" if form == "map" else "pick_below"))
    # Two columns in any case, so that the map keeps its place in the page and with it its zoom.
    left, right = st.columns(_BESIDE if picked else _ALONE)
    with left:
        if form == "map":
            drawn.show(ctx, name, options, key="landscape map")
        else:
            _table(ctx, diagram)
    if picked is not None:
        with right:
            show_panel(ctx, picked)
    ctx.links.page("responsibility", ctx.say("open_matrix"))


def _colours(ctx: PageContext) -> tuple[str, ...]:
    """What colours can mean in this model: the fixed ones, then attributes and properties that elements have."""
    counts = Counter(key for element in ctx.model.elements for key, _ in element.properties if key)
    attributes = [a for a in ("criticality", "status") if any(isinstance(getattr(e, a, None), str)
                                                             for e in ctx.model.elements)]  # fmt: skip
    fixed = [c for c in _COLOURS if c != "plateau" or len(ctx.model.plateaus) > 1]
    keys = [f"properties.{key}" for key, _ in counts.most_common(_MOST_KEYS)]
    return (*fixed, *(f"attribute.{a}" for a in attributes), *keys)


def _colour_word(ctx: PageContext, code: str) -> str:
    room, dot, name = code.partition(".")
    if not dot:
        return ctx.say(f"colour_{code}")
    return attribute_name(name, ctx.lang) if room == "attribute" else name


def _table(ctx: PageContext, diagram: Diagram) -> None:
    """The boxes of the picture in words: the frame they stand in, and what their sign means."""
    frames = {node.id: node.label for node in diagram.nodes}
    header = [ctx.say(word) for word in ("element", "kind", "layer", "inside", "on_the_box", "id")]
    rows, ids = [], []
    for node in diagram.nodes:
        element = ctx.model.get(node.element or "")
        if node.kind in {GROUP, NOTE} or element is None:
            continue
        layer = getattr(element, "layer", "")
        layer_name = table(ctx.lang).get(f"Layer.{layer}", layer)
        inside = frames.get(node.parent or "", "")
        words = " · ".join(part for part in (*node.label.splitlines()[1:], node.badge) if part)
        rows.append([ctx.names.of(element), ctx.names.kind(element), layer_name, inside, words, element.id])
        ids.append(element.id)
    tables.of_elements(ctx, "landscape table", header, rows, ids)
    tables.download(ctx, "landscape", [header, *rows], ctx.say("landscape"))


PAGE = Page("landscape", "dashboard", NavigationPart.EXPLORE, 3, show)
