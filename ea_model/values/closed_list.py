"""Closed lists: the word a model stores, in English, and what else a person may write for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class ClosedList(StrEnum):
    """One of a closed list of words: the first word of a member is stored, the others are read as the same."""

    spellings: tuple[str, ...]

    def __new__(cls, word: str, *others: str) -> Self:
        member = str.__new__(cls, word)
        member._value_ = word
        member.spellings = (word, *others)
        return member

    @property
    def dutch(self) -> str:
        """The word as a Dutch reader writes it; a letter is the same in both languages."""
        return self.spellings[1] if len(self) > 1 and len(self.spellings) > 1 else self.value

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The member a person means, in any case and with spaces, hyphens or underscores; None for no member."""
        folded = _folded(text)
        return next((member for member in cls if folded in map(_folded, member.spellings)), None)


def listed(words: type[ClosedList], lang: str) -> str:
    """All words of a list, as a reader of the language writes them."""
    return ", ".join(word.dutch if lang == "nl" else word for word in words)


def _folded(text: str) -> str:
    return text.strip().lower().replace(" ", "_").replace("-", "_")
