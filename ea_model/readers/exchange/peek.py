"""What a glance at the bytes of an exchange file tells, without reading the parts it stands in."""

from __future__ import annotations

import re

from ea_model.readers.exchange.scan_result import ExchangeScan
from ea_model.readers.xml.scanner import BROKEN, XML_LANG, parser_for

_HIDDEN = re.compile(rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
"""Where tags are none: comments, instructions, sections of characters."""
_REMARK = re.compile(rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_PREFIX = rb"""(?:[^\s<>/:"'=]+:)?"""
_VIEWPOINT = re.compile(rb"<" + _PREFIX + rb"viewpoint[\s/>]")
_ATTACHMENT = re.compile(rb"<" + _PREFIX + rb"(?:source|target)Attachment[\s/>]")
_DOCUMENTED = re.compile(rb"</" + _PREFIX + rb"documentation\s*>")
_LAST = 1 << 16
"""Bytes a glance takes."""


def unheld(content: bytes, organizations: bytes) -> dict[str, int]:
    """How much stands in a file that the model does not hold, by sort."""
    content = _visible(content)
    return {
        "folder_documentation": len(_DOCUMENTED.findall(_visible(organizations))),
        "viewpoints": len(_VIEWPOINT.findall(content)),
        "attachments": len(_ATTACHMENT.findall(content)),
    }


def language_of_labels(scan: ExchangeScan, organizations: bytes) -> str:
    """The language the first name of a folder is tagged with; empty when there is none."""
    return _first(scan, organizations, "label")[0].get(XML_LANG, "")


def view_name(scan: ExchangeScan, content: bytes) -> str:
    """The name of a view: it comes before everything that is drawn."""
    return _first(scan, content, "name")[1].strip()


class _Met(Exception):  # noqa: N818 - no error: a glance ends where it found something
    pass


def _first(scan: ExchangeScan, content: bytes, tag: str) -> tuple[dict[str, str], str]:
    """Attributes and text of the first element of that name in a piece of the file, if it is near its beginning."""
    parser = parser_for(scan.file)
    chunks: list[str] = []
    inside: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == tag:
            chunks.clear()
            inside.update(attributes)

    def end(name: str) -> None:
        if name.rpartition(" ")[2] == tag:
            raise _Met

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, chunks.append
    try:
        parser.Parse(scan.opening, False)
        parser.Parse(content[:_LAST], False)
    except _Met:
        return inside, "".join(chunks)
    except BROKEN:  # a piece that only looks like one of its sort
        return {}, ""
    return {}, ""


def without_comments(content: bytes) -> bytes:
    """A file without comments and instructions, in which words may look like tags."""
    return _REMARK.sub(b"", content) if b"<!--" in content or b"<?" in content else content


def _visible(content: bytes) -> bytes:
    return _HIDDEN.sub(b"", content) if b"<!" in content or b"<?" in content else content


__all__ = ["language_of_labels", "unheld", "view_name", "without_comments"]
