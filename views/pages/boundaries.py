"""The interface register: where two contracts, parties or outsiders meet, and what was agreed there."""

from __future__ import annotations

import streamlit as st

from ea_model.scope import BoundaryInterface, InterfaceKind, boundaries_of
from ea_model.values import Unknown
from views.pages import _pictures, _state, _tables, _text
from views.pages._desk import Desk
from views.pages._facts import show_panel

_ONLY = ("contract", "internal", "open")
_FORMS = ("table", "map")


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("register"), anchor=False)
    st.caption(desk.say("asked_for", moment=_text.escape(desk.moment_title())))
    found = boundaries_of(desk.scope)
    kinds = [kind.name for kind in InterfaceKind if any(b.kind is kind for b in found)]
    chosen = _state.several(desk.say("boundary_kind"), "kinds", kinds, lambda name: desk.word(InterfaceKind[name]))
    only = _state.several(desk.say("only"), "only", _ONLY, lambda name: _only_word(desk, name))
    kept = [b for b in found if _is_wanted(desk, b, chosen, only)]
    st.caption(desk.say("shown_of", shown=len(kept), total=len(found)))
    if not kept:
        st.info(desk.say("filter_hides_all" if found else "no_boundaries"))
        return
    form = _state.switch(
        desk.say("shown_as"), "view", _FORMS, _FORMS[0], lambda v: desk.say(f"view_{v}"), label_visibility="collapsed"
    )
    if form == "table":
        _register(desk, kept)
    else:
        st.caption(desk.say("streams_note"))
        _pictures.show(desk, "streams", {}, key="streams map")
    picked = desk.picked()
    if picked is not None:
        with st.container(border=True):
            show_panel(desk, picked)
    else:
        st.caption(desk.say("pick_below"))


def _only_word(desk: Desk, name: str) -> str:
    return desk.say(f"only_{name}", contract=desk.contract if name == "contract" else "")


def _is_wanted(desk: Desk, boundary: BoundaryInterface, kinds: list[str], only: list[str]) -> bool:
    """Passes every filter that is on."""
    sides = {c.key for c in (*boundary.source_side, *boundary.target_side)}
    return not (
        (kinds and boundary.kind.name not in kinds)
        or ("contract" in only and desk.contract not in sides)
        or ("internal" in only and not boundary.internal)
        or ("open" in only and all(_agreements(boundary)))
    )


def _agreements(boundary: BoundaryInterface) -> tuple[object, ...]:
    """Standard, owner and requirement of the interface; an explicit unknown counts as none."""
    relation = boundary.relation
    values = (relation.interface_standard, relation.interface_owner, relation.interface_requirement)
    return tuple(value if _is_known(value) else None for value in values)


def _is_known(value: object) -> bool:
    return value is not None and not isinstance(value, Unknown)


def _register(desk: Desk, kept: list[BoundaryInterface]) -> None:
    header = [
        *_tables.boundary_header(desk),
        *(desk.say(word) for word in ("standard", "interface_owner", "requirement", "carries", "id")),
    ]
    rows = [
        [
            *_tables.boundary_row(desk, b),
            *(desk.text(value) if value is not None else desk.say("not_agreed") for value in _agreements(b)),
            _stream(desk, b),
            b.relation.id,
        ]
        for b in kept
    ]
    _tables.of_elements(desk, "register", header, rows, [b.relation.id for b in kept])
    _tables.download(desk, "interfaces", [header, *rows], desk.say("register"))


def _stream(desk: Desk, boundary: BoundaryInterface) -> str:
    """What flows, where the model says so."""
    stream = getattr(boundary.relation, "stream", None)
    return desk.text(stream) if stream is not None else ""
