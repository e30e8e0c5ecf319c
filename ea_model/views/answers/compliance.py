"""Which requirements a situation meets: the verdict on each, the reason, and the source."""

from __future__ import annotations

from typing import Annotated

from ea_model.questions.compliance import Verdict, VerdictReason, without_conditions
from ea_model.scope import Scope
from ea_model.values import SourceRef, Truth, in_language
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.common import element_data, moment_data, moment_text, source_data
from ea_model.views.answers.shared.structs import Count, Data, ElementData, MomentData, SourceData, note
from ea_model.words import label


class VerdictData(Data):
    """Whether a requirement is met."""

    requirement: ElementData
    met: Truth
    reasons: Annotated[list[str], note("What decided it.")]
    sources: list[SourceData]


class ComplianceAnswer(ModelAnswer, tag="compliance"):
    """ea compliance"""

    moment: MomentData
    counts: Annotated[
        dict[Truth, Count], note("Number of requirements that are met (YES), violated (NO) and undetermined (MAYBE).")
    ]
    not_testable: Annotated[list[ElementData], note("Requirements of the situation without a condition, by id.")]
    requirements: Annotated[list[VerdictData], note("Those with a condition, by id.")]

    def outcome(self) -> Outcome:
        if not self.requirements:
            return Outcome.of(OutcomeKind.EMPTY, "Outcome.no_conditions")
        certain = any(verdict.met is not Truth.MAYBE for verdict in self.requirements)
        return FOUND if certain else Outcome.of(OutcomeKind.UNKNOWN, "Outcome.verdicts_unknown")


_ORDER = (Truth.NO, Truth.MAYBE, Truth.YES)


def data(scope: Scope, verdicts: tuple[Verdict, ...], lang: str) -> ComplianceAnswer:
    """Every requirement that can be checked, and how many say what."""
    return ComplianceAnswer(
        model=model_data(scope.model),
        moment=moment_data(scope),
        counts={truth: _count(verdicts, truth) for truth in _ORDER},
        not_testable=[element_data(r) for r in without_conditions(scope)],
        requirements=[
            VerdictData(
                requirement=element_data(v.requirement),
                met=v.truth,
                reasons=reasons_of(v, lang),
                sources=[source_data(s) for s in v.requirement.sources],
            )
            for v in verdicts
        ],
    )


def text(scope: Scope, verdicts: tuple[Verdict, ...], lang: str) -> str:
    """Each requirement with its reasons and sources, the violated ones first, the counts, and what no machine tests."""
    moment = moment_text(scope, lang)
    rest = without_conditions(scope)
    names = [f"  {in_language(r.name or r.id, lang)}" for r in rest]
    tail = ["", label("Compliance.not_testable", lang), *names] if rest else []
    if not verdicts:
        return "\n".join([label("Compliance.none", lang, moment=moment), *tail])
    lines: list[str] = []
    for v in sorted(verdicts, key=lambda v: _ORDER.index(v.truth)):
        lines.append(f"{in_language(v.requirement.name or v.requirement.id, lang)}: {verdict_text(v.truth, lang)}")
        lines += [f"  {reason}" for reason in reasons_of(v, lang)]
        sources = ", ".join(source_text(s) for s in v.requirement.sources)
        lines += [f"  {label('Compliance.source', lang)}: {sources}"] if sources else []
    return "\n".join([*lines, "", summary_text(scope, verdicts, lang), *tail])


def summary_text(scope: Scope, verdicts: tuple[Verdict, ...], lang: str) -> str:
    """How many requirements are met, violated, undetermined and not testable."""
    violated, undetermined, met = (_count(verdicts, truth) for truth in _ORDER)
    return label(
        "Compliance.summary", lang, moment=moment_text(scope, lang), violated=violated, total=len(verdicts), met=met,
        undetermined=undetermined, rest=len(without_conditions(scope)),
    )  # fmt: skip


def verdict_text(truth: Truth, lang: str) -> str:
    """The verdict in a word."""
    return label(f"Verdict.{truth.name}", lang)


def reasons_of(verdict: Verdict, lang: str) -> list[str]:
    """What decided it, each sentence once."""
    return list(dict.fromkeys(_reason(reason, lang) for reason in verdict.outcome.reasons))


def _reason(reason: VerdictReason, lang: str) -> str:
    words = {key: value(lang) if callable(value) else value for key, value in reason.values.items()}
    return label(f"Check.{reason.key}", lang, **words)


def _count(verdicts: tuple[Verdict, ...], truth: Truth) -> int:
    return sum(v.truth is truth for v in verdicts)


def source_text(source: SourceRef) -> str:
    """A source by its fact, or by its place."""
    return source.fact or f"{source.document} {source.lines}".strip()
