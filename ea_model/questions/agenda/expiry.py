"""What ends within a horizon: certainly or possibly, in how many days, and whether a successor has been signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ea_model.metamodel.contract import Contract, ContractStatus
from ea_model.questions.agenda.handover import Handover, handovers
from ea_model.questions.agenda.histories import PlateauHistory
from ea_model.scope.open_questions import contract_validity
from ea_model.values import DateBasis, SoftDate, Truth, Unknown
from ea_model.values.durations import Days, Span, is_dated

USUAL_HORIZON = Span(months=12)


class EndingKind(Enum):
    """Where the end of a contract lies, seen from a day and up to a horizon."""

    ENDED = 0
    MAYBE_ENDED = 1
    WITHIN = 2
    MAYBE_WITHIN = 3
    LATER = 4
    UNKNOWN = 5
    NOT_GIVEN = 6


@dataclass(frozen=True, slots=True)
class Expiry:
    """The end of one contract, seen from a day."""

    story: PlateauHistory
    contract: Contract
    day: date
    horizon: date
    end: SoftDate
    successors: tuple[Handover, ...]

    @property
    def ending(self) -> EndingKind:
        """Where the end lies."""
        if isinstance(self.end, Unknown):
            return EndingKind.UNKNOWN
        if not is_dated(self.end):
            return EndingKind.NOT_GIVEN
        if self.end.latest < self.day:
            return EndingKind.ENDED
        if self.end.earliest < self.day:
            return EndingKind.MAYBE_ENDED
        if self.end.latest <= self.horizon:
            return EndingKind.WITHIN
        return EndingKind.MAYBE_WITHIN if self.end.earliest <= self.horizon else EndingKind.LATER

    @property
    def within(self) -> Truth:
        """Does it end from the day asked up to the horizon? An end that is not given is open: no."""
        return _WITHIN[self.ending]

    @property
    def days(self) -> Days | None:
        """Days from the day asked to the end, negative once it is over; None when the end is unknown or open."""
        if not is_dated(self.end):
            return None
        first = None if self.end.earliest == date.min else (self.end.earliest - self.day).days
        return Days(first, (self.end.latest - self.day).days)

    @property
    def successor_signed(self) -> Truth:
        """Has a successor been signed by the day asked? A plan is not a signature."""
        return max((_signed(h, self.day) for h in self.successors), default=Truth.NO)


_WITHIN = {
    EndingKind.ENDED: Truth.NO, EndingKind.MAYBE_ENDED: Truth.MAYBE,
    EndingKind.WITHIN: Truth.YES, EndingKind.MAYBE_WITHIN: Truth.MAYBE,
    EndingKind.LATER: Truth.NO, EndingKind.UNKNOWN: Truth.MAYBE, EndingKind.NOT_GIVEN: Truth.NO,
}  # fmt: skip


def expiries(story: PlateauHistory, day: date, horizon: Span = USUAL_HORIZON) -> tuple[Expiry, ...]:
    """Every contract of a line of history with where its end lies, the first to end first, those without last."""
    following: dict[str, list[Handover]] = {}
    for handover in handovers(story):
        following.setdefault(handover.before.id, []).append(handover)
    expiries = [
        Expiry(story, c, day, horizon.after(day), story.end_of(c), tuple(following.get(c.id, ())))
        for c in story.contracts
    ]
    return tuple(sorted(expiries, key=_in_order))


def _in_order(expiry: Expiry) -> tuple[date, date, str]:
    end = expiry.end
    first, last = (end.earliest, end.latest) if is_dated(end) else (date.max, date.max)
    return first, last, expiry.contract.id


def _signed(handover: Handover, day: date) -> Truth:
    """Signed, or running: nothing runs that was not signed."""
    contract = handover.after
    signing = handover.story.value(contract, "signing")
    under_way = contract.contract_status in (ContractStatus.RUNNING, ContractStatus.EXPIRED, ContractStatus.TERMINATED)
    if is_dated(signing) and day < signing.earliest:
        return Truth.NO
    if _runs(handover.story, contract, day):
        return Truth.YES
    if is_dated(signing):
        happened = under_way or signing.status == DateBasis.ACTUAL
        return Truth.YES if happened and signing.latest <= day else Truth.MAYBE
    if under_way:
        return Truth.YES
    return Truth.MAYBE if isinstance(signing, Unknown) else Truth.NO


def _runs(story: PlateauHistory, contract: Contract, day: date) -> bool:
    """Has it begun on a date that is given and holds it certainly? A plan is none: nobody says that it came true."""
    start = story.value(contract, "start")
    planned = contract.contract_status == ContractStatus.PLANNED
    if planned or not is_dated(start) or start.status == DateBasis.PLANNED:
        return False
    return contract_validity(contract, day, story.unknowns) is Truth.YES
