"""A legend in a view: the kinds of elements and relations that are drawn, which Archi works out too."""

from __future__ import annotations

from ea_model.source.views import ViewNode
from ea_model.views.imported.looks import look_of_node
from ea_model.views.imported.scene import Scene
from ea_model.views.imported.words import Area, write
from ea_model.views.layout.geometry import Box
from ea_model.views.svg.elements import Element, add
from ea_model.views.svg.icons import ICONS
from ea_model.views.svg.notation import OUTLINE, Shape, notation_of
from ea_model.views.words.kinds import name_of

_ROW, _SWATCH = 20, 20


def paint_legend(parent: Element, node: ViewNode, scene: Scene) -> None:
    """Name and colour of every kind in the view, in rows that fill the box and then go on in a next column."""
    look, box = look_of_node(node, ""), Box(node.x, node.y, max(node.width, 1), max(node.height, 1))
    group = add(parent, "g", class_="legend", data_node=node.id)
    add(group, "rect", x=box.x, y=box.y, width=box.w, height=box.h, fill=look.fill, stroke=look.line,
        fill_opacity=look.fill_opacity, stroke_opacity=look.line_opacity)  # fmt: skip
    kinds = sorted({scene.kind(other.element) for other in scene.nodes.values() if other.element} - {""},
                   key=lambda kind: name_of(kind, scene.lang))  # fmt: skip
    rows = max((box.h - 10) // _ROW, 1)
    columns = max(-(-len(kinds) // rows), 1)
    wide = max((box.w - 10) // columns, _SWATCH + 10)
    for place, kind in enumerate(kinds):
        column, row = divmod(place, rows)
        x, y = box.x + 5 + column * wide, box.y + 5 + row * _ROW
        notation = notation_of(kind)
        if notation.icon:
            add(group, "rect", x=x, y=y, width=_SWATCH, height=_ROW - 2, fill=notation.fill, stroke=OUTLINE)
            add(group, "path", d=ICONS[notation.icon], transform=f"translate({x + 2} {y + 1})", fill="none",
                stroke="#000000")  # fmt: skip
        elif notation.shape is Shape.DISC:
            add(group, "circle", cx=x + 10, cy=y + 9, r=7, fill=notation.fill, stroke="#000000")
        else:
            add(group, "rect", x=x, y=y, width=_SWATCH, height=_ROW - 2, fill=notation.fill, stroke=OUTLINE,
                stroke_dasharray="3 2")  # fmt: skip
        words = Box(x + _SWATCH + 5, y, max(wide - _SWATCH - 8, 1), _ROW - 2)
        write(group, name_of(kind, scene.lang), Area(words, "start", 1), look.font, look.ink)
