"""What is written stands beside its target until it is whole; what a process left there that died is cleared away."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ea_model.writing import disk
from ea_model.writing.names import cut

try:
    import fcntl
except ImportError:  # a system without locks of this kind: the number of the process alone tells
    fcntl = None  # type: ignore[assignment]

_MOST_BYTES = 120
"""Of the name of the target in the name of what stands beside it, which must fit where the name itself does."""
_MARK = re.compile(r"\.(?P<name>.*)\.(?P<process>\d+)-[0-9a-f]{8}\.(?P<kind>tmp|new|old|set|part)", re.DOTALL)


def beside(target: Path, kind: str, folder: Path | None = None) -> Path:
    """A name nobody has beside a target (or in a folder), with the process in it; ``kind`` is one of `_MARK`."""
    mark = f".{cut(target.name, _MOST_BYTES)}.{os.getpid()}-{os.urandom(4).hex()}.{kind}"
    return (folder or target.parent) / mark


def clear(target: Path, folder: Path | None = None) -> None:
    """Remove what dead processes left beside a target.

    A folder that was put aside and whose successor never came, on a system that exchanges no folders, comes back.
    """
    for path in left_of(target, folder):
        if path.suffix == ".old" and not target.exists():
            disk.moved(path, target)
        elif path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                path.unlink()


def remove(folder: Path) -> None:
    """Remove a folder of ours, also when somebody asks us to stop meanwhile."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def left_of(target: Path, folder: Path | None = None) -> list[Path]:
    """What dead processes left beside a target, in order of name."""
    around, name = folder or target.parent, cut(target.name, _MOST_BYTES)
    try:
        entries = sorted(around.iterdir())
    except OSError:
        return []
    matches = ((path, _MARK.fullmatch(path.name)) for path in entries)
    return [
        path for path, match in matches
        if match and match["name"] == name and match["kind"] in {"tmp", "new", "old"} and _is_dead(path, match)
    ]  # fmt: skip


def of_kind(folder: Path, kind: str) -> list[Path]:
    """What dead processes left of a kind in a folder, in order of name."""
    matches = ((path, _MARK.fullmatch(path.name)) for path in sorted(folder.glob(f".*.{kind}")))
    return [path for path, match in matches if match and match["kind"] == kind and _is_dead(path, match)]


def is_beside(path: Path, target: Path, kind: str) -> bool:
    """Is a path what `beside` makes for a target?"""
    match = _MARK.fullmatch(path.name)
    return match is not None and (match["name"], match["kind"]) == (cut(target.name, _MOST_BYTES), kind)


def _is_dead(path: Path, match: re.Match[str]) -> bool:
    return not _is_alive(int(match["process"])) and not _is_locked(path)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a file or folder of ours, so that a process in another container does not take us for dead."""
    with contextlib.ExitStack() as stack:
        descriptor = _opened(path)
        if descriptor is not None:
            stack.callback(os.close, descriptor)
            with contextlib.suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process of ours is putting something in its place in a folder, and keep others waiting."""
    with contextlib.ExitStack() as stack:
        descriptor = _opened(folder)
        if descriptor is not None:
            stack.callback(os.close, descriptor)
            with contextlib.suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


def _is_locked(path: Path) -> bool:
    descriptor = _opened(path)
    if descriptor is None:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False


def _opened(path: Path) -> int | None:
    if fcntl is None:
        return None
    try:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
