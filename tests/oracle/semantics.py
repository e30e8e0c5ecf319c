"""Contract scope as docs/SEMANTICS.md says it, walked element by element: slow, plain, no code of the product's own.

It reads a loaded model and answers one *world*, in which everything is there or not and every statement holds or not.
What is only maybe so on a day is several worlds (`worlds`); a status is firm where all of them agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from tests.oracle.flow import Flow
from tests.oracle.kinds import is_a, layer
from tests.oracle.situation import Column, holds


@dataclass
class CellAnswer:
    """One cell in one world."""

    status: str
    leads: frozenset[tuple[str, tuple[str, ...]]] = frozenset()
    possible: frozenset[tuple[str, tuple[str, ...]]] = frozenset()
    """Who may lead, by a path that is only possible."""
    closure: str = ""


class Walk(Flow):
    """The answer of one world."""

    def cell(self, element: Any, leaf: str) -> CellAnswer:
        """SEMANTICS 6: the first line that fits decides."""
        need = self.need(element, leaf)
        if need == 0:
            return CellAnswer("NOT_APPLICABLE")
        leads = self._leads(element.id, leaf, self.certain)
        possible = self._leads(element.id, leaf, self.possible)
        support = any(c.leaf == leaf and c.role == "support" and element.id in x for c, x in self.certain.items())
        closure = self._closure(element, leaf) if need == 2 else ""
        return CellAnswer(
            self._status(element.id, leaf, leads, support=support, closure=closure), leads, possible, closure
        )

    def _leads(self, element: str, leaf: str, labels: dict[Column, set[str]]) -> frozenset[tuple[str, tuple[str, ...]]]:
        leads = {
            (c.provider, c.parties) for c, x in labels.items() if c.leaf == leaf and c.role == "lead" and element in x
        }
        leading = {c.provider for c, x in self.certain.items() if c.leaf == leaf and c.role == "lead" and element in x}
        behind = {frame for frame, part in self._frames if part in leading}
        return frozenset(lead for lead in leads if lead[0] not in behind)

    def _status(self, element: str, leaf: str, leads: frozenset[Any], *, support: bool, closure: str) -> str:
        if len(leads) == 1:
            return "OWN" if next(iter(leads))[0].startswith("own:") else "COVERED"
        if leads:
            return "JOINT" if self._joint(element, leaf, leads) else "OVERLAP"
        return self._without_lead(element, leaf, support=support, closure=closure)

    def _without_lead(self, element: str, leaf: str, *, support: bool, closure: str) -> str:
        if support:
            return "SUPPORTED_ONLY"
        if closure:
            return "OWN_IMPLICIT"
        if any(c.leaf == leaf and element in x for c, x in self.ended.items()):
            return "EXPIRED"
        if any(e == element and x == leaf for e, _, x in self.taken):
            return "EXCLUDED"
        return "UNKNOWN"

    def _joint(self, element: str, leaf: str, leads: frozenset[Any]) -> bool:
        """Every lead declared joint, and exactly one of them accountable, by statements whose labels reach here."""
        joint, accountable = set(), set()
        for statement in self.includes:
            column = self.column(statement, leaf) if leaf in self.leaves_of(statement.activity) else None
            if column is not None and column.role == "lead" and element in self._reach_of(statement, column):
                if statement.joint:
                    joint.add((column.provider, column.parties))
                if statement.role == "A":
                    accountable.add((column.provider, column.parties))
        return leads <= joint and len(accountable & leads) == 1

    def _reach_of(self, statement: Any, column: Column) -> set[str]:
        start = {s.id for s in self.subjects[statement.id] if (s.id, column.provider, column.leaf) not in self.taken}
        if statement.propagate == "none":
            return start
        uses = partial(self._is_certain, weakened=self.weakened, served=self._served(self.certain, {}))
        return self._spread(column, start, self.claims, self.taken, uses)

    def _closure(self, element: Any, leaf: str) -> str:
        """The first closure statement that holds here."""
        for number, closure in enumerate(self.model.closures):
            if not holds(closure.plateaus, self.world.plateau):
                continue
            if closure.selector is not None and not self.selectors.answers(element, closure.selector):
                continue
            if closure.element is not None and closure.element is not element:
                continue
            if closure.activity is not None and leaf not in self.leaves_of(closure.activity):
                continue
            if closure.contract is not None and not self._covers_anything(closure.contract.id, element):
                continue
            return str(closure.id or number)
        return ""

    def _covers_anything(self, provider: str, element: Any) -> bool:
        """Has a contract any cell of an element, for certain?"""
        return any(
            c.provider == provider and element.id in x and self.need(element, c.leaf) > 0
            for c, x in self.certain.items()
        )

    # -- what an element is to a contract

    def involved(self, element: Any) -> bool:
        """Is scope about it: does its kind require a cell, or has, had or lost somebody a part in one?"""
        cells = [leaf for leaf in self.leaves if self.need(element, leaf)]
        rows = self.model.applicability
        row = next((rows[b.__name__] for b in type(element).__mro__ if b.__name__ in rows), None)
        if not cells or row is None:
            return False
        labels = (self.possible, self.certain, self.ended)
        parts = {c.leaf for some in labels for c, where in some.items() if element.id in where}
        parts |= {leaf for taken, _, leaf in self.taken if taken == element.id}
        return bool(row.required) or any(self.need(element, leaf) == 2 or leaf in parts for leaf in cells)

    def inside(self, provider: str, element: Any) -> str:
        """DIRECT, DERIVED, POSSIBLE or nothing: what a contract has of the cells of an element."""
        speakers = self.speakers(provider)
        mine = [c for c in self.certain if c.provider in speakers]
        here = element.id

        def on_a_cell(column: Column) -> bool:
            return self.need(element, column.leaf) > 0

        cellless = not any(self.need(element, leaf) for leaf in self.leaves)
        if any(here in self.seeds[c] and on_a_cell(c) for c in mine):
            return "DIRECT"
        if cellless and any(here in self.travelling.get(c, ()) and self._gives_a_cell(c, here) for c in mine):
            return "DIRECT"
        if any(here in self.certain[c] and on_a_cell(c) for c in mine):
            return "DERIVED"
        if any(here in self.possible[c] and on_a_cell(c) for c in mine):
            return "POSSIBLE"
        return ""

    def _gives_a_cell(self, column: Column, start: str) -> bool:
        """Does a label said about an element without cells reach a cell anywhere?"""
        reached = self._spread(column, {start}, self.claims, self.taken, lambda _arc, _key: True)
        return any(self.need(self.elements[e], column.leaf) > 0 for e in reached)

    def class_of(self, provider: str, element: Any) -> str:
        """SEMANTICS 6: the class that decides; boundaries apart, which need relations (``boundary_of``)."""
        inside = self.inside(provider, element)
        if inside:
            return inside
        speakers = self.speakers(provider)
        if any(e == element.id and p in speakers and self.need(element, x) for e, p, x in self.taken):
            return "EXCLUDED"
        if self._holds_a_part(provider, element):
            return "TOUCHED"
        if self._borders(provider, element):
            return "BOUNDARY"
        return self._elsewhere(provider, element)

    def _holds_a_part(self, provider: str, element: Any) -> bool:
        seen, waiting = {element.id}, [element.id]
        while waiting:
            for arc in self.out.get(waiting.pop(), ()):
                if arc.rule in ("S1", "S2", "S3") and arc.head not in seen:
                    seen.add(arc.head)
                    waiting.append(arc.head)
                    if self.inside(provider, self.elements[arc.head]):
                        return True
        return False

    def _borders(self, provider: str, element: Any) -> bool:
        """Outside, but a crossing relation leads inside, or a statement of its own kept a label out (T2)."""
        for source, target in self.crossings:
            for one, other in ((source, target), (target, source)):
                if one is element and other is not element and self.inside(provider, other):
                    return True
        speakers = self.speakers(provider)
        for arc in self.arcs:
            if arc.head != element.id or not self.inside(provider, self.elements[arc.tail]):
                continue
            for column, where in self.possible.items():
                key = (arc.head, column.provider, column.leaf)
                if column.provider not in speakers or arc.tail not in where or key in self.taken:
                    continue
                if self.admits(column.leaf, element) and self.need(element, column.leaf) > 0:
                    return True
        return False

    @cached_property
    def crossings(self) -> list[tuple[Any, Any]]:
        """What a boundary may lie on."""
        return list(self._crossings())

    def _crossings(self) -> Iterator[tuple[Any, Any]]:
        """Relations scope does not flow along (S8, S9); a junction is transparent."""
        always = ("Serving", "Flow", "Triggering", "Access")
        junctions = {e for e, x in self.elements.items() if is_a(x, "Junction")}
        for relation in self.relations:
            source, target = relation.source, relation.target
            if source.id not in self.elements or target.id not in self.elements or source.id in junctions:
                continue
            targets, seen, waiting = [], {target.id}, [target]
            while waiting:
                here = waiting.pop()
                if here.id not in junctions:
                    targets.append(here)
                    continue
                for after in self.relations:
                    goes_on = after.source is here and isinstance(after, type(relation))
                    if goes_on and after.target.id not in seen and after.target.id in self.elements:
                        seen.add(after.target.id)
                        waiting.append(after.target)
            across = is_a(relation, "Realization", "Assignment")
            for end in targets:
                if is_a(relation, *always) or (across and layer(source) != layer(end)):
                    yield source, end

    def _elsewhere(self, provider: str, element: Any) -> str:
        """Nothing to do with it: judged on the activities the contract deals with, else on all of them."""
        required = [leaf for leaf in self.leaves if self.need(element, leaf) == 2]
        dealt = {c.leaf for c in self.certain if c.provider in self.speakers(provider)}
        judged = [leaf for leaf in required if leaf in dealt] or required
        statuses = [self.cell(element, leaf).status for leaf in judged]
        covered = ("COVERED", "OWN", "JOINT", "OVERLAP", "SUPPORTED_ONLY")
        if any(status in covered for status in statuses):
            open_to = [self.cell(element, leaf).status for leaf in required if leaf in dealt]
            if self._open(provider) and "UNKNOWN" in open_to:
                return "UNKNOWN"
            return "OUTSIDE"
        return "UNKNOWN" if all(status == "UNKNOWN" for status in statuses) else "UNCOVERED"

    def _open(self, provider: str) -> bool:
        """Is the object of a contract an open list, by itself, a statement or a subject?"""
        if any(c.id == provider and c.open_list is True for c in self.model.contracts):
            return True
        speakers = self.speakers(provider)
        for statement in self.includes + self.excludes:
            if self.provider(statement) in speakers:
                lists = (statement.contract, statement, statement.subject)
                if any(getattr(x, "open_list", None) is True for x in lists if x is not None):
                    return True
        return False


@dataclass
class Answer:
    """What all worlds of a moment say of one cell."""

    statuses: set[str] = field(default_factory=set)
    always: frozenset[Any] | None = None
    """Leads that hold in every world."""
    ever: set[Any] = field(default_factory=set)
    """Leads that hold in some world."""

    def add(self, cell: CellAnswer) -> None:
        """Take another world into account."""
        self.statuses.add(cell.status)
        self.always = cell.leads if self.always is None else self.always & cell.leads
        self.ever |= cell.leads | cell.possible
