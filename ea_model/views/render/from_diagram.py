"""A diagram and its layout as a scene in ArchiMate notation."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from math import ceil

from ea_model.views.layout import MARGIN, Layout
from ea_model.views.render.legend import LegendKey, legend_below
from ea_model.views.scene import Item, Paint, Part, Scene, SceneBox, Text, path, rect
from ea_model.views.scene.box_labels import SMALL, header_area
from ea_model.views.scene.diagram import Diagram, LegendEntry, Node
from ea_model.views.scene.geometry import Box, Point
from ea_model.views.scene.notation import GREY_HATCH, INK, OUTLINE, QUIET, UNKNOWN, WHITE
from ea_model.views.scene.text_metrics import leading, text_width, wrap
from ea_model.views.svg.boxes import box_of, header_of
from ea_model.views.svg.captions import Captions
from ea_model.views.svg.elements import colour, number
from ea_model.views.svg.lines import WIDE_DASH, line_between

_TITLE_SIZE = 16
_FACTS_SIZE = 11
_LEAST_WIDTH = 320
_SWATCH, _SWATCH_HEIGHT = 30, 16
_LINE, _DASHES = "——", "– –"
"""Words that stand for a line in a legend of texts."""


def diagram_scene(diagram: Diagram, layout: Layout, lang: str = "nl") -> Scene:
    """Everything in its place: the header above the drawing, the legend below it."""
    width = max(layout.width, _LEAST_WIDTH)
    header = _header(diagram, width)
    below = ceil(header[-1].y + 8) if header else 0
    bottom = below + layout.height
    legend, height = legend_below(map(_key, diagram.legend), bottom, width)
    return Scene(
        diagram.id,
        diagram.title or diagram.id,
        lang,
        (0, 0, width, bottom + height),
        f"d{zlib.crc32(diagram.id.encode('utf-8', 'replace')):08x}-",
        diagram.description,
        _spoken(diagram, lang),
        list(_items(diagram, layout, lang)),
        offset=below,
        header=header,
        legend=legend,
        size=(layout.width, layout.height),
        facts=diagram.facts,
        viewpoint=diagram.viewpoint,
    )


def _spoken(diagram: Diagram, lang: str) -> str:
    dutch = lang == "nl"
    counts = f"{len(diagram.nodes)} {'elementen' if dutch else 'elements'}"
    counts += f", {len(diagram.edges)} {'relaties' if dutch else 'relations'}"
    return f"{diagram.description} ({counts})" if diagram.description else counts


def _header(diagram: Diagram, width: int) -> list[Text]:
    """The title and the facts below it, wrapped to the width of the drawing."""
    texts: list[Text] = []
    y = 12.0
    for line in wrap(diagram.title, width - 2 * MARGIN, _TITLE_SIZE, bold=True).lines:
        y += leading(_TITLE_SIZE)
        texts.append(Text(MARGIN, y, line, _TITLE_SIZE, bold=True))
    facts = "  ·  ".join(f"{name}: {value}" for name, value in diagram.facts.items())
    y += 3
    for line in wrap(facts, width - 2 * MARGIN, _FACTS_SIZE).lines:
        y += leading(_FACTS_SIZE) + 1
        texts.append(Text(MARGIN, y, line, _FACTS_SIZE, ink=QUIET))
    return texts


def _items(diagram: Diagram, layout: Layout, lang: str) -> Iterator[Item]:
    """Frames, lines, names of frames, boxes in frames, words on lines: nothing hides what matters."""
    nodes = {node.id: node for node in diagram.nodes}
    holding = {node.parent for node in diagram.nodes}
    frames = [node for node in diagram.nodes if node.id in holding]
    # In reading order, which is the order in which the Tab key visits them.
    leaves = sorted(
        (node for node in diagram.nodes if node.id not in holding),
        key=lambda leaf: (layout.boxes[leaf.id].y, layout.boxes[leaf.id].x),
    )
    places = layout.boxes
    lines = [
        (
            edge,
            line_between(
                edge,
                layout.lines[edge.id],
                (nodes[edge.source], places[edge.source]),
                (nodes[edge.target], places[edge.target]),
                lang,
            ),
        )
        for edge in diagram.edges
    ]
    ends: dict[str, list[Point]] = {}
    for edge in diagram.edges:
        for id_, point in ((edge.source, layout.lines[edge.id][0]), (edge.target, layout.lines[edge.id][-1])):
            ends.setdefault(id_, []).append(point)
    ranks = {node.id: rank for rank, node in enumerate(diagram.nodes)}

    def box(node: Node, *, container: bool) -> SceneBox:
        meeting = ends.get(node.id, ())
        return box_of(node, places[node.id], lang, container=container, ends=meeting, rank=ranks[node.id])

    yield from (box(node, container=True) for node in frames)
    yield from (line for _, line in lines)
    yield from (header_of(node, places[node.id], ends.get(node.id, ())) for node in frames)
    yield from (box(node, container=False) for node in leaves)
    obstacles = [places[leaf.id] for leaf in leaves] + [header_area(node, places[node.id]) for node in frames]
    captions = Captions(obstacles, [places[node.id] for node in frames], lines)
    yield from filter(None, (captions.place(edge, layout.lines[edge.id]) for edge in diagram.edges))


def _key(entry: LegendEntry) -> LegendKey:
    """The swatch of an entry: a box in its colour with its badge, or a piece of its line."""
    words = [(_DASHES if entry.dashed else _LINE) if entry.line else "", f"{entry.badge} –" if entry.badge else ""]
    label = " ".join(filter(None, [*words, entry.label]))
    fill = "" if entry.line else colour(entry.fill) or (UNKNOWN if entry.hatched else "")
    width = max(_SWATCH, ceil(text_width(entry.badge, SMALL, bold=True)) + 8) if entry.badge else _SWATCH
    return LegendKey(entry.label, width, lambda x, y: _swatch(entry, Box(x, y, width, _SWATCH_HEIGHT)), label, fill)


def _swatch(entry: LegendEntry, place: Box) -> Iterator[Part]:
    sign = Text(place.middle[0], place.bottom - 4, entry.badge, SMALL, bold=True, anchor="middle")
    if entry.line:
        x, y = place.x, place.y + place.h / 2 + (entry.line % 2) / 2
        style = Paint(line=colour(entry.fill) or INK, width=entry.line, dash=WIDE_DASH if entry.dashed else "")
        yield path(f"M{x} {number(y)}H{place.right - (10 if entry.badge else 0)}", style)
        sign.x = place.right - 4
    else:
        fill = colour(entry.fill) or (UNKNOWN if entry.hatched else WHITE)
        sides = (place.x + 0.5, place.y + 0.5, place.w, place.h)
        yield rect(*sides, Paint(fill, OUTLINE), 2)
        if entry.hatched:
            yield rect(*sides, Paint(hatch=GREY_HATCH), 2)
            sign.halo = fill
    if entry.badge:
        yield sign
