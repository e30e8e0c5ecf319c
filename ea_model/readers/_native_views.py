"""Views of a file of Archi, as far as `drawing` can hold them.

Archi places a node relative to the node around it and a bendpoint relative to the centres of both ends; here both
become absolute. Sketch and canvas views are drawings like any other: what shows no element is a frame or a text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ea_model.drawing import Style, View, ViewConnection, ViewNode
from ea_model.readers._exchange_parts import Node, named
from ea_model.readers._native_parts import child_text, documentation_of, name_of, properties_of, type_of, whole
from ea_model.readers._native_words import viewpoint_name

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SIZE = (120, 55)
_SIZES = {"Group": (400, 140), "Note": (185, 80)}
_JUNCTION = (15, 15)
"""Sizes Archi gives a node that has none, by its type; files from before 3.0 leave usual sizes out."""
_MARGIN = 10
"""Room Archi leaves around the nodes within a node that has no size of its own."""
_GROUP_TITLE = 18
"""Before 3.1.1 the height of its title was not counted in the place of what stands in a group."""


@dataclass(frozen=True, slots=True)
class Scenery:
    """What the views of one file are drawn with."""

    names: dict[str, str]
    """Names of the views by id, for references to them."""
    junctions: frozenset[str]
    """Ids of the junctions, which have a size of their own."""
    old_groups: bool
    """Was the file written before 3.1.1?"""
    left_out: Counter[str]
    """How often something stood there that a view cannot hold."""


def view_of(node: Node, scenery: Scenery) -> View:
    """One view."""
    return _Drawing(node, scenery).view


class _Drawing:
    """One view being read; the result is ``view``."""

    def __init__(self, node: Node, scenery: Scenery) -> None:
        self.scenery = scenery
        self.boxes: dict[str, ViewNode] = {}
        self.gone: set[str] = set()
        """Ids of the pictures, and of the lines that went with them."""
        self.view = View(
            id=node.get("id") or "",
            name=name_of(node),
            documentation=documentation_of(node),
            viewpoint=viewpoint_name(node.get("viewpoint") or ""),
            properties=list(properties_of(node)),
            nodes=self._nodes(node, 0, 0),
        )
        self.view.connections = [_connection(line, self.boxes) for line in self._lines(node)]
        _move_into_sight(self.view)

    def _nodes(self, parent: Node, left: int, top: int) -> list[ViewNode]:
        """What stands in a node, or in the view, whose own corner is at (left, top)."""
        if self.scenery.old_groups and type_of(parent) == "Group":
            top += _GROUP_TITLE
        found = []
        for child in named(parent, "child"):
            if type_of(child).endswith("Image"):
                self.gone.add(child.get("id") or "")
                self.scenery.left_out["picture in a view"] += 1
            else:
                found.append(self._node(child, left, top))
        return found

    def _node(self, child: Node, left: int, top: int) -> ViewNode:
        bounds = next(named(child, "bounds"), None)
        x, y, width, height = (
            whole(bounds.get(side) if bounds is not None else None, otherwise)
            for side, otherwise in (("x", 0), ("y", 0), ("width", -1), ("height", -1))
        )
        element = child.get("archimateElement") or ""
        inner = self._nodes(child, left + x, top + y)
        box = ViewNode(
            id=child.get("id") or "",
            x=left + x,
            y=top + y,
            width=width,
            height=height,
            kind="Element" if element else "Container" if inner or type_of(child) == "Group" else "Label",
            element=element,
            label="" if element else self._label(child),
            style=_style(child),
            nodes=inner,
        )
        if -1 in (width, height):
            box.width, box.height = self._usual_size(box, type_of(child))
        self.boxes[box.id] = box
        return box

    def _label(self, child: Node) -> str:
        """What a node shows that shows no element: the view it refers to, its text, or its name."""
        reference = child.get("model")
        if reference:
            return self.scenery.names.get(reference, reference)
        return child_text(child, "content") or name_of(child)

    def _usual_size(self, box: ViewNode, kind: str) -> tuple[int, int]:
        """The size Archi gives a node that says none: large enough for what is in it."""
        width, height = _JUNCTION if box.element in self.scenery.junctions else _SIZES.get(kind, _SIZE)
        for inner in box.nodes:
            width = max(width, inner.x - box.x + inner.width + _MARGIN)
            height = max(height, inner.y - box.y + inner.height + _MARGIN)
        return width, height

    def _lines(self, node: Node) -> list[Node]:
        """The lines of the view, also those that begin at a line, without those that would end in the air."""
        lines = list(node.iter("{*}sourceConnection"))
        while self.gone:
            kept = [line for line in lines if self.gone.isdisjoint(_ends(line))]
            if len(kept) == len(lines):
                break
            self.gone = {line.get("id") or "" for line in lines} - {line.get("id") or "" for line in kept}
            lines = kept
        return lines


def _move_into_sight(view: View) -> None:
    """Archi draws left of and above its zero too; `drawing`, and the exchange format, begin at the top left."""
    boxes = list(_inside(view.nodes))
    corners = [(box.x, box.y) for box in boxes] + [bend for line in view.connections for bend in line.bendpoints]
    left, top = (min((corner[axis] for corner in corners), default=0) for axis in (0, 1))
    left, top = min(left, 0), min(top, 0)
    if not left and not top:
        return
    for box in boxes:
        box.x, box.y = box.x - left, box.y - top
    for line in view.connections:
        line.bendpoints = [(x - left, y - top) for x, y in line.bendpoints]


def _inside(nodes: list[ViewNode]) -> Iterator[ViewNode]:
    for node in nodes:
        yield node
        yield from _inside(node.nodes)


def _ends(line: Node) -> tuple[str, str]:
    return line.get("source") or "", line.get("target") or ""


def _connection(line: Node, boxes: dict[str, ViewNode]) -> ViewConnection:
    source, target = _ends(line)
    return ViewConnection(
        id=line.get("id") or "",
        source=source,
        target=target,
        relation=line.get("archimateRelationship") or line.get("relationship") or "",  # the second before 4.0
        label=name_of(line),
        bendpoints=_bendpoints(line, boxes.get(source), boxes.get(target)),
        style=_style(line),
    )


def _bendpoints(line: Node, source: ViewNode | None, target: ViewNode | None) -> list[tuple[int, int]]:
    """Where a line bends; a line from or to a line has no bends, since Archi gives the end no place.

    Archi keeps each point twice, from the centre of either end. Where the two disagree because an end was moved
    since, it draws a mean that leans to the nearer end: what `DiagramModelUtils.getAbsoluteBendpointPositions` does.
    """
    if source is None or target is None:
        return []
    bends = list(named(line, "bendpoint"))
    pieces = len(bends) + 1
    (from_x, from_y), (to_x, to_y) = _centre(source), _centre(target)
    return [
        (
            _mean(from_x + whole(bend.get("startX")), to_x + whole(bend.get("endX")), index, pieces),
            _mean(from_y + whole(bend.get("startY")), to_y + whole(bend.get("endY")), index, pieces),
        )
        for index, bend in enumerate(bends, start=1)
    ]


def _centre(box: ViewNode) -> tuple[int, int]:
    return box.x + box.width // 2, box.y + box.height // 2


def _mean(start: int, end: int, index: int, pieces: int) -> int:
    """The point at ``index`` of ``pieces`` on the way, cut towards zero.

    Archi cuts so too, but counts in fractions, and may then be one short of this.
    """
    total = start * (pieces - index) + end * index
    return total // pieces if total >= 0 else -(-total // pieces)


def _style(node: Node) -> Style:
    return Style(
        fill=_colour(node.get("fillColor")),
        line=_colour(node.get("lineColor")),
        font=_colour(node.get("fontColor")),
        line_width=whole(node.get("lineWidth")),
    )


def _colour(text: str | None) -> str:
    return text.lower() if text and _COLOUR.fullmatch(text) else ""
