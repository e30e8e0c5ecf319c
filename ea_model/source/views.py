"""Views as a model carries them: laid-out nodes and connections, plain data without meaning for the queries.

Coordinates are absolute whole pixels. They may be negative: a tool draws left of and above its own zero too, and
where a format has no place for that, whoever writes it moves the whole drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

FEATURES = frozenset({
    "lineAlpha", "gradient", "iconVisible", "iconVisibleState", "iconColor", "deriveElementLineColor", "lineStyle",
    "labelExpression", "imageSource", "hideJunctionArrows", "legend", "nameVisible", "textRelativePosition",
    "strokeStyle", "notesBorder",
})  # fmt: skip
"""What Archi keeps as a feature and not as an attribute."""
FEATURE = "feature:"
"""What the name of any other feature begins with among attributes."""


Colour = str
"""``#rrggbb``; empty means the tool's default."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Is it ``#rrggbb``?"""
    return _COLOUR.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Style:
    """How a node or line looks."""

    fill: Colour = ""
    line: Colour = ""
    font: Colour = ""
    """Colour of the text."""
    line_width: int = 0
    """Pixels; zero is the tool's default."""
    fill_alpha: float = 100
    """Opacity of the fill in percent."""
    line_alpha: float = 100
    """Opacity of the outline or the line in percent."""
    font_name: str = ""
    font_size: float = 0
    """In points; zero is the tool's default."""
    font_style: frozenset[str] = frozenset()
    """Any of ``bold``, ``italic``, ``underline`` and ``strikethrough``."""


PLAIN = Style()
"""Everything as the tool has it."""


@dataclass(slots=True)
class ViewNode:
    """One box in a view: an element, a frame (``Container``), or a text (``Label``)."""

    id: str
    x: int
    y: int
    width: int
    height: int
    kind: str = "Element"
    """``Element``, ``Container`` or ``Label``: what it is in the exchange format."""
    element: str = ""
    """Id of the element it shows."""
    label: str = ""
    """The text of what shows no element: a frame's name, a note's content, the name of the view referred to."""
    style: Style = PLAIN
    nodes: list[ViewNode] = field(default_factory=list)
    shape: str = ""
    """What it is for Archi: ``DiagramObject``, ``Group``, ``Note``, ``DiagramModelReference``, ``DiagramModelImage``,
    ``SketchModelSticky``, ``SketchModelActor``, ``CanvasModelBlock`` …; empty where ``kind`` says enough."""
    view: str = ""
    """Id of the view it refers to."""
    image: str = ""
    """Path of the picture it shows, in the archive of the model."""
    documentation: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    more: dict[str, str] = field(default_factory=dict)
    """Every other attribute and feature under the name it has in Archi's own format, as it stands there: ``type``
    (figure 0 or 1), ``textAlignment``, ``textPosition``, ``gradient``, ``labelExpression``, ``borderType`` …"""


@dataclass(slots=True)
class ViewConnection:
    """One line in a view, from node (or connection) to node (or connection)."""

    id: str
    source: str
    target: str
    relation: str = ""
    """Id of the relation it shows; empty for a plain line."""
    label: str = ""
    bendpoints: list[tuple[int, int]] = field(default_factory=list)
    offsets: tuple[tuple[int, int, int, int], ...] = ()
    """Where Archi keeps each bend: its distance from the centre of the source and from that of the target, in pixels.
    Said only where the bends alone do not say it: an end was moved since, or is itself a line."""
    style: Style = PLAIN
    type: str = ""
    """Look of a plain line as Archi's bit flags, in decimals; empty for a solid line without arrows."""
    source_attachment: tuple[int, int] | None = None
    """Point at which the line leaves its source, where the format has one."""
    target_attachment: tuple[int, int] | None = None
    documentation: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    more: dict[str, str] = field(default_factory=dict)
    """Every other attribute and feature, as for a node: ``textPosition``, ``nameVisible``, ``labelExpression`` …"""


