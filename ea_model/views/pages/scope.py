"""Contract scope: what falls inside, what outside, what touches; as map, tree and table, with the why of each cell."""

from __future__ import annotations

import streamlit as st

from ea_model.metamodel.archimate import Aggregation, Composition
from ea_model.rules.effect import inert_under
from ea_model.scope import ContractScope, ElementScope, ScopeClass, boundaries_of
from ea_model.values import Truth
from ea_model.views.answers.scope import outcome
from ea_model.views.pages.shared import address, drawn, tables, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import show_panel
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.pages.shared.tones import CLASS_BADGE
from ea_model.views.pages.shared.why import show_why

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


def show(ctx: PageContext) -> None:
    """The page."""
    covered = ctx.contract_scope()
    if covered is None:
        st.title(ctx.say("scope"), anchor=False)
        st.info(ctx.say("no_contracts"))
        return
    st.title(text.escape(ctx.names.contract(ctx.contract)), anchor=False)
    st.caption(ctx.say("asked_for", moment=text.escape(ctx.names.moment())))
    _counts(ctx, covered)
    entries = [e for e in covered.elements if e.scope_class in _RELEVANT]
    if not any(e.scope_class is not ScopeClass.BOUNDARY for e in entries):
        st.caption(text.escape(outcome(ctx.scope, (covered,)).sentence(ctx.lang)))
        st.info(ctx.say("covers_nothing_here_hint"))
    view = address.switch(
        ctx.say("shown_as"), "view", _VIEWS, _VIEWS[0], lambda v: ctx.say(f"view_{v}"), label_visibility="collapsed"
    )
    picked = ctx.picked()
    # Always a hint, perhaps empty, and two columns: so the map keeps its place in the page and is not made anew.
    hint = st.empty()
    if picked is None:
        hint.caption(ctx.say("pick_on_map" if view == "map" else "pick_below"))
    left, right = st.columns(_BESIDE if picked else _ALONE)
    with left:
        {"map": _map, "tree": _tree, "table": _table}[view](ctx, covered, entries)
    if picked is not None:
        with right:
            show_panel(ctx, picked)
    if covered.open_list:
        st.warning(ctx.say("open_list_long"), icon=":material/playlist_add:")
    for finding in inert_under(ctx.model, covered.provider):
        st.warning(text.escape(finding.text(ctx.lang)), icon=":material/block:")
    _why(ctx, covered)
    _boundaries(ctx, covered)
    _excluded(ctx, covered)


def _counts(ctx: PageContext, covered: ContractScope) -> None:
    with st.container(horizontal=True, gap="small"):
        for scope_class in ScopeClass:
            count = len(covered.of_class(scope_class))
            if count:
                st.badge(f"{count} {ctx.word(scope_class)}", color=CLASS_BADGE[scope_class])
        if covered.open_list:
            st.badge(ctx.say("open_list_badge"), color="violet")


def _map(ctx: PageContext, covered: ContractScope, _entries: list[ElementScope]) -> None:
    drawn.show(ctx, "scope", {"contract": covered.provider.key}, key="scope map")


def _tree(ctx: PageContext, _covered: ContractScope, entries: list[ElementScope]) -> None:
    """Parts under their wholes, each with its class and its activities."""
    by_id = {entry.element.id: entry for entry in entries}
    inner: dict[str, list[str]] = {}
    for id_, entry in by_id.items():
        for relation in ctx.model.outgoing(entry.element):
            part = relation.target.id
            if isinstance(relation, (Composition, Aggregation)) and part in by_id and part != id_:
                inner.setdefault(id_, []).append(part)
    parts = {part for group in inner.values() for part in group}
    lines: list[str] = []
    shown_ids: set[str] = set()

    def write(id_: str, depth: int) -> None:
        if id_ in shown_ids:
            return
        shown_ids.add(id_)
        lines.append(f"{'    ' * depth}- {_tree_line(ctx, by_id[id_])}")
        for part in inner.get(id_, ()):
            write(part, depth + 1)

    # What is only reachable round a ring of wholes still gets its line, after the true tops.
    for id_ in (*(i for i in by_id if i not in parts), *by_id):
        write(id_, 0)
    st.markdown("\n".join(lines))


