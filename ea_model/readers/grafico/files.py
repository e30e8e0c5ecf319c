"""The files of a model that is a folder: of the folder itself, or of an archive of it, all in memory and bounded.

Nothing is ever unpacked to disk. Links are not followed, and names that lead out of the folder are refused.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import posixpath
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, cast

from ea_model.messages import Message
from ea_model.messages.problems import UnreadableError
from ea_model.readers.xml import encoding

MAX_FILES = 2_500_000
Entries = Iterator[tuple[str, Callable[[int], bytes]]]
"""Names of files with what reads each, up to one byte more than it is told."""
_DRIVE = re.compile(r"[A-Za-z]:")


def files_of(path: Path, endings: tuple[str, ...] = (".xml",)) -> dict[str, bytes]:
    """Every file with one of these endings, and everything below ``images/``, by its path with ``/``.

    Raises `UnreadableError` when the folder or archive cannot be read, is too large or has a name that leads away.
    """
    try:
        entries = _of_folder(path) if path.is_dir() else _of_archive(path)
        return _bounded(path, entries, endings)
    except (tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError) as error:
        reason = error if str(error) else Message("ends_early")
        raise UnreadableError(Message("unreadable_archive", path=path, reason=reason)) from error
    except MemoryError as error:  # an archive may ask for any memory before it gives a byte
        raise UnreadableError(Message("about", name=path, error=encoding.too_large())) from error
    except RuntimeError as error:
        raise UnreadableError(Message("unreadable_packed", path=path, reason=error)) from error
    except OSError as error:
        raise UnreadableError(Message("unreadable_refused", path=path, reason=error.strerror or error)) from error


def _wanted(name: str, endings: tuple[str, ...]) -> bool:
    return name.endswith(endings) or "/images/" in f"/{name}"


def _bounded(path: Path, entries: Entries, endings: tuple[str, ...]) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    packed = 0 if path.is_dir() else path.stat().st_size
    room = encoding.room_for(packed) if packed else encoding.MAX_BYTES
    for name, read in entries:
        if not _wanted(name, endings):
            continue
        content = read(room)
        room -= len(content)
        if room < 0 or len(contents) >= MAX_FILES:
            raise UnreadableError(Message("about", name=path, error=encoding.swollen(packed)))
        if name in contents:
            raise UnreadableError(Message("about", name=path, error=encoding.holds_twice(name)))
        contents[name] = content
    return contents


def _of_folder(path: Path) -> Entries:
    """Every file below a folder, one look at each directory; a folder has a file for each concept."""
    waiting = [(str(path), "")]
    while waiting:
        folder, inside = waiting.pop()
        with os.scandir(folder) as directory:
            entries = sorted(directory, key=_name_of)
        below = []
        for entry in entries:
            if entry.is_file(follow_symlinks=False):
                yield inside + entry.name, partial(_content, entry.path)
            elif entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                below.append((entry.path, f"{inside}{entry.name}/"))
        waiting.extend(reversed(below))


def _name_of(entry: os.DirEntry[str]) -> str:
    return entry.name


def _content(path: str, most: int) -> bytes:
    """What a file holds, up to one byte more than ``most``; the quickest way, for there are very many."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    try:
        size = min(os.fstat(descriptor).st_size, most) + 1
        content = os.read(descriptor, size)
        while more := os.read(descriptor, size - len(content)) if len(content) < size - 1 else b"":
            content += more
        return content
    finally:
        os.close(descriptor)


def _of_archive(path: Path) -> Entries:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for info in packed.infolist():
                if not info.is_dir():
                    yield _safe(path, info.filename), partial(_unpacked, packed, info)
        return
    with _decompressed(path) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            if member.isdir():
                continue
            name = _safe(path, member.name)
            if not member.isfile():
                raise UnreadableError(Message("unreadable_link", path=path, name=name))
            yield name, partial(_extracted, archive, member)
        while stream.read(1 << 16):
            pass  # an archive that is cut says so only at its end


class _Limited(io.RawIOBase):
    """What an archive unpacks to, no more than a model may have: counted while it unpacks, whatever it says."""

    def __init__(self, path: Path, source: IO[bytes]) -> None:
        super().__init__()
        self._path, self._source = path, source
        self._room = 2 * encoding.room_for(path.stat().st_size)

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes."""
        if size > self._room:
            raise UnreadableError(Message("about", name=self._path, error=encoding.swollen(self._path.stat().st_size)))
        data = self._source.read(min(size, self._room + 1) if size >= 0 else self._room + 1)
        self._room -= len(data)
        if self._room < 0:
            raise UnreadableError(Message("about", name=self._path, error=encoding.swollen(self._path.stat().st_size)))
        return data

    def close(self) -> None:
        """Close the archive too."""
        self._source.close()
        super().close()


def _decompressed(path: Path) -> _Limited:
    with path.open("rb") as handle:
        head = handle.read(6)
    unpack = next((unpack for mark, unpack in _UNPACKERS.items() if head.startswith(mark)), open)
    return _Limited(path, cast(IO[bytes], unpack(path, "rb")))


_UNPACKERS: dict[bytes, Callable[..., object]] = {b"\xfd7zXZ\x00": lzma.open, b"\x1f\x8b": gzip.open, b"BZh": bz2.open}
"""By how an archive begins."""


def _extracted(archive: tarfile.TarFile, member: tarfile.TarInfo, most: int) -> bytes:
    with cast(IO[bytes], archive.extractfile(member)) as handle:  # a regular file always has content
        return handle.read(most + 1)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(info) as handle:
        return handle.read(most + 1)


def _safe(path: Path, name: str) -> str:
    """The name of an entry; one that leads out of the archive is refused."""
    clean = posixpath.normpath(name.replace("\\", "/"))
    if clean.startswith(("/", "..")) or _DRIVE.match(clean) or "\0" in clean:
        raise UnreadableError(Message("unreadable_way_out", path=path, name=name))
    return clean