@dataclass(slots=True)
class View:
    """One drawing."""

    id: str
    name: str
    documentation: str = ""
    viewpoint: str = ""
    properties: list[tuple[str, str]] = field(default_factory=list)
    nodes: list[ViewNode] = field(default_factory=list)
    connections: list[ViewConnection] = field(default_factory=list)
    kind: str = "ArchimateDiagramModel"
    """``ArchimateDiagramModel``, ``SketchModel`` or ``CanvasModel``."""
    router: str = ""
    """How lines run: empty for straight between the bends, ``2`` for right angles (Manhattan)."""
    more: dict[str, str] = field(default_factory=dict)
    """Every other attribute and feature, as for a node: ``background``, ``hintTitle`` …"""


def with_ends(lines: Iterable[ViewConnection], nodes: Set[str]) -> list[ViewConnection]:
    """The lines between nodes, or lines that are themselves here: each after those it ends at, however long a chain is.

    What ends nowhere, and what runs in a circle, is not among them. No two lines may have one id.
    """
    hanging: dict[str, list[ViewConnection]] = {}
    open_ends: dict[str, int] = {}
    placed: list[ViewConnection] = []
    for line in lines:
        ends = {line.source, line.target} - nodes
        open_ends[line.id] = len(ends)
        if not ends:
            placed.append(line)
        for end in ends:
            hanging.setdefault(end, []).append(line)
    for line in placed:
        for other in hanging.get(line.id, ()):
            open_ends[other.id] -= 1
            if not open_ends[other.id]:
                placed.append(other)
    return placed


def every(nodes: Sequence[ViewNode]) -> Iterator[tuple[ViewNode, ViewNode | None]]:
    """Nodes with everything inside them, each after the node around it, which comes along; in drawing order."""
    waiting: list[tuple[ViewNode, ViewNode | None]] = [(node, None) for node in reversed(nodes)]
    while waiting:
        node, around = waiting.pop()
        yield node, around
        waiting.extend((child, node) for child in reversed(node.nodes))


def origin(view: View) -> tuple[int, int]:
    """The left and top of a view: zero, or less where something stands left of or above it."""
    left = top = 0
    for node, _ in every(view.nodes):
        left, top = min(left, node.x), min(top, node.y)
    for line in view.connections:
        for x, y in line.bendpoints:
            left, top = min(left, x), min(top, y)
    return left, top


Offsets = tuple[tuple[int, int, int, int], ...]


def bends_of(offsets: Offsets, source: ViewNode | None, target: ViewNode | None) -> list[tuple[int, int]]:
    """Where a line bends; a line from or to a line has no bends, since Archi gives such an end no place.

    Archi keeps each point twice, from the centre of either end. Where the two disagree because an end was moved
    since, it draws a mean that leans to the nearer end: what `DiagramModelUtils.getAbsoluteBendpointPositions` does.
    """
    if source is None or target is None:
        return []
    pieces = len(offsets) + 1
    (from_x, from_y), (to_x, to_y) = _centre(source), _centre(target)
    return [
        (_mean(from_x + sx, to_x + tx, index, pieces), _mean(from_y + sy, to_y + ty, index, pieces))
        for index, (sx, sy, tx, ty) in enumerate(offsets, start=1)
    ]


def offsets_of(bends: Sequence[tuple[int, int]], source: ViewNode | None, target: ViewNode | None) -> Offsets:
    """The distance of each bend from the centres of both ends."""
    if source is None or target is None:
        return ()
    (from_x, from_y), (to_x, to_y) = _centre(source), _centre(target)
    return tuple((x - from_x, y - from_y, x - to_x, y - to_y) for x, y in bends)


def _centre(box: ViewNode) -> tuple[int, int]:
    return box.x + box.width // 2, box.y + box.height // 2


def _mean(start: int, end: int, index: int, pieces: int) -> int:
    """The point at ``index`` of ``pieces`` on the way, cut towards zero.

    Archi cuts so too, but counts in fractions, and may then be one short of this.
    """
    total = start * (pieces - index) + end * index
    return total // pieces if total >= 0 else -(-total // pieces)
