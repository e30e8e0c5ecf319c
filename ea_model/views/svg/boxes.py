"""One box of a diagram: outline, fill, corner icon, words, badge."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from ea_model.views.scene import Paint, Part, SceneBox, Shape, Text, path, rect
from ea_model.views.scene.box_labels import DISC, ICON, SMALL, lettering, tab_size
from ea_model.views.scene.diagram import CELL, GROUP, NOTE, Node
from ea_model.views.scene.geometry import Box, Point
from ea_model.views.scene.notation import (
    DIMMED,
    EMPHASIS,
    FRAME_TAB,
    GREY_HATCH,
    INK,
    OUTLINE,
    UNKNOWN,
    WHITE,
    Outline,
    notation_of,
)
from ea_model.views.scene.text_metrics import shortened, text_width
from ea_model.views.svg.elements import colour, number
from ea_model.views.svg.icons import ICONS
from ea_model.views.words.kinds import name_of

_CORNER = 10
"""Radius of behaviour boxes and cut of motivation boxes, as in Archi."""
_FOLD = 12
_BADGE_HEIGHT = 15
_BADGE_WIDEST = 90
_BESIDE = 5
"""Half the width of the head of a line, in pixels."""
_BADGE = Paint(WHITE, OUTLINE)
_TABS = (Outline.TAB, Outline.DASHED_TAB)


def box_of(
    node: Node, place: Box, lang: str, *, container: bool, ends: Collection[Point] = (), rank: int = 0
) -> SceneBox:
    """One node; ``ends``: where lines meet its border, which a badge does not hide.

    The name of a container is apart, in `header_of`.
    """
    parts: list[Part] = [*_outlines(node, place, container=container), *_icon(node, place)]
    if not container:
        parts += _name(node, place, container=False, ends=ends)
    flags = {"dimmed": node.dimmed, "emphasis": node.emphasis, "dashed": node.dashed, "hatched": node.hatched}
    return SceneBox(
        parts,
        " ".join(["node", *(name for name, is_set in flags.items() if is_set)]),
        id=node.id,
        about=node.element or node.id,
        tooltip=description(node, lang),
        opacity=DIMMED if node.dimmed else None,
        pressable=True,
        kind=_kind(node, container=container),
        place=(place.x, place.y, place.w, place.h),
        label=node.label,
        fill=colour(node.fill) or (UNKNOWN if node.hatched else ""),
        parent=node.parent,
        rank=rank,
    )


def header_of(node: Node, place: Box, ends: Collection[Point] = ()) -> SceneBox:
    """The name of a container, drawn after the lines, so that those pass below it."""
    return SceneBox(
        _name(node, place, container=True, ends=ends),
        "header",
        id=node.id,
        about=node.element or node.id,
        opacity=DIMMED if node.dimmed else None,
    )


def _kind(node: Node, *, container: bool) -> str:
    """What stands for no element is a frame when it holds boxes, else a text."""
    if node.element and node.kind not in {GROUP, NOTE, CELL}:
        return "Element"
    return "Container" if node.kind == GROUP or container else "Label"


def _name(node: Node, place: Box, *, container: bool, ends: Collection[Point]) -> list[Part]:
    notation = notation_of(node.kind)
    halo = _fill(node) if node.hatched or container else None
    parts: list[Part] = []
    if notation.shape in _TABS:
        width, height = tab_size(node, place)
        fill = colour(node.fill) or (FRAME_TAB if notation.shape is Outline.TAB else notation.fill)
        parts.append(path(outline(Outline.SQUARE, Box(place.x, place.y, width, height)), _style(node, fill)))
        halo = None
    for text in lettering(node, place, container=container).words:
        text.halo = halo
        parts.append(text)
    return [*parts, *_badge(node.badge, place, ends)] if node.badge else parts


def description(node: Node, lang: str) -> str:
    """The whole name, what kind of thing it is, and what its colour says: for tooltips and screen readers."""
    kind = name_of(node.kind, lang)
    if node.stereotype:
        kind = f"{kind} «{node.stereotype}»"
    parts = [" ".join(node.label.split()), kind, node.badge, node.title]
    return ", ".join(part for part in parts if part)


def _fill(node: Node) -> str:
    return colour(node.fill) or (UNKNOWN if node.hatched else notation_of(node.kind).fill)


def _style(node: Node, fill: str) -> Paint:
    return _pen(fill, node.emphasis, node.dashed or notation_of(node.kind).shape is Outline.DASHED_TAB)


@lru_cache(maxsize=1024)
def _pen(fill: str, emphasis: bool, dashed: bool) -> Paint:
    return Paint(fill, EMPHASIS if emphasis else OUTLINE, 3 if emphasis else 1, "6 3" if dashed else "")


def _outlines(node: Node, place: Box, *, container: bool) -> list[Shape]:
    form = notation_of(node.kind).shape
    if container and form in {Outline.DISC, Outline.NOTE}:
        form = Outline.SQUARE
    data = outline(form, place)
    border = path(data, _style(node, _fill(node)))
    border.catches = True
    shapes = [border]
    if node.hatched:
        shapes.append(path(data, Paint(hatch=GREY_HATCH)))
    if form is Outline.NOTE:
        fold = f"M{place.right - _FOLD} {place.y}V{place.y + _FOLD}H{place.right}"
        shapes.append(path(fold, _style(node, "none")))
    return shapes


def outline(form: Outline, place: Box) -> str:
    """Path data of a box's outline."""
    x, y, right, bottom = place.x, place.y, place.right, place.bottom
    if form is Outline.ROUND:
        r = min(_CORNER, place.w // 2, place.h // 2)
        arc = f"A{r} {r} 0 0 1 "
        return (
            f"M{x + r} {y}H{right - r}{arc}{right} {y + r}V{bottom - r}{arc}{right - r} {bottom}"
            f"H{x + r}{arc}{x} {bottom - r}V{y + r}{arc}{x + r} {y}Z"
        )
    if form is Outline.OCTAGON:
        c = min(_CORNER, place.w // 2, place.h // 2)
        return (
            f"M{x + c} {y}H{right - c}L{right} {y + c}V{bottom - c}L{right - c} {bottom}"
            f"H{x + c}L{x} {bottom - c}V{y + c}Z"
        )
    if form is Outline.DISC:
        radius, y_middle = number(DISC / 2), number(place.middle[1])
        half = f"A{radius} {radius} 0 1 1 "
        return f"M{x} {y_middle}{half}{right} {y_middle}{half}{x} {y_middle}Z"
    if form is Outline.NOTE:
        return f"M{x} {y}H{right - _FOLD}L{right} {y + _FOLD}V{bottom}H{x}Z"
    return f"M{x} {y}H{right}V{bottom}H{x}Z"


def icon(name: str, right: float, top: float, ink: str = INK) -> Shape:
    """A corner icon by its upper right corner."""
    return path(ICONS[name], Paint(line=ink, round_joins=True), f"translate({right - ICON} {top})")


def _icon(node: Node, place: Box) -> list[Shape]:
    notation = notation_of(node.kind)
    if notation.icon is None or node.compact:
        return []
    # The cut corner of an octagon pushes the icon inward.
    inward = 4 if notation.shape is Outline.OCTAGON else 0
    return [icon(notation.icon, place.right - 5 - inward, place.y + 4)]


def _badge(badge: str, box: Box, ends: Collection[Point]) -> list[Part]:
    """The badge sits astride the lower border, where it hides neither the name nor a neighbour.

    It stands at the right; where a line ends there at the left, or else in the middle, if no line ends there.
    """
    text = shortened(badge, _BADGE_WIDEST, SMALL, bold=True)
    width = max(_BADGE_HEIGHT, round(text_width(text, SMALL, bold=True)) + 8)
    y = box.bottom - _BADGE_HEIGHT // 2
    places = (box.right - width - _CORNER, box.x + _CORNER, box.x + (box.w - width) // 2)
    below = [end_x for end_x, end_y in ends if end_y == box.bottom]
    free = (left for left in places if not any(left - _BESIDE <= at <= left + width + _BESIDE for at in below))
    x = next(free, places[0])
    return [
        rect(x, y, width, _BADGE_HEIGHT, _BADGE, 4),
        Text(x + width / 2, y + _BADGE_HEIGHT - 4, text, SMALL, bold=True, anchor="middle"),
    ]
