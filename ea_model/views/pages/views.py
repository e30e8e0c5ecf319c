"""Views the model came with, drawn as their author laid them out; what is clicked shows its facts."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ea_model.metamodel.archimate import Element
from ea_model.source.views import View, every
from ea_model.views.imported import Pictures, draw
from ea_model.views.imported.files import file_names
from ea_model.views.pages.shared import address, folders, save, tables, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import show_panel
from ea_model.views.pages.shared.map_component import OPENED, architecture_map
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.scene.diagram import Diagram

_ALONE, _BESIDE = (99, 1), (2.3, 1)
_FORMS = ("picture", "table")


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("views"), anchor=False)
    if not len(ctx.model.views):
        st.info(ctx.say("no_views"))
        ctx.links.page("landscape", ctx.say("open_landscape"))
        return
    titles = titles_of(ctx)
    folder_ids = set(folders.show(ctx, titles, key="view folders", titles=titles, to="v"))
    words = address.words(ctx.say("narrow"), "filter", placeholder=ctx.say("search_hint")).casefold().split()
    ids = [id_ for id_, title in titles.items() if id_ in folder_ids and all(w in title.casefold() for w in words)]
    st.caption(ctx.say("shown_of", shown=len(ids), total=len(titles)))
    if not ids:
        st.info(ctx.say("filter_hides_all"))
        return
    code = address.choose(ctx.say("view"), "v", ids, ids[0], titles.__getitem__)
    _one(ctx, ctx.model.views[list(titles).index(code)])


def titles_of(ctx: PageContext) -> dict[str, str]:
    """The views by id, with names that tell them apart."""

    def ask() -> dict[str, str]:
        views = list(ctx.model.views)
        names = [str(view.name).strip() or view.id for view in views]
        return {v.id: n if names.count(n) == 1 else f"{n} ({v.id})" for v, n in zip(views, names, strict=True)}

    return ctx.cached(("views",), ask)


def shown_in(ctx: PageContext) -> dict[str, tuple[str, ...]]:
    """Per element the views it stands in, by id."""

    def ask() -> dict[str, tuple[str, ...]]:
        views: dict[str, dict[str, None]] = {}
        for view in ctx.model.views:
            for node, _ in every(view.nodes):
                if node.element:
                    views.setdefault(node.element, {})[view.id] = None
        return {element: tuple(ids) for element, ids in views.items()}

    return ctx.cached(("shown in",), ask)


def _one(ctx: PageContext, view: View) -> None:
    """One view as a picture or as a table of what stands in it."""
    st.header(text.escape(str(view.name) or view.id), anchor=False)
    if view.documentation:
        st.markdown(text.escape(view.documentation))
    form = address.switch(
        ctx.say("shown_as"), "view", _FORMS, _FORMS[0], lambda v: ctx.say(f"view_{v}"), label_visibility="collapsed"
    )
    picked = ctx.picked()
    left, right = st.columns(_BESIDE if picked else _ALONE)
    with left:
        if form == "picture":
            _picture(ctx, view)
        else:
            _table(ctx, view)
    if picked is not None:
        with right:
            show_panel(ctx, picked)


def _picture(ctx: PageContext, view: View) -> None:
    make = partial(_svg, ctx, view)
    svg = ctx.cached(("view", view.id, ctx.lang), make)
    others = frozenset(node.view for node, _ in every(view.nodes) if node.view)
    ids = frozenset(node.element for node, _ in every(view.nodes) if node.element)
    ids |= frozenset(line.relation for line in view.connections if line.relation)
    diagram = Diagram(f"view-{view.id}", str(view.name), (), ())
    links = {line.id: (line.source, line.target) for line in view.connections}
    inside = {node.id: parent.id for node, parent in every(view.nodes) if parent is not None}
    architecture_map(
        svg, diagram, key="imported view", lang=ctx.lang, selected=address.value("el"), ids=ids | others, links=links,
        inside=inside,
    )  # fmt: skip
    _follow(ctx, others)
    opened = st.session_state.pop(OPENED, "")
    if opened and opened not in others:
        ctx.links.go("element", el=opened)
    name = file_names([view], "svg")[0].removesuffix(".svg")
    save.picture(ctx, name, str(view.name) or view.id, make)


def _svg(ctx: PageContext, view: View) -> bytes:
    return draw(ctx.model, view, links=lambda _: None, pictures=Pictures(ctx.opened.path), lang=ctx.lang)


def _follow(ctx: PageContext, others: frozenset[str]) -> None:
    """A reference to another view that was clicked leads there; and all of them as links."""
    if address.value("el") in others:
        ctx.links.go("views", v=address.value("el"))
    titles = titles_of(ctx)
    with st.container(horizontal=True, gap="small"):
        for id_ in sorted(others & titles.keys(), key=lambda i: titles[i].casefold()):
            st.button(
                text.escape(titles[id_]), key=f"view {id_}", type="tertiary", icon=":material/draw:",
                on_click=address.put, args=("v", id_),
            )  # fmt: skip


def _table(ctx: PageContext, view: View) -> None:
    """The elements and relations of the view in words: the twin of the picture."""
    header = [ctx.say(word) for word in ("element", "kind", "inside", "id")]
    names = {node.id: _name(ctx, node.element) or node.label for node, _ in every(view.nodes)}
    rows, ids = [], []
    for node, parent in every(view.nodes):
        concept = ctx.model.get(node.element) if node.element else None
        kind = ctx.names.kind(concept) if isinstance(concept, Element) else ctx.say("no_element")
        rows.append([names[node.id], kind, names[parent.id] if parent else "", node.element])
        ids.append(node.element)
    tables.of_elements(ctx, "view table", header, rows, ids)
    tables.download(ctx, f"view-{view.id}", [header, *rows], str(view.name) or view.id)


def _name(ctx: PageContext, element: str) -> str:
    concept = ctx.model.get(element) if element else None
    return ctx.names.of(concept) if concept is not None else ""


PAGE = Page("views", "draw", NavigationPart.EXPLORE, 5, show)
