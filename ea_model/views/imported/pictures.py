"""Pictures in views: bytes out of the archive of the model, told by what they are and not by their name."""

from __future__ import annotations

import base64
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

_LARGEST = 20_000_000
"""Bytes of one picture; more is a placeholder."""
_FOLDER = "images/"
_FRAMES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
"""Markers of a JPEG that tell its size."""


@dataclass(frozen=True, slots=True)
class ImportedPicture:
    """A picture as a ``data:`` address, with its own size in pixels (zero when it does not tell)."""

    address: str
    width: int
    height: int


class Pictures:
    """The pictures of the model in a file: in its zip archive, or in ``images`` beside a plain one."""

    def __init__(self, model: Path | None = None) -> None:
        self._model = model
        self._by_path: dict[str, ImportedPicture | None] = {}

    def get(self, path: str) -> ImportedPicture | None:
        """The picture at a path in the archive; None when there is none that can be shown."""
        if path not in self._by_path:
            content = self._content(path)
            self._by_path[path] = picture_of(content) if content else None
        return self._by_path[path]

    def _content(self, path: str) -> bytes:
        name = path.removeprefix(_FOLDER)
        if self._model is None or not path.startswith(_FOLDER) or not name or set(name) & set("/\\:") or name[0] == ".":
            return b""
        try:
            if zipfile.is_zipfile(self._model):
                with zipfile.ZipFile(self._model) as archive, archive.open(path) as handle:
                    content = handle.read(_LARGEST + 1)
            else:
                beside = self._model.parent / "images" / name
                if beside.is_symlink() or not beside.is_file():
                    return b""
                with beside.open("rb") as handle:
                    content = handle.read(_LARGEST + 1)
        except (OSError, KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, EOFError, ValueError):
            return b""
        return content if len(content) <= _LARGEST else b""


def picture_of(content: bytes) -> ImportedPicture | None:
    """PNG, JPEG or GIF by their first bytes; anything else, SVG among it, may hold more than a picture."""
    for mark, kind in (
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff", "jpeg"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
    ):
        if content.startswith(mark):
            width, height = _size(content, kind)
            return ImportedPicture(f"data:image/{kind};base64,{base64.b64encode(content).decode()}", width, height)
    return None


def _size(content: bytes, kind: str) -> tuple[int, int]:
    try:
        if kind == "png":
            width, height = struct.unpack(">II", content[16:24])
        elif kind == "gif":
            width, height = struct.unpack("<HH", content[6:10])
        else:
            return _jpeg_size(content)
    except struct.error:
        return 0, 0
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        if content[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        at += 2 + length
    return 0, 0
