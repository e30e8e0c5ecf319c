"""What an exporter says of itself, and what it may use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ea_model.messages import Message
from ea_model.values import LangText

if TYPE_CHECKING:
    from ea_model.model import Model
    from ea_model.scope import Scope
    from ea_model.source.views import View


@dataclass(frozen=True, slots=True)
class Loss:
    """What a format cannot carry: a sort of thing (``views``, ``features`` …), a sentence, and how many there are."""

    code: str
    sentence: Message
    number: int = 1

    def __str__(self) -> str:
        return str(self.sentence)


def _ignore(_loss: Loss) -> None:
    """Nobody asked what was left out."""


@dataclass(frozen=True, slots=True)
class Options:
    """What an exporter may use beside the model; each takes what its format has a place for."""

    views: Sequence[View] = ()
    """Laid-out drawings to carry along; one with the id of a view of the model replaces it."""
    scope: Scope | None = None
    lang: str = "nl"
    """Language of what the exporter words itself; texts of the model keep all their languages."""
    report: Callable[[Loss], None] = _ignore
    """Told everything the format cannot carry."""
    fresh: bool = False
    """Write anew also what could be given back as it stood, to see what the model itself holds."""

    @property
    def heard(self) -> bool:
        """Does anybody listen to the report? Counting what is lost takes time."""
        return self.report is not _ignore


@dataclass(frozen=True, slots=True)
class Exporter:
    """One output format: ``name`` for commands and addresses, ``label`` for people, per language."""

    name: str
    label: LangText
    suffix: str
    mime: str
    write: Callable[[Model, Options, BinaryIO], None]
    """Into one file; a format that is a folder writes an archive of it."""
    write_folder: Callable[[Model, Options, Path], None] | None = None
    """Into an empty folder, where the format is one; `replace_folder` makes that safe."""
    model_files: Callable[[Path], set[Path]] | None = None
    """The files of a model of this format in a folder, as paths below it; none where there is no such model."""
    drawn: bool = False
    """Has the format drawings, so that pictures computed from a model can go along?"""
