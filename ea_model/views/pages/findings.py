"""Findings: what is wrong with the model or missing from it, how bad, why, and what to do; waived ones too."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable

import streamlit as st

from ea_model import rules
from ea_model.metamodel.archimate import Concept
from ea_model.rules import Finding, Severity
from ea_model.scope import Scope, boundaries_of, scope_of
from ea_model.views.answers.check import group_text
from ea_model.views.answers.shared.common import waiver_text
from ea_model.views.answers.shared.finding_groups import groups_of
from ea_model.views.pages.shared import address, facts, model_paths, tables, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.pages.shared.tones import SEVERITY_BADGE
from ea_model.words import label

_WHEN = ("here", "everywhere")


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("findings"), anchor=False)
    when = _WHEN[0]
    if len(ctx.model.plateaus) > 1:
        when = address.switch(ctx.say("moment"), "when", _WHEN, _WHEN[0], lambda w: ctx.say(f"findings_{w}"))
    if when == "here":
        st.caption(ctx.say("asked_for", moment=text.escape(ctx.names.moment())))
    findings = findings_of(ctx, everywhere=when == "everywhere")
    if not findings:
        st.success(ctx.say("no_findings"), icon=":material/check_circle:")
        return
    listed = _filtered(ctx, findings)
    st.caption(ctx.say("shown_of", shown=len(listed), total=len(findings)))
    if not listed:
        st.info(ctx.say("filter_hides_all"))
        return
    left, right = st.columns((1.7, 1)) if address.value("finding") else st.columns((99, 1))
    with left:
        _list(ctx, listed)
    picked = next((f for f in listed if key_of(f) == address.value("finding")), None)
    if picked is None:
        st.caption(ctx.say("pick_finding"))
        return
    with right, st.container(border=True):
        _sheet(ctx, picked)


def findings_of(ctx: PageContext, *, everywhere: bool = False) -> tuple[Finding, ...]:
    """The findings of this moment, or of every plateau."""

    def ask() -> tuple[Finding, ...]:
        scopes: list[Scope] = [ctx.scope]
        if everywhere:
            tops = [p for p in ctx.model.plateaus if p.part_of is None]
            scopes = [scope_of(ctx.model, p, ctx.scope.moment.day) for p in tops] or scopes
        return tuple(rules.run(scopes))

    return ctx.cached(("findings", everywhere), ask)


def key_of(finding: Finding) -> str:
    """Names a finding in an address."""
    parts = (finding.code, finding.subject, finding.detail, finding.situation, finding.text("nl"))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:10]


def _filtered(ctx: PageContext, findings: tuple[Finding, ...]) -> list[Finding]:
    """What passes every filter of the address."""
    counts = Counter(f.severity for f in findings if f.waiver is None)
    severities = [s.name for s in sorted(Severity, reverse=True) if any(f.severity is s for f in findings)]
    only_severities = address.several(
        ctx.say("severity"), "severity", severities, lambda s: f"{ctx.word(Severity[s])} ({counts[Severity[s]]})"
    )
    one, two, three = st.columns(3)
    codes = ["", *sorted({f.code for f in findings})]
    with one:
        code = address.choose(ctx.say("rule"), "rule", codes, "", lambda c: c or ctx.say("all_rules"))
    tests: list[Callable[[Finding], bool]] = []
    if ctx.contract:
        with two:
            whose = ("all", "contract")
            only = address.choose(ctx.say("about"), "whose", whose, "all", lambda w: _whose(ctx, w))
        if only == "contract":
            ids = _ids_of_contract(ctx)
            tests.append(lambda f: f.subject in ids)
    if any(f.waiver for f in findings):
        with three:
            options = ("open", "waived", "both")
            choice = address.choose(ctx.say("waived"), "waived", options, "open", lambda w: ctx.say(f"waived_{w}"))
        if choice != "both":
            tests.append(lambda f: (f.waiver is not None) == (choice == "waived"))
    if only_severities:
        tests.append(lambda f: f.severity.name in only_severities)
    if code:
        tests.append(lambda f: f.code == code)
    return [f for f in findings if all(test(f) for test in tests)]


def _whose(ctx: PageContext, code: str) -> str:
    return ctx.say("about_all") if code == "all" else ctx.names.contract(ctx.contract)


def _ids_of_contract(ctx: PageContext) -> set[str]:
    """The contract, what it has in scope, its statements and its interfaces."""
    covered = ctx.contract_scope()
    if covered is None:
        return set()
    key = covered.provider.key
    ids = {key, *(e.element.id for e in covered.within)}
    ids |= {s.id for s in ctx.model.statements if s.contract is not None and s.contract.id == key}
    ids |= {
        b.relation.id
        for b in boundaries_of(ctx.scope)
        if key in {c.key for c in (*b.source_side, *b.target_side)}
    }  # fmt: skip
    return ids


def _list(ctx: PageContext, findings: list[Finding]) -> None:
    header = [ctx.say(word) for word in ("severity", "finding", "rule", "moment", "subject", "stands_at")]
    groups = groups_of(ctx.model, findings)
    rows = [
        [
            ctx.word(g.severity), group_text(g, ctx.lang), g.code, " ".join(g.situations), g.subject,
            str(g.findings[0].place),
        ]
        for g in groups
    ]  # fmt: skip
    tables.of_rows(ctx, "findings table", header, rows, [key_of(g.findings[0]) for g in groups], "finding")
    tables.download(ctx, "findings", [header, *rows], ctx.say("findings"))


def _sheet(ctx: PageContext, finding: Finding) -> None:
    """One finding: the sentence, why it matters, what helps, and where to go."""
    st.subheader(text.escape(finding.text(ctx.lang)), anchor=False)
    with st.container(horizontal=True, gap="small"):
        st.badge(ctx.word(finding.severity), color=SEVERITY_BADGE[finding.severity])
        st.badge(text.escape(finding.code), color="gray")
        if finding.situation:
            st.badge(text.escape(finding.situation), color="gray")
        if finding.waiver is not None:
            st.badge(ctx.say("waived_waived"), color="violet")
    if finding.waiver is not None:
        st.markdown(text.escape(waiver_text(finding.waiver, ctx.lang)))
    st.markdown(f"**{ctx.say('why')}** {text.escape(label(f'Rule.{finding.code}_why', ctx.lang))}")
    st.markdown(f"**{ctx.say('remedy')}** {text.escape(label(f'Rule.{finding.code}_fix', ctx.lang))}")
    for concept in _about(ctx, finding):
        ctx.links.concept(concept)
    if str(finding.place):
        st.caption(ctx.say("stands_at"))
        st.code(model_paths.shown(str(finding.place)), language=None, wrap_lines=True)
    statement = next((s for s in ctx.model.statements if s.id == finding.subject), None)
    if statement is not None:
        facts.show_sources(ctx, statement.sources, most=3)


def _about(ctx: PageContext, finding: Finding) -> list[Concept]:
    """The concepts a finding leads to: its subject, or what the statement it is about names."""
    subject = ctx.model.get(finding.subject)
    if subject is not None:
        return [subject]
    statement = next((s for s in ctx.model.statements if s.id == finding.subject), None)
    named = (statement.subject, statement.contract) if statement is not None else ()
    closure = next((c for c in ctx.model.closures if c.id == finding.subject), None)
    named = (closure.element, closure.contract) if closure is not None else named
    question = next((q for q in ctx.model.questions if q.id == finding.subject), None)
    if question is not None:
        return list(question.about)
    return [concept for concept in named if concept is not None]


PAGE = Page("findings", "rule", NavigationPart.GOVERN, 3, show)
