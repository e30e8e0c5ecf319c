"""The list of the parts of a Word document: links with the page each part begins on, which Word works out itself."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt

from ea_model.words.document import DocumentContent

HEAD, LINE = "TOC Heading", "TOC 1"
"""Word's own styles for it, so that a template can say how it looks."""


def list_parts(word: Any, document: DocumentContent, width: int) -> None:
    """A line per heading of the first level; nothing where there are few. ``width`` of the text is in EMU."""
    if not document.parts:
        return
    for name in (HEAD, LINE):
        if name not in word.styles:
            style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = word.styles["Normal"]
            style.font.bold = name == HEAD
            style.paragraph_format.space_after = Pt(2)
    word.add_paragraph(document.contents, style=HEAD).paragraph_format.keep_with_next = True
    for number, heading in enumerate(document.parts, 1):
        line = word.add_paragraph(style=LINE)
        line.paragraph_format.tab_stops.add_tab_stop(Emu(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _name(number))
        link.append(_run("w:t", heading.text))
        link.append(_run("w:tab"))
        for piece in _page_of(number):
            link.append(piece)
        if number == len(document.parts):
            line.paragraph_format.space_after = Pt(10)
        line._p.append(link)  # noqa: SLF001 - python-docx cannot make links within a document


def anchor(paragraph: Any, number: int) -> None:
    """Mark a heading as the part of that number, for the list to point to."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag.endswith("Start"):
            mark.set(qn("w:name"), _name(number))
        paragraph._p.append(mark)  # noqa: SLF001 - nor bookmarks


def _name(number: int) -> str:
    return f"_Part{number}"


def _page_of(number: int) -> list[Any]:
    """The field of the page a part begins on; marked as out of date, so that it is worked out before it is shown."""
    begin, code, between, number, end = (
        _run("w:fldChar"), _run("w:instrText", f" PAGEREF {_name(number)} \\h "), _run("w:fldChar"), _run("w:t", "…"),
        _run("w:fldChar"),
    )  # fmt: skip
    for run, kind in ((begin, "begin"), (between, "separate"), (end, "end")):
        run[0].set(qn("w:fldCharType"), kind)
    begin[0].set(qn("w:dirty"), "true")
    return [begin, code, between, number, end]


def _run(tag: str, text: str = "") -> Any:
    run, inside = OxmlElement("w:r"), OxmlElement(tag)
    if text:
        inside.text = text
        inside.set(qn("xml:space"), "preserve")
    run.append(inside)
    return run
