"""Which requirements a situation meets: the verdict on each, the reason, and the source."""

from __future__ import annotations

from typing import Annotated

from ea_model.metamodel.contract import Requirement
from ea_model.questions.compliance import Verdict, VerdictReason
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
    unchecked: Annotated[Count, note("Requirements of the situation without a condition.")]
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
        unchecked=unchecked(scope),
        requirements=[
            VerdictData(
                requirement=element_data(v.requirement),
                met=v.truth,
                reasons=[reason_text(r, lang) for r in v.outcome.reasons],
                sources=[source_data(s) for s in v.requirement.sources],
            )
            for v in verdicts
        ],
    )


def text(scope: Scope, verdicts: tuple[Verdict, ...], lang: str) -> str:
    """Each requirement with its reasons and sources, the violated ones first, and the count."""
    moment = moment_text(scope, lang)
    rest = unchecked(scope)
    tail = [label("Compliance.unchecked", lang, count=rest)] if rest else []
    if not verdicts:
        return "\n".join([label("Compliance.none", lang, moment=moment), *tail])
    lines: list[str] = []
    for v in sorted(verdicts, key=lambda v: _ORDER.index(v.truth)):
        lines.append(f"{in_language(v.requirement.name or v.requirement.id, lang)}: {verdict_text(v.truth, lang)}")
        lines += [f"  {reason_text(reason, lang)}" for reason in v.outcome.reasons]
        sources = ", ".join(source_text(s) for s in v.requirement.sources)
        lines += [f"  {label('Compliance.source', lang)}: {sources}"] if sources else []
    violated, undetermined, met = (_count(verdicts, truth) for truth in _ORDER)
    summary = label(
        "Compliance.summary",
        lang,
        moment=moment,
        violated=violated,
        total=len(verdicts),
        met=met,
        undetermined=undetermined,
    )
    return "\n".join([*lines, "", summary, *tail])


def unchecked(scope: Scope) -> int:
    """How many requirements of the situation no machine can check."""
    return sum(not r.condition and bool(scope.facts.existence(r)) for r in scope.model.by_kind(Requirement))


def verdict_text(truth: Truth, lang: str) -> str:
    """The verdict in a word."""
    return label(f"Verdict.{truth.name}", lang)


def reason_text(reason: VerdictReason, lang: str) -> str:
    """The sentence of a reason."""
    words = {key: value(lang) if callable(value) else value for key, value in reason.values.items()}
    return label(f"Check.{reason.key}", lang, **words)


def _count(verdicts: tuple[Verdict, ...], truth: Truth) -> int:
    return sum(v.truth is truth for v in verdicts)


def source_text(source: SourceRef) -> str:
    """A source by its fact, or by its place."""
    return source.fact or f"{source.document} {source.lines}".strip()
