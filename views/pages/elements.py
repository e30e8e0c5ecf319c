"""All elements: find by words, narrow by layer and kind, choose one and see its facts."""

from __future__ import annotations

import streamlit as st

from ea_model.labels import table
from ea_model.metamodel.archimate import LAYERS, Element
from ea_model.values import LangText
from views.pages import _state, _tables, _text
from views.pages._desk import Desk, by_name
from views.pages._facts import show_panel


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("elements"), anchor=False)
    elements = by_name(list(desk.model.elements), desk.lang)
    layers = [layer for layer in LAYERS if any(e.layer == layer for e in elements)]
    chosen = _state.several(
        desk.say("layer"), "layers", layers, lambda layer: table(desk.lang).get(f"Layer.{layer}", layer)
    )
    kinds = {e.kind: desk.kind(e) for e in elements if not chosen or e.layer in chosen}
    options = ["", *sorted(kinds, key=lambda code: kinds[code].casefold())]
    narrow, _ = st.columns(2)
    with narrow:
        kind = _state.choose(desk.say("kind"), "kind", options, "", lambda code: kinds.get(code, desk.say("all_kinds")))
    wanted = _state.asked("q").casefold().split()
    kept = [
        e
        for e in elements
        if (not chosen or e.layer in chosen) and (not kind or e.kind == kind) and _matches(desk, e, wanted)
    ]
    st.caption(_summary(desk, len(kept), len(elements)))
    if not kept:
        st.info(desk.say("filter_hides_all"))
        return
    left, right = st.columns([2.4, 1])
    with left:
        _list(desk, kept)
    with right:
        picked = desk.picked()
        if picked is not None:
            with st.container(border=True):
                show_panel(desk, picked)
        else:
            st.caption(desk.say("pick_below"))


def _summary(desk: Desk, shown: int, total: int) -> str:
    text = desk.say("shown_of", shown=shown, total=total)
    query = _state.asked("q")
    return f"{text} – {desk.say('searched_for', query=_text.escape(query))}" if query else text


def _matches(desk: Desk, element: Element, wanted: list[str]) -> bool:
    """Every word occurs in the id, a name in any language, the documentation or the kind."""
    if not wanted:
        return True
    texts = [element.id, desk.kind(element), element.kind]
    for text in (element.name, element.documentation):
        texts += text.texts.values() if isinstance(text, LangText) else [text]
    haystack = " ".join(texts).casefold()
    return all(word in haystack for word in wanted)


def _list(desk: Desk, kept: list[Element]) -> None:
    header = [desk.say(word) for word in ("element", "kind", "layer", "plateaus", "sources", "id")]
    rows = [
        [
            desk.name(e), desk.kind(e), table(desk.lang).get(f"Layer.{e.layer}", e.layer),
            ", ".join(p.id for p in e.plateaus) or desk.say("all_plateaus"), str(len(e.sources)), e.id,
        ]
        for e in kept
    ]  # fmt: skip
    _tables.of_elements(desk, "elements table", header, rows, [e.id for e in kept])
    _tables.download(desk, "elements", [header, *rows], desk.say("elements"))
