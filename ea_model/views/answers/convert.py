"""What became of a model in another format, and what did not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from msgspec.structs import asdict

from ea_model.messages.problems import Problem
from ea_model.messages.report import line
from ea_model.model import Model
from ea_model.source.views import View
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.check import ProblemData, problem_data
from ea_model.views.answers.shared.structs import Count, Data, note
from ea_model.words import label


class ConvertedSize(Data):
    """How much of a model was converted."""

    elements: Count
    relations: Count
    statements: Count
    views: Annotated[Count, note("Views the model came with, and pictures computed from it.")]
    pictures: Annotated[Count, note("How many of the views are pictures computed from it.")]


class LossData(Data):
    """What the other format cannot hold."""

    code: Annotated[str, note("The sort of thing: features, views, languages …")]
    what: Annotated[str, note("One sentence about it.")]
    count: int


class ConvertAnswer(ModelAnswer, tag="convert"):
    """ea convert --report json: what was written, and everything that is not in it."""

    format: str
    target: str
    written: Annotated[bool, note("False: --strict forbade it, and OUT is as it was.")]
    size: ConvertedSize
    problems: list[ProblemData]
    lost: Annotated[list[LossData], note("What OUT cannot hold, by sort.")]

    def outcome(self) -> Outcome:
        return FOUND if self.written else Outcome.of(OutcomeKind.REFUSED, "Outcome.would_lose")


def data(
    model: Model,
    form: str,
    target: Path,
    problems: Sequence[Problem],
    lost: Sequence[dict[str, Any]],
    views: Sequence[View] = (),
    *,
    written: bool,
) -> ConvertAnswer:
    """What was written where, the problems of the source, and what is not in it: code, sentence and count of each.

    ``views`` are the pictures that were computed and written along.
    """
    return ConvertAnswer(
        model=model_data(model),
        format=form,
        target=str(target),
        written=written,
        size=_size(model, views),
        problems=[problem_data(problem) for problem in problems],
        lost=[LossData(**loss) for loss in lost],
    )


def text(
    model: Model,
    target: Path,
    problems: Sequence[Problem],
    lost: Sequence[str],
    lang: str,
    views: Sequence[View] = (),
    *,
    written: bool,
) -> str:
    """The same for a person: a line each, the result last."""
    key = "Answer.converted" if written else "Answer.not_converted"
    lines = [*(line(p, lang) for p in problems), *(f"ea: {sentence}" for sentence in lost)]
    pictures = label("Answer.converted_pictures", lang, count=len(views)) if written and views else ""
    return "\n".join([*lines, label(key, lang, target=target, **asdict(_size(model, views))) + pictures])


def _size(model: Model, views: Sequence[View]) -> ConvertedSize:
    return ConvertedSize(
        elements=len(model.elements),
        relations=len(model.relations),
        statements=len(model.statements),
        views=len({view.id for view in (*model.views, *views)}),
        pictures=len(views),
    )
