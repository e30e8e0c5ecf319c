"""What is found wrong in one file, and what the file says that can be judged only at its end."""

from __future__ import annotations

from dataclasses import dataclass, field

from ea_model.messages import Message
from ea_model.messages.problems import Level, Place, Problem

MOST = 1000
"""Problems that are told of one file."""
_LONGEST = 500
"""Characters of a sentence; a file may hold a name or type without end."""


class Violations:
    """The problems of one file, as many as anybody reads."""

    def __init__(self, file: str) -> None:
        self.problems: list[Problem] = []
        self._file = file

    def error(self, line: int, code: str, message: Message) -> None:
        """A program that keeps to the format, or Archi, refuses the file for it."""
        self._tell(line, code, message, Level.ERROR)

    def warning(self, line: int, code: str, message: Message) -> None:
        """Archi opens the file, and leaves out or changes something."""
        self._tell(line, code, message, Level.WARNING)

    def _tell(self, line: int, code: str, message: Message, level: Level) -> None:
        if len(self.problems) < MOST:
            english = str(message)
            if len(english) > _LONGEST:
                message = Message.of(f"{english[:_LONGEST]}…")
            self.problems.append(Problem(Place(self._file, line), code, message, level))


@dataclass(frozen=True, slots=True)
class Reference:
    """An attribute that names an identifier."""

    line: int
    tag: str
    attribute: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Known:
    """What bears an identifier: its tag, its line, and of a part of a view which view."""

    tag: str
    line: int
    view: int = 0


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A connection of a view."""

    at: int
    id: str
    view: int
    source: str
    target: str
    relation: str


@dataclass(slots=True)
class FileOutline:
    """The whole of a file as far as one part depends on another."""

    known: dict[str, Known] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Source and target by relationship."""
    shown: dict[str, str] = field(default_factory=dict)
    """What a node or connection shows, by its identifier; empty: nothing of the model."""
    lines: list[DrawnLine] = field(default_factory=list)
    filed: list[tuple[int, str, bool]] = field(default_factory=list)
    """Line, identifier and whether it holds items, for each item that refers to something."""
    elements: int = 0
