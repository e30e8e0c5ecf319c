"""Taking along what one sees: the rows of a table or a picture, in the formats people use; made when asked for."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from functools import partial
from importlib import util

import streamlit as st

from ea_model import exporters
from ea_model.exporters import office
from ea_model.source.views import View
from ea_model.values.tabular import csv_text
from ea_model.views.documents.shared.request import DocumentRequest
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.svg import raster
from ea_model.words.document import DocumentContent, Heading, Picture, Section, Table, TableColumn
from ea_model.writing.names import portable

MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "png": "image/png",
    "xml": "application/xml",
    "zip": "application/zip",
}
_TABLE_FORMS = ("csv", "xlsx", "docx", "pdf")
_PICTURE_FORMS = ("svg", "png", "pdf", "docx")
_NEEDS = {"xlsx": "xlsxwriter", "docx": "docx", "pdf": "typst", "png": "typst"}
"""The library a format needs; what is not installed is not offered."""
_FIGURES = 14
"""Characters of a column that are still narrow in a document."""


def available(form: str) -> bool:
    """Can this installation make that format?"""
    return form not in _NEEDS or util.find_spec(_NEEDS[form]) is not None


def button(ctx: PageContext, file: str, form: str, make: Callable[[], bytes], *, words: str = "") -> None:
    """A button that makes a file when it is clicked and gives it to the browser."""
    st.download_button(
        words or ctx.say(f"form_{form}"), make, file, MIME.get(form, "application/octet-stream"), key=f"save {file}",
        on_click="ignore", icon=":material/download:", width="stretch",
    )  # fmt: skip


def file_name(ctx: PageContext, name: str, form: str) -> str:
    """The name with the moment it speaks of."""
    return f"{'-'.join(portable(part) for part in (name.replace(':', '-'), *ctx.moment) if part)}.{form}"


def table(ctx: PageContext, name: str, title: str, rows: Iterable[list[str]]) -> None:
    """The rows, the header first, as CSV, Excel, Word and PDF; titles and texts are plain."""
    lists = [list(row) for row in rows]
    with st.popover(ctx.say("save_table"), icon=":material/download:", key=f"save table {name}"):
        for form in filter(available, _TABLE_FORMS):
            csv = form == "csv"
            make = partial(_csv, ctx.lang, lists) if csv else partial(_document, ctx, name, title, lists, form)
            button(ctx, file_name(ctx, name, form), form, make)


def _csv(lang: str, rows: list[list[str]]) -> bytes:
    """With the mark by which a spreadsheet knows the encoding, and the separator of its language."""
    return csv_text(rows, delimiter=";" if lang == "nl" else ",").encode("utf-8-sig")


def _document(ctx: PageContext, name: str, title: str, rows: list[list[str]], form: str) -> bytes:
    header, *body = rows
    widths = [max((len(row[n]) for row in rows), default=0) for n in range(len(header))]
    columns = tuple(
        TableColumn(words, 1 if width <= _FIGURES else 2 if width < 4 * _FIGURES else 3)
        for words, width in zip(header, widths, strict=True)
    )
    table_ = Table("table", title, columns, tuple(map(tuple, body)), empty=ctx.say("none"))
    return _written(ctx, name, title, Section((Heading(title), table_), landscape=True), form)


def _written(ctx: PageContext, name: str, title: str, section: Section, form: str) -> bytes:
    request = DocumentRequest(ctx.model, (ctx.scope,), ctx.lang)
    document: DocumentContent = request.document("screen", title, (section,), ctx.scope, part=name)
    files = office.writer(form)(document, office.load_style())
    return next(iter(files.values()))


def picture(
    ctx: PageContext, name: str, title: str, svg: Callable[[], bytes], view: Callable[[], View] | None = None
) -> None:
    """The picture as SVG, PNG, PDF and Word; with ``view``, the whole model as an exchange file with it as a view."""
    with st.popover(ctx.say("save_picture"), icon=":material/download:", key=f"save picture {name}"):
        for form in filter(available, _PICTURE_FORMS):
            button(ctx, file_name(ctx, name, form), form, partial(_picture, ctx, name, title, svg, form))
        if view is not None:
            make = partial(_exchange, ctx, view)
            button(ctx, file_name(ctx, name, "xml"), "xml", make, words=ctx.say("form_exchange_view"))


def _picture(ctx: PageContext, name: str, title: str, svg: Callable[[], bytes], form: str) -> bytes:
    if form != "docx":
        return raster.converted(svg(), form)
    blocks = (Heading(title), Picture(portable(name), svg(), title))
    return _written(ctx, name, title, Section(blocks, landscape=True), form)


def _exchange(ctx: PageContext, view: Callable[[], View]) -> bytes:
    return exported(ctx, "exchange", (view(),))


def exported(
    ctx: PageContext, name: str, views: tuple[View, ...] = (), report: Callable[[exporters.Loss], None] | None = None
) -> bytes:
    """The model in one of the formats, as one file; ``report`` hears what the format cannot carry."""
    buffer = io.BytesIO()
    options = exporters.Options(views=views, scope=ctx.scope, lang=ctx.lang, report=report or (lambda _: None))
    exporters.load(name).write(ctx.model, options, buffer)
    return buffer.getvalue()
