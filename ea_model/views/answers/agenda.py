"""When: the calendar of a model, what holds on a day, what ends within a horizon, gaps and double running."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ea_model.metamodel.contract import Contract, Plateau
from ea_model.model import Model
from ea_model.questions import agenda
from ea_model.questions.agenda import (
    CalendarEntry,
    Chain,
    DateKind,
    DateStatus,
    EndingKind,
    Expiry,
    Ground,
    Handover,
    OnDay,
    PlateauHistory,
)
from ea_model.questions.agenda.wording import (
    date_words,
    day_words,
    days_words,
    double_words,
    gap_words,
    ground_words,
    kind_words,
    name_of,
    range_text,
    sentence,
    span_words,
    subject_words,
)
from ea_model.values import FuzzyDate, SoftDate, Truth, Unknown
from ea_model.values.durations import Days, Span, is_dated
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.common import grid, label_data, source_data
from ea_model.views.answers.shared.structs import Data, Label, SourceData, note, one_of
from ea_model.words import label, label_of


class SoftDateData(Data):
    """A day somewhere from earliest to latest; without bounds when it is unknown, not given or open."""

    knowledge: Annotated[str, one_of("KNOWN", "UNKNOWN", "NOT_GIVEN")]
    earliest: date | None
    latest: date | None
    precision: Annotated[str, one_of("day", "month", "quarter", "year", "range", "open")] | None
    question: Annotated[str, note("Id of the open question an unknown date belongs to, or empty.")]


class DaysData(Data):
    """A range of days, both ends included; null on a side is no bound there."""

    low: int | None
    high: int | None


class ReferenceDay(Data):
    """The day ends are seen from. Asked: a person named it, and what holds on it is answered."""

    day: date
    asked: bool
    horizon: Annotated[str, note("12m or 365d.")]


class DateSubject(Data):
    """What a date is a date of."""

    id: str
    name: Label
    attribute: str


class DateData(Data):
    """One date of the calendar."""

    kind: DateKind
    about: DateSubject
    contracts: list[str]
    date: SoftDateData
    status: DateStatus
    plateaus: Annotated[list[str], note("Plateaus it is said for; empty: all.")]
    said: Annotated[str, note("The words of the model for a term, such as a notice period.")]
    sentence: str
    sources: list[SourceData]


class OnDayData(Data):
    """Whether a contract holds on the day."""

    contract: str
    truth: Truth
    ground: Ground
    date: SoftDateData
    reason: str


class ExpiryData(Data):
    """Where the end of a contract lies."""

    contract: str
    ending: EndingKind
    within: Truth
    end: SoftDateData
    days: DaysData | None
    successors: list[str]
    successor_signed: Truth


class HandoverData(Data):
    """From one contract to the next."""

    before: str
    after: str
    end: SoftDateData
    begin: SoftDateData
    from_signing: Annotated[bool, note("Begin is the signing: the real begin is not known and cannot precede it.")]
    gap: Truth
    gap_days: DaysData | None
    double: Truth
    double_days: DaysData | None


class ChainData(Data):
    """Contracts that replace each other."""

    contracts: list[str]
    forks: list[str]
    merges: list[str]
    cycle: list[str]


class HistoryData(Data):
    """A plateau with everything it follows."""

    plateau: str | None
    on_day: list[OnDayData]
    expiries: list[ExpiryData]
    handovers: list[HandoverData]
    chains: list[ChainData]


class AgendaAnswer(ModelAnswer, tag="agenda"):
    """ea agenda"""

    reference: Annotated[
        ReferenceDay, note("The day ends are seen from. Asked: a person named it, and what holds on it is answered.")
    ]
    dates: list[DateData]
    storylines: list[HistoryData]

    def day(self) -> date | None:
        """The day ends are seen from."""
        return self.reference.day

    def outcome(self) -> Outcome:
        if not self.dates:
            return Outcome.of(OutcomeKind.EMPTY, "Agenda.no_dates")
        dated = any(entry.date.knowledge == "KNOWN" for entry in self.dates)
        return FOUND if dated else Outcome.of(OutcomeKind.UNKNOWN, "Outcome.dates_unknown")


@dataclass(frozen=True)
class Question:
    """What was asked. Ends are seen from ``day``; ``asked``: a person named it and wants to know what holds on it."""

    model: Model
    day: date
    plateau: Plateau | None = None
    contract: Contract | None = None
    first: date | None = None
    last: date | None = None
    asked: bool = False
    horizon: Span = agenda.USUAL_HORIZON

    @property
    def stories(self) -> tuple[PlateauHistory, ...]:
        """The lines of history the question is about."""
        if self.plateau is not None:
            return (agenda.plateau_history(self.model, self.plateau),)
        return agenda.plateau_histories(self.model)

    def wants(self, *contracts: Contract) -> bool:
        """Is the question about one of these?"""
        return self.contract is None or self.contract in contracts

    def entries(self) -> tuple[CalendarEntry, ...]:
        """The dates asked for."""
        entries = agenda.entries(self.model, self.plateau, first=self.first, last=self.last)
        return tuple(e for e in entries if self.wants(*e.contracts))

    def expiries(self, story: PlateauHistory) -> Iterator[Expiry]:
        """Where the ends lie, seen from the day."""
        yield from (e for e in agenda.expiries(story, self.day, self.horizon) if self.wants(e.contract))

    def on_day(self, story: PlateauHistory) -> Iterator[OnDay]:
        """What holds on the day a person named."""
        if self.asked:
            yield from (c for c in agenda.contracts_on(story, self.day) if self.wants(c.contract))

    def handovers(self, story: PlateauHistory) -> Iterator[Handover]:
        """From contract to contract."""
        yield from (h for h in agenda.handovers(story) if self.wants(h.before, h.after))

    def chains(self, story: PlateauHistory) -> Iterator[Chain]:
        """Who replaces whom."""
        yield from (c for c in agenda.chains(story) if self.wants(*c.contracts))


def data(question: Question, lang: str) -> AgendaAnswer:
    """The calendar with everything that follows from it, per line of history."""
    return AgendaAnswer(
        model=model_data(question.model),
        reference=ReferenceDay(day=question.day, asked=question.asked, horizon=str(question.horizon)),
        dates=[_entry_data(e, lang) for e in question.entries()],
        storylines=[_story_data(question, s, lang) for s in question.stories],
    )


def date_data(when: SoftDate) -> SoftDateData:
    """A soft date: its bounds and precision, or why there are none."""
    dated = when if is_dated(when) else None
    return SoftDateData(
        knowledge="UNKNOWN" if isinstance(when, Unknown) else "NOT_GIVEN" if when is None else "KNOWN",
        earliest=dated.earliest if dated else None,
        latest=dated.latest if dated else None,
        precision=when.precision if isinstance(when, FuzzyDate) else None,
        question=when.item if isinstance(when, Unknown) else "",
    )


def days_data(days: Days | None) -> DaysData | None:
    """A range of days; null on a side is no bound there, null altogether is that nobody can say."""
    return None if days is None else DaysData(low=days.low, high=days.high)


def _entry_data(entry: CalendarEntry, lang: str) -> DateData:
    name = getattr(entry.about, "name", "")
    return DateData(
        kind=entry.kind,
        about=DateSubject(id=entry.about.id, name=label_data(name), attribute=entry.attribute),
        contracts=[c.id for c in entry.contracts],
        date=date_data(entry.date),
        status=entry.status,
        plateaus=list(entry.plateaus),
        said=str(entry.said),
        sentence=sentence(entry, lang),
        sources=[source_data(s) for s in entry.sources],
    )


def _story_data(question: Question, story: PlateauHistory, lang: str) -> HistoryData:
    return HistoryData(
        plateau=story.plateau.id if story.plateau else None,
        on_day=[
            OnDayData(
                contract=c.contract.id,
                truth=c.truth,
                ground=c.ground,
                date=date_data(c.date),
                reason=ground_words(c, lang),
            )
            for c in question.on_day(story)
        ],
        expiries=[
            ExpiryData(
                contract=e.contract.id,
                ending=e.ending,
                within=e.within,
                end=date_data(e.end),
                days=days_data(e.days),
                successors=[h.after.id for h in e.successors],
                successor_signed=e.successor_signed,
            )
            for e in question.expiries(story)
        ],
        handovers=[
            HandoverData(
                before=h.before.id,
                after=h.after.id,
                end=date_data(h.end),
                begin=date_data(h.begin),
                from_signing=h.from_signing,
                gap=h.gap,
                gap_days=days_data(h.gap_days),
                double=h.double,
                double_days=days_data(h.double_days),
            )
            for h in question.handovers(story)
        ],
        chains=[
            ChainData(
                contracts=[c.id for c in chain.contracts],
                forks=[c.id for c in chain.forks],
                merges=[c.id for c in chain.merges],
                cycle=[c.id for c in chain.cycle],
            )
            for chain in question.chains(story)
        ],
    )


def text(question: Question, lang: str) -> str:
    """The calendar for the terminal: dates first, then what follows from them per line of history."""
    blocks = [f"{question.model.name} — {label('Agenda.title', lang)}", _dates_text(question, lang)]
    for story in question.stories:
        blocks += _story_text(question, story, lang)
    return "\n\n".join(b for b in blocks if b)


def _dates_text(question: Question, lang: str) -> str:
    rows = [
        [
            range_text(e.date, lang), kind_words(e, lang), subject_words(e, lang),
            ", ".join(e.plateaus) or label("Agenda.all", lang), label_of(e.status, lang),
            " ".join(dict.fromkeys(s.fact or s.document for s in e.sources)),
        ]
        for e in question.entries()
    ]  # fmt: skip
    headers = [label(f"Agenda.{h}", lang) for h in ("date", "what", "subject", "plateaus", "status", "source")]
    return grid(rows, headers) if rows else label("Agenda.no_dates", lang)


def _story_text(question: Question, story: PlateauHistory, lang: str) -> Iterator[str]:
    parts = [p for p in (_on_day_text(question, story, lang), _expiry_text(question, story, lang),
                         _handover_text(question, story, lang), _chain_text(question, story, lang)) if p]  # fmt: skip
    if parts and story.plateau is not None:
        yield f"── {story.plateau.id} {name_of(story.plateau, lang)} ──"
    yield from parts


def _on_day_text(question: Question, story: PlateauHistory, lang: str) -> str:
    rows = [
        [c.contract.id, label(f"OnDay.{c.truth.name}", lang), ground_words(c, lang)] for c in question.on_day(story)
    ]
    if not rows:
        return ""
    headers = [label(f"Agenda.{h}", lang) for h in ("contract", "answer", "reason")]
    return "\n".join([label("Agenda.on_day", lang, day=day_words(question.day, lang)), grid(rows, headers)])


def _expiry_text(question: Question, story: PlateauHistory, lang: str) -> str:
    rows = [
        [
            f"{e.contract.id} {name_of(e.contract, lang)}", date_words(e.end, lang), label_of(e.ending, lang),
            days_words(e.days, lang) if e.days is not None else "",
            ", ".join(f"{h.after.id}" for h in e.successors),
            label(f"OnDay.{e.successor_signed.name}", lang) if e.successors else "",
        ]
        for e in question.expiries(story)
    ]  # fmt: skip
    if not rows:
        return ""
    headers = [label(f"Agenda.{h}", lang) for h in ("contract", "ending", "status", "days_left", "successor", "signed")]
    title = label(
        "Agenda.expiring",
        lang,
        day=day_words(question.day, lang),
        horizon=span_words(question.horizon, lang),
        last=day_words(question.horizon.after(question.day), lang),
    )
    return "\n".join([title, grid(rows, headers)])


def _handover_text(question: Question, story: PlateauHistory, lang: str) -> str:
    rows = [
        [
            f"{h.before.id} → {h.after.id}", label(f"OnDay.{h.gap.name}", lang),
            gap_words(h, lang) if h.gap_days else "", label(f"OnDay.{h.double.name}", lang),
            double_words(h, lang) if h.double_days else "",
        ]
        for h in question.handovers(story)
    ]  # fmt: skip
    if not rows:
        return ""
    headers = [label("Agenda.from_to", lang), label("Agenda.gap", lang), "", label("Agenda.double", lang), ""]
    return "\n".join([label("Agenda.handovers", lang), grid(rows, headers)])


def _chain_text(question: Question, story: PlateauHistory, lang: str) -> str:
    lines = []
    for chain in question.chains(story):
        names = {c.id for c in chain.contracts}
        for contract in chain.forks:
            after = ", ".join(h.after.id for h in chain.handovers if h.before is contract)
            lines.append(label("Agenda.fork", lang, contract=contract.id, names=after))
        for contract in chain.merges:
            before = ", ".join(h.before.id for h in chain.handovers if h.after is contract)
            lines.append(label("Agenda.merge", lang, contract=contract.id, names=before))
        if chain.cycle:
            lines.append(label("Agenda.cycle", lang, names=", ".join(c.id for c in chain.cycle)))
        elif len(names) > 2 and not chain.forks and not chain.merges:
            lines.append(" → ".join(c.id for c in chain.contracts))
    return "\n".join([label("Agenda.chains", lang), *lines]) if lines else ""
