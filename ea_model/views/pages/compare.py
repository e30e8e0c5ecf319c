"""Compare: two plateaus or days of this model, or this model with another one; only what differs."""

from __future__ import annotations

import streamlit as st

from ea_model.compare import Comparison, compare, compare_models
from ea_model.messages.report import report
from ea_model.metamodel.contract import Plateau
from ea_model.scope import Scope, usual_plateau
from ea_model.views.answers import diff
from ea_model.views.pages.shared import address, drawn, model_paths, open_model, tables, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import show_panel
from ea_model.views.pages.shared.page import NavigationPart, Page

_HOW = ("plateaus", "models")
_FORMS = ("map", "table")
_FEW = 200
"""Lines of a group shown at once."""


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("compare"), anchor=False)
    usual = _HOW[0] if len(ctx.model.plateaus) > 1 else _HOW[1]
    how = address.switch(ctx.say("compare_what"), "how", _HOW, usual, lambda h: ctx.say(f"compare_{h}"))
    answer = _plateaus(ctx) if how == "plateaus" else _models(ctx)
    if answer is not None:
        show_difference(ctx, *answer)


def sides(ctx: PageContext) -> tuple[str, str] | None:
    """The two plateaus the address names: the usual one and the one at the ctx, unless it says otherwise."""
    plateaus = {p.id: p for p in ctx.model.plateaus}
    if len(plateaus) < 2:
        return None
    before = (usual_plateau(ctx.model) or ctx.model.plateaus[0]).id
    now = ctx.scope.moment.plateau
    after = now.id if now and now.id != before else next(id_ for id_ in plateaus if id_ != before)

    def named(code: str) -> str:
        return ctx.names.plateau(plateaus[code])

    one, two = st.columns(2)
    with one:
        first = address.choose(ctx.say("before"), "before", list(plateaus), before, named)
    with two:
        second = address.choose(ctx.say("after"), "after", list(plateaus), after, named)
    return first, second


def _plateaus(ctx: PageContext) -> tuple[Comparison, str, str] | None:
    codes = sides(ctx)
    if codes is None:
        st.info(ctx.say("one_plateau"))
        return None
    plateaus = {p.id: p for p in ctx.model.plateaus}
    if codes[0] == codes[1]:
        st.info(ctx.say("nothing_to_compare"))
        return None
    scopes = [_at(ctx, plateaus[code]) for code in codes]
    form = address.switch(
        ctx.say("shown_as"), "view", _FORMS, _FORMS[0], lambda v: ctx.say(f"view_{v}"), label_visibility="collapsed"
    )
    if form == "map":
        drawn.show(ctx, "compare", {"versus": codes[1]}, key="compare map", scope=scopes[0])
        picked = ctx.picked()
        if picked is not None:
            with st.container(border=True):
                show_panel(ctx, picked)
    comparison = ctx.cached(("compare", *codes), lambda: compare(scopes[0], scopes[1]))
    return comparison, ctx.names.plateau(plateaus[codes[0]]), ctx.names.plateau(plateaus[codes[1]])


def _at(ctx: PageContext, plateau: Plateau) -> Scope:
    return ctx.elsewhere(plateau, ctx.scope.moment.day)


def _models(ctx: PageContext) -> tuple[Comparison, str, str] | None:
    """This model beside another one that may be opened here."""
    own = ctx.opened.path.resolve()
    options = [*model_paths.named(), *model_paths.uploads(), *model_paths.below_roots()]
    others = [o for o in dict.fromkeys(options) if model_paths.path_of(o).resolve() != own]
    if not others:
        st.info(ctx.say("no_other_model"))
        return None
    name = address.choose(ctx.say("other_model"), "with", ["", *others], "",
                           lambda o: model_paths.title_of(o) if o else ctx.say("choose_model"))  # fmt: skip
    if not name:
        st.info(ctx.say("choose_other_model"))
        return None
    other = open_model.open_model(model_paths.path_of(name))
    if other.model is None:
        st.error(ctx.say("other_broken"))
        lines = [*report(other.problems[:20], ctx.lang), other.message]
        st.code(model_paths.shown("\n".join(lines).strip()), language=None, wrap_lines=True)
        return None
    beside, day = other.model, ctx.scope.moment.day
    comparison = ctx.cached(("models", other.key), lambda: compare_models(beside, ctx.model, None, day))
    return comparison, model_paths.title_of(name), ctx.model.id


def show_difference(ctx: PageContext, comparison: Comparison, before: str, after: str) -> None:
    """How much differs, then every group of differences; ``before`` and ``after`` are what the sides are called."""
    if not comparison:
        st.success(ctx.say("no_difference"), icon=":material/check_circle:")
        return
    _numbers(ctx, comparison)
    groups = diff.groups(comparison, ctx.lang)
    header = ["", ctx.say("what"), ctx.say("difference")]
    for number, group in enumerate(groups):
        with st.expander(f"{text.escape(group.title)} ({len(group.rows)})", expanded=number == 0):
            if group.summary:
                st.caption(text.escape(group.summary))
            tables.plain(header, [[row.mark, row.what, row.detail] for row in group.rows[:_FEW]])
            if len(group.rows) > _FEW:
                st.caption(ctx.say("and_more", count=len(group.rows) - _FEW))
    rows = [[group.title, row.mark, row.what, row.detail] for group in groups for row in group.rows]
    title = f"{ctx.say('compare')}: {before} – {after}"
    tables.download(ctx, "compare", [[ctx.say("group"), *header], *rows], title)


def _numbers(ctx: PageContext, comparison: Comparison) -> None:
    """How much came, went and changed, of what people ask for first."""
    cells = sum(len(s.cells) for s in comparison.situations)
    borders = sum(len(s.boundaries.added) + len(s.boundaries.removed) for s in comparison.situations)
    numbers = [
        *(
            (key, f"+{len(concepts.added)} −{len(concepts.removed)} ~{len(concepts.changed)}")
            for key, concepts in (("elements", comparison.elements), ("relations", comparison.relations))
        ),
        ("changed_cells", str(cells)),
        ("changed_boundaries", str(borders)),
        ("findings", f"+{len(comparison.findings.new)} −{len(comparison.findings.gone)}"),
    ]
    with st.container(horizontal=True, gap="small"):
        for key, value in numbers:
            st.metric(ctx.say(key), value, border=True, width="content")


PAGE = Page("compare", "difference", NavigationPart.PLAN, 3, show)
