"""What is wrong with, or missing from, a model: findings of the rules."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ea_model.labels import label, label_of
from ea_model.model import Model
from ea_model.problems import ModelLoadError
from ea_model.rules import Finding, Severity
from views.answers import SCHEMA_VERSION, document


def data(model: Model, findings: list[Finding], lang: str) -> dict[str, Any]:
    """The findings, worst first."""
    return document(
        "check",
        model,
        size={"elements": len(model.elements), "relations": len(model.relations), "statements": len(model.statements)},
        counts=dict(sorted(Counter(f.code for f in findings).items())),
        findings=[_finding(f, lang) for f in findings],
    )


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "code": finding.code, "severity": finding.severity.name, "situation": finding.situation,
        "subject": finding.subject, "place": str(finding.place), "message": finding.text(lang),
        "why": label(f"Rule.{finding.code}_why", lang), "remedy": label(f"Rule.{finding.code}_fix", lang),
    }  # fmt: skip


def broken(error: ModelLoadError) -> dict[str, Any]:
    """The problems of a model that does not load."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "problems",
        "problems": [
            {
                "file": p.place.file, "line": p.place.line, "column": p.place.column, "code": p.code,
                "message": p.message, "level": p.level.value,
            }
            for p in error.problems
        ],
    }  # fmt: skip


def text(model: Model, findings: list[Finding], lang: str, least: Severity) -> str:
    """A line per finding at or above a severity, and what was left out."""
    lines = [
        f"{f.place}: {f.code} [{label_of(f.severity, lang)}] {f'{f.situation}: ' if f.situation else ''}{f.text(lang)}"
        for f in findings
        if f.severity >= least
    ]
    hidden = Counter(f.code for f in findings if f.severity < least)
    if hidden:
        rest = ", ".join(f"{code} {count}" for code, count in sorted(hidden.items()))
        lines.append(label("Answer.below", lang, rest=rest))
    size = (len(model.elements), len(model.relations), len(model.statements))
    counts = Counter(f.severity for f in findings)
    summary = ", ".join(f"{label_of(s, lang)} {counts[s]}" for s in sorted(counts, reverse=True)) or "0"
    lines.append(label("Answer.checked", lang, model=model.name, elements=size[0], relations=size[1],
                       statements=size[2], summary=summary))  # fmt: skip
    return "\n".join(lines)
