"""Graphs in the DOT language: writing them, and reading back the positions the engine gave.

Only this file knows Graphviz' syntax, its points counted from below, and its inches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ea_model.views.scene.geometry import Box, Line, whole

_INCH = 72
"""Pixels an inch: we count one pixel as one point."""

_UNSAFE = re.compile(r'[%"\\\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_ESCAPED = re.compile(r"%([0-9a-f]+);")


def quote(text: str) -> str:
    """Write any text as a DOT name that reads back unchanged.

    DOT's own backslash escape cannot write a name that ends in a backslash, so what is unsafe becomes
    ``%code;``.
    """
    return '"' + _UNSAFE.sub(lambda match: f"%{ord(match[0]):x};", text) + '"'


def unquote(name: str) -> str:
    """The text of a name as the engine reports it, that is without its quotation marks."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), name)


@dataclass(slots=True)
class Cluster:
    """A container whose contents the engine places together with what is outside."""

    id: str
    header: tuple[int, int] = (0, 0)
    """Least width, and height of the name."""
    boxes: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Width and height of the boxes directly inside."""
    clusters: list[Cluster] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two boxes."""

    id: str
    tail: str
    head: str


@dataclass(frozen=True, slots=True)
class Graph:
    """What is to be placed; ``padding`` and gaps are in pixels."""

    root: Cluster
    links: tuple[Link, ...]
    direction: str
    padding: int
    node_gap: int
    rank_gap: int


@dataclass(frozen=True, slots=True)
class DotPlacement:
    """What the engine answered, in whole pixels from the upper left corner."""

    w: int
    h: int
    boxes: dict[str, Box]
    clusters: dict[str, Box]


def placing(graph: Graph) -> str:
    """Ask for positions. Sizes are fixed and labels empty, so that no font has a say."""
    direction = "LR" if graph.direction == "LR" else "TB"
    lines = [
        "digraph {",
        f'graph [rankdir={direction}, splines=none, label="", labeljust=l, margin={graph.padding},'
        f" nodesep={_inches(graph.node_gap)}, ranksep={_inches(graph.rank_gap)}];",
        'node [shape=box, fixedsize=true, label=""];',
        *_statements(graph.root),
        *(f"{_node(link.tail)} -> {_node(link.head)};" for link in graph.links),
        "}",
    ]
    return "\n".join(lines)


def wiring(boxes: dict[str, Box], links: Iterable[Link], splines: str) -> str:
    """Ask for lines between boxes that stand where they stand."""
    lines = [
        "digraph {",
        f'graph [splines={splines}, label=""];',
        'node [shape=box, fixedsize=true, label=""];',
        "edge [dir=none];",
    ]
    for id_, box in boxes.items():
        x, y = box.middle
        size = f"width={_inches(box.w)}, height={_inches(box.h)}"
        lines.append(f'{_node(id_)} [pos="{x:.1f},{-y:.1f}", {size}];')
    for number, link in enumerate(links):
        lines.append(f"{_node(link.tail)} -> {_node(link.head)} [id={number}];")
    return "\n".join([*lines, "}"])


def _statements(cluster: Cluster) -> Iterator[str]:
    for id_, (w, h) in cluster.boxes.items():
        yield f"{_node(id_)} [width={_inches(w)}, height={_inches(h)}];"
    for inner in cluster.clusters:
        width, height = inner.header
        yield f"subgraph {quote('cluster ' + inner.id)} {{"
        # An empty table of fixed size keeps room for a name that the engine must not measure.
        yield (
            f'graph [label=<<TABLE FIXEDSIZE="TRUE" WIDTH="{width}" HEIGHT="{height}" BORDER="0" '
            'CELLBORDER="0" CELLPADDING="0" CELLSPACING="0"><TR><TD></TD></TR></TABLE>>];'
        )
        yield from _statements(inner)
        yield "}"


def _node(id_: str) -> str:
    return quote("node " + id_)


def _inches(pixels: int) -> str:
    return f"{pixels / _INCH:.5f}"


def places(answer: dict[str, Any], graph: Graph) -> DotPlacement:
    """Positions from the engine's JSON; the sizes of boxes are those we asked for, not what came back."""
    sizes = dict(_sizes(graph.root))
    left, bottom, right, top = _numbers(answer["bb"])
    boxes: dict[str, Box] = {}
    clusters: dict[str, Box] = {}
    for item in answer.get("objects", ()):
        sort, _, id_ = unquote(item["name"]).partition(" ")
        if sort == "node":
            w, h = sizes[id_]
            x, y = _numbers(item["pos"])
            boxes[id_] = Box(whole(x - left - w / 2), whole(top - y - h / 2), w, h)
        elif sort == "cluster" and "bb" in item:
            x1, y1, x2, y2 = _numbers(item["bb"])
            x, y = whole(x1 - left), whole(top - y2)
            clusters[id_] = Box(x, y, whole(x2 - left) - x, whole(top - y1) - y)
    return DotPlacement(whole(right - left), whole(top - bottom), boxes, clusters)


def wires(answer: dict[str, Any], boxes: dict[str, Box], links: tuple[Link, ...]) -> dict[str, Line]:
    """Lines by link id, in the coordinates of the boxes that were given."""
    lines: dict[str, Line] = {}
    shift: tuple[float, float] | None = None
    for item in answer.get("objects", ()):
        # The engine moves the drawing to its own origin; any box tells by how much.
        _, _, id_ = unquote(item["name"]).partition(" ")
        x, y = _numbers(item["pos"])
        shift = boxes[id_].middle[0] - x, boxes[id_].middle[1] + y
        break
    for item in answer.get("edges", ()) if shift else ():
        if "pos" in item:
            # A Bézier curve of straight parts: the corners are every third point, the rest lies between.
            corners = [_numbers(corner) for corner in item["pos"].split()[::3]]
            line = tuple((whole(x + shift[0]), whole(shift[1] - y)) for x, y in corners) if shift else ()
            if len(line) > 1:
                lines[links[int(item["id"])].id] = line
    return lines


def _sizes(cluster: Cluster) -> Iterator[tuple[str, tuple[int, int]]]:
    yield from cluster.boxes.items()
    for inner in cluster.clusters:
        yield from _sizes(inner)


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split(","))
