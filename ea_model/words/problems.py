"""What a problem says in the language of the reader, and what to do about it.

Readers and loader write one English sentence where they see what is wrong. Like a message catalogue this takes that
sentence for its key: it is known by its shape (``words/en/problems.toml``), and told in the shape of the other language
with the same values. A sentence of a library, or one without a shape, is told as it is, behind the title of its code.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from functools import cache

from ea_model.messages.problems import Problem
from ea_model.words import label, table

_SECTION = "ProblemSentence."
_HINT = re.compile(r"(?P<said>.*) – did you mean (?P<words>.*)\?", re.DOTALL)


def in_words(message: str, lang: str) -> str:
    """A sentence of ours in a language; as it is when it has no shape."""
    if lang == "en":
        return message
    hint = _HINT.fullmatch(message)
    if hint is not None:
        return f"{in_words(hint['said'], lang)} – {label('ProblemList.did_you_mean', lang, words=hint['words'])}"
    for key, shape in _shapes():
        found = shape.fullmatch(message)
        if found is not None:
            values = {name: in_words(value, lang) for name, value in found.groupdict().items()}
            return table(lang)[key].format_map(values)
    return message


def sentence(problem: Problem, lang: str) -> str:
    """What a problem says; behind the title of its code where only the English sentence is there."""
    said = " ".join(in_words(problem.message, lang).split())
    untold = lang != "en" and said == " ".join(problem.message.split())
    return f"{title(problem.code, lang)}: {said}" if untold and title(problem.code, lang) else said


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
    found = list(problems)
    codes = dict.fromkeys(p.code for p in found)
    remedies = [f"  {code}: {remedy(code, lang)}" for code in sorted(codes) if remedy(code, lang)]
    return [*(line(p, lang) for p in found), *([label("ProblemList.remedies", lang), *remedies] if remedies else [])]


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every sentence as a pattern, the one that says most of its own accord first."""
    texts = {key: text for key, text in table("en").items() if key.startswith(_SECTION)}
    parsed = {key: list(string.Formatter().parse(text)) for key, text in texts.items()}
    weight = {key: sum(len(literal) for literal, *_ in parts) for key, parts in parsed.items()}
    return tuple((key, _pattern(parsed[key])) for key in sorted(parsed, key=lambda k: -weight[k]))


def _pattern(parts: Iterable[tuple[str, str | None, str | None, str | None]]) -> re.Pattern[str]:
    """A value may hold anything, so that the shape alone decides; it is as short as it can be."""
    said = (re.escape(literal) + (f"(?P<{name}>.+?)" if name else "") for literal, name, *_ in parts)
    return re.compile("".join(said), re.DOTALL)
