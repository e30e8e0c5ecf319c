"""The boxes of a view: elements, groups, notes, references to other views, stickies, actors and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from ea_model.source.views import ViewNode
from ea_model.views.imported.looks import ArchiLook, darker, look_of_node, shape_of
from ea_model.views.imported.pictures import Pictures
from ea_model.views.imported.room import ICON, ICON_TOP, above, room_for
from ea_model.views.imported.view_facts import ViewFacts
from ea_model.views.imported.words import Area, text_in, width_of
from ea_model.views.scene import Image, Paint, Part, SceneBox, Shape, path, rect
from ea_model.views.scene.geometry import Box
from ea_model.views.scene.notation import BLACK, WHITE, Outline, notation_of
from ea_model.views.svg.boxes import outline
from ea_model.views.svg.elements import colour
from ea_model.views.svg.icon_shapes import Figure, figure_of, scaled
from ea_model.views.svg.icons import ICONS
from ea_model.views.words.kinds import name_of

_TAB = 18
_FOLD = 13
_INWARD = 5
"""Pixels from an icon to the right side of its box."""
_ANCHORS = {"1": "start", "4": "end"}
_PLACES = {"1": 1, "2": 2}
_NEVER, _ALWAYS = "2", "1"
_FILL_BOX = "9"
_VIEW_ICON = "M2.5 2.5H13.5V13.5H2.5ZM5 5.5H8V8H5ZM9.5 9H12V11.5H9.5ZM6.5 8V10.5H9.5"


class Boxes:
    """Makes the boxes of one view."""

    def __init__(self, facts: ViewFacts, pictures: Pictures, href: Callable[[str], str | None]) -> None:
        self.facts, self.pictures, self.href = facts, pictures, href

    def box(self, node: ViewNode) -> SceneBox:
        """One box with its words; what stands in it comes after it."""
        kind, lang = self.facts.kind(node.element), self.facts.lang
        text = self.facts.text(node)
        named = f"{' '.join(text.split())}, {name_of(kind, lang)}" if kind else " ".join(text.split())
        return SceneBox(
            self._parts(node, kind, text),
            "node",
            id=node.id,
            about=node.element or node.view,
            tooltip=named,
            href=self.href(node.view) if node.view else None,
        )

    def _parts(self, node: ViewNode, kind: str, text: str) -> list[Part]:
        look, box = look_of_node(node, kind), Box(node.x, node.y, max(node.width, 1), max(node.height, 1))
        if kind and notation_of(kind).shape is Outline.DISC:
            place: dict[str, str | float | None] = {
                "cx": box.middle[0],
                "cy": box.middle[1],
                "r": min(box.w, box.h) / 2,
            }
            return [Shape("circle", place, _style(look, kind))]
        if shape_of(node).endswith("Image"):
            return list(self._picture(node, box, look))
        parts: list[Part] = []
        area = self._shape(parts, node, kind, box, look, text)
        return [*parts, *text_in(text, area, look.font, look.ink)]

    def _shape(
        self, parts: list[Part], node: ViewNode, kind: str, box: Box, look: ArchiLook, text: str
    ) -> Area:  # fmt: skip
        """Add the outline; where the words go."""
        shape = shape_of(node)
        if kind:
            return self._element(parts, node, kind, box, look, text)
        if shape == "Group" and node.more.get("borderType") != "1":
            return _tabbed(parts, node, box, look, darker(look.fill), text)
        if shape == "SketchModelActor":
            return _actor(parts, box, look)
        if shape == "Note":
            parts.append(path(_note(node, box), _bordered(node, look)))
            parts += self._image_in(node, box)
            return _area(node, _inset(box, 5))
        parts.append(rect(box.x, box.y, box.w, box.h, _style(look)))
        parts += self._image_in(node, box)
        if shape == "DiagramModelReference":
            parts += _icon(node, _VIEW_ICON, box, _INWARD)
            return _beside_icon(node, text, box, look, _INWARD)
        return _area(node, _inset(box, 10 if shape == "SketchModelSticky" else 5))

    def _element(
        self, parts: list[Part], node: ViewNode, kind: str, box: Box, look: ArchiLook, text: str
    ) -> Area:  # fmt: skip
        notation = notation_of(kind)
        figure = figure_of(kind, box) if node.more.get("type") == "1" else None
        if figure is not None:
            parts += _figure(figure, look)
            return above(text, _area(node, figure.words), look.font, node.nodes)
        if notation.shape is Outline.DASHED_TAB:
            area = _tabbed(parts, node, box, look, look.fill, text)
        else:
            parts.append(path(outline(notation.shape, box), _style(look)))
            area = _area(node, _inset(box, 5))
        images = list(self._image_in(node, box))
        parts += images
        if not notation.icon or (images and node.more.get("iconVisible") != _ALWAYS):
            return area
        inward = _INWARD + 4 if notation.shape is Outline.OCTAGON else _INWARD
        parts += _icon(node, ICONS[notation.icon], box, inward)
        return _beside_icon(node, text, box, look, inward)

    def _image_in(self, node: ViewNode, box: Box) -> Iterator[Image]:
        """The author's picture in a box."""
        picture = self.pictures.get(node.image) if node.image else None
        if picture is None:
            return
        position = node.more.get("imagePosition", "2")
        if position == _FILL_BOX:
            yield Image(box, picture.address, "xMidYMid slice")
            return
        at = int(position) if position in "012345678" else 2
        width = min(picture.width or box.w, box.w)
        height = min(picture.height or box.h, box.h)
        across, down = at % 3, at // 3
        place = Box(box.x + (box.w - width) * across // 2, box.y + (box.h - height) * down // 2, width, height)
        fit = f"x{('Min', 'Mid', 'Max')[across]}Y{('Min', 'Mid', 'Max')[down]} meet"
        yield Image(place, picture.address, fit)

    def _picture(self, node: ViewNode, box: Box, look: ArchiLook) -> Iterator[Part]:
        """A picture by itself; one that cannot be shown is a frame with a cross."""
        picture = self.pictures.get(node.image) if node.image else None
        sides = (box.x, box.y, box.w, box.h)
        if picture is None:
            yield rect(*sides, Paint(WHITE, look.line))
            cross = f"M{box.x} {box.y}L{box.right} {box.bottom}M{box.right} {box.y}L{box.x} {box.bottom}"
            yield path(cross, Paint(line="#C8C8C8"))
            return
        yield Image(box, picture.address, "none")
        if node.more.get("borderColor"):
            yield rect(*sides, Paint(line=colour(node.more["borderColor"]) or look.line))


@lru_cache(maxsize=4096)
def _style(look: ArchiLook, kind: str = "") -> Paint:
    open_disc = kind == "OrJunction"
    return Paint(
        fill=WHITE if open_disc and look.fill == BLACK else look.fill,
        line=BLACK if open_disc else look.line,
        width=None if look.width == 1 else look.width,
        dash=look.dash,
        fill_opacity=None if look.fill_opacity == 1 else look.fill_opacity,
        line_opacity=None if look.line_opacity == 1 else look.line_opacity,
        gradient=look.gradient,
    )


def _bordered(node: ViewNode, look: ArchiLook) -> Paint:
    """The style of a note, which may have no border."""
    style = _style(look)
    return replace(style, line="none") if node.more.get("borderType") == "2" else style


def _note(node: ViewNode, box: Box) -> str:
    """The outline of a note: with a corner cut off, as long as its border is the usual one."""
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    cut = min(_FOLD, box.w, box.h) if node.more.get("borderType", "0") == "0" else 0
    return f"M{x} {y}H{right}V{bottom - cut}L{right - cut} {bottom}H{x}Z"


def _figure(figure: Figure, look: ArchiLook) -> Iterator[Part]:
    style = replace(_style(look), dash="6 3") if figure.dashed else _style(look)
    for data in figure.outlines:
        yield path(data, style)
    bare = replace(style, fill="none", gradient=None)
    for data in figure.strokes:
        yield path(data, bare)


def _tabbed(parts: list[Part], node: ViewNode, box: Box, look: ArchiLook, tab: str, text: str) -> Area:
    """A frame with a tab half as wide; the name stands in the tab, or in the frame when it is not at the top."""
    style, high = _style(look), min(_TAB, box.h)
    body = Box(box.x, box.y + high, box.w, max(box.h - high, 1))
    parts.append(rect(body.x, body.y, body.w, body.h, style))
    parts.append(rect(box.x, box.y, box.w // 2, high, replace(style, fill=tab, gradient=None)))
    place = _area(node, _inset(body, 5))
    if place.place:
        return place
    if place.anchor == "middle" and width_of(" ".join(text.split()), look.font) <= box.w // 2 - 10:
        return Area(Box(box.x + 5, box.y + 1, box.w // 2 - 10, high), "middle", 0)
    return Area(Box(box.x + 5, box.y + 1, max(box.w - 10, 1), box.h - 1), "end" if place.anchor == "end" else "start")


def _actor(parts: list[Part], box: Box, look: ArchiLook) -> Area:
    """A stick figure with its name below."""
    high = max(box.h - 20, 10)
    side = min(box.w, high)
    data = scaled(ICONS["actor"], box.x + (box.w - side) / 2, box.y + (high - side) / 2, side / ICON)
    parts.append(path(data, Paint(line=BLACK, width=look.width)))
    return Area(Box(box.x, box.y + high, box.w, max(box.h - high, 1)), "middle", 0)


def _icon(node: ViewNode, data: str, box: Box, inward: int) -> Iterator[Part]:
    if node.more.get("iconVisible") != _NEVER:
        style = Paint(line=colour(node.more.get("iconColor")) or BLACK, round_joins=True)
        yield path(data, style, f"translate({box.right - ICON - inward} {box.y + ICON_TOP})")


def _beside_icon(node: ViewNode, text: str, box: Box, look: ArchiLook, inward: int) -> Area:
    area = above(text, _area(node, _inset(box, 5)), look.font, node.nodes)
    return area if node.more.get("iconVisible") == _NEVER else room_for(text, box, area, look.font, inward)


def _inset(box: Box, by: int) -> Box:
    return Box(box.x + by, box.y + by - 1, max(box.w - 2 * by, 1), max(box.h - 2 * by + 2, 1))


def _area(node: ViewNode, box: Box) -> Area:
    return Area(
        box,
        _ANCHORS.get(node.more.get("textAlignment", ""), "middle"),
        _PLACES.get(node.more.get("textPosition", ""), 0),
    )
