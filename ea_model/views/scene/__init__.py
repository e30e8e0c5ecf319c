"""A positioned picture: what stands where, how it looks and which concept it is about, from back to front.

Makers turn a computed diagram, a timeline or a view that a model came with into a `Scene`; ``views.svg.paint`` draws
it and ``views.render.to_view`` makes a view for other tools of it. All coordinates are pixels on the page, x to the
right, y downward.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ea_model.views.scene.geometry import Box
from ea_model.views.scene.notation import INK, Head

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Paint:
    """Inside and outline of a shape. Colours are ``#rrggbb``; None leaves an attribute to its usual value."""

    fill: str = "none"
    line: str | None = None
    width: float | None = None
    dash: str = ""
    """Lengths of dashes and gaps in pixels; empty for a solid line."""
    fill_opacity: float | None = None
    line_opacity: float | None = None
    round_joins: bool = False
    hatch: str = ""
    """Ink of a hatch in place of the fill."""
    gradient: tuple[float, float, float, float] | None = None
    """Direction of a gradient from the fill to white, in shares of the shape."""


@dataclass(slots=True)
class Shape:
    """One outline: ``path``, ``rect`` or ``circle`` with the attributes that place it."""

    tag: str
    geometry: dict[str, str | float | None]
    style: Paint
    opacity: float | None = None
    catches: bool = False
    """A click anywhere within it counts, where the picture can be clicked."""


@dataclass(slots=True)
class Text:
    """Words with the same letters: ``x`` is their left end, middle or right end by ``anchor``, ``y`` a baseline."""

    x: float
    y: float
    text: str
    size: float = 12
    bold: bool = False
    italic: bool = False
    anchor: str = "start"
    """``start``, ``middle`` or ``end``."""
    ink: str = INK
    halo: str | None = None
    """The colour that keeps what lies behind away from the letters."""
    leading: float = 0
    """From one line to the next; zero for a text that is one line by itself."""
    family: str | None = None
    decoration: str | None = None


@dataclass(slots=True)
class Image:
    """A picture of its own as a ``data:`` address; ``fit`` is SVG's ``preserveAspectRatio``."""

    place: Box
    address: str
    fit: str


@dataclass(slots=True)
class SceneBox:
    """What belongs together on the page: a box with its words, or only a group of parts.

    What other tools make of it is in ``kind``, ``place``, ``label``, ``fill`` and ``parent``.
    """

    parts: Sequence[Part]
    role: str = ""
    """Classes that style sheets and scripts know it by; without one its parts stand by themselves."""
    id: str = ""
    about: str = ""
    """Id of the concept it shows, or of what else a click on it is about."""
    edge: str = ""
    """Id of the line it belongs to: words on it."""
    tooltip: str | None = None
    opacity: float | None = None
    href: str | None = None
    pressable: bool = False
    kind: str = ""
    """``Element``, ``Container`` or ``Label`` in a view; empty for what no other tool has a place for."""
    place: tuple[float, float, float, float] = (0, 0, 0, 0)
    """Left, top, width and height."""
    label: str = ""
    fill: str = ""
    """The colour that means something; empty leaves it to the tool."""
    parent: str | None = None
    """Id of the box it stands in."""
    rank: int = 0
    """Its turn in a view; of equals the one further back comes first."""


@dataclass(slots=True)
class LineEnd:
    """A head with its tip at a point, drawn away from it in the direction of another."""

    head: Head
    tip: Spot
    before: Spot
    scale: int = 1
    width: float | None = None
    """Width of its strokes, when that is not one."""


@dataclass(slots=True)
class SceneLine:
    """A line from box to box. ``path`` is what is seen of it, ``points`` are its corners from border to border."""

    id: str
    source: str
    target: str
    path: str
    points: tuple[Spot, ...]
    style: Paint
    ends: list[LineEnd]
    role: str = "edge"
    about: str = ""
    relation: str = ""
    """Id of the relation of the model it shows."""
    tooltip: str = ""
    label: str = ""
    opacity: float | None = None


Part = Shape | Text | Image | SceneBox
Item = SceneBox | SceneLine


@dataclass(slots=True)
class Scene:
    """The whole picture."""

    id: str
    title: str
    lang: str
    extent: tuple[int, int, int, int]
    """Left, top, width and height of the page."""
    prefix: str
    """Starts every id of this drawing, so that several can stand on one page."""
    description: str = ""
    spoken: str = ""
    """The description for who cannot see the picture."""
    items: list[Item] = field(default_factory=list)
    """The drawing, from back to front."""
    offset: float = 0
    """Pixels the drawing stands lower than its coordinates say: the room for the header."""
    header: list[Text] = field(default_factory=list)
    """Words above the drawing."""
    legend: list[SceneBox] = field(default_factory=list)
    """What colours and signs mean, below the drawing."""
    size: tuple[int, int] = (0, 0)
    """Width and height of the drawing, without header and legend."""
    facts: dict[str, str] = field(default_factory=dict)
    """What a view made of it has as properties."""
    viewpoint: str = ""


def path(data: str, style: Paint, transform: str | None = None) -> Shape:
    """An outline by its path data."""
    return Shape("path", {"d": data, "transform": transform}, style)


def rect(x: float, y: float, w: float, h: float, style: Paint, radius: float | None = None) -> Shape:
    """A rectangle."""
    return Shape("rect", {"x": x, "y": y, "width": w, "height": h, "rx": radius}, style)
