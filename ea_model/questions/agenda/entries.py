"""Every date of a model in order: what it is, of which element, how sure, and from which source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import (
    Contract,
    ContractStatus,
    ImplementationEvent,
    Plateau,
    PlateauLabel,
    ScopeStatement,
    Statement,
    Tender,
    WorkPackage,
)
from ea_model.metamodel.lean import features_of, stated_values
from ea_model.model import Model
from ea_model.questions.agenda.histories import PlateauHistory, plateau_histories, plateau_history
from ea_model.values import DateBasis, FuzzyDate, Provenance, SoftDate, SourceRef, Unknown
from ea_model.values.durations import Span, is_dated, repeated

MOST_OPTIONS = 12
"""Extensions of one contract that are listed one by one."""


class DateKind(Enum):
    """What happens on a date; in the order in which they are told when they fall together."""

    TENDER_START = 0
    BID_INVITATION = 1
    SIGNING = 2
    BEGIN = 3
    NOTICE = 4
    END = 5
    EXTENSION = 6
    WORK_BEGIN = 7
    WORK_END = 8
    PLATEAU_BEGIN = 9
    PLATEAU_END = 10
    EVENT = 11
    STATEMENT_BEGIN = 12
    STATEMENT_END = 13
    LIFE_BEGIN = 14
    LIFE_END = 15
    PERIOD_BEGIN = 16
    PERIOD_END = 17
    DUE = 18
    OTHER = 19


class DateStatus(Enum):
    """How the model means a date."""

    PLAN = 0
    ACTUAL = 1
    ADVISED = 2
    STATED = 3
    UNKNOWN = 4
    ASSUMED = 5
    """Ours, not that of a source."""
    READ = 6
    """Our reading of what a source says."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One date. ``date`` is an `Unknown` for a date nobody knows, None for a begin or end that is not given."""

    kind: DateKind
    about: Element | Statement
    attribute: str
    date: SoftDate
    status: DateStatus
    sources: tuple[SourceRef, ...] = ()
    plateaus: tuple[str, ...] = ()
    """Ids of the plateaus it is said for; empty for all."""
    said: str = ""
    """The words of the model, where it is a term and not a date (notice period, extension)."""
    turn: int = 0
    """Which of several extensions, from 1."""
    differs: bool = False
    """The date is another one in another line of history; ``plateaus`` then tells in which it is this."""

    @property
    def question(self) -> str:
        """Id of the open question an unknown date belongs to, or empty."""
        return self.date.item if isinstance(self.date, Unknown) else ""

    @property
    def contracts(self) -> tuple[Contract, ...]:
        """The contracts it concerns directly."""
        if isinstance(self.about, Contract):
            return (self.about,)
        if isinstance(self.about, ScopeStatement) and self.about.contract is not None:
            return (self.about.contract,)
        return ()


def entries(
    model: Model, plateau: Plateau | None = None, *, first: date | None = None, last: date | None = None
) -> tuple[CalendarEntry, ...]:
    """Every date of a model, or of a plateau with what went before it: in order, unknown ones last.

    ``first`` and ``last`` leave out what certainly falls outside; a date nobody knows is never left out. A date that
    differs between lines of history (unknown after a postponement, say) comes once for each.
    """
    merged: dict[tuple[str, str, int, str], tuple[CalendarEntry, set[str]]] = {}
    stories = plateau_histories(model) if plateau is None else (plateau_history(model, plateau),)
    dated = [
        e for e in model.elements if isinstance(e, Contract) or not _date_features(type(e)).isdisjoint(stated_values(e))
    ]
    for story in stories:
        for entry in _of_story(story, dated):
            key = (entry.about.id, entry.attribute, entry.turn, str(entry.date))
            merged.setdefault(key, (entry, set()))[1].add(story.plateau.id if story.plateau else "")
    variants: dict[tuple[str, str, int], int] = {}
    for key in merged:
        variants[key[:3]] = variants.get(key[:3], 0) + 1
    dates = [
        replace(entry, plateaus=tuple(sorted(where)), differs=True) if variants[key[:3]] > 1 else entry
        for key, (entry, where) in merged.items()
    ]
    return tuple(sorted((e for e in dates if _falls_in(e.date, first, last)), key=_in_order))


def _falls_in(when: SoftDate, first: date | None, last: date | None) -> bool:
    if not is_dated(when):
        return True
    return (first is None or first <= when.latest) and (last is None or when.earliest <= last)


def _in_order(entry: CalendarEntry) -> tuple[int, date, date, int, str, int]:
    when = entry.date
    bounds = (when.earliest, when.latest) if is_dated(when) else (date.max, date.max)
    group = 0 if is_dated(when) else 1 if isinstance(when, Unknown) else 2
    return (group, *bounds, entry.kind.value, entry.about.id, entry.turn)


def _of_story(story: PlateauHistory, dated: list[Element]) -> Iterator[CalendarEntry]:
    for element in dated:
        if story.holds(element):
            yield from _of_element(story, element)
    for statement in story.model.statements:
        if story.includes(statement.plateaus):
            for attribute, kind in (("valid_from", DateKind.STATEMENT_BEGIN), ("valid_until", DateKind.STATEMENT_END)):
                when: SoftDate = getattr(statement, attribute)
                if isinstance(when, (FuzzyDate, Unknown)):
                    plateaus = tuple(p.id for p in statement.plateaus)
                    yield CalendarEntry(
                        kind, statement, attribute, when, _status(statement, when), statement.sources, plateaus
                    )


