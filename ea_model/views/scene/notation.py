"""How each ArchiMate kind looks: fill, outline shape and corner icon; line, dashes and ends of each relation.

Colours and conventions are those of Archi, so that a model looks the same there as here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ea_model.views.scene.diagram import GROUP, NOTE, Edge


class Outline(Enum):
    """The outline of a box."""

    SQUARE = "square"
    ROUND = "round"
    OCTAGON = "octagon"
    TAB = "tab"
    """A frame with a tab: a visual group."""
    DASHED_TAB = "dashed tab"
    """The ArchiMate Grouping."""
    DISC = "disc"
    """A junction."""
    NOTE = "note"


class Head(Enum):
    """What stands at one end of a line."""

    DIAMOND = "diamond"
    WHITE_DIAMOND = "white-diamond"
    BALL = "ball"
    ARROW = "arrow"
    OPEN_ARROW = "open-arrow"
    WHITE_TRIANGLE = "white-triangle"
    HALF_ARROW = "half-arrow"


@dataclass(frozen=True, slots=True)
class Notation:
    """The look of one kind of element. ``icon`` is a name in `ea_model.views.svg.icons`."""

    layer: str
    fill: str
    shape: Outline
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class LineNotation:
    """The look of one relation. ``dash`` is in pixels, empty for a solid line."""

    dash: str = ""
    source: Head | None = None
    target: Head | None = None


STRATEGY = "#F5DEAA"
BUSINESS = "#FFFFB5"
APPLICATION = "#B5FFFF"
TECHNOLOGY = "#C9E7B7"
MOTIVATION = "#CCCCFF"
IMPLEMENTATION = "#FFE0E0"
LOCATION = "#EDCFE2"
WHITE = "#FFFFFF"
BLACK = "#000000"
FRAME = "#F4F5F5"
"""A group's body. Archi's own grey (#D2D7D7) is kept for its tab: a light body lets dimmed boxes be seen."""
FRAME_TAB = "#D2D7D7"
PAPER_NOTE = "#FFFDF0"
REFERENCE = "#DCEBEB"
"""A box that stands for another view."""

OUTLINE = "#5C5C5C"
INK = "#111111"
QUIET = "#444444"
"""Ink of what is told beside the picture."""
EMPHASIS = "#0B5CAD"
"""Outline and line colour of what the reader should look at."""
DIMMED = 0.35
"""Opacity of what is there only for orientation."""
UNKNOWN = "#EDEDED"
"""Fill below the hatch of *unknown*."""
GREY_HATCH = "#A6A6A6"
"""Ink of the hatch of *unknown*."""


def _family(layer: str, fill: str, shape: Outline, **icons: str) -> dict[str, Notation]:
    return {kind: Notation(layer, fill, shape, icon) for kind, icon in icons.items()}


NOTATION: dict[str, Notation] = {
    **_family("Strategy", STRATEGY, Outline.SQUARE, Resource="resource"),
    **_family(
        "Strategy",
        STRATEGY,
        Outline.ROUND,
        Capability="capability",
        CourseOfAction="course-of-action",
        ValueStream="value-stream",
    ),
    **_family(
        "Business",
        BUSINESS,
        Outline.SQUARE,
        BusinessActor="actor",
        BusinessRole="role",
        BusinessCollaboration="collaboration",
        BusinessInterface="interface",
        BusinessObject="object",
        Contract="contract",
        Product="product",
        Representation="representation",
    ),
    **_family(
        "Business",
        BUSINESS,
        Outline.ROUND,
        BusinessProcess="process",
        BusinessFunction="function",
        BusinessInteraction="interaction",
        BusinessEvent="event",
        BusinessService="service",
    ),
    **_family(
        "Application",
        APPLICATION,
        Outline.SQUARE,
        ApplicationComponent="component",
        ApplicationCollaboration="collaboration",
        ApplicationInterface="interface",
        DataObject="object",
    ),
    **_family(
        "Application",
        APPLICATION,
        Outline.ROUND,
        ApplicationProcess="process",
        ApplicationFunction="function",
        ApplicationInteraction="interaction",
        ApplicationEvent="event",
        ApplicationService="service",
    ),
    **_family(
        "Technology",
        TECHNOLOGY,
        Outline.SQUARE,
        Node="node",
        Device="device",
        SystemSoftware="system-software",
        TechnologyCollaboration="collaboration",
        TechnologyInterface="interface",
        Path="path",
        CommunicationNetwork="network",
        Artifact="artifact",
    ),
    **_family(
        "Technology",
        TECHNOLOGY,
        Outline.ROUND,
        TechnologyProcess="process",
        TechnologyFunction="function",
        TechnologyInteraction="interaction",
        TechnologyEvent="event",
        TechnologyService="service",
    ),
    **_family(
        "Physical",
        TECHNOLOGY,
        Outline.SQUARE,
        Equipment="equipment",
        Facility="facility",
        DistributionNetwork="distribution",
        Material="material",
    ),
    **_family(
        "Motivation",
        MOTIVATION,
        Outline.OCTAGON,
        Stakeholder="role",
        Driver="driver",
        Assessment="assessment",
        Goal="goal",
        Outcome="outcome",
        Principle="principle",
        Requirement="requirement",
        Constraint="constraint",
        Meaning="meaning",
        Value="value",
    ),
    **_family(
        "Implementation & Migration",
        IMPLEMENTATION,
        Outline.ROUND,
        WorkPackage="work-package",
        ImplementationEvent="event",
    ),
    **_family(
        "Implementation & Migration",
        IMPLEMENTATION,
        Outline.SQUARE,
        Deliverable="deliverable",
        Plateau="plateau",
        Gap="gap",
    ),
    **_family("Other", LOCATION, Outline.SQUARE, Location="location"),
    "Grouping": Notation("Other", WHITE, Outline.DASHED_TAB),
    "Junction": Notation("Other", BLACK, Outline.DISC),
    "AndJunction": Notation("Other", BLACK, Outline.DISC),
    "OrJunction": Notation("Other", WHITE, Outline.DISC),
    GROUP: Notation("", FRAME, Outline.TAB),
    NOTE: Notation("", PAPER_NOTE, Outline.NOTE),
}

_PLAIN = Notation("", WHITE, Outline.SQUARE)


def notation_of(kind: str) -> Notation:
    """A kind nobody described (a newer language version) is a plain white box, never an error."""
    return NOTATION.get(kind, _PLAIN)


_DOTTED = "2 2"
_DASHED = "6 3"

LINES: dict[str, LineNotation] = {
    "Composition": LineNotation(source=Head.DIAMOND),
    "Aggregation": LineNotation(source=Head.WHITE_DIAMOND),
    "Assignment": LineNotation(source=Head.BALL, target=Head.ARROW),
    "Realization": LineNotation(_DOTTED, target=Head.WHITE_TRIANGLE),
    "Serving": LineNotation(target=Head.OPEN_ARROW),
    "Access": LineNotation(_DOTTED),
    "Influence": LineNotation(_DASHED, target=Head.OPEN_ARROW),
    "Triggering": LineNotation(target=Head.ARROW),
    "Flow": LineNotation(_DASHED, target=Head.ARROW),
    "Specialization": LineNotation(target=Head.WHITE_TRIANGLE),
    "Association": LineNotation(),
}

_ACCESS_ENDS: dict[str, tuple[Head | None, Head | None]] = {
    "Read": (Head.OPEN_ARROW, None),
    "Write": (None, Head.OPEN_ARROW),
    "ReadWrite": (Head.OPEN_ARROW, Head.OPEN_ARROW),
}


def line_of(edge: Edge) -> LineNotation:
    """The look of one relation; the mode of an access and the direction of an association decide the ends."""
    line = LINES.get(edge.kind, LineNotation())
    if edge.kind == "Access":
        source, target = _ACCESS_ENDS.get(edge.access, (None, None))
        return LineNotation(line.dash, source, target)
    if edge.kind == "Association" and edge.directed:
        return LineNotation(line.dash, target=Head.HALF_ARROW)
    return line
