"""The interface register: where two contracts, parties or outsiders meet, and what was agreed there."""

from __future__ import annotations

import streamlit as st

from ea_model.scope import BoundaryInterface, InterfaceKind, boundaries_of
from ea_model.values import Unknown
from ea_model.views.pages.shared import address, drawn, tables, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import show_panel
from ea_model.views.pages.shared.page import NavigationPart, Page

_ONLY = ("contract", "internal", "open")
_FORMS = ("table", "map")


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("register"), anchor=False)
    st.caption(ctx.say("asked_for", moment=text.escape(ctx.names.moment())))
    interfaces = boundaries_of(ctx.scope)
    kinds = [kind.name for kind in InterfaceKind if any(b.kind is kind for b in interfaces)]
    only_kinds = address.several(ctx.say("boundary_kind"), "kinds", kinds, lambda name: ctx.word(InterfaceKind[name]))
    only = address.several(ctx.say("only"), "only", _ONLY, lambda name: _only_word(ctx, name))
    matching = [b for b in interfaces if _is_wanted(ctx, b, only_kinds, only)]
    st.caption(ctx.say("shown_of", shown=len(matching), total=len(interfaces)))
    if not matching:
        st.info(ctx.say("filter_hides_all" if interfaces else "no_boundaries"))
        return
    form = address.switch(
        ctx.say("shown_as"), "view", _FORMS, _FORMS[0], lambda v: ctx.say(f"view_{v}"), label_visibility="collapsed"
    )
    if form == "table":
        _register(ctx, matching)
    else:
        st.caption(ctx.say("streams_note"))
        drawn.show(ctx, "streams", {}, key="streams map")
    picked = ctx.picked()
    if picked is not None:
        with st.container(border=True):
            show_panel(ctx, picked)
    else:
        st.caption(ctx.say("pick_below"))


def _only_word(ctx: PageContext, name: str) -> str:
    return ctx.say(f"only_{name}", contract=ctx.contract if name == "contract" else "")


def _is_wanted(ctx: PageContext, boundary: BoundaryInterface, kinds: list[str], only: list[str]) -> bool:
    """Passes every filter that is on."""
    sides = {c.key for c in (*boundary.source_side, *boundary.target_side)}
    return not (
        (kinds and boundary.kind.name not in kinds)
        or ("contract" in only and ctx.contract not in sides)
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


def _register(ctx: PageContext, interfaces: list[BoundaryInterface]) -> None:
    header = [
        *tables.boundary_header(ctx),
        *(ctx.say(word) for word in ("standard", "interface_owner", "requirement", "carries", "id")),
    ]
    rows = [
        [
            *tables.boundary_row(ctx, b),
            *(ctx.names.value(value) if value is not None else ctx.say("not_agreed") for value in _agreements(b)),
            _stream(ctx, b),
            b.relation.id,
        ]
        for b in interfaces
    ]
    tables.of_elements(ctx, "register", header, rows, [b.relation.id for b in interfaces])
    tables.download(ctx, "interfaces", [header, *rows], ctx.say("register"))


def _stream(ctx: PageContext, boundary: BoundaryInterface) -> str:
    """What flows, where the model says so."""
    stream = getattr(boundary.relation, "stream", None)
    return ctx.names.value(stream) if stream is not None else ""


PAGE = Page("boundaries", "compare_arrows", NavigationPart.GOVERN, 2, show)
