"""What is wrong with, or missing from, a model: findings of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated

from ea_model.messages.problems import ModelLoadError, Problem
from ea_model.messages.report import sentence
from ea_model.metamodel.contract import Waiver
from ea_model.model import Model
from ea_model.rules import Finding, Severity
from ea_model.values import in_language
from ea_model.views.answers import FOUND, Answer, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.common import waiver_text
from ea_model.views.answers.shared.finding_groups import FindingGroup, groups_of, that_matter
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


class GroupData(Data):
    """What one rule says about one subject, wherever that holds."""

    rank: Annotated[Count, note("1 weighs most.")]
    matters: Annotated[bool, note("Is it one of the ten that matter?")]
    code: RuleCode
    severity: Severity
    subject: str
    situations: Annotated[list[str], note("Plateaus and days in which it holds; empty: always.")]
    count: Annotated[Count, note("How many findings it holds.")]
    messages: list[str]


class BaselineData(Data):
    """The findings of now beside those somebody adopted the model with."""

    new: Count
    known: Count
    gone: Annotated[list[list[str]], note("Code, situation, subject and detail of what nobody finds any more.")]


class CheckAnswer(ModelAnswer, tag="check"):
    """ea check"""

    size: ModelSize
    counts: Annotated[dict[RuleCode, Count], note("Number of findings by rule, those that are waived left out.")]
    waived: Annotated[dict[RuleCode, Count], note("Number of waived findings by rule.")]
    findings: Annotated[list[FindingData], note("Worst first.")]
    groups: Annotated[list[GroupData], note("The findings that count, one entry per rule and subject, by weight.")]
    baseline: Annotated[BaselineData | None, note("Where the question named one.")] = None

    def outcome(self) -> Outcome:
        return FOUND if self.findings else Outcome.of(OutcomeKind.EMPTY, "Outcome.no_findings")


def data(model: Model, findings: list[Finding], lang: str, baseline: BaselineData | None = None) -> CheckAnswer:
    """The findings, worst first; those that are waived are listed, and counted apart."""
    groups = [group for group in groups_of(model, findings) if group.waiver is None]
    matter = {id(group) for group in that_matter(groups)}
    return CheckAnswer(
        model=model_data(model),
        size=ModelSize(elements=len(model.elements), relations=len(model.relations), statements=len(model.statements)),
        counts=_counts(f for f in findings if f.waiver is None),
        waived=_counts(f for f in findings if f.waiver is not None),
        findings=[_finding(f, lang) for f in findings],
        groups=[_group(group, rank, lang, matters=id(group) in matter) for rank, group in enumerate(groups, 1)],
        baseline=baseline,
    )


def _group(group: FindingGroup, rank: int, lang: str, *, matters: bool) -> GroupData:
    return GroupData(
        rank=rank,
        matters=matters,
        code=group.code,
        severity=group.severity,
        subject=group.subject,
        situations=list(group.situations),
        count=len(group.findings),
        messages=group.texts(lang),
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


def broken(error: ModelLoadError, lang: str = "en") -> ProblemsAnswer:
    """The problems of a model that does not load."""
    return ProblemsAnswer(problems=[problem_data(problem, lang) for problem in error.problems])


def problem_data(problem: Problem, lang: str = "en") -> ProblemData:
    """A problem with its place."""
    return ProblemData(
        file=problem.place.file,
        line=problem.place.line,
        column=problem.place.column,
        code=problem.code,
        message=sentence(problem, lang),
        level=problem.level.value,
    )


class Grouping(StrEnum):
    """How the findings stand together, and how many of them stand there."""

    MATTER = "matter"
    """The ten that matter, and the rest by rule with their number."""
    RULE = "rule"
    SUBJECT = "subject"
    FILE = "file"
    ALL = "all"
    """Every single finding."""


def text(
    model: Model, findings: Sequence[Finding], lang: str, least: Severity, grouping: Grouping = Grouping.ALL
) -> str:
    """The findings at or above a severity, what was left out, and what is waived."""
    if grouping is Grouping.ALL:
        lines = [_line(f, lang) for f in findings if f.severity >= least]
    else:
        groups = groups_of(model, [f for f in findings if f.severity >= least])
        lines = _first_page(groups, lang) if grouping is Grouping.MATTER else _headed(groups, grouping, lang)
    hidden = Counter(f.code for f in findings if f.severity < least)
    waivers = Counter(f.code for f in findings if f.waiver is not None)
    lines += [
        label(key, lang, rest=", ".join(f"{code} {count}" for code, count in sorted(codes.items())))
        for key, codes in (("Answer.below", hidden), ("Finding.waivers", waivers))
        if codes
    ]
    counts = Counter(f.severity for f in findings if f.waiver is None)
    summary = ", ".join(f"{label_of(s, lang)} {counts[s]}" for s in sorted(counts, reverse=True)) or "0"
    lines.append(
        label(
            "Answer.checked",
            lang,
            model=model.name,
            elements=len(model.elements),
            relations=len(model.relations),
            statements=len(model.statements),
            summary=summary,
        )
    )
    return "\n".join(lines)


def silent(codes: Iterable[str], findings: Sequence[Finding], lang: str) -> list[str]:
    """The rules asked for that find nothing, each on a line that says so."""
    nothing = label("Finding.none", lang)
    return [f"{code}: {nothing}" for code in sorted(set(codes) - {f.code for f in findings})]


def _first_page(groups: list[FindingGroup], lang: str) -> list[str]:
    """The ten that matter, then a line per rule for the rest; what is waived last."""
    matter = that_matter(groups)
    rest: dict[str, list[FindingGroup]] = {}
    for group in groups:
        if group not in matter and group.waiver is None:
            rest.setdefault(group.code, []).append(group)
    lines = [label("Finding.matter", lang), *(group_line(g, lang) for g in matter)] if rest else []
    lines = lines or [group_line(g, lang) for g in matter]
    if rest:
        lines.append(label("Finding.rest", lang))
    for code, some in rest.items():
        situations = " ".join(sorted({situation for g in some for situation in g.situations}))
        lines.append(label(
            "Finding.folded", lang, code=code, severity=label_of(some[0].severity, lang), count=len(some),
            situations=f" {situations}" if situations else "", first=some[0].texts(lang)[0],
        ))  # fmt: skip
    return [*lines, *(group_line(g, lang) for g in groups if g.waiver is not None)]


def _headed(groups: list[FindingGroup], grouping: Grouping, lang: str) -> list[str]:
    """Every group under its rule, subject or file, the heaviest of them first."""
    by: dict[str, list[FindingGroup]] = {}
    for group in groups:
        first = group.findings[0]
        by.setdefault(
            {Grouping.RULE: first.code, Grouping.SUBJECT: first.subject}.get(grouping, first.place.file), []
        ).append(group)
    return [line for name, some in by.items()
            for line in (f"{name or '–'} ({len(some)})", *(f"  {group_line(g, lang)}" for g in some))]  # fmt: skip


def group_text(group: FindingGroup, lang: str) -> str:
    """What is said of one subject, once; how many more sentences there are where they differ."""
    first, *others = group.texts(lang)
    more = label("Finding.more", lang, count=len(others)) if others else ""
    waiver = f" – {waiver_text(group.waiver, lang)}" if group.waiver is not None else ""
    return f"{first}{more}{waiver}"


def group_line(group: FindingGroup, lang: str) -> str:
    """A group on one line: its place, rule, severity, plateaus and what it says."""
    situations = f"{' '.join(group.situations)}: " if group.situations else ""
    head = f"{group.findings[0].place}: {group.code} [{label_of(group.severity, lang)}]"
    return f"{head} {situations}{group_text(group, lang)}"


def baseline_text(baseline: BaselineData, lang: str) -> str:
    """How many findings are new and known, and which are gone."""
    lines = [label("Finding.gone", lang, finding=" ".join(part for part in key if part)) for key in baseline.gone]
    counts = {"new": baseline.new, "known": baseline.known, "gone": len(baseline.gone)}
    return "\n".join([*lines, label("Finding.baseline", lang, **counts)])


def _line(finding: Finding, lang: str) -> str:
    situation = f"{finding.situation}: " if finding.situation else ""
    line = f"{finding.place}: {finding.code} [{label_of(finding.severity, lang)}] {situation}{finding.text(lang)}"
    return line if finding.waiver is None else f"{line} – {waiver_text(finding.waiver, lang)}"
