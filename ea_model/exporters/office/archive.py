"""Zip files in memory, without the moment they were made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from ea_model.exporters.shared.zip_file import write_zip


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip, in the order given."""
    buffer = io.BytesIO()
    write_zip(files.items(), buffer)
    return buffer.getvalue()


def repacked(content: bytes) -> bytes:
    """The same zip without the moment it was made."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return archive({info.filename: source.read(info) for info in source.infolist()})
