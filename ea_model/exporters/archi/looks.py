"""How a file of Archi says what a node or a line looks like; what is as usual is not said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ea_model.exporters.shared.escape import attribute, attributes, content, indent
from ea_model.source.views import FEATURE, FEATURES, PLAIN, Style

_TEXTS = frozenset({"notes", "hintContent", "content"})
_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_BITS = {"bold": 1, "italic": 2}


def look(style: Style, more: dict[str, str]) -> str:
    """Colours, font and opacity as attributes; a font that ``more`` has as Archi wrote it is not written again."""
    attributes = "" if style == PLAIN else _look(style)
    return attributes if "font" in more or not style.font_name else attributes + _font(style)


@lru_cache(maxsize=4096)
def _look(style: Style) -> str:
    colours = {"fillColor": style.fill, "lineColor": style.line, "fontColor": style.font}
    text = "".join(f' {name}="{attribute(value)}"' for name, value in colours.items() if value)
    if style.line_width > 0:
        text += f' lineWidth="{style.line_width}"'
    if style.fill_alpha != 100:
        text += f' alpha="{round(style.fill_alpha * 255 / 100)}"'
    return text


@lru_cache(maxsize=4096)
def _font(style: Style) -> str:
    bits = sum(bit for word, bit in _BITS.items() if word in style.font_style)
    name = style.font_name.replace("|", " ")
    return f' font="1|{attribute(name)}|{float(style.font_size or 9)}|{bits}|"'


def rest(more: dict[str, str], depth: int, style: Style = PLAIN) -> tuple[str, str]:
    """What has no field of its own: attributes, and the features and texts that stand inside.

    The opacity of an outline is one of those features, though ``style`` has it.
    """
    if not more and style.line_alpha == 100:
        return "", ""
    attributes = parts = ""
    margin = indent(depth)
    if style.line_alpha != 100:
        parts = f'{margin}<feature name="lineAlpha" value="{round(style.line_alpha * 255 / 100)}"/>\n'
    for name, value in more.items():
        if name in _TEXTS:
            parts += f"{margin}<{name}>{content(value)}</{name}>\n"
        elif name in FEATURES or name.startswith(FEATURE) or not _NAME.fullmatch(name):
            parts += _feature(name.removeprefix(FEATURE), value, margin)
        else:
            attributes += f' {name}="{attribute(value)}"'
    return attributes, parts


def features(pairs: Iterable[tuple[str, str]], depth: int) -> tuple[str, str]:
    """What is said of a concept beyond the language: attributes, whose names begin with ``@``, and features."""
    own: dict[str, str] = {}
    parts = ""
    for name, value in pairs:
        if name.startswith("@") and _NAME.fullmatch(name[1:]):
            own.setdefault(name[1:], value)  # two things of one id said it twice
        else:
            parts += _feature(name, value, indent(depth))
    return attributes(own), parts


def _feature(name: str, value: str, margin: str) -> str:
    attributes = (f' name="{attribute(name)}"' if name else "") + (f' value="{attribute(value)}"' if value else "")
    return f"{margin}<feature{attributes}/>\n"
