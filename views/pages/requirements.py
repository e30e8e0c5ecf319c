"""Requirements: what is asked of which element under which contract, what has none, how testable, and who complies."""

from __future__ import annotations

import streamlit as st

from ea_model.compliance import compliance
from ea_model.labels import label
from ea_model.requirements import Coverage, FormHint, FormIssue, Lint, LintWeight, Trace, Traced, trace
from ea_model.values import Truth
from views.answers.compliance import reason_text, unchecked, verdict_text
from views.pages import _facts, _state, _tables, _text
from views.pages._desk import Desk
from views.pages._facts import show_panel
from views.pages._tones import VERDICT_BADGE

_VIEWS = ("trace", "coverage", "lint", "compliance")
_WHOSE = ("all", "contract")
_FEW = 4
_MOST_TEXTS = 40
"""Texts judged on one page of the list."""


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("requirements"), anchor=False)
    st.caption(desk.say("asked_for", moment=_text.escape(desk.moment_title())))
    found = desk.kept(("trace",), lambda: trace(desk.scope))
    if not found.traced:
        st.info(desk.say("no_requirements"))
        return
    view = _state.switch(
        desk.say("shown_as"), "view", _VIEWS, _VIEWS[0], lambda v: desk.say(f"req_{v}"), label_visibility="collapsed"
    )
    if view == "trace":
        _trace(desk, found)
    elif view == "coverage":
        _coverage(desk, found)
    elif view == "lint":
        _lint(desk, found)
    else:
        _compliance(desk)


def _of_contract(desk: Desk, found: Trace) -> list[Traced]:
    """All requirements, or those of the contract at the desk when the address says so."""
    if not desk.contract:
        return list(found.traced)
    whose = _state.switch(
        desk.say("about"), "whose", _WHOSE, _WHOSE[0],
        lambda w: desk.say("about_all") if w == "all" else desk.contract, label_visibility="collapsed",
    )  # fmt: skip
    covered = desk.contract_scope()
    if whose == "all" or covered is None:
        return list(found.traced)
    return [t for t in found.traced if covered.coverer in t.contracts]


def _trace(desk: Desk, found: Trace) -> None:
    """Every requirement with what it leads to."""
    kept = _of_contract(desk, found)
    wanted = _state.words(desk.say("narrow"), "filter", placeholder=desk.say("search_hint")).casefold().split()
    kept = [t for t in kept if all(w in f"{t.requirement.id} {desk.name(t.requirement)} {t.text}".casefold()
                                   for w in wanted)]  # fmt: skip
    st.caption(desk.say("shown_of", shown=len(kept), total=len(found.traced)))
    if found.without_element:
        st.caption(desk.say("asks_of_nothing", count=len(found.without_element)))
    if not kept:
        st.info(desk.say("filter_hides_all"))
        return
    header = [desk.say(w) for w in ("requirement", "binding", "elements", "contracts", "sources", "smart", "id")]
    rows = [
        [
            desk.name(t.requirement), desk.say("yes" if t.binding else "no"),
            ", ".join(desk.name(e) for e in t.elements) or desk.say("none"),
            ", ".join(desk.coverer(c) for c in t.contracts),
            ", ".join(dict.fromkeys(s.fact or s.document for s in t.sources)),
            _judgement(desk, t.lint), t.requirement.id,
        ]
        for t in kept
    ]  # fmt: skip
    _tables.of_elements(desk, "trace", header, rows, [t.requirement.id for t in kept])
    _tables.download(desk, "requirements", [header, *rows], desk.say("requirements"))
    chosen = next((t for t in kept if t.requirement.id == _state.asked("el")), None)
    if chosen is None:
        st.caption(desk.say("pick_below"))
        return
    left, right = st.columns((1.4, 1))
    with left, st.container(border=True):
        _text_of(desk, chosen)
    with right, st.container(border=True):
        show_panel(desk, chosen.requirement)


