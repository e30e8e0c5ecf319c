"""A legend in a view: the kinds of elements and relations that are drawn, which Archi works out too."""

from __future__ import annotations

from ea_model.source.views import ViewNode
from ea_model.views.imported.looks import look_of_node
from ea_model.views.imported.view_facts import ViewFacts
from ea_model.views.imported.words import Area, text_in
from ea_model.views.scene import Paint, Part, SceneBox, Shape, path, rect
from ea_model.views.scene.geometry import Box
from ea_model.views.scene.notation import BLACK, OUTLINE, Notation, Outline, notation_of
from ea_model.views.svg.icons import ICONS
from ea_model.views.words.kinds import name_of

_ROW, _SWATCH = 20, 20


def legend_of(node: ViewNode, facts: ViewFacts) -> SceneBox:
    """Name and colour of every kind in the view, in rows that fill the box and then go on in a next column."""
    look, box = look_of_node(node, ""), Box(node.x, node.y, max(node.width, 1), max(node.height, 1))
    ground = Paint(look.fill, look.line, fill_opacity=look.fill_opacity, line_opacity=look.line_opacity)
    parts: list[Part] = [rect(box.x, box.y, box.w, box.h, ground)]
    kinds = sorted({facts.kind(other.element) for other in facts.nodes.values() if other.element} - {""},
                   key=lambda kind: name_of(kind, facts.lang))  # fmt: skip
    rows = max((box.h - 10) // _ROW, 1)
    columns = max(-(-len(kinds) // rows), 1)
    wide = max((box.w - 10) // columns, _SWATCH + 10)
    for place, kind in enumerate(kinds):
        column, row = divmod(place, rows)
        x, y = box.x + 5 + column * wide, box.y + 5 + row * _ROW
        words = Box(x + _SWATCH + 5, y, max(wide - _SWATCH - 8, 1), _ROW - 2)
        parts += _swatch(notation_of(kind), x, y)
        parts += text_in(name_of(kind, facts.lang), Area(words, "start", 1), look.font, look.ink)
    return SceneBox(parts, "legend", id=node.id)


def _swatch(notation: Notation, x: int, y: int) -> list[Shape]:
    if notation.shape is Outline.DISC and not notation.icon:
        return [Shape("circle", {"cx": x + 10, "cy": y + 9, "r": 7}, Paint(notation.fill, BLACK))]
    frame = rect(x, y, _SWATCH, _ROW - 2, Paint(notation.fill, OUTLINE, dash="" if notation.icon else "3 2"))
    if not notation.icon:
        return [frame]
    return [frame, path(ICONS[notation.icon], Paint(line=BLACK), f"translate({x + 2} {y + 1})")]
