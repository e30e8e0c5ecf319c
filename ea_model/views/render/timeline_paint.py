"""A timeline as SVG: rows with soft bars under a calendar, the same bytes for the same input."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from math import ceil

from ea_model.views.layout.text_metrics import shortened, text_width, wrap
from ea_model.views.render.timeline import BarLook, Between, Mark, Row, Segment, Timeline, TimelineSection
from ea_model.views.render.timeline_axis import GRID, LEFT, NAMES, QUIET, RIGHT, SIDE, WIDTH, Scale, paint_axis
from ea_model.views.svg.box_labels import Words
from ea_model.views.svg.boxes import UNKNOWN, paint_words
from ea_model.views.svg.elements import Element, add, as_bytes, document
from ea_model.views.svg.notation import INK, OUTLINE, WHITE

_ROW, _BAR, _LINE = 36, 16, 16
"""Height of a row, of its bar, and of each line below it that tells of a gap or of double running."""
_HEADING, _LANE, _LEGEND, _NOTE = 26, 20, 24, 16
_MOST_NOTES = 12
_SURE, _MAYBE, _GAP, _DOUBLE, _TODAY = "#7DB8EA", "#FFD98A", "#B3261E", "#6A4BA3", "#0B5CAD"
_FILLS = {BarLook.SURE: _SURE, BarLook.MAYBE: _MAYBE, BarLook.UNKNOWN: UNKNOWN, BarLook.OPTION: WHITE}


def paint_timeline(timeline: Timeline, *, lang: str = "nl") -> bytes:
    """Draw a timeline."""
    scale = Scale(timeline.first, timeline.last)
    prefix = f"t{zlib.crc32(timeline.id.encode('utf-8', 'replace')):08x}-"
    lanes = _lanes(timeline.milestones, scale)
    top = 50 + (16 if timeline.facts else 0)
    body = top + 38
    height = body + sum(_section_height(s) for s in timeline.sections)
    marks_at = height
    notes = _notes(timeline)
    if lanes or notes:
        height += _HEADING + len(lanes) * _LANE + len(notes) * _NOTE + 6
    legend = _legend_places(timeline)
    total = height + 30 + (legend[-1][1] + 1 if legend else 0) * _LEGEND

    root = document(WIDTH, ceil(total))
    root.set("role", "img")
    root.set("lang", lang)
    root.set("aria-labelledby", f"{prefix}title {prefix}desc")
    add(root, "title", timeline.title, id=f"{prefix}title")
    add(root, "desc", _spoken(timeline), id=f"{prefix}desc")
    _define(root, prefix)
    add(root, "rect", class_="paper", width=WIDTH, height=ceil(total), fill=WHITE)
    paint_words(root, Words(SIDE, 30, timeline.title, 18, bold=True))
    facts = "  ·  ".join(f"{key}: {value}" for key, value in timeline.facts.items())
    paint_words(root, Words(SIDE, 48, shortened(facts, WIDTH - 2 * SIDE, 11), 11), ink=QUIET)
    paint_axis(root, scale, top, height)
    y = float(body)
    words = add(root, "g", class_="words")
    for section in timeline.sections:
        y = _paint_section(root, words, section, scale, y, prefix)
    _paint_day(root, timeline, scale, top, height)
    root.append(words)  # over the line of the day, which would cross them out
    if lanes or notes:
        _paint_milestones(root, timeline.milestones_label, lanes, notes, scale, marks_at)
    _paint_legend(root, legend, timeline, height + 22, prefix)
    return as_bytes(root)


def _spoken(timeline: Timeline) -> str:
    """The picture in words, for who cannot see it."""
    rows = [row.title or row.label for section in timeline.sections for row in section.rows]
    rows += [b.title for section in timeline.sections for row in section.rows for b in row.betweens]
    marks = [mark.title for mark in timeline.milestones]
    return "\n".join(filter(None, [timeline.description, timeline.day_label, *rows, *marks]))


def _define(root: Element, prefix: str) -> None:
    """Hatches: what is not certain, in the ink of its meaning."""
    defs = add(root, "defs")
    for name, ink in (("unknown", "#A6A6A6"), ("maybe", "#B87A00"), ("gap", _GAP), ("double", _DOUBLE)):
        pattern = add(
            defs, "pattern", id=prefix + name, patternUnits="userSpaceOnUse", width=6, height=6,
            patternTransform="rotate(45)",
        )  # fmt: skip
        add(pattern, "path", d="M0 0V6", stroke=ink, stroke_width=2)


def _section_height(section: TimelineSection) -> float:
    return (_HEADING if section.label else 4) + sum(_row_height(row) for row in section.rows)


def _row_height(row: Row) -> float:
    return _ROW + len(row.betweens) * _LINE


def _paint_section(
    root: Element, over: Element, section: TimelineSection, scale: Scale, y: float, prefix: str
) -> float:
    group = add(root, "g", class_="section")
    if section.label:
        add(group, "rect", x=SIDE, y=y + 3, width=WIDTH - 2 * SIDE, height=_HEADING - 6, rx=3, fill="#E8EDF3")
        words = shortened(section.label, WIDTH - 2 * SIDE - 16, 12, bold=True)
        paint_words(group, Words(SIDE + 8, y + 17, words, 12, bold=True))
    y += _HEADING if section.label else 4
    for row in section.rows:
        _paint_row(group, over, row, scale, y, prefix)
        y += _row_height(row)
        add(group, "path", d=f"M{SIDE} {y:.1f}H{RIGHT}", stroke=GRID)
    return y


def _paint_row(parent: Element, over: Element, row: Row, scale: Scale, y: float, prefix: str) -> None:
    group = add(parent, "g", class_="row", data_id=row.id)
    if row.title:
        add(group, "title", row.title)
    room = NAMES - 12
    paint_words(group, Words(SIDE + 8, y + 15, shortened(row.label, room, 12), 12))
    paint_words(group, Words(SIDE + 8, y + 29, shortened(row.detail, room, 10), 10), ink=QUIET)
    for segment in row.segments:
        _paint_segment(group, segment, scale, y + (_ROW - _BAR) / 2, prefix)
    for mark in row.marks:
        _paint_mark(group, mark, scale, y + _ROW / 2)
    for number, between in enumerate(row.betweens):
        _paint_between(group, over, between, scale, y + _ROW + number * _LINE, prefix)


def _paint_segment(parent: Element, segment: Segment, scale: Scale, y: float, prefix: str) -> None:
    """A stretch of a bar; one that goes on beyond the picture ends in a point."""
    left, width = scale.stretch(segment.first, segment.last)
    right, middle, bottom = left + width, y + _BAR / 2, y + _BAR
    from_before, goes_on = segment.first <= scale.first, segment.last >= scale.last
    start = f"M{left + 7:.1f} {y:.1f}" if from_before else f"M{left:.1f} {y:.1f}"
    end = f"H{right - 7:.1f}L{right:.1f} {middle:.1f}L{right - 7:.1f} {bottom:.1f}" if goes_on else (
        f"H{right:.1f}V{bottom:.1f}"
    )  # fmt: skip
    back = f"H{left + 7:.1f}L{left:.1f} {middle:.1f}Z" if from_before else f"H{left:.1f}Z"
    shape = start + end + back
    dashes = "4 3" if segment.look in (BarLook.OPTION, BarLook.UNKNOWN) else None
    add(parent, "path", d=shape, fill=_FILLS[segment.look], stroke=OUTLINE, stroke_dasharray=dashes)
    if segment.look in (BarLook.MAYBE, BarLook.UNKNOWN):
        add(parent, "path", d=shape, fill=f"url(#{prefix}{segment.look.name.lower()})", opacity=0.6)


def _paint_mark(parent: Element, mark: Mark, scale: Scale, y: float) -> None:
    """A diamond; a line through it as long as the days it can be on."""
    left, width = scale.stretch(mark.first, mark.last)
    middle = left + width / 2
    group = add(parent, "g", class_="mark")
    if mark.title:
        add(group, "title", mark.title)
    if width > 10:
        ends = f"M{left:.1f} {y - 4:.1f}V{y + 4:.1f}M{left + width:.1f} {y - 4:.1f}V{y + 4:.1f}"
        add(group, "path", d=f"M{left:.1f} {y:.1f}H{left + width:.1f}{ends}", stroke=INK, stroke_width=1.5, fill="none")
    add(group, "path", d=f"M{middle:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5Z", fill=INK, stroke=WHITE, stroke_width=1)


def _paint_between(parent: Element, over: Element, between: Between, scale: Scale, y: float, prefix: str) -> None:
    """The days between two contracts: solid where certain, hatched where the dates only allow it."""
    ink, name = (_DOUBLE, "double") if between.double else (_GAP, "gap")
    left, width = scale.stretch(between.first, between.last)
    group = add(parent, "g", class_=name)
    add(group, "title", between.title)
    add(group, "rect", x=left, y=y, width=width, height=7, fill=WHITE, stroke=ink)
    add(group, "rect", x=left, y=y, width=width, height=7, fill=f"url(#{prefix}{name})")
    if between.sure_first is not None and between.sure_last is not None:
        inner, inner_width = scale.stretch(between.sure_first, between.sure_last)
        add(group, "rect", x=inner, y=y, width=inner_width, height=7, fill=ink)
    said = shortened(between.label, RIGHT - LEFT, 10.5, bold=True)
    wide = text_width(said, 10.5, bold=True)
    x = left + width + 6
    if x + wide > RIGHT:
        x = left - 6 - wide if left - 6 - wide >= LEFT else max(LEFT, RIGHT - wide)
    paint_words(over, Words(x, y + 8, said, 10.5, bold=True), halo=WHITE, ink=ink)


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A milestone with its words and where they begin."""

    mark: Mark
    x: float
    words: str


