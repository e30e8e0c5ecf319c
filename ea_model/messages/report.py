"""What problems say in the language of the reader, and what to do about them."""

from __future__ import annotations

from collections.abc import Iterable

from ea_model.messages.problems import Problem
from ea_model.words import label, table


def sentence(problem: Problem, lang: str) -> str:
    """What a problem says; behind the title of its code where only the English sentence is there."""
    english, sentence = (" ".join(problem.sentence(language).split()) for language in ("en", lang))
    heading = title(problem.code, lang) if lang != "en" and sentence == english else ""
    return f"{heading}: {sentence}" if heading else sentence


def title(code: str, lang: str) -> str:
    """A code in a few words; empty for a code nobody described."""
    return table(lang).get(f"Problem.{code}", "")


def remedy(code: str, lang: str) -> str:
    """What to do about a problem of this code; empty for a code nobody described."""
    return table(lang).get(f"Problem.{code}_fix", "")


def line(problem: Problem, lang: str) -> str:
    """``file:line:column: CODE sentence``."""
    return f"{problem.place}: {problem.code} {sentence(problem, lang)}"


def report(problems: Iterable[Problem], lang: str) -> list[str]:
    """A line per problem, then what to do about each sort of them."""
    problems = list(problems)
    codes = sorted({problem.code for problem in problems})
    remedies = [f"  {code}: {remedy(code, lang)}" for code in codes if remedy(code, lang)]
    heading = [label("ProblemList.remedies", lang)] if remedies else []
    return [*(line(problem, lang) for problem in problems), *heading, *remedies]
