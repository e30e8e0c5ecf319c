"""A tree of folders one can unfold and choose from; what is folded is not in the page (``assets/tree.js``).

Names reach the page as text nodes only; nothing here is ever read as HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from ea_model.views.pages.shared import address

_ASSETS = Path(__file__).parent.parent / "assets"


@dataclass(frozen=True, slots=True)
class Branch:
    """One folder, with how many things it holds in all."""

    code: str
    around: str
    """Code of the folder around it; empty for an outermost one."""
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class TreeLeaf:
    """Something that stands in a folder."""

    id: str
    around: str
    name: str


_folder_tree = st.components.v2.component(
    "folder_tree",
    html='<nav class="tree"></nav>',
    css=(_ASSETS / "tree.css").read_text(encoding="utf-8"),
    js=(_ASSETS / "tree.js").read_text(encoding="utf-8"),
)


def tree(
    branches: Sequence[Branch], leaves: Sequence[TreeLeaf], *, key: str, selected: str, leaf: str,
    words: dict[str, str], folder_to: str, leaf_to: str,
) -> None:  # fmt: skip
    """Show the tree. A folder that is clicked goes to the address as ``folder_to``, a leaf as ``leaf_to``."""
    codes, ids = {branch.code for branch in branches} | {""}, {one.id for one in leaves}

    def note(name: str) -> str | None:
        code = getattr(st.session_state[key], name, None)
        return None if code is None else str(code).removeprefix("/")

    def folder_picked() -> None:
        if (code := note("folder")) in codes:
            address.put(folder_to, code or "")

    def leaf_picked() -> None:
        if (id_ := note("leaf")) in ids:
            address.put(leaf_to, id_ or "")

    data: dict[str, Any] = {
        "branches": [[b.code, b.around, b.name, b.count] for b in branches],
        "leaves": [[one.id, one.around, one.name] for one in leaves],
        "selected": selected,
        "leaf": leaf,
        "words": words,
    }
    _folder_tree(key=key, data=data, on_folder_change=folder_picked, on_leaf_change=leaf_picked)
