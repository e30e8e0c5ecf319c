"""Findings as JUnit XML, which build servers show as tests: a suite per situation, a case per rule and subject.

A case fails when a finding is at or above the severity asked for, and is skipped when all its findings are waived; a
rule that finds nothing is a case that passes. Structure: the JUnit XML that Jenkins, GitLab and Azure read.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from ea_model.model import Model
from ea_model.rules import Finding, Rule, Severity, all_rules
from ea_model.source.conventions import legal
from ea_model.views.answers.shared.common import waiver_text
from ea_model.words import label, label_of


def text(model: Model, findings: list[Finding], situations: Iterable[str], lang: str, fail_on: Severity | None) -> str:
    """The whole document; ``situations`` are those that were asked, ``fail_on`` None lets nothing fail."""
    names = dict.fromkeys((*situations, ""))
    suites = [_suite(model, name, [f for f in findings if f.situation == name], lang, fail_on) for name in names]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", *suites, "</testsuites>"])


def _suite(model: Model, situation: str, findings: list[Finding], lang: str, fail_on: Severity | None) -> str:
    """Rules that depend on the situation stand in its suite, the others in that of the model as a whole."""
    cases: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        cases.setdefault((finding.code, finding.subject or str(finding.place)), []).append(finding)
    codes = {code for code, _ in cases}
    for rule in all_rules():
        if rule.code not in codes and _belongs(rule, situation):
            cases[rule.code, ""] = []
    written = [_case(code, subject, cases[code, subject], lang, fail_on) for code, subject in sorted(cases)]
    failed, skipped = (sum(mark in case for case in written) for mark in ("<failure ", "<skipped "))
    name = quoteattr(legal(f"{model.id} {situation}".strip()))
    head = f'  <testsuite name={name} tests="{len(written)}" failures="{failed}" errors="0" skipped="{skipped}">'
    return "\n".join([head, *written, "  </testsuite>"])


def _belongs(rule: Rule, situation: str) -> bool:
    return rule.always is (situation == "")


def _case(code: str, subject: str, findings: list[Finding], lang: str, fail_on: Severity | None) -> str:
    name = subject or label("Finding.none", lang)
    place = findings[0].place if findings else None
    where = f" file={quoteattr(legal(place.file))}" if place is not None and place.file else ""
    where += f' line="{place.line}"' if place is not None and place.line else ""
    head = f"    <testcase classname={quoteattr(code)} name={quoteattr(legal(name))}{where}"
    inside = _result(findings, lang, fail_on)
    return f"{head}>\n{inside}\n    </testcase>" if inside else f"{head}/>"


def _result(findings: list[Finding], lang: str, fail_on: Severity | None) -> str:
    if not findings:
        return ""
    standing = [f for f in findings if f.waiver is None]
    if not standing:
        reasons = dict.fromkeys(waiver_text(f.waiver, lang) for f in findings if f.waiver is not None)
        return f"      <skipped message={quoteattr(legal('; '.join(reasons)))}/>"
    lines = escape(legal("\n".join(f"{f.place}: [{label_of(f.severity, lang)}] {f.text(lang)}" for f in standing)))
    if fail_on is None or all(f.severity < fail_on for f in standing):
        return f"      <system-out>{lines}</system-out>"
    worst = max(standing, key=lambda f: f.severity)
    message, kind = quoteattr(legal(worst.text(lang))), quoteattr(worst.severity.name)
    return f"      <failure message={message} type={kind}>{lines}</failure>"
