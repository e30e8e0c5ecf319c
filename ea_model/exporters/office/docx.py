"""Word: real headings, repeated header rows, rows that stay whole, alternative texts, the document's language.

With a template of one's own, its styles, header and footer are taken; else the styles come from the house style.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from ea_model.exporters.office.archive import repacked
from ea_model.exporters.office.style import HouseStyle, StyleError
from ea_model.exporters.office.svg import png
from ea_model.exporters.office.widths import is_small, shares
from ea_model.exporters.office.word_contents import anchor, list_parts
from ea_model.exporters.office.word_rows import RowMaker, is_short
from ea_model.exporters.office.word_styles import CAPTION, FINE, NOTE, SPACER, describe, dress, hyphenate, mark
from ea_model.messages import Message
from ea_model.words.document import BulletList, DocumentContent, Heading, Note, Paragraph, Picture, Table

_A4 = (Mm(210), Mm(297))
_MOST_ON_ONE_PAGE = 1500


def write(document: DocumentContent, style: HouseStyle) -> dict[str, bytes]:
    """The document as .docx."""
    buffer = io.BytesIO()
    _WordWriter(document, style).written().save(buffer)
    return {f"{document.key}.docx": repacked(buffer.getvalue())}


class _WordWriter:
    """One Word document in the making."""

    def __init__(self, document: DocumentContent, style: HouseStyle) -> None:
        self.document, self.style = document, style
        self.word: Any = _opened(style)
        self._pictures = self._parts = 0
        self._landscape = False

    def written(self) -> Any:
        describe(self.word, self.document)
        hyphenate(self.word)
        dress(self.word, self.style, self.document.lang)
        # python-docx looks through all styles for every paragraph.
        self.word.part.get_style_id = cache(self.word.part.get_style_id)
        for number, section in enumerate(self.document.sections):
            self._landscape = section.landscape
            self._turn(first=number == 0)
            if number == 0:
                self._title()
            for block in section.blocks:
                self._add(block)
        for section in self.word.sections:
            self._edges(section)
        return self.word

    def _title(self) -> None:
        if self.style.logo:
            run = self.word.add_paragraph().add_run()
            shape = run.add_picture(io.BytesIO(self.style.logo), height=Mm(self.style.logo_height))
            self._describe(shape, self.style.logo_alternative)
        self.word.add_paragraph(self.document.title, style="Title")
        if self.document.subtitle:
            self.word.add_paragraph(self.document.subtitle, style="Subtitle")
        self.word.add_paragraph(self.document.identity_line, style=FINE)
        list_parts(self.word, self.document, self._width)

    def _turn(self, *, first: bool) -> None:
        """Pages of the orientation at hand; the first section is there already."""
        landscape = self._landscape
        section = self.word.sections[-1] if first else self.word.add_section()
        if not first:
            # The break stands in a paragraph of its own, which must not need a page of its own.
            self.word.paragraphs[-1].style = SPACER
        short, long = _A4
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if landscape else (short, long)
        if self.style.template is None:
            section.left_margin = section.right_margin = Mm(self.style.margin)
            section.top_margin = section.bottom_margin = Mm(self.style.margin + 4)

    @property
    def _width(self) -> int:
        """Width of the text, in EMU."""
        section = self.word.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)

    def _add(self, block: Any) -> None:
        match block:
            case Heading():
                heading = self.word.add_heading(block.text, level=min(block.level, 9))
                if block.level == 1:
                    self._parts += 1
                    anchor(heading, self._parts)
            case Paragraph():
                self.word.add_paragraph(block.text)
            case Note():
                self.word.add_paragraph(block.text, style=NOTE)
            case BulletList():
                for text in block.texts:
                    self.word.add_paragraph(text, style="List Bullet")
            case Picture():
                shape = self.word.add_paragraph().add_run().add_picture(io.BytesIO(png(block.svg, self.style)))
                room = Mm(150)
                scale = min(self._width / shape.width, room / shape.height)
                shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
                self._describe(shape, block.alternative)
                if block.caption:
                    self.word.add_paragraph(block.caption, style=FINE)
            case Table():
                self._table(block)

    def _describe(self, shape: Any, alternative: str) -> None:
        self._pictures += 1
        properties = shape._inline.docPr  # noqa: SLF001 - python-docx has no name for the alternative text
        properties.set("descr", alternative)
        properties.set("name", f"picture {self._pictures}")

    def _table(self, table: Table) -> None:
        caption = self.word.add_paragraph(table.caption, style=CAPTION)
        caption.paragraph_format.keep_with_next = True
        if table.rows:
            self._grid(table)
        else:
            self.word.add_paragraph().add_run(table.empty).italic = True
        for note in table.notes:
            self.word.add_paragraph(note, style=FINE)

    def _grid(self, table: Table) -> None:
        weights = shares(table, landscape=self._landscape)
        widths = [self._width * weight // sum(weights) for weight in weights]
        grid = self.word.add_table(rows=0, cols=0)
        grid.style = "Table Grid"
        grid.autofit = False
        for width in widths:
            grid.add_column(Emu(width))
        mark(grid._tbl.tblPr, "w:tblCaption", table.caption)  # noqa: SLF001
        colours = self.style.colours
        row_xml = RowMaker(widths, table, small=is_small(table))
        head = [row_xml.cell(i, c.title, colours["header_fill"], colours["header_text"], bold=True, next_too=True)
                for i, c in enumerate(table.columns)]  # fmt: skip
        row_xml.row(head, header=True)
        together = is_short(table)
        for number, row in enumerate(table.cells, 1):
            whole = sum(len(cell.text) for cell in row) <= _MOST_ON_ONE_PAGE
            cells = [row_xml.cell(i, cell.text, self.style.tone(cell.tone), "", bold=i < table.row_headers,
                                  next_too=together and number < len(table.cells))
                     for i, cell in enumerate(row)]  # fmt: skip
            row_xml.row(cells, whole=whole)
        row_xml.into(grid._tbl)  # noqa: SLF001
        self.word.add_paragraph(style=SPACER)

    def _edges(self, section: Any) -> None:
        """Title above, identity and page below; what a template has there stays."""
        section.footer.is_linked_to_previous = section.header.is_linked_to_previous = False
        if not any(p.text.strip() for p in section.header.paragraphs):
            section.header.paragraphs[0].text = self.document.title
        footer = section.footer.paragraphs[-1]
        if footer.text.strip():
            footer = section.footer.add_paragraph()
        footer.add_run(f"{self.document.identity_line} · ")
        for piece in _pieces(self.document.page_of):
            _field(footer, piece) if piece in ("PAGE", "NUMPAGES") else footer.add_run(piece)
        for paragraph in (*section.header.paragraphs, footer):
            for run in paragraph.runs:
                run.font.size = Pt(8)


def _opened(style: HouseStyle) -> Any:
    """An empty document, or the template without its text."""
    if style.template is None:
        return docx.Document()
    try:
        word: Any = docx.Document(str(style.template))
    except (PackageNotFoundError, ValueError, KeyError) as error:
        raise StyleError(Message("template_no_word", path=style.template)) from error
    for element in list(word.element.body):
        if element.tag != qn("w:sectPr"):
            word.element.body.remove(element)
    return word


def _pieces(page_of: str) -> list[str]:
    """``page {page} of {pages}`` with the fields Word fills in."""
    text = page_of.replace("{page}", "\0PAGE\0").replace("{pages}", "\0NUMPAGES\0")
    return [piece for piece in text.split("\0") if piece]


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    look = OxmlElement("w:rPr")
    mark(look, "w:sz", "16")
    run.append(look)
    words = OxmlElement("w:t")
    words.text = "1"
    run.append(words)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001
