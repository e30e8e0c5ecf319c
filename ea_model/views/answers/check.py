"""What is wrong with, or missing from, a model: findings of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ea_model.messages.problems import ModelLoadError, Problem
from ea_model.metamodel.contract import Waiver
from ea_model.model import Model
from ea_model.rules import Finding, Severity
from ea_model.values import in_language
from ea_model.views.answers import SCHEMA_VERSION, document
from ea_model.words import label, label_of


def data(model: Model, findings: list[Finding], lang: str) -> dict[str, Any]:
    """The findings, worst first; those that are waived are listed, and counted apart."""
    return document(
        "check",
        model,
        size={"elements": len(model.elements), "relations": len(model.relations), "statements": len(model.statements)},
        counts=_counts(f for f in findings if f.waiver is None),
        waived=_counts(f for f in findings if f.waiver is not None),
        findings=[_finding(f, lang) for f in findings],
    )


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    return dict(sorted(Counter(f.code for f in findings).items()))


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "code": finding.code, "severity": finding.severity.name, "situation": finding.situation,
        "subject": finding.subject, "detail": finding.detail, "place": str(finding.place),
        "message": finding.text(lang), "waiver": None if finding.waiver is None else _waiver(finding.waiver, lang),
        "why": label(f"Rule.{finding.code}_why", lang), "remedy": label(f"Rule.{finding.code}_fix", lang),
    }  # fmt: skip


def _waiver(waiver: Waiver, lang: str) -> dict[str, Any]:
    return {
        "id": waiver.id, "reason": in_language(waiver.reason, lang), "by": waiver.by, "date": _day(waiver.date),
        "until": _day(waiver.until),
    }  # fmt: skip


def _day(value: object) -> str | None:
    return None if value is None else str(value)


def waiver_text(waiver: Waiver, lang: str) -> str:
    """Why a finding is waived, who decided so and when."""
    reason = in_language(waiver.reason, lang)
    when = ", ".join(part for part in (_day(waiver.date), waiver.by) if part)
    return (
        label("Finding.waived_by", lang, reason=reason, when=when)
        if when
        else label("Finding.waived", lang, reason=reason)
    )


def broken(error: ModelLoadError) -> dict[str, Any]:
    """The problems of a model that does not load."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "problems",
        "problems": [problem_data(problem) for problem in error.problems],
    }


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem with its place."""
    return {
        "file": problem.place.file, "line": problem.place.line, "column": problem.place.column, "code": problem.code,
        "message": problem.message, "level": problem.level.value,
    }  # fmt: skip


def text(model: Model, findings: list[Finding], lang: str, least: Severity) -> str:
    """A line per finding at or above a severity, what was left out, and what is waived."""
    lines = [_line(f, lang) for f in findings if f.severity >= least]
    hidden = Counter(f.code for f in findings if f.severity < least)
    waived = Counter(f.code for f in findings if f.waiver is not None)
    lines += [
        label(key, lang, rest=", ".join(f"{code} {count}" for code, count in sorted(codes.items())))
        for key, codes in (("Answer.below", hidden), ("Finding.waivers", waived))
        if codes
    ]
    size = (len(model.elements), len(model.relations), len(model.statements))
    counts = Counter(f.severity for f in findings if f.waiver is None)
    summary = ", ".join(f"{label_of(s, lang)} {counts[s]}" for s in sorted(counts, reverse=True)) or "0"
    lines.append(label("Answer.checked", lang, model=model.name, elements=size[0], relations=size[1],
                       statements=size[2], summary=summary))  # fmt: skip
    return "\n".join(lines)


def _line(finding: Finding, lang: str) -> str:
    situation = f"{finding.situation}: " if finding.situation else ""
    line = f"{finding.place}: {finding.code} [{label_of(finding.severity, lang)}] {situation}{finding.text(lang)}"
    return line if finding.waiver is None else f"{line} – {waiver_text(finding.waiver, lang)}"
