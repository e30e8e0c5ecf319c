"""What a document says, apart from how it looks: headings, paragraphs, tables, pictures.

Every writer of `exporters.office` takes the same `Document`, so that Word, PDF, Excel and a web page say the same.
Nothing here knows a model or a format. Texts are plain: no markup has meaning in them, and what XML cannot hold is
replaced on entry, so that no name from a model can break a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, cast

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FEW_PARTS = 2
"""Up to so many parts need no list of them."""
_LINE_BREAKS = re.compile("\r\n?|\u2028|\u2029")


def clean(text: object) -> str:
    """The text with every character XML cannot hold replaced by the sign for one that is not known."""
    return _NOT_IN_XML.sub("\ufffd", _LINE_BREAKS.sub("\n", str(text)))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    return tuple(_cleaned(v) for v in value) if isinstance(value, tuple) else value


class _Clean:
    """Cleans every text of a dataclass when it is made."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            object.__setattr__(self, field.name, _cleaned(getattr(self, field.name)))


@dataclass(frozen=True, slots=True)
class TableCell(_Clean):
    """What stands in one place of a table."""

    text: str
    tone: str = ""
    """Code identifier of a meaning (``COVERED``, ``UNKNOWN`` …) that the house style may colour."""
    number: int | Decimal | None = None
    """The same as a number, for writers that can calculate."""


@dataclass(frozen=True, slots=True)
class TableColumn(_Clean):
    """A column with its header; ``weight`` is its share of the width."""

    title: str
    weight: int = 2
    number: bool = False
    """Aligned to the right."""


@dataclass(frozen=True, slots=True)
class Heading(_Clean):
    """A heading; levels run from 1 without gaps."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph(_Clean):
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Note(_Clean):
    """Something a reader must not miss."""

    text: str


@dataclass(frozen=True, slots=True)
class BulletList(_Clean):
    """A list of points."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table(_Clean):
    """Rows under headers. A table without rows says why in ``empty``."""

    key: str
    """Code identifier, unique in the document: names sheets and files."""
    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str | TableCell, ...], ...]
    empty: str = ""
    notes: tuple[str, ...] = ()
    row_headers: int = 1
    """How many columns on the left name the row."""

    def __post_init__(self) -> None:
        rows = tuple(tuple(c if isinstance(c, TableCell) else TableCell(c) for c in row) for row in self.rows)
        object.__setattr__(self, "rows", ())
        _Clean.__post_init__(self)
        object.__setattr__(self, "rows", rows)
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"table '{self.key}': every row has a cell for each of its {len(self.columns)} columns")
        if not self.rows and not self.empty:
            raise ValueError(f"table '{self.key}' has no rows and does not say why")

    @property
    def cells(self) -> tuple[tuple[TableCell, ...], ...]:
        """The rows, every text as a `Cell`."""
        return cast("tuple[tuple[TableCell, ...], ...]", self.rows)


@dataclass(frozen=True, slots=True)
class Picture(_Clean):
    """A drawing as SVG, with the text that says the same to who cannot see it."""

    key: str
    svg: bytes
    alternative: str
    caption: str = ""


Block = Heading | Paragraph | Note | BulletList | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks on pages of one orientation."""

    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Identity(_Clean):
    """Of which model, revision and moment a document speaks; stands on every page."""

    model: str
    """Name of the model."""
    model_id: str
    version: str
    revision: str
    """Hash of the content of the model."""
    moment: str
    """The plateau and day in words."""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class DocumentContent(_Clean):
    """One document, in one language."""

    key: str
    """What its file is called, without ending."""
    title: str
    subtitle: str
    lang: str
    identity: Identity
    identity_line: str
    """The identity in one line of the document's language."""
    page_of: str
    """``page {page} of {pages}`` in the document's language."""
    sections: tuple[Section, ...]
    contents: str = ""
    """What stands above the list of its parts, in its language; empty for a document that needs none."""

    def blocks(self) -> Iterator[Block]:
        """Every block in order."""
        for section in self.sections:
            yield from section.blocks

    @property
    def parts(self) -> tuple[Heading, ...]:
        """The headings of the list of parts: those of the first level, where a reader can lose the way among them."""
        headings = tuple(b for b in self.blocks() if isinstance(b, Heading) and b.level == 1) if self.contents else ()
        return headings if len(headings) > _FEW_PARTS else ()

    def tables(self) -> Iterator[Table]:
        """Every table in order."""
        yield from (block for block in self.blocks() if isinstance(block, Table))
