"""Pictures computed from the model: each asks the scope answer and says what to draw, without positions.

>>> from ea_model import load, scope_of
>>> from ea_model.views.diagrams import PICTURES, PictureOptions
>>> diagram = PICTURES["scope"].build(scope_of(load("models/samen"), "P1"), PictureOptions(contract="C-RAAM"))
"""

from __future__ import annotations

from ea_model.views.diagrams import (
    agenda,
    compare_map,
    element_map,
    heat_map,
    impact_map,
    landscape,
    model_map,
    scope_map,
    streams_map,
)
from ea_model.views.diagrams.shared.meaning import CLASS_LOOKS, STATUS_LOOKS, MeaningLook, contract_colours
from ea_model.views.diagrams.shared.picture import ComputedPicture, PictureOptions, TimelinePicture

PICTURES: dict[str, ComputedPicture] = {
    module.PICTURE.name: module.PICTURE
    for module in (scope_map, landscape, heat_map, streams_map, impact_map, compare_map, element_map, model_map)
}
"""Every computed picture by name."""

TIMELINES: dict[str, TimelinePicture] = {module.PICTURE.name: module.PICTURE for module in (agenda,)}
"""Every computed timeline by name."""

__all__ = [
    "CLASS_LOOKS",
    "PICTURES",
    "STATUS_LOOKS",
    "TIMELINES",
    "ComputedPicture",
    "MeaningLook",
    "PictureOptions",
    "TimelinePicture",
    "contract_colours",
]  # fmt: skip
