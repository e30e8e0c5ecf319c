"""What a computed picture is, and what one may ask of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ea_model.scope import Scope
from views.diagram import Diagram


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """What to draw, and for whom."""

    lang: str = "nl"
    contract: str = ""
    """Id or name of a contract, or key of own parties, for pictures per contract."""
    element: str = ""
    """Id or name of an element, for pictures per element."""
    most_nodes: int | None = None
    """Boxes beyond which parts are folded away; None leaves it to the picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One sort of picture that is computed from the model."""

    name: str
    """How commands and addresses call it."""
    label_key: str
    """Key of its name for people, in ``ea_model.labels``."""
    build: Callable[[Scope, PictureOptions], Diagram]
    """Draws it. Raises `UnknownIdError` when what was asked for is not in the model."""
    per_contract: bool = False
    per_element: bool = False
