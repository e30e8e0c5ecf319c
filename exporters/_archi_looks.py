"""How a file of Archi says what a node or a line looks like; what is as usual is not said."""

from __future__ import annotations

from functools import lru_cache

from ea_model.drawing import PLAIN, Style
from exporters._markup import attribute, content, indent

FEATURES = frozenset({
    "lineAlpha", "gradient", "iconVisible", "iconVisibleState", "iconColor", "deriveElementLineColor", "lineStyle",
    "labelExpression", "imageSource", "hideJunctionArrows", "legend", "nameVisible", "textRelativePosition",
    "strokeStyle", "notesBorder",
})  # fmt: skip
"""What Archi keeps as a feature and not as an attribute."""
_TEXTS = frozenset({"notes", "hintContent", "content"})
_BITS = {"bold": 1, "italic": 2}


def look(style: Style, more: dict[str, str]) -> str:
    """Colours, font and opacity as attributes; a font that ``more`` has as Archi wrote it is not written again."""
    said = "" if style == PLAIN else _look(style)
    return said if "font" in more or not style.font_name else said + _font(style)


@lru_cache(maxsize=4096)
def _look(style: Style) -> str:
    said = {"fillColor": style.fill, "lineColor": style.line, "fontColor": style.font}
    text = "".join(f' {name}="{attribute(value)}"' for name, value in said.items() if value)
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
        if name in FEATURES:
            parts += f'{margin}<feature name="{attribute(name)}" value="{attribute(value)}"/>\n'
        elif name in _TEXTS:
            parts += f"{margin}<{name}>{content(value)}</{name}>\n"
        elif name.replace("_", "a").isalnum() and name.isascii() and not name[0].isdigit():
            attributes += f' {name}="{attribute(value)}"'
        else:
            parts += f'{margin}<feature name="{attribute(name)}" value="{attribute(value)}"/>\n'
    return attributes, parts