def _of_element(story: PlateauHistory, element: Element) -> Iterator[CalendarEntry]:
    stated = stated_values(element)
    plateaus = tuple(p.id for p in element.plateaus)
    for attribute in sorted(_date_features(type(element))):
        expected = isinstance(element, Contract) and attribute in ("start", "end")
        if attribute not in stated and not expected:
            continue
        when = story.value(element, attribute)
        if isinstance(when, (FuzzyDate, Unknown)) or (when is None and expected):
            kind = _kind(element, attribute)
            yield CalendarEntry(
                kind, element, attribute, when, _status(element, when), element.sources_of(attribute), plateaus
            )
    if isinstance(element, Contract):
        yield from _of_terms(story, element, plateaus)


def _of_terms(story: PlateauHistory, contract: Contract, plateaus: tuple[str, ...]) -> Iterator[CalendarEntry]:
    """The last day to give notice and the options to extend, counted from the end."""
    end = story.value(contract, "end")
    notice, extension = contract.notice_period, contract.extension

    def entry(kind: DateKind, attribute: str, when: SoftDate, term: str, turn: int = 0) -> CalendarEntry:
        return CalendarEntry(
            kind,
            contract,
            attribute,
            when,
            _status(contract, when),
            contract.sources_of(attribute),
            plateaus,
            term,
            turn,
        )

    if isinstance(notice, Unknown):
        yield entry(DateKind.NOTICE, "notice_period", notice, "")
    elif isinstance(notice, str) and notice:
        yield entry(DateKind.NOTICE, "notice_period", _moved(end, notice, -1), notice)
    if isinstance(extension, Unknown):
        yield entry(DateKind.EXTENSION, "extension", extension, "")
    elif isinstance(extension, str) and extension:
        for turn in range(1, _turns(extension) + 1):
            yield entry(DateKind.EXTENSION, "extension", _moved(end, extension, turn), extension, turn)


def _turns(text: str) -> int:
    try:
        return min(repeated(text)[0], MOST_OPTIONS)
    except ValueError:
        return 1


def _moved(end: SoftDate, text: str, times: int) -> SoftDate:
    """The end, so many times a term later or earlier; unknown when the end is not dated or the term is no length."""
    if not is_dated(end):
        return end if isinstance(end, Unknown) else Unknown()
    try:
        _, span = repeated(text)
    except ValueError:
        return Unknown()
    whole = span.times(abs(times))
    move = Span.after if times > 0 else Span.before
    return FuzzyDate(move(whole, end.earliest), move(whole, end.latest), "day" if end.is_day else "range", end.status)


@lru_cache(maxsize=512)
def _date_features(kind: type[Element]) -> frozenset[str]:
    """The attributes of a kind that hold a date, kinds a model declares included."""
    return frozenset(n for n, f in features_of(kind).items() if getattr(f, "value_type", None) is dt.DATE)


_KINDS: tuple[tuple[type[Element], str, DateKind], ...] = (
    (Element, "exists_from", DateKind.LIFE_BEGIN),
    (Element, "exists_until", DateKind.LIFE_END),
    (Contract, "start", DateKind.BEGIN),
    (Contract, "end", DateKind.END),
    (Contract, "signing", DateKind.SIGNING),
    (Tender, "start", DateKind.TENDER_START),
    (Tender, "bids_from", DateKind.BID_INVITATION),
    (Tender, "signing", DateKind.SIGNING),
    (WorkPackage, "start", DateKind.WORK_BEGIN),
    (WorkPackage, "end", DateKind.WORK_END),
    (Plateau, "start", DateKind.PLATEAU_BEGIN),
    (Plateau, "until", DateKind.PLATEAU_END),
    (ImplementationEvent, "date", DateKind.EVENT),
    (Element, "start", DateKind.PERIOD_BEGIN),
    (Element, "end", DateKind.PERIOD_END),
    (Element, "due", DateKind.DUE),
)


def _kind(element: Element, attribute: str) -> DateKind:
    for owner, name, kind in _KINDS:
        if name == attribute and isinstance(element, owner):
            return kind
    return DateKind.OTHER


_OURS = {Provenance.ASSUMED: DateStatus.ASSUMED, Provenance.INTERPRETED: DateStatus.READ}


def _status(about: Element | ScopeStatement, when: SoftDate) -> DateStatus:
    if not isinstance(when, FuzzyDate):
        return DateStatus.UNKNOWN
    if about.provenance in _OURS:
        return _OURS[about.provenance]
    if when.status:
        return DateStatus.PLAN if when.status == DateBasis.PLANNED else DateStatus.ACTUAL
    labels = {p.label for p in about.plateaus if isinstance(p, Plateau)}
    if isinstance(about, Plateau):
        labels = {about.label}
    if labels == {PlateauLabel.ADVISED}:
        return DateStatus.ADVISED
    contract = about.contract if isinstance(about, ScopeStatement) else about
    planned = getattr(contract, "contract_status", None) == ContractStatus.PLANNED
    if planned or (labels and labels <= {PlateauLabel.PLANNED, PlateauLabel.ADVISED}):
        return DateStatus.PLAN
    return DateStatus.STATED
