"""The calendar above a timeline: days as pixels, years and months as columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ea_model.views.svg.box_labels import Words
from ea_model.views.svg.boxes import paint_words
from ea_model.views.svg.elements import Element, add

WIDTH = 1240
SIDE = 16
NAMES = 300
"""Width of the column with the names."""
LEFT, RIGHT = SIDE + NAMES, WIDTH - SIDE
QUIET, GRID = "#444444", "#E3E3E3"
_SHADE, _YEAR_LINE = "#F5F7FA", "#B5B5B5"
_MONTH, _QUARTER = 30.4, 91.3
_LEAST_TICK, _LEAST_YEAR = 26, 34
"""Pixels a month or quarter, and a year, need to be told one by one."""


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


def paint_axis(root: Element, scale: Scale, top: int, bottom: float) -> None:
    """Years, and months or quarters where there is room, from ``top`` down to ``bottom``."""
    axis = add(root, "g", class_="axis")
    wide = scale.per_day * 365
    every = next(n for n in (1, 2, 5, 10, 20, 50) if wide * n >= _LEAST_YEAR or n == 50)
    for year in range(scale.first.year, scale.last.year + 1):
        left, right = scale.x(date(year, 1, 1)), scale.x(date(year + 1, 1, 1))
        if year % 2:
            add(axis, "rect", x=left, y=top, width=max(right - left, 0), height=bottom - top, fill=_SHADE)
        add(axis, "path", d=f"M{left:.1f} {top}V{bottom:.1f}", stroke=_YEAR_LINE, stroke_width=1)
        if right - left >= _LEAST_YEAR or (year % every == 0 and wide * every >= _LEAST_YEAR):
            paint_words(axis, Words(left + 4, top + 13, str(year), 12, bold=True))
    for day, following, name in _ticks(scale):
        left, right = scale.x(day), scale.x(following)
        if left > LEFT:
            add(axis, "path", d=f"M{left:.1f} {top + 18}V{bottom:.1f}", stroke=GRID, stroke_width=1)
        if right - left >= 18:
            paint_words(axis, Words((left + right) / 2, top + 30, name, 10, centred=True), ink=QUIET)
    add(axis, "path", d=f"M{SIDE} {top + 36}.5H{RIGHT}", stroke=_YEAR_LINE)
