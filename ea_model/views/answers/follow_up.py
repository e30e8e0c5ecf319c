"""What became of advice: a table of advice by document."""

from __future__ import annotations

from typing import Annotated

from ea_model.metamodel.contract import FollowUp
from ea_model.model import Model
from ea_model.questions.follow_up import AdviceHistory, documents_of
from ea_model.values import FuzzyDate, Unknown, in_language
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.common import element_data, grid, source_data
from ea_model.views.answers.shared.structs import Count, Data, ElementData, SourceData, note
from ea_model.words import label, table


class FollowUpData(Data):
    """What one document says of an advice."""

    id: str
    outcome: Annotated[str | None, note("adopted, partly, rejected or overtaken; null: it does not say.")]
    date: str | None
    documents: list[str]
    sources: list[SourceData]


class AdviceData(Data):
    """An advice and its follow-up, in order of time."""

    advice: ElementData
    follow_up: list[FollowUpData]


class FollowUpAnswer(ModelAnswer, tag="follow-up"):
    """ea follow-up"""

    counts: Annotated[dict[str, Count], note("Number of advices by what was said of them last; none: nothing was.")]
    advices: list[AdviceData]

    def outcome(self) -> Outcome:
        if not self.advices:
            return Outcome.of(OutcomeKind.EMPTY, "FollowUp.no_advice")
        followed = any(advice.follow_up for advice in self.advices)
        return FOUND if followed else Outcome.of(OutcomeKind.UNKNOWN, "FollowUp.nothing_said")


def data(model: Model, histories: tuple[AdviceHistory, ...]) -> FollowUpAnswer:
    """Every advice with what each document says of it."""
    return FollowUpAnswer(
        model=model_data(model),
        counts=_counts(histories),
        advices=[
            AdviceData(
                advice=element_data(history.advice),
                follow_up=[
                    FollowUpData(
                        id=entry.id,
                        outcome=_outcome(entry),
                        date=str(entry.date) if isinstance(entry.date, FuzzyDate) else None,
                        documents=[document.id for document in documents_of(model, entry)],
                        sources=[source_data(source) for source in entry.sources],
                    )
                    for entry in history.entries
                ],
            )
            for history in histories
        ],
    )


def text(model: Model, histories: tuple[AdviceHistory, ...], lang: str) -> str:
    """A row per advice and a column per document, then how many came to what."""
    if not histories:
        return label("FollowUp.no_advice", lang)
    columns = list(
        dict.fromkeys(place for history in histories for e in history.entries for place in _places(model, e))
    )
    rows = [
        [
            f"{history.advice.id} {in_language(history.advice.name, lang)}".strip(),
            *_cells(model, history, columns, lang),
        ]
        for history in histories
    ]
    heads = [label("FollowUp.advice", lang), *(_title(model, column, lang) for column in columns)]
    counts = _counts(histories)
    words = table(lang)
    summary = ", ".join(
        f"{words.get(f'Word.{key}', label('FollowUp.none', lang))}: {n}" for key, n in counts.items() if n
    )
    return "\n".join([grid(rows, heads), "", label("FollowUp.summary", lang, count=len(histories), counts=summary)])


def _cells(model: Model, history: AdviceHistory, columns: list[str], lang: str) -> list[str]:
    words = table(lang)
    outcomes: dict[str, str] = {}
    for entry in history.entries:
        outcome = _outcome(entry)
        for place in _places(model, entry):
            outcomes[place] = words[f"Word.{outcome}"] if outcome else label("Ui.unknown", lang)
    return [outcomes.get(column, "·") for column in columns]


def _places(model: Model, entry: FollowUp) -> list[str]:
    """Where a follow-up is told: its documents, else its day, else itself."""
    documents = [document.id for document in documents_of(model, entry)]
    return documents or [str(entry.date) if isinstance(entry.date, FuzzyDate) else entry.id]


def _title(model: Model, place: str, lang: str) -> str:
    document = model.documents.get(place)
    if document is None:
        return place
    title = in_language(document.title, lang) or document.id
    return f"{title} ({document.date})" if isinstance(document.date, FuzzyDate) else title


def _outcome(entry: FollowUp) -> str | None:
    return None if entry.outcome is None or isinstance(entry.outcome, Unknown) else str(entry.outcome)


def _counts(histories: tuple[AdviceHistory, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for history in histories:
        key = (_outcome(history.latest) if history.latest else None) or "none"
        counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items()))
