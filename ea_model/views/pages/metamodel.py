"""The metamodel: every kind with its layer, its aspect and what can be said of it, those of this model included."""

from __future__ import annotations

import streamlit as st

from ea_model.views.answers import metamodel as answer
from ea_model.views.answers.metamodel import KindData, PackageData
from ea_model.views.pages.shared import address, tables, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.page import NavigationPart, Page


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("metamodel"), anchor=False)
    metamodel = ctx.opened.cached(("metamodel",), lambda: answer.data(ctx.model.metamodel))
    st.markdown(ctx.say("metamodel_intro", language=f"{metamodel.language.name} {metamodel.language.version}"))
    kinds = {kind.name: (package, kind) for package in metamodel.packages for kind in package.kinds}
    packages = [package.name for package in metamodel.packages]
    only = address.several(ctx.say("package"), "packages", packages, str)
    words = address.words(ctx.say("narrow"), "filter", placeholder=ctx.say("search_hint")).casefold().split()
    used = {e.kind for e in ctx.model.elements} | {r.kind for r in ctx.model.relations}
    header = [ctx.say(word) for word in ("kind", "package", "layer", "aspect", "specializes", "attributes", "used")]
    rows, ids = [], []
    for name, (package, kind) in kinds.items():
        row = _row(ctx, name, package, kind, used)
        if (not only or package.name in only) and all(word in " ".join(row).casefold() for word in words):
            rows.append(row)
            ids.append(name)
    st.caption(ctx.say("shown_of", shown=len(rows), total=len(kinds)))
    if not rows:
        st.info(ctx.say("filter_hides_all"))
        return
    tables.of_rows(ctx, "kinds", header, rows, ids, "kindname")
    tables.download(ctx, "metamodel", [header, *rows], ctx.say("metamodel"))
    picked = address.value("kindname")
    if picked in kinds:
        _kind(ctx, *kinds[picked])
    else:
        st.caption(ctx.say("pick_kind"))


def _row(ctx: PageContext, name: str, package: PackageData, kind: KindData, used: set[str]) -> list[str]:
    return [
        name, package.name, kind.layer or "", kind.aspect or "",
        ", ".join(parent.name for parent in kind.supertypes),
        ", ".join(attribute.name for attribute in kind.attributes), ctx.say("yes" if name in used else "no"),
    ]  # fmt: skip


def _kind(ctx: PageContext, package: PackageData, kind: KindData) -> None:
    """One kind: what can be said of it."""
    st.header(text.escape(kind.name), anchor=False)
    st.caption(text.escape(package.uri))
    header = [ctx.say(word) for word in ("attribute", "type", "many", "required", "may_be_unknown", "default")]
    rows = [
        [
            a.name, a.type,
            *(ctx.say("yes" if getattr(a, key) else "no") for key in ("many", "required", "may_be_unknown")),
            a.default or "",
        ]
        for a in kind.attributes
    ]  # fmt: skip
    if rows:
        tables.plain(header, rows)
    else:
        st.caption(ctx.say("no_own_attributes"))
    if any(e.kind == kind.name for e in ctx.model.elements):
        ctx.links.page("elements", ctx.say("elements_of_kind"), kind=kind.name)


PAGE = Page("metamodel", "schema", NavigationPart.MODEL, 3, show)
