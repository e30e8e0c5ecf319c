"""A timeline as a view of the model: contracts as elements, bars and marks as coloured texts beside them.

Other tools have no calendar; they show this picture as they show any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from math import ceil

from ea_model.source.views import Style, View, ViewNode
from ea_model.views.layout.text_metrics import text_width
from ea_model.views.render.timeline import BarLook, Between, Mark, Row, Segment, Timeline
from ea_model.views.render.timeline_axis import LEFT, NAMES, RIGHT, SIDE, Scale
from ea_model.views.svg.boxes import UNKNOWN

_TITLE, _HEADING, _ROW, _BAR, _LINE = 50, 30, 46, 30, 28
"""Heights in pixels: above the first section, of a heading, a row, its bar, and a line below it."""
_SIZE = 12
_FILLS = {BarLook.SURE: "#7DB8EA", BarLook.MAYBE: "#FFD98A", BarLook.UNKNOWN: UNKNOWN, BarLook.OPTION: "#FFFFFF"}
_SIGNS = {BarLook.SURE: "=", BarLook.MAYBE: "±", BarLook.UNKNOWN: "?", BarLook.OPTION: "+"}
_HEAD, _GAP, _DOUBLE, _MARK, _DAY = "#E8EDF3", "#F6C9C4", "#DCD2EE", "#FFFFFF", "#CFE2F5"


def timeline_view(timeline: Timeline, view_id: str) -> View:
    """The same rows, bars, gaps and milestones under the same years, from left to right to scale."""
    drawing = _TimelineView(timeline, view_id)
    return View(
        id=view_id,
        name=" ".join(timeline.title.split()),
        documentation=timeline.description,
        properties=[(" ".join(k.split()), " ".join(v.split())) for k, v in timeline.facts.items()],
        nodes=list(drawing.nodes()),
    )


class _TimelineView:
    def __init__(self, timeline: Timeline, view_id: str) -> None:
        self.timeline, self.view_id = timeline, view_id
        self.scale = Scale(timeline.first, timeline.last)
        self.words = timeline.legend
        self.number = 0

    def nodes(self) -> Iterator[ViewNode]:
        """From top to bottom."""
        yield from self._years(SIDE)
        y = _TITLE
        for section in self.timeline.sections:
            if section.label:
                yield self._text(section.label, SIDE, y, RIGHT - SIDE, _HEAD)
                y += _HEADING + 6
            for row in section.rows:
                yield from self._row(row, y)
                y += _ROW + _LINE * len(row.betweens)
        yield from self._milestones(y)

    def _text(self, text: str, x: float, y: float, width: float, fill: str, height: int = _HEADING) -> ViewNode:
        """A text with a colour; ids follow from the order."""
        self.number += 1
        digest = hashlib.sha256(f"{self.view_id} {self.number}".encode()).hexdigest()[:16]
        said = " ".join(text.split())
        return ViewNode(
            f"{self.view_id}-text-{digest}", round(x), round(y), max(ceil(width), 4), height, kind="Label", label=said,
            style=Style(fill=fill),
        )  # fmt: skip

    def _years(self, y: int) -> Iterator[ViewNode]:
        for year in range(self.scale.first.year, self.scale.last.year + 1):
            left, right = self.scale.x(date(year, 1, 1)), self.scale.x(date(year + 1, 1, 1))
            if right - left >= text_width(str(year), _SIZE) + 8:
                yield self._text(str(year), left, y, right - left, _HEAD, height=24)

    def _row(self, row: Row, y: float) -> Iterator[ViewNode]:
        digest = hashlib.sha256(f"{row.id} {y}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        yield ViewNode(f"{self.view_id}-row-{digest}", SIDE, round(y), NAMES - 12, _BAR + 8, element=row.id)
        for segment in row.segments:
            marked = any(segment.first <= mark.first <= segment.last for mark in row.marks)
            yield self._segment(segment, y + 4, marked=marked)
        for mark in row.marks:
            if not any(segment.first <= mark.first <= segment.last for segment in row.segments):
                yield self._mark(mark, y + 4)
        for line, between in enumerate(row.betweens):
            yield self._between(between, y + _ROW + line * _LINE - 4)

    def _segment(self, segment: Segment, y: float, *, marked: bool) -> ViewNode:
        """A stretch of a bar with its words, or a sign where those do not fit; a text on it would hide them."""
        left, width = self.scale.stretch(segment.first, segment.last)
        words = f"{'◆ ' if marked else ''}{self.words.get(segment.look.name, '')}"
        fits = text_width(words, _SIZE) + 12 <= width
        return self._text(words if fits else _SIGNS[segment.look], left, y, width, _FILLS[segment.look])

    def _between(self, between: Between, y: float) -> ViewNode:
        left, width = self.scale.stretch(between.first, between.last)
        wide = max(width, min(text_width(between.label, _SIZE) + 16, RIGHT - LEFT))
        left = max(LEFT, min(left, RIGHT - wide))
        return self._text(between.label, left, y, wide, _DOUBLE if between.double else _GAP, height=24)

    def _mark(self, mark: Mark, y: float) -> ViewNode:
        left, width = self.scale.stretch(mark.first, mark.last)
        return self._text("◆", left + width / 2 - 11, y, 22, _MARK, height=24)

    def _milestones(self, y: float) -> Iterator[ViewNode]:
        """One a line, then what has no date, the day that was asked, and what the colours mean."""
        marks = sorted(self.timeline.milestones, key=lambda m: (m.first, m.last, m.label))
        if marks:
            yield self._text(self.timeline.milestones_label, SIDE, y, RIGHT - SIDE, _HEAD)
            y += _HEADING + 6
        for mark in marks:
            left, width = self.scale.stretch(mark.first, mark.last)
            wide = max(width, text_width(f"◆ {mark.label}", _SIZE) + 16)
            yield self._text(f"◆ {mark.label}", max(LEFT, min(left, RIGHT - wide)), y, wide, _MARK, height=24)
            y += _LINE
        undated = f"{self.timeline.undated_label}: {' · '.join(self.timeline.undated)}" if self.timeline.undated else ""
        for text, fill in ((self.timeline.omitted, _MARK), (undated, _MARK), (self.timeline.day_label, _DAY)):
            if text:
                yield self._text(text, SIDE, y, RIGHT - SIDE, fill)
                y += _HEADING + 6
        x = float(SIDE)
        for key, words in self.words.items():
            fill = _GAP if key == "gap" else _DOUBLE if key == "double" else _MARK
            look = _FILLS[BarLook[key]] if key in BarLook.__members__ else fill
            said = f"◆ {words}" if key == "mark" else words
            wide = text_width(said, _SIZE) + 20
            yield self._text(said, x, y, wide, look)
            x += wide + 10
