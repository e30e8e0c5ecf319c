"""Excel: a sheet per table with filters, frozen headers and print titles, and a sheet that tells what it is.

Every cell is text or a number, never a formula; the sheets print landscape, one page wide.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from ea_model.exporters.office.style import HouseStyle
from ea_model.words import label
from ea_model.words.document import (
    BulletList,
    DocumentContent,
    Heading,
    Note,
    Paragraph,
    Picture,
    Table,
    TableCell,
    TableColumn,
)

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_MOST_LETTERS = 32_000
"""What a cell holds is 32,767; the rest is room for saying that there was more."""
_MOST_ROWS = 1_000_000
_MADE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Excel wants a moment; that of making says nothing about the model."""
_WIDTHS = {1: 14, 2: 20, 3: 30, 4: 46}
_WIDEST = 46
_A3, _A4 = 8, 9
_FROM_A3 = 9
_LINE, _TALLEST, _LETTERS = 1.32, 400, 1.15
"""Height of a line in font sizes, of the tallest row Excel has in points; letters in the width of a digit."""


def write(document: DocumentContent, style: HouseStyle) -> dict[str, bytes]:
    """The document as a workbook."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({
        "title": document.title, "subject": document.subtitle, "author": document.identity.organisation,
        "comments": document.identity_line, "created": _MADE,
    })  # fmt: skip
    looks = _Looks(book, style)
    names = _Names()
    for table in document.tables():
        for number, rows in enumerate(_chunks(list(table.cells)), 1):
            caption = table.caption if number == 1 else f"{table.caption} {number}"
            sheet = book.add_worksheet(names.given(caption))
            _page(sheet, document, wide=len(table.columns) > _FROM_A3)
            _fill(sheet, table, rows, looks)
    _about(book.add_worksheet(names.given(label("Document.about_document", document.lang))), document, looks)
    book.close()
    return {f"{document.key}.xlsx": buffer.getvalue()}


class _Names:
    """Sheet names: 31 letters, none twice, none that Excel keeps for itself."""

    def __init__(self) -> None:
        self._taken: set[str] = {"history"}

    def given(self, title: str) -> str:
        base = " ".join(_NOT_IN_A_NAME.sub(" ", title).split())[:31].strip() or "-"
        name, number = base, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{base[: 30 - len(str(number))]} {number}"
        self._taken.add(name.casefold())
        return name


class _Looks:
    """Cell formats, made once each."""

    def __init__(self, book: Any, style: HouseStyle) -> None:
        self._book, self._style, self._made = book, style, {}  # type: ignore[var-annotated]

    def of(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": self._style.office_font, "font_size": self._style.size, "valign": "top"}
            self._made[key] = self._book.add_format({**base, **properties})
        return self._made[key]

    def height(self, texts: list[str], widths: list[int]) -> float:
        """Height of a row that shows all its words, in points: not every program finds it by itself."""
        lines = max(_lines(text, round(width * _LETTERS)) for text, width in zip(texts, widths, strict=True))
        return min(lines * self._style.size * _LINE + 3, _TALLEST)

    def header(self) -> Any:
        colours = self._style.colours
        return self.of(bold=True, text_wrap=True, border=1, bg_color=colours["header_fill"],
                       font_color=colours["header_text"], border_color=colours["rule"])  # fmt: skip

    def cell(self, cell: TableCell, *, bold: bool) -> Any:
        look: dict[str, Any] = {"text_wrap": True, "border": 1, "border_color": self._style.colours["rule"]}
        if fill := self._style.tone(cell.tone):
            look |= {"bg_color": fill}
        if bold:
            look |= {"bold": True}
        # Text stays text when somebody edits the cell.
        return self.of(num_format="General" if cell.number is not None else "@", **look)


def _lines(text: str, width: int) -> int:
    """Over how many lines a text runs, by words, in a column of so many letters."""
    count = 0
    for line in text.split("\n"):
        count, room = count + 1, width
        for word in line.split(" "):
            if len(word) > room and room < width:
                count, room = count + 1, width
            count += (len(word) - 1) // width if word else 0
            room -= len(word) % width + 1
    return count


def _chunks(rows: list[tuple[TableCell, ...]]) -> Iterator[list[tuple[TableCell, ...]]]:
    for start in range(0, max(len(rows), 1), _MOST_ROWS):
        yield rows[start : start + _MOST_ROWS]


def _page(sheet: Any, document: DocumentContent, *, wide: bool = False) -> None:
    """Paper, header and footer; an ampersand in a header is doubled."""
    sheet.set_paper(_A3 if wide else _A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
    page = document.page_of.replace("&", "&&").replace("{page}", "&P").replace("{pages}", "&N")
    sheet.set_header(f"&L&8{_header(document.title, 100)}&R&8&A")
    sheet.set_footer(f"&L&8{_header(document.identity_line, 150)}&R&8{page}")


def _header(text: str, most: int) -> str:
    """A text for a header, of which Excel takes 255 letters in all; a digit right after a size would change it."""
    line = " ".join(text.split())
    return " " + (line if len(line) <= most else f"{line[:most]}…").replace("&", "&&")


def _fill(sheet: Any, table: Table, rows: list[tuple[TableCell, ...]], looks: _Looks) -> None:
    widths = [_width(column) for column in table.columns]
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, widths[number])
        sheet.write_string(0, number, column.title, looks.header())
    if not rows:
        sheet.write_string(1, 0, table.empty, looks.of(italic=True))
    sheet.set_row(0, looks.height([column.title for column in table.columns], widths))
    for line, row in enumerate(rows, 1):
        sheet.set_row(line, looks.height([cell.text for cell in row], widths))
        for number, cell in enumerate(row):
            _put(sheet, line, number, cell, looks.cell(cell, bold=number < table.row_headers))
    last = max(len(rows), 1)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.freeze_panes(1, table.row_headers)
    sheet.repeat_rows(0)
    for offset, note in enumerate(table.notes):
        _put(sheet, last + 2 + offset, 0, TableCell(note), looks.of(italic=True))


def _width(column: TableColumn) -> int:
    """Wide enough for the words of its header, within reason."""
    longest = max((len(word) for word in column.title.split()), default=0)
    return max(_WIDTHS.get(column.weight, _WIDEST), min(longest + 1, _WIDTHS[3]))


def _put(sheet: Any, row: int, column: int, cell: TableCell, look: Any) -> None:
    if cell.number is not None:
        sheet.write_number(row, column, cell.number, look)
        return
    text = cell.text if len(cell.text) <= _MOST_LETTERS else f"{cell.text[:_MOST_LETTERS]} […]"
    if text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def _about(sheet: Any, document: DocumentContent, looks: _Looks) -> None:
    """Everything of the document that is no table, in order."""
    _page(sheet, document)
    sheet.set_column(0, 0, 110)
    plain = looks.of(text_wrap=True)
    lines = [(document.title, looks.of(bold=True, font_size=14, text_wrap=True)), (document.subtitle, plain),
             (document.identity_line, plain)]  # fmt: skip
    for block in document.blocks():
        match block:
            case Heading():
                lines.append((block.text, looks.of(bold=True, text_wrap=True)))
            case Paragraph() | Note():
                lines.append((block.text, plain))
            case BulletList():
                lines += [(f"• {text}", plain) for text in block.texts]
            case Picture():
                lines.append((block.alternative, plain))
            case Table():
                rows = block.empty if not block.rows else label("Document.rows", document.lang, count=len(block.rows))
                lines.append((f"{block.caption}: {rows}", plain))
    for row, (text, look) in enumerate(lines):
        _put(sheet, row, 0, TableCell(text), look)
