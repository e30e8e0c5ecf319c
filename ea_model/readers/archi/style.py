"""How Archi's own files write looks: colours, opacity, fonts; and whatever else stands on a part of a view."""

from __future__ import annotations

from functools import lru_cache

from ea_model.readers.archi.nodes import whole
from ea_model.readers.xml.nodes import Node, named, text_of
from ea_model.source import conventions as form
from ea_model.source.views import FEATURE, FEATURES, PLAIN, Style, is_colour

_OPAQUE = 255
_BITS = ((1, "bold"), (2, "italic"))
"""Font styles as bits."""
_COLOURS = ("fillColor", "lineColor", "fontColor")
_TOLD = frozenset({
    form.XSI_TYPE, "id", "archimateElement", "archimateRelationship", "relationship", "source", "target",
    "targetConnections", *_COLOURS, "lineWidth", "alpha", "model", "imagePath",
})  # fmt: skip
"""Attributes that have a field of their own; a font is kept as it stands too, since it says more than `Style` can."""
_PARTS = frozenset({"bounds", "child", "sourceConnection", "bendpoint", "property", "documentation", "feature"})


def style_of(node: Node, more: dict[str, str]) -> Style:
    """The look of a node or a line; ``more`` is what `more_of` gives for it, without the opacity of its outline."""
    return _style(
        node.get("fillColor"), node.get("lineColor"), node.get("fontColor"), node.get("lineWidth"), node.get("alpha"),
        more.pop("lineAlpha", None), node.get("font"),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _style(
    fill: str | None, line: str | None, ink: str | None, width: str | None, alpha: str | None,
    line_alpha: str | None, font: str | None,
) -> Style:  # fmt: skip
    """One object for each look: a view repeats a handful of them on thousands of boxes."""
    name, size, styles = _font(font)
    style = Style(
        fill=_colour(fill),
        line=_colour(line),
        font=_colour(ink),
        line_width=whole(width),
        fill_alpha=_percent(alpha),
        line_alpha=_percent(line_alpha),
        font_name=name,
        font_size=size,
        font_style=styles,
    )
    return PLAIN if style == PLAIN else style


def _colour(text: str | None) -> str:
    return text.lower() if text and is_colour(text) else ""


def _percent(alpha: str | None) -> float:
    """Opacity of 0 to 255, in percent."""
    return min(max(whole(alpha, _OPAQUE), 0), _OPAQUE) * 100 / _OPAQUE


def _font(text: str | None) -> tuple[str, float, frozenset[str]]:
    """Name, size in points and styles out of ``1|Arial|9.0|3|…``."""
    _, name, size, bits, *_ = [*(text or "").split("|"), "", "", "", ""]
    try:
        points = float(size or 0)
    except ValueError:
        points = 0
    styles = frozenset(word for bit, word in _BITS if whole(bits) & bit)
    return name, points if 0 < points < 1000 else 0, styles


def more_of(node: Node) -> dict[str, str]:
    """Every attribute, feature and text that has no field of its own, under its own name.

    So too a colour that is none: Archi does not see it, and no field of ours can hold it.
    """
    more = {str(name): str(value) for name, value in node.attrib.items() if name not in _TOLD}
    more.update((name, text) for name in _COLOURS if (text := node.get(name)) and not is_colour(text))
    for child in node.iterchildren("*"):
        name = str(child.tag).rpartition("}")[2]
        if name == "feature":
            feature = child.get("name") or ""
            more[feature if feature in FEATURES else FEATURE + feature] = child.get("value") or ""
        elif name not in _PARTS and not len(child):
            more[name] = text_of(child)
    return more


def view_properties(node: Node) -> tuple[tuple[str, str], ...]:
    """The properties of a part of a view; most have none."""
    return tuple((child.get("key") or "", child.get("value") or "") for child in named(node, "property"))
