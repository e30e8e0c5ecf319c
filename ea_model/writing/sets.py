"""Replacing several files as one: all of them, or none.

The new files are written beside the old ones, then a list of them; from the moment the list stands there, the new ones
take the place of the old ones, and whoever comes next finishes what a process left that died meanwhile.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from ea_model.writing import disk, leftovers
from ea_model.writing.files import naming

_LIST, _PART = "set", "part"


def replace_set(folder: Path, contents: Mapping[Path, bytes]) -> None:
    """Give files below a folder other contents, all at once; links are followed.

    Raises `UnwritableError`; before the list stands all files are then as they were, and after that the next
    `finish` does the rest.
    """
    with naming(folder):
        root = folder.resolve()
        finish(root)
        targets = {path.resolve(): content for path, content in contents.items()}
        for around in {target.parent for target in targets}:
            for left in leftovers.of_kind(around, _PART):
                left.unlink(missing_ok=True)
        parts = {leftovers.beside(target, _PART): target for target in targets}
        listing = leftovers.beside(root, _LIST, root)
        draft = listing.with_suffix(".tmp")
        try:
            for part, target in parts.items():
                _write(part, targets[target])
                part.chmod(target.stat().st_mode)
            if len(parts) > 1:
                names = [[_below(part, root), _below(target, root)] for part, target in parts.items()]
                _write(draft, json.dumps(names).encode())
                disk.moved(draft, listing)
            for part, target in parts.items():
                disk.moved(part, target)
            listing.unlink(missing_ok=True)
        except BaseException:
            with contextlib.suppress(OSError):
                finish(root, listing)
            for path in (draft, *(() if listing.exists() else parts)):
                path.unlink(missing_ok=True)
            raise


def finish(folder: Path, ours: Path | None = None) -> tuple[str, ...]:
    """Finish what a process that died left half replaced; returns the names of the files that took their place.

    ``ours`` is a list of this very process. A list that names anything outside the folder is left alone.
    """
    finished: list[str] = []
    lists = [ours] if ours is not None else leftovers.of_kind(folder, _LIST)
    for listing in filter(Path.exists, lists):
        for part, target in _listed(folder, listing):
            if part.exists():
                disk.moved(part, target)
                finished.append(target.name)
        listing.unlink(missing_ok=True)
    return tuple(finished)


def _listed(folder: Path, listing: Path) -> list[tuple[Path, Path]]:
    """The files of a list, new and old; none of a list that we did not write."""
    try:
        names = json.loads(listing.read_bytes())
        pairs = [(folder / part, folder / target) for part, target in names]
    except (ValueError, TypeError, OSError):
        return []
    inside = all(path.parent.resolve().is_relative_to(folder) for pair in pairs for path in pair)
    ours = all(part.parent == target.parent and leftovers.is_beside(part, target, _PART) for part, target in pairs)
    return pairs if inside and ours else []


def _write(path: Path, content: bytes) -> None:
    with disk.created(path) as handle:
        handle.write(content)
        disk.synced(handle)


def _below(path: Path, folder: Path) -> str:
    return os.path.relpath(path, folder)
