"""The calendar: every end of a soft date tried, and counted (docs/SEMANTICS.md 3)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ea_model.model import Model
from ea_model.questions.agenda import contracts_on, expiries, handovers, plateau_history
from ea_model.values.durations import Span
from tests.oracle.situation import holds
from tests.oracle.worlds import DURING, Softness

DAYS = (date(2018, 3, 1), date(2019, 6, 15), date(2019, 10, 31), date(2020, 2, 1), date(2021, 6, 1))
_ENDINGS = {
    frozenset({"over"}): "ENDED", frozenset({"within"}): "WITHIN", frozenset({"later"}): "LATER",
    frozenset({"within", "later"}): "MAYBE_WITHIN",
}  # fmt: skip


def ends(text: str | None) -> tuple[date, date] | None:
    """First and last day of a date as the generator writes it; None for one nobody gives or knows."""
    if text in (None, "onbekend"):
        return None
    first, _, last = str(text).partition("..")
    return _whole(first)[0], _whole(last or first)[1]


def _whole(text: str) -> tuple[date, date]:
    year, month, day = (int(n) if n else 0 for n in re.fullmatch(r"(\d+)-?(\d*)-?(\d*)", text).groups())  # type: ignore[union-attr]
    if day:
        return date(year, month, day), date(year, month, day)
    last = monthrange(year, month or 12)[1]
    return date(year, month or 1, 1), date(year, month or 12, last)


class Calendar:
    """The contracts of a line of history as they are written."""

    def __init__(self, elements: dict[str, Any], model: Model, plateau: str) -> None:
        self.elements, self.model = elements, model
        self.plateau = model.plateau(plateau)
        self.story = plateau_history(model, self.plateau)
        chapters = {"P0"} if plateau == "P0" else {"P0", plateau}
        self.contracts = [
            name for name, entry in elements.items()
            if name.startswith("C") and chapters & set(entry.get("plateaus", chapters))
        ]  # fmt: skip

    def _date(self, name: str, attribute: str) -> str | None:
        """A date of a contract, or of what it is a lot of."""
        step, lots = name, set()
        while attribute not in self.elements[step] and self.elements[step]["type"] == "Lot" and step not in lots:
            lots.add(step)
            wholes = sorted(
                whole for whole, entry in self.elements.items()
                if step in entry.get("composes", ()) and whole.startswith("C")
                and all(holds(self.model.element(x).plateaus, self.plateau) for x in (whole, step))
            )  # fmt: skip
            step = wholes[0] if wholes else step
        value = self.elements[step].get(attribute)
        return None if value is None else str(value)

    def differences(self) -> Iterator[tuple[str, Any, Any]]:
        """What the product says and what counting gives, where they are not the same."""
        yield from self._days()
        yield from self._handovers()
        yield from self._endings()

    def _days(self) -> Iterator[tuple[str, Any, Any]]:
        soft = Softness(self.model, self.plateau, None)
        for day in DAYS:
            soft.day = day
            told = {state.contract.id: state.truth.name for state in contracts_on(self.story, day)}
            if set(told) != set(self.contracts):
                yield f"contracts on {day}", set(told), set(self.contracts)
            for name in self.contracts:
                contract = self.model.element(name)
                sides = soft.period(contract)
                truth = "NO" if DURING not in sides else "YES" if sides == {DURING} else "MAYBE"
                if told.get(name) != truth:
                    yield f"{name} on {day}", told.get(name), truth

    def _handovers(self) -> Iterator[tuple[str, Any, Any]]:
        pairs = {(b, a) for a in self.contracts for b in self.elements[a].get("replaces", ()) if b in self.contracts}
        told = {(h.before.id, h.after.id): h for h in handovers(self.story)}
        if set(told) != pairs:
            yield "handovers", set(told), pairs
        for before, after in pairs & set(told):
            end, begin = ends(self._date(before, "end")), ends(self._date(after, "start"))
            if end is None or begin is None:
                continue
            days = {(b - e).days for b in begin for e in end}
            handover = told[before, after]
            gap = "YES" if min(days) > 1 else "NO" if max(days) <= 1 else "MAYBE"
            double = "YES" if max(days) < 0 else "NO" if min(days) >= 0 else "MAYBE"
            if (handover.gap.name, handover.double.name) != (gap, double):
                yield f"{before} → {after}", (handover.gap.name, handover.double.name), (gap, double)
            length = (max(min(days), 0), max(days)) if max(days) > 1 else None
            product = handover.gap_days and (handover.gap_days.low, handover.gap_days.high)
            if product != length:
                yield f"{before} → {after}: days", product, length

    def _endings(self) -> Iterator[tuple[str, Any, Any]]:
        day = DAYS[2]
        horizon = day.replace(year=day.year + 1)
        for expiry in expiries(self.story, day, Span(months=12)):
            name = expiry.contract.id
            end = ends(self._date(name, "end"))
            if self.elements[name].get("contract_status") in ("verlopen", "beëindigd") and end is None:
                end = (date.min, date(2019, 12, 10))
            if end is None:
                ending = "UNKNOWN" if self._date(name, "end") == "onbekend" else "NOT_GIVEN"
            else:
                where = frozenset("over" if e < day else "within" if e <= horizon else "later" for e in self._each(end))
                ending = _ENDINGS.get(where, "MAYBE_ENDED")
            if expiry.ending.name != ending:
                yield f"{name} ends", expiry.ending.name, ending

    @staticmethod
    def _each(end: tuple[date, date]) -> list[date]:
        """The ends of a range, and what lies around its middle."""
        middle = end[0] + timedelta(days=(end[1] - end[0]).days // 2)
        return [end[0], middle, end[1]]
