"""A model as one world sees it: what is there, along what scope may flow, and which statements speak of what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from ea_model.metamodel.archimate import Element
from ea_model.model import Model
from tests.oracle.kinds import is_a, layer
from tests.oracle.selectors import Selectors

LEADING, SUPPORTING = {"R", "A"}, {"S"}
LANES = {"Application", "Technology", "Business", "Strategy", "Motivation"}
"""Layers within which a realization carries scope (S4)."""


class Arc(NamedTuple):
    """Scope may flow from ``tail`` to ``head``; ``kind`` is the type of the relation behind it."""

    tail: str
    head: str
    rule: str
    kind: str


class Column(NamedTuple):
    """Who does what, in which way: one label that flows."""

    provider: str
    parties: tuple[str, ...]
    leaf: str
    role: str
    """``lead`` or ``support``."""


Claims = dict[tuple[str, str], set[str]]
"""Per element and leaf, who covers it by a statement of its own."""


@dataclass(frozen=True)
class World:
    """What is there and what holds."""

    elements: frozenset[str]
    relations: frozenset[str]
    valid: frozenset[str]
    """Ids of the statements that hold."""
    over: frozenset[str]
    """Ids of those that are over, by their own date or by that of their contract."""
    plateau: Any = None


def holds(said_for: Any, plateau: Any) -> bool:
    """Does what was said for some plateaus hold in this one or what it is part of?"""
    if not said_for or plateau is None:
        return True
    step, seen = plateau, []
    while step is not None and step not in seen:
        if step in said_for:
            return True
        seen.append(step)
        step = step.part_of
    return False


class Situation:
    """What there is in one world, what each activity needs, and who speaks of what."""

    def __init__(self, model: Model, world: World) -> None:
        self.model, self.world = model, world
        self.elements = {e.id: e for e in model.elements if e.id in world.elements}
        self.relations = [r for r in model.relations if r.id in world.relations]
        inner = {a.part_of.id for a in model.activities.values() if a.part_of}
        self.leaves = [code for code in model.activities if code not in inner]
        self._leaves_of: dict[str, list[str]] = {code: [] for code in model.activities}
        for leaf in self.leaves:
            for code in self._up(leaf):
                self._leaves_of[code].append(leaf)
        self._needs: dict[tuple[str, str], int] = {}
        self._frames = self._all_frames()
        self.arcs = list(self._arcs())
        self.out: dict[str, list[Arc]] = {}
        for arc in self.arcs:
            self.out.setdefault(arc.tail, []).append(arc)
        self.includes = [s for s in model.statements if s.effect == "include" and s.id in world.valid]
        self.excludes = [s for s in model.statements if s.effect == "exclude" and s.id in world.valid]
        self.selectors = Selectors(model, self.elements, self.relations)
        self.subjects = {s.id: list(self._subjects(s)) for s in model.statements}
        self.own = self._own_units()

    # -- the model as this world sees it

    def leaves_of(self, activity: Any) -> list[str]:
        """The leaves an activity stands for."""
        return self._leaves_of[activity.id]

    def _up(self, leaf: str) -> Iterator[str]:
        step: Any = self.model.activities[leaf]
        while step is not None:
            yield step.id
            step = step.part_of

    def need(self, element: Any, leaf: str) -> int:
        """2 required, 1 optional, 0 no cell."""
        key = (element.id, leaf)
        if key not in self._needs:
            self._needs[key] = self._need(element, leaf)
        return self._needs[key]

    def _need(self, element: Any, leaf: str) -> int:
        if element.id not in self.elements:
            return 0
        rows = self.model.applicability
        row = next((rows[b.__name__] for b in type(element).__mro__ if b.__name__ in rows), None)
        if row is None:
            return 0
        if self.external(element):
            return int(leaf in row.required or leaf in row.optional)
        if leaf in row.required:
            return 2
        if leaf not in row.optional:
            return 0
        return 2 if any(leaf in self._asked_by_work(relation, element) for relation in self.relations) else 1

    @staticmethod
    def _asked_by_work(relation: Any, element: Any) -> tuple[str, ...]:
        """What work at the other end of a relation asks of an element: to be moved; where it makes it, developed."""
        realizes, concerns = is_a(relation, "Realization"), is_a(relation, "Association")
        ends = [(relation.source, relation.target)] if realizes or concerns else []
        ends += [(relation.target, relation.source)] if concerns else []
        if not any(e is element and is_a(w, "WorkPackage") and not is_a(w, "Tender") for w, e in ends):
            return ()
        return ("ontwikkeling", "migratie") if realizes else ("migratie",)

    def admits(self, leaf: str, element: Any) -> bool:
        """T4: may an activity enter the layer of an element?"""
        where = layer(element)
        layers = {{"Physical": "Technology"}.get(x, x) for x in self.model.activities[leaf].layers}
        return not where or where in layers

    def _own_units(self) -> set[str]:
        if self.model.organisation is None:
            return set()
        units, waiting = set(), [self.model.organisation]
        while waiting:
            unit = waiting.pop()
            if unit.id not in units:
                units.add(unit.id)
                waiting += [
                    r.target for r in self.model.relations
                    if r.source is unit and is_a(r, "Composition", "Aggregation")
                ]  # fmt: skip
        return units

    def external(self, element: Any) -> bool:
        """T5: owned by another organisation: by an ownership that holds, else by its owner."""
        said: list[Any] = [r.target for r in self.relations if is_a(r, "Ownership") and r.source is element]
        owners = said or [getattr(element, "owner", None)]
        return bool(self.own) and any(isinstance(owner, Element) and owner.id not in self.own for owner in owners)

    def _ends(self) -> Iterator[tuple[Any, Any, Any]]:
        """Carrying relations between elements; a junction is transparent for a chain of one type."""
        junctions = {e for e, x in self.elements.items() if is_a(x, "Junction")}
        for relation in self.relations:
            kinds = ("Composition", "Aggregation", "Assignment", "Realization", "Specialization")
            if not is_a(relation, *kinds) or relation.source.id not in self.elements:
                continue
            if relation.source.id in junctions or relation.target.id not in self.elements:
                continue
            if relation.target.id not in junctions:
                yield relation, relation.source, relation.target
                continue
            seen, waiting = {relation.target.id}, [relation.target.id]
            while waiting:
                here = waiting.pop()
                for after in self.relations:
                    target = after.target.id
                    if after.source.id != here or not isinstance(after, type(relation)) or target in seen:
                        continue
                    if target not in self.elements:
                        continue
                    seen.add(target)
                    if target in junctions:
                        waiting.append(target)
                    else:
                        yield relation, relation.source, after.target

    def _arcs(self) -> Iterator[Arc]:
        """S1 to S7: the rule table."""
        for relation, source, target in self._ends():
            kind = next(k for k in ("Composition", "Aggregation", "Assignment", "Realization", "Specialization")
                        if is_a(relation, k))  # fmt: skip
            part = kind in ("Composition", "Aggregation")
            same = layer(source) == layer(target) != ""
            down, up = (source.id, target.id), (target.id, source.id)
            if (
                (part or kind == "Assignment")
                and is_a(source, "Facility", "Location")
                and layer(target) == "Technology"
            ):
                yield Arc(*down, "S6", kind)
            elif part and is_a(source, "Grouping"):
                yield Arc(*down, "S3", kind)
            elif part:
                yield Arc(*down, "S1" if kind == "Composition" else "S2", kind)
            elif kind == "Specialization":
                yield Arc(*up, "S7", kind)
            elif kind == "Realization" and same and layer(target) in LANES:
                yield Arc(*up, "S4", kind)
            elif kind == "Assignment" and same and type(target).aspect != "Motivation":
                yield Arc(*down, "S5", kind)
                yield Arc(*up, "S5r", kind)

    def carries(self, arc: Arc, leaf: str) -> bool:
        """Which activities use an arc at all."""
        if arc.rule == "S6":
            return leaf == "huisvesting"
        if arc.rule == "S4":
            return layer(self.elements[arc.tail]) in {
                {"Physical": "Technology"}.get(x, x) for x in self.model.activities[leaf].layers
            }
        return True

    def _certain_by_itself(self, arc: Arc) -> bool:
        """All conditions but that of S4, which looks at what else is reached."""
        if arc.rule in ("S5r", "S7"):
            return False
        if arc.rule == "S2":
            wholes = {other.tail for other in self.arcs if other.rule == "S2" and other.head == arc.head}
            return len(wholes) == 1 and self.elements[arc.head].reusable is not True
        return True

    # -- what is said

    def _subjects(self, statement: Any) -> Iterator[Any]:
        if statement.subject is not None:
            if statement.subject.id in self.elements:
                yield statement.subject
            return
        for element in self.elements.values():
            if self.selectors.answers(element, statement.selector):
                yield element

    @staticmethod
    def provider(statement: Any) -> str:
        """The contract, or the own parties together."""
        if statement.contract is not None:
            return str(statement.contract.id)
        return "own:" + "+".join(sorted(p.id for p in statement.parties))

    def column(self, statement: Any, leaf: str) -> Column | None:
        """The label a statement sets; C and I give none."""
        role = "lead" if statement.role in LEADING else "support" if statement.role in SUPPORTING else ""
        parties = tuple(sorted(p.id for p in statement.parties))
        return Column(self.provider(statement), parties, leaf, role) if role else None

    def family(self, provider: str) -> set[str]:
        """A framework agreement with its call-offs and lots, both ways, in this world."""
        pairs = self._frames
        return {provider, *(p for frame, p in pairs if frame == provider), *(f for f, p in pairs if p == provider)}

    def speakers(self, provider: str) -> set[str]:
        """Who speaks for a contract: itself, or where it says nothing its lots here, and theirs (an umbrella)."""
        contract = next((c for c in self.model.contracts if c.id == provider), None)
        if contract is None or any(s.contract is contract for s in self.model.statements):
            return {provider}
        speakers: set[str] = set()
        waiting, met = [contract], {contract}
        while waiting:
            one = waiting.pop()
            if any(s.contract is one for s in self.model.statements):
                speakers.add(one.id)
                continue
            lots = {
                r.target for r in self.relations
                if r.source is one and is_a(r, "Composition", "Aggregation") and is_a(r.target, "Lot")
            }  # fmt: skip
            waiting += lots - met
            met |= lots
        return speakers

    def _all_frames(self) -> set[tuple[str, str]]:
        """Pairs of a contract and one below it."""
        pairs = set()
        for contract in self.model.contracts:
            waiting, seen = [contract], {contract.id}
            while waiting:
                here = waiting.pop()
                for r in self.relations:
                    is_part = r.source is here and is_a(r, "Composition", "Aggregation") and is_a(r.target, "Contract")
                    if is_part and r.target.id not in seen:
                        seen.add(r.target.id)
                        waiting.append(r.target)
                        pairs.add((contract.id, r.target.id))
        return pairs

    def _claims(self, statements: list[Any]) -> Claims:
        """Per element and leaf, who covers it by a statement of its own."""
        claims: Claims = {}
        for statement in statements:
            for leaf in self.leaves_of(statement.activity):
                if self.column(statement, leaf) is not None:
                    for subject in self.subjects[statement.id]:
                        claims.setdefault((subject.id, leaf), set()).add(self.provider(statement))
        return claims
