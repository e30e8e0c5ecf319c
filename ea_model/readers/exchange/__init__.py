"""The ArchiMate Model Exchange File Format of The Open Group."""

from __future__ import annotations

from pathlib import Path

from ea_model.readers.register import Candidate, Match, Reader
from ea_model.source.records import ParsedModel
from ea_model.values import LangText

_NAMESPACE = "http://www.opengroup.org/xsd/archimate"


def _recognise(candidate: Candidate) -> Match:
    """By its first tag; other XML as well, to say what it is instead and where it is broken."""
    if not candidate.is_xml:
        return Match.NO
    return Match.CERTAIN if candidate.root.startswith(_NAMESPACE) else Match.POSSIBLE


def _read(path: Path) -> ParsedModel:
    from ea_model.readers.exchange import reader

    return reader.read(path)


READER = Reader(
    "exchange",
    LangText({"nl": "ArchiMate-uitwisselbestand", "en": "ArchiMate exchange file"}),
    _recognise,
    _read,
)
