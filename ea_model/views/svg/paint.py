"""A scene as one SVG picture; the same bytes for the same scene."""

from __future__ import annotations

import math
from functools import lru_cache

from ea_model.views.scene import Image, LineEnd, Paint, Part, Scene, SceneBox, SceneLine, Shape, Text
from ea_model.views.scene.notation import GREY_HATCH, WHITE
from ea_model.views.svg.elements import Element, add, as_bytes, document, number
from ea_model.views.svg.heads import FORMS

_HIT = 10
"""Width of the unseen line that makes a thin one easy to click, in pixels."""
_HATCH = 7
"""Pixels from one stroke of a hatch to the next."""


def paint(scene: Scene, *, interactive: bool = False) -> bytes:
    """Draw a scene. ``interactive`` adds what an app needs to make boxes and lines clickable.

    The drawing itself stands in one group, below the header: its coordinates are those of the scene.
    """
    left, top, width, height = scene.extent
    root = document(width, height)
    root.set("viewBox", f"{left} {top} {width} {height}")
    title, words = f"{scene.prefix}title", f"{scene.prefix}desc"
    # An image hides its parts from screen readers; with buttons inside, it has to be a group.
    root.set("role", "group" if interactive else "img")
    root.set("lang", scene.lang)
    root.set("aria-labelledby", f"{title} {words}" if scene.spoken else title)
    add(root, "title", scene.title, id=title)
    if scene.spoken:
        add(root, "desc", scene.spoken, id=words)
    corner = {"x": left, "y": top} if left or top else {}
    add(root, "rect", class_="paper", **corner, width=width, height=height, fill=WHITE)
    for text in scene.header:
        _paint_text(root, text)
    painter = _Painter(add(root, "defs"), scene.prefix, interactive)
    # Half a pixel aside, lines of one pixel fall on pixels instead of between them.
    drawing = add(root, "g", class_="drawing", transform=f"translate(0.5 {number(scene.offset + 0.5)})")
    for item in scene.items:
        if isinstance(item, SceneLine):
            painter.line(drawing, item)
        else:
            painter.part(drawing, item)
    if scene.legend:
        legend = add(root, "g", class_="legend")
        for entry in scene.legend:
            painter.part(legend, entry)
    if not len(painter.definitions):
        root.remove(painter.definitions)
    return as_bytes(root)


