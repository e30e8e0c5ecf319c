"""What there is to pay, as docs/SEMANTICS.md 10 says it, on the entries of a model."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ea_model.model import Model
from ea_model.questions.costs import costs_of
from ea_model.scope import scope_of

Totals = dict[tuple[Any, ...], tuple[Fraction, Fraction, frozenset[str]]]
"""By measure the least and the most that is known, and the ids of the amounts nobody knows."""
AGREEMENTS = ("Contract", "FrameworkAgreement", "CallOff", "Lot", "Arrangement")
WORK = ("WorkPackage", "Tender")
TIMES = {"jaar": 1, "kwartaal": 4, "maand": 12}


@dataclass
class Line:
    """One amount, known (``bounds``) or not."""

    bounds: tuple[Fraction, Fraction] | None
    measure: tuple[Any, ...] | None
    """What it is counted in; of an unknown amount only where that is known."""
    about: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    silent: bool = False


def read(text: str, years: tuple[int, int] | None) -> tuple[tuple[Fraction, Fraction], tuple[Any, ...]]:
    """An amount as the generator writes it."""
    match = re.fullmatch(r"(\d+)(?:\.\.(\d+))? EUR(?: per (\w+))?", text)
    assert match is not None, text
    low, high = Fraction(match[1]), Fraction(match[2] or match[1])
    if match[3]:
        return (low * TIMES[match[3]], high * TIMES[match[3]]), ("PER_YEAR", 0, 0)
    return (low, high), ("PERIOD", *years) if years else ("ONCE", 0, 0)


class Ledger:
    """The entries of a model."""

    def __init__(self, elements: dict[str, Any], plateau: str) -> None:
        self.elements, self.plateau = elements, plateau

    def totals(self) -> Totals:
        """Every total of the plateau."""
        lines = {name: line for name, line in self._lines().items() if self._counts(name, line)}
        if all(line.silent for line in lines.values()):
            return {}
        outer = {name: line for name, line in lines.items() if not self._is_within(name, lines)}
        totals: Totals = {}
        for measure in {line.measure for line in outer.values() if line.bounds is not None}:
            assert measure is not None
            mine = [line.bounds for line in outer.values() if line.bounds is not None and line.measure == measure]
            unknown = {
                name for name, line in outer.items()
                if line.bounds is None and (line.measure is None or measure[0] != "PER_YEAR")
            }  # fmt: skip
            low, high = sum((b[0] for b in mine), Fraction(0)), sum((b[1] for b in mine), Fraction(0))
            totals[measure] = (low, high, frozenset(unknown))
        return totals

    def _is_here(self, name: str) -> bool:
        return self.plateau in self.elements[name].get("plateaus", [self.plateau])

    def _counts(self, name: str, line: Line) -> bool:
        needed = [e for e in line.about if self._type(e) in AGREEMENTS] or line.about
        return self._is_here(name.split(".", maxsplit=1)[0]) and (not needed or any(self._is_here(e) for e in needed))

    def _type(self, name: str) -> str:
        return str(self.elements[name]["type"])

    def _is_within(self, name: str, lines: dict[str, Line]) -> bool:
        """Does a known amount that counts hold it, directly or by way of others?"""
        for whole, line in lines.items():
            reached, waiting = set(), [whole] if line.bounds is not None else []
            while waiting:
                fresh = [p for p in lines[waiting.pop()].parts if p in lines and p not in reached and p != whole]
                reached.update(fresh)
                waiting += fresh
            if name in reached:
                return True
        return False

    def _lines(self) -> dict[str, Line]:
        lines: dict[str, Line] = {}
        for name, entry in self.elements.items():
            if entry["type"] in AGREEMENTS:
                self._contract(name, entry, lines)
            elif entry["type"] in WORK:
                self._work(name, entry, lines)
            elif entry["type"] == "CostItem" and entry.get("amount") != "n.v.t.":
                about = [*entry.get("pays_for", ()), *entry.get("whole_of", ())]
                parts = [f"{e}.{a}" for e in entry.get("whole_of", ()) for a in ("amount", "cost", "price", "value")]
                amount = entry.get("amount")
                lines[f"{name}.amount"] = self._line(amount, self._years(entry), None, about, parts)
                lines[f"{name}.amount"].silent = amount is None
        return lines

    @staticmethod
    def _line(text: str | None, years: Any, unknown: Any, about: list[str], parts: list[str]) -> Line:
        if text is None or text == "onbekend":
            return Line(None, unknown, about, parts)
        return Line(*read(text, years), about, parts)

    @staticmethod
    def _years(entry: dict[str, Any]) -> tuple[int, int] | None:
        return (int(entry["start"]), int(entry["end"])) if "start" in entry else None

    def _contract(self, name: str, entry: dict[str, Any], lines: dict[str, Line]) -> None:
        parts = [f"{c}.{a}" for c in entry.get("composes", ()) for a in ("price", "value")]
        stated = {a: entry[a] for a in ("value", "price") if a in entry}
        for wanted in (lambda t: t not in ("onbekend", "n.v.t."), lambda t: t == "onbekend"):
            for attribute, text in stated.items():
                if wanted(text):
                    lines[f"{name}.{attribute}"] = self._line(text, None, None, [name], parts)
                    return
        if "n.v.t." not in stated.values() and entry["type"] != "Arrangement":
            lines[f"{name}.value"] = Line(None, None, [name], parts, silent=True)

    def _work(self, name: str, entry: dict[str, Any], lines: dict[str, Line]) -> None:
        cost = entry.get("cost", "n.v.t.")
        if cost != "n.v.t.":
            parts = [f"{w}.cost" for w in entry.get("composes", ())]
            lines[f"{name}.cost"] = self._line(cost, self._years(entry), ("ONCE", 0, 0), [name], parts)
        contracts, value = entry.get("realizes", []), entry.get("value", "n.v.t.")
        values = [self.elements[c].get("value", "n.v.t.") for c in contracts]
        if value == "n.v.t." or (values and all(v not in ("onbekend", "n.v.t.") for v in values)):
            return
        if value != "onbekend" or not contracts:
            parts = [f"{c}.{a}" for c in contracts for a in ("price", "value")]
            lines[f"{name}.value"] = self._line(value, None, None, contracts or [name], parts)


def product(model: Model, plateau: str) -> Totals:
    """The totals the product tells."""
    totals: Totals = {}
    for total in costs_of(scope_of(model, plateau)).totals():
        measure, known = total.measure, total.known.interval
        assert known.high is not None
        key = (measure.basis.name, measure.first_year, measure.last_year)
        totals[key] = (known.low, known.high, frozenset(line.id for line in total.unknown))
    return totals
