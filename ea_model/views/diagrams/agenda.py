"""The contract calendar: every contract as a soft bar, per situation, with gaps, double running and milestones.

A bar shows exactly what an answer on each day says. A situation stands before the plans that follow it; alternatives
stand in sections of their own, so that they never seem to hold together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from ea_model.metamodel.contract import Contract
from ea_model.model import wholes_of
from ea_model.questions.agenda import (
    CalendarEntry,
    DateKind,
    Ground,
    Handover,
    PlateauHistory,
    chains,
    entries,
    handovers,
    on_day,
    plateau_histories,
    plateau_history,
    reference_day,
)
from ea_model.questions.agenda.wording import (
    date_words,
    day_words,
    double_words,
    gap_words,
    kind_words,
    name_of,
    sentence,
    subject_words,
)
from ea_model.scope import Scope
from ea_model.values import SoftDate, Truth, in_language
from ea_model.values.durations import is_dated
from ea_model.views.diagrams.shared.picture import TimelinePicture
from ea_model.views.picture_options import PictureOptions
from ea_model.views.scene.timeline import BarLook, Between, Mark, Segment, Timeline, TimelineRow, TimelineSection
from ea_model.words import label

_LONGEST_ID = 20
"""Letters of an id that people use."""
_MOST_MILESTONES = 40
_MOST_YEARS = 40
"""A date further away than half of this from the day looked from lies off the edge, not on a scale of centuries."""
_DAY = timedelta(days=1)
_MILESTONES = frozenset(
    {DateKind.EVENT, DateKind.TENDER_START, DateKind.BID_INVITATION, DateKind.PLATEAU_BEGIN, DateKind.PLATEAU_END}
)
_UNKNOWN = frozenset({Ground.BEGIN_UNKNOWN, Ground.END_UNKNOWN})


def build(scope: Scope, options: PictureOptions) -> Timeline:
    """Draw the calendar of a plateau, what it follows and what follows it; one chain when a contract is named."""
    model, lang = scope.model, options.lang
    named = model.contract(options.contract) if options.contract else None
    stories = _stories(scope)
    by_contract: dict[tuple[str, str], list[CalendarEntry]] = {}
    different: dict[tuple[str, str, int, str], CalendarEntry] = {}
    for story in stories:
        for entry in entries(model, story.plateau):
            different.setdefault((entry.about.id, entry.attribute, entry.turn, str(entry.date)), entry)
            for contract in entry.contracts:
                by_contract.setdefault((story.plateau.id if story.plateau else "", contract.id), []).append(entry)
    calendar = list(different.values())
    day = scope.moment.day or reference_day(model)
    first, last = _window(calendar, day)
    canvas = _Canvas(first, last, lang, by_contract)
    sections = tuple(s for s in canvas.sections(stories, named) if s.rows)
    marks = [m for e in calendar if named is None for m in canvas.milestone(e)]
    return Timeline(
        id=f"agenda-{model.id}",
        title=label(PICTURE.label_key, lang),
        first=first,
        last=last,
        sections=sections,
        milestones=tuple(_nearest(marks, day)),
        milestones_label=label("Agenda.events", lang),
        omitted=label("Agenda.omitted", lang, count=len(marks) - _MOST_MILESTONES)
        if len(marks) > _MOST_MILESTONES
        else "",
        undated=tuple(_milestone_words(e, lang) for e in calendar if named is None and _is_unknown_milestone(e)),
        undated_label=label("Agenda.undated", lang),
        day=day,
        day_label=_day_label(scope, day, lang),
        description=label("Agenda.picture_text", lang),
        facts={label("Agenda.picture_model", lang): in_language(model.name, lang)},
        legend=_legend(sections, marks, lang),
    )


def _nearest(marks: list[Mark], day: date | None) -> list[Mark]:
    """As many as a person can read: those nearest to the day looked from, else the first."""
    if day is None:
        return marks[:_MOST_MILESTONES]
    away = sorted(marks, key=lambda m: (max((m.first - day).days, (day - m.last).days, 0), m.label))
    return away[:_MOST_MILESTONES]


def _day_label(scope: Scope, day: date | None, lang: str) -> str:
    if day is None:
        return ""
    return f"{label('Agenda.asked_day' if scope.moment.day else 'Agenda.model_day', lang)}: {day_words(day, lang)}"


def _stories(scope: Scope) -> tuple[PlateauHistory, ...]:
    """The lines of history that the plateau asked is part of, or that end in it."""
    plateau = scope.moment.plateau
    if plateau is None:
        return plateau_histories(scope.model)
    wholes = {p.id for p in wholes_of(plateau)}
    through = [s for s in plateau_histories(scope.model) if wholes & {p.id for p in s.chapters}]
    return tuple(through) or (plateau_history(scope.model, plateau),)


def _window(calendar: Iterable[CalendarEntry], day: date | None) -> tuple[date, date]:
    """From before the first date to after the last, in whole months, not further than makes sense."""
    dates = [e.date for e in calendar if is_dated(e.date)]
    days = [d for when in dates for d in (when.earliest, when.latest)] + ([day] if day else [])
    middle = day or (sorted(days)[len(days) // 2] if days else date(2000, 1, 1))
    near = [d for d in days if abs(d.year - middle.year) <= _MOST_YEARS // 2] or [middle]
    first, last = min(near), max(near)
    margin = max(62, (last - first).days // 12)
    low = max(first.toordinal() - margin // 2, date(2, 1, 1).toordinal())
    high = min(last.toordinal() + margin, date(9998, 12, 31).toordinal())
    return date.fromordinal(low).replace(day=1), date.fromordinal(high).replace(day=28)


def _legend(sections: tuple[TimelineSection, ...], marks: list[Mark], lang: str) -> dict[str, str]:
    rows = [row for section in sections for row in section.rows]
    used = {segment.look.name for row in rows for segment in row.segments}
    used |= {"double" if b.double else "gap" for row in rows for b in row.betweens}
    used |= {"mark"} if marks or any(row.marks for row in rows) else set()
    order = ("SURE", "MAYBE", "UNKNOWN", "OPTION", "gap", "double", "mark")
    return {key: label(f"Agenda.legend_{key.lower()}", lang) for key in order if key in used}


class _Canvas:
    """Makes rows and marks within the days that are drawn."""

    def __init__(
        self, first: date, last: date, lang: str, by_contract: dict[tuple[str, str], list[CalendarEntry]]
    ) -> None:
        self.first, self.last, self.lang = first, last, lang
        self.by_contract = by_contract
        """The dates of each contract, by ids of plateau and contract."""

    def sections(self, stories: tuple[PlateauHistory, ...], named: Contract | None) -> Iterator[TimelineSection]:
        """What several plans share first, then each plan."""
        shared_ids: set[str] = set()
        for story in stories:
            past = {p.id for p in story.chapters}
            past -= {p.id for p in wholes_of(story.plateau)} if story.plateau else set()
            shared = [c for c in self._ordered(story, named) if any(p.id in past for p in c.plateaus)]
            new = [c for c in shared if c.id not in shared_ids]
            shared_ids |= {c.id for c in new}
            yield TimelineSection(_past_label(story, self.lang), self._rows(story, new))
        for story in stories:
            own = [c for c in self._ordered(story, named) if c.id not in shared_ids]
            heading = name_of(story.plateau, self.lang) if story.plateau else label("Agenda.whole_model", self.lang)
            heading = _called(story.plateau.id, heading) if story.plateau else heading
            yield TimelineSection(heading, self._rows(story, own))

    def _ordered(self, story: PlateauHistory, named: Contract | None) -> list[Contract]:
        """Contracts by when they end, successors right after what they replace; one chain when one is named."""
        groups = [chain.contracts for chain in chains(story)]
        grouped = {c.id for group in groups for c in group}
        groups += [(c,) for c in story.contracts if c.id not in grouped]
        if named is not None:
            groups = [g for g in groups if named in g] or [(named,)]

        def ends(contract: Contract) -> date:
            end = story.value(contract, "end")
            return end.earliest if is_dated(end) else date.max

        groups.sort(key=lambda g: (min(map(ends, g)), g[0].id))
        return [c for group in groups for c in group]

    def _rows(self, story: PlateauHistory, contracts: list[Contract]) -> tuple[TimelineRow, ...]:
        following: dict[str, list[Handover]] = {}
        for handover in handovers(story):
            following.setdefault(handover.after.id, []).append(handover)
        return tuple(self._row(story, contract, following) for contract in contracts)

    def _row(self, story: PlateauHistory, contract: Contract, following: dict[str, list[Handover]]) -> TimelineRow:
        """One contract: what holds when, when it is signed, and what lies between it and what it replaces."""
        start, end = story.value(contract, "start"), story.value(contract, "end")
        signing = story.value(contract, "signing")
        detail = f"{date_words(start, self.lang)} – {date_words(end, self.lang)}"
        if signing is not None and not is_dated(start):
            detail += f" · {label('DateKind.SIGNING', self.lang)} {date_words(signing, self.lang)}"
        mine = self.by_contract.get((story.plateau.id if story.plateau else "", contract.id), [])
        marks = [m for e in mine if e.kind in (DateKind.SIGNING, DateKind.NOTICE) for m in self._mark(e, "")]
        between = [b for h in following.get(contract.id, ()) for b in self._between(h)]
        tooltip = "\n".join(sentence(e, self.lang) for e in mine)
        options = tuple(s for e in mine if e.kind is DateKind.EXTENSION for s in self._option(end, e))
        return TimelineRow(
            contract.id,
            _called(contract.id, name_of(contract, self.lang)),
            detail,
            (*options, *self._segments(story, contract)),
            tuple(marks),
            tuple(between),
            tooltip,
        )

    def _segments(self, story: PlateauHistory, contract: Contract) -> Iterator[Segment]:
        """The stretches on which the answer on a day stays the same."""
        turns = {self.first, self.last + _DAY}
        for attribute in ("start", "end", "signing"):
            when = story.value(contract, attribute)
            if is_dated(when):
                turns |= {d for d in (when.earliest, when.latest) if self.first <= d <= self.last}
                turns |= {d + _DAY for d in (when.latest,) if self.first <= d < self.last}
        points = sorted(turns)
        segments: list[Segment] = []
        for begin, following in pairwise(points):
            answer = on_day(story, contract, begin)
            if answer.truth is Truth.NO:
                continue
            unsure = BarLook.UNKNOWN if answer.ground in _UNKNOWN else BarLook.MAYBE
            look = BarLook.SURE if answer.truth is Truth.YES else unsure
            last = following - _DAY
            if segments and segments[-1].look is look and segments[-1].last + _DAY == begin:
                segments[-1] = Segment(segments[-1].first, last, look)
            else:
                segments.append(Segment(begin, last, look))
        yield from segments

    def _option(self, end: SoftDate, entry: CalendarEntry) -> Iterator[Segment]:
        if is_dated(end) and is_dated(entry.date):
            begin, last = max(end.latest + _DAY, self.first), min(entry.date.latest, self.last)
            if begin <= last:
                yield Segment(begin, last, BarLook.OPTION)

    def _mark(self, entry: CalendarEntry, words: str) -> Iterator[Mark]:
        when = entry.date
        if is_dated(when) and when.latest >= self.first and when.earliest <= self.last:
            first, last = max(when.earliest, self.first), min(when.latest, self.last)
            yield Mark(first, last, words, sentence(entry, self.lang))

    def milestone(self, entry: CalendarEntry) -> Iterator[Mark]:
        """The mark of an entry that is no contract's, if it is a milestone."""
        if entry.kind in _MILESTONES:
            yield from self._mark(entry, _milestone_words(entry, self.lang))

    def _between(self, handover: Handover) -> Iterator[Between]:
        end, begin = handover.end, handover.begin
        if not (is_dated(end) and is_dated(begin)):
            return
        over = handover.double_end
        double = handover.double_days is not None and begin.earliest < end.earliest
        if not double and handover.gap_days is None:
            return
        words = double_words(handover, self.lang) if double else gap_words(handover, self.lang)
        what = label("Agenda.legend_double" if double else "Agenda.legend_gap", self.lang)
        low, high = (begin, over) if double and is_dated(over) else (end, begin)
        first, last = max(low.earliest, self.first), min(high.latest, self.last)
        # Counted from a signing, both run only once the successor has begun, which nobody knows; a gap stays a gap.
        certain = low.latest < high.earliest and not (double and handover.from_signing)
        begins, ends = (low.latest, high.earliest) if certain else (None, None)
        named = f"{what}: {words}"
        yield Between(first, last, begins, ends, named, double, f"{handover.before.id} → {handover.after.id}: {named}")


def _milestone_words(entry: CalendarEntry, lang: str) -> str:
    words = subject_words(entry, lang)
    return words if entry.kind is DateKind.EVENT else f"{words}: {kind_words(entry, lang)}"


def _is_unknown_milestone(entry: CalendarEntry) -> bool:
    return entry.kind in _MILESTONES and not is_dated(entry.date)


def _past_label(story: PlateauHistory, lang: str) -> str:
    if story.plateau is None:
        return ""
    left = [p for p in story.plateau.follows if p.part_of is None]
    return ", ".join(_called(p.id, name_of(p, lang)) for p in left)


PICTURE = TimelinePicture("agenda", 9, build)


def _called(id_: str, named: str) -> str:
    """Id and name; the name alone where a tool made up the id, which nobody then calls it by."""
    return f"{id_} {named}" if len(id_) <= _LONGEST_ID else named
