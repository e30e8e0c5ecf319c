"""Writing a whole folder at once: complete or not at all, and nothing of the user's is lost.

The files go to a folder beside the target that takes its place when all of them are on the disk.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ea_model.messages import Message
from ea_model.messages.problems import EaModelError


class OccupiedError(EaModelError):
    """The target is no folder, or holds something else than such a model; nothing was written."""


class UnwritableError(EaModelError, OSError):
    """The file system does not take what is written: full, read-only, gone; what stood there is as it was."""


@contextmanager
def naming(target: Path) -> Iterator[None]:
    """Has what the file system refuses told with the name of the target, and that it is unharmed."""
    try:
        yield
    except (EaModelError, BrokenPipeError):
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = Message("unwritable", path=target, reason=reason)
        raise UnwritableError(message) from error


def replace_folder(target: Path, fill: Callable[[Path], object], model_files: Callable[[Path], set[Path]]) -> None:
    """Let ``fill`` write a model into an empty folder, which then becomes ``target``.

    A folder that exists is replaced only when it is empty or holds such a model: ``model_files`` gives the files of
    the model in it, as paths below it, and none where there is no model. Whatever else lies there comes along.

    Raises `OccupiedError`, `UnwritableError`, or what ``fill`` raises; the old folder is then as it was.
    """
    with naming(target):
        _replace(target.resolve(), fill, model_files)


def _replace(target: Path, fill: Callable[[Path], object], model_files: Callable[[Path], set[Path]]) -> None:
    if target.exists() and not target.is_dir():
        raise OccupiedError(f"{target}: is a file; name a folder, or another format")
    others: list[Path] = []
    if target.exists():
        found, ours = sorted(_files(target)), model_files(target)
        others = [path for path in found if path not in ours]
        if found and not ours:
            raise OccupiedError(f"{target}: holds other things than such a model ({found[0]}); name another folder")
    mark = f"{os.getpid()}-{secrets.token_hex(4)}"
    beside, aside = (target.with_name(f".{target.name}.{mark}.{word}") for word in ("new", "old"))
    try:
        beside.mkdir(parents=True)
        fill(beside)
        for path in others:
            _bring(target / path, beside / path)
        for path in beside.rglob("*"):
            _flush(path)
        if target.exists():
            shutil.copymode(target, beside)
            target.rename(aside)
            try:
                beside.rename(target)
            except BaseException:
                aside.rename(target)
                raise
            shutil.rmtree(aside, ignore_errors=True)
        else:
            beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _files(folder: Path) -> Iterator[Path]:
    """Paths below a folder of everything in it that is no folder to look into; links are not followed."""
    for around, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(around) / name).is_symlink()]
        empty = not folders and not names and Path(around) != folder
        yield from ((Path(around) / name).relative_to(folder) for name in (*names, *links))
        if empty:
            yield Path(around).relative_to(folder)


def _bring(source: Path, target: Path) -> None:
    """Copy something of the user's, a link as a link."""
    if target.exists() or target.is_symlink():
        raise OccupiedError(f"{source}: is no part of the model and stands where the model needs a file; rename it")
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir() and not source.is_symlink():
        target.mkdir()
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _flush(path: Path) -> None:
    """Have the disk hold a file before the old one goes."""
    if path.is_file() and not path.is_symlink():
        with path.open("rb") as handle:
            os.fsync(handle.fileno())
