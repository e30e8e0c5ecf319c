"""Views as a model carries them: laid-out nodes and connections, plain data without meaning for the queries.

Coordinates are absolute pixels from the top left of the view, whole numbers, as the exchange format has them.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Style:
    """How a node or line looks; colours are ``#rrggbb``, empty means the tool's default."""

    fill: str = ""
    line: str = ""
    font: str = ""
    """Colour of the text."""
    line_width: int = 0


@dataclass(slots=True)
class ViewNode:
    """One box in a view: an element, a frame (``Container``), or a text (``Label``)."""

    id: str
    x: int
    y: int
    width: int
    height: int
    kind: str = "Element"
    """``Element``, ``Container`` or ``Label``."""
    element: str = ""
    """Id of the element it shows."""
    label: str = ""
    style: Style = field(default_factory=Style)
    nodes: list[ViewNode] = field(default_factory=list)


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
    style: Style = field(default_factory=Style)


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