def _tree_line(ctx: PageContext, entry: ElementScope) -> str:
    colour = CLASS_BADGE[entry.scope_class]
    activities = text.escape(_activities(ctx, entry))
    tail = f" – {activities}" if activities else ""
    kind = text.escape(ctx.names.kind(entry.element))
    return f"**{ctx.names.md(entry.element)}** ({kind}) :{colour}-badge[{ctx.word(entry.scope_class)}]{tail}"


def _activities(ctx: PageContext, entry: ElementScope) -> str:
    """The cells in scope with their letters; a question mark where it is possible or not certain in time."""
    words = []
    for scoped in entry.activities:
        doubt = "?" if scoped.scope_class is ScopeClass.POSSIBLE or scoped.truth is Truth.MAYBE else ""
        words.append(f"{scoped.role}{doubt} {ctx.names.activity(scoped.activity)}")
    return ", ".join(words)


def _table(ctx: PageContext, covered: ContractScope, _entries: list[ElementScope]) -> None:
    """Every element that can carry responsibility, those of others included: the twin of the map in words."""
    entries = covered.elements
    words = ("element", "scope_class", "activities", "excluded", "also", "kind", "id")
    header = [ctx.say(word) for word in words]
    rows = [
        [
            ctx.names.of(e.element),
            ctx.word(e.scope_class),
            _activities(ctx, e),
            ", ".join(ctx.names.activity(code) for code in e.excluded),
            ", ".join(ctx.word(c) for c in e.classes[1:]),
            ctx.names.kind(e.element),
            e.element.id,
        ]
        for e in entries
    ]
    ids = [e.element.id for e in entries]
    tables.of_elements(ctx, "scope table", header, rows, ids)
    tables.download(ctx, f"scope-{covered.provider.key}", [header, *rows], ctx.names.contract(covered.provider.key))


def _why(ctx: PageContext, covered: ContractScope) -> None:
    """Pick an element and an activity; see the reasons."""
    st.header(ctx.say("why"), anchor=False)
    elements = {e.element.id: e.element for e in covered.elements}
    if not elements:
        st.caption(ctx.say("none"))
        return
    ids = sorted(elements, key=lambda i: ctx.names.of(elements[i]).casefold())
    first = next((e.element.id for e in covered.elements), ids[0])
    one, two = st.columns(2)
    with one:
        code = address.choose(
            ctx.say("element"), "el", ids, first, lambda i: f"{ctx.names.of(elements[i])} ({i})" if i in elements else i
        )
    element = elements[code]
    codes = [cell.activity for cell in ctx.scope.cells(element)]
    if not codes:
        st.caption(ctx.say("no_cells"))
        return
    entry = covered.element(element)
    default = next((a.activity for a in entry.activities), codes[0])
    with two:
        activity = address.choose(ctx.say("activity"), "activity", codes, default, ctx.names.activity)
    show_class(ctx, entry)
    show_why(ctx, element, activity)


def show_class(ctx: PageContext, entry: ElementScope) -> None:
    """What the element is to the contract, the decisive class first."""
    with st.container(horizontal=True, gap="small"):
        for scope_class in entry.classes:
            st.badge(ctx.word(scope_class), color=CLASS_BADGE[scope_class])
        if entry.sharing is not None:
            st.badge(ctx.word(entry.sharing), color="violet")


def _boundaries(ctx: PageContext, covered: ContractScope) -> None:
    key = covered.provider.key
    interfaces = [b for b in boundaries_of(ctx.scope) if key in {c.key for c in (*b.source_side, *b.target_side)}]
    st.header(ctx.say("boundaries_count", count=len(interfaces)), anchor=False)
    if interfaces:
        rows = [tables.boundary_row(ctx, b) for b in interfaces]
        header = tables.boundary_header(ctx)
        st.table({title: [text.escape(row[n]) for row in rows] for n, title in enumerate(header)}, hide_index=True)
    ctx.links.page("boundaries", ctx.say("open_register"))


def _excluded(ctx: PageContext, covered: ContractScope) -> None:
    """What the contract takes out in so many words."""
    exclusions = [(e.element, e.excluded) for e in covered.elements if e.excluded]
    if not exclusions:
        return
    st.header(ctx.say("excluded"), anchor=False)
    for element, codes in exclusions:
        activities = ", ".join(text.escape(ctx.names.activity(code)) for code in codes)
        st.markdown(f"- **{ctx.names.md(element)}** – {activities}")


PAGE = Page("scope", "select_all", NavigationPart.EXPLORE, 2, show)
