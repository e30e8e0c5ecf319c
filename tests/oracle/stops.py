"""Is what an explanation says of a "no" true? Each stop held against the plain walk: attempt, relation and rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ea_model.scope import Because, Provider, Reason, Scope, StopRule, contract_scopes, explain
from tests.oracle.kinds import is_a, layer
from tests.oracle.semantics import Walk

PARTS = {Reason.STATED, Reason.DERIVED, Reason.POSSIBLE, Reason.PERHAPS_IN_TIME}


def negatives(scope: Scope) -> Iterator[tuple[Any, str, Provider, tuple[Because, ...]]]:
    """Every required cell and everybody who speaks here without a part in it, with the reasons given."""
    here = [contract.provider for contract in contract_scopes(scope)]
    for cell in scope.cells(required_only=True):
        for provider in here:
            reasons = explain(scope, cell.element, cell.activity, provider).reasons
            if not any(b.reason in PARTS and b.provider == provider for b in reasons):
                yield cell.element, cell.activity, provider, reasons


def untrue(walk: Walk, element: Any, leaf: str, provider: Provider, reasons: tuple[Because, ...]) -> str:
    """What is not true of the explanation of a negative; nothing where all of it is."""
    mine = [b for b in reasons if b.provider == provider]
    if not mine:
        return "no reason"
    somebody = any(leaf == c.leaf and element.id in x for c, x in walk.possible.items())
    if any(b.reason is Reason.SILENCE for b in reasons) and somebody:
        return "silence over a cell that somebody has"
    for because in mine:
        if because.reason is Reason.EXCLUDED and (element.id, provider.key, leaf) not in walk.taken:
            return "is not excluded"
        if because.reason is Reason.ENDED and not any(
            c.provider == provider.key and c.leaf == leaf and element.id in x for c, x in walk.ended.items()
        ):
            return "has not ended"
        if because.reason in (Reason.STOPPED, Reason.ELSEWHERE):
            return _Stop(walk, element, leaf, provider.key, because).untrue()
    return ""


class _Stop:
    """One stop."""

    def __init__(self, walk: Walk, element: Any, leaf: str, provider: str, because: Because) -> None:
        self.walk, self.element, self.leaf, self.provider, self.because = walk, element, leaf, provider, because
        assert because.stopped is not None
        self.stop = because.stopped
        self.said = [
            s for s in walk.model.statements
            if s.effect == "include" and walk.provider(s) == provider and leaf in walk.leaves_of(s.activity)
        ]  # fmt: skip

    def untrue(self) -> str:
        """What is not true of it."""
        stop = self.stop
        if stop.statement is not None and stop.statement not in self.said:
            return "the statement is not about this"
        if stop.source is None:
            return "" if self._at_its_statement() else f"{stop.rule} at the statement"
        ends = {stop.relations[0].source, stop.relations[-1].target} if stop.relations else set()
        for problem, holds in (
            ("the source is not reached", self._reaches(stop.source)),
            ("the target is reached", not self._reaches(stop.target)),
            ("no path to the source", any(p.statement in self.said for p in self.because.paths)),
            ("other ends", ends == {stop.source, stop.target}),
            (f"{stop.rule} does not stop here", self._at_a_relation(stop.source, stop.target)),
        ):
            if not holds:
                return problem
        return ""

    def _reaches(self, element: Any) -> bool:
        labels = (self.walk.possible, self.walk.certain)
        mine = (x for some in labels for c, x in some.items() if c.provider == self.provider and c.leaf == self.leaf)
        return any(element.id in where for where in mine)

    def _at_its_statement(self) -> bool:
        walk, rule, statement = self.walk, self.stop.rule, self.stop.statement
        if rule is StopRule.ACTIVITY:
            return not self.said
        if statement is None:
            return False
        subjects = walk.subjects[statement.id]
        by = self.stop.by
        excluded = by is not None and walk.provider(by) == self.provider and by.effect == "exclude"
        return {
            StopRule.PERIOD: statement.id not in walk.world.valid,
            StopRule.ROLE: statement.role in "CI",
            StopRule.SELECTOR: not subjects,
            StopRule.SITUATION: not subjects,
            StopRule.EXCLUDED: excluded and all((s.id, self.provider, self.leaf) in walk.taken for s in subjects),
            StopRule.UNCONNECTED: not self._is_connected(subjects),
        }[rule]

    def _is_connected(self, subjects: list[Any]) -> bool:
        """Does any arc or crossing relation, in whatever direction, lead from a label to the element?"""
        pairs = [(a.tail, a.head) for a in self.walk.arcs] + [(a.id, b.id) for a, b in self.walk.crossings]
        reached = {s.id for s in subjects}
        while True:
            further = {y for x, y in pairs if x in reached} | {x for x, y in pairs if y in reached}
            if further <= reached:
                return self.element.id in reached
            reached |= further

    def _at_a_relation(self, source: Any, target: Any) -> bool:
        walk, stop, leaf, provider = self.walk, self.stop, self.leaf, self.provider
        is_there = all(r.id in walk.world.relations for r in stop.relations) and target.id in walk.elements
        if stop.rule is StopRule.SITUATION or not is_there:
            return stop.rule is StopRule.SITUATION and not is_there
        against = {a.rule for a in walk.arcs if a.tail == target.id and a.head == source.id}
        along = [a for a in walk.arcs if a.tail == source.id and a.head == target.id]
        carried = [a for a in along if walk.carries(a, leaf)]
        claims = walk.claims.get((target.id, leaf), set()) - walk.family(provider)
        rests = [s for s in self.said if source in walk.subjects[s.id] and s.propagate == "none"]
        by, across = stop.by, layer(source) != layer(target)
        return {
            StopRule.LAYERS: across and is_a(stop.relations[0], "Serving", "Realization", "Assignment"),
            StopRule.CROSSING: is_a(stop.relations[0], "Serving", "Flow", "Triggering", "Access"),
            StopRule.UPWARD: bool(against & {"S1", "S2", "S3", "S6"}),
            StopRule.REALIZED: "S4" in against,
            StopRule.SPECIAL: "S7" in against,
            StopRule.ELSEWHERE: by is not None and walk.provider(by) in claims and target in walk.subjects[by.id],
            StopRule.EXCLUDED: (target.id, provider, leaf) in walk.taken and by is not None and by.effect == "exclude",
            StopRule.HOUSING: leaf != "huisvesting" and any(a.rule == "S6" for a in along),
            StopRule.LAYER: bool(along) and (len(carried) < len(along) or not walk.admits(leaf, target)),
            StopRule.OWNER: bool(along) and walk.external(target),
            StopRule.PROPAGATE: bool(rests) and bool(carried),
        }[stop.rule]
