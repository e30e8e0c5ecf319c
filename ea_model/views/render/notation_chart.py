"""The notation on one sheet: every kind of element by layer, as a box and as a figure, and every relation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ea_model.views.layout import MARGIN, Layout
from ea_model.views.render.from_diagram import diagram_scene
from ea_model.views.scene import Paint, Part, SceneBox, path
from ea_model.views.scene.box_labels import DISC, PADDING
from ea_model.views.scene.diagram import GROUP, Diagram, Edge, Node
from ea_model.views.scene.geometry import Box, Line
from ea_model.views.scene.notation import LINES, NOTATION, OUTLINE, Outline, notation_of
from ea_model.views.svg.icon_shapes import figure_of
from ea_model.views.svg.paint import paint
from ea_model.views.words.kinds import name_of

_COLUMNS = 4
_FIGURE = 62
"""Width of the second figure of a kind, beside its box."""
_BESIDE = 6
_CELL_GAP = 14
_HEADER = 36
_LINE_LENGTH = 110
_ROW = 40
_TARGET = 40
"""Width of the empty box a relation of the legend points at."""

_RELATIONS: tuple[Edge, ...] = (
    *(Edge(kind, "", "", kind) for kind in LINES if kind not in {"Access", "Influence"}),
    Edge("Association directed", "", "", "Association", directed=True),
    *(Edge(f"Access {way}", "", "", "Access", access=way) for way in ("Access", "Read", "Write", "ReadWrite")),
    Edge("Influence", "", "", "Influence", label="+"),
    Edge("AndJunction", "", "", "Association"),
    Edge("OrJunction", "", "", "Association"),
)
"""One row each; the last two end in the junction they are named after."""


def notation_chart(lang: str) -> tuple[Diagram, Layout]:
    """All kinds in a frame for each layer on the left, all relations in a frame on the right."""
    nodes: list[Node] = []
    boxes: dict[str, Box] = {}
    layers: dict[str, list[str]] = {}
    for kind, notation in NOTATION.items():
        # Junctions tie relations together and are shown among those.
        if notation.layer and notation.shape is not Outline.DISC:
            layers.setdefault(notation.layer, []).append(kind)
    cell_w, cell_h = 180 + _BESIDE + _FIGURE, 46
    width = 2 * PADDING + _COLUMNS * (cell_w + _CELL_GAP) - _CELL_GAP
    y = MARGIN
    for layer, kinds in layers.items():
        rows = -(-len(kinds) // _COLUMNS)
        boxes[layer] = Box(MARGIN, y, width, _HEADER + rows * (cell_h + _CELL_GAP) - _CELL_GAP + PADDING)
        nodes.append(Node(layer, GROUP, name_of(layer, lang)))
        for place, kind in enumerate(kinds):
            node = Node(kind, kind, name_of(kind, lang), parent=layer)
            row, column = divmod(place, _COLUMNS)
            x = MARGIN + PADDING + column * (cell_w + _CELL_GAP)
            boxes[kind] = Box(x, y + _HEADER + row * (cell_h + _CELL_GAP), cell_w - _BESIDE - _FIGURE, cell_h)
            nodes.append(node)
        y = boxes[layer].bottom + MARGIN
    edges, lines, right = _relations(lang, MARGIN + width + MARGIN, nodes, boxes)
    title = "Notatie" if lang == "nl" else "Notation"
    diagram = Diagram("notation", f"{title} – ArchiMate 3.2", tuple(nodes), tuple(edges))
    return diagram, Layout(right + MARGIN, y, boxes, lines)


def legend_svg(lang: str) -> bytes:
    """The chart as a picture."""
    diagram, placed = notation_chart(lang)
    scene = diagram_scene(diagram, placed, lang)
    scene.items += _figures(placed)
    return paint(scene)


def _figures(placed: Layout) -> Iterator[SceneBox]:
    """The second figure of every kind, beside its box."""
    for kind, notation in NOTATION.items():
        box = placed.boxes.get(kind)
        figure = figure_of(kind, Box(box.right + _BESIDE, box.y + 3, _FIGURE, box.h - 6)) if box else None
        if figure is None:
            continue
        style = Paint(notation.fill, OUTLINE, dash="6 3" if figure.dashed else "")
        parts: list[Part] = [path(outline, style) for outline in figure.outlines]
        parts += [path(stroke, replace(style, fill="none")) for stroke in figure.strokes]
        yield SceneBox(parts, "figure", about=kind)


def _relations(
    lang: str, left: int, nodes: list[Node], boxes: dict[str, Box]
) -> tuple[list[Edge], dict[str, Line], int]:
    """Add a frame with a row for each relation: its name in one box, its line to another."""
    frame = "Relationships"
    named, height = 180, 28
    width = 2 * PADDING + named + _LINE_LENGTH + _TARGET
    boxes[frame] = Box(left, MARGIN, width, _HEADER + len(_RELATIONS) * _ROW - (_ROW - height) + PADDING)
    nodes.append(Node(frame, GROUP, name_of(frame, lang)))
    edges: list[Edge] = []
    lines: dict[str, Line] = {}
    for row, model in enumerate(_RELATIONS):
        source, target = f"{model.id} source", f"{model.id} target"
        x, y = left + PADDING, MARGIN + _HEADER + row * _ROW
        boxes[source] = Box(x, y, named, height)
        end = x + named + _LINE_LENGTH
        # A kind without notation is a plain box: only the line has a meaning here.
        nodes.append(Node(source, "", _relation_name(model, lang), parent=frame))
        if notation_of(model.id).shape is Outline.DISC:
            boxes[target] = Box(end, y + (height - DISC) // 2, DISC, DISC)
            nodes.append(Node(target, model.id, name_of(model.id, lang), parent=frame))
        else:
            boxes[target] = Box(end, y, _TARGET, height)
            nodes.append(Node(target, "", "", parent=frame))
        edges.append(
            Edge(
                model.id,
                source,
                target,
                model.kind,
                label=model.label,
                access=model.access,
                directed=model.directed,
            )
        )
        lines[model.id] = ((x + named, y + height // 2), (end, y + height // 2))
    return edges, lines, left + width


def _relation_name(edge: Edge, lang: str) -> str:
    if edge.id.endswith("Junction"):
        return name_of(edge.id, lang)
    name = name_of(edge.kind, lang)
    if edge.directed:
        return f"{name} ({'gericht' if lang == 'nl' else 'directed'})"
    if edge.kind == "Access" and edge.access != "Access":
        return f"{name} ({name_of(edge.access, lang).lower()})"
    return name
