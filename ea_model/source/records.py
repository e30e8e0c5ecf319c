"""What readers hand to the loader: dumb rows that know where they stand and nothing of what they mean.

Values are strings, lists and mappings. A reader that knows the exact place of a value uses `SourceText`, `Items` and
`Fields` instead of the plain types; everything behind treats them alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ea_model.messages.problems import Place, Problem
from ea_model.source.document import ForeignPart

SECTIONS = ("model", "documents", "facts", "kinds", "activities", "applicability", "elements", "relations",
            "statements", "closures", "unknowns", "terms", "rules", "waivers",
            "extend", "translations", "views", "folders", "source")  # fmt: skip
"""The sections of a model, in the order a manual has them."""
FORMAT = 1
"""Version of the text format: what a model of today says will be read for ever."""


class SourceText(str):
    """A string that knows its line and column (from 1)."""

    __slots__ = ("column", "line")
    line: int
    column: int

    def __new__(cls, value: str, line: int = 0, column: int = 0) -> SourceText:
        self = super().__new__(cls, value)
        self.line, self.column = line, column
        return self


class Items(list[Any]):
    """A list that knows where it begins."""

    __slots__ = ("column", "line")

    def __init__(self, values: Iterable[Any] = (), line: int = 0, column: int = 0) -> None:
        super().__init__(values)
        self.line, self.column = line, column


class Fields(dict[str, Any]):
    """A mapping that knows where it begins; its keys are `SourceText` where the reader has places."""

    __slots__ = ("column", "line")

    def __init__(self, line: int = 0, column: int = 0) -> None:
        super().__init__()
        self.line, self.column = line, column


@dataclass(slots=True)
class ParsedEntry:
    """One entry of one section (``elements``, ``statements`` …) as the file spells it."""

    section: str
    id: str
    fields: dict[str, Any]
    place: Place


@dataclass(slots=True)
class ConceptTable:
    """Concepts of a foreign file, in columns: one entry per element or relation, in the order of the file.

    ``rows`` hold the values by the name of the attribute of the metamodel, as the concept will hold them; ``source``
    and ``target`` are ids still. Somebody else's format has texts and pairs only, so nothing is left to parse.
    """

    kinds: list[str] = field(default_factory=list)
    """ArchiMate type of each, as ArchiMate 3 calls it."""
    rows: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class ParsedModel:
    """Everything a reader found: records, what it could not read, and a hash of the input for the revision."""

    records: list[ParsedEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    digest: str = ""
    foreign: ForeignPart = field(default_factory=ForeignPart)
    """What the format holds beside concepts."""
    elements: ConceptTable | None = None
    """Elements in columns, where the format allows; ``records`` then hold the manifest only."""
    relations: ConceptTable | None = None
    locate: Callable[[], dict[str, list[Place]]] | None = None
    """Finds where every id of the bulk stands, each time it does, when somebody first wants to know."""
    unread: set[str] = field(default_factory=set)
    """Ids that probably stand in a part that could not be read: what refers to them is no second mistake."""
    lenient: bool = False
    """Somebody else's format: odd or double ids, unknown types and dangling ends are warnings, ids stay as they are."""


def place_of(value: object, fallback: Place) -> Place:
    """The exact place of a value in the file of ``fallback``, or ``fallback`` itself."""
    line = getattr(value, "line", 0)
    return Place(fallback.file, line, getattr(value, "column", 0)) if line else fallback
