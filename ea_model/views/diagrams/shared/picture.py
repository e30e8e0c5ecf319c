"""What a computed picture is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ea_model.scope import Scope
from ea_model.views.picture_options import PictureOptions
from ea_model.views.scene.diagram import Diagram
from ea_model.views.scene.timeline import Timeline

Drawn_co = TypeVar("Drawn_co", Diagram, Timeline, covariant=True)


@dataclass(frozen=True, slots=True)
class _Picture(Generic[Drawn_co]):
    """One sort of picture that is computed from the model."""

    name: str
    """How commands and addresses call it."""
    turn: int
    """Its place among the others in help and lists, from one on."""
    build: Callable[[Scope, PictureOptions], Drawn_co]
    """Draws it. Raises `UnknownIdError` when what was asked for is not in the model."""
    needs: tuple[str, ...] = ()
    """Names of options of which one must be given."""

    @property
    def label_key(self) -> str:
        """Key of its name for people, in ``ea_model.words``."""
        return f"Picture.{self.name}"


class ComputedPicture(_Picture[Diagram]):
    """A picture of boxes and lines."""

    __slots__ = ()


class TimelinePicture(_Picture[Timeline]):
    """A picture of rows below a calendar."""

    __slots__ = ()