def _judgement(desk: Desk, lint: Lint | None) -> str:
    if lint is None:
        return desk.say("no_text")
    return desk.say("doubtful" if lint.doubtful else "passes")


def _text_of(desk: Desk, traced: Traced) -> None:
    """The text with its doubts, and everything it leads to."""
    st.subheader(desk.md(traced.requirement), anchor=False)
    if traced.lint is not None:
        _judged(desk, traced, traced.lint)
    for key, concepts in (("elements", traced.elements), ("motives", traced.motives), ("parts", traced.parts),
                          ("boundaries", traced.interfaces)):  # fmt: skip
        if concepts:
            st.caption(desk.say(key))
            for concept in concepts[:_FEW]:
                desk.link_to(concept)
            if len(concepts) > _FEW:
                st.caption(desk.say("and_more", count=len(concepts) - _FEW))
    st.caption(desk.say("sources_count", count=len(traced.sources)))
    _facts.show_sources(desk, traced.sources, most=_FEW)


def _coverage(desk: Desk, found: Trace) -> None:
    """Per contract how much of its scope some requirement speaks of; what has none is named."""
    if not found.coverage:
        st.info(desk.say("no_contracts"))
        return
    for coverage in sorted(found.coverage, key=lambda c: c.coverer.key):
        total = len(coverage.covered) + len(coverage.uncovered)
        with st.container(border=True):
            st.subheader(_text.escape(desk.contract_title(coverage.coverer.key)), anchor=False)
            words = desk.say("coverage_line", covered=len(coverage.covered), total=total,
                             requirements=len(coverage.requirements))  # fmt: skip
            st.progress(len(coverage.covered) / total if total else 0.0, text=words)
            _without(desk, coverage)
    header = [desk.say(w) for w in ("contract", "requirements", "covered_cells", "uncovered_cells", "without")]
    rows = [
        [
            desk.contract_title(c.coverer.key), str(len(c.requirements)), str(len(c.covered)), str(len(c.uncovered)),
            ", ".join(desk.name(e) for e in c.without_requirement),
        ]
        for c in found.coverage
    ]  # fmt: skip
    _tables.download(desk, "coverage", [header, *rows], desk.say("req_coverage"))


def _without(desk: Desk, coverage: Coverage) -> None:
    if coverage.without_requirement:
        with st.expander(desk.say("elements_without", count=len(coverage.without_requirement))):
            for element in coverage.without_requirement:
                desk.link_to(element)


