"""The boxes of a view: elements, groups, notes, references to other views, stickies, actors and pictures."""

from __future__ import annotations

from collections.abc import Callable

from ea_model.source.views import ViewNode
from ea_model.views.imported.looks import ArchiLook, darker, look_of_node, shape_of
from ea_model.views.imported.pictures import ImportedPicture, Pictures
from ea_model.views.imported.room import ICON, ICON_TOP, above, room_for
from ea_model.views.imported.scene import Scene
from ea_model.views.imported.words import Area, width_of, write
from ea_model.views.layout.geometry import Box
from ea_model.views.svg.elements import Element, add, colour
from ea_model.views.svg.icon_shapes import Figure, figure_of, scaled
from ea_model.views.svg.icons import ICONS
from ea_model.views.svg.notation import Shape, notation_of
from ea_model.views.words.kinds import name_of

_TAB = 18
_FOLD = 13
_CORNER = 10
_INWARD = 5
"""Pixels from an icon to the right side of its box."""
_ANCHORS = {"1": "start", "4": "end"}
_PLACES = {"1": 1, "2": 2}
_NEVER, _ALWAYS = "2", "1"
_FILL_BOX = "9"
_VIEW_ICON = "M2.5 2.5H13.5V13.5H2.5ZM5 5.5H8V8H5ZM9.5 9H12V11.5H9.5ZM6.5 8V10.5H9.5"


