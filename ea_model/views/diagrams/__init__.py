"""Pictures computed from the model: each asks the scope answer and says what to draw, without positions.

To add a picture, write one module with a ``PICTURE``, and its words in ``words/pictures``: it is found by itself.

>>> from ea_model import load, scope_of
>>> from ea_model.views.diagrams import PICTURES, PictureOptions
>>> diagram = PICTURES["scope"].build(scope_of(load("models/samen"), "P1"), PictureOptions(contract="C-RAAM"))
"""

from __future__ import annotations

import importlib
import pkgutil

from ea_model.views.diagrams.shared.meaning import CLASS_LOOKS, STATUS_LOOKS, MeaningLook, contract_colours
from ea_model.views.diagrams.shared.picture import ComputedPicture, TimelinePicture
from ea_model.views.picture_options import PictureOptions


def _pictures() -> list[ComputedPicture | TimelinePicture]:
    """The picture of every module here, in their turns."""
    modules = [importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__) if not m.ispkg]
    return sorted((module.PICTURE for module in modules), key=lambda picture: (picture.turn, picture.name))


PICTURES = {picture.name: picture for picture in _pictures() if isinstance(picture, ComputedPicture)}
"""Every computed picture by name."""

TIMELINES = {picture.name: picture for picture in _pictures() if isinstance(picture, TimelinePicture)}
"""Every computed timeline by name."""

STANDARD = "landscape"
"""The picture that is drawn when none is named."""

NAMES = sorted([*PICTURES, *TIMELINES], key=lambda name: name != STANDARD)
"""Every picture, the standard one first."""

__all__ = [
    "CLASS_LOOKS",
    "NAMES",
    "PICTURES",
    "STANDARD",
    "STATUS_LOOKS",
    "TIMELINES",
    "ComputedPicture",
    "MeaningLook",
    "PictureOptions",
    "TimelinePicture",
    "contract_colours",
]  # fmt: skip
