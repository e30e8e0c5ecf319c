"""Contract scope: what falls inside, what outside, what touches; as map, tree and table, with the why of each cell."""

from __future__ import annotations

import streamlit as st

from ea_model.metamodel.archimate import Aggregation, Composition, Element
from ea_model.scope import ContractScope, ElementScope, ScopeClass, boundaries_of
from ea_model.values import Truth
from views.pages import _pictures, _state, _tables, _text
from views.pages._desk import Desk
from views.pages._facts import show_panel
from views.pages._tones import CLASS_BADGE
from views.pages._why import show_why

_VIEWS = ("map", "tree", "table")
_ALONE, _BESIDE = (99, 1), (2.3, 1)
"""Widths of the view and of the facts, without and with something chosen."""
_RELEVANT = (
    ScopeClass.DIRECT,
    ScopeClass.DERIVED,
    ScopeClass.POSSIBLE,
    ScopeClass.SHARED,
    ScopeClass.EXCLUDED,
    ScopeClass.TOUCHED,
    ScopeClass.BOUNDARY,
)
"""Classes that say what the contract has to do with an element; the others say that it has nothing to do with it."""


def show(desk: Desk) -> None:
    """The page."""
    covered = desk.contract_scope()
    if covered is None:
        st.title(desk.say("scope"), anchor=False)
        st.info(desk.say("no_contracts"))
        return
    st.title(_text.escape(desk.contract_title(desk.contract)), anchor=False)
    st.caption(desk.say("asked_for", moment=_text.escape(desk.moment_title())))
    _counts(desk, covered)
    entries = [e for e in covered.elements if e.scope_class in _RELEVANT]
    if not any(e.scope_class is not ScopeClass.BOUNDARY for e in entries):
        st.info(desk.say("covers_nothing_here_hint"))
    view = _state.switch(
        desk.say("shown_as"), "view", _VIEWS, _VIEWS[0], lambda v: desk.say(f"view_{v}"), label_visibility="collapsed"
    )
    picked = desk.picked()
    # Always a hint, perhaps empty, and two columns: so the map keeps its place in the page and is not made anew.
    hint = st.empty()
    if picked is None:
        hint.caption(desk.say("pick_on_map" if view == "map" else "pick_below"))
    left, right = st.columns(_BESIDE if picked else _ALONE)
    with left:
        {"map": _map, "tree": _tree, "table": _table}[view](desk, covered, entries)
    if picked is not None:
        with right:
            show_panel(desk, picked)
    if covered.open_list:
        st.warning(desk.say("open_list_long"), icon=":material/playlist_add:")
    _why(desk, covered)
    _boundaries(desk, covered)
    _excluded(desk, covered)


def _counts(desk: Desk, covered: ContractScope) -> None:
    with st.container(horizontal=True, gap="small"):
        for scope_class in ScopeClass:
            count = len(covered.of_class(scope_class))
            if count:
                st.badge(f"{count} {desk.word(scope_class)}", color=CLASS_BADGE[scope_class])
        if covered.open_list:
            st.badge(desk.say("open_list_badge"), color="violet")


def _map(desk: Desk, covered: ContractScope, _entries: list[ElementScope]) -> None:
    _pictures.show(desk, "scope", {"contract": covered.coverer.key}, key="scope map")


def _tree(desk: Desk, _covered: ContractScope, entries: list[ElementScope]) -> None:
    """Parts under their wholes, each with its class and its activities."""
    by_id = {entry.element.id: entry for entry in entries}
    inner: dict[str, list[str]] = {}
    for id_, entry in by_id.items():
        for relation in desk.model.outgoing(entry.element):
            part = relation.target.id
            if isinstance(relation, (Composition, Aggregation)) and part in by_id and part != id_:
                inner.setdefault(id_, []).append(part)
    parts = {part for found in inner.values() for part in found}
    lines: list[str] = []
    seen: set[str] = set()

    def write(id_: str, depth: int) -> None:
        if id_ in seen:
            return
        seen.add(id_)
        lines.append(f"{'    ' * depth}- {_tree_line(desk, by_id[id_])}")
        for part in inner.get(id_, ()):
            write(part, depth + 1)

    # What is only reachable round a ring of wholes still gets its line, after the true tops.
    for id_ in (*(i for i in by_id if i not in parts), *by_id):
        write(id_, 0)
    st.markdown("\n".join(lines))


