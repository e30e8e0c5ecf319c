"""The responsibility matrix as a real table: headers that stay in sight, a grey hatch for unknown, cells to click.

Names reach the page as text nodes only (``assets/matrix.js``); nothing here is ever read as HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from ea_model.views.diagrams import MeaningLook
from ea_model.views.pages.shared import address

_ASSETS = Path(__file__).parent.parent / "assets"
_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one cell shows."""

    look: MeaningLook
    word: str
    """The status."""
    who: str
    title: str
    required: bool
    id: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One element with its cells, None where an activity does not apply."""

    name: str
    kind: str
    cells: tuple[MatrixCell | None, ...]


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Rows under one heading."""

    title: str
    rows: tuple[MatrixRow, ...]


_responsibility_matrix = st.components.v2.component(
    "responsibility_matrix",
    html='<div class="scroll" tabindex="0" role="region"></div>',
    css=(_ASSETS / "matrix.css").read_text(encoding="utf-8"),
    js=(_ASSETS / "matrix.js").read_text(encoding="utf-8"),
)


def cell_id(element: str, activity: str) -> str:
    """Name of a cell on the screen."""
    return f"{element}{_SEPARATOR}{activity}"


def responsibility_matrix(
    columns: list[str], groups: list[MatrixGroup], *, key: str, selected: str, words: dict[str, str]
) -> None:
    """Show the matrix; a cell that is clicked goes to the address as ``el`` and ``activity``."""

    def picked() -> None:
        cell = str(getattr(st.session_state[key], "picked", None) or "")
        element, _, activity = cell.rpartition(_SEPARATOR)
        address.put("el", element)
        address.put("activity", activity)

    data: dict[str, Any] = {
        "columns": columns,
        "groups": [_plain(group) for group in groups],
        "selected": selected,
        **words,
    }
    _responsibility_matrix(key=key, data=data, on_picked_change=picked)


def _plain(group: MatrixGroup) -> dict[str, Any]:
    return {
        "title": group.title,
        "rows": [
            {"name": row.name, "kind": row.kind, "cells": [_cell(cell) for cell in row.cells]} for row in group.rows
        ],
    }


def _cell(cell: MatrixCell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    return {
        "id": cell.id,
        "fill": cell.look.fill,
        "hatched": cell.look.hatched,
        "word": cell.word,
        "who": cell.who,
        "title": cell.title,
        "required": cell.required,
    }
