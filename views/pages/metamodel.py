"""The metamodel: every kind with its layer, its aspect and what can be said of it, those of this model included."""

from __future__ import annotations

from typing import Any

import streamlit as st

from views.answers import metamodel as answer
from views.pages import _model, _state, _tables, _text
from views.pages._desk import Desk


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("metamodel"), anchor=False)
    found = _model.kept(desk.opened, ("metamodel",), lambda: answer.data(desk.model.metamodel))
    st.markdown(desk.say("metamodel_intro", language=f"{found['language']['name']} {found['language']['version']}"))
    kinds = {kind["name"]: (package, kind) for package in found["packages"] for kind in package["kinds"]}
    packages = [package["name"] for package in found["packages"]]
    only = _state.several(desk.say("package"), "packages", packages, str)
    wanted = _state.words(desk.say("narrow"), "filter", placeholder=desk.say("search_hint")).casefold().split()
    used = {e.kind for e in desk.model.elements} | {r.kind for r in desk.model.relations}
    header = [desk.say(word) for word in ("kind", "package", "layer", "aspect", "specializes", "attributes", "used")]
    rows, ids = [], []
    for name, (package, kind) in kinds.items():
        row = _row(desk, name, package, kind, used)
        if (not only or package["name"] in only) and all(word in " ".join(row).casefold() for word in wanted):
            rows.append(row)
            ids.append(name)
    st.caption(desk.say("shown_of", shown=len(rows), total=len(kinds)))
    if not rows:
        st.info(desk.say("filter_hides_all"))
        return
    _tables.of_rows(desk, "kinds", header, rows, ids, "kindname")
    _tables.download(desk, "metamodel", [header, *rows], desk.say("metamodel"))
    chosen = _state.asked("kindname")
    if chosen in kinds:
        _kind(desk, *kinds[chosen])
    else:
        st.caption(desk.say("pick_kind"))


def _row(desk: Desk, name: str, package: dict[str, Any], kind: dict[str, Any], used: set[str]) -> list[str]:
    return [
        name, package["name"], kind["layer"] or "", kind["aspect"] or "",
        ", ".join(parent["name"] for parent in kind["supertypes"]),
        ", ".join(attribute["name"] for attribute in kind["attributes"]), desk.say("yes" if name in used else "no"),
    ]  # fmt: skip


def _kind(desk: Desk, package: dict[str, Any], kind: dict[str, Any]) -> None:
    """One kind: what can be said of it."""
    st.header(_text.escape(kind["name"]), anchor=False)
    st.caption(_text.escape(package["uri"]))
    header = [desk.say(word) for word in ("attribute", "type", "many", "required", "may_be_unknown", "default")]
    rows = [
        [
            a["name"], a["type"],
            *(desk.say("yes" if a[key] else "no") for key in ("many", "required", "may_be_unknown")),
            a["default"] or "",
        ]
        for a in kind["attributes"]
    ]  # fmt: skip
    if rows:
        _tables.plain(header, rows)
    else:
        st.caption(desk.say("no_own_attributes"))
    if any(e.kind == kind["name"] for e in desk.model.elements):
        desk.link("elements", desk.say("elements_of_kind"), kind=kind["name"])
