"""The word lists of the lint, one file a language in ``data/``: suspicious words, their false friends, measures.

To add a language, add its file; to change what is suspicious, change the lists. Nothing here judges a text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"
_NUMBER = r"(?<![\w.,-])\d+(?:[.,]\d+)*"
"""Digits that stand alone, not those of a date, a version or a name such as ISO-29148."""


class WordCategory(Enum):
    """Why a word is suspicious; ISO/IEC/IEEE 29148 calls all of them ambiguous or unbounded terms."""

    LOOPHOLE = "loophole"
    OPEN_LIST = "open_list"
    VAGUE = "vague"
    COMPARISON = "comparison"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Friend:
    """A company in which a suspicious word is harmless."""

    words: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    reason: str

    def excuses(self, word: str, text: str, start: int, end: int) -> bool:
        """Does it explain this word at this place?"""
        if word not in self.words:
            return False
        if self.before is not None and not self.before.search(text[max(0, start - 80) : start]):
            return False
        return self.after is None or self.after.match(text, end) is not None


@dataclass(frozen=True, slots=True)
class SuspiciousWord:
    """One suspicious word or phrase, and how it is found."""

    word: str
    category: WordCategory
    counted: bool
    """Is it on the list that recommendations were counted with (the plain count)?"""
    start: str
    """Its first word in lower case: a text without it needs no search."""
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class LintVocabulary:
    """Everything the lint knows of one language."""

    code: str
    common: frozenset[str]
    """Function words, to tell languages apart."""
    words: tuple[SuspiciousWord, ...]
    friends: tuple[Friend, ...]
    modals: re.Pattern[str]
    """Verbs that oblige or allow."""
    statements: re.Pattern[str]
    """Verbs that state a fact, the other way to write a requirement."""
    measure: re.Pattern[str]
    """A number with the unit or the thing it counts."""
    time: re.Pattern[str]
    """A date, a term or a period."""
    condition: re.Pattern[str]


def languages() -> tuple[str, ...]:
    """The languages there are lists for, Dutch first."""
    codes = sorted(file.stem for file in _DATA.glob("[a-z][a-z].toml"))
    return tuple(sorted(codes, key=lambda code: code != "nl"))


@cache
def language(code: str) -> LintVocabulary:
    """The lists of a language; of Dutch where there are none."""
    file = _DATA / f"{code if code in languages() else languages()[0]}.toml"
    with file.open("rb") as handle:
        tables = tomllib.load(handle)
    measure = tables["measure"]
    number = rf"(?:{_NUMBER}|{_any(measure['numbers'])})"
    return LintVocabulary(
        code=file.stem,
        common=frozenset(tables["language"]["common"]),
        words=tuple(_words(tables)),
        friends=tuple(_friend(entry, number) for entry in tables.get("friend", ())),
        modals=_pattern(_any(tables["modal"]["words"])),
        statements=_pattern(_any(tables["modal"]["plain"])),
        measure=_measure(measure, number),
        time=_time(measure, number),
        condition=_pattern(_any(measure["condition"])),
    )


def language_of(text: str) -> str:
    """The language a text seems to be in, by its function words; Dutch when nothing tells."""
    words = [word.casefold() for word in re.findall(r"\w+", text)]
    scores = {code: sum(word in language(code).common for word in words) for code in languages()}
    return max(scores, key=lambda code: scores[code])


def _words(tables: dict[str, Any]) -> Iterable[SuspiciousWord]:
    for category in WordCategory:
        for group in ("counted", "more"):
            for word in tables[category.value][group]:
                yield SuspiciousWord(
                    word, category, group == "counted", word.split()[0].lower(), _pattern(_any([word]))
                )


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    """Whole words or phrases, the longest first, however the blanks between them are written."""
    longest = sorted(words, key=len, reverse=True)
    spelled = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest)
    return rf"(?<!\w)(?:{spelled})(?!\w)"


def _friend(entry: dict[str, Any], number: str) -> Friend:
    before, after = (entry.get(key, "").replace("<number>", number) for key in ("before", "after"))
    return Friend(
        words=frozenset(entry["words"]),
        before=_pattern(rf"(?:{before})\s*$") if before else None,
        after=_pattern(rf"\s*(?:{after})") if after else None,
        reason=entry["reason"],
    )


def _measure(lists: dict[str, Any], number: str) -> re.Pattern[str]:
    """A number and what it measures or counts: a sign, or the word that follows and is no function word."""
    skipped = "|".join(map(re.escape, lists["no_unit"]))
    return _pattern(rf"(?:[€$]\s*{number}|{number}\s*[%€‰]|{number}\s+(?!(?:{skipped})(?!\w))[^\W\d_]\w*)")


def _time(lists: dict[str, Any], number: str) -> re.Pattern[str]:
    months, units = _any(lists["months"]), _any(lists["period_units"])
    return _pattern(
        rf"(?<![\w-])\d{{4}}-(?:\d{{1,2}}(?:-\d{{1,2}})?|Q[1-4])(?![\w-])"
        rf"|(?<![\w-])\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{4}}(?![\w-])"
        rf"|(?:\d{{1,2}}\s+)?{months}\s+(?:\d{{1,2}},?\s+)?\d{{4}}"
        rf"|{number}\s+{_any(lists['time'])}"
        rf"|{_any(lists['period'])}\s+{units}"
    )
