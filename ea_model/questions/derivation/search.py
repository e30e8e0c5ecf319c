"""Derived relations on demand: chains of modelled relations folded by the rules, never stored in the model.

From one element the chain is folded relation by relation, starting at that element. Where the modelled relations are
in the relationship table, everything certain is found so. What only follows when its far part is folded first
(potential, or over a modelled relation that is not permitted) is found by `between`, which folds from both ends.
Chains do not come back to where they began. Work is bounded; the answer says which bound cut it off.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum

from ea_model.metamodel.archimate import Element, Relation
from ea_model.questions.derivation.restrictions import allowed
from ea_model.questions.derivation.rules import Conclusion, End, conclusions, is_certain
from ea_model.questions.derivation.web import Incidence, Web, web_of
from ea_model.scope import Scope

JUNCTION = "JUNCTION"
"""Stands where a rule would, for a relation that only passes through junctions."""


class Cut(Enum):
    """Why an answer may not be complete."""

    LENGTH = "length"
    COUNT = "count"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far to look: relations per chain, derived relations in the answer, and pairs of relations tried."""

    length: int = 6
    count: int = 500
    work: int = 200_000


@dataclass(frozen=True, slots=True)
class Derived:
    """A relation that follows from modelled ones."""

    source: Element
    target: Element
    type: str
    chain: tuple[Relation, ...]
    """The modelled relations used, from the element that was asked about to the other."""
    rules: tuple[str, ...]
    """The rules used, in order."""
    modelled: Relation | None
    """A modelled relation that says the same, if there is one."""

    @property
    def certain(self) -> bool:
        """Follows from valid rules alone; otherwise it is potential and the modeller decides."""
        return all(is_certain(rule) for rule in self.rules if rule != JUNCTION)


@dataclass(frozen=True, slots=True)
class DerivedRelations:
    """Derived relations, certain and short ones first, and what cut the search off."""

    relations: tuple[Derived, ...]
    cut: frozenset[Cut]


_State = tuple[int, str, bool]
"""Element reached, type of the relation with it, and whether that relation starts at the element asked about."""


@dataclass(frozen=True, slots=True)
class _Step:
    """How a state was first reached."""

    before: _State | None
    edge: Incidence
    rule: str


@dataclass(slots=True)
class _Fold:
    """One breadth-first search over states, shortest chains first, ties by relation ids."""

    web: Web
    start: int
    bounds: Bounds
    certain_only: bool
    avoid: Collection[str] = ()
    steps: dict[_State, _Step] = field(default_factory=dict)
    again: dict[_State, _Step] = field(default_factory=dict)
    """How states that are modelled relations themselves are reached by other relations."""
    doubled: set[_State] = field(default_factory=set)
    """States that are modelled relations and that some chain reaches, even one that uses that relation."""
    cut: set[Cut] = field(default_factory=set)
    work: int = 0

    def run(self) -> _Fold:
        """Fold until nothing is new or a bound is met."""
        frontier = self._first()
        for _ in range(self.bounds.length - 1):
            frontier = self._next(frontier)
            if not frontier or Cut.WORK in self.cut:
                return self
        if any(after not in self.steps for state in frontier for after, _ in self._follows(state)):
            self.cut.add(Cut.LENGTH)
        return self

    def _usable(self, edge: Incidence) -> bool:
        return edge.other != self.start and not (self.avoid and any(r.id in self.avoid for r in edge.relations))

    def _first(self) -> list[_State]:
        states: list[_State] = []
        for edge in self.web.edges(self.start):
            state = (edge.other, edge.type, edge.meets is End.SOURCE)
            if self._usable(edge) and state not in self.steps:
                self.steps[state] = _Step(None, edge, JUNCTION if len(edge.relations) > 1 else "")
                states.append(state)
        return states

    def _next(self, frontier: list[_State]) -> list[_State]:
        states: list[_State] = []
        for state in frontier:
            for after, step in self._follows(state):
                if after not in self.steps:
                    self.steps[after] = step
                    states.append(after)
                elif after not in self.again and self._is_modelled(after):
                    self._reach_again(after, step)
            if self.work >= self.bounds.work:
                self.cut.add(Cut.WORK)
                break
        return states

    def _is_modelled(self, state: _State) -> bool:
        step = self.steps[state]
        return step.before is None and not step.rule

    def _reach_again(self, state: _State, step: _Step) -> None:
        """Note another way to what is modelled, unless it begins with that very relation."""
        self.doubled.add(state)
        begin = step
        while begin.before is not None:
            begin = self.steps[begin.before]
        if begin.edge != self.steps[state].edge:
            self.again[state] = step

    def _follows(self, state: _State) -> list[tuple[_State, _Step]]:
        """States one modelled relation further, new or known."""
        middle, kind, outgoing = state
        meets = End.TARGET if outgoing else End.SOURCE
        steps: list[tuple[_State, _Step]] = []
        for edge in self.web.edges(middle):
            self.work += 1
            if self._usable(edge):
                for conclusion in conclusions(kind, meets, edge.type, edge.meets):
                    if self._holds(conclusion, middle, edge.other):
                        after = (edge.other, conclusion.type, conclusion.from_first)
                        steps.append((after, _Step(state, edge, conclusion.rule.code)))
        return steps

    def _holds(self, conclusion: Conclusion, middle: int, other: int) -> bool:
        if self.certain_only and not conclusion.rule.certain:
            return False
        types = self.web.types
        ends = (types[self.start], types[other]) if conclusion.from_first else (types[other], types[self.start])
        return conclusion.fits(types[middle]) and allowed(
            self.web.language, ends[0], types[middle], ends[1], conclusion.type
        )

    def derived(self, state: _State) -> Derived | None:
        """The derived relation of a state; None where the state is a modelled relation itself."""
        chain: list[tuple[Relation, ...]] = []
        rules: list[str] = []
        step: _Step | None = self.again.get(state, self.steps[state])
        while step is not None:
            chain.append(step.edge.relations)
            if step.rule:
                rules.append(step.rule)
            step = self.steps[step.before] if step.before is not None else None
        if not rules:
            return None
        other, kind, outgoing = state
        elements = self.web.elements
        source, target = (self.start, other) if outgoing else (other, self.start)
        return Derived(
            source=elements[source],
            target=elements[target],
            type=kind,
            chain=tuple(r for part in reversed(chain) for r in part),
            rules=tuple(reversed(rules)),
            modelled=self._modelled(state),
        )

    def _modelled(self, state: _State) -> Relation | None:
        other, kind, outgoing = state
        meets = End.SOURCE if outgoing else End.TARGET
        same = (
            e.relations[0]
            for e in self.web.edges(self.start)
            if len(e.relations) == 1 and (e.other, e.type, e.meets) == (other, kind, meets)
        )
        return next(same, None)


