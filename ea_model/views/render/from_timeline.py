"""A timeline as a scene: rows with soft bars under a calendar."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from ea_model.views.render.legend import LegendKey, legend_below
from ea_model.views.render.timeline_axis import GRID, HEAD, LEFT, NAMES, RIGHT, SIDE, WIDTH, Scale, axis
from ea_model.views.scene import Item, Paint, Part, Scene, SceneBox, Shape, Text, path, rect
from ea_model.views.scene.notation import EMPHASIS, GREY_HATCH, INK, OUTLINE, QUIET, UNKNOWN, WHITE
from ea_model.views.scene.text_metrics import shortened, text_width, wrap
from ea_model.views.scene.timeline import BarLook, Between, Mark, Segment, Timeline, TimelineRow, TimelineSection


@dataclass(frozen=True, slots=True)
class Measures:
    """Heights in pixels."""

    header: int
    """Above the calendar."""
    axis: int
    heading: int
    row: int
    bar: int
    between: int
    """A line below a row that tells of a gap or of double running."""
    sign: int
    """What stands on such a line."""
    lane: int
    """A line of milestones."""
    note: int


ON_PAGE = Measures(header=50, axis=38, heading=26, row=36, bar=16, between=16, sign=7, lane=20, note=16)
IN_VIEW = Measures(header=46, axis=34, heading=36, row=46, bar=30, between=28, sign=24, lane=28, note=30)
"""For other tools, which know no calendar and write words in boxes that are high enough for them."""

_MOST_NOTES = 12
_FILLS = {BarLook.SURE: "#7DB8EA", BarLook.MAYBE: "#FFD98A", BarLook.UNKNOWN: UNKNOWN, BarLook.OPTION: WHITE}
_HATCHES = {BarLook.MAYBE: "#B87A00", BarLook.UNKNOWN: GREY_HATCH}
_SIGNS = {BarLook.SURE: "=", BarLook.MAYBE: "±", BarLook.UNKNOWN: "?", BarLook.OPTION: "+"}
"""What stands in a bar of a view that has no room for words."""
_INKS = {"gap": "#B3261E", "double": "#6A4BA3"}
_TINTS = {"gap": "#F6C9C4", "double": "#DCD2EE"}
"""The same colours, so light that words can stand on them."""
_DAY_TINT = "#CFE2F5"
_FAINT = 0.6
_DIAMOND = "l5 5l-5 5l-5 -5Z"


def timeline_scene(timeline: Timeline, lang: str = "nl", measures: Measures = ON_PAGE) -> Scene:
    """Everything in its place."""
    return _TimelineScene(timeline, measures).scene(lang)


@dataclass(frozen=True, slots=True)
class _PlacedMark:
    """A milestone with its words, where they begin, and the stretch both take."""

    mark: Mark
    x: float
    words: str
    begin: float
    end: float


class _TimelineScene:
    def __init__(self, timeline: Timeline, measures: Measures) -> None:
        self.timeline, self.measures = timeline, measures
        self.scale = Scale(timeline.first, timeline.last)
        self.number = 0
        self.words: list[Part] = []
        """What stands over the line of the day, which would cross it out."""

    def scene(self, lang: str) -> Scene:
        timeline, measures = self.timeline, self.measures
        top = measures.header + (16 if timeline.facts else 0)
        y = float(top + measures.axis)
        sections: list[Item] = []
        for section in timeline.sections:
            box, y = self._section(section, y)
            sections.append(box)
        milestones, y = self._milestones(y)
        legend, height = legend_below(map(self._key, timeline.legend), ceil(y) + 6, WIDTH)
        facts = "  ·  ".join(f"{key}: {value}" for key, value in timeline.facts.items())
        return Scene(
            timeline.id,
            timeline.title,
            lang,
            (0, 0, WIDTH, ceil(y) + 6 + height),
            f"t{zlib.crc32(timeline.id.encode('utf-8', 'replace')):08x}-",
            timeline.description,
            self._spoken(),
            [axis(self.scale, top, y), *sections, *self._day(top, y), SceneBox(self.words, "words"),
             SceneBox(milestones, "milestones")],
            header=[Text(SIDE, 30, timeline.title, 18, bold=True),
                    Text(SIDE, 48, shortened(facts, WIDTH - 2 * SIDE, 11), 11, ink=QUIET)],
            legend=legend,
            size=(WIDTH, ceil(y)),
            facts=timeline.facts,
        )  # fmt: skip

    def _spoken(self) -> str:
        """The picture in words, for who cannot see it."""
        timeline = self.timeline
        rows = [row for section in timeline.sections for row in section.rows]
        texts = [row.title or row.label for row in rows] + [b.title for row in rows for b in row.betweens]
        marks = [mark.title for mark in timeline.milestones]
        return "\n".join(filter(None, [timeline.description, timeline.day_label, *texts, *marks]))

    def _label(
        self,
        parts: Sequence[Part],
        place: tuple[float, float, float, float],
        label: str,
        fill: str,
        role: str = "",
        tooltip: str | None = None,
    ) -> SceneBox:
        """Parts that are a text with a colour in a view; ids follow from the order."""
        self.number += 1
        return SceneBox(parts, role, id=f"text {self.number}", tooltip=tooltip, kind="Label", place=place,
                        label=" ".join(label.split()), fill=fill)  # fmt: skip

    def _heading(self, words: str, y: float) -> SceneBox:
        high = self.measures.heading - 6
        heading = shortened(words, WIDTH - 2 * SIDE - 16, 12, bold=True)
        parts: list[Part] = [
            rect(SIDE, y + 3, WIDTH - 2 * SIDE, high, Paint(HEAD), 3),
            Text(SIDE + 8, y + 17, heading, bold=True),
        ]
        return self._label(parts, (SIDE, y, RIGHT - SIDE, high), words, HEAD)

    def _section(self, section: TimelineSection, y: float) -> tuple[SceneBox, float]:
        """A section that begins at ``y``, and where it ends."""
        parts: list[Part] = [self._heading(section.label, y)] if section.label else []
        y += self.measures.heading if section.label else 4
        for row in section.rows:
            parts.append(self._row(row, y))
            y += self.measures.row + len(row.betweens) * self.measures.between
            parts.append(path(f"M{SIDE} {y:.1f}H{RIGHT}", GRID))
        return SceneBox(parts, "section"), y

    def _row(self, row: TimelineRow, y: float) -> SceneBox:
        measures, room = self.measures, NAMES - 12
        middle = y + measures.row / 2
        self.number += 1
        parts: list[Part] = [
            Text(SIDE + 8, y + 15, shortened(row.label, room, 12)),
            Text(SIDE + 8, y + 29, shortened(row.detail, room, 10), 10, ink=QUIET),
            *(self._segment(segment, row.marks, middle - measures.bar / 2) for segment in row.segments),
            *(self._mark(mark, middle, row.segments) for mark in row.marks),
            *(
                self._between(between, y + measures.row + line * measures.between)
                for line, between in enumerate(row.betweens)
            ),
        ]
        return SceneBox(parts, "row", id=f"row {self.number}", about=row.id, tooltip=row.title or None, kind="Element",
                        place=(SIDE, y + 4, room, measures.row - 8))  # fmt: skip

    def _segment(self, segment: Segment, marks: tuple[Mark, ...], y: float) -> SceneBox:
        """A stretch of a bar; one that goes on beyond the picture ends in a point.

        In a view it has its words, or a sign where those do not fit.
        """
        left, width = self.scale.stretch(segment.first, segment.last)
        high, look = self.measures.bar, segment.look
        right, middle, bottom = left + width, y + high / 2, y + high
        from_before, goes_on = segment.first <= self.scale.first, segment.last >= self.scale.last
        start = f"M{left + 7:.1f} {y:.1f}" if from_before else f"M{left:.1f} {y:.1f}"
        end = f"H{right - 7:.1f}L{right:.1f} {middle:.1f}L{right - 7:.1f} {bottom:.1f}" if goes_on else (
            f"H{right:.1f}V{bottom:.1f}"
        )  # fmt: skip
        back = f"H{left + 7:.1f}L{left:.1f} {middle:.1f}Z" if from_before else f"H{left:.1f}Z"
        marked = any(segment.first <= mark.first <= segment.last for mark in marks)
        words = f"{'◆ ' if marked else ''}{self.timeline.legend.get(look.name, '')}"
        label = words if text_width(words, 12) + 12 <= width else _SIGNS[look]
        data = start + end + back
        return self._label([*_bar(look, lambda style: path(data, style))], (left, y, width, high), label, _FILLS[look])

    def _mark(self, mark: Mark, y: float, segments: tuple[Segment, ...] = ()) -> SceneBox:
        """A diamond; a line through it as long as the days it can be on. In a view the bar it stands on tells of it."""
        left, width = self.scale.stretch(mark.first, mark.last)
        middle = left + width / 2
        parts: list[Part] = []
        if width > 10:
            ends = f"M{left:.1f} {y - 4:.1f}V{y + 4:.1f}M{left + width:.1f} {y - 4:.1f}V{y + 4:.1f}"
            parts.append(path(f"M{left:.1f} {y:.1f}H{left + width:.1f}{ends}", Paint(line=INK, width=1.5)))
        parts.append(path(f"M{middle:.1f} {y - 5:.1f}{_DIAMOND}", Paint(INK, WHITE, 1)))
        box = self._label(parts, (middle - 11, y - 12, 22, 24), "◆", WHITE, "mark", mark.title or None)
        if any(segment.first <= mark.first <= segment.last for segment in segments):
            box.kind = ""
        return box

    def _between(self, between: Between, y: float) -> SceneBox:
        """The days between two contracts: solid where certain, hatched where the dates only allow it."""
        name = "double" if between.double else "gap"
        left, width = self.scale.stretch(between.first, between.last)
        high = self.measures.sign
        parts = _stripe(name, left, y, width, high)
        if between.sure_first is not None and between.sure_last is not None:
            inner, inner_width = self.scale.stretch(between.sure_first, between.sure_last)
            parts.append(rect(inner, y, inner_width, high, Paint(_INKS[name])))
        label = shortened(between.label, RIGHT - LEFT, 10.5, bold=True)
        wide = text_width(label, 10.5, bold=True)
        x = left + width + 6
        if x + wide > RIGHT:
            x = left - 6 - wide if left - 6 - wide >= LEFT else max(LEFT, RIGHT - wide)
        self.words.append(Text(x, y + 8, label, 10.5, bold=True, halo=WHITE, ink=_INKS[name]))
        wide = max(width, min(text_width(between.label, 12) + 16, RIGHT - LEFT))
        place = (max(LEFT, min(left, RIGHT - wide)), y, wide, high)
        return self._label(parts, place, between.label, _TINTS[name], name, between.title)

    def _lanes(self) -> list[list[_PlacedMark]]:
        """Milestones with their words in as few lines as hold them; words stand before a mark that is at the edge."""
        lanes: list[list[_PlacedMark]] = []
        for mark in sorted(self.timeline.milestones, key=lambda m: (m.first, m.last, m.label)):
            left, width = self.scale.stretch(mark.first, mark.last)
            begin, end = min(left, left + width / 2 - 6), max(left + width, left + width / 2 + 6)
            words = shortened(mark.label, 420, 11)
            wide = text_width(words, 11)
            before = end + 6 + wide > RIGHT
            x = begin - 6 - wide if before else end + 6
            begin, end = (x, end) if before else (begin, x + wide)
            lane = next((lane for lane in lanes if lane[-1].end + 14 < begin), None)
            if lane is None:
                lanes.append(lane := [])
            lane.append(_PlacedMark(mark, x, words, begin, end))
        return lanes

    def _notes(self) -> list[str]:
        """What is told below the milestones: how many were left out, and those without a date."""
        timeline = self.timeline
        undated = f"{timeline.undated_label}: {' · '.join(timeline.undated)}" if timeline.undated else ""
        return [
            line
            for text in (timeline.omitted, undated)
            if text
            for line in wrap(text, WIDTH - 2 * SIDE - 16, 11).lines[:_MOST_NOTES]
        ]

    def _milestones(self, y: float) -> tuple[list[Part], float]:
        """Milestones and notes from ``y`` on, and where they end."""
        lanes, notes, measures = self._lanes(), self._notes(), self.measures
        if not lanes and not notes:
            return [], y
        parts: list[Part] = [self._heading(self.timeline.milestones_label, y)]
        y += measures.heading
        for lane in lanes:
            middle = y + measures.lane / 2
            for placed in lane:
                diamond = self._mark(placed.mark, middle)
                diamond.kind = ""
                words = Text(placed.x, middle + 4, placed.words, 11, halo=WHITE)
                label = f"◆ {placed.words}"
                wide = max(placed.end - placed.begin, text_width(label, 12) + 16)
                place = (placed.begin, y, wide, measures.lane - 4)
                parts.append(self._label([diamond, words], place, label, WHITE))
            y += measures.lane
        for line in notes:
            words = Text(SIDE + 8, y + measures.note, line, 11, italic=True, halo=WHITE, ink=QUIET)
            parts.append(self._label([words], (SIDE, y, RIGHT - SIDE, measures.note - 4), line, WHITE))
            y += measures.note
        return parts, y + 6

    def _day(self, top: int, bottom: float) -> Iterator[SceneBox]:
        """The line of the day that was asked, with its words where they do not leave the picture."""
        timeline, scale = self.timeline, self.scale
        if timeline.day is None or not scale.first <= timeline.day <= scale.last:
            return
        x = scale.x(timeline.day) + scale.per_day / 2
        wide = text_width(timeline.day_label, 11, bold=True)
        begin = min(max(x - wide / 2, LEFT), RIGHT - wide)
        line = path(f"M{x:.1f} {top - 2}V{bottom:.1f}", Paint(line=EMPHASIS, width=2))
        words = Text(begin, top - 7, timeline.day_label, 11, bold=True, halo=WHITE, ink=EMPHASIS)
        yield self._label(
            [line, words], (begin - 8, top - 30, wide + 16, 24), timeline.day_label, _DAY_TINT, role="day"
        )

    def _key(self, name: str) -> LegendKey:
        words = self.timeline.legend[name]
        if name == "mark":
            return LegendKey(
                words, 28, lambda x, y: [path(f"M{x + 14} {y + 3}{_DIAMOND}", Paint(INK))], f"◆ {words}", WHITE
            )
        if name in _INKS:
            core = Paint(_INKS[name])
            return LegendKey(words, 28, lambda x, y: [*_stripe(name, x, y + 4, 28, 7), rect(x + 7, y + 4, 14, 7, core)],
                       words, _TINTS[name])  # fmt: skip
        look = BarLook[name]
        return LegendKey(
            words, 28, lambda x, y: _bar(look, lambda style: rect(x, y, 28, 14, style)), words, _FILLS[look]
        )


def _bar(look: BarLook, shape: Callable[[Paint], Shape]) -> Iterator[Shape]:
    """A stretch of a bar in its colour, with a hatch over it where that is not sure."""
    yield shape(Paint(_FILLS[look], OUTLINE, dash="4 3" if look in (BarLook.OPTION, BarLook.UNKNOWN) else ""))
    if look in _HATCHES:
        hatched = shape(Paint(hatch=_HATCHES[look]))
        hatched.opacity = _FAINT
        yield hatched


def _stripe(name: str, x: float, y: float, width: float, high: float) -> list[Part]:
    """Days of a gap or of double running that the dates allow."""
    ink = _INKS[name]
    return [rect(x, y, width, high, Paint(WHITE, ink)), rect(x, y, width, high, Paint(hatch=ink))]
