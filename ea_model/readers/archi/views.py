"""Views of a file of Archi, one view at a time.

Archi places a node relative to the node around it and a bendpoint relative to the centres of both ends; here both
become absolute. What its own converters change in older files when it opens them is changed here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ea_model.readers.archi.nodes import child_text, documentation_of, name_of, properties_of, type_of, whole
from ea_model.readers.archi.style import more_of, style_of, view_properties
from ea_model.readers.archi.vocabulary import viewpoint_name
from ea_model.readers.xml.nodes import Node, named
from ea_model.source.views import View, ViewConnection, ViewNode, bends_of, offsets_of

_SIZE = (120, 55)
_SIZES = {"Group": (400, 140), "Note": (185, 80)}
_JUNCTION = (15, 15)
"""Sizes Archi gives a node that has none, by its type; files from before 3.0 leave usual sizes out."""
_MARGIN = 10
"""Room Archi leaves around the nodes within a node that has no size of its own."""
_GROUP_TITLE = 18
"""Before 3.1.1 the height of its title was not counted in the place of what stands in a group."""
_LEFT, _CENTRE = "1", "2"
_TODAY = (5, 0, 0)
SWAPPED = frozenset({
    "Grouping", "BusinessObject", "Contract", "Representation", "Product", "DataObject", "Meaning", "Value",
    "Deliverable", "ApplicationComponent", "Artifact", "Device", "Node",
})  # fmt: skip
"""Kinds whose two figures changed places in version 5.0.0 of the format."""


@dataclass(frozen=True, slots=True)
class ArchiViewContext:
    """What the views of one file are drawn with."""

    names: Mapping[str, str]
    """Names of the views by id, for references to them."""
    junctions: frozenset[str]
    """Ids of the junctions, which have a size of their own."""
    version: tuple[int, ...] = _TODAY
    """The version of the format the file was written in."""
    swapped: Mapping[str, str] = field(default_factory=dict)
    """In a file from before 5.0.0: kind by id of the elements of the `SWAPPED` kinds."""


def view_of(node: Node, scenery: ArchiViewContext) -> View:
    """One view, from its ``element`` in a folder."""
    return _ViewReader(node, scenery).view


class _ViewReader:
    """One view being read; the result is ``view``."""

    def __init__(self, node: Node, scenery: ArchiViewContext) -> None:
        self.scenery = scenery
        self.boxes: dict[str, ViewNode] = {}
        more = more_of(node)
        self.view = View(
            id=node.get("id") or "",
            name=name_of(node),
            documentation=documentation_of(node),
            viewpoint=viewpoint_name(node.get("viewpoint") or ""),
            properties=list(properties_of(node)),
            nodes=self._nodes(node),
            kind=type_of(node) or "ArchimateDiagramModel",
            router=more.pop("connectionRouterType", ""),
            more={name: value for name, value in more.items() if name not in {"name", "viewpoint", "type"}},
        )
        self.view.connections = [_connection(line, self.boxes) for line in node.iter("{*}sourceConnection")]

    def _nodes(self, view: Node) -> list[ViewNode]:
        """Everything that stands in the view: parents before children, then sizes from the inside out."""
        outermost: list[ViewNode] = []
        boxes: list[tuple[ViewNode, str]] = []
        waiting = [(view, 0, 0, outermost)]
        while waiting:
            parent, left, top, siblings = waiting.pop()
            if self.scenery.version < (3, 1, 1) and type_of(parent) == "Group":
                top += _GROUP_TITLE
            for child in named(parent, "child"):
                box = self._node(child, left, top)
                siblings.append(box)
                boxes.append((box, type_of(child)))
                waiting.append((child, box.x, box.y, box.nodes))
        for box, shape in reversed(boxes):
            if box.nodes and box.kind == "Label":
                box.kind = "Container"
            if -1 in (box.width, box.height):
                box.width, box.height = self._usual_size(box, shape)
        return outermost

    def _node(self, child: Node, left: int, top: int) -> ViewNode:
        bounds = next(named(child, "bounds"), None)
        x, y, width, height = (
            whole(bounds.get(side) if bounds is not None else None, otherwise)
            for side, otherwise in (("x", 0), ("y", 0), ("width", -1), ("height", -1))
        )
        element, shape, view = child.get("archimateElement") or "", type_of(child), child.get("model") or ""
        more = more_of(child)
        self._modernise(more, shape, element, child.get("alpha"))
        box = ViewNode(
            id=child.get("id") or "",
            x=left + x,
            y=top + y,
            width=width,
            height=height,
            kind="Element" if element else "Container" if shape == "Group" else "Label",
            element=element,
            style=style_of(child, more),
            shape=shape,
            view=view,
            image=child.get("imagePath") or "",
            documentation=documentation_of(child),
            properties=view_properties(child),
            more=more,
        )
        if not element:
            box.label = self._label(child, more, view)
        self.boxes[box.id] = box
        return box

    def _label(self, child: Node, more: dict[str, str], view: str) -> str:
        """What a node shows that shows no element: the view it refers to, its text, or its name.

        Where the name stands in for a text that is empty, ``more`` says so, since Archi then shows nothing.
        """
        name = name_of(child)
        if view:
            return self.scenery.names.get(view, view)
        content = child_text(child, "content")
        more.pop("content", None)
        if content:
            return content
        more.pop("name", None)
        if name and type_of(child).endswith(("Sticky", "Note", "Block")):
            more["content"] = ""
        return name

    def _modernise(self, more: dict[str, str], shape: str, element: str, alpha: str | None) -> None:
        """What Archi's converters change in the look of a node of an older file."""
        version = self.scenery.version
        swapped = self.scenery.swapped.get(element)
        if swapped and more.pop("type", "0") != "1":
            more["type"] = "1"  # the first figure, which is not said, became the second, and the other way round
        titled = shape == "Group" or swapped == "Grouping"
        if version < (4, 4, 0) and titled and more.get("textAlignment", _CENTRE) == _CENTRE:
            more["textAlignment"] = _LEFT
        if version in {(4, 0, 1), (4, 4, 0)} and alpha:
            more.setdefault("lineAlpha", alpha)

    def _usual_size(self, box: ViewNode, shape: str) -> tuple[int, int]:
        """The size Archi gives a node that says none: large enough for what is in it."""
        width, height = _JUNCTION if box.element in self.scenery.junctions else _SIZES.get(shape, _SIZE)
        for inner in box.nodes:
            width = max(width, inner.x - box.x + inner.width + _MARGIN)
            height = max(height, inner.y - box.y + inner.height + _MARGIN)
        return width, height


def _connection(line: Node, boxes: dict[str, ViewNode]) -> ViewConnection:
    source, target = line.get("source") or "", line.get("target") or ""
    more = more_of(line)
    more.pop("name", None)
    offsets = tuple(
        (whole(bend.get("startX")), whole(bend.get("startY")), whole(bend.get("endX")), whole(bend.get("endY")))
        for bend in named(line, "bendpoint")
    )
    bends = bends_of(offsets, boxes.get(source), boxes.get(target))
    return ViewConnection(
        id=line.get("id") or "",
        source=source,
        target=target,
        relation=line.get("archimateRelationship") or line.get("relationship") or "",  # the second before 4.0
        label=name_of(line),
        bendpoints=bends,
        offsets=() if offsets == offsets_of(bends, boxes.get(source), boxes.get(target)) else offsets,
        style=style_of(line, more),
        type=more.pop("type", ""),
        documentation=documentation_of(line),
        properties=view_properties(line),
        more=more,
    )
