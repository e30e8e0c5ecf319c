"""The calendar above a timeline: days as pixels, years and months as columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ea_model.views.scene import Paint, Part, SceneBox, Text, path, rect
from ea_model.views.scene.notation import QUIET
from ea_model.views.scene.text_metrics import text_width

WIDTH = 1240
SIDE = 16
NAMES = 300
"""Width of the column with the names."""
LEFT, RIGHT = SIDE + NAMES, WIDTH - SIDE
HEAD = "#E8EDF3"
"""Fill of headings."""
GRID = Paint(line="#E3E3E3")
_SHADE, _YEAR_LINE = Paint("#F5F7FA"), Paint(line="#B5B5B5")
_MONTH, _QUARTER = 30.4, 91.3
_LEAST_TICK, _LEAST_YEAR = 26, 34
"""Pixels a month or quarter, and a year, need to be told one by one."""
_YEAR_BOX = 24
"""Height of a year in a view."""


class Scale:
    """Days as pixels."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.per_day = (RIGHT - LEFT) / ((last - first).days + 1)

    def x(self, day: date) -> float:
        """Where a day begins."""
        return LEFT + max(0, min((day - self.first).days, (self.last - self.first).days + 1)) * self.per_day

    def stretch(self, first: date, last: date) -> tuple[float, float]:
        """Left end and width of some days, both included; never too thin to see."""
        left = self.x(first)
        return left, max(self.x(last) + self.per_day - left, 2.0)


def _ticks(scale: Scale) -> Iterator[tuple[date, date, str]]:
    """Months where there is room for them, else quarters, else nothing below the years: first day, next, word."""
    step = 1 if scale.per_day * _MONTH >= _LEAST_TICK else 3 if scale.per_day * _QUARTER >= _LEAST_TICK else 0
    if not step:
        return
    year, month = scale.first.year, (scale.first.month - 1) // step * step + 1
    while date(year, month, 1) <= scale.last:
        following = (year, month + step) if month + step <= 12 else (year + 1, 1)
        name = f"{month:02}" if step == 1 else f"Q{(month + 2) // 3}"
        yield date(year, month, 1), date(*following, 1), name
        year, month = following


def axis(scale: Scale, top: float, bottom: float) -> SceneBox:
    """Years, and months or quarters where there is room, from ``top`` down to ``bottom``."""
    return SceneBox([*_years(scale, top, bottom), *_months(scale, top, bottom)], "axis")


def _years(scale: Scale, top: float, bottom: float) -> Iterator[Part]:
    wide = scale.per_day * 365
    step = next(n for n in (1, 2, 5, 10, 20, 50) if wide * n >= _LEAST_YEAR or n == 50)
    for year in range(scale.first.year, scale.last.year + 1):
        left, right = scale.x(date(year, 1, 1)), scale.x(date(year + 1, 1, 1))
        if year % 2:
            yield rect(left, top, max(right - left, 0), bottom - top, _SHADE)
        yield path(f"M{left:.1f} {top}V{bottom:.1f}", _YEAR_LINE)
        if right - left >= _LEAST_YEAR or (year % step == 0 and wide * step >= _LEAST_YEAR):
            words = Text(left + 4, top + 13, str(year), bold=True)
            fits = right - left >= text_width(words.text, words.size) + 8
            yield SceneBox([words], id=words.text, kind="Label" if fits else "", label=words.text, fill=HEAD,
                           place=(left, top, right - left, _YEAR_BOX))  # fmt: skip


def _months(scale: Scale, top: float, bottom: float) -> Iterator[Part]:
    for day, following, name in _ticks(scale):
        left, right = scale.x(day), scale.x(following)
        if left > LEFT:
            yield path(f"M{left:.1f} {top + 18}V{bottom:.1f}", GRID)
        if right - left >= 18:
            yield Text((left + right) / 2, top + 30, name, 10, anchor="middle", ink=QUIET)
    yield path(f"M{SIDE} {top + 36}H{RIGHT}", _YEAR_LINE)
