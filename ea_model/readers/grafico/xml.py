"""One small XML file of a folder of coArchi, in whatever encoding it says it is."""

from __future__ import annotations

import re

from ea_model.messages.problems import ModelLoadError
from ea_model.readers.xml.encoding import as_utf8

_MODEL = re.compile(rb"""<(?:[^\s<>/:"'=!?]+:)?ArchimateModel[\s/>]|<[^\s<>/:"'=!?]+:model[\s/>]""")
_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]*>")
HEAD = 4096
"""Bytes that show what a file is."""


def is_model(head: bytes) -> bool:
    """Does a file that begins so hold the model itself?"""
    try:
        return _MODEL.search(as_utf8("", head[:HEAD])) is not None
    except ModelLoadError:
        return False  # whoever reads it says what is wrong with its encoding


def xml_of(file: str, content: bytes) -> bytes:
    """The XML of a file in UTF-8 without a declaration; raises `ModelLoadError` where its bytes are no such text."""
    if content.startswith(b"<archimate:"):
        return content  # as coArchi writes it
    content = as_utf8(file, content)
    declared = _DECLARATION.match(content)
    # A line that goes would be missing from every place that is told.
    return content if declared is None else b"\n" * declared[0].count(b"\n") + content[declared.end() :]
