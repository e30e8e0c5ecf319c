"""Readers: one input syntax each, from bytes to records. The format is found by content, not by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ea_model.messages.problems import UnreadableError
from ea_model.source.records import ParsedModel


def read(path: Path) -> ParsedModel:
    """Read whatever stands at ``path``; raises `UnreadableError` when nothing there can be a model."""
    if not path.exists():
        raise UnreadableError(f"{path}: there is no such file or folder")
    return _reader_of(path)(path)


def _reader_of(path: Path) -> Callable[[Path], ParsedModel]:
    """Choose by what stands there, whatever it is called; imported only when needed."""
    if path.is_dir():
        return _folder_reader(path)
    if not path.is_file():
        raise UnreadableError(f"{path}: is neither a file nor a folder")
    try:
        with path.open("rb") as handle:
            head = handle.read(4096)
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read ({error.strerror})") from error
    if head.startswith(_PACKED) or head[257:262] == b"ustar":
        from ea_model.readers.archi import reader as native
        from ea_model.readers.grafico import reader as grafico

        return native.read if head.startswith(b"PK") and not grafico.is_packed(path) else grafico.read
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or head.startswith(_WIDE):
        from ea_model.readers.archi import reader as native
        from ea_model.readers.exchange import reader

        return native.read if native.is_native(path) else reader.read
    if path.suffix in {".yaml", ".yml"}:
        from ea_model.readers import text

        return text.read
    from ea_model.readers import csv as csv_triple

    if csv_triple.is_triple(path, head):
        return csv_triple.read
    raise UnreadableError(
        f"{path}: is neither a folder of YAML files nor an ArchiMate exchange file nor a file of Archi, of coArchi "
        "or a CSV export; see models/README.md"
    )


_PACKED = (b"PK", b"\xfd7zXZ\x00", b"\x1f\x8b", b"BZh")
"""How archives begin: zip, xz, gzip, bzip2."""
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""How XML in UTF-16 begins."""


def _folder_reader(path: Path) -> Callable[[Path], ParsedModel]:
    """A folder of YAML files, unless its files say otherwise; only the reader that is meant is imported."""
    if any((path / inside / "folder.xml").is_file() for inside in ("", "model")):
        from ea_model.readers.grafico import reader as grafico

        if grafico.is_grafico(path):
            return grafico.read
    if any(path.glob("*elements.csv")) and not any(path.glob("**/*.y*ml")):
        from ea_model.readers import csv as csv_triple

        if csv_triple.triple_in(path) is not None:
            return csv_triple.read
    from ea_model.readers import text

    return text.read
