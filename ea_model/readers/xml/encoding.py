"""The bytes of an input: bounded, and as UTF-8 whatever the file was written in."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ea_model.messages import Message
from ea_model.messages.problems import ModelLoadError, Place, Problem, UnreadableError

MAX_BYTES = 512 * 1024 * 1024
"""Largest file that is read; the largest published model has 17 MB, a million concepts take some 130 MB."""

MOST_RATIO = 20
"""How much larger than its archive a model may be; published ones shrink to a tenth."""
_SMALL = 24 * 1024 * 1024
"""What any archive may unpack to."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""Marks of a text in UTF-16; the first is also how one in UTF-32 begins."""
_NO_CHARSET = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
"""What Python calls encodings and XML does not; some of them take time without bounds."""
_BARE = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
"""How XML in UTF-16 begins when it has no mark."""
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DECLARATION = re.compile(r"""(<\?xml[^>]*?\sencoding\s*=\s*["'])[A-Za-z0-9._-]+(["'])""")


def content_of(path: Path) -> bytes:
    """The bytes of a file; raises `UnreadableError` when it cannot be read or is too large."""
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError(Message("unreadable_no_file", path=path))
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableError(Message("about", name=path, error=too_large()))
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(Message("unreadable_refused", path=path, reason=error.strerror or error)) from error


def room_for(packed: int) -> int:
    """How many bytes an archive of that size may unpack to: what grows beyond reason is made to fill the memory."""
    return min(MAX_BYTES, max(_SMALL, MOST_RATIO * packed))


def swollen(packed: int) -> Message:
    """What is said of an archive that unpacks to more than there is room for."""
    return too_large() if room_for(packed) == MAX_BYTES else Message("swelling", number=MOST_RATIO)


def too_large() -> Message:
    """What is said of an input over the limit."""
    return Message("larger", number=MAX_BYTES // 1_048_576)


def holds_twice(name: str) -> Message:
    """What is said of an archive with two files of one name, of which every program takes another."""
    return Message("hostile_twice", name=name)


def encoding_of(content: bytes) -> str:
    """The encoding XML says it is in: by its mark, by its declaration, else UTF-8."""
    for mark, name in (*_BOMS, *_BARE):
        if content.startswith(mark):
            return name
    declared = _DECLARED.match(content[:1024])
    return declared[1].decode("ascii").lower() if declared else "utf-8"


def as_utf8(file: str, content: bytes) -> bytes:
    """XML in UTF-8 without a mark, its declaration saying so; the very same bytes where that is what it is.

    Raises `ModelLoadError` with the line when bytes do not fit the encoding the file says it has.
    """
    encoding = encoding_of(content)
    if encoding in {"utf-8", "utf8", "us-ascii", "ascii"}:
        return content.removeprefix(codecs.BOM_UTF8)
    charset = "" if encoding.replace("-", "_") in _NO_CHARSET else encoding
    try:
        text = content.decode(charset or "no charset").removeprefix("\ufeff")
    except LookupError:
        message = Message("encoding_unknown", encoding=encoding)
        raise ModelLoadError([Problem(Place(file, 1, 1), "ENCODING", message)]) from None
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        place = Place(file, content.count(b"\n", 0, at) + 1)
        message = Message("encoding_wrong", encoding=encoding)
        raise ModelLoadError([Problem(place, "ENCODING", message)]) from error
    return _DECLARATION.sub(r"\1UTF-8\2", text, count=1).encode("utf-8", "surrogatepass")


def with_line_ends(content: bytes) -> bytes:
    """XML in UTF-8 with the line ends every parser makes of those in the file (XML 1.0, section 2.11)."""
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in content else content
