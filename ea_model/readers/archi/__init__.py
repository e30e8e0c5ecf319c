"""The files of Archi itself, plain or zipped."""

from __future__ import annotations

from pathlib import Path

from ea_model.readers.archi.vocabulary import ROOT
from ea_model.readers.register import Candidate, Match, Reader
from ea_model.source.records import ParsedModel
from ea_model.values import LangText


def _recognise(candidate: Candidate) -> Match:
    """By its first tag; any other zip may be one as well."""
    if candidate.head.startswith(b"PK"):
        return Match.POSSIBLE
    return Match.CERTAIN if ROOT.fullmatch(candidate.root) else Match.NO


def _read(path: Path) -> ParsedModel:
    from ea_model.readers.archi import reader

    return reader.read(path)


READER = Reader("archi", LangText({"nl": "bestand van Archi", "en": "file of Archi"}), _recognise, _read)
