"""Whether an exchange file keeps to the format, and what Archi makes of it (``ea check --xsd``)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from ea_model.exchange.rules import refused
from ea_model.messages.problems import Problem
from ea_model.messages.report import report
from ea_model.views.answers import Answer
from ea_model.views.answers.check import ProblemData, problem_data
from ea_model.views.answers.shared.structs import note
from ea_model.words import label


class ExchangeAnswer(Answer, tag="exchange"):
    """ea check --xsd: what an exchange file does not keep to; opens says whether Archi takes it."""

    file: str
    by_schema: Annotated[bool, note("Held against the schemas too, not only against the rules of this program.")]
    opens: bool
    problems: list[ProblemData]


def data(path: Path, problems: list[Problem], *, by_schema: bool) -> ExchangeAnswer:
    """Every problem with its line; ``opens`` says whether Archi takes the file."""
    return ExchangeAnswer(
        file=str(path),
        by_schema=by_schema,
        opens=not refused(problems),
        problems=[problem_data(problem) for problem in problems],
    )


def text(path: Path, problems: list[Problem], lang: str, *, by_schema: bool) -> str:
    """A line per problem with what to do about it; what holds when none of them stops Archi."""
    lines = report(problems, lang) if problems else []
    if not refused(problems):
        lines.append(label("Schema.valid" if by_schema else "Schema.structure", lang, target=path))
    return "\n".join(lines)
