"""Zip files that depend on nothing but what is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can name: a document's time is that of its model, not of its making."""
_PLAIN_FILE = 0o644 << 16


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip, in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _PLAIN_FILE
            target.writestr(entry, content)
    return buffer.getvalue()


def repacked(content: bytes) -> bytes:
    """The same zip without the moment it was made."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return archive({info.filename: source.read(info) for info in source.infolist()})