def _tree_line(desk: Desk, entry: ElementScope) -> str:
    colour = CLASS_BADGE[entry.scope_class]
    activities = _text.escape(_activities(desk, entry))
    tail = f" – {activities}" if activities else ""
    kind = _text.escape(desk.kind(entry.element))
    return f"**{desk.md(entry.element)}** ({kind}) :{colour}-badge[{desk.word(entry.scope_class)}]{tail}"


def _activities(desk: Desk, entry: ElementScope) -> str:
    """The cells in scope with their letters; a question mark where it is possible or not certain in time."""
    words = []
    for scoped in entry.activities:
        doubt = "?" if scoped.scope_class is ScopeClass.POSSIBLE or scoped.truth is Truth.MAYBE else ""
        words.append(f"{scoped.role}{doubt} {desk.activity(scoped.activity)}")
    return ", ".join(words)


def _table(desk: Desk, covered: ContractScope, _entries: list[ElementScope]) -> None:
    """Every element that can carry responsibility, those of others included: the twin of the map in words."""
    entries = covered.elements
    words = ("element", "scope_class", "activities", "excluded", "also", "kind", "id")
    header = [desk.say(word) for word in words]
    rows = [
        [
            desk.name(e.element),
            desk.word(e.scope_class),
            _activities(desk, e),
            ", ".join(desk.activity(code) for code in e.excluded),
            ", ".join(desk.word(c) for c in e.classes[1:]),
            desk.kind(e.element),
            e.element.id,
        ]
        for e in entries
    ]
    ids = [e.element.id for e in entries]
    _tables.of_elements(desk, "scope table", header, rows, ids)
    _tables.download(desk, f"scope-{covered.coverer.key}", [header, *rows], desk.contract_title(covered.coverer.key))


def _why(desk: Desk, covered: ContractScope) -> None:
    """Pick an element and an activity; see the reasons."""
    st.header(desk.say("why"), anchor=False)
    elements = {e.element.id: e.element for e in covered.elements}
    if not elements:
        st.caption(desk.say("none"))
        return
    ids = sorted(elements, key=lambda i: desk.name(elements[i]).casefold())
    first = next((e.element.id for e in covered.elements), ids[0])
    one, two = st.columns(2)
    with one:
        chosen = _state.choose(
            desk.say("element"), "el", ids, first, lambda i: f"{desk.name(elements[i])} ({i})" if i in elements else i
        )
    element = elements[chosen]
    codes = [cell.activity for cell in desk.scope.cells(element)]
    if not codes:
        st.caption(desk.say("no_cells"))
        return
    entry = covered.element(element)
    default = next((a.activity for a in entry.activities), codes[0])
    with two:
        activity = _state.choose(desk.say("activity"), "activity", codes, default, desk.activity)
    show_class(desk, entry)
    show_why(desk, element, activity)


def show_class(desk: Desk, entry: ElementScope) -> None:
    """What the element is to the contract, the decisive class first."""
    with st.container(horizontal=True, gap="small"):
        for scope_class in entry.classes:
            st.badge(desk.word(scope_class), color=CLASS_BADGE[scope_class])
        if entry.sharing is not None:
            st.badge(desk.word(entry.sharing), color="violet")


def _boundaries(desk: Desk, covered: ContractScope) -> None:
    key = covered.coverer.key
    found = [b for b in boundaries_of(desk.scope) if key in {c.key for c in (*b.source_side, *b.target_side)}]
    st.header(desk.say("boundaries_count", count=len(found)), anchor=False)
    if found:
        rows = [_tables.boundary_row(desk, b) for b in found]
        header = _tables.boundary_header(desk)
        st.table({title: [_text.escape(row[n]) for row in rows] for n, title in enumerate(header)}, hide_index=True)
    desk.link("boundaries", desk.say("open_register"))


def _excluded(desk: Desk, covered: ContractScope) -> None:
    """What the contract takes out in so many words."""
    found: list[tuple[Element, tuple[str, ...]]] = [(e.element, e.excluded) for e in covered.elements if e.excluded]
    if not found:
        return
    st.header(desk.say("excluded"), anchor=False)
    for element, codes in found:
        activities = ", ".join(_text.escape(desk.activity(code)) for code in codes)
        st.markdown(f"- **{desk.md(element)}** – {activities}")
