"""PDF by Typst: tagged for screen readers (PDF/UA-1), with bookmarks, and nothing in it from the machine it is made on.

The document goes in as data and is laid out by ``document.typ``; no text of a model is ever read as markup.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import typst

from ea_model.exporters.office.style import HouseStyle
from ea_model.exporters.office.svg import with_font
from ea_model.exporters.office.widths import is_small, shares
from ea_model.messages import Message
from ea_model.messages.problems import EaModelError
from ea_model.words.document import (
    Block,
    BulletList,
    DocumentContent,
    Heading,
    Note,
    Paragraph,
    Picture,
    Section,
    Table,
)

_TEMPLATE = Path(__file__).with_name("document.typ")
_LONG_WORD = re.compile(r"\S{22,}")
_ROOM = 16
_MOST_ON_ONE_PAGE = 1500
"""Letters of a row above which it may run over a page: more would not fit on one."""

_compile: Any = typst.compile
"""It takes files by name as well, which its types do not say."""


class PdfError(EaModelError):
    """A document that cannot be made into PDF."""


def write(document: DocumentContent, style: HouseStyle) -> dict[str, bytes]:
    """The document as PDF."""
    pictures: dict[str, bytes] = {}
    sections = [
        {"landscape": s.landscape, "blocks": [_block(b, s, style, pictures) for b in s.blocks]}
        for s in document.sections
    ]
    data = {
        "title": document.title, "subtitle": document.subtitle, "lang": document.lang,
        "author": document.identity.organisation, "identity": document.identity_line, "page_of": document.page_of,
        "contents": document.contents if document.parts else "",
        "sections": sections,
        "style": {
            "margin": style.margin, "font": style.pdf_font, "size": style.size, "colours": style.colours,
            "logo": list(style.logo), "logo_alternative": style.logo_alternative, "logo_height": style.logo_height,
        },
    }  # fmt: skip
    files = {"main": _TEMPLATE.read_bytes(), "document.json": json.dumps(data).encode(), **pictures}
    return {f"{document.key}.pdf": _compiled(files, style)}


def _compiled(files: dict[str, bytes], style: HouseStyle) -> bytes:
    """With our fonts alone; a script they lack is asked of the machine, and one that is nowhere loses the standard."""
    failure = ""
    for alone, standard in ((True, ["ua-1"]), (False, ["ua-1"]), (False, [])):
        try:
            content: bytes = _compile(
                files,
                format="pdf",
                pdf_standards=standard,
                ignore_system_fonts=alone,
                font_paths=[str(folder) for folder in style.font_folders],
            )
        except typst.TypstError as error:
            failure = error.message
        else:
            return content
    raise PdfError(Message("no_pdf", reason=failure))


def _block(block: Block, section: Section, style: HouseStyle, pictures: dict[str, bytes]) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": block.text, "level": block.level}
        case Paragraph():
            return {"kind": "paragraph", "text": block.text}
        case Note():
            return {"kind": "note", "text": block.text}
        case BulletList():
            return {"kind": "items", "texts": list(block.texts)}
        case Picture():
            file = f"picture-{len(pictures)}.svg"
            pictures[file] = with_font(block.svg, style.pdf_font)
            return {"kind": "picture", "file": file, "alternative": block.alternative, "caption": block.caption}
        case Table():
            return _table(block, section, style)


def _table(table: Table, section: Section, style: HouseStyle) -> dict[str, Any]:
    widths = shares(table, landscape=section.landscape)
    return {
        "kind": "table", "caption": table.caption, "empty": table.empty, "notes": list(table.notes),
        "small": is_small(table),
        "columns": [
            {"title": _breakable(column.title), "weight": width, "number": column.number}
            for column, width in zip(table.columns, widths, strict=True)
        ],
        "rows": [
            {
                "breakable": sum(len(cell.text) for cell in row) > _MOST_ON_ONE_PAGE,
                "cells": [
                    {"text": _breakable(cell.text), "fill": style.tone(cell.tone), "head": number < table.row_headers}
                    for number, cell in enumerate(row)
                ],
            }
            for row in table.cells
        ],
    }  # fmt: skip


def _breakable(text: str) -> str:
    """Long words with places to break, since a column does not grow."""
    return _LONG_WORD.sub(lambda word: re.sub(rf"(.{{{_ROOM}}})(?=.)", "\\1\u200b", word.group()), text)
