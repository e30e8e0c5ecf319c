"""Responsibility matrix: who does what, what nobody knows, and what a plateau moves in-house."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Plateau
from ea_model.scope import Cell, Scope, Status
from ea_model.views.diagrams import STATUS_LOOKS
from ea_model.views.pages.compare import sides
from ea_model.views.pages.shared import address, drawn, tables, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import show_panel
from ea_model.views.pages.shared.matrix_component import (
    MatrixCell,
    MatrixGroup,
    MatrixRow,
    cell_id,
    responsibility_matrix,
)
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.pages.shared.tones import GAPS, OWN, STATUS_BADGE
from ea_model.views.pages.shared.why import show_why
from ea_model.words import table

_FORMS = ("matrix", "picture")
_FILTERS: dict[str, Callable[[Cell], bool]] = {
    "gaps": lambda cell: cell.required and cell.status in GAPS,
    "unknown": lambda cell: cell.required and cell.status is Status.UNKNOWN,
    "own": lambda cell: cell.status in OWN or any(lead.provider.own for lead in cell.leads),
}


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("responsibility"), anchor=False)
    st.caption(ctx.say("asked_for", moment=text.escape(ctx.names.moment())))
    filters = address.several(ctx.say("only_rows_with"), "show", list(_FILTERS), lambda f: ctx.say(f"filter_{f}"))
    cells = _by_element(ctx.scope.cells())
    rows = {e: row for e, row in cells.items() if not filters or any(_FILTERS[f](c) for f in filters for c in row)}
    form = address.switch(
        ctx.say("shown_as"), "view", _FORMS, _FORMS[0], lambda v: ctx.say(f"form_{v}"), label_visibility="collapsed"
    )
    if not rows:
        _legend(ctx)
        st.info(ctx.say("filter_hides_all" if cells else "no_cells_at_all"))
    elif form == "matrix":
        _legend(ctx)
        _matrix(ctx, rows)
        _picked(ctx)
    else:
        _heat_map(ctx)
    if rows:
        with st.expander(ctx.say("as_table")):
            _twin(ctx, [cell for row in rows.values() for cell in row])
    if len(ctx.model.plateaus) > 1:
        _own_cells(ctx)


def _heat_map(ctx: PageContext) -> None:
    """The same as a picture to take along; many rows become one where they are equal."""
    st.caption(ctx.say("heat_map_note"))
    drawn.show(ctx, "matrix", {}, key="heat map")
    picked = ctx.picked()
    if picked is not None:
        st.header(ctx.say("facts"), anchor=False)
        with st.container(border=True):
            show_panel(ctx, picked)


def _by_element(cells: Iterable[Cell]) -> dict[Element, list[Cell]]:
    rows: dict[Element, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.element, []).append(cell)
    return rows


def _legend(ctx: PageContext) -> None:
    """Letters and words; the colours only repeat them."""
    present = [s for s in Status if ctx.scope.counts().get(s)]
    with st.container(horizontal=True, gap="small"):
        for status in present:
            st.badge(f"{ctx.scope.counts()[status]} {ctx.word(status)}", color=STATUS_BADGE[status])
    st.caption(ctx.say("letters"))


def _matrix(ctx: PageContext, by_element: dict[Element, list[Cell]]) -> None:
    used = {cell.activity for row in by_element.values() for cell in row}
    leaves = [leaf for leaf in ctx.scope.activities.leaves if leaf in used]
    groups: list[MatrixGroup] = []
    for layer in ctx.model.language.layers:
        elements = ctx.names.sort([e for e in by_element if e.layer == layer])
        if elements:
            rows = tuple(_row(ctx, e, {c.activity: c for c in by_element[e]}, leaves) for e in elements)
            groups.append(MatrixGroup(table(ctx.lang).get(f"Layer.{layer}", layer), rows))
    words = {
        "corner": ctx.say("element"),
        "none": ctx.word(Status.NOT_APPLICABLE),
        "title": ctx.say("responsibility"),
        "lang": ctx.lang,
    }
    selected = cell_id(address.value("el"), address.value("activity"))
    responsibility_matrix(
        [ctx.names.activity(leaf) for leaf in leaves], groups, key="matrix", selected=selected, words=words
    )


def _row(ctx: PageContext, element: Element, cells: dict[str, Cell], leaves: list[str]) -> MatrixRow:
    row = tuple(_cell(ctx, cells[leaf]) if leaf in cells else None for leaf in leaves)
    return MatrixRow(ctx.names.of(element), ctx.names.kind(element), row)


def _cell(ctx: PageContext, cell: Cell) -> MatrixCell:
    need = ctx.say("required" if cell.required else "optional")
    parts = [ctx.names.of(cell.element), ctx.names.activity(cell.activity), ctx.word(cell.status), need, who(ctx, cell)]
    title = ", ".join(part for part in parts if part)
    return MatrixCell(
        STATUS_LOOKS[cell.status], ctx.word(cell.status), _letters(ctx, cell), title, cell.required,
        cell_id(cell.element.id, cell.activity),
    )  # fmt: skip


def _letters(ctx: PageContext, cell: Cell) -> str:
    """The letter and the contract of each, short enough for a cell; the owner where it is implicitly own."""
    if cell.status is Status.OWN_IMPLICIT:
        owner = ctx.scope.owner(cell.element)
        return f"! {ctx.names.of(owner)}" if owner else "!"
    if cell.status is Status.UNKNOWN and not (cell.leads or cell.support):
        return "?"
    holders = (*cell.leads, *cell.support)
    return " + ".join(f"{x.role}{'' if x.certain else '?'} {x.provider.label(ctx.lang)}" for x in holders)


def who(ctx: PageContext, cell: Cell) -> str:
    """Everybody in a cell in words, as plain text."""
    if cell.status is Status.OWN_IMPLICIT:
        owner = ctx.scope.owner(cell.element)
        return ctx.names.of(owner) if owner else ""
    names = []
    for holder_ in (*cell.leads, *cell.support):
        parties = ", ".join(ctx.names.of(p) for p in holder_.parties)
        names.append(
            f"{holder_.role} {holder_.provider.label(ctx.lang)}" + ("" if holder_.provider.own else f" ({parties})")
        )
    return "; ".join(names)


def _picked(ctx: PageContext) -> None:
    """The cell that was clicked: why it is so, and who the element is."""
    element = ctx.picked()
    activity = address.value("activity")
    if not isinstance(element, Element) or activity not in ctx.scope.activities.leaves:
        st.caption(ctx.say("pick_cell"))
        return
    left, right = st.columns([2, 1])
    with left, st.container(border=True):
        st.header(f"{ctx.names.md(element)} · {text.escape(ctx.names.activity(activity))}", anchor=False)
        show_why(ctx, element, activity)
    with right, st.container(border=True):
        show_panel(ctx, element)


def _twin(ctx: PageContext, cells: list[Cell]) -> None:
    """The matrix as one row per cell, for screen readers and spreadsheets."""
    header = [ctx.say(word) for word in ("element", "kind", "activity", "status", "need", "who", "id")]
    rows = [
        [
            ctx.names.of(c.element), ctx.names.kind(c.element), ctx.names.activity(c.activity), ctx.word(c.status),
            ctx.say("required" if c.required else "optional"), who(ctx, c), c.element.id,
        ]
        for c in cells
    ]  # fmt: skip
    tables.of_elements(ctx, "matrix twin", header, rows, [c.element.id for c in cells])
    tables.download(ctx, "responsibility", [header, *rows], ctx.say("responsibility"))


def _own_cells(ctx: PageContext) -> None:
    """What the own organisation does in two plateaus, side by side."""
    st.header(ctx.say("own_before_after"), anchor=False)
    pair = sides(ctx)
    if pair is not None:
        _compare(ctx, *map(ctx.model.plateau, pair))


def _compare(ctx: PageContext, first: Plateau, second: Plateau) -> None:
    old, new = _own_words(ctx, ctx.elsewhere(first)), _own_words(ctx, ctx.elsewhere(second))
    gone, come = len(old.keys() - new.keys()), len(new.keys() - old.keys())
    one, two, three = st.columns(3)
    one.metric(ctx.say("own_cells"), len(new), delta=len(new) - len(old), delta_color="off", border=True)
    two.metric(ctx.say("added"), come, border=True)
    three.metric(ctx.say("removed"), gone, border=True)
    keys = list(dict.fromkeys([*old, *new]))
    header = [
        ctx.say("element"),
        ctx.say("activity"),
        ctx.names.plateau(first),
        ctx.names.plateau(second),
        ctx.say("change"),
    ]
    rows = [[*key, old.get(key, "–"), new.get(key, "–"), ctx.say(_change(key, old, new))] for key in keys]
    if first is second or not rows:
        st.caption(ctx.say("nothing_to_compare"))
        return
    st.table(
        {text.escape(title): [text.escape(row[n]) for row in rows] for n, title in enumerate(header)}, hide_index=True
    )


def _own_words(ctx: PageContext, scope: Scope) -> dict[tuple[str, str], str]:
    """Own cells by element and activity, with their status in words; a doubt is said."""
    return {
        (ctx.names.of(cell.element), ctx.names.activity(cell.activity)): ctx.word(cell.status)
        + ("" if certain else f" ({ctx.say('possibly')})")
        for cell, certain in scope.own_cells
    }


def _change(key: tuple[str, str], old: dict[tuple[str, str], str], new: dict[tuple[str, str], str]) -> str:
    if key not in old:
        return "change_added"
    if key not in new:
        return "change_removed"
    return "change_none" if old[key] == new[key] else "change_other"


PAGE = Page("responsibility", "grid_on", NavigationPart.GOVERN, 1, show)
