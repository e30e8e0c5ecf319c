"""A drawing as PNG or PDF, out of its SVG; letters that no font of this machine has come from the library's own."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ea_model.messages import Message
from ea_model.messages.problems import EaModelError

FORMS = ("svg", "png", "pdf")
_SHEET = b"""#set page(width: auto, height: auto, margin: 0pt)
#set document(date: none)
#image(bytes(sys.inputs.drawing), format: "svg", width: float(sys.inputs.width) * 1pt)
"""
_POINTS_PER_PIXEL = 0.75
_DOTS = 144
"""Per inch: one and a half times the size on a screen, so that small letters stay readable."""
_MOST_DOTS = 60_000_000
"""In one picture; a larger drawing gets fewer per inch."""
_SIZE = re.compile(rb'<svg[^>]*? width="(\d+)" height="(\d+)"')


class NoRasterError(EaModelError):
    """PNG or PDF cannot be made here; the message says why and what helps."""


@cache
def _library() -> Any:
    try:
        import typst  # noqa: PLC0415 - an extra; drawings as SVG do without
    except ImportError as error:
        raise NoRasterError(Message("no_typst")) from error
    return typst


@cache
def _fonts() -> Any:
    """The fonts of this machine, looked up once."""
    return _library().Fonts()


def converted(drawing: bytes, form: str) -> bytes:
    """The SVG ``drawing`` in a form of `FORMS`.

    Raises `NoRasterError` when the library is missing or refuses the drawing, `ValueError` for another form.
    """
    if form not in FORMS:
        raise ValueError(f"'{form}' is no form of a drawing; one of {', '.join(FORMS)}")
    if form == "svg":
        return drawing
    typst = _library()
    size = _SIZE.search(drawing)
    width, height = (int(size[1]), int(size[2])) if size else (1000, 1000)
    dots = min(_DOTS, 96 * (_MOST_DOTS / max(width * height, 1)) ** 0.5)
    inputs = {"drawing": drawing.decode(), "width": str(width * _POINTS_PER_PIXEL)}
    try:
        content = typst.compile(
            _SHEET, format=form, ppi=dots if form == "png" else None, sys_inputs=inputs, font_paths=_fonts()
        )
    except typst.TypstError as error:
        raise NoRasterError(Message("no_raster", format=form.upper(), reason=error)) from error
    return bytes(content)
