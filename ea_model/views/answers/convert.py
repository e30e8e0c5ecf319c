"""What became of a model in another format, and what did not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ea_model.messages.problems import Problem
from ea_model.model import Model
from ea_model.views.answers import document
from ea_model.views.answers.check import problem_data
from ea_model.words import label
from ea_model.words.problems import line


def data(
    model: Model,
    form: str,
    target: Path,
    problems: Sequence[Problem],
    lost: Sequence[dict[str, Any]],
    *,
    written: bool,
) -> dict[str, Any]:
    """What was written where, the problems of the source, and what is not in it: code, sentence and count of each."""
    return document(
        "convert",
        model,
        format=form,
        target=str(target),
        written=written,
        size=_size(model),
        problems=[problem_data(problem) for problem in problems],
        lost=list(lost),
    )


def text(
    model: Model, target: Path, problems: Sequence[Problem], lost: Sequence[str], lang: str, *, written: bool
) -> str:
    """The same for a person: a line each, the result last."""
    key = "Answer.converted" if written else "Answer.not_converted"
    lines = [*(line(p, lang) for p in problems), *(f"ea: {sentence}" for sentence in lost)]
    return "\n".join([*lines, label(key, lang, target=target, **_size(model))])


def _size(model: Model) -> dict[str, int]:
    return {
        "elements": len(model.elements),
        "relations": len(model.relations),
        "statements": len(model.statements),
        "views": len(model.views),
    }
