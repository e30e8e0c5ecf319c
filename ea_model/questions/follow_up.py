"""What became of advice over the years: each advice, and what every later document says of it."""

from __future__ import annotations

from dataclasses import dataclass

from ea_model.metamodel.contract import Document, FollowUp, Recommendation, Requirement
from ea_model.model import Model
from ea_model.values import FuzzyDate


@dataclass(frozen=True, slots=True)
class AdviceHistory:
    """One advice with what was said of it, in order of time."""

    advice: Requirement
    entries: tuple[FollowUp, ...]

    @property
    def latest(self) -> FollowUp | None:
        """What was said last; None where nobody came back to it."""
        return self.entries[-1] if self.entries else None


def advice_histories(model: Model) -> tuple[AdviceHistory, ...]:
    """Every recommendation, and whatever else is followed up, in order of id."""
    followed: dict[str, list[FollowUp]] = {}
    for entry in sorted(model.by_kind(FollowUp), key=lambda e: (moment_of(model, e), e.id)):
        for advice in entry.advice:
            followed.setdefault(advice.id, []).append(entry)
    advices = {
        a.id: a for a in (*model.by_kind(Recommendation), *model.by_kind(Requirement)) if _is_advice(a, followed)
    }
    return tuple(AdviceHistory(advices[i], tuple(followed.get(i, ()))) for i in sorted(advices))


def documents_of(model: Model, entry: FollowUp) -> tuple[Document, ...]:
    """The documents a follow-up is told in."""
    names = dict.fromkeys(source.document for source in entry.sources)
    return tuple(model.documents[name] for name in names if name in model.documents)


def moment_of(model: Model, entry: FollowUp) -> str:
    """The day something was said, to sort by: its own date, else that of its document; what has none comes first."""
    dates = [entry.date, *(document.date for document in documents_of(model, entry))]
    return next((day.earliest.isoformat() for day in dates if isinstance(day, FuzzyDate)), "")


def _is_advice(requirement: Requirement, followed: dict[str, list[FollowUp]]) -> bool:
    return isinstance(requirement, Recommendation) or requirement.id in followed
