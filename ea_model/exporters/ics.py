"""The contract calendar as iCalendar (RFC 5545), for every calendar program.

Each date is an all-day event; one that is not known to the day lasts over its whole range and says so. Ids and stamps
come from the model, so that writing it again updates the events in a calendar instead of doubling them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import BinaryIO

from icalendar import Calendar, Event, vText
from icalendar.enums import STATUS, TRANSP

from ea_model.exporters import Exporter, Loss, Options
from ea_model.messages import Message
from ea_model.model import Model
from ea_model.questions.agenda import CalendarEntry, DateStatus, entries, reference_day
from ea_model.questions.agenda.wording import kind_words, sentence, subject_words
from ea_model.values import FuzzyDate, LangText, in_language
from ea_model.values.durations import is_dated
from ea_model.words import label, label_of

_PRODUCT = "-//ea-model//calendar//"
_NO_DAY = date(1970, 1, 1)
"""Stamp of a model that speaks of no day: fixed, so that the same model gives the same bytes."""
_CONTROL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\x7f")


def write(model: Model, options: Options, handle: BinaryIO) -> None:
    """Write the calendar; the same model gives the same bytes. Dates nobody knows are told in its description."""
    plateau = options.scope.moment.plateau if options.scope is not None else None
    calendar_entries = entries(model, plateau)
    undated = [e for e in calendar_entries if not is_dated(e.date)]
    if undated:
        options.report(Loss("other", Message("Agenda.ics_undated", count=len(undated))))
    stamp = datetime.combine(reference_day(model) or _NO_DAY, time(), UTC)
    name = label("Agenda.calendar_name", options.lang, model=in_language(model.name, options.lang))
    about = "\n".join([name, *(sentence(e, options.lang) for e in undated)])
    calendar = Calendar()
    calendar.add("prodid", f"{_PRODUCT}{options.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("uid", _text(f"{model.id}@ea-model"))
    # The X- names are what most programs read; the library only escapes what is said to be text.
    for key, value in (("name", name), ("x-wr-calname", name), ("description", about), ("x-wr-caldesc", about)):
        calendar.add(key, vText(_text(value)))
    for entry in calendar_entries:
        if is_dated(entry.date):
            calendar.add_component(_event(model, entry, entry.date, stamp, options.lang))
    handle.write(calendar.to_ical())


def _event(model: Model, entry: CalendarEntry, when: FuzzyDate, stamp: datetime, lang: str) -> Event:
    """One date over its whole range; the end of an all-day event is the day after its last."""
    sure = when.is_day and entry.status in (DateStatus.ACTUAL, DateStatus.STATED)
    summary = f"{kind_words(entry, lang)} – {subject_words(entry, lang)}"
    if entry.status in (DateStatus.ASSUMED, DateStatus.READ):
        summary = f"{summary} ({label_of(entry.status, lang)})"
    lines = [sentence(entry, lang), f"{label('Agenda.status', lang)}: {label_of(entry.status, lang)}"]
    if entry.plateaus:
        lines.append(f"{label('Agenda.plateaus', lang)}: {', '.join(entry.plateaus)}")
    lines += [f"{label('Agenda.source', lang)}: {source}" for source in entry.sources]
    return Event.new(
        uid=_identity(model, entry),
        stamp=stamp,
        start=when.earliest,
        end=min(when.latest, date.max - timedelta(days=1)) + timedelta(days=1),
        summary=_text(summary if when.is_day else f"{summary} {label('Agenda.uncertain', lang)}"),
        description=_text("\n".join(lines)),
        categories=[_text(label_of(entry.kind, lang))],
        status=STATUS.CONFIRMED if sure else STATUS.TENTATIVE,
        transparency=TRANSP.TRANSPARENT,
    )


def _identity(model: Model, entry: CalendarEntry) -> str:
    """The same for the same date of the same thing, however often the model changes."""
    parts = [model.id, entry.about.id, entry.attribute, *([str(entry.turn)] if entry.turn else [])]
    return _text(".".join([*parts, *(entry.plateaus if entry.differs else ())])) + "@ea-model"


def _text(text: str) -> str:
    """The text without characters a calendar has no place for."""
    return _CONTROL.sub("", text)


EXPORTER = Exporter(
    name="ics",
    label=LangText({"nl": "Kalender (iCalendar)", "en": "Calendar (iCalendar)"}),
    suffix=".ics",
    mime="text/calendar",
    write=write,
)
