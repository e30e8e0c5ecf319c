"""Painting one box: outline, fill, corner icon, words, badge."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ea_model.views.layout.geometry import Box, Point
from ea_model.views.layout.text_metrics import shortened, text_width
from ea_model.views.render.diagram import Node
from ea_model.views.svg.box_labels import DISC, ICON, SMALL, Words, lettering, tab_size
from ea_model.views.svg.elements import Element, add, colour, number
from ea_model.views.svg.icons import ICONS
from ea_model.views.svg.notation import FRAME_TAB, INK, OUTLINE, WHITE, Shape, notation_of
from ea_model.views.words.kinds import name_of

EMPHASIS = "#0B5CAD"
"""Outline and line colour of what the reader should look at."""
DIMMED = 0.35
"""Opacity of what is there only for orientation."""
UNKNOWN = "#EDEDED"
"""Fill below the hatch of *unknown*."""

_CORNER = 10
"""Radius of behaviour boxes and cut of motivation boxes, as in Archi."""
_FOLD = 12
_BADGE_HEIGHT = 15
_BADGE_WIDEST = 90
_BESIDE = 5
"""Half the width of the head of a line, in pixels."""


@dataclass(frozen=True, slots=True)
class Brush:
    """What all boxes of one drawing share."""

    prefix: str
    """Starts every id of this drawing, so that several can stand on one page."""
    lang: str
    interactive: bool

    @property
    def hatch(self) -> str:
        return f"url(#{self.prefix}hatch)"


def paint_box(
    parent: Element, node: Node, box: Box, brush: Brush, *, container: bool, ends: Collection[Point] = ()
) -> None:
    """Draw one node as a group; ``ends``: where lines meet its border, which a badge does not hide."""
    said = description(node, brush.lang)
    group = add(
        parent,
        "g",
        class_=" ".join(["node", *_states(node)]),
        data_id=node.element or node.id,
        data_node=node.id,
        opacity=DIMMED if node.dimmed else None,
        role="button" if brush.interactive else None,
        tabindex="0" if brush.interactive else None,
        aria_label=said if brush.interactive else None,
    )
    add(group, "title", said)
    _paint_outline(group, node, box, brush, container=container)
    _paint_icon(group, node, box)
    if not container:
        _paint_name(group, node, box, container=False, ends=ends)


def paint_header(parent: Element, node: Node, box: Box, ends: Collection[Point] = ()) -> None:
    """The name of a container, drawn after the lines, so that those pass below it."""
    group = add(
        parent,
        "g",
        class_="header",
        data_id=node.element or node.id,
        data_node=node.id,
        opacity=DIMMED if node.dimmed else None,
    )
    _paint_name(group, node, box, container=True, ends=ends)


def _paint_name(group: Element, node: Node, box: Box, *, container: bool, ends: Collection[Point]) -> None:
    notation = notation_of(node.kind)
    halo = _fill(node) if node.hatched or container else None
    if notation.shape in {Shape.TAB, Shape.DASHED_TAB}:
        width, height = tab_size(node, box)
        fill = colour(node.fill) or (FRAME_TAB if notation.shape is Shape.TAB else notation.fill)
        path = outline(Shape.SQUARE, Box(box.x, box.y, width, height))
        add(group, "path", d=path, fill=fill, **_pen(node))
        halo = None
    for words in lettering(node, box, container=container).words:
        paint_words(group, words, halo=halo)
    if node.badge:
        _paint_badge(group, node.badge, box, ends)


def description(node: Node, lang: str) -> str:
    """The whole name, what kind of thing it is, and what its colour says: for tooltips and screen readers."""
    kind = name_of(node.kind, lang)
    if node.stereotype:
        kind = f"{kind} «{node.stereotype}»"
    parts = [" ".join(node.label.split()), kind, node.badge, node.title]
    return ", ".join(part for part in parts if part)


def _states(node: Node) -> list[str]:
    flags = {"dimmed": node.dimmed, "emphasis": node.emphasis, "dashed": node.dashed, "hatched": node.hatched}
    return [name for name, is_set in flags.items() if is_set]


def _fill(node: Node) -> str:
    return colour(node.fill) or (UNKNOWN if node.hatched else notation_of(node.kind).fill)


def _pen(node: Node) -> dict[str, str | float | None]:
    dashed = node.dashed or notation_of(node.kind).shape is Shape.DASHED_TAB
    return {
        "stroke": EMPHASIS if node.emphasis else OUTLINE,
        "stroke_width": 3 if node.emphasis else 1,
        "stroke_dasharray": "6 3" if dashed else None,
    }


def _paint_outline(group: Element, node: Node, box: Box, brush: Brush, *, container: bool) -> None:
    shape = notation_of(node.kind).shape
    if container and shape in {Shape.DISC, Shape.NOTE}:
        shape = Shape.SQUARE
    path = outline(shape, box)
    add(
        group,
        "path",
        d=path,
        fill=_fill(node),
        pointer_events="all" if brush.interactive else None,
        **_pen(node),
    )
    if node.hatched:
        add(group, "path", d=path, fill=brush.hatch)
    if shape is Shape.NOTE:
        fold = f"M{box.right - _FOLD} {box.y}V{box.y + _FOLD}H{box.right}"
        add(group, "path", d=fold, fill="none", **_pen(node))


def outline(shape: Shape, box: Box) -> str:
    """Path data of a box's outline."""
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    if shape is Shape.ROUND:
        r = min(_CORNER, box.w // 2, box.h // 2)
        arc = f"A{r} {r} 0 0 1 "
        return (
            f"M{x + r} {y}H{right - r}{arc}{right} {y + r}V{bottom - r}{arc}{right - r} {bottom}"
            f"H{x + r}{arc}{x} {bottom - r}V{y + r}{arc}{x + r} {y}Z"
        )
    if shape is Shape.OCTAGON:
        c = min(_CORNER, box.w // 2, box.h // 2)
        return (
            f"M{x + c} {y}H{right - c}L{right} {y + c}V{bottom - c}L{right - c} {bottom}"
            f"H{x + c}L{x} {bottom - c}V{y + c}Z"
        )
    if shape is Shape.DISC:
        radius, y_middle = number(DISC / 2), number(box.middle[1])
        half = f"A{radius} {radius} 0 1 1 "
        return f"M{x} {y_middle}{half}{right} {y_middle}{half}{x} {y_middle}Z"
    if shape is Shape.NOTE:
        return f"M{x} {y}H{right - _FOLD}L{right} {y + _FOLD}V{bottom}H{x}Z"
    return f"M{x} {y}H{right}V{bottom}H{x}Z"


def _paint_icon(group: Element, node: Node, box: Box) -> None:
    notation = notation_of(node.kind)
    # The cut corner of an octagon pushes the icon inward.
    inward = 4 if notation.shape is Shape.OCTAGON else 0
    if notation.icon is not None and not node.compact:
        add(
            group,
            "path",
            d=ICONS[notation.icon],
            transform=f"translate({box.right - ICON - 5 - inward} {box.y + 4})",
            fill="none",
            stroke=INK,
            stroke_linejoin="round",
        )


def paint_words(parent: Element, words: Words, *, halo: str | None = None, ink: str = INK) -> None:
    """One line of text; ``halo`` is the colour that keeps what lies behind away from the letters."""
    add(
        parent,
        "text",
        words.text,
        x=words.x,
        y=words.y,
        font_size=words.size,
        font_weight="bold" if words.bold else None,
        font_style="italic" if words.italic else None,
        text_anchor="middle" if words.centred else None,
        fill=ink,
        stroke=halo,
        stroke_width=3 if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
    )


def _paint_badge(group: Element, badge: str, box: Box, ends: Collection[Point]) -> None:
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
    place = Box(x, y, width, _BADGE_HEIGHT)
    add(group, "rect", x=x, y=y, width=width, height=_BADGE_HEIGHT, rx=4, fill=WHITE, stroke=OUTLINE)
    paint_words(group, Words(place.middle[0], place.bottom - 4, text, SMALL, bold=True, centred=True))
