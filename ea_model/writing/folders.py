"""Writing a whole folder at once: complete or not at all, and nothing of the user's is lost.

The files go to a folder beside the target that takes its place, in one step where the system can, when all of them
are on the disk.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from ea_model.messages import Message
from ea_model.messages.problems import EaModelError
from ea_model.writing import disk, leftovers
from ea_model.writing.files import naming


class OccupiedError(EaModelError):
    """The target is no folder, or holds something else than such a model; nothing was written."""


def replace_folder(target: Path, fill: Callable[[Path], object], model_files: Callable[[Path], set[Path]]) -> None:
    """Let ``fill`` write a model into an empty folder, which then becomes ``target``.

    A folder that exists is replaced only when it is empty or holds such a model: ``model_files`` gives the files of
    the model in it, as paths below it, and none where there is no model. Whatever else lies there comes along.

    Raises `OccupiedError`, `UnwritableError`, or what ``fill`` raises; the old folder is then as it was.
    """
    with naming(target):
        folder = target.resolve()
        ours: set[Path] = set()
        before = _inode(folder)
        if before is not None:
            ours, first = model_files(folder), min(_files(folder), default=None)
            if first is not None and not ours:
                raise OccupiedError(Message("occupied_other", path=folder, first=first))

        def outdated() -> set[Path]:
            """Those of a model that somebody else put there meanwhile, too."""
            return ours if _inode(folder) in (before, None) else ours | model_files(folder)

        change_folder(folder, fill, outdated)


def change_folder(target: Path, fill: Callable[[Path], object], outdated: Callable[[], set[Path]]) -> None:
    """Let ``fill`` write files into an empty folder, and have ``target`` hold those and what it held before.

    ``outdated`` gives, when all is written, the files of an existing target that go, as paths below it. A target whose
    place cannot change (the working folder, what is mounted, what lies in a folder of somebody else) gets its files
    one by one, at the end and each in one step.
    """
    if target.exists() and not target.is_dir():
        raise OccupiedError(Message("occupied_file", path=target))
    movable = _is_movable(target)
    around = target.parent if movable else target
    leftovers.clear(target, around)
    fresh = leftovers.beside(target, "new", around)
    try:
        fresh.mkdir(parents=True)
        with leftovers.held(fresh):
            fill(fresh)
            with leftovers.alone(around):
                if movable:
                    _bring_others(target, fresh, outdated())
                    _take_place(fresh, target)
                else:
                    _move_files(fresh, target, outdated())
    finally:
        leftovers.remove(fresh)


def _inode(folder: Path) -> int | None:
    return folder.stat().st_ino if folder.is_dir() else None


def _is_movable(target: Path) -> bool:
    """Can a folder be put in the place of this one without anybody standing in the old one?"""
    if not target.exists():
        return True
    current = Path.cwd()
    return not (current.is_relative_to(target) or target.is_mount()) and os.access(target.parent, os.W_OK | os.X_OK)


def _bring_others(target: Path, fresh: Path, ours: set[Path]) -> None:
    """Have the new folder hold all that is not ours in the old one, under second names."""
    if not target.exists():
        return
    for path in sorted(_files(target)):
        if path not in ours:
            _bring(target / path, fresh / path)
    shutil.copymode(target, fresh)


def _take_place(fresh: Path, target: Path) -> None:
    """The new folder under the name of the old one; the old one then stands under the name of the new one."""
    if not target.exists():
        disk.moved(fresh, target)
        return
    if disk.exchanged(fresh, target):
        return
    aside = leftovers.beside(target, "old")
    try:
        disk.moved(target, aside)
        disk.moved(fresh, target)
    finally:
        if aside.exists() and not target.exists():
            aside.rename(target)
        leftovers.remove(aside)


def _move_files(fresh: Path, target: Path, ours: set[Path]) -> None:
    """Every file to its place; then those go that nothing took the place of."""
    files = sorted(_files(fresh))
    for path in files:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        disk.moved(fresh / path, target / path)
    for path in ours.difference(files):
        (target / path).unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[Path]:
    """Paths below a folder of everything in it that is no folder to look into; links are not followed."""
    for around, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(around) / name).is_symlink()]
        empty = not folders and not names and Path(around) != folder
        yield from ((Path(around) / name).relative_to(folder) for name in (*names, *links))
        if empty:
            yield Path(around).relative_to(folder)


def _bring(source: Path, target: Path) -> None:
    """Something of the user's under a second name, a link as a link."""
    if target.exists() or target.is_symlink():
        raise OccupiedError(Message("occupied_needed", path=source))
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir() and not source.is_symlink():
        target.mkdir()
    else:
        disk.linked(source, target)