def _lanes(marks: tuple[Mark, ...], scale: Scale) -> list[list[PlacedRow]]:
    """Milestones with their words in as few lines as hold them; words stand before a mark that is at the edge."""
    lanes: list[list[PlacedRow]] = []
    ends: list[float] = []
    for mark in sorted(marks, key=lambda m: (m.first, m.last, m.label)):
        left, width = scale.stretch(mark.first, mark.last)
        begin, end = min(left, left + width / 2 - 6), max(left + width, left + width / 2 + 6)
        words = shortened(mark.label, 420, 11)
        wide = text_width(words, 11)
        before = end + 6 + wide > RIGHT
        x = begin - 6 - wide if before else end + 6
        begin, end = (x, end) if before else (begin, x + wide)
        lane = next((n for n, used in enumerate(ends) if used + 14 < begin), len(ends))
        if lane == len(ends):
            lanes.append([])
            ends.append(0)
        lanes[lane].append(PlacedRow(mark, x, words))
        ends[lane] = end
    return lanes


def _notes(timeline: Timeline) -> list[str]:
    """What is told below the milestones: how many were left out, and those without a date."""
    without = f"{timeline.undated_label}: {' · '.join(timeline.undated)}" if timeline.undated else ""
    return [
        line
        for text in (timeline.omitted, without)
        if text
        for line in wrap(text, WIDTH - 2 * SIDE - 16, 11).lines[:_MOST_NOTES]
    ]