class Boxes:
    """Paints the boxes of one view."""

    def __init__(
        self, scene: Scene, pictures: Pictures, href: Callable[[str], str | None], gradient: Callable[[ArchiLook], str]
    ) -> None:
        self.scene, self.pictures, self.href, self.gradient = scene, pictures, href, gradient

    def paint(self, parent: Element, node: ViewNode) -> None:
        """One box with its words; what stands in it comes after it."""
        kind = self.scene.kind(node.element)
        address = self.href(node.view) if node.view else None
        if address:
            parent = add(parent, "a", None, href=address)
        group = add(parent, "g", class_="node", data_id=node.element or node.view or None, data_node=node.id)
        look, box = look_of_node(node, kind), Box(node.x, node.y, max(node.width, 1), max(node.height, 1))
        text = self.scene.text(node)
        said = f"{' '.join(text.split())}, {name_of(kind, self.scene.lang)}" if kind else " ".join(text.split())
        add(group, "title", said)
        shape = shape_of(node)
        if kind and notation_of(kind).shape is Shape.DISC:
            radius = min(box.w, box.h) / 2
            add(group, "circle", cx=box.x + box.w / 2, cy=box.y + box.h / 2, r=radius, **self._paint_of(look, kind))
            return
        if shape.endswith("Image"):
            self._paint_picture(group, node, box, look)
            return
        area = self._paint_shape(group, node, kind, box, look, text)
        write(group, text, area, look.font, look.ink)

    def _paint_of(self, look: ArchiLook, kind: str = "") -> dict[str, str | float | None]:
        fill = look.fill if kind != "OrJunction" or look.fill != "#000000" else "#FFFFFF"
        stroke = look.line if kind != "OrJunction" else "#000000"
        return {
            "fill": self.gradient(look) if look.gradient else fill,
            "fill_opacity": None if look.fill_opacity == 1 else look.fill_opacity,
            "stroke": stroke,
            "stroke_opacity": None if look.line_opacity == 1 else look.line_opacity,
            "stroke_width": None if look.width == 1 else look.width,
            "stroke_dasharray": look.dash or None,
        }

    def _paint_shape(self, group: Element, node: ViewNode, kind: str, box: Box, look: ArchiLook, text: str) -> Area:
        """The outline; where the words go."""
        shape = shape_of(node)
        if kind:
            return self._paint_element(group, node, kind, box, look, text)
        if shape == "Group" and node.more.get("borderType") != "1":
            return self._paint_tabbed(group, node, box, look, darker(look.fill), text)
        if shape == "SketchModelActor":
            return self._paint_actor(group, box, look)
        if shape == "Note":
            return self._paint_note(group, node, box, look)
        add(group, "rect", x=box.x, y=box.y, width=box.w, height=box.h, **self._paint_of(look))
        self._paint_image_in(group, node, box)
        if shape == "DiagramModelReference":
            self._paint_icon(group, node, _VIEW_ICON, box, _INWARD)
            return self._beside_icon(node, text, box, look, _INWARD)
        return _area(node, _inset(box, 10 if shape == "SketchModelSticky" else 5))

    def _paint_element(self, group: Element, node: ViewNode, kind: str, box: Box, look: ArchiLook, text: str) -> Area:
        notation = notation_of(kind)
        figure = figure_of(kind, box) if node.more.get("type") == "1" else None
        if figure is not None:
            self._paint_figure(group, figure, look)
            return above(text, _area(node, figure.words), look.font, node.nodes)
        if notation.shape is Shape.DASHED_TAB:
            area = self._paint_tabbed(group, node, box, look, look.fill, text)
        else:
            add(group, "path", d=_outline(notation.shape, box), **self._paint_of(look))
            area = _area(node, _inset(box, 5))
        shown = self._paint_image_in(group, node, box)
        if not notation.icon or (shown and node.more.get("iconVisible") != _ALWAYS):
            return area
        inward = _INWARD + 4 if notation.shape is Shape.OCTAGON else _INWARD
        self._paint_icon(group, node, ICONS[notation.icon], box, inward)
        return self._beside_icon(node, text, box, look, inward)

    def _beside_icon(self, node: ViewNode, text: str, box: Box, look: ArchiLook, inward: int) -> Area:
        area = above(text, _area(node, _inset(box, 5)), look.font, node.nodes)
        return area if node.more.get("iconVisible") == _NEVER else room_for(text, box, area, look.font, inward)

    def _paint_figure(self, group: Element, figure: Figure, look: ArchiLook) -> None:
        paint = self._paint_of(look)
        if figure.dashed:
            paint["stroke_dasharray"] = "6 3"
        for outline in figure.outlines:
            add(group, "path", d=outline, **paint)
        paint["fill"] = "none"
        for stroke in figure.strokes:
            add(group, "path", d=stroke, **paint)

    def _paint_tabbed(self, group: Element, node: ViewNode, box: Box, look: ArchiLook, tab: str, text: str) -> Area:
        """A frame with a tab half as wide; the name stands in the tab, or in the frame when it is not at the top."""
        paint, high = self._paint_of(look), min(_TAB, box.h)
        body = Box(box.x, box.y + high, box.w, max(box.h - high, 1))
        add(group, "rect", x=body.x, y=body.y, width=body.w, height=body.h, **paint)
        add(group, "rect", x=box.x, y=box.y, width=box.w // 2, height=high, **{**paint, "fill": tab})
        place = _area(node, _inset(body, 5))
        if place.place:
            return place
        if place.anchor == "middle" and width_of(" ".join(text.split()), look.font) <= box.w // 2 - 10:
            return Area(Box(box.x + 5, box.y + 1, box.w // 2 - 10, high), "middle", 0)
        return Area(
            Box(box.x + 5, box.y + 1, max(box.w - 10, 1), box.h - 1), "end" if place.anchor == "end" else "start"
        )

    def _paint_note(self, group: Element, node: ViewNode, box: Box, look: ArchiLook) -> Area:
        border = node.more.get("borderType", "0")
        paint = self._paint_of(look)
        if border == "2":
            paint["stroke"] = "none"
        x, y, right, bottom = box.x, box.y, box.right, box.bottom
        cut = min(_FOLD, box.w, box.h) if border == "0" else 0
        outline = f"M{x} {y}H{right}V{bottom - cut}L{right - cut} {bottom}H{x}Z"
        add(group, "path", d=outline, **paint)
        self._paint_image_in(group, node, box)
        return _area(node, _inset(box, 5))

    def _paint_actor(self, group: Element, box: Box, look: ArchiLook) -> Area:
        """A stick figure with its name below."""
        high = max(box.h - 20, 10)
        side = min(box.w, high)
        drawn = scaled(ICONS["actor"], box.x + (box.w - side) / 2, box.y + (high - side) / 2, side / ICON)
        add(group, "path", d=drawn, fill="none", stroke="#000000", stroke_width=look.width)
        return Area(Box(box.x, box.y + high, box.w, max(box.h - high, 1)), "middle", 0)

    def _paint_icon(self, group: Element, node: ViewNode, drawn: str, box: Box, inward: int) -> None:
        if node.more.get("iconVisible") == _NEVER:
            return
        add(
            group,
            "path",
            d=drawn,
            transform=f"translate({box.right - ICON - inward} {box.y + ICON_TOP})",
            fill="none",
            stroke=colour(node.more.get("iconColor")) or "#000000",
            stroke_linejoin="round",
        )

    def _paint_image_in(self, group: Element, node: ViewNode, box: Box) -> bool:
        """The author's picture in a box."""
        picture = self.pictures.get(node.image) if node.image else None
        if picture is None:
            return False
        position = node.more.get("imagePosition", "2")
        if position == _FILL_BOX:
            _add_picture(group, picture, box, "xMidYMid slice")
            return True
        at = int(position) if position in "012345678" else 2
        width = min(picture.width or box.w, box.w)
        height = min(picture.height or box.h, box.h)
        across, down = at % 3, at // 3
        place = Box(box.x + (box.w - width) * across // 2, box.y + (box.h - height) * down // 2, width, height)
        _add_picture(group, picture, place, f"x{('Min', 'Mid', 'Max')[across]}Y{('Min', 'Mid', 'Max')[down]} meet")
        return True

    def _paint_picture(self, group: Element, node: ViewNode, box: Box, look: ArchiLook) -> None:
        """A picture by itself; one that cannot be shown is a frame with a cross."""
        picture = self.pictures.get(node.image) if node.image else None
        if picture is not None:
            _add_picture(group, picture, box, "none")
            if node.more.get("borderColor"):
                line = colour(node.more["borderColor"]) or look.line
                add(group, "rect", x=box.x, y=box.y, width=box.w, height=box.h, fill="none", stroke=line)
            return
        cross = f"M{box.x} {box.y}L{box.right} {box.bottom}M{box.right} {box.y}L{box.x} {box.bottom}"
        add(group, "rect", x=box.x, y=box.y, width=box.w, height=box.h, fill="#FFFFFF", stroke=look.line)
        add(group, "path", d=cross, fill="none", stroke="#C8C8C8")


def _add_picture(group: Element, picture: ImportedPicture, box: Box, fit: str) -> None:
    add(group, "image", x=box.x, y=box.y, width=box.w, height=box.h, href=picture.address, preserveAspectRatio=fit)


def _inset(box: Box, by: int) -> Box:
    return Box(box.x + by, box.y + by - 1, max(box.w - 2 * by, 1), max(box.h - 2 * by + 2, 1))


def _area(node: ViewNode, box: Box) -> Area:
    return Area(
        box,
        _ANCHORS.get(node.more.get("textAlignment", ""), "middle"),
        _PLACES.get(node.more.get("textPosition", ""), 0),
    )


def _outline(shape: Shape, box: Box) -> str:
    """Path data of the box of an element."""
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    r = min(_CORNER, box.w // 2, box.h // 2)
    if shape is Shape.ROUND:
        arc = f"A{r} {r} 0 0 1 "
        return (f"M{x + r} {y}H{right - r}{arc}{right} {y + r}V{bottom - r}{arc}{right - r} {bottom}"
                f"H{x + r}{arc}{x} {bottom - r}V{y + r}{arc}{x + r} {y}Z")  # fmt: skip
    if shape is Shape.OCTAGON:
        return (f"M{x + r} {y}H{right - r}L{right} {y + r}V{bottom - r}L{right - r} {bottom}"
                f"H{x + r}L{x} {bottom - r}V{y + r}Z")  # fmt: skip
    return f"M{x} {y}H{right}V{bottom}H{x}Z"
