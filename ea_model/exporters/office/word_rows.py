"""Rows of Word tables, written as XML."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ea_model.exporters.office.word_styles import TABLE
from ea_model.exporters.shared.escape import attribute, content
from ea_model.words.document import Table

_EMU_PER_TWIP = 635


_SHORT_ROWS, _SHORT_TEXT = 8, 900
"""Rows, and letters, of a table that stands on one page rather than on two."""


def is_short(table: Table) -> bool:
    """Is the table so short that it is not divided over pages?"""
    letters = sum(max((len(cell.text) for cell in row), default=0) for row in table.cells)
    return len(table.rows) <= _SHORT_ROWS and letters <= _SHORT_TEXT


class RowMaker:
    """Rows written as text of XML: a table of thousands of cells would take python-docx minutes."""

    def __init__(self, widths: list[int], table: Table, *, small: bool) -> None:
        self._widths, self._table = widths, table
        self._size = "15" if small else "17"
        self._rows: list[str] = []

    def into(self, table: Any) -> None:
        """Put all rows into a table of Word."""
        for row in list(parse_xml(f"<w:tbl {nsdecls('w')}>{''.join(self._rows)}</w:tbl>")):
            table.append(row)

    def row(self, cells: list[str], *, header: bool = False, whole: bool = True) -> None:
        """Add a row of cells."""
        properties = ("<w:cantSplit/>" if header or whole else "") + ("<w:tblHeader/>" if header else "")
        head = f"<w:trPr>{properties}</w:trPr>" if properties else ""
        self._rows.append(f"<w:tr>{head}{''.join(cells)}</w:tr>")

    def cell(self, number: int, text: str, fill: str, ink: str, *, bold: bool, next_too: bool = False) -> str:
        """A cell; with ``next_too`` its row stays on one page with the next."""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{attribute(fill.lstrip("#"))}"/>' if fill else ""
        style = f'<w:pStyle w:val="{TABLE.replace(" ", "")}"/>' + ("<w:keepNext/>" if next_too else "")
        style += '<w:jc w:val="right"/>' if self._table.columns[number].number else ""
        look = ("<w:b/>" if bold else "") + (f'<w:color w:val="{attribute(ink.lstrip("#"))}"/>' if ink else "")
        begin = f'<w:p><w:pPr>{style}</w:pPr><w:r><w:rPr>{look}<w:sz w:val="{self._size}"/></w:rPr>'
        lines = "".join(
            f'{begin}<w:t xml:space="preserve">{content(line)}</w:t></w:r></w:p>' for line in text.split("\n")
        )
        width = f'<w:tcW w:w="{self._widths[number] // _EMU_PER_TWIP}" w:type="dxa"/>'
        return f"<w:tc><w:tcPr>{width}{shade}</w:tcPr>{lines}</w:tc>"
