"""All elements: find by words, narrow by layer and kind, choose one and see its facts."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ea_model.metamodel.archimate import Element
from ea_model.values import LangText
from ea_model.views.pages.shared import address, folders, tables
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import show_panel
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.words import table


@dataclass(frozen=True, slots=True)
class ElementRow:
    """An element as the list shows it."""

    element: Element
    kind: str
    layer: str
    row: list[str]
    haystack: str
    """What is searched, folded."""


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("elements"), anchor=False)
    lines = ctx.cached(("elements", ctx.lang), lambda: [_line(ctx, e) for e in ctx.names.sort(ctx.model.elements)])
    layers = [layer for layer in ctx.model.language.layers if any(line.layer == layer for line in lines)]
    filters = address.several(
        ctx.say("layer"), "layers", layers, lambda layer: table(ctx.lang).get(f"Layer.{layer}", layer)
    )
    kinds = {line.kind: line.row[1] for line in lines if not filters or line.layer in filters}
    options = ["", *sorted(kinds, key=lambda code: kinds[code].casefold())]
    one, two = st.columns(2)
    with one:
        kind = address.choose(ctx.say("kind"), "kind", options, "", lambda code: kinds.get(code, ctx.say("all_kinds")))
    with two:
        query = address.words(ctx.say("narrow"), "filter", placeholder=ctx.say("search_hint"))
    ids = [line.element.id for line in lines]
    folder_ids = set(folders.show(ctx, ids, key="element folders"))
    words = query.casefold().split()
    matching = [
        line
        for line in lines
        if line.element.id in folder_ids
        and (not filters or line.layer in filters)
        and (not kind or line.kind == kind)
        and all(word in line.haystack for word in words)
    ]
    st.caption(ctx.say("shown_of", shown=len(matching), total=len(lines)))
    if not matching:
        st.info(ctx.say("filter_hides_all"))
        return
    picked = ctx.picked()
    if picked is None:
        st.caption(ctx.say("pick_below"))
    left, right = st.columns((2.4, 1) if picked else (99, 1))
    with left:
        header = [ctx.say(word) for word in ("element", "kind", "layer", "plateaus", "sources", "id")]
        tables.of_elements(ctx, "elements table", header, [x.row for x in matching], [x.element.id for x in matching])
        tables.download(ctx, "elements", [header, *(x.row for x in matching)], ctx.say("elements"))
    if picked is not None:
        with right, st.container(border=True):
            show_panel(ctx, picked)


def _line(ctx: PageContext, element: Element) -> ElementRow:
    """Everything the list says about an element; its id, names, documentation and kind are searched."""
    kind, layer = ctx.names.kind(element), element.layer
    row = [
        ctx.names.of(element), kind, table(ctx.lang).get(f"Layer.{layer}", layer),
        ", ".join(p.id for p in element.plateaus) or ctx.say("all_plateaus"), str(len(element.sources)), element.id,
    ]  # fmt: skip
    texts = [element.id, kind, element.kind]
    for text in (element.name, element.documentation):
        texts += text.texts.values() if isinstance(text, LangText) else [text]
    return ElementRow(element, element.kind, layer, row, " ".join(texts).casefold())


PAGE = Page("elements", "list", NavigationPart.EXPLORE, 4, show)
