"""Colours, lines and letters of a node or a line: the author's, and Archi's where the author said nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ea_model.source.views import Style, ViewConnection, ViewNode
from ea_model.views.scene.notation import OUTLINE, notation_of
from ea_model.views.scene.text_metrics import FONT
from ea_model.views.svg.elements import colour

_FILLS = {
    "Group": "#D2D7D7", "Note": "#FFFFFF", "DiagramModelReference": "#DCEBEB", "DiagramModelImage": "#FFFFFF",
    "SketchModelSticky": "#FFFFB5", "SketchModelActor": "#FFFFFF", "CanvasModelBlock": "#FFFFFF",
    "CanvasModelSticky": "#FFFFB5", "CanvasModelImage": "#FFFFFF",
}  # fmt: skip
"""Archi's fills of what shows no element."""
_BLACK = "#000000"
_DERIVED, _TAB = 0.7, 0.9
"""How much darker than the fill Archi makes an outline, and the tab of a group."""
_DASHES = {"1": "6 3", "2": "2 2"}
_NO_LINE = "3"
_GRADIENTS = {"0": (0, 0, 0, 1.15), "1": (0, 0, 1.15, 0), "2": (1, 0, -0.15, 0), "3": (0, 1, 0, -0.15)}
"""Direction of a gradient, from the fill to white, by Archi's number; white lies a little beyond the box."""
_PIXELS_PER_POINT = 4 / 3
_MAC = ("|COCOA|", "|CARBON|")
_USUAL = 12.0
"""Archi's letters without a font of their own, in pixels."""
_WIDTHS = {
    "arial narrow": 0.82, "calibri": 0.92, "lucida grande": 1.07, "verdana": 1.17, "courier new": 1.2, "tahoma": 0.98,
    "segoe ui": 1.0, "segoe ui semibold": 1.05, "dejavu sans": 1.15, "sans": 1.05,
}  # fmt: skip
"""Width of the letters of a font in those of Helvetica, about."""


@dataclass(frozen=True, slots=True)
class Font:
    """Letters as they are drawn; ``size`` in pixels."""

    family: str
    size: float
    bold: bool
    italic: bool
    decoration: str
    width: float
    """Width of its letters in those of Helvetica."""


@dataclass(frozen=True, slots=True)
class ArchiLook:
    """How one node or line is painted."""

    fill: str
    line: str
    ink: str
    width: float
    dash: str
    fill_opacity: float
    line_opacity: float
    gradient: tuple[float, float, float, float] | None
    font: Font


def shape_of(node: ViewNode) -> str:
    """What a node is for Archi; a node from elsewhere is told by its kind."""
    return node.shape or {"Element": "DiagramObject", "Container": "Group"}.get(node.kind, "Note")


def default_fill(kind: str, shape: str) -> str:
    """Archi's fill for an element of a kind, or for a shape that shows none."""
    return _FILLS.get(shape) or notation_of(kind).fill


def darker(text: str, factor: float = _TAB) -> str:
    """Every part of a colour cut by a factor, as Archi derives its colours."""
    return "#" + "".join(f"{int(int(text[at : at + 2], 16) * factor):02X}" for at in (1, 3, 5))


def look_of_node(node: ViewNode, kind: str) -> ArchiLook:
    """The look of a node; ``kind`` is that of its element, empty where it shows none."""
    more, shape = node.more, shape_of(node)
    derives = more.get("deriveElementLineColor") != "false"
    style = more.get("lineStyle") or ("1" if kind == "Grouping" else "")
    return _node_look(
        node.style, default_fill(kind, shape), derives, style, more.get("gradient", ""), more.get("font", "")
    )


@lru_cache(maxsize=4096)
def _node_look(style: Style, fill: str, derives: bool, line_style: str, gradient: str, font: str) -> ArchiLook:
    fill = (colour(style.fill) or fill).upper()
    line = darker(fill, _DERIVED) if derives else colour(style.line) or OUTLINE
    return ArchiLook(
        fill=fill,
        line="none" if line_style == _NO_LINE else line,
        ink=colour(style.font) or _BLACK,
        width=min(max(style.line_width, 1), 10),
        dash=_DASHES.get(line_style, ""),
        fill_opacity=style.fill_alpha / 100,
        line_opacity=style.line_alpha / 100,
        gradient=_GRADIENTS.get(gradient),
        font=font_of(style, font),
    )


def look_of_line(connection: ViewConnection) -> ArchiLook:
    """The look of a line; its dashes follow from what it shows."""
    return _line_look(connection.style, connection.more.get("font", ""))


@lru_cache(maxsize=4096)
def _line_look(style: Style, font: str) -> ArchiLook:
    return ArchiLook(
        fill="none",
        line=colour(style.line) or _BLACK,
        ink=colour(style.font) or _BLACK,
        width=min(max(style.line_width, 1), 10),
        dash="",
        fill_opacity=1,
        line_opacity=style.line_alpha / 100,
        gradient=None,
        font=font_of(style, font),
    )


def font_of(style: Style, raw: str) -> Font:
    """Letters of a style; a point is a pixel on a Mac, where ``raw`` says the font is from, and more elsewhere."""
    name = style.font_name.strip()
    mac = any(mark in raw for mark in _MAC) or (not raw and name == "Lucida Grande")
    size = style.font_size * (1 if mac else _PIXELS_PER_POINT) if style.font_size else _USUAL
    plain = "".join(c for c in name if c.isalnum() or c in " -")
    return Font(
        family=f"'{plain}', {FONT}" if plain else "",
        size=round(min(max(size, 4), 200), 1),
        bold="bold" in style.font_style,
        italic="italic" in style.font_style,
        decoration=" ".join(
            word
            for word, name in (("underline", "underline"), ("line-through", "strikethrough"))
            if name in style.font_style
        ),
        width=_WIDTHS.get(plain.lower(), 1.0),
    )
