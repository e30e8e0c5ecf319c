"""Readers: one input syntax each, from bytes to records. The format is found by content, not by name.

To add a format, write one module with a ``READER``, or a package with one in its ``__init__``: it is found by itself.
Every reader is asked whether it knows a file, so what is heavy is imported by the module that reads.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from ea_model.messages import Message
from ea_model.messages.problems import UnreadableError
from ea_model.readers.register import Candidate, Match, Reader
from ea_model.source.records import ParsedModel
from ea_model.values import in_language
from ea_model.writing import leftovers

_HEAD = 4096


def read(path: Path) -> ParsedModel:
    """Read whatever stands at ``path``; raises `UnreadableError` when nothing there can be a model."""
    return reader_of(path).read(path)


def readers() -> Iterator[Reader]:
    """Every reader, by name."""
    for module in pkgutil.iter_modules(__path__):
        reader: Reader | None = getattr(importlib.import_module(f"{__name__}.{module.name}"), "READER", None)
        if reader is not None:
            yield reader


def reader_of(path: Path) -> Reader:
    """The reader that knows what stands there best, whatever it is called; `UnreadableError` when none does."""
    candidate = _candidate(path)
    best, surest = None, Match.NO
    for reader in readers():
        match = reader.recognise(candidate)
        if match > surest:
            best, surest = reader, match
        if match is Match.CERTAIN:
            break
    if best is None:
        raise UnreadableError(Message("unreadable_format", path=path, formats=_labels))
    return best


def _labels(lang: str) -> str:
    """Every format as people call it."""
    return ", ".join(in_language(reader.label, lang) for reader in readers())


def _candidate(path: Path) -> Candidate:
    if not path.exists():
        aside = next((left for left in leftovers.left_of(path.absolute()) if left.suffix == ".old"), None)
        if aside is not None:
            raise UnreadableError(Message("unreadable_aside", path=path, aside=aside.name))
        raise UnreadableError(Message("unreadable_absent", path=path))
    if path.is_dir():
        return Candidate(path)
    if not path.is_file():
        raise UnreadableError(Message("unreadable_odd", path=path))
    try:
        with path.open("rb") as handle:
            return Candidate(path, handle.read(_HEAD))
    except OSError as error:
        raise UnreadableError(Message("unreadable_refused", path=path, reason=error.strerror)) from error


__all__ = ["Candidate", "Match", "Reader", "read", "reader_of", "readers"]
