"""What a reader says of itself: how its format is called, how content of it is known, and what reads it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from xml.parsers import expat

from ea_model.source.records import ParsedModel
from ea_model.values import LangText

_CHUNK = 65_536
_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"
_WIDE = re.compile(rb"(?:\xff\xfe|\xfe\xff|\x00\x00\xfe\xff)?[\x00\s]*<", re.DOTALL)
"""How XML in UTF-16 or UTF-32 begins."""
_WIDER = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
"""What expat does not know."""


class Match(IntEnum):
    """How surely something is of a format; the surest reader gets it."""

    NO = 0
    POSSIBLE = 1
    """Such things usually are, unless another reader knows it: any folder, any XML."""
    CERTAIN = 2


@dataclass(frozen=True)
class Candidate:
    """A file or folder of which somebody asks what it is."""

    path: Path
    head: bytes = b""
    """The first bytes of a file, 4096 at most; nothing of a folder."""

    @cached_property
    def is_folder(self) -> bool:
        """Is it a folder?"""
        return self.path.is_dir()

    @property
    def is_yaml(self) -> bool:
        """Is it a file that is called one of YAML?"""
        return self.path.suffix in {".yaml", ".yml"} and not self.is_folder

    @cached_property
    def is_xml(self) -> bool:
        """Does it begin as XML does?"""
        return self.head.lstrip(_BEFORE_XML).startswith(b"<") or _WIDE.match(self.head) is not None

    @cached_property
    def root(self) -> str:
        """Namespace and name of the first tag with a space between; empty when it is no XML or broken before that."""
        return _root_of(self.path) if self.is_xml else ""


@dataclass(frozen=True, slots=True)
class Reader:
    """One input format: ``name`` as exporters have it, ``label`` for people, per language."""

    name: str
    label: LangText
    recognise: Callable[[Candidate], Match]
    """Looks no further than it must: every reader is asked."""
    read: Callable[[Path], ParsedModel]
    """Raises `UnreadableError` or `ModelLoadError`."""


class _Root(Exception):  # noqa: N818 - no error: a glance ends at the first tag
    pass


def _root_of(path: Path) -> str:
    """The first tag of the XML at a path; reads no further."""
    parser = expat.ParserCreate(None, " ")
    decode: Callable[[bytes], bytes | str] = bytes

    def stop(name: str, *_: object) -> None:
        raise _Root(name)

    parser.StartElementHandler = parser.StartDoctypeDeclHandler = stop
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            try:
                if chunk.startswith(_WIDER):
                    decode = codecs.getincrementaldecoder("utf-32")("ignore").decode
                parser.Parse(decode(chunk), False)
            except _Root as root:
                return str(root)
            except (expat.ExpatError, LookupError, ValueError):
                return ""  # whoever reads it then says where it is broken
    return ""
