"""A web page in one file: opens without a network, runs nothing, and prints with repeated headers."""

from __future__ import annotations

import base64

from lxml import etree
from lxml.etree import _Element as Element

from ea_model.exporters.office.style import HouseStyle
from ea_model.exporters.office.widths import shares
from ea_model.words.document import Block, BulletList, DocumentContent, Heading, Note, Paragraph, Picture, Table

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_SHEET = """
:root {{ color-scheme: light; }}
body {{ font: {size}pt/1.45 {font}, Arial, sans-serif; margin: 0 auto; max-width: 78rem; padding: 1rem 1.5rem; color: #111; background: #fff; }}
h1, h2, h3, h4 {{ color: {heading}; break-after: avoid; line-height: 1.2; }}
.identity, footer {{ color: #464646; font-size: .85em; }}
.note {{ background: {note_fill}; border-left: 4px solid {heading}; padding: .5rem .8rem; }}
.scroll {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; margin: .3rem 0 .6rem; font-size: .88em; }}
caption {{ text-align: left; font-weight: bold; padding: .4rem 0; break-after: avoid; }}
th, td {{ border: 1px solid {rule}; padding: .25rem .4rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; hyphens: auto; white-space: pre-line; }}
thead th {{ background: {header_fill}; color: {header_text}; }}
.number {{ text-align: right; }}
img {{ max-width: 100%; height: auto; }}
@page {{ size: A4; margin: {margin}mm; @bottom-left {{ content: {identity}; font: 8pt {font}, Arial, sans-serif; }} @bottom-right {{ content: counter(page) " / " counter(pages); font: 8pt {font}, Arial, sans-serif; }} }}
@page wide {{ size: A4 landscape; margin: {margin}mm; }}
@media print {{
  body {{ max-width: none; padding: 0; font-size: 9pt; }}
  nav {{ display: none; }}
  .scroll {{ overflow: visible; }}
  .wide {{ page: wide; }}
  thead {{ display: table-header-group; }}
  tr, .note, figure {{ break-inside: avoid; }}
  th, td, .note {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
}}
"""  # noqa: E501 - a style sheet


def write(document: DocumentContent, style: HouseStyle) -> dict[str, bytes]:
    """The document as HTML."""
    root = etree.Element("html", lang=document.lang)
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "meta", charset="utf-8")
    etree.SubElement(head, "meta", attrib={"http-equiv": "Content-Security-Policy", "content": _POLICY})
    etree.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    etree.SubElement(head, "meta", name="description", content=document.identity_line)
    _say(head, "title", document.title)
    _say(head, "style", _style_sheet(style, document))
    body = etree.SubElement(root, "body")
    header = etree.SubElement(body, "header")
    if style.logo:
        _image(header, style.logo, "image/png", style.logo_alternative)
    _say(header, "h1", document.title)
    if document.subtitle:
        _say(header, "p", document.subtitle)
    _say(header, "p", document.identity_line, cls="identity")
    headings = [block for block in document.blocks() if isinstance(block, Heading) and block.level == 1]
    if len(headings) > 1:
        _contents(body, headings)
    main = etree.SubElement(body, "main")
    count = 0
    for section in document.sections:
        part = etree.SubElement(main, "section", attrib={"class": "wide"} if section.landscape else {})
        for block in section.blocks:
            added = _add(part, block, style, landscape=section.landscape)
            if isinstance(block, Heading) and block.level == 1:
                count += 1
                added.set("id", f"part-{count}")
    _say(etree.SubElement(body, "footer"), "p", document.identity_line)
    text = etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>", pretty_print=False)
    return {f"{document.key}.html": text + b"\n"}


def _style_sheet(style: HouseStyle, document: DocumentContent) -> str:
    """The sheet; a font name can say nothing but its name, and the identity nothing but itself."""
    font = "'" + "".join(c for c in style.office_font if c.isalnum() or c in " -") + "'"
    identity = "".join(c if c.isalnum() or c in " .,:()·-" else f"\\{ord(c):06x}" for c in document.identity_line)
    return _SHEET.format(size=style.size, font=font, margin=style.margin, identity=f'"{identity}"', **style.colours)


def _contents(body: Element, headings: list[Heading]) -> None:
    listed = etree.SubElement(etree.SubElement(body, "nav"), "ul")
    for number, heading in enumerate(headings, 1):
        link = etree.SubElement(etree.SubElement(listed, "li"), "a", href=f"#part-{number}")
        link.text = heading.text


def _say(parent: Element, tag: str, text: str, cls: str = "") -> Element:
    element = etree.SubElement(parent, tag, attrib={"class": cls} if cls else {})
    element.text = text
    return element


def _image(parent: Element, content: bytes, mime: str, alternative: str) -> Element:
    source = f"data:{mime};base64,{base64.b64encode(content).decode()}"
    return etree.SubElement(parent, "img", src=source, alt=alternative)


def _add(parent: Element, block: Block, style: HouseStyle, *, landscape: bool) -> Element:
    match block:
        case Heading():
            return _say(parent, f"h{min(block.level + 1, 6)}", block.text)
        case Paragraph():
            return _say(parent, "p", block.text)
        case Note():
            return _say(parent, "p", block.text, cls="note")
        case BulletList():
            listed = etree.SubElement(parent, "ul")
            for text in block.texts:
                _say(listed, "li", text)
            return listed
        case Picture():
            figure = etree.SubElement(parent, "figure")
            _image(figure, block.svg, "image/svg+xml", block.alternative)
            if block.caption:
                _say(figure, "figcaption", block.caption)
            return figure
        case Table():
            return _table(parent, block, style, landscape=landscape)


def _table(parent: Element, table: Table, style: HouseStyle, *, landscape: bool) -> Element:
    box = etree.SubElement(parent, "div", attrib={"class": "scroll"})
    if table.rows:
        grid = etree.SubElement(box, "table")
        _say(grid, "caption", table.caption)
        widths = shares(table, landscape=landscape)
        group = etree.SubElement(grid, "colgroup")
        for width in widths:
            etree.SubElement(group, "col", style=f"width:{100 * width / sum(widths):.1f}%")
        head = etree.SubElement(etree.SubElement(grid, "thead"), "tr")
        for column in table.columns:
            _say(head, "th", column.title).set("scope", "col")
        body = etree.SubElement(grid, "tbody")
        for row in table.cells:
            line = etree.SubElement(body, "tr")
            for number, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                first = number < table.row_headers
                place = _say(line, "th" if first else "td", cell.text, cls="number" if column.number else "")
                if first:
                    place.set("scope", "row")
                if fill := style.tone(cell.tone):
                    place.set("style", f"background:{fill}")
    else:
        _say(etree.SubElement(box, "p"), "strong", table.caption)
        _say(etree.SubElement(box, "p"), "em", table.empty)
    for note in table.notes:
        _say(box, "p", note)
    return box