def _lint(desk: Desk, found: Trace) -> None:
    """Every text with its suspicious words in their context."""
    kept = [t for t in _of_contract(desk, found) if t.lint is not None]
    if not kept:
        st.info(desk.say("no_texts"))
        return
    doubtful = [t for t in kept if t.lint is not None and t.lint.doubtful]
    st.caption(_text.escape(label("Requirements.lint", desk.lang, doubtful=len(doubtful), count=len(kept))))
    only = _state.switch(desk.say("only"), "doubt", ("doubtful", "all"), "doubtful",
                         lambda o: desk.say(f"lint_{o}"), label_visibility="collapsed")  # fmt: skip
    chosen = doubtful if only == "doubtful" else kept
    if not chosen:
        st.success(desk.say("all_pass"), icon=":material/check_circle:")
    pages = -(-len(chosen) // _MOST_TEXTS)
    first = 0
    if pages > 1:
        number = _state.choose(desk.say("page_of"), "page", [str(n + 1) for n in range(pages)], "1", str, width=160)
        first = (int(number) - 1) * _MOST_TEXTS
    for traced in chosen[first : first + _MOST_TEXTS]:
        with st.container(border=True):
            desk.link_to(traced.requirement, f"**{desk.md(traced.requirement)}**")
            if traced.lint is not None:
                _judged(desk, traced, traced.lint)
    rows = [[t.requirement.id, desk.name(t.requirement), t.text, _doubts(desk, t.lint)] for t in kept if t.lint]
    header = [desk.say("id"), desk.say("requirement"), desk.say("text"), desk.say("doubts")]
    _tables.download(desk, "lint", [header, *rows], desk.say("req_lint"))


def _judged(desk: Desk, traced: Traced, lint: Lint) -> None:
    """The text with its suspicious words marked, then what they are, then what the form lacks."""
    marks = [hit for hit in lint.found if hit.excuse is None]
    pieces, at = [], 0
    for hit in sorted(marks, key=lambda h: h.start):
        if hit.start >= at:
            pieces += [
                _kept(traced.text[at : hit.start]),
                f":orange-background[{_kept(traced.text[hit.start : hit.end])}]",
            ]
            at = hit.end
    st.markdown("".join([*pieces, _kept(traced.text[at:])]))
    lines = [f"**{_text.escape(hit.word)}** – {desk.word(hit.category)}" for hit in marks]
    lines += [_hint(desk, h) for h in lint.hints if h.weight is LintWeight.DOUBT]
    if lines:
        st.markdown("\n".join(f"- {line}" for line in dict.fromkeys(lines)))
    else:
        st.caption(desk.say("passes"))


def _kept(piece: str) -> str:
    """A piece of a text as safe Markdown, with the spaces at its ends."""
    inner = _text.escape(piece)
    return f"{' ' * piece[:1].isspace()}{inner}{' ' * (bool(inner) and piece[-1:].isspace())}"


def _hint(desk: Desk, hint: FormHint) -> str:
    named = hint.issue is FormIssue.ATTRIBUTES
    detail = [label(f"LintAttribute.{d}", desk.lang) if named else d for d in hint.detail]
    return _text.escape(": ".join(filter(None, [desk.word(hint.issue), ", ".join(detail)])))


def _doubts(desk: Desk, lint: Lint) -> str:
    found = [f"{hit.word} ({desk.word(hit.category)})" for hit in lint.found if hit.excuse is None]
    return "; ".join([*found, *(desk.word(h.issue) for h in lint.hints if h.weight is LintWeight.DOUBT)])


def _compliance(desk: Desk) -> None:
    """Which requirements that can be checked this situation meets, the violated ones first."""
    verdicts = desk.kept(("compliance",), lambda: compliance(desk.scope))
    rest = unchecked(desk.scope)
    if rest:
        st.caption(label("Compliance.unchecked", desk.lang, count=rest))
    if not verdicts:
        st.info(label("Compliance.none", desk.lang, moment=_text.escape(desk.moment_title())))
        return
    order = (Truth.NO, Truth.MAYBE, Truth.YES)
    with st.container(horizontal=True, gap="small"):
        for truth in order:
            count = sum(v.truth is truth for v in verdicts)
            st.badge(f"{count} {verdict_text(truth, desk.lang)}", color=VERDICT_BADGE[truth])
    for verdict in sorted(verdicts, key=lambda v: order.index(v.truth)):
        with st.container(border=True):
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.badge(verdict_text(verdict.truth, desk.lang), color=VERDICT_BADGE[verdict.truth])
                desk.link_to(verdict.requirement, f"**{desk.md(verdict.requirement)}**")
            for reason in verdict.outcome.reasons:
                st.markdown(f"- {_text.escape(reason_text(reason, desk.lang))}")
            if verdict.requirement.sources:
                with st.expander(desk.say("sources_count", count=len(verdict.requirement.sources))):
                    _facts.show_sources(desk, verdict.requirement.sources)
    header = [desk.say(w) for w in ("requirement", "verdict", "reason", "id")]
    rows = [
        [
            desk.name(v.requirement), verdict_text(v.truth, desk.lang),
            "; ".join(reason_text(r, desk.lang) for r in v.outcome.reasons), v.requirement.id,
        ]
        for v in verdicts
    ]  # fmt: skip
    _tables.download(desk, "compliance", [header, *rows], desk.say("req_compliance"))
