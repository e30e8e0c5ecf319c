"""Pictures for writers that show no SVG, or have no fonts of the reader's machine."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import typst

from ea_model.exporters.office.style import HouseStyle
from ea_model.messages import Message
from ea_model.messages.problems import EaModelError

_ROOT_FONT = re.compile(rb'font-family="[^"]*"')
_SHEET = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.svg", width: 180mm, alt: "picture")'
_PIXELS_PER_INCH = 200

_compile: Any = typst.compile
"""It takes files by name as well, which its types do not say."""


class PictureError(EaModelError):
    """A drawing that cannot be turned into pixels."""


def with_font(svg: bytes, family: str) -> bytes:
    """The drawing with its words in a font that is at hand."""
    return _ROOT_FONT.sub(f'font-family="{family}"'.encode(), svg, count=1)


@lru_cache(maxsize=64)
def _pixels(svg: bytes, folders: tuple[str, ...]) -> bytes:
    try:
        pixels: bytes = _compile(
            {"main": _SHEET, "picture.svg": svg},
            format="png",
            ppi=_PIXELS_PER_INCH,
            ignore_system_fonts=True,
            font_paths=list(folders),
        )
    except typst.TypstError as error:
        raise PictureError(Message("no_pixels", reason=error.message)) from error
    return pixels


def png(svg: bytes, style: HouseStyle) -> bytes:
    """The drawing as PNG, sharp enough to print on a page 180 mm wide."""
    return _pixels(with_font(svg, style.pdf_font), tuple(str(folder) for folder in style.font_folders))
