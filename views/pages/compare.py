"""Compare: two plateaus or days of this model, or this model with another one; only what differs."""

from __future__ import annotations

import streamlit as st

from ea_model.compare import Comparison, compare, compare_models
from ea_model.metamodel.contract import Plateau
from ea_model.problem_words import report
from ea_model.scope import Scope, usual_plateau
from views.answers import diff
from views.pages import _model, _pictures, _sources, _state, _tables, _text
from views.pages._desk import Desk
from views.pages._facts import show_panel

_HOW = ("plateaus", "models")
_FORMS = ("map", "table")
_FEW = 200
"""Lines of a group shown at once."""


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("compare"), anchor=False)
    usual = _HOW[0] if len(desk.model.plateaus) > 1 else _HOW[1]
    how = _state.switch(desk.say("compare_what"), "how", _HOW, usual, lambda h: desk.say(f"compare_{h}"))
    found = _plateaus(desk) if how == "plateaus" else _models(desk)
    if found is not None:
        show_difference(desk, *found)


def sides(desk: Desk) -> tuple[str, str] | None:
    """The two plateaus the address names: the usual one and the one at the desk, unless it says otherwise."""
    plateaus = {p.id: p for p in desk.model.plateaus}
    if len(plateaus) < 2:
        return None
    before = (usual_plateau(desk.model) or desk.model.plateaus[0]).id
    now = desk.scope.moment.plateau
    after = now.id if now and now.id != before else next(id_ for id_ in plateaus if id_ != before)

    def shown(code: str) -> str:
        return desk.plateau_title(plateaus[code])

    one, two = st.columns(2)
    with one:
        first = _state.choose(desk.say("before"), "before", list(plateaus), before, shown)
    with two:
        second = _state.choose(desk.say("after"), "after", list(plateaus), after, shown)
    return first, second


def _plateaus(desk: Desk) -> tuple[Comparison, str, str] | None:
    chosen = sides(desk)
    if chosen is None:
        st.info(desk.say("one_plateau"))
        return None
    plateaus = {p.id: p for p in desk.model.plateaus}
    if chosen[0] == chosen[1]:
        st.info(desk.say("nothing_to_compare"))
        return None
    scopes = [_at(desk, plateaus[code]) for code in chosen]
    form = _state.switch(
        desk.say("shown_as"), "view", _FORMS, _FORMS[0], lambda v: desk.say(f"view_{v}"), label_visibility="collapsed"
    )
    if form == "map":
        _pictures.show(desk, "compare", {"versus": chosen[1]}, key="compare map", scope=scopes[0])
        picked = desk.picked()
        if picked is not None:
            with st.container(border=True):
                show_panel(desk, picked)
    found = desk.kept(("compare", *chosen), lambda: compare(scopes[0], scopes[1]))
    return found, desk.plateau_title(plateaus[chosen[0]]), desk.plateau_title(plateaus[chosen[1]])


def _at(desk: Desk, plateau: Plateau) -> Scope:
    return desk.elsewhere(plateau, desk.scope.moment.day)


def _models(desk: Desk) -> tuple[Comparison, str, str] | None:
    """This model beside another one that may be opened here."""
    own = desk.path.resolve()
    options = [*_sources.named(), *_sources.uploads(), *_sources.below_roots()]
    others = [o for o in dict.fromkeys(options) if _sources.path_of(o).resolve() != own]
    if not others:
        st.info(desk.say("no_other_model"))
        return None
    wanted = _state.choose(desk.say("other_model"), "with", ["", *others], "",
                           lambda o: _sources.title_of(o) if o else desk.say("choose_model"))  # fmt: skip
    if not wanted:
        st.info(desk.say("choose_other_model"))
        return None
    other = _model.open_model(_sources.path_of(wanted))
    if other.model is None:
        st.error(desk.say("other_broken"))
        told = [*report(other.problems[:20], desk.lang), other.message]
        st.code("\n".join(told).strip(), language=None, wrap_lines=True)
        return None
    beside, day = other.model, desk.scope.moment.day
    found = desk.kept(("models", other.key), lambda: compare_models(beside, desk.model, None, day))
    return found, _sources.title_of(wanted), desk.model.id


def show_difference(desk: Desk, found: Comparison, before: str, after: str) -> None:
    """How much differs, then every group of differences; ``before`` and ``after`` are what the sides are called."""
    if not found:
        st.success(desk.say("no_difference"), icon=":material/check_circle:")
        return
    _numbers(desk, found)
    groups = diff.groups(found, desk.lang)
    header = ["", desk.say("what"), desk.say("difference")]
    for number, group in enumerate(groups):
        with st.expander(f"{_text.escape(group.title)} ({len(group.rows)})", expanded=number == 0):
            if group.summary:
                st.caption(_text.escape(group.summary))
            _tables.plain(header, [[row.mark, row.what, row.detail] for row in group.rows[:_FEW]])
            if len(group.rows) > _FEW:
                st.caption(desk.say("and_more", count=len(group.rows) - _FEW))
    rows = [[group.title, row.mark, row.what, row.detail] for group in groups for row in group.rows]
    title = f"{desk.say('compare')}: {before} – {after}"
    _tables.download(desk, "compare", [[desk.say("group"), *header], *rows], title)


def _numbers(desk: Desk, found: Comparison) -> None:
    """How much came, went and changed, of what people ask for first."""
    cells = sum(len(s.cells) for s in found.situations)
    borders = sum(len(s.boundaries.added) + len(s.boundaries.removed) for s in found.situations)
    numbers = [
        ("elements", f"+{len(found.elements.added)} −{len(found.elements.removed)} ~{len(found.elements.changed)}"),
        ("relations", f"+{len(found.relations.added)} −{len(found.relations.removed)} ~{len(found.relations.changed)}"),
        ("changed_cells", str(cells)),
        ("changed_boundaries", str(borders)),
        ("findings", f"+{len(found.findings.new)} −{len(found.findings.gone)}"),
    ]
    with st.container(horizontal=True, gap="small"):
        for key, value in numbers:
            st.metric(desk.say(key), value, border=True, width="content")
