"""The three CSV files Archi writes of a model."""

from __future__ import annotations

import re
from pathlib import Path

from ea_model.readers.register import Candidate, Match, Reader
from ea_model.readers.xml.encoding import WIDE
from ea_model.source.records import ParsedModel
from ea_model.values import LangText

_HEADER = re.compile(rb"""\s*"?id"?\s*[,;\t]\s*"?(type|key)"?\s*[,;\t]""", re.IGNORECASE)


def _recognise(candidate: Candidate) -> Match:
    """By the header of a file, or the name of the one that needs none; a folder by its one file of elements."""
    path = candidate.path
    if candidate.is_folder:
        if not any(path.glob("*elements.csv")) or any(path.glob("**/*.y*ml")):
            return Match.NO
        from ea_model.readers.csv import reader

        return Match.CERTAIN if reader.triple_in(path) is not None else Match.NO
    head = candidate.head
    if head.startswith(WIDE):  # "Unicode text" of a spreadsheet
        head = head.decode("utf-16", "ignore").encode()
    has_header = _HEADER.match(head.removeprefix(b"\xef\xbb\xbf")) is not None
    is_one = has_header or path.name.lower().endswith("properties.csv")
    return Match.POSSIBLE if is_one and not candidate.is_yaml else Match.NO


def _read(path: Path) -> ParsedModel:
    from ea_model.readers.csv import reader

    return reader.read(path)


READER = Reader("csv", LangText({"nl": "CSV-export van Archi", "en": "CSV export of Archi"}), _recognise, _read)
