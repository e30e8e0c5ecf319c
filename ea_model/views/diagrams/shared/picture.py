"""What a computed picture is, and what one may ask of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ea_model.scope import Scope
from ea_model.views.render.diagram import Diagram
from ea_model.views.render.timeline import Timeline


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """What to draw, and for whom."""

    lang: str = "nl"
    contract: str = ""
    """Id or name of a contract, or key of own parties, for pictures per contract."""
    element: str = ""
    """Id or name of an element, for pictures per element."""
    party: str = ""
    """Id or name of a party, for what happens when it leaves."""
    versus: str = ""
    """Id or name of the plateau to compare with."""
    colour_by: str = ""
    """What colours mean in the landscape: see ``ea_model.views.diagrams.landscape``."""
    via: tuple[str, ...] = ()
    """For impact: the types of relations that are followed; none named means all."""
    most_nodes: int | None = None
    """Boxes beyond which parts are folded away; None leaves it to the picture."""


@dataclass(frozen=True, slots=True)
class ComputedPicture:
    """One sort of picture that is computed from the model."""

    name: str
    """How commands and addresses call it."""
    label_key: str
    """Key of its name for people, in ``ea_model.words``."""
    build: Callable[[Scope, PictureOptions], Diagram]
    """Draws it. Raises `UnknownIdError` when what was asked for is not in the model."""
    needs: tuple[str, ...] = ()
    """Names of options of which one must be given."""


@dataclass(frozen=True, slots=True)
class TimelinePicture:
    """One sort of timeline that is computed from the model; ``timeline_to_view`` makes a view for Archi of it."""

    name: str
    label_key: str
    build: Callable[[Scope, PictureOptions], Timeline]
