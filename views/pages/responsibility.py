"""Responsibility matrix: who does what, what nobody knows, and what a plateau moves in-house."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from ea_model.labels import table
from ea_model.metamodel.archimate import LAYERS, Element
from ea_model.metamodel.contract import Plateau
from ea_model.scope import Cell, Scope, Status
from views.diagrams import STATUS_LOOKS
from views.pages import _pictures, _state, _tables, _text
from views.pages._desk import Desk, by_name
from views.pages._facts import show_panel
from views.pages._tones import GAPS, OWN, STATUS_BADGE
from views.pages._why import show_why
from views.pages.compare import sides
from views.pages.matrix_component import MatrixCell, MatrixGroup, MatrixRow, cell_id, responsibility_matrix

_FORMS = ("matrix", "picture")
_FILTERS: dict[str, Callable[[Cell], bool]] = {
    "gaps": lambda cell: cell.required and cell.status in GAPS,
    "unknown": lambda cell: cell.required and cell.status is Status.UNKNOWN,
    "own": lambda cell: cell.status in OWN or any(lead.coverer.own for lead in cell.leads),
}


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("responsibility"), anchor=False)
    st.caption(desk.say("asked_for", moment=_text.escape(desk.moment_title())))
    chosen = _state.several(desk.say("only_rows_with"), "show", list(_FILTERS), lambda f: desk.say(f"filter_{f}"))
    cells = _by_element(desk.scope.cells())
    kept = {e: found for e, found in cells.items() if not chosen or any(_FILTERS[f](c) for f in chosen for c in found)}
    form = _state.switch(
        desk.say("shown_as"), "view", _FORMS, _FORMS[0], lambda v: desk.say(f"form_{v}"), label_visibility="collapsed"
    )
    if not kept:
        _legend(desk)
        st.info(desk.say("filter_hides_all" if cells else "no_cells_at_all"))
    elif form == "matrix":
        _legend(desk)
        _matrix(desk, kept)
        _picked(desk)
    else:
        _heat_map(desk)
    if kept:
        with st.expander(desk.say("as_table")):
            _twin(desk, [cell for found in kept.values() for cell in found])
    if len(desk.model.plateaus) > 1:
        _own_cells(desk)


def _heat_map(desk: Desk) -> None:
    """The same as a picture to take along; many rows become one where they are equal."""
    st.caption(desk.say("heat_map_note"))
    _pictures.show(desk, "matrix", {}, key="heat map")
    picked = desk.picked()
    if picked is not None:
        st.header(desk.say("facts"), anchor=False)
        with st.container(border=True):
            show_panel(desk, picked)


def _by_element(cells: Iterable[Cell]) -> dict[Element, list[Cell]]:
    found: dict[Element, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.element, []).append(cell)
    return found


def _legend(desk: Desk) -> None:
    """Letters and words; the colours only repeat them."""
    present = [s for s in Status if desk.scope.counts().get(s)]
    with st.container(horizontal=True, gap="small"):
        for status in present:
            st.badge(f"{desk.scope.counts()[status]} {desk.word(status)}", color=STATUS_BADGE[status])
    st.caption(desk.say("letters"))


def _matrix(desk: Desk, kept: dict[Element, list[Cell]]) -> None:
    used = {cell.activity for found in kept.values() for cell in found}
    leaves = [leaf for leaf in desk.scope.activities.leaves if leaf in used]
    groups: list[MatrixGroup] = []
    for layer in LAYERS:
        elements = by_name([e for e in kept if e.layer == layer], desk.lang)
        if elements:
            rows = tuple(_row(desk, element, {c.activity: c for c in kept[element]}, leaves) for element in elements)
            groups.append(MatrixGroup(table(desk.lang).get(f"Layer.{layer}", layer), rows))
    words = {
        "corner": desk.say("element"),
        "none": desk.word(Status.NOT_APPLICABLE),
        "title": desk.say("responsibility"),
        "lang": desk.lang,
    }
    selected = cell_id(_state.asked("el"), _state.asked("activity"))
    responsibility_matrix(
        [desk.activity(leaf) for leaf in leaves], groups, key="matrix", selected=selected, words=words
    )


def _row(desk: Desk, element: Element, cells: dict[str, Cell], leaves: list[str]) -> MatrixRow:
    shown = tuple(_cell(desk, cells[leaf]) if leaf in cells else None for leaf in leaves)
    return MatrixRow(desk.name(element), desk.kind(element), shown)


def _cell(desk: Desk, cell: Cell) -> MatrixCell:
    need = desk.say("required" if cell.required else "optional")
    parts = [desk.name(cell.element), desk.activity(cell.activity), desk.word(cell.status), need, who(desk, cell)]
    title = ", ".join(part for part in parts if part)
    return MatrixCell(
        STATUS_LOOKS[cell.status], desk.word(cell.status), _letters(desk, cell), title, cell.required,
        cell_id(cell.element.id, cell.activity),
    )  # fmt: skip


def _letters(desk: Desk, cell: Cell) -> str:
    """The letter and the contract of each, short enough for a cell; the owner where it is implicitly own."""
    if cell.status is Status.OWN_IMPLICIT:
        owner = desk.scope.owner(cell.element)
        return f"! {desk.name(owner)}" if owner else "!"
    if cell.status is Status.UNKNOWN and not (cell.leads or cell.support):
        return "?"
    holders = (*cell.leads, *cell.support)
    return " + ".join(f"{x.role}{'' if x.certain else '?'} {desk.coverer(x.coverer)}" for x in holders)


def who(desk: Desk, cell: Cell) -> str:
    """Everybody in a cell in words, as plain text."""
    if cell.status is Status.OWN_IMPLICIT:
        owner = desk.scope.owner(cell.element)
        return desk.name(owner) if owner else ""
    names = []
    for holder_ in (*cell.leads, *cell.support):
        parties = ", ".join(desk.name(p) for p in holder_.parties)
        names.append(
            f"{holder_.role} {desk.coverer(holder_.coverer)}" + ("" if holder_.coverer.own else f" ({parties})")
        )
    return "; ".join(names)


def _picked(desk: Desk) -> None:
    """The cell that was clicked: why it is so, and who the element is."""
    element = desk.picked()
    activity = _state.asked("activity")
    if not isinstance(element, Element) or activity not in desk.scope.activities.leaves:
        st.caption(desk.say("pick_cell"))
        return
    left, right = st.columns([2, 1])
    with left, st.container(border=True):
        st.header(f"{desk.md(element)} · {_text.escape(desk.activity(activity))}", anchor=False)
        show_why(desk, element, activity)
    with right, st.container(border=True):
        show_panel(desk, element)


def _twin(desk: Desk, cells: list[Cell]) -> None:
    """The matrix as one row per cell, for screen readers and spreadsheets."""
    header = [desk.say(word) for word in ("element", "kind", "activity", "status", "need", "who", "id")]
    rows = [
        [
            desk.name(c.element), desk.kind(c.element), desk.activity(c.activity), desk.word(c.status),
            desk.say("required" if c.required else "optional"), who(desk, c), c.element.id,
        ]
        for c in cells
    ]  # fmt: skip
    _tables.of_elements(desk, "matrix twin", header, rows, [c.element.id for c in cells])
    _tables.download(desk, "responsibility", [header, *rows], desk.say("responsibility"))


def _own_cells(desk: Desk) -> None:
    """What the own organisation does in two plateaus, side by side."""
    st.header(desk.say("own_before_after"), anchor=False)
    chosen = sides(desk)
    if chosen is not None:
        _compare(desk, *map(desk.model.plateau, chosen))


def _compare(desk: Desk, first: Plateau, second: Plateau) -> None:
    old, new = _own_words(desk, desk.elsewhere(first)), _own_words(desk, desk.elsewhere(second))
    gone, come = len(old.keys() - new.keys()), len(new.keys() - old.keys())
    one, two, three = st.columns(3)
    one.metric(desk.say("own_cells"), len(new), delta=len(new) - len(old), delta_color="off", border=True)
    two.metric(desk.say("added"), come, border=True)
    three.metric(desk.say("removed"), gone, border=True)
    keys = list(dict.fromkeys([*old, *new]))
    header = [
        desk.say("element"),
        desk.say("activity"),
        desk.plateau_title(first),
        desk.plateau_title(second),
        desk.say("change"),
    ]
    rows = [[*key, old.get(key, "–"), new.get(key, "–"), desk.say(_change(key, old, new))] for key in keys]
    if first is second or not rows:
        st.caption(desk.say("nothing_to_compare"))
        return
    st.table(
        {_text.escape(title): [_text.escape(row[n]) for row in rows] for n, title in enumerate(header)}, hide_index=True
    )


def _own_words(desk: Desk, scope: Scope) -> dict[tuple[str, str], str]:
    """Own cells by element and activity, with their status in words; a doubt is said."""
    return {
        (desk.name(cell.element), desk.activity(cell.activity)): desk.word(cell.status)
        + ("" if certain else f" ({desk.say('possibly')})")
        for cell, certain in scope.own_cells
    }


def _change(key: tuple[str, str], old: dict[tuple[str, str], str], new: dict[tuple[str, str], str]) -> str:
    if key not in old:
        return "change_added"
    if key not in new:
        return "change_removed"
    return "change_none" if old[key] == new[key] else "change_other"
