"""The diamonds, balls and arrows at the ends of lines."""

from __future__ import annotations

from dataclasses import dataclass

from ea_model.views.scene.notation import WHITE, Head


@dataclass(frozen=True, slots=True)
class HeadForm:
    """A head as path data, tip in the origin, drawn away from the box along the x axis."""

    data: str
    length: float
    fill: str
    """Colour inside; empty for the colour of the line, ``none`` for two bare strokes."""


FORMS = {
    Head.DIAMOND: HeadForm("M0 0L10 -6L20 0L10 6Z", 20, ""),
    Head.WHITE_DIAMOND: HeadForm("M0 0L10 -6L20 0L10 6Z", 20, WHITE),
    Head.BALL: HeadForm("M0 0A3 3 0 1 1 6 0A3 3 0 1 1 0 0Z", 6, ""),
    Head.ARROW: HeadForm("M0 0L9 -4L9 4Z", 9, ""),
    Head.OPEN_ARROW: HeadForm("M9 -4.5L0 0L9 4.5", 9, "none"),
    Head.WHITE_TRIANGLE: HeadForm("M0 0L12 -7L12 7Z", 12, WHITE),
    Head.HALF_ARROW: HeadForm("M0 0L9 -4.5", 9, "none"),
}
