"""Writers of documents: each takes any `ea_model.words.document.Document` and gives files, one format a module.

The same document and style give the same bytes. What a format cannot show, it says in words. To add a format, write
a module with ``write(document, style) -> dict[file name, bytes]`` and name it in `FORMATS`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

from ea_model.exporters.office.archive import archive
from ea_model.exporters.office.style import HouseStyle, load_style
from ea_model.messages import Message
from ea_model.messages.problems import EaModelError, UnknownIdError
from ea_model.words.document import DocumentContent

FORMATS = {"docx": "docx", "pdf": "pdf", "html": "html", "md": "markdown", "xlsx": "xlsx", "csv": "tables"}
"""Every format by its usual ending, with the module that writes it."""

Writer = Callable[[DocumentContent, HouseStyle], dict[str, bytes]]


class MissingLibraryError(EaModelError):
    """A format needs a library that is not installed."""


def writer(name: str) -> Writer:
    """The writer of a format; `UnknownIdError` for another name, `MissingLibraryError` without its library."""
    if name not in FORMATS:
        raise UnknownIdError("document_format", name, FORMATS)
    try:
        module = importlib.import_module(f"{__name__}.{FORMATS[name]}")
    except ModuleNotFoundError as error:
        raise MissingLibraryError(Message("library_absent", format=name, package=error.name)) from error
    write: Writer = module.write
    return write


__all__ = ["FORMATS", "HouseStyle", "MissingLibraryError", "Writer", "archive", "load_style", "writer"]
