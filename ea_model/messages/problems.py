"""What is wrong with an input: a sentence with a place and a remedy, collected and raised once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ea_model.messages import Message, did_you_mean


class Level(Enum):
    """An error stops the load; a warning is reported beside the loaded model; of a note nothing needs mending."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file as the user named it, line and column counted from 1 (0: unknown)."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    place: Place
    code: str
    sentence: Message
    level: Level = Level.ERROR
    subject: str = ""
    """Id of the concept it is about, where there is one."""
    circle: tuple[str, ...] = ()
    """Ids of the concepts that go round, where that is the problem; ``subject`` is the first."""

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return str(self.sentence)

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {' '.join(self.message.split())}"


class EaModelError(Exception):
    """Root of everything this package raises on purpose; what it says is a `Message`, in English as ``str()``."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)


class ModelLoadError(EaModelError):
    """The input holds errors; ``problems`` has all of them, in order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda p: (p.place, p.code, p.message)))
        Exception.__init__(self, self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class UnreadableError(EaModelError):
    """There is nothing that can be read at the given path; the message is one clear sentence."""


class UnknownIdError(EaModelError, KeyError):
    """No concept of that id; ``near`` holds ids that look like it, or of a ``few`` all when none does.

    ``what`` is a key of ``[Unknown]`` in the words.
    """

    def __init__(self, what: str, name: str, names: Iterable[str], *, few: bool = False) -> None:
        choices = tuple(names)
        self.near = close_to(name, choices) or (choices if few else ())
        super().__init__(did_you_mean(Message(f"Unknown.{what}", id=name), self.near))

    def __str__(self) -> str:
        return str(self.args[0])


def close_to(name: str, words: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The known words that look most like ``name``; of a short id such as P2 half may differ."""
    by_fold: dict[str, str] = {}
    for word in words:
        by_fold.setdefault(word.casefold(), word)
    near = difflib.get_close_matches(name.casefold(), by_fold, n=most, cutoff=0.6 if len(name) > 3 else 0.5)
    return tuple(by_fold[word] for word in near)
