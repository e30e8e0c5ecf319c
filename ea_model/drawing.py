"""Views as a model carries them: laid-out nodes and connections, plain data without meaning for the queries.

Coordinates are absolute whole pixels. They may be negative: a tool draws left of and above its own zero too, and
where a format has no place for that, whoever writes it moves the whole drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Style:
    """How a node or line looks; colours are ``#rrggbb``, empty means the tool's default."""

    fill: str = ""
    line: str = ""
    font: str = ""
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
