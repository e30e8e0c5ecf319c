"""What a person wants to try, in the address: ``-s1`` takes a statement away, ``s2.role=A`` gives a field a value."""

from __future__ import annotations

from urllib.parse import quote, unquote

import streamlit as st

from ea_model import ModelLoadError
from ea_model.messages.problems import Problem
from ea_model.patching import Change, Edit, Patch, PatchError, Remove, plan
from ea_model.views.pages.shared import address
from ea_model.views.pages.shared.open_model import Opened

_NAME = "edits"
_MOST = 200
"""Edits tried at once; an address has no room for more."""


def from_address() -> list[Edit]:
    """The edits of the address, in the order in which they were made."""
    edits: list[Edit] = []
    for part in address.value(_NAME).split(";")[:_MOST]:
        entry, equals, value = part.partition("=")
        name, dot, field = entry.rpartition(".")
        if part.startswith("-") and not equals and len(part) > 1:
            edits.append(Remove(unquote(part[1:])))
        elif equals and dot and name and field:
            edits.append(Change(unquote(name), unquote(field), unquote(value)))
    return edits


def put(edits: list[Edit]) -> None:
    """Write the edits to the address."""
    address.put(_NAME, ";".join(_written(edit) for edit in edits))


def _written(edit: Edit) -> str:
    if isinstance(edit, Remove):
        return f"-{_quoted(edit.entry)}"
    return f"{_quoted(edit.entry)}.{_quoted(edit.field)}={_quoted(str(edit.value))}"


def _quoted(text: str) -> str:
    """Without the signs that part one edit from the next, and dots aside, which ids and fields hold."""
    return quote(text, safe="").replace(".", "%2E")


def with_change(edits: list[Edit], entry: str, field: str, value: str) -> list[Edit]:
    """The edits with one more; an earlier one of the same field goes."""
    rest = [e for e in edits if not (isinstance(e, Change) and (e.entry, e.field) == (entry, field))]
    return [*rest, Change(entry, field, value)]


def without(edits: list[Edit], entry: str) -> list[Edit]:
    """The edits with an entry taken away, or put back when it was."""
    if Remove(entry) in edits:
        return [e for e in edits if e != Remove(entry)]
    return [*(e for e in edits if e.entry != entry), Remove(entry)]


def outcome(opened: Opened, edits: list[Edit]) -> Patch | tuple[Problem, ...] | str:
    """The patch; or every problem of the edited text; or why an edit cannot be made."""
    patch: Patch | tuple[Problem, ...] | str = _outcome(opened.key, tuple(map(_written, edits)), opened, edits)
    return patch


# Few, since each holds a whole model.
@st.cache_resource(max_entries=6, show_spinner=False)
def _outcome(
    key: str,  # noqa: ARG001 - with the edits, it names the answer
    written: tuple[str, ...],  # noqa: ARG001
    _opened: Opened,
    _edits: list[Edit],
) -> Patch | tuple[Problem, ...] | str:
    try:
        return plan(_opened.path, _edits)
    except ModelLoadError as error:
        return error.problems
    except PatchError as error:
        return str(error)
