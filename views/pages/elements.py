"""All elements: find by words, narrow by layer and kind, choose one and see its facts."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ea_model.labels import table
from ea_model.metamodel.archimate import LAYERS, Element
from ea_model.values import LangText
from views.pages import _folders, _state, _tables
from views.pages._desk import Desk
from views.pages._facts import show_panel


@dataclass(frozen=True, slots=True)
class Line:
    """An element as the list shows it."""

    element: Element
    kind: str
    layer: str
    row: list[str]
    haystack: str
    """What is searched, folded."""


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("elements"), anchor=False)
    lines = desk.kept(("elements", desk.lang), lambda: [_line(desk, e) for e in desk.by_name()])
    layers = [layer for layer in LAYERS if any(line.layer == layer for line in lines)]
    chosen = _state.several(
        desk.say("layer"), "layers", layers, lambda layer: table(desk.lang).get(f"Layer.{layer}", layer)
    )
    kinds = {line.kind: line.row[1] for line in lines if not chosen or line.layer in chosen}
    options = ["", *sorted(kinds, key=lambda code: kinds[code].casefold())]
    one, two = st.columns(2)
    with one:
        kind = _state.choose(desk.say("kind"), "kind", options, "", lambda code: kinds.get(code, desk.say("all_kinds")))
    with two:
        query = _state.words(desk.say("narrow"), "filter", placeholder=desk.say("search_hint"))
    ids = [line.element.id for line in lines]
    here = set(_folders.show(desk, ids, key="element folders"))
    wanted = query.casefold().split()
    kept = [
        line
        for line in lines
        if line.element.id in here
        and (not chosen or line.layer in chosen)
        and (not kind or line.kind == kind)
        and all(word in line.haystack for word in wanted)
    ]
    st.caption(desk.say("shown_of", shown=len(kept), total=len(lines)))
    if not kept:
        st.info(desk.say("filter_hides_all"))
        return
    picked = desk.picked()
    if picked is None:
        st.caption(desk.say("pick_below"))
    left, right = st.columns((2.4, 1) if picked else (99, 1))
    with left:
        header = [desk.say(word) for word in ("element", "kind", "layer", "plateaus", "sources", "id")]
        _tables.of_elements(desk, "elements table", header, [x.row for x in kept], [x.element.id for x in kept])
        _tables.download(desk, "elements", [header, *(x.row for x in kept)], desk.say("elements"))
    if picked is not None:
        with right, st.container(border=True):
            show_panel(desk, picked)


def _line(desk: Desk, element: Element) -> Line:
    """Everything the list says about an element; its id, names, documentation and kind are searched."""
    kind, layer = desk.kind(element), element.layer
    row = [
        desk.name(element), kind, table(desk.lang).get(f"Layer.{layer}", layer),
        ", ".join(p.id for p in element.plateaus) or desk.say("all_plateaus"), str(len(element.sources)), element.id,
    ]  # fmt: skip
    texts = [element.id, kind, element.kind]
    for text in (element.name, element.documentation):
        texts += text.texts.values() if isinstance(text, LangText) else [text]
    return Line(element, element.kind, layer, row, " ".join(texts).casefold())
