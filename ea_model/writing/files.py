"""Writing one file: complete or not at all."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ea_model.messages import Message
from ea_model.messages.problems import EaModelError
from ea_model.writing import disk, leftovers

_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")
"""Begins of paths that name what a process has open, of whatever sort it is."""


class UnwritableError(EaModelError, OSError):
    """The file system does not take what is written: full, read-only, gone; what stood there is as it was."""


class OutsideError(EaModelError):
    """A name leads out of the folder it should be written in; nothing was written."""


@contextmanager
def naming(target: Path) -> Iterator[None]:
    """Has what the file system refuses told with the name of the target, and that it is unharmed."""
    try:
        yield
    except (EaModelError, BrokenPipeError):
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnwritableError(Message("unwritable", path=target, reason=reason)) from error


def write_atomic(path: Path, writer: Callable[[BinaryIO], object]) -> None:
    """Let ``writer`` fill the file at ``path``: complete or not at all, whatever happens halfway.

    The bytes go to a file beside the target that takes its place when they are on the disk. A device, a pipe or a
    socket is written into. Raises what ``writer`` raises, or `UnwritableError`; the old file is then untouched.
    """
    with naming(path):
        if _is_stream(path):
            with path.open("wb") as stream:
                writer(stream)
            return
        target = path.resolve()
        leftovers.clear(target)
        fresh = leftovers.beside(target, "tmp")
        try:
            with disk.created(fresh) as handle, leftovers.held(fresh):
                writer(handle)
                disk.synced(handle)
            if target.exists():
                shutil.copymode(target, fresh)
            disk.moved(fresh, target)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise


def _is_stream(path: Path) -> bool:
    """Is the target something that takes bytes and is no file: a device, a pipe, a socket, an open stream?"""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or str(path.absolute()).startswith(_STREAMS)


def put(folder: Path, name: str, content: bytes) -> Path:
    """Write a file below a folder that takes its place later; folders on the way are made.

    Raises `OutsideError` for a name that leads out of the folder, whatever links stand on the way.
    """
    target = folder / name
    if not target.resolve().is_relative_to(folder.resolve()) or target.resolve() == folder.resolve():
        raise OutsideError(Message("outside_folder", name=name[:120], folder=folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    with disk.created(target) as handle:
        handle.write(content)
        disk.synced(handle)
    return target
