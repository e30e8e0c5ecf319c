"""Contract scope as docs/SEMANTICS.md says it, walked element by element: slow, plain, no code of the product's own.

It reads a loaded model and answers one *world*, in which everything is there or not and every statement holds or not.
What is only maybe so on a day is several worlds (`worlds`); a status is firm where all of them agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple

from ea_model.metamodel.archimate import Element
from ea_model.model import Model
from ea_model.source.views import every

LEADING, SUPPORTING = {"R", "A"}, {"S"}
Key = tuple[str, str, str]
"""Element, provider and leaf."""
Keys = set[Key]
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


Labels = dict[Column, set[str]]
"""Per label the elements it stands at."""
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


@dataclass
class CellAnswer:
    """One cell in one world."""

    status: str
    leads: frozenset[tuple[str, tuple[str, ...]]] = frozenset()
    possible: frozenset[tuple[str, tuple[str, ...]]] = frozenset()
    """Who may lead, by a path that is only possible."""
    closure: str = ""


def layer(element: Any) -> str:
    """The layer that fences an activity; composites and junctions let everything through."""
    kind = type(element)
    if kind.aspect in {"Composite", "Relationship Connector"} and kind.layer == "Other":
        return ""
    return {"Physical": "Technology"}.get(kind.layer, str(kind.layer))


def is_a(concept: Any, *names: str) -> bool:
    """Is a concept of one of these kinds, or of a kind that specializes one?"""
    kind = type(concept)
    if kind not in _NAMES:
        _NAMES[kind] = frozenset(base.__name__ for base in kind.__mro__)
    return not _NAMES[kind].isdisjoint(names)


_NAMES: dict[type, frozenset[str]] = {}


def _texts(text: Any) -> list[str]:
    """A text in all its languages."""
    return [*text.texts.values()] if hasattr(text, "texts") else [str(text)]


def _like(text: str, pattern: str) -> bool:
    """Does a text fit a pattern? ``*`` is anything, ``?`` one character; capitals do not matter."""
    text, pattern = text.lower(), pattern.lower()
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(_like(text[n:], pattern[1:]) for n in range(len(text) + 1))
    return bool(text) and pattern[0] in ("?", text[0]) and _like(text[1:], pattern[1:])


class Walk:
    """The answer of one world."""

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
        self.subjects = {s.id: list(self._subjects(s)) for s in model.statements}
        self.own = self._own_units()
        self.taken, self.weakened = self._takeouts(self.excludes, self.includes)
        self.claims = self._claims(self.includes)
        self.certain, self.possible = self._labels()
        self.ended = self._ended()

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
        rebuilt = leaf == "ontwikkeling" and any(
            is_a(r, "Realization") and is_a(r.source, "WorkPackage") and r.target is element for r in self.relations
        )
        return 2 if rebuilt else 1

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
            if self._answers(element, statement.selector):
                yield element

    def _answers(self, element: Any, selector: Any) -> bool:
        """Does an element answer every condition of a selector?"""
        asked: list[tuple[Any, Callable[[], bool]]] = [
            (selector.kinds, lambda: is_a(element, *selector.kinds)),
            (selector.under, lambda: any(element.id in self._below(whole) for whole in selector.under)),
            (selector.owners, lambda: any(owner in selector.owners for owner in self._owners(element))),
            (
                selector.groups or selector.folders or selector.views,
                lambda: any(element.id in place for place in self._places(selector)),
            ),
            (selector.names, lambda: any(_like(n, p) for n in _texts(element.name) for p in selector.names)),
            (selector.values, lambda: self._has(element, selector.values)),
        ]
        if not all(answers() for said, answers in asked if said):
            return False
        return element not in selector.excepted and not any(self._answers(element, s) for s in selector.but)

    @staticmethod
    def _has(element: Any, patterns: tuple[tuple[str, str], ...]) -> bool:
        """Each property with one of the values asked of it."""
        return all(
            any(
                _like(text, pattern)
                for asked, pattern in patterns
                for key, value in element.properties
                if asked == key == name
                for text in _texts(value)
            )
            for name, _ in patterns
        )

    def _owners(self, element: Any) -> list[Any]:
        said = [r.target for r in self.relations if is_a(r, "Ownership") and r.source is element]
        return said or [getattr(element, "owner", None) or self.model.organisation]

    def _places(self, selector: Any) -> Iterator[set[str]]:
        for group in selector.groups:
            members, waiting = set(), [group.id]
            while waiting:
                here = waiting.pop()
                for relation in self.relations:
                    part = relation.target
                    if relation.source.id != here or not is_a(relation, "Composition", "Aggregation"):
                        continue
                    if part.id not in members and part is not group:
                        members.add(part.id)
                        waiting += [part.id] if is_a(part, "Grouping") else []
            yield members
        for folder in selector.folders:
            yield {i for i, path in self.model.foreign.folders.items() if f"{'/'.join(path)}/".startswith(f"{folder}/")}
        for view in self.model.views:
            if view.id in selector.views:
                yield {node.element for node, _ in every(view.nodes)}

    def _below(self, whole: Any) -> set[str]:
        below, waiting = set(), [whole.id]
        while waiting:
            here = waiting.pop()
            for relation in self.relations:
                part = relation.target.id
                structural = is_a(relation, "Composition", "Aggregation", "Assignment")
                new = part in self.elements and part not in below and part != whole.id
                if relation.source.id == here and structural and new:
                    below.add(part)
                    waiting.append(part)
        return below

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

    # -- what stops and what flows

    def _takeouts(self, excludes: list[Any], includes: list[Any]) -> tuple[Keys, Keys]:
        """T1: (element, provider, leaf) taken out for certain, and those that become at most possible."""
        claims = self._claims(includes)
        taken: Keys = set()
        weakened: Keys = set()
        for statement in excludes:
            who = self.provider(statement)
            for leaf in self.leaves_of(statement.activity):
                waiting = [(s.id, True) for s in self.subjects[statement.id]]
                while waiting:
                    here, surely = waiting.pop()
                    key = (here, who, leaf)
                    if key in taken or (not surely and key in weakened):
                        continue
                    (taken if surely else weakened).add(key)
                    for arc in self.out.get(here, ()):
                        head = self.elements[arc.head]
                        if not self.carries(arc, leaf) or not self._certain_by_itself(arc):
                            continue
                        if who in claims.get((arc.head, leaf), ()) or not self.admits(leaf, head):
                            continue
                        waiting.append((arc.head, surely and arc.kind in ("Composition", "Aggregation")))
        return taken, weakened - taken

    def _seeded(self, includes: list[Any], taken: Keys) -> tuple[Labels, Labels]:
        """S0: where statements put their labels, and where they put those that must not travel."""
        seeds: Labels = {}
        still: Labels = {}
        for statement in includes:
            for leaf in self.leaves_of(statement.activity):
                column = self.column(statement, leaf)
                if column is not None:
                    where = still if statement.propagate == "none" else seeds
                    subjects = {s.id for s in self.subjects[statement.id]}
                    where.setdefault(column, set()).update(
                        s for s in subjects if (s, column.provider, leaf) not in taken
                    )
        return seeds, still

    def _certain(self, seeds: Labels, still: Labels, claims: Claims, taken: Keys, weakened: Keys) -> Labels:
        """Labels by certain paths: S4 lets in where everything else is reached, so until nothing changes."""
        certain = {c: set(x) for c, x in seeds.items()}
        before: Labels = {}
        while before != certain:
            before, served = certain, self._served(certain, still)
            uses = partial(self._is_certain, weakened=weakened, served=served)
            certain = {column: self._spread(column, where, claims, taken, uses) for column, where in before.items()}
        return {c: certain.get(c, set()) | still.get(c, set()) for c in {*certain, *still}}

    def _is_certain(self, arc: Arc, key: Key, *, weakened: Keys, served: Keys) -> bool:
        """Does an arc carry for certain?"""
        return self._certain_by_itself(arc) and key not in weakened and (arc.rule != "S4" or key in served)

    def _labels(self) -> tuple[Labels, Labels]:
        """Per label the elements it reaches for certain, and those it reaches at all."""
        claims = self.claims
        seeds, still = self._seeded(self.includes, self.taken)
        certain = self._certain(seeds, still, claims, self.taken, self.weakened)
        possible = {
            c: self._spread(c, seeds.get(c, set()), claims, self.taken, lambda _arc, _key: True)
            | still.get(c, set()) | certain[c]
            for c in certain
        }  # fmt: skip
        self.travelling = seeds
        self.seeds = {c: seeds.get(c, set()) | still.get(c, set()) for c in certain}
        return certain, possible

    def _served(self, certain: Labels, still: Labels) -> Keys:
        """S4: (realizer, provider, leaf) where every service it realizes is reached by that provider for certain."""
        reached: dict[tuple[str, str], set[str]] = {}
        for labels in (certain, still):
            for column, where in labels.items():
                reached.setdefault((column.provider, column.leaf), set()).update(where)
        services: dict[str, set[str]] = {}
        for arc in self.arcs:
            if arc.rule == "S4" and arc.tail != arc.head:
                services.setdefault(arc.head, set()).add(arc.tail)
        return {(head, *who) for who, where in reached.items() for head, served in services.items() if served <= where}

    def _spread(
        self, column: Column, start: set[str], claims: Claims, taken: Keys, uses: Callable[[Arc, Key], bool]
    ) -> set[str]:
        """Where a label gets to from ``start`` along the arcs it uses, before anything stops it."""
        family = self.family(column.provider)
        reached, waiting = set(start), list(start)
        while waiting:
            for arc in self.out.get(waiting.pop(), ()):
                key, head = (arc.head, column.provider, column.leaf), self.elements[arc.head]
                if arc.head in reached or key in taken or self.external(head):
                    continue
                if not self.carries(arc, column.leaf) or not self.admits(column.leaf, head) or not uses(arc, key):
                    continue
                if claims.get((arc.head, column.leaf), set()) - family:
                    continue
                reached.add(arc.head)
                waiting.append(arc.head)
        return reached

    def _ended(self) -> Labels:
        """Labels of what is over, along today's certain arcs, as far as an exclude of then did not take them out."""
        over = [s for s in self.model.statements if s.id in self.world.over]
        includes = [s for s in over if s.effect == "include"]
        if not includes:
            return {}
        excludes = [*self.excludes, *(s for s in over if s.effect == "exclude")]
        taken, weakened = self._takeouts(excludes, [*self.includes, *includes])
        return self._certain(*self._seeded(includes, taken), {}, taken, weakened)

    # -- the answers

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
            if closure.selector is not None and not self._answers(element, closure.selector):
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

    def inside(self, provider: str, element: Any) -> str:
        """DIRECT, DERIVED, POSSIBLE or nothing: what a contract has of the cells of an element."""
        mine = [c for c in self.certain if c.provider == provider]
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
        if any(e == element.id and p == provider and self.need(element, x) for e, p, x in self.taken):
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
        for arc in self.arcs:
            if arc.head != element.id or not self.inside(provider, self.elements[arc.tail]):
                continue
            for column, where in self.possible.items():
                key = (arc.head, provider, column.leaf)
                if column.provider != provider or arc.tail not in where or key in self.taken:
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
        dealt = {c.leaf for c in self.certain if c.provider == provider}
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
        for statement in self.includes + self.excludes:
            if self.provider(statement) == provider:
                lists = (statement.contract, statement, statement.subject)
                if any(getattr(x, "open_list", None) is True for x in lists if x is not None):
                    return True
        return False


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
