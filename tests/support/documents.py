"""Documents as a test reads them back: the words of a page, a table, a sheet, whatever wrote them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import openpyxl
import pypdf
from docx.oxml.ns import qn
from lxml import html

from ea_model.exporters.office import load_style, writer
from ea_model.model import Model
from ea_model.scope import scope_of
from ea_model.views import documents, pictures
from ea_model.views.documents.shared.request import DocumentRequest
from ea_model.words.document import Block, DocumentContent, Heading, Identity, Picture, Section, Table, TableColumn

STYLE = load_style()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" font-family="Arial"><text y="12">a</text></svg>'


def request_for(model: Model, *plateaus: str | None, lang: str = "nl", contract: str = "") -> DocumentRequest:
    """A question about documents in these plateaus, with real drawings."""
    scopes = tuple(scope_of(model, plateau) for plateau in plateaus)
    return DocumentRequest(
        model, scopes, lang, contract, lambda s, key: pictures.picture(s, "scope", contract=key, lang=lang)
    )


def built(request: DocumentRequest, name: str) -> list[DocumentContent]:
    """The documents of a kind."""
    return list(documents.load(name).build(request))


def written(document: DocumentContent, form: str, style: Any = STYLE) -> bytes:
    """The main file of a document in a format."""
    files = writer(form)(document, style)
    return files[f"{document.key}.{form}"]


def document_of(*blocks: Block, title: str = "Titel", landscape: bool = False, lang: str = "nl") -> DocumentContent:
    """A small document with these blocks."""
    identity = Identity("Model", "m", "1.0", "0123456789ab", "P0", "Organisatie")
    return DocumentContent("doc", title, "Onder de titel", lang, identity, "Model (m 1.0) · revisie 0123456789ab",
                    "pagina {page} van {pages}", (Section((Heading("1. Kop"), *blocks), landscape),))  # fmt: skip


def table_of(*rows: tuple[str, ...]) -> Table:
    """A table with as many columns as its rows have."""
    return Table("table", "Tabel", tuple(TableColumn(f"Kolom {n}") for n in range(len(rows[0]))), rows)


def picture(alternative: str = "Wat er te zien is") -> Picture:
    """A small picture."""
    return Picture("picture", SVG, alternative)


def word_file(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def word_tables(content: bytes) -> list[list[list[str]]]:
    """Every table of a .docx as rows of texts, read from the XML: python-docx is slow on large ones."""
    body = word_file(content).element.body
    return [[[_lines(cell) for cell in row.iter(qn("w:tc"))] for row in grid.iter(qn("w:tr"))]
            for grid in body.iter(qn("w:tbl"))]  # fmt: skip


def _lines(cell: Any) -> str:
    paragraphs = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p")))
    return "\n".join(paragraphs)


def web_tables(content: bytes) -> list[list[list[str]]]:
    """Every table of a page as rows of texts."""
    page = html.document_fromstring(content)
    return [[[c.text or "" for c in row.iter("th", "td")] for row in grid.iter("tr")] for grid in page.iter("table")]


def book(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet_rows(content: bytes, number: int = 0) -> Iterator[list[str]]:
    """The rows of a sheet as texts, blank for what is empty."""
    for row in book(content).worksheets[number].iter_rows(values_only=True):
        yield ["" if value is None else str(value) for value in row]


def pdf_file(content: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(content))


def pdf_words(content: bytes) -> str:
    """Every letter of a PDF without white space, hyphens and places to break."""
    return squeezed("".join(page.extract_text() for page in pdf_file(content).pages))


def squeezed(text: str) -> str:
    """A text without anything that a page may put between its letters."""
    return re.sub("[\\s\u00ad\u200b\u2010-]+", "", text)


def tables(document: DocumentContent) -> list[list[list[str]]]:
    """The tables with rows as a writer should show them: the header, then every row."""
    return [[[c.title for c in t.columns], *([cell.text for cell in row] for row in t.cells)]
            for t in document.tables() if t.rows]  # fmt: skip
