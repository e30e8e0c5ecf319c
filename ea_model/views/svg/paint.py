"""A diagram and its layout as one SVG picture in ArchiMate notation; the same bytes for the same input."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from math import ceil

from ea_model.views.layout import MARGIN, Layout
from ea_model.views.layout.geometry import Box, Point
from ea_model.views.layout.text_metrics import leading, text_width, wrap
from ea_model.views.render.diagram import Diagram, LegendEntry
from ea_model.views.svg.box_labels import SMALL, Words, header_area
from ea_model.views.svg.boxes import UNKNOWN, Brush, paint_box, paint_header, paint_words
from ea_model.views.svg.captions import Captions
from ea_model.views.svg.elements import Element, add, as_bytes, colour, document, number
from ea_model.views.svg.lines import WIDE_DASH, Stroke, line_description, paint_line, paint_marker, stroke
from ea_model.views.svg.notation import INK, OUTLINE, WHITE

_TITLE_SIZE = 16
_FACTS_SIZE = 11
_QUIET = "#444444"
_LEAST_WIDTH = 320
_SWATCH = Box(0, 0, 30, 16)
_LEGEND_ROW = 24
_LEGEND_SIZE = 11


def paint(
    diagram: Diagram,
    layout: Layout,
    *,
    lang: str = "nl",
    interactive: bool = False,
    more: Callable[[Element], None] | None = None,
) -> bytes:
    """Draw the diagram. ``interactive`` adds what an app needs to make boxes and lines clickable; ``more`` draws last.

    The drawing itself stands in one group, below the header: its coordinates are those of the layout.
    """
    brush = Brush(f"d{zlib.crc32(diagram.id.encode('utf-8', 'replace')):08x}-", lang, interactive)
    width = max(layout.width, _LEAST_WIDTH)
    header = _header(diagram, width)
    below = header[-1].y + 8 if header else 0
    rows = _legend_rows(diagram.legend, width - 2 * MARGIN)
    height = ceil(below) + layout.height + (len(rows) * _LEGEND_ROW + MARGIN if rows else 0)

    root = document(width, height)
    _describe(root, diagram, brush)
    add(root, "rect", class_="paper", width=width, height=height, fill=WHITE)
    for words in header:
        paint_words(root, words, ink=INK if words.bold else _QUIET)
    # Half a pixel aside, lines of one pixel fall on pixels instead of between them.
    drawing = add(root, "g", class_="drawing", transform=f"translate(0.5 {ceil(below) + 0.5})")
    _paint_drawing(root, drawing, diagram, layout, brush)
    if more is not None:
        more(drawing)
    if rows:
        _paint_legend(root, rows, ceil(below) + layout.height, width, brush)
    return as_bytes(root)


def _describe(root: Element, diagram: Diagram, brush: Brush) -> None:
    """Title, description and role for screen readers."""
    dutch = brush.lang == "nl"
    title_id, text_id = brush.prefix + "title", brush.prefix + "desc"
    # An image hides its parts from screen readers; with buttons inside, it has to be a group.
    root.set("role", "group" if brush.interactive else "img")
    root.set("lang", brush.lang)
    root.set("aria-labelledby", f"{title_id} {text_id}")
    add(root, "title", diagram.title or diagram.id, id=title_id)
    counts = f"{len(diagram.nodes)} {'elementen' if dutch else 'elements'}"
    counts += f", {len(diagram.edges)} {'relaties' if dutch else 'relations'}"
    add(root, "desc", f"{diagram.description} ({counts})" if diagram.description else counts, id=text_id)


def _header(diagram: Diagram, width: int) -> list[Words]:
    """The title and the facts below it, wrapped to the width of the drawing."""
    words: list[Words] = []
    y = 12.0
    for line in wrap(diagram.title, width - 2 * MARGIN, _TITLE_SIZE, bold=True).lines:
        y += leading(_TITLE_SIZE)
        words.append(Words(MARGIN, y, line, _TITLE_SIZE, bold=True))
    facts = "  ·  ".join(f"{name}: {value}" for name, value in diagram.facts.items())
    y += 3
    for line in wrap(facts, width - 2 * MARGIN, _FACTS_SIZE).lines:
        y += leading(_FACTS_SIZE) + 1
        words.append(Words(MARGIN, y, line, _FACTS_SIZE))
    return words


def _paint_drawing(root: Element, drawing: Element, diagram: Diagram, layout: Layout, brush: Brush) -> None:
    """Frames, lines, names of frames, boxes in frames, words on lines: nothing hides what matters."""
    nodes = {node.id: node for node in diagram.nodes}
    holding = {node.parent for node in diagram.nodes}
    strokes = [
        stroke(
            edge,
            layout.lines[edge.id],
            (nodes[edge.source], layout.boxes[edge.source]),
            (nodes[edge.target], layout.boxes[edge.target]),
        )
        for edge in diagram.edges
    ]
    ends: dict[str, list[Point]] = {}
    for edge in diagram.edges:
        for id_, point in ((edge.source, layout.lines[edge.id][0]), (edge.target, layout.lines[edge.id][-1])):
            ends.setdefault(id_, []).append(point)
    _define(root, drawing, strokes, brush, hatch=_has_hatch(diagram))
    for node in diagram.nodes:
        if node.id in holding:
            paint_box(drawing, node, layout.boxes[node.id], brush, container=True)
    for drawn in strokes:
        edge = drawn.edge
        said = line_description(edge, nodes[edge.source], nodes[edge.target], brush.lang)
        paint_line(drawing, drawn, brush, said)
    for node in diagram.nodes:
        if node.id in holding:
            paint_header(drawing, node, layout.boxes[node.id], ends.get(node.id, ()))
    leaves = [node for node in diagram.nodes if node.id not in holding]
    # In reading order, which is the order in which the Tab key visits them.
    for node in sorted(leaves, key=lambda leaf: (layout.boxes[leaf.id].y, layout.boxes[leaf.id].x)):
        paint_box(drawing, node, layout.boxes[node.id], brush, container=False, ends=ends.get(node.id, ()))
    frames = [(node, layout.boxes[node.id]) for node in diagram.nodes if node.id in holding]
    taken = [layout.boxes[leaf.id] for leaf in leaves] + [header_area(node, box) for node, box in frames]
    captions = Captions(taken, [box for _, box in frames], strokes, interactive=brush.interactive)
    for drawn in strokes:
        captions.paint(drawing, drawn.edge, layout.lines[drawn.edge.id])


def _has_hatch(diagram: Diagram) -> bool:
    return any(node.hatched for node in diagram.nodes) or any(entry.hatched for entry in diagram.legend)


def _define(root: Element, before: Element, strokes: list[Stroke], brush: Brush, *, hatch: bool) -> None:
    """The heads and the hatch that this drawing uses."""
    used = {marker.id: marker for drawn in strokes for marker in (drawn.start, drawn.end) if marker}
    if not used and not hatch:
        return
    defs = add(root, "defs")
    before.addprevious(defs)
    for _, marker in sorted(used.items()):
        paint_marker(defs, marker, brush)
    if hatch:
        pattern = add(
            defs,
            "pattern",
            id=brush.prefix + "hatch",
            patternUnits="userSpaceOnUse",
            width=7,
            height=7,
            patternTransform="rotate(45)",
        )
        add(pattern, "path", d="M0 0V7", stroke="#A6A6A6", stroke_width=2)


def _legend_rows(legend: tuple[LegendEntry, ...], width: int) -> list[list[tuple[int, LegendEntry]]]:
    """The entries with their x, over as many rows as they need."""
    rows: list[list[tuple[int, LegendEntry]]] = []
    x = width + 1
    for entry in legend:
        takes = _swatch_width(entry) + 6 + ceil(text_width(entry.label, _LEGEND_SIZE)) + 20
        if x + takes > width + 20:
            rows.append([])
            x = 0
        rows[-1].append((x, entry))
        x += takes
    return rows


def _swatch_width(entry: LegendEntry) -> int:
    """As wide as its sign needs."""
    return max(_SWATCH.w, ceil(text_width(entry.badge, SMALL, bold=True)) + 8) if entry.badge else _SWATCH.w


def _paint_legend(root: Element, rows: list[list[tuple[int, LegendEntry]]], top: int, width: int, brush: Brush) -> None:
    group = add(root, "g", class_="legend")
    add(group, "path", d=f"M{MARGIN} {top}.5H{width - MARGIN}", fill="none", stroke="#C8C8C8")
    for row_number, row in enumerate(rows):
        y = top + 12 + row_number * _LEGEND_ROW
        for x, entry in row:
            swatch = Box(MARGIN + x, y, _swatch_width(entry), _SWATCH.h)
            label = Words(swatch.right + 6, swatch.bottom - 4, entry.label, _LEGEND_SIZE)
            paint_words(group, label)
            if entry.line:
                _paint_legend_line(group, swatch, entry)
                continue
            place = {"x": swatch.x + 0.5, "y": swatch.y + 0.5, "width": swatch.w, "height": swatch.h, "rx": 2}
            fill = colour(entry.fill) or (UNKNOWN if entry.hatched else WHITE)
            add(group, "rect", fill=fill, stroke=OUTLINE, **place)
            if entry.hatched:
                add(group, "rect", fill=brush.hatch, **place)
            halo = fill if entry.hatched else None
            if entry.badge:
                middle = swatch.middle[0]
                words = Words(middle, swatch.bottom - 4, entry.badge, SMALL, bold=True, centred=True)
                paint_words(group, words, halo=halo)


def _paint_legend_line(group: Element, swatch: Box, entry: LegendEntry) -> None:
    """A piece of the line, with its sign beside it where it has one."""
    x, y = swatch.x, swatch.y + swatch.h / 2 + (entry.line % 2) / 2
    dash = WIDE_DASH if entry.dashed else None
    ink = colour(entry.fill) or INK
    right = swatch.right - (10 if entry.badge else 0)
    add(group, "path", d=f"M{x} {number(y)}H{right}", stroke=ink, stroke_width=entry.line, stroke_dasharray=dash)
    if entry.badge:
        paint_words(group, Words(swatch.right - 4, swatch.bottom - 4, entry.badge, SMALL, bold=True, centred=True))
