"""Findings: what is wrong with the model or missing from it, how bad, why, and what to do; waived ones too."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable

import streamlit as st

from ea_model import rules
from ea_model.labels import label
from ea_model.metamodel.archimate import Concept
from ea_model.rules import Finding, Severity
from ea_model.scope import Scope, boundaries_of, scope_of
from views.answers.check import waiver_text
from views.pages import _facts, _state, _tables, _text
from views.pages._desk import Desk
from views.pages._tones import SEVERITY_BADGE

_WHEN = ("here", "everywhere")


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("findings"), anchor=False)
    when = _WHEN[0]
    if len(desk.model.plateaus) > 1:
        when = _state.switch(desk.say("moment"), "when", _WHEN, _WHEN[0], lambda w: desk.say(f"findings_{w}"))
    if when == "here":
        st.caption(desk.say("asked_for", moment=_text.escape(desk.moment_title())))
    found = findings_of(desk, everywhere=when == "everywhere")
    if not found:
        st.success(desk.say("no_findings"), icon=":material/check_circle:")
        return
    kept = _filtered(desk, found)
    st.caption(desk.say("shown_of", shown=len(kept), total=len(found)))
    if not kept:
        st.info(desk.say("filter_hides_all"))
        return
    left, right = st.columns((1.7, 1)) if _state.asked("finding") else st.columns((99, 1))
    with left:
        _list(desk, kept)
    chosen = next((f for f in kept if key_of(f) == _state.asked("finding")), None)
    if chosen is None:
        st.caption(desk.say("pick_finding"))
        return
    with right, st.container(border=True):
        _sheet(desk, chosen)


def findings_of(desk: Desk, *, everywhere: bool = False) -> tuple[Finding, ...]:
    """The findings of this moment, or of every plateau."""

    def ask() -> tuple[Finding, ...]:
        scopes: list[Scope] = [desk.scope]
        if everywhere:
            tops = [p for p in desk.model.plateaus if p.part_of is None]
            scopes = [scope_of(desk.model, p, desk.scope.moment.day) for p in tops] or scopes
        return tuple(rules.run(scopes))

    return desk.kept(("findings", everywhere), ask)


def key_of(finding: Finding) -> str:
    """Names a finding in an address."""
    parts = (finding.code, finding.subject, finding.detail, finding.situation, finding.text("nl"))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:10]


def _filtered(desk: Desk, found: tuple[Finding, ...]) -> list[Finding]:
    """What passes every filter of the address."""
    counts = Counter(f.severity for f in found if f.waiver is None)
    severities = [s.name for s in sorted(Severity, reverse=True) if any(f.severity is s for f in found)]
    chosen = _state.several(
        desk.say("severity"), "severity", severities, lambda s: f"{desk.word(Severity[s])} ({counts[Severity[s]]})"
    )
    one, two, three = st.columns(3)
    codes = ["", *sorted({f.code for f in found})]
    with one:
        code = _state.choose(desk.say("rule"), "rule", codes, "", lambda c: c or desk.say("all_rules"))
    tests: list[Callable[[Finding], bool]] = []
    if desk.contract:
        with two:
            whose = ("all", "contract")
            only = _state.choose(desk.say("about"), "whose", whose, "all", lambda w: _whose(desk, w))
        if only == "contract":
            ids = _ids_of_contract(desk)
            tests.append(lambda f: f.subject in ids)
    if any(f.waiver for f in found):
        with three:
            shown = ("open", "waived", "both")
            waived = _state.choose(desk.say("waived"), "waived", shown, "open", lambda w: desk.say(f"waived_{w}"))
        if waived != "both":
            tests.append(lambda f: (f.waiver is not None) == (waived == "waived"))
    if chosen:
        tests.append(lambda f: f.severity.name in chosen)
    if code:
        tests.append(lambda f: f.code == code)
    return [f for f in found if all(test(f) for test in tests)]


def _whose(desk: Desk, code: str) -> str:
    return desk.say("about_all") if code == "all" else desk.contract_title(desk.contract)


def _ids_of_contract(desk: Desk) -> set[str]:
    """The contract, what it has in scope, its statements and its interfaces."""
    covered = desk.contract_scope()
    if covered is None:
        return set()
    key = covered.coverer.key
    ids = {key, *(e.element.id for e in covered.within)}
    ids |= {s.id for s in desk.model.statements if s.contract is not None and s.contract.id == key}
    ids |= {
        b.relation.id
        for b in boundaries_of(desk.scope)
        if key in {c.key for c in (*b.source_side, *b.target_side)}
    }  # fmt: skip
    return ids


def _list(desk: Desk, kept: list[Finding]) -> None:
    header = [desk.say(word) for word in ("severity", "finding", "rule", "moment", "subject", "stands_at")]
    rows = [
        [
            desk.word(f.severity), f.text(desk.lang) + (f" – {waiver_text(f.waiver, desk.lang)}" if f.waiver else ""),
            f.code, f.situation, f.subject, str(f.place),
        ]
        for f in kept
    ]  # fmt: skip
    _tables.of_rows(desk, "findings table", header, rows, [key_of(f) for f in kept], "finding")
    _tables.download(desk, "findings", [header, *rows], desk.say("findings"))


def _sheet(desk: Desk, finding: Finding) -> None:
    """One finding: the sentence, why it matters, what helps, and where to go."""
    st.subheader(_text.escape(finding.text(desk.lang)), anchor=False)
    with st.container(horizontal=True, gap="small"):
        st.badge(desk.word(finding.severity), color=SEVERITY_BADGE[finding.severity])
        st.badge(_text.escape(finding.code), color="gray")
        if finding.situation:
            st.badge(_text.escape(finding.situation), color="gray")
        if finding.waiver is not None:
            st.badge(desk.say("waived_waived"), color="violet")
    if finding.waiver is not None:
        st.markdown(_text.escape(waiver_text(finding.waiver, desk.lang)))
    st.markdown(f"**{desk.say('why')}** {_text.escape(label(f'Rule.{finding.code}_why', desk.lang))}")
    st.markdown(f"**{desk.say('remedy')}** {_text.escape(label(f'Rule.{finding.code}_fix', desk.lang))}")
    for concept in _about(desk, finding):
        desk.link_to(concept)
    if str(finding.place):
        st.caption(desk.say("stands_at"))
        st.code(str(finding.place), language=None, wrap_lines=True)
    statement = next((s for s in desk.model.statements if s.id == finding.subject), None)
    if statement is not None:
        _facts.show_sources(desk, statement.sources, most=3)


def _about(desk: Desk, finding: Finding) -> list[Concept]:
    """The concepts a finding leads to: its subject, or what the statement it is about names."""
    found = desk.model.get(finding.subject)
    if found is not None:
        return [found]
    statement = next((s for s in desk.model.statements if s.id == finding.subject), None)
    named = (statement.subject, statement.contract) if statement is not None else ()
    closure = next((c for c in desk.model.closures if c.id == finding.subject), None)
    named = (closure.element, closure.contract) if closure is not None else named
    question = next((q for q in desk.model.questions if q.id == finding.subject), None)
    if question is not None:
        return list(question.about)
    return [concept for concept in named if concept is not None]
