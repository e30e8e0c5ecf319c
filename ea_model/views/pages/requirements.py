"""Requirements: what is asked of which element under which contract, what has none, how testable, and who complies."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ea_model.metamodel.contract import Requirement
from ea_model.questions.compliance import compliance, without_conditions
from ea_model.questions.requirements import Coverage, FormHint, FormIssue, Lint, LintWeight, Trace, Traced, trace
from ea_model.values import Truth
from ea_model.views.answers.compliance import reasons_of, summary_text, verdict_text
from ea_model.views.pages.shared import address, facts, tables, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import show_panel
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.pages.shared.tones import VERDICT_BADGE
from ea_model.words import label

_VIEWS = ("trace", "coverage", "lint", "compliance")
_WHOSE = ("all", "contract")
_FEW = 4
_MOST_TEXTS = 40
"""Texts judged on one page of the list."""


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("requirements"), anchor=False)
    st.caption(ctx.say("asked_for", moment=text.escape(ctx.names.moment())))
    traces = ctx.cached(("trace",), lambda: trace(ctx.scope))
    if not traces.traced:
        st.info(ctx.say("no_requirements"))
        return
    view = address.switch(
        ctx.say("shown_as"), "view", _VIEWS, _VIEWS[0], lambda v: ctx.say(f"req_{v}"), label_visibility="collapsed"
    )
    if view == "trace":
        _trace(ctx, traces)
    elif view == "coverage":
        _coverage(ctx, traces)
    elif view == "lint":
        _lint(ctx, traces)
    else:
        _compliance(ctx)


def _of_contract(ctx: PageContext, traces: Trace) -> list[Traced]:
    """All requirements, or those of the contract at the ctx when the address says so."""
    if not ctx.contract:
        return list(traces.traced)
    whose = address.switch(
        ctx.say("about"), "whose", _WHOSE, _WHOSE[0],
        lambda w: ctx.say("about_all") if w == "all" else ctx.contract, label_visibility="collapsed",
    )  # fmt: skip
    covered = ctx.contract_scope()
    if whose == "all" or covered is None:
        return list(traces.traced)
    return [t for t in traces.traced if covered.provider in t.contracts]


def _trace(ctx: PageContext, traces: Trace) -> None:
    """Every requirement with what it leads to."""
    requirements = _of_contract(ctx, traces)
    words = address.words(ctx.say("narrow"), "filter", placeholder=ctx.say("search_hint")).casefold().split()
    texts = [f"{t.requirement.id} {ctx.names.of(t.requirement)} {t.text}".casefold() for t in requirements]
    requirements = [t for t, line in zip(requirements, texts, strict=True) if all(word in line for word in words)]
    st.caption(ctx.say("shown_of", shown=len(requirements), total=len(traces.traced)))
    if traces.without_element:
        st.caption(ctx.say("asks_of_nothing", count=len(traces.without_element)))
    if not requirements:
        st.info(ctx.say("filter_hides_all"))
        return
    header = [ctx.say(w) for w in ("requirement", "binding", "elements", "contracts", "sources", "smart", "id")]
    rows = [
        [
            ctx.names.of(t.requirement), ctx.say("yes" if t.binding else "no"),
            ", ".join(ctx.names.of(e) for e in t.elements) or ctx.say("none"),
            ", ".join(c.label(ctx.lang) for c in t.contracts),
            ", ".join(dict.fromkeys(s.fact or s.document for s in t.sources)),
            _judgement(ctx, t.lint), t.requirement.id,
        ]
        for t in requirements
    ]  # fmt: skip
    tables.of_elements(ctx, "trace", header, rows, [t.requirement.id for t in requirements])
    tables.download(ctx, "requirements", [header, *rows], ctx.say("requirements"))
    picked = next((t for t in requirements if t.requirement.id == address.value("el")), None)
    if picked is None:
        st.caption(ctx.say("pick_below"))
        return
    left, right = st.columns((1.4, 1))
    with left, st.container(border=True):
        _text_of(ctx, picked)
    with right, st.container(border=True):
        show_panel(ctx, picked.requirement)


def _judgement(ctx: PageContext, lint: Lint | None) -> str:
    if lint is None:
        return ctx.say("no_text")
    return ctx.say("doubtful" if lint.doubtful else "passes")


def _text_of(ctx: PageContext, traced: Traced) -> None:
    """The text with its doubts, and everything it leads to."""
    st.subheader(ctx.names.md(traced.requirement), anchor=False)
    if traced.lint is not None:
        _judged(ctx, traced, traced.lint)
    for key, concepts in (("elements", traced.elements), ("motives", traced.motives), ("parts", traced.parts),
                          ("boundaries", traced.interfaces)):  # fmt: skip
        if concepts:
            st.caption(ctx.say(key))
            for concept in concepts[:_FEW]:
                ctx.links.concept(concept)
            if len(concepts) > _FEW:
                st.caption(ctx.say("and_more", count=len(concepts) - _FEW))
    st.caption(ctx.say("sources_count", count=len(traced.sources)))
    facts.show_sources(ctx, traced.sources, most=_FEW)


def _coverage(ctx: PageContext, traces: Trace) -> None:
    """Per contract how much of its scope some requirement speaks of; what has none is named."""
    if not traces.coverage:
        st.info(ctx.say("no_contracts"))
        return
    for coverage in sorted(traces.coverage, key=lambda c: c.provider.key):
        total = len(coverage.covered) + len(coverage.uncovered)
        with st.container(border=True):
            st.subheader(text.escape(ctx.names.contract(coverage.provider.key)), anchor=False)
            words = ctx.say("coverage_line", covered=len(coverage.covered), total=total,
                             requirements=len(coverage.requirements))  # fmt: skip
            st.progress(len(coverage.covered) / total if total else 0.0, text=words)
            _without(ctx, coverage)
    header = [ctx.say(w) for w in ("contract", "requirements", "covered_cells", "uncovered_cells", "without")]
    rows = [
        [
            ctx.names.contract(c.provider.key), str(len(c.requirements)), str(len(c.covered)), str(len(c.uncovered)),
            ", ".join(ctx.names.of(e) for e in c.without_requirement),
        ]
        for c in traces.coverage
    ]  # fmt: skip
    tables.download(ctx, "coverage", [header, *rows], ctx.say("req_coverage"))


def _without(ctx: PageContext, coverage: Coverage) -> None:
    if coverage.without_requirement:
        with st.expander(ctx.say("elements_without", count=len(coverage.without_requirement))):
            for element in coverage.without_requirement:
                ctx.links.concept(element)


def _lint(ctx: PageContext, traces: Trace) -> None:
    """Every text with its suspicious words in their context."""
    texts = [t for t in _of_contract(ctx, traces) if t.lint is not None]
    if not texts:
        st.info(ctx.say("no_texts"))
        return
    doubtful = [t for t in texts if t.lint is not None and t.lint.doubtful]
    st.caption(text.escape(label("Requirements.lint", ctx.lang, doubtful=len(doubtful), count=len(texts))))
    only = address.switch(ctx.say("only"), "doubt", ("doubtful", "all"), "doubtful",
                         lambda o: ctx.say(f"lint_{o}"), label_visibility="collapsed")  # fmt: skip
    listed = doubtful if only == "doubtful" else texts
    if not listed:
        st.success(ctx.say("all_pass"), icon=":material/check_circle:")
    pages = -(-len(listed) // _MOST_TEXTS)
    first = 0
    if pages > 1:
        number = address.choose(ctx.say("page_of"), "page", [str(n + 1) for n in range(pages)], "1", str, width=160)
        first = (int(number) - 1) * _MOST_TEXTS
    for traced in listed[first : first + _MOST_TEXTS]:
        with st.container(border=True):
            ctx.links.concept(traced.requirement, f"**{ctx.names.md(traced.requirement)}**")
            if traced.lint is not None:
                _judged(ctx, traced, traced.lint)
    rows = [[t.requirement.id, ctx.names.of(t.requirement), t.text, _doubts(ctx, t.lint)] for t in texts if t.lint]
    header = [ctx.say("id"), ctx.say("requirement"), ctx.say("text"), ctx.say("doubts")]
    tables.download(ctx, "lint", [header, *rows], ctx.say("req_lint"))


def _judged(ctx: PageContext, traced: Traced, lint: Lint) -> None:
    """The text with its suspicious words marked, then what they are, then what the form lacks."""
    marks = [hit for hit in lint.found if hit.excuse is None]
    pieces, at = [], 0
    for hit in sorted(marks, key=lambda h: h.start):
        if hit.start >= at:
            pieces += [
                _piece(traced.text[at : hit.start]),
                f":orange-background[{_piece(traced.text[hit.start : hit.end])}]",
            ]
            at = hit.end
    st.markdown("".join([*pieces, _piece(traced.text[at:])]))
    lines = [f"**{text.escape(hit.word)}** – {ctx.word(hit.category)}" for hit in marks]
    lines += [_hint(ctx, h) for h in lint.hints if h.weight is LintWeight.DOUBT]
    if lines:
        st.markdown("\n".join(f"- {line}" for line in dict.fromkeys(lines)))
    else:
        st.caption(ctx.say("passes"))


def _piece(piece: str) -> str:
    """A piece of a text as safe Markdown, with the spaces at its ends."""
    inner = text.escape(piece)
    return f"{' ' * piece[:1].isspace()}{inner}{' ' * (bool(inner) and piece[-1:].isspace())}"


def _hint(ctx: PageContext, hint: FormHint) -> str:
    named = hint.issue is FormIssue.ATTRIBUTES
    detail = [label(f"LintAttribute.{d}", ctx.lang) if named else d for d in hint.detail]
    return text.escape(": ".join(filter(None, [ctx.word(hint.issue), ", ".join(detail)])))


def _doubts(ctx: PageContext, lint: Lint) -> str:
    doubts = [f"{hit.word} ({ctx.word(hit.category)})" for hit in lint.found if hit.excuse is None]
    return "; ".join([*doubts, *(ctx.word(h.issue) for h in lint.hints if h.weight is LintWeight.DOUBT)])


def _compliance(ctx: PageContext) -> None:
    """Which requirements that can be checked this situation meets, the violated ones first."""
    verdicts = ctx.cached(("compliance",), lambda: compliance(ctx.scope))
    rest = without_conditions(ctx.scope)
    if not verdicts:
        st.info(label("Compliance.none", ctx.lang, moment=text.escape(ctx.names.moment())))
        _not_testable(ctx, rest)
        return
    st.caption(text.escape(summary_text(ctx.scope, verdicts, ctx.lang)))
    order = (Truth.NO, Truth.MAYBE, Truth.YES)
    with st.container(horizontal=True, gap="small"):
        for truth in order:
            count = sum(v.truth is truth for v in verdicts)
            st.badge(f"{count} {verdict_text(truth, ctx.lang)}", color=VERDICT_BADGE[truth])
    for verdict in sorted(verdicts, key=lambda v: order.index(v.truth)):
        with st.container(border=True):
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.badge(verdict_text(verdict.truth, ctx.lang), color=VERDICT_BADGE[verdict.truth])
                ctx.links.concept(verdict.requirement, f"**{ctx.names.md(verdict.requirement)}**")
            for reason in reasons_of(verdict, ctx.lang):
                st.markdown(f"- {text.escape(reason)}")
            if verdict.requirement.sources:
                with st.expander(ctx.say("sources_count", count=len(verdict.requirement.sources))):
                    facts.show_sources(ctx, verdict.requirement.sources)
    _not_testable(ctx, rest)
    header = [ctx.say(w) for w in ("requirement", "verdict", "reason", "id")]
    rows = [
        [
            ctx.names.of(v.requirement), verdict_text(v.truth, ctx.lang),
            "; ".join(reasons_of(v, ctx.lang)), v.requirement.id,
        ]
        for v in verdicts
    ]  # fmt: skip
    untested = label("Verdict.not_testable", ctx.lang)
    rows += [[ctx.names.of(r), untested, "", r.id] for r in rest]
    tables.download(ctx, "compliance", [header, *rows], ctx.say("req_compliance"))


def _not_testable(ctx: PageContext, requirements: Sequence[Requirement]) -> None:
    """Those without a condition, by name: nobody may take them for met."""
    if requirements:
        with st.expander(f"{len(requirements)} {label('Verdict.not_testable', ctx.lang)}"):
            for requirement in requirements:
                ctx.links.concept(requirement)


PAGE = Page("requirements", "checklist", NavigationPart.GOVERN, 4, show)
