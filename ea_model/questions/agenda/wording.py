"""Dates, days and grounds as a person says them, in Dutch and English."""

from __future__ import annotations

from datetime import date

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import ScopeStatement, Statement
from ea_model.questions.agenda.entries import CalendarEntry
from ea_model.questions.agenda.handover import Handover
from ea_model.questions.agenda.state_on_day import OnDay
from ea_model.selection import subject_words as about_words
from ea_model.values import FuzzyDate, SoftDate, Unknown, in_language
from ea_model.values.durations import Days, Span, is_dated
from ea_model.words import label, label_of


def day_words(day: date, lang: str) -> str:
    """``11 december 2019``."""
    return f"{day.day} {month_words(day, lang)}"


def month_words(day: date, lang: str) -> str:
    """``december 2019``."""
    return f"{label(f'Month.m{day.month}', lang)} {day.year}"


def date_words(when: SoftDate, lang: str) -> str:
    """A soft date as a noun: ``oktober 2019``, ``het derde kwartaal van 2019``, ``onbekend (U15)``."""
    if isinstance(when, FuzzyDate):
        return _fuzzy_words(when, lang)
    if isinstance(when, Unknown):
        return label("Agenda.unknown_item", lang, item=when.item) if when.item else label("Agenda.unknown", lang)
    return label("Agenda.not_given", lang) if when is None else str(when)


def _fuzzy_words(when: FuzzyDate, lang: str) -> str:
    first, last = when.earliest, when.latest
    if first == date.min and when.precision != "open":
        return label("Agenda.by", lang, last=day_words(last, lang))
    quarter = label(f"Agenda.quarter_{(first.month + 2) // 3}", lang, year=first.year)
    named = {
        "day": day_words(first, lang), "month": month_words(first, lang), "quarter": quarter, "year": str(first.year),
        "open": label("Agenda.open", lang),
    }  # fmt: skip
    between = label("Agenda.range", lang, first=day_words(first, lang), last=day_words(last, lang))
    return named.get(when.precision, between)


def precision_words(when: SoftDate, lang: str) -> str:
    """How precisely a date is known; empty for what is no date."""
    if not isinstance(when, FuzzyDate):
        return ""
    return label(f"Precision.{when.precision}", lang)


def range_text(when: SoftDate, lang: str) -> str:
    """The first and last day it can be, ``2019-10-01 … 2019-10-31``, or why there are none."""
    if not is_dated(when):
        return date_words(when, lang)
    if when.is_day:
        return when.earliest.isoformat()
    return f"{when.earliest.isoformat()} … {when.latest.isoformat()}"


def days_words(days: Days, lang: str) -> str:
    """``122–182 dagen``, ``1 dag``, ``minstens 41 dagen``."""
    if days.low is None and days.high is None:
        return label("Agenda.days_unknown", lang)
    if days.low is None or days.high is None:
        bound = days.high if days.low is None else days.low
        return label("Agenda.days_most" if days.low is None else "Agenda.days_least", lang, days=bound)
    if days.low == days.high:
        return label("Agenda.day" if days.low == 1 else "Agenda.days", lang, days=days.low)
    if days.low < 0:
        return label("Agenda.days_across", lang, low=days.low, high=days.high)
    return label("Agenda.days", lang, days=f"{days.low}–{days.high}")


def span_words(span: Span, lang: str) -> str:
    """``12 maanden``."""
    if span.months:
        return label("Agenda.month" if span.months == 1 else "Agenda.months", lang, count=span.months)
    return label("Agenda.day" if span.days == 1 else "Agenda.days", lang, days=span.days)


def name_of(element: Element | Statement, lang: str) -> str:
    """The name a person reads; the id where there is none."""
    return in_language(element.name, lang) or str(element.id) if isinstance(element, Element) else str(element.id)


def subject_words(entry: CalendarEntry, lang: str) -> str:
    """What a date is of; a statement is told by its contract and activity."""
    about = entry.about
    if isinstance(about, ScopeStatement):
        whose = about.contract.id if about.contract is not None else label("Status.OWN", lang)
        subject = about_words(about, lang)
        return f"{about.id}: {whose} · {subject} · {in_language(about.activity.label, lang)}"
    name = name_of(about, lang)
    return name if name == about.id else f"{about.id} {name}" if entry.contracts else name


def kind_words(entry: CalendarEntry, lang: str) -> str:
    """What happens, in a few words."""
    what = label_of(entry.kind, lang)
    if entry.kind.name == "OTHER":
        what = entry.attribute.replace("_", " ")
    return f"{what} {entry.turn}" if entry.turn > 1 else what


def sentence(entry: CalendarEntry, lang: str) -> str:
    """What is known of one date, in a sentence that tells its precision."""
    values = {"what": kind_words(entry, lang), "subject": subject_words(entry, lang)}
    when = entry.date
    if is_dated(when):
        quotation = label("Agenda.said", lang, said=entry.said) if entry.said else ""
        key = "Agenda.sentence_day" if when.is_day else "Agenda.sentence_range"
        return label(key, lang, **values, date=date_words(when, lang), precision=precision_words(when, lang),
                     first=day_words(when.earliest, lang), last=day_words(when.latest, lang)) + quotation  # fmt: skip
    quotation = label("Agenda.said", lang, said=entry.said) if entry.said else ""
    return label("Agenda.sentence_none", lang, **values, date=date_words(when, lang)) + quotation


def ground_words(state: OnDay, lang: str) -> str:
    """Why a contract holds, does not hold, or perhaps holds on a day."""
    return label(
        f"Ground.{state.ground.name}", lang, contract=name_of(state.contract, lang), day=day_words(state.day, lang),
        date=date_words(state.date, lang), precision=precision_words(state.date, lang),
    )  # fmt: skip


def gap_words(handover: Handover, lang: str) -> str:
    """How long the gap is and from where it is counted."""
    return _measured(handover, handover.gap_days, lang, "longer")


def double_words(handover: Handover, lang: str) -> str:
    """How long both run and up to where it is counted."""
    return _measured(handover, handover.double_days, lang, "shorter")


def _measured(handover: Handover, days: Days | None, lang: str, beyond: str) -> str:
    if days is None:
        return label("Agenda.days_unknown", lang)
    words = days_words(days, lang)
    return f"{words}, {label(f'Agenda.{beyond}', lang)}" if handover.from_signing else words
