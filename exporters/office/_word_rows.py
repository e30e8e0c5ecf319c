"""Rows of Word tables, written as XML."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ea_model.document import Table
from exporters.office._word_styles import TABLE, mark

_EMU_PER_TWIP = 635


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

    def cell(self, number: int, text: str, fill: str, ink: str, *, bold: bool) -> Any:
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
            cell.append(self._paragraph(line, ink, bold=bold, right=self._table.columns[number].number))
        return cell

    def _paragraph(self, text: str, ink: str, *, bold: bool, right: bool) -> Any:
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        mark(properties, "w:pStyle", TABLE.replace(" ", ""))
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
