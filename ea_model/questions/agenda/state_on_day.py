"""Does a contract hold on a day: yes, no or undetermined, and the date that makes it so (docs/SEMANTICS.md 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ea_model.metamodel.contract import Contract
from ea_model.questions.agenda.histories import PlateauHistory
from ea_model.scope.open_questions import signed_later, validity_of
from ea_model.values import FuzzyDate, Period, SoftDate, Truth
from ea_model.values.durations import is_dated


class Ground(Enum):
    """Why the answer is what it is."""

    HOLDS = 0
    HOLDS_UNTIL = 1
    NOT_BEGUN = 2
    NOT_SIGNED = 3
    OVER = 4
    PERHAPS_BEGUN = 5
    PERHAPS_OVER = 6
    BEGIN_UNKNOWN = 7
    END_UNKNOWN = 8


@dataclass(frozen=True, slots=True)
class OnDay:
    """Whether one contract holds on a day, in one line of history. ``date`` is the date the reason names."""

    story: PlateauHistory
    contract: Contract
    day: date
    truth: Truth
    ground: Ground
    date: SoftDate


def on_day(story: PlateauHistory, contract: Contract, day: date) -> OnDay:
    """Whether a contract holds on a day, and why."""
    if signed_later(contract, day, story.unknowns):
        return OnDay(story, contract, day, Truth.NO, Ground.NOT_SIGNED, story.value(contract, "signing"))
    period = validity_of(contract, story.unknowns)
    start, end = period.start, period.end
    begun, lasting = Period(start, None).at(day), Period(None, end).at(day)
    ground = _ground(begun, lasting, start, end)
    named = start if ground in _OF_THE_BEGIN else end
    return OnDay(story, contract, day, min(begun, lasting), ground, named)


_OF_THE_BEGIN = (Ground.NOT_BEGUN, Ground.PERHAPS_BEGUN, Ground.BEGIN_UNKNOWN)


def _ground(begun: Truth, lasting: Truth, start: SoftDate, end: SoftDate) -> Ground:
    """The weaker side tells why; of two that are unsure, the one that has a date to name."""
    if begun is Truth.NO or lasting is Truth.NO:
        return Ground.NOT_BEGUN if begun is Truth.NO else Ground.OVER
    if lasting is Truth.MAYBE and (begun is Truth.YES or isinstance(end, FuzzyDate)):
        return Ground.PERHAPS_OVER if isinstance(end, FuzzyDate) else Ground.END_UNKNOWN
    if begun is Truth.MAYBE:
        return Ground.PERHAPS_BEGUN if isinstance(start, FuzzyDate) else Ground.BEGIN_UNKNOWN
    return Ground.HOLDS_UNTIL if is_dated(end) else Ground.HOLDS


def contracts_on(story: PlateauHistory, day: date) -> tuple[OnDay, ...]:
    """Every contract of a line of history on a day: what holds first, then what perhaps does, then the rest."""
    states = [on_day(story, contract, day) for contract in story.contracts]
    return tuple(sorted(states, key=lambda f: (-f.truth, f.contract.id)))
