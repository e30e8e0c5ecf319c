"""The look of a box or a line in an exchange file."""

from __future__ import annotations

from ea_model.exporters.shared.escape import attribute
from ea_model.source import conventions as form
from ea_model.source.views import PLAIN, Style, is_colour

_FILLS = {"Label": "#ffffff", "Container": "#d2d7d7"}
"""Archi's fills, which have to be said where only their opacity is another; those of elements differ by layer."""
_LINE = "#5c5c5c"
_STYLES = ("bold", "italic", "underline")
"""What the schema knows of the styles of a font."""
_OPAQUE = 100


class Looks:
    """Writes looks, each once: a model repeats a handful of them on thousands of boxes."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str, str], tuple[Style, str, tuple[str, ...]]] = {}
        """By identity, since comparing takes longer than writing; the style is kept, so that no other one gets its."""

    def lines(self, style: Style, kind: str, margin: str) -> tuple[str, tuple[str, ...]]:
        """Only what is not the tool's default; without a style Archi uses its own, which is what neutral boxes want.

        ``kind`` is that of the node or line. Beside it, the colours that are none and so are left out.
        """
        key = (id(style), kind, margin)
        if key not in self._known:
            odd = tuple(filter(None, (style.fill, style.line, style.font)))
            odd = tuple(colour for colour in odd if not is_colour(colour))
            self._known[key] = (style, _lines(style, kind, margin), odd)
        return self._known[key][1:]


def _lines(style: Style, kind: str, margin: str) -> str:
    if style == PLAIN:
        return ""
    line = style.line or (_LINE if style.line_alpha < _OPAQUE else "")
    fill = style.fill or (_FILLS.get(kind, "") if style.fill_alpha < _OPAQUE else "")
    inner = f"{margin}  "
    parts = (
        _colour("lineColor", line, style.line_alpha, inner)
        + _colour("fillColor", fill, style.fill_alpha, inner)
        + _font(style, inner)
    )
    head = f'{margin}<style lineWidth="{style.line_width}"' if style.line_width > 0 else f"{margin}<style"
    return f"{head}>\n{parts}{margin}</style>\n" if parts else f"{head}/>\n"


def _font(style: Style, margin: str) -> str:
    ink = _colour("color", style.font, _OPAQUE, f"{margin}  ")
    if not (ink or style.font_name or style.font_size or style.font_style):
        return ""
    head = f"{margin}<font"
    if style.font_name:
        head += f' name="{attribute(form.legal(style.font_name))}"'
    if style.font_size:
        head += f' size="{min(max(round(style.font_size * 2), 2), 1998) / 2:g}"'
    if words := [word for word in _STYLES if word in style.font_style]:
        head += f' style="{" ".join(words)}"'
    return f"{head}>\n{ink}{margin}</font>\n" if ink else f"{head}/>\n"


def _colour(name: str, colour: str, alpha: float, margin: str) -> str:
    """One colour in the parts the format has; opacity only where it says something."""
    if not is_colour(colour):
        return ""
    parts = "".join(f' {part}="{int(colour[at : at + 2], 16)}"' for part, at in (("r", 1), ("g", 3), ("b", 5)))
    opacity = "" if alpha >= _OPAQUE else f' a="{round(alpha)}"'
    return f"{margin}<{name}{parts}{opacity}/>\n"
