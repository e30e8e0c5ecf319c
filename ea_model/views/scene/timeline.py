"""A timeline as data: rows with soft bars, marks and spans between them; no pixels.

A builder in ``views/diagrams`` makes a `Timeline`, ``views.render.from_timeline`` gives it positions. Days are
included at both ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class BarLook(Enum):
    """How sure a stretch of a bar is."""

    SURE = 0
    MAYBE = 1
    """The date is soft: it may or may not hold on these days."""
    UNKNOWN = 2
    """Nobody knows the date."""
    OPTION = 3
    """It could be extended this far."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a bar."""

    first: date
    last: date
    look: BarLook


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment, or the days it can be on."""

    first: date
    last: date
    label: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Between:
    """Days between two contracts. ``sure``: on these days, whatever the dates turn out to be."""

    first: date
    last: date
    sure_first: date | None
    sure_last: date | None
    label: str
    double: bool
    title: str = ""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One contract."""

    id: str
    label: str
    detail: str = ""
    segments: tuple[Segment, ...] = ()
    marks: tuple[Mark, ...] = ()
    betweens: tuple[Between, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class TimelineSection:
    """Rows that belong together: a situation, or a plan."""

    label: str
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is drawn, from ``first`` to ``last``."""

    id: str
    title: str
    first: date
    last: date
    sections: tuple[TimelineSection, ...]
    milestones: tuple[Mark, ...] = ()
    milestones_label: str = ""
    omitted: str = ""
    """What was left out of the milestones, in words."""
    undated: tuple[str, ...] = ()
    """Milestones nobody knows the date of."""
    undated_label: str = ""
    day: date | None = None
    day_label: str = ""
    description: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    legend: dict[str, str] = field(default_factory=dict)
    """Words for the looks that occur, by their name; also ``gap``, ``double`` and ``mark``."""
