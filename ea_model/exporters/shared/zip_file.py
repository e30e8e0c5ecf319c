"""Zip files that depend on nothing but what is in them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import IO

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can name: what is exported has the time of its model, not of its making."""
_PLAIN_FILE = 0o644 << 16


def write_zip(files: Iterable[tuple[str, bytes]], handle: IO[bytes]) -> None:
    """The files as one zip, in the order given."""
    with zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _PLAIN_FILE
            target.writestr(entry, content)