def _paint_milestones(
    root: Element, heading: str, lanes: list[list[PlacedRow]], notes: list[str], scale: Scale, top: float
) -> None:
    group = add(root, "g", class_="milestones")
    add(group, "rect", x=SIDE, y=top + 3, width=WIDTH - 2 * SIDE, height=_HEADING - 6, rx=3, fill="#E8EDF3")
    paint_words(group, Words(SIDE + 8, top + 17, heading, 12, bold=True))
    for number, lane in enumerate(lanes):
        y = top + _HEADING + number * _LANE + _LANE / 2
        for placed in lane:
            _paint_mark(group, placed.mark, scale, y)
            paint_words(group, Words(placed.x, y + 4, placed.words, 11), halo=WHITE)
    y = top + _HEADING + len(lanes) * _LANE
    for number, line in enumerate(notes, 1):
        paint_words(group, Words(SIDE + 8, y + number * _NOTE, line, 11, italic=True), halo=WHITE, ink=QUIET)


def _paint_day(root: Element, timeline: Timeline, scale: Scale, top: int, bottom: float) -> None:
    """The line of the day that was asked, with its words where they do not leave the picture."""
    if timeline.day is None or not scale.first <= timeline.day <= scale.last:
        return
    x = scale.x(timeline.day) + scale.per_day / 2
    group = add(root, "g", class_="day")
    add(group, "path", d=f"M{x:.1f} {top - 2}V{bottom:.1f}", stroke=_TODAY, stroke_width=2)
    wide = text_width(timeline.day_label, 11, bold=True)
    begin = min(max(x - wide / 2, LEFT), RIGHT - wide)
    paint_words(group, Words(begin, top - 7, timeline.day_label, 11, bold=True), halo=WHITE, ink=_TODAY)


def _legend_places(timeline: Timeline) -> list[tuple[float, int, str]]:
    """Where each entry of the legend stands: x, line, key."""
    found: list[tuple[float, int, str]] = []
    x, line = float(SIDE), 0
    for key, words in timeline.legend.items():
        takes = 34 + text_width(words, 11) + 22
        if x + takes > RIGHT and x > SIDE:
            x, line = float(SIDE), line + 1
        found.append((x, line, key))
        x += takes
    return found


def _paint_legend(
    root: Element, places: list[tuple[float, int, str]], timeline: Timeline, top: float, prefix: str
) -> None:
    group = add(root, "g", class_="legend")
    for x, line, key in places:
        y = top + line * _LEGEND
        if key == "mark":
            add(group, "path", d=f"M{x + 14:.1f} {y - 9:.1f}l5 5l-5 5l-5 -5Z", fill=INK)
        elif key in ("gap", "double"):
            ink = _GAP if key == "gap" else _DOUBLE
            add(group, "rect", x=x, y=y - 8, width=28, height=7, fill=WHITE, stroke=ink)
            add(group, "rect", x=x, y=y - 8, width=28, height=7, fill=f"url(#{prefix}{key})")
            add(group, "rect", x=x + 7, y=y - 8, width=14, height=7, fill=ink)
        else:
            look = BarLook[key]
            dashes = "4 3" if look in (BarLook.OPTION, BarLook.UNKNOWN) else None
            box = {"x": x, "y": y - 12, "width": 28, "height": 14}
            add(group, "rect", fill=_FILLS[look], stroke=OUTLINE, stroke_dasharray=dashes, **box)
            if look in (BarLook.MAYBE, BarLook.UNKNOWN):
                add(group, "rect", fill=f"url(#{prefix}{look.name.lower()})", opacity=0.6, **box)
        paint_words(group, Words(x + 34, y, timeline.legend[key], 11))
