"""The receipt under an answer: by which product, of which revision, to which question, as of which day."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

import ea_model
from ea_model.model import Model
from ea_model.scope.open_questions import reference_day
from ea_model.values.today import day_used
from ea_model.views.answers import SCHEMA_VERSION, Answer, ModelAnswer, Outcome, OutcomeData, Receipt

PRODUCT = "ea-model"


def receipt_for(
    answer: Answer, model: Model | None, words: Iterable[str], lang: str, outcome: Outcome | None = None
) -> Receipt:
    """The receipt for an answer; ``words`` are those of the command that gives it again."""
    outcome = outcome or answer.outcome()
    return Receipt(
        product=PRODUCT,
        product_version=ea_model.__version__,
        schema_version=SCHEMA_VERSION,
        revision=answer.model.revision if isinstance(answer, ModelAnswer) else None,
        question=shlex.join(words),
        day=answer.day() or (reference_day(model) if model is not None else None) or day_used(),
        outcome=OutcomeData(
            kind=outcome.kind, reason=outcome.reason, sentence=outcome.sentence(lang), shown=outcome.values.get("shown")
        ),
    )
