"""The few things done to a disk where it can fail: each through one function, so that a test can make it fail."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

_HERE = -100
"""AT_FDCWD: paths are relative to the working folder."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of linux/fs.h."""


def created(path: Path) -> BinaryIO:
    """A new file to write; raises `FileExistsError`."""
    return path.open("xb")


def synced(handle: BinaryIO) -> None:
    """Have the disk hold what was written."""
    handle.flush()
    os.fsync(handle.fileno())


def moved(source: Path, target: Path) -> None:
    """Give a file or folder another name, in one step; a file that has it goes."""
    source.replace(target)


def exchanged(one: Path, other: Path) -> bool:
    """Swap two paths in one step; False where the system or the file system cannot, and then nothing was done."""
    rename = _renameat2()
    if rename is None:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


@cache
def _renameat2() -> Any:
    """The call of Linux, where its library has it."""
    if not sys.platform.startswith("linux"):
        return None
    with contextlib.suppress(OSError, AttributeError):
        call = ctypes.CDLL(None, use_errno=True).renameat2
        call.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
        return call
    return None


def linked(source: Path, target: Path) -> None:
    """The same file under a second name; a copy where the file system has one name for a file."""
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
