"""Views the model came with, drawn as their author laid them out; what is clicked shows its facts."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ea_model.drawing import View, every
from ea_model.metamodel.archimate import Element
from views.diagram import Diagram
from views.imported import Pictures, draw
from views.imported.files import file_names
from views.pages import _folders, _save, _state, _tables, _text
from views.pages._desk import Desk
from views.pages._facts import show_panel
from views.pages.map_component import OPENED, architecture_map

_ALONE, _BESIDE = (99, 1), (2.3, 1)
_FORMS = ("picture", "table")


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("views"), anchor=False)
    if not len(desk.model.views):
        st.info(desk.say("no_views"))
        desk.link("landscape", desk.say("open_landscape"))
        return
    titles = titles_of(desk)
    here = set(_folders.show(desk, titles, key="view folders", titles=titles, to="v"))
    wanted = _state.words(desk.say("narrow"), "filter", placeholder=desk.say("search_hint")).casefold().split()
    ids = [id_ for id_, title in titles.items() if id_ in here and all(w in title.casefold() for w in wanted)]
    st.caption(desk.say("shown_of", shown=len(ids), total=len(titles)))
    if not ids:
        st.info(desk.say("filter_hides_all"))
        return
    chosen = _state.choose(desk.say("view"), "v", ids, ids[0], titles.__getitem__)
    _one(desk, desk.model.views[list(titles).index(chosen)])


def titles_of(desk: Desk) -> dict[str, str]:
    """The views by id, with names that tell them apart."""

    def ask() -> dict[str, str]:
        views = list(desk.model.views)
        names = [str(view.name).strip() or view.id for view in views]
        return {v.id: n if names.count(n) == 1 else f"{n} ({v.id})" for v, n in zip(views, names, strict=True)}

    return desk.kept(("views",), ask)


def shown_in(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Per element the views it stands in, by id."""

    def ask() -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for view in desk.model.views:
            for node, _ in every(view.nodes):
                if node.element:
                    found.setdefault(node.element, {})[view.id] = None
        return {element: tuple(views) for element, views in found.items()}

    return desk.kept(("shown in",), ask)


def _one(desk: Desk, view: View) -> None:
    """One view as a picture or as a table of what stands in it."""
    st.header(_text.escape(str(view.name) or view.id), anchor=False)
    if view.documentation:
        st.markdown(_text.escape(view.documentation))
    form = _state.switch(
        desk.say("shown_as"), "view", _FORMS, _FORMS[0], lambda v: desk.say(f"view_{v}"), label_visibility="collapsed"
    )
    picked = desk.picked()
    left, right = st.columns(_BESIDE if picked else _ALONE)
    with left:
        if form == "picture":
            _picture(desk, view)
        else:
            _table(desk, view)
    if picked is not None:
        with right:
            show_panel(desk, picked)


def _picture(desk: Desk, view: View) -> None:
    make = partial(_drawn, desk, view)
    svg = desk.kept(("view", view.id, desk.lang), make)
    others = frozenset(node.view for node, _ in every(view.nodes) if node.view)
    known = frozenset(node.element for node, _ in every(view.nodes) if node.element)
    known |= frozenset(line.relation for line in view.connections if line.relation)
    diagram = Diagram(f"view-{view.id}", str(view.name), (), ())
    links = {line.id: (line.source, line.target) for line in view.connections}
    inside = {node.id: parent.id for node, parent in every(view.nodes) if parent is not None}
    architecture_map(
        svg, diagram, key="imported view", lang=desk.lang, selected=_state.asked("el"), ids=known | others, links=links,
        inside=inside,
    )  # fmt: skip
    _follow(desk, others)
    opened = st.session_state.pop(OPENED, "")
    if opened and opened not in others:
        desk.go("element", el=opened)
    name = file_names([view], "svg")[0].removesuffix(".svg")
    _save.picture(desk, name, str(view.name) or view.id, make)


def _drawn(desk: Desk, view: View) -> bytes:
    return draw(desk.model, view, links=lambda _: None, pictures=Pictures(desk.path), lang=desk.lang)


def _follow(desk: Desk, others: frozenset[str]) -> None:
    """A reference to another view that was clicked leads there; and all of them as links."""
    if _state.asked("el") in others:
        desk.go("views", v=_state.asked("el"))
    titles = titles_of(desk)
    with st.container(horizontal=True, gap="small"):
        for id_ in sorted(others & titles.keys(), key=lambda i: titles[i].casefold()):
            st.button(
                _text.escape(titles[id_]), key=f"view {id_}", type="tertiary", icon=":material/draw:",
                on_click=_state.put, args=("v", id_),
            )  # fmt: skip


def _table(desk: Desk, view: View) -> None:
    """The elements and relations of the view in words: the twin of the picture."""
    header = [desk.say(word) for word in ("element", "kind", "inside", "id")]
    names = {node.id: _name(desk, node.element) or node.label for node, _ in every(view.nodes)}
    rows, ids = [], []
    for node, parent in every(view.nodes):
        concept = desk.model.get(node.element) if node.element else None
        kind = desk.kind(concept) if isinstance(concept, Element) else desk.say("no_element")
        rows.append([names[node.id], kind, names[parent.id] if parent else "", node.element])
        ids.append(node.element)
    _tables.of_elements(desk, "view table", header, rows, ids)
    _tables.download(desk, f"view-{view.id}", [header, *rows], str(view.name) or view.id)


def _name(desk: Desk, element: str) -> str:
    concept = desk.model.get(element) if element else None
    return desk.name(concept) if concept is not None else ""
