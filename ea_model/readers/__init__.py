"""Readers: one input syntax each, from bytes to records. The format is found by content, not by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ea_model.problems import UnreadableError
from ea_model.records import Reading


def read(path: Path) -> Reading:
    """Read whatever stands at ``path``; raises `UnreadableError` when nothing there can be a model."""
    if not path.exists():
        raise UnreadableError(f"{path}: there is no such file or folder")
    return _reader_of(path)(path)


def _reader_of(path: Path) -> Callable[[Path], Reading]:
    """Choose by what the first bytes say; imported only when needed."""
    if path.is_dir() or path.suffix in {".yaml", ".yml"}:
        from ea_model.readers import text

        return text.read
    try:
        with path.open("rb") as handle:
            head = handle.read(4096)
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read ({error.strerror})") from error
    zipped = head.startswith(b"PK")
    if zipped or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        from ea_model.readers import exchange, native

        return native.read if zipped or native.is_native(path) else exchange.read
    raise UnreadableError(
        f"{path}: is neither a folder of YAML files nor an ArchiMate exchange file nor a file of Archi; "
        "see models/README.md"
    )
