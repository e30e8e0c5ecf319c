"""A picture as data: nodes, edges, nesting and meaning of colour; no syntax, no positions.

Builders in ``views/diagrams`` make a `Diagram`, ``views.layout`` gives it positions, ``views.svg.paint`` draws
it, and the exchange exporter writes the same positions as a view.
"""

from __future__ import annotations

from dataclasses import dataclass, field

GROUP = "Group"
"""Node kind of a visual frame that is no ArchiMate element."""
NOTE = "Note"
"""Node kind of a remark on the drawing."""
CELL = "Cell"
"""Node kind of one field of a table."""


@dataclass(frozen=True, slots=True)
class GridPlace:
    """Where a node stands in a table, counted from zero, over how many columns."""

    row: int
    column: int
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Node:
    """One box. ``kind`` is an ArchiMate element type name, `GROUP` or `NOTE`."""

    id: str
    kind: str
    label: str
    parent: str | None = None
    """Id of the node this box is drawn inside."""
    element: str | None = None
    """Id of the model element; an element may stand in a diagram more than once."""
    stereotype: str = ""
    """Specialization shown between « and »."""
    fill: str | None = None
    """``#rrggbb`` when colour carries meaning; None takes the colour of the layer."""
    badge: str = ""
    """A few characters in the lower corner that say the same as the colour."""
    title: str = ""
    """Longer text for a tooltip and for screen readers."""
    dimmed: bool = False
    emphasis: bool = False
    dashed: bool = False
    hatched: bool = False
    """Drawn with a grey hatch: the pattern of *unknown*."""
    compact: bool = False
    """A low box without an icon: one of very many."""
    place: GridPlace | None = None
    """Where it stands in a diagram that is a table; None leaves that to the layout."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One line. ``kind`` is an ArchiMate relationship type name without the suffix, or ``Line``."""

    id: str
    source: str
    target: str
    kind: str
    relation: str | None = None
    """Id of the model relation."""
    label: str = ""
    access: str = "Access"
    """For Access: Access, Read, Write or ReadWrite."""
    directed: bool = False
    """For Association."""
    title: str = ""
    dimmed: bool = False
    emphasis: bool = False
    weight: float = 1.0
    """Line width in pixels, for pictures where width means volume."""
    dashed: bool | None = None
    """For pictures where dashes carry meaning; None draws what the notation has for the kind."""
    colour: str = ""
    """``#rrggbb`` when colour carries meaning; empty draws it in black."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What one fill (and badge) means, or with a ``line`` one sort of line."""

    fill: str
    label: str
    badge: str = ""
    hatched: bool = False
    line: float = 0
    """Width of the line it is about, in pixels; zero for a box."""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """What is drawn. Nodes come parents first; every edge end and parent is a node of this diagram.

    A diagram in which all nodes have a `GridPlace` is a table.
    """

    id: str
    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    description: str = ""
    viewpoint: str = ""
    direction: str = "TB"
    """Graphviz rank direction: TB or LR."""
    facts: dict[str, str] = field(default_factory=dict)
    """Words for the header or the properties of the exported view: contract, plateau, model version."""
