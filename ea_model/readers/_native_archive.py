"""The bytes of a file of Archi: the file itself, or ``model.xml`` in the zip that Archi makes when there are images.

A zip is only looked into: one entry is opened by its exact name, so names that lead elsewhere lead nowhere, and nothing
is unpacked to disk. What the entry unpacks to is counted while it unpacks, whatever the zip says its size is.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from pathlib import Path

from ea_model.problems import UnreadableError
from ea_model.readers.exchange import MAX_BYTES

ZIP = b"PK"
"""How every zip archive begins, also an empty one."""
_MODEL = "model.xml"


def content_of(path: Path) -> bytes:
    """The XML of the model at ``path``; raises `UnreadableError` when there is none that can be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableError(f"{path}: {_too_large()}")
        with path.open("rb") as handle:
            packed = handle.read(len(ZIP)) == ZIP
        return _unpacked(path) if packed else path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read ({error.strerror or error})") from error


def _unpacked(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            entry = archive.getinfo(_MODEL)
            with archive.open(entry) as handle:
                content = handle.read(MAX_BYTES + 1)
    except KeyError as error:
        message = f"is a zip archive without {_MODEL}, so it is no file of Archi"
        raise UnreadableError(f"{path}: {message}") from error
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError) as error:
        raise UnreadableError(f"{path}: is a broken zip archive ({error or 'it ends too early'})") from error
    except RuntimeError as error:  # also NotImplementedError: a password, or a way of packing Archi never uses
        raise UnreadableError(f"{path}: its {_MODEL} cannot be unpacked ({error})") from error
    if len(content) > MAX_BYTES:
        raise UnreadableError(f"{path}: its {_MODEL} {_too_large()}")
    return content


def _too_large() -> str:
    return f"is larger than {MAX_BYTES // 1_048_576} MB; split the model"
