"""One view of a model as SVG, as its author laid it out; the same bytes for the same model."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from ea_model.model import Model
from ea_model.source.views import View, every
from ea_model.views.imported.boxes import Boxes
from ea_model.views.imported.connections import Lines
from ea_model.views.imported.legends import paint_legend
from ea_model.views.imported.looks import ArchiLook
from ea_model.views.imported.pictures import Pictures
from ea_model.views.imported.scene import Scene
from ea_model.views.svg.elements import Element, add, as_bytes, document
from ea_model.views.svg.notation import WHITE

Links = Callable[[str], "str | None"]
"""Where the drawing of a view stands, by its id; None for one that is not drawn."""

_MARGIN = 10
_LEAST = 40
_LARGEST = 100_000
"""Pixels a drawing may be wide or high; what stands further out is cut off."""


def draw(model: Model, view: View, *, links: Links, pictures: Pictures | None = None, lang: str = "nl") -> bytes:
    """The view as SVG. ``links`` gives the addresses references to other views point to."""
    scene = Scene(model, view, lang)
    lines = Lines(scene)
    left, top, width, height = _extent(view, lines)
    root = document(width, height)
    root.set("viewBox", f"{left} {top} {width} {height}")
    prefix = f"v{zlib.crc32(view.id.encode('utf-8', 'replace')):08x}-"
    root.set("role", "img")
    root.set("lang", lang)
    root.set("aria-labelledby", f"{prefix}title")
    add(root, "title", str(view.name) or view.id, id=f"{prefix}title")
    if view.documentation:
        add(root, "desc", str(view.documentation))
    definitions = add(root, "defs")
    add(root, "rect", class_="paper", x=left, y=top, width=width, height=height, fill=WHITE)
    # Half a pixel aside, lines of one pixel fall on pixels instead of between them.
    drawing = add(root, "g", class_="drawing", transform="translate(0.5 0.5)")
    boxes = Boxes(scene, pictures or Pictures(), links, _Gradients(definitions, prefix))
    for node, _ in every(view.nodes):
        if "legend" in node.more:
            paint_legend(drawing, node, scene)
        else:
            boxes.paint(drawing, node)
    lines.paint(drawing)
    if not len(definitions):
        root.remove(definitions)
    return as_bytes(root)


class _Gradients:
    """The gradients of one drawing, each defined once."""

    def __init__(self, definitions: Element, prefix: str) -> None:
        self._definitions, self._prefix = definitions, prefix
        self._known: dict[tuple[object, ...], str] = {}

    def __call__(self, look: ArchiLook) -> str:
        """The reference that paints with the gradient of a look."""
        direction = look.gradient or (0, 0, 0, 1)
        key = (look.fill, direction)
        if key not in self._known:
            name = f"{self._prefix}g{len(self._known)}"
            x1, y1, x2, y2 = direction
            gradient = add(self._definitions, "linearGradient", id=name, x1=x1, y1=y1, x2=x2, y2=y2)
            add(gradient, "stop", offset=0, stop_color=look.fill)
            add(gradient, "stop", offset=1, stop_color=WHITE)
            self._known[key] = f"url(#{name})"
        return self._known[key]


def _extent(view: View, lines: Lines) -> tuple[int, int, int, int]:
    """Left, top, width and height of everything that is drawn."""
    places = [(n.x, n.y, n.x + n.width, n.y + n.height) for n, _ in every(view.nodes)]
    places += [(round(x), round(y), round(x), round(y)) for points in lines.points.values() for x, y in points]
    if not places:
        return 0, 0, _LEAST, _LEAST
    left, top = (min(place[axis] for place in places) - _MARGIN for axis in (0, 1))
    right, bottom = (max(place[axis] for place in places) + _MARGIN for axis in (2, 3))
    left, top = max(left, -_LARGEST), max(top, -_LARGEST)
    return left, top, min(max(right - left, _LEAST), _LARGEST), min(max(bottom - top, _LEAST), _LARGEST)
