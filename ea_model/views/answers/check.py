"""What is wrong with, or missing from, a model: findings of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from ea_model.messages.problems import ModelLoadError, Problem
from ea_model.metamodel.contract import Waiver
from ea_model.model import Model
from ea_model.rules import Finding, Severity
from ea_model.values import in_language
from ea_model.views.answers import FOUND, Answer, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.structs import Count, Data, LevelCode, RuleCode, note
from ea_model.words import label, label_of


class ProblemData(Data):
    """What is wrong with an input, and where. Line and column count from 1; 0: unknown."""

    file: str
    line: Count
    column: Count
    code: str
    message: str
    level: LevelCode


class WaiverData(Data):
    """Why a finding does not count."""

    id: str
    reason: str
    by: str
    date: Annotated[str | None, note("A soft date, as in a model file.")]
    until: Annotated[str | None, note("A soft date, as in a model file.")]


class ProblemsAnswer(Answer, tag="problems"):
    """Any command on a model that does not load (exit code 3): every problem of all files."""

    problems: list[ProblemData]

    def outcome(self) -> Outcome:
        return Outcome.of(OutcomeKind.REFUSED, "Outcome.not_loaded")


class ModelSize(Data):
    """How much a model holds."""

    elements: Count
    relations: Count
    statements: Count


class FindingData(Data):
    """What a rule says about one thing."""

    code: RuleCode
    severity: Severity
    situation: Annotated[str, note("Plateau and day in which it holds; empty: always.")]
    subject: Annotated[str, note("Id of the concept or statement it is about.")]
    detail: Annotated[str, note("What of the subject it is about, such as an activity; may be empty.")]
    place: str
    message: str
    waiver: Annotated[WaiverData | None, note("The decision of the model to live with it; null: it counts.")]
    why: str
    remedy: str


class CheckAnswer(ModelAnswer, tag="check"):
    """ea check"""

    size: ModelSize
    counts: Annotated[dict[RuleCode, Count], note("Number of findings by rule, those that are waived left out.")]
    waived: Annotated[dict[RuleCode, Count], note("Number of waived findings by rule.")]
    findings: Annotated[list[FindingData], note("Worst first.")]

    def outcome(self) -> Outcome:
        return FOUND if self.findings else Outcome.of(OutcomeKind.EMPTY, "Outcome.no_findings")


def data(model: Model, findings: list[Finding], lang: str) -> CheckAnswer:
    """The findings, worst first; those that are waived are listed, and counted apart."""
    return CheckAnswer(
        model=model_data(model),
        size=ModelSize(elements=len(model.elements), relations=len(model.relations), statements=len(model.statements)),
        counts=_counts(f for f in findings if f.waiver is None),
        waived=_counts(f for f in findings if f.waiver is not None),
        findings=[_finding(f, lang) for f in findings],
    )


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    return dict(sorted(Counter(f.code for f in findings).items()))


def _finding(finding: Finding, lang: str) -> FindingData:
    return FindingData(
        code=finding.code,
        severity=finding.severity,
        situation=finding.situation,
        subject=finding.subject,
        detail=finding.detail,
        place=str(finding.place),
        message=finding.text(lang),
        waiver=None if finding.waiver is None else _waiver(finding.waiver, lang),
        why=label(f"Rule.{finding.code}_why", lang),
        remedy=label(f"Rule.{finding.code}_fix", lang),
    )


def _waiver(waiver: Waiver, lang: str) -> WaiverData:
    return WaiverData(
        id=waiver.id,
        reason=in_language(waiver.reason, lang),
        by=waiver.by,
        date=_day(waiver.date),
        until=_day(waiver.until),
    )


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


def broken(error: ModelLoadError) -> ProblemsAnswer:
    """The problems of a model that does not load."""
    return ProblemsAnswer(problems=[problem_data(problem) for problem in error.problems])


def problem_data(problem: Problem) -> ProblemData:
    """A problem with its place."""
    return ProblemData(
        file=problem.place.file,
        line=problem.place.line,
        column=problem.place.column,
        code=problem.code,
        message=problem.message,
        level=problem.level.value,
    )


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
    lines.append(
        label(
            "Answer.checked",
            lang,
            model=model.name,
            elements=size[0],
            relations=size[1],
            statements=size[2],
            summary=summary,
        )
    )
    return "\n".join(lines)


def _line(finding: Finding, lang: str) -> str:
    situation = f"{finding.situation}: " if finding.situation else ""
    line = f"{finding.place}: {finding.code} [{label_of(finding.severity, lang)}] {situation}{finding.text(lang)}"
    return line if finding.waiver is None else f"{line} – {waiver_text(finding.waiver, lang)}"
