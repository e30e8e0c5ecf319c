"""What colours and signs mean: a row of swatches with words below a drawing, over as many lines as it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil

from ea_model.views.layout import MARGIN
from ea_model.views.scene import Paint, Part, SceneBox, Text, path
from ea_model.views.scene.text_metrics import text_width

_ROW = 24
_SIZE = 11
_RULE = Paint(line="#C8C8C8")


@dataclass(frozen=True, slots=True)
class LegendKey:
    """One entry: its words, the width of its swatch, and what that is drawn with from its upper left corner."""

    words: str
    width: int
    swatch: Callable[[int, int], Iterable[Part]]
    label: str
    """What stands in a view, which has no swatches: the words with a sign before them."""
    fill: str = ""
    """The colour of that text."""


def legend_below(keys: Iterable[LegendKey], top: int, width: int) -> tuple[list[SceneBox], int]:
    """The legend of a drawing that ends at ``top``, and the height it takes; nothing when there are no keys."""
    boxes: list[SceneBox] = []
    room, x, y = width - 2 * MARGIN, 0, top + 12
    for key in keys:
        takes = key.width + 6 + ceil(text_width(key.words, _SIZE)) + 20
        if x and x + takes > room + 20:
            x, y = 0, y + _ROW
        left = MARGIN + x
        words = Text(left + key.width + 6, y + 12, key.words, _SIZE)
        boxes.append(SceneBox([words, *key.swatch(left, y)], kind="Label", label=key.label, fill=key.fill))
        x += takes
    if not boxes:
        return [], 0
    rule = SceneBox([path(f"M{MARGIN} {top}.5H{width - MARGIN}", _RULE)])
    return [rule, *boxes], y - top - 12 + _ROW + MARGIN
