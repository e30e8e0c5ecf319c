"""The bytes of a file of Archi: the file itself, or ``model.xml`` in the zip that Archi makes when there are images.

A zip is only looked into: nothing is unpacked to disk. What an entry unpacks to is counted while it unpacks, whatever
the zip says its size is; of the rest only images below ``images/`` are kept, under names that lead nowhere else.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections import Counter
from pathlib import Path

from ea_model.messages import Message
from ea_model.messages.problems import UnreadableError
from ea_model.readers.xml import encoding
from ea_model.readers.xml.encoding import as_utf8, holds_twice

ZIP = b"PK"
"""How every zip archive begins, also an empty one."""
MODEL = "model.xml"
MAX_IMAGES = 64 * 1024 * 1024
"""Most bytes of images that are kept together."""
IMAGE = re.compile(r"images/[A-Za-z0-9_.-]+")
"""Where a picture stands, in an archive or a folder."""


def content_of(path: Path) -> tuple[bytes, dict[str, bytes]]:
    """The XML of the model at ``path``, and the images of its archive by name.

    Raises `UnreadableError` when there is no model that can be read.
    """
    content = encoding.content_of(path)
    images: dict[str, bytes] = {}
    if content.startswith(ZIP):
        content, images = _unpacked(path)
    return as_utf8(str(path), content), images


def _unpacked(path: Path) -> tuple[bytes, dict[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            times = Counter(archive.namelist())
            twice = next(
                (name for name, often in times.items() if often > 1 and (name == MODEL or IMAGE.fullmatch(name))), ""
            )
            if twice:
                raise UnreadableError(Message("about", name=path, error=holds_twice(twice)))
            content = _entry(archive, MODEL, encoding.room_for(path.stat().st_size))
            try:
                return content, _images(archive)
            except OverflowError as error:
                message = Message("hostile_images", number=MAX_IMAGES // 1_048_576)
                raise UnreadableError(Message("about", name=path, error=message)) from error
    except KeyError as error:
        message = Message("hostile_no_archi", name=MODEL)
        raise UnreadableError(Message("about", name=path, error=message)) from error
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError) as error:
        reason = error if str(error) else Message("ends_early")
        raise UnreadableError(Message("unreadable_zip", path=path, reason=reason)) from error
    except OverflowError as error:
        message = Message("inside", name=MODEL, error=encoding.swollen(path.stat().st_size))
        raise UnreadableError(Message("about", name=path, error=message)) from error
    except RuntimeError as error:  # also NotImplementedError: a password, or a way of packing Archi never uses
        raise UnreadableError(Message("not_unpacked", path=path, name=MODEL, reason=error)) from error


def _entry(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """What one entry unpacks to; raises `OverflowError` when that is too much."""
    with archive.open(archive.getinfo(name)) as handle:
        content = handle.read(most + 1)
    if len(content) > most:
        raise OverflowError
    return content


def _images(archive: zipfile.ZipFile) -> dict[str, bytes]:
    images: dict[str, bytes] = {}
    room = MAX_IMAGES
    for name in archive.namelist():
        if IMAGE.fullmatch(name):
            images[name] = _entry(archive, name, room)
            room -= len(images[name])
    return images
