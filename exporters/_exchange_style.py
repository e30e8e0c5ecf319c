"""The look of a box or a line in an exchange file."""

from __future__ import annotations

from ea_model import exchange_form as form
from ea_model.drawing import PLAIN, Style
from exporters._exchange_xml import Node, add

_FILLS = {"Label": "#ffffff", "Container": "#d2d7d7"}
"""Archi's fills, which have to be said where only their opacity is another; those of elements differ by layer."""
_LINE = "#5c5c5c"
_STYLES = ("bold", "italic", "underline")
"""What the schema knows of the styles of a font."""
_OPAQUE = 100


def write_style(parent: Node, style: Style, kind: str) -> None:
    """Only what is not the tool's default; without a style Archi uses its own, which is what neutral boxes want.

    ``kind`` is that of the node or line. Raises `ValueError` for a colour that is none.
    """
    if style == PLAIN:
        return
    written = add(parent, "style")
    if style.line_width > 0:
        written.set("lineWidth", str(style.line_width))
    _write_colour(written, "lineColor", style.line or (_LINE if style.line_alpha < _OPAQUE else ""), style.line_alpha)
    _write_colour(
        written,
        "fillColor",
        style.fill or (_FILLS.get(kind, "") if style.fill_alpha < _OPAQUE else ""),
        style.fill_alpha,
    )
    if style.font or style.font_name or style.font_size or style.font_style:
        font = add(written, "font")
        if style.font_name:
            font.set("name", form.legal(style.font_name))
        if style.font_size:
            font.set("size", f"{min(max(round(style.font_size * 2), 2), 1998) / 2:g}")
        if words := [word for word in _STYLES if word in style.font_style]:
            font.set("style", " ".join(words))
        _write_colour(font, "color", style.font, _OPAQUE)


def _write_colour(parent: Node, name: str, colour: str, alpha: float) -> None:
    """One colour in the parts the format has; opacity only where it says something."""
    if not colour:
        return
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"'{colour}' is not a colour; write #rrggbb")
    parts = {part: str(int(colour[at : at + 2], 16)) for part, at in (("r", 1), ("g", 3), ("b", 5))}
    opacity = {} if alpha >= _OPAQUE else {"a": str(round(alpha))}
    add(parent, name, **parts, **opacity)
