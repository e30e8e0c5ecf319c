"""Pictures computed from the model: each asks the scope answer and says what to draw, without positions.

>>> from ea_model import load, scope_of
>>> from views.diagrams import PICTURES, PictureOptions
>>> diagram = PICTURES["scope"].build(scope_of(load("models/samen"), "P1"), PictureOptions(contract="C-RAAM"))
"""

from __future__ import annotations

from views.diagrams import (
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
from views.diagrams._meaning import CLASS_LOOKS, STATUS_LOOKS, Look, contract_colours
from views.diagrams._picture import Picture, PictureOptions, TimelinePicture

PICTURES: dict[str, Picture] = {
    module.PICTURE.name: module.PICTURE
    for module in (scope_map, landscape, heat_map, streams_map, impact_map, compare_map, element_map, model_map)
}
"""Every computed picture by name."""

TIMELINES: dict[str, TimelinePicture] = {module.PICTURE.name: module.PICTURE for module in (agenda,)}
"""Every computed timeline by name."""

__all__ = [
    "CLASS_LOOKS", "PICTURES", "STATUS_LOOKS", "TIMELINES", "Look", "Picture", "PictureOptions", "TimelinePicture",
    "contract_colours",
]  # fmt: skip
