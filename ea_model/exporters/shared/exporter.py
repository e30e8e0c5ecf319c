"""What an exporter says of itself, and what it may use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ea_model.values import LangText

if TYPE_CHECKING:
    from ea_model.model import Model
    from ea_model.scope import Scope
    from ea_model.source.views import View


def _ignore(_sentence: str) -> None:
    """Nobody asked what was left out."""


@dataclass(frozen=True, slots=True)
class Options:
    """What an exporter may use beside the model; each takes what its format has a place for."""

    views: Sequence[View] = ()
    """Laid-out drawings to carry along; one with the id of a view of the model replaces it."""
    scope: Scope | None = None
    lang: str = "nl"
    """Language of what the exporter words itself; texts of the model keep all their languages."""
    report: Callable[[str], None] = _ignore
    """Told in one sentence about everything the format cannot carry; a `losses.Loss` also says how many of what."""
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