class _Painter:
    """What all items of one drawing share: the hatches and gradients it uses, each defined once."""

    def __init__(self, definitions: Element, prefix: str, interactive: bool) -> None:
        self.definitions, self._prefix, self._interactive = definitions, prefix, interactive
        self._references: dict[object, str] = {}

    def part(self, parent: Element, part: Part) -> None:
        """A shape, a text, an image, or a box with all that it holds."""
        if isinstance(part, Shape):
            self._shape(parent, part)
        elif isinstance(part, Text):
            _paint_text(parent, part)
        elif isinstance(part, SceneBox):
            self._box(parent, part)
        else:
            _paint_image(parent, part)

    def _box(self, parent: Element, box: SceneBox) -> None:
        group = parent
        if box.role:
            pressable = self._interactive and box.pressable
            group = add(
                add(parent, "a", href=box.href) if box.href else parent,
                "g",
                class_=box.role,
                data_id=box.about or None,
                data_node=box.id or None,
                data_edge=box.edge if self._interactive and box.edge else None,
                opacity=box.opacity,
                role="button" if pressable else None,
                tabindex="0" if pressable else None,
                aria_label=box.tooltip if pressable else None,
            )
        if box.tooltip is not None:
            add(group, "title", box.tooltip)
        for part in box.parts:
            self.part(group, part)

    def line(self, parent: Element, line: SceneLine) -> None:
        """A line as a group: what is seen of it, its heads and, where it can be clicked, a wide unseen one over it."""
        group = add(
            parent, "g", class_=line.role, data_id=line.about or None, data_edge=line.id, opacity=line.opacity
        )  # fmt: skip
        add(group, "title", line.tooltip)
        add(group, "path", d=line.path, **_attributes(line.style))
        for end in line.ends:
            _paint_head(group, end, line.style)
        if self._interactive:
            hit = max(_HIT, line.style.width or 1)
            add(group, "path", class_="hit", d=line.path, fill="none", stroke="#000", stroke_opacity=0,
                stroke_width=hit, pointer_events="stroke")  # fmt: skip

    def _shape(self, parent: Element, shape: Shape) -> None:
        style = shape.style
        attributes = _attributes(style)
        if style.hatch:
            attributes = {**attributes, "fill": self._hatch(style.hatch)}
        elif style.gradient:
            attributes = {**attributes, "fill": self._gradient(style.fill, style.gradient)}
        # A box without a fill, or with a pattern, is still there to be clicked.
        events = "all" if self._interactive and shape.catches else None
        add(parent, shape.tag, None, **shape.geometry, **attributes, pointer_events=events, opacity=shape.opacity)

    def _hatch(self, ink: str) -> str:
        if ink not in self._references:
            name = f"{self._prefix}hatch{'' if ink == GREY_HATCH else f'-{ink[1:]}'}"
            self._references[ink] = f"url(#{name})"
            pattern = add(self.definitions, "pattern", id=name, patternUnits="userSpaceOnUse", width=_HATCH,
                          height=_HATCH, patternTransform="rotate(45)")  # fmt: skip
            add(pattern, "path", d=f"M0 0V{_HATCH}", stroke=ink, stroke_width=2)
        return self._references[ink]

    def _gradient(self, fill: str, direction: tuple[float, float, float, float]) -> str:
        key = (fill, direction)
        if key not in self._references:
            name = f"{self._prefix}g{len(self._references)}"
            x1, y1, x2, y2 = direction
            gradient = add(self.definitions, "linearGradient", id=name, x1=x1, y1=y1, x2=x2, y2=y2)
            add(gradient, "stop", offset=0, stop_color=fill)
            add(gradient, "stop", offset=1, stop_color=WHITE)
            self._references[key] = f"url(#{name})"
        return self._references[key]


@lru_cache(maxsize=4096)
def _attributes(style: Paint) -> dict[str, str | float | None]:
    """A style as attributes of an element."""
    attributes = {
        "fill": style.fill,
        "fill_opacity": style.fill_opacity,
        "stroke": style.line,
        "stroke_opacity": style.line_opacity,
        "stroke_width": style.width,
        "stroke_dasharray": style.dash or None,
        "stroke_linejoin": "round" if style.round_joins else None,
    }
    return {name: value for name, value in attributes.items() if value is not None}


def _paint_head(group: Element, end: LineEnd, style: Paint) -> None:
    """A head with its tip at the end of the line, turned along it."""
    form, (x, y), (bx, by) = FORMS[end.head], end.tip, end.before
    angle = math.degrees(math.atan2(by - y, bx - x))
    turned = f" rotate({number(angle)})" if angle else ""
    grown = f" scale({end.scale})" if end.scale > 1 else ""
    add(
        group,
        "path",
        d=form.data,
        transform=f"translate({number(x)} {number(y)}){turned}{grown}",
        fill=form.fill or style.line,
        stroke=style.line,
        stroke_width=end.width,
    )


def _paint_image(parent: Element, image: Image) -> None:
    place = image.place
    add(parent, "image", x=place.x, y=place.y, width=place.w, height=place.h, href=image.address,
        preserveAspectRatio=image.fit)  # fmt: skip


def _paint_text(parent: Element, text: Text) -> None:
    """One line as it is; several as parts of one element, so that they stay one text."""
    element = add(
        parent,
        "text",
        None if text.leading else text.text,
        x=None if text.leading else text.x,
        y=None if text.leading else text.y,
        font_family=text.family,
        font_size=text.size,
        font_weight="bold" if text.bold else None,
        font_style="italic" if text.italic else None,
        text_decoration=text.decoration,
        text_anchor=None if text.anchor == "start" else text.anchor,
        fill=text.ink,
        stroke=text.halo,
        stroke_width=3 if text.halo else None,
        stroke_linejoin="round" if text.halo else None,
        paint_order="stroke" if text.halo else None,
    )
    if text.leading:
        for row, line in enumerate(text.text.split("\n")):
            if line.strip():
                add(element, "tspan", line.rstrip(), x=text.x, y=text.y + row * text.leading)
