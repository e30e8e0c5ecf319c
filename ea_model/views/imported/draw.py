"""One view of a model as SVG, as its author laid it out; the same bytes for the same model."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from ea_model.model import Model
from ea_model.source.views import View, every
from ea_model.views.imported.boxes import Boxes
from ea_model.views.imported.connections import Lines
from ea_model.views.imported.legends import legend_of
from ea_model.views.imported.pictures import Pictures
from ea_model.views.imported.view_facts import ViewFacts
from ea_model.views.scene import Scene
from ea_model.views.svg.paint import paint

Links = Callable[[str], "str | None"]
"""Where the drawing of a view stands, by its id; None for one that is not drawn."""

_MARGIN = 10
_LEAST = 40
_LARGEST = 100_000
"""Pixels a drawing may be wide or high; what stands further out is cut off."""


def draw(model: Model, view: View, *, links: Links, pictures: Pictures | None = None, lang: str = "nl") -> bytes:
    """The view as SVG. ``links`` gives the addresses references to other views point to."""
    facts = ViewFacts(model, view, lang)
    lines, boxes = Lines(facts), Boxes(facts, pictures or Pictures(), links)
    nodes = (legend_of(node, facts) if "legend" in node.more else boxes.box(node) for node, _ in every(view.nodes))
    return paint(
        Scene(
            view.id,
            str(view.name) or view.id,
            lang,
            _extent(view, lines),
            f"v{zlib.crc32(view.id.encode('utf-8', 'replace')):08x}-",
            spoken=str(view.documentation),
            items=[*nodes, *lines.items()],
        )
    )


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
