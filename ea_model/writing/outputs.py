"""A folder of outputs that is written again and again: a list in it tells what the last run wrote.

What that run wrote and this one does not goes, unless somebody changed it since; all else stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from ea_model.writing.files import naming, put
from ea_model.writing.folders import change_folder
from ea_model.writing.names import unused

_HEAD = "# Files of the last run of this command, by digest; the next run replaces these and leaves everything else."
Written = dict[str, str]
"""Digest of the content by the name of the file below the folder, with ``/``."""


class Stage:
    """Takes files below one folder; two names that differ in capitals only become different ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: Written = {}
        self._taken: set[str] = set()

    def put(self, name: str, content: bytes) -> str:
        """Write a file; returns the name it got. Raises `OutsideError` for a name that leads out of the folder."""
        stem, dot, ending = name.rpartition(".")
        file_name = unused(stem, self._taken, f".{ending}") if dot and "/" not in ending else unused(name, self._taken)
        put(self.folder, file_name, content)
        self._taken.add(file_name.casefold())
        self.written[file_name] = hashlib.sha256(content).hexdigest()
        return file_name


def write_outputs(
    target: Path, command: str, fill: Callable[[Stage], object], *, whole: bool = True
) -> tuple[str, ...]:
    """Let ``fill`` write the outputs of a command into a folder, all at once.

    ``whole`` says that these are all outputs there are: what an earlier run of the command wrote beside them goes.
    Returns the names of files of such a run that stay, because they were changed or this run is about a part.
    Raises `UnwritableError` or what ``fill`` raises; the folder is then as it was.
    """
    folder, listing = target.resolve(), f".ea-{command}.txt"
    earlier = _listed(folder / listing)
    stage: Stage | None = None
    stays: list[str] = []

    def filled(fresh: Path) -> None:
        nonlocal stage
        stage = Stage(fresh)
        fill(stage)
        gone = {
            name for name in earlier if name not in stage.written and whole and _is_as_written(folder, name, earlier)
        }
        stays.extend(
            name for name in earlier if name not in stage.written and name not in gone and (folder / name).is_file()
        )
        earlier_digests = {name: earlier[name] for name in stays}
        lines = [_HEAD, *(f"{digest}  {name}" for name, digest in sorted((earlier_digests | stage.written).items()))]
        put(fresh, listing, "".join(f"{line}\n" for line in lines).encode())

    def outdated() -> set[Path]:
        meanwhile = _listed(folder / listing) if whole else {}  # another run may have been quicker
        names = {listing, *earlier, *meanwhile, *(stage.written if stage else ())}
        return {Path(name) for name in names if name not in stays}

    with naming(target):
        change_folder(folder, filled, outdated)
    return tuple(stays)


def _listed(listing: Path) -> Written:
    """What a run wrote; nothing where there is no list, or it is none."""
    try:
        lines = listing.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    pairs = (line.split("  ", 1) for line in lines if not line.startswith("#") and "  " in line)
    names = {name: digest for digest, name in pairs}
    return {
        name: digest for name, digest in names.items() if not Path(name).is_absolute() and ".." not in Path(name).parts
    }


def _is_as_written(folder: Path, name: str, written: Written) -> bool:
    try:
        return hashlib.sha256((folder / name).read_bytes()).hexdigest() == written[name]
    except OSError:
        return True
