"""The worlds of a moment: every choice of what is only maybe so, made once each way (docs/SEMANTICS.md 3)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ea_model.model import Model
from ea_model.values import FuzzyDate, Unknown
from tests.oracle.kinds import is_a
from tests.oracle.semantics import Answer, Walk
from tests.oracle.situation import World, holds

BEFORE, DURING, AFTER = "before", "during", "after"


class TooSoftError(Exception):
    """More soft things than anybody wants to enumerate."""


def outcomes(start: Any, end: Any, day: date) -> set[str]:
    """On which side of a day a period may lie, for every choice of its soft begin and end."""
    begun = {True}
    if isinstance(start, Unknown):
        begun = {True, False}
    elif isinstance(start, FuzzyDate) and start.precision != "open":
        begun = {day >= start.earliest} if (day < start.earliest or day >= start.latest) else {True, False}
    ended = {False}
    if isinstance(end, Unknown):
        ended = {True, False}
    elif isinstance(end, FuzzyDate) and end.precision != "open":
        if day > end.latest:
            ended = {True}
        elif not (day < end.earliest or (end.is_day and day <= end.earliest)):
            ended = {True, False}
    return {AFTER if e else DURING if b else BEFORE for b in begun for e in ended}


class Softness:
    """What the things of a model may be on a day in a plateau."""

    def __init__(self, model: Model, plateau: Any, day: date | None) -> None:
        self.model, self.plateau, self.day = model, plateau, day
        self.unknown: set[tuple[str, str]] = set()
        for question in model.questions if plateau is not None else ():
            if question.plateaus and holds(question.plateaus, plateau):
                for path in question.attributes:
                    owner, _, name = path.rpartition(".")
                    self.unknown.add((owner, "start" if name == "from" else name))
        documents = [d.date.latest for d in model.documents.values() if isinstance(d.date, FuzzyDate) and d.date.is_day]
        self.spoken = model.contents.as_of or max(documents, default=None)

    def value(self, thing: Any, name: str) -> Any:
        """An attribute here: an open question of this plateau makes it unknown."""
        value = getattr(thing, name)
        asked = (thing.id, name) in self.unknown
        return Unknown() if asked and value is not None and type(value).__name__ != "NoValue" else value

    def of_umbrella(self, contract: Any, name: str) -> Any:
        """A date of a contract; a lot without one has that of what it is a lot of."""
        lots: list[Any] = []
        while getattr(contract, name) is None and is_a(contract, "Lot") and contract not in lots:
            lots.append(contract)
            wholes = [
                r for r in self.model.relations
                if r.target is contract and is_a(r, "Composition", "Aggregation") and is_a(r.source, "Contract")
                and all(holds(x.plateaus, self.plateau) for x in (r, r.source, r.target))
            ]  # fmt: skip
            contract = min(wholes, key=lambda r: r.id).source if wholes else contract
        return self.value(contract, name)

    def concept(self, concept: Any) -> set[str]:
        """Is an element or relation there by itself?"""
        if not holds(concept.plateaus, self.plateau):
            return {AFTER}
        if self.day is None or not (concept.exists_from or concept.exists_until):
            return {DURING}
        return outcomes(self.value(concept, "exists_from"), self.value(concept, "exists_until"), self.day)

    def contract(self, contract: Any) -> set[str]:
        """Does a contract hold: before it began, while, or after it ended?"""
        return self.period(contract) if holds(contract.plateaus, self.plateau) else {BEFORE}

    def period(self, contract: Any) -> set[str]:
        """The same of a contract of any plateau."""
        start, end = self.of_umbrella(contract, "start"), self.of_umbrella(contract, "end")
        status = contract.contract_status
        if self.day is None:
            begin = getattr(self.plateau, "start", None)
            over = isinstance(begin, FuzzyDate) and isinstance(end, FuzzyDate) and end.latest < begin.earliest
            return {AFTER} if over and end.precision != "open" else {DURING}
        signing = self.value(contract, "signing")
        if isinstance(start, Unknown) and isinstance(signing, FuzzyDate) and self.day < signing.earliest:
            return {BEFORE}
        if isinstance(start, Unknown) and status != "planned":
            start = None
        if status in ("expired", "terminated") and not isinstance(end, FuzzyDate):
            end = Unknown() if self.spoken is None else FuzzyDate(date.min, self.spoken - timedelta(days=1), "range")
        return outcomes(start, end, self.day)

    def statement(self, statement: Any) -> set[str]:
        """Does a statement hold by itself, whatever its contract does?"""
        if not holds(statement.plateaus, self.plateau):
            return {BEFORE}
        if self.day is None:
            return {DURING}
        return outcomes(statement.valid_from, statement.valid_until, self.day)


def worlds(model: Model, plateau: Any, day: date | None, most: int = 6) -> Iterator[World]:
    """Every world of a moment; `TooSoftError` where more than ``most`` things are soft."""
    soft = Softness(model, plateau, day)
    spoken_for = {s.contract.id: s.contract for s in model.statements if s.contract is not None}
    closed = {c.contract.id: c.contract for c in model.closures if c.contract is not None}
    things = [
        *(("concept", c.id, soft.concept(c)) for c in (*model.elements, *model.relations)),
        *(("contract", c.id, soft.contract(c)) for c in {**spoken_for, **closed}.values()),
        *(("statement", s.id, soft.statement(s)) for s in model.statements),
    ]
    if sum(len(options) > 1 for *_, options in things) > most:
        raise TooSoftError
    for choice in itertools.product(*(sorted(options) for *_, options in things)):
        yield _world(model, plateau, {(sort, name): x for (sort, name, _), x in zip(things, choice, strict=True)})


def _world(model: Model, plateau: Any, chosen: dict[tuple[str, str], str]) -> World:
    there = {name for (sort, name), x in chosen.items() if sort == "concept" and x == DURING}

    def exists(concept: Any, depth: int = 0) -> bool:
        ends = (concept.source, concept.target) if hasattr(concept, "source") else ()
        return concept.id in there and depth < 9 and all(exists(end, depth + 1) for end in ends)

    valid, over = set(), set()
    for statement in model.statements:
        own = chosen["statement", statement.id]
        contract = statement.contract
        agreed = DURING if contract is None else chosen["contract", contract.id]
        if own == agreed == DURING:
            valid.add(statement.id)
        elif BEFORE not in (own, agreed):
            over.add(statement.id)
    return World(
        frozenset(e.id for e in model.elements if exists(e)),
        frozenset(r.id for r in model.relations if exists(r)),
        frozenset(valid), frozenset(over), plateau,
    )  # fmt: skip


def answers(model: Model, plateau: Any, day: date | None) -> dict[tuple[str, str], Answer]:
    """Per cell, what all worlds say of it in which its element is there."""
    found: dict[tuple[str, str], Answer] = {}
    for world in worlds(model, plateau, day):
        walk = Walk(model, world)
        for element in model.elements:
            for leaf in walk.leaves if element.id in world.elements else ():
                found.setdefault((element.id, leaf), Answer()).add(walk.cell(element, leaf))
    return found
