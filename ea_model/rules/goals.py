"""Rules about the programme itself: goals nobody can measure, dependencies nobody listed."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.metamodel.archimate import Aggregation, Association, Composition, Element
from ea_model.metamodel.contract import Goal, WorkPackage
from ea_model.rules import Finding, Rule
from ea_model.rules.names import name_of
from ea_model.scope import Scope
from ea_model.scope.kernel import unique
from ea_model.values import NO_VALUE, Count


def is_known(value: object) -> bool:
    """Is something stated, and not that it is unknown?"""
    return value not in (None, "") and not isinstance(value, NO_VALUE)


def measured_goals(scope: Scope) -> Iterator[Goal]:
    """The goals that are meant to be measured: the model speaks of their metric, or knows a target or a date.

    ArchiMate's goals have no such attributes, so in a model that does not use them no goal is judged.
    """
    for goal in scope.model.by_kind(Goal):
        if goal.metric is not None or is_known(goal.target) or is_known(goal.due):
            yield goal


def _goal(scope: Scope) -> Iterator[Finding]:
    """A goal that is steered on has a metric, and a target or a day."""
    for goal in measured_goals(scope):
        if not is_known(goal.metric) or not (is_known(goal.target) or is_known(goal.due)):
            yield Finding("GOAL", goal.id, {"goal": name_of(goal)})


def registered(scope: Scope, whole: Element) -> tuple[WorkPackage, ...]:
    """The pieces of work a collection names."""
    parts = (r.target for r in scope.model.outgoing(whole) if isinstance(r, (Aggregation, Composition)))
    return tuple(p for p in parts if isinstance(p, WorkPackage))


def _depended_on(scope: Scope) -> Iterator[Element]:
    """What other work depends on, by itself or by what it names; a part of the work is no dependency."""
    index = scope.index
    near = index.relation_kinds.are(Association) & (index.sources >= 0) & (index.targets >= 0)
    near[near] = index.element_kinds.are(WorkPackage)[index.sources[near]]
    yield from (index.elements[number] for number in unique(index.targets[near]))


def _dependencies(scope: Scope) -> Iterator[Finding]:
    """Work depends on a known number of other initiatives, and fewer are registered."""
    for whole in _depended_on(scope):
        count = whole.count
        if not isinstance(count, Count):
            continue
        named = registered(scope, whole)
        collects = isinstance(whole, WorkPackage) or bool(named)
        if collects and len(named) < count.low:
            values = {"whole": name_of(whole), "registered": len(named), "stated": count.low}
            yield Finding("DEP", whole.id, values)


RULES = (
    Rule("GOAL", _goal, always=True),
    Rule("DEP", _dependencies, always=True),
)
