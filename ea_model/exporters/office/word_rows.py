"""Rows of Word tables, written as XML."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ea_model.exporters.office.word_styles import TABLE, mark
from ea_model.words.document import Table

_EMU_PER_TWIP = 635


_SHORT_ROWS, _SHORT_TEXT = 8, 900
"""Rows, and letters, of a table that stands on one page rather than on two."""


def is_short(table: Table) -> bool:
    """Is the table so short that it is not divided over pages?"""
    letters = sum(max((len(cell.text) for cell in row), default=0) for row in table.cells)
    return len(table.rows) <= _SHORT_ROWS and letters <= _SHORT_TEXT


class RowMaker:
    """Rows written as XML: a table of thousands of cells would take python-docx minutes."""

    def __init__(self, widths: list[int], table: Table, *, small: bool) -> None:
        self._widths, self._table = widths, table
        self._size = "15" if small else "17"

    def row(self, cells: list[Any], *, header: bool = False, whole: bool = True) -> Any:
        row = OxmlElement("w:tr")
        if header or whole:
            properties = OxmlElement("w:trPr")
            properties.append(OxmlElement("w:cantSplit"))
            if header:
                properties.append(OxmlElement("w:tblHeader"))
            row.append(properties)
        for cell in cells:
            row.append(cell)
        return row

    def cell(self, number: int, text: str, fill: str, ink: str, *, bold: bool, next_too: bool = False) -> Any:
        """A cell; with ``next_too`` its row stays on one page with the next."""
        cell = OxmlElement("w:tc")
        properties = OxmlElement("w:tcPr")
        width = OxmlElement("w:tcW")
        width.set(qn("w:w"), str(self._widths[number] // _EMU_PER_TWIP))
        width.set(qn("w:type"), "dxa")
        properties.append(width)
        if fill:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:color"), "auto")
            shade.set(qn("w:fill"), fill.lstrip("#"))
            properties.append(shade)
        cell.append(properties)
        for line in text.split("\n"):
            right = self._table.columns[number].number
            cell.append(self._paragraph(line, ink, bold=bold, right=right, next_too=next_too))
        return cell

    def _paragraph(self, text: str, ink: str, *, bold: bool, right: bool, next_too: bool) -> Any:
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        mark(properties, "w:pStyle", TABLE.replace(" ", ""))
        if next_too:
            properties.append(OxmlElement("w:keepNext"))
        if right:
            mark(properties, "w:jc", "right")
        paragraph.append(properties)
        run = OxmlElement("w:r")
        look = OxmlElement("w:rPr")
        if bold:
            look.append(OxmlElement("w:b"))
        if ink:
            mark(look, "w:color", ink.lstrip("#"))
        mark(look, "w:sz", self._size)
        run.append(look)
        words = OxmlElement("w:t")
        words.text = text
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
        return paragraph
