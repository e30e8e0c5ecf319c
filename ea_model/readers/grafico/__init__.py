"""The folders of coArchi (grafico), also packed into one file."""

from __future__ import annotations

from pathlib import Path

from ea_model.readers.register import Candidate, Match, Reader
from ea_model.source.records import ParsedModel
from ea_model.values import LangText

_PACKED = (b"\xfd7zXZ\x00", b"\x1f\x8b", b"BZh")
"""How archives begin that no other format has: xz, gzip, bzip2."""


def _recognise(candidate: Candidate) -> Match:
    """By the file every folder of it has, or as an archive."""
    if candidate.is_folder:
        if not any((candidate.path / inside / "folder.xml").is_file() for inside in ("", "model")):
            return Match.NO
    elif candidate.head.startswith(_PACKED) or candidate.head[257:262] == b"ustar":
        return Match.CERTAIN
    elif not candidate.head.startswith(b"PK"):
        return Match.NO
    from ea_model.readers.grafico import reader

    is_ours = reader.is_grafico if candidate.is_folder else reader.is_packed
    return Match.CERTAIN if is_ours(candidate.path) else Match.NO


def _read(path: Path) -> ParsedModel:
    from ea_model.readers.grafico import reader

    return reader.read(path)


READER = Reader("grafico", LangText({"nl": "map van coArchi", "en": "folder of coArchi"}), _recognise, _read)
