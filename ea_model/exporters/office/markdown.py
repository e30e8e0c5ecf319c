"""Markdown with tables; drawings stand beside it as SVG. Texts are escaped, so that none of them becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ea_model.exporters.office.style import HouseStyle
from ea_model.words.document import BulletList, DocumentContent, Heading, Note, Paragraph, Picture, Table

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_STARTS_A_BLOCK = re.compile(r"^(\s*)([-+=>]|\d+[.)])(?=\s|$)")
_SCHEMES = re.compile(r"(?i)\b(https?|ftp|www)(?=:|\.)")


def write(document: DocumentContent, _style: HouseStyle) -> dict[str, bytes]:
    """The document, and its drawings as files of their own."""
    files: dict[str, bytes] = {}
    lines = [f"# {_line(document.title)}", ""]
    if document.subtitle:
        lines += [_line(document.subtitle), ""]
    lines += [f"*{_line(document.identity_line)}*", ""]
    for block in document.blocks():
        match block:
            case Heading():
                lines += [f"{'#' * (block.level + 1)} {_line(block.text)}", ""]
            case Paragraph():
                lines += [_line(block.text), ""]
            case Note():
                lines += [f"> {_line(block.text)}", ""]
            case BulletList():
                lines += [*(f"* {_line(text)}" for text in block.texts), ""]
            case Picture():
                name = f"{document.key}-{block.key}.svg"
                files[name] = block.svg
                lines += [f"![{_line(block.alternative)}](<{name}>)", ""]
            case Table():
                lines += [*_table(block), ""]
    lines += ["---", "", f"*{_line(document.identity_line)}*"]
    return {f"{document.key}.md": ("\n".join(lines) + "\n").encode(), **files}


def _table(table: Table) -> Iterator[str]:
    yield f"**{_line(table.caption)}**"
    yield ""
    if table.rows:
        yield _row([column.title for column in table.columns])
        yield "|" + "|".join(" ---: " if column.number else " --- " for column in table.columns) + "|"
        yield from (_row([cell.text for cell in row]) for row in table.cells)
    else:
        yield f"*{_line(table.empty)}*"
    for note in table.notes:
        yield ""
        yield _line(note)


def _row(texts: list[str]) -> str:
    return "| " + " | ".join(_text(text).replace("\n", "<br>") for text in texts) + " |"


def _line(text: str) -> str:
    return " ".join(_text(text).split())


def _text(text: str) -> str:
    """The text as Markdown that shows exactly that."""
    escaped = _MARKS.sub(r"\\\1", text)
    escaped = _STARTS_A_BLOCK.sub(lambda match: f"{match[1]}\\{match[2]}" if not match[2][0].isdigit()
                                  else f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", escaped)  # fmt: skip
    return _SCHEMES.sub("\\1\u2060", escaped)