def derived_of(
    scope: Scope,
    element: Element,
    bounds: Bounds | None = None,
    *,
    certain_only: bool = False,
    types: Collection[str] = (),
) -> DerivedRelations:
    """Every relation (of these types; none named means all) that can be derived with this element at one end.

    A state that follows from valid rules is shown with its shortest certain chain, any other with its shortest chain.
    """
    bounds = bounds or Bounds()
    folds = _folds(web_of(scope), scope.index.number[element.id], bounds, certain_only)
    derived: dict[_State, Derived] = {}
    for fold in folds:
        for state in fold.steps:
            if state not in derived and (relation := fold.derived(state)) is not None:
                derived[state] = relation
    return _answer(_of_types(derived.values(), types), bounds, {c for fold in folds for c in fold.cut})


def between(
    scope: Scope,
    source: Element,
    target: Element,
    bounds: Bounds | None = None,
    *,
    certain_only: bool = False,
    types: Collection[str] = (),
) -> DerivedRelations:
    """Every relation that can be derived between two elements, either way; chains are folded from both ends."""
    bounds = bounds or Bounds()
    web, number = web_of(scope), scope.index.number
    derived: dict[tuple[str, str, str], Derived] = {}
    cut: set[Cut] = set()
    for start, other in ((source, target), (target, source)):
        for fold in _folds(web, number[start.id], bounds, certain_only):
            cut |= fold.cut
            for state in fold.steps:
                relation = fold.derived(state) if state[0] == number[other.id] else None
                if relation is not None:
                    key = (relation.source.id, relation.type, relation.target.id)
                    if key not in derived or _rank(relation)[:2] < _rank(derived[key])[:2]:
                        derived[key] = relation
    return _answer(_of_types(derived.values(), types), bounds, cut)


def _folds(web: Web, start: int, bounds: Bounds, certain_only: bool) -> list[_Fold]:
    """The search by valid rules, and the one by all rules."""
    folds = [_Fold(web, start, bounds, certain_only=True).run()]
    return folds if certain_only else [*folds, _Fold(web, start, bounds, certain_only=False).run()]


def _of_types(derived: Collection[Derived], types: Collection[str]) -> list[Derived]:
    return [d for d in derived if not types or d.type in types]


def _rank(relation: Derived) -> tuple[bool, int, list[str], str]:
    return not relation.certain, len(relation.chain), [r.id for r in relation.chain], relation.type


def _answer(derived: Collection[Derived], bounds: Bounds, cut: set[Cut]) -> DerivedRelations:
    ordered = sorted(derived, key=_rank)
    if len(ordered) > bounds.count:
        cut = cut | {Cut.COUNT}
    return DerivedRelations(tuple(ordered[: bounds.count]), frozenset(cut))


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A modelled relation that also follows from other modelled ones."""

    relation: Relation
    derived: Derived


def duplicates(scope: Scope, bounds: Bounds | None = None) -> tuple[Duplicate, ...]:
    """Modelled relations that valid rules already give without them, by relation id.

    Associations are left out: they say the least and follow from almost anything. ``bounds`` hold per relation.
    """
    bounds = bounds or Bounds(length=4, work=20_000)
    web, number = web_of(scope), scope.index.number
    duplicates: list[Duplicate] = []
    for source in web.elements:
        start = number[source.id]
        first = _Fold(web, start, bounds, certain_only=True).run()
        for edge in web.edges(start):
            state = (edge.other, edge.type, True)
            if edge.meets is End.SOURCE and state in first.doubled and edge.type != "Association":
                relation = edge.relations[0]
                alone = _Fold(web, start, bounds, certain_only=True, avoid={relation.id}).run()
                again = alone.derived(state) if state in alone.steps else None
                if again is not None:
                    duplicates.append(Duplicate(relation, again))
    return tuple(sorted(duplicates, key=lambda d: d.relation.id))
