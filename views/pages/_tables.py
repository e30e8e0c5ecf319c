"""Tables that several pages show: elements to choose from, boundary interfaces, and the same rows as CSV."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from ea_model.scope import BoundaryInterface, InterfaceKind
from ea_model.tabular import csv_text
from views.pages import _state, _text
from views.pages._desk import Desk

_WITH_OUTSIDERS = (InterfaceKind.SUPPLIER_EXTERNAL, InterfaceKind.OWN_EXTERNAL)
_ROW, _HIGHEST = 35, 595
"""Height of a row and of a whole table, in pixels."""


def of_elements(desk: Desk, key: str, header: list[str], rows: list[list[str]], ids: list[str]) -> None:
    """A table whose chosen row goes to the address as ``el``."""

    def picked() -> None:
        chosen = st.session_state[key].selection.rows
        _state.put("el", ids[chosen[0]] if chosen else "")

    columns = {title: [row[number] for row in rows] for number, title in enumerate(header)}
    data = {title: column for title, column in columns.items() if any(column)}
    st.dataframe(
        data,
        key=key,
        on_select=picked,
        selection_mode="single-row",
        hide_index=True,
        height=min(_HIGHEST, _ROW * (len(rows) + 1) + 3),
        alt=desk.say("table_alt", count=len(rows)),
    )


def download(desk: Desk, name: str, rows: Iterable[list[str]]) -> None:
    """The rows as CSV, with the mark by which a spreadsheet knows the encoding."""
    delimiter = ";" if desk.lang == "nl" else ","
    content = csv_text(rows, delimiter=delimiter).encode("utf-8-sig")
    file = "-".join(part for part in (name.replace(":", "-"), *desk.moment) if part)
    st.download_button(desk.say("download_csv"), content, f"{file}.csv", "text/csv", icon=":material/download:")


def boundary_header(desk: Desk) -> list[str]:
    """The first columns of every table of boundary interfaces."""
    return [desk.say(word) for word in ("interface", "source_side", "target_side", "boundary_kind")]


def boundary_row(desk: Desk, boundary: BoundaryInterface) -> list[str]:
    """An interface as a sentence, who stands on each side, and what kind of meeting it is."""
    sentence = " ".join(
        [desk.name(boundary.source), _text.verb(boundary.relation, desk.lang), desk.name(boundary.target)]
    )
    kind = desk.word(boundary.kind)
    if boundary.same_suppliers:
        kind += f" ({', '.join(desk.name(p) for p in boundary.same_suppliers)})"
    if boundary.assigned_elsewhere:
        kind += f" – {desk.say('assigned_elsewhere')}"
    sides = [
        ", ".join(desk.coverer(c) for c in side)
        or desk.say("outsider" if boundary.kind in _WITH_OUTSIDERS else "unknown")
        for side in (boundary.source_side, boundary.target_side)
    ]
    return [sentence, *sides, kind]
