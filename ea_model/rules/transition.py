"""Rules about what comes next: what a successor leaves behind, frameworks without bounds, work without use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from ea_model.metamodel.archimate import Concept
from ea_model.metamodel.contract import Contract, FrameworkAgreement, Goal, Tender, WorkPackage
from ea_model.rules import Finding, Rule
from ea_model.rules.goals import is_known, measured_goals
from ea_model.rules.names import Worded, activity_of, name_of
from ea_model.scope import Cell, Scope, Status, contract_scope, scope_of
from ea_model.values import FuzzyDate, Quantity
from ea_model.values.durations import Span, repeated
from ea_model.words import label

_NOBODY = (Status.UNKNOWN, Status.OWN_IMPLICIT, Status.EXCLUDED, Status.EXPIRED, Status.SUPPORTED_ONLY)
_MOST = Span(months=48)
"""Longest a framework agreement may run without a reason of its own (art. 2.140 Aw 2012)."""
_STEPS = 3
"""Relations between a piece of work and the outcome it is for."""
_TOWARDS = ("Realization", "Influence", "Association")


def _handover(scope: Scope) -> Iterator[Finding]:
    """What a contract led in a plateau this one follows, and here neither its successor nor anybody else leads."""
    plateau = scope.moment.plateau
    for past in plateau.follows if plateau is not None else ():
        before = scope_of(scope.model, past)
        for successor in scope.model.contracts:
            for contract in successor.replaces if scope.facts.existence(successor) else ():
                if isinstance(contract, Contract) and before.facts.existence(contract):
                    yield from _left_behind(scope, before, contract, successor)


def _left_behind(scope: Scope, before: Scope, contract: Contract, successor: Contract) -> Iterator[Finding]:
    cells: dict[str, list[Cell]] = {}
    for element, entry in contract_scope(before, contract).leading_cells:
        cell = scope.cell(element, entry.activity)
        if cell.status in _NOBODY and cell.required:
            cells.setdefault(element.id, []).append(cell)
    for element_id, left in cells.items():
        values = {
            "contract": name_of(contract), "successor": name_of(successor), "element": name_of(left[0].element),
            "activities": _activities(scope, left),
        }  # fmt: skip
        yield Finding("HANDOVER", element_id, values, detail=f"{contract.id} {successor.id}")


def _activities(scope: Scope, cells: list[Cell]) -> Worded:
    return lambda lang: ", ".join(activity_of(scope, cell.activity)(lang) for cell in cells)


def _framework(scope: Scope) -> Iterator[Finding]:
    """A framework agreement has a maximum, a rule of call-off, and a reason to run longer than four years."""
    for contract in scope.model.by_kind(FrameworkAgreement):
        if scope.facts.existence(contract):
            for lack in _lacking(contract):
                values = {"contract": name_of(contract), "missing": partial(label, f"Framework.{lack}")}
                yield Finding("FRAMEWORK", contract.id, values, detail=lack)


def _lacking(contract: FrameworkAgreement) -> Iterator[str]:
    if not any(isinstance(most, Quantity) for most in (contract.maximum_value, contract.maximum_quantity)):
        yield "maximum"
    if not is_known(contract.allocation):
        yield "allocation"
    start, end = contract.start, contract.end
    if isinstance(start, FuzzyDate) and isinstance(end, FuzzyDate) and not _is_reasoned(contract):
        most = _MOST.after(start.latest)
        if end.precision == "open" or end.earliest >= most:
            yield "duration"
        elif _extended(contract, end.earliest) >= most:
            yield "extension"


def _is_reasoned(contract: FrameworkAgreement) -> bool:
    return bool(contract.documentation) or is_known(contract.term_reason)


def _extended(contract: FrameworkAgreement, end: date) -> date:
    """The last day after every extension it allows, counted from an end; what is no length adds nothing."""
    if not isinstance(contract.extension, str):
        return end
    try:
        times, span = repeated(contract.extension)
    except ValueError:
        return end
    return span.times(times).after(end)


def _no_benefit(scope: Scope) -> Iterator[Finding]:
    """Work that leads to no goal with a metric, by itself or by what it delivers.

    Asked of work that is no part of other work, in a model that measures goals.
    """
    if not any(measured_goals(scope)):
        return
    for work in scope.model.by_kind(WorkPackage):
        part = any(isinstance(whole, WorkPackage) for whole in _wholes(scope, work))
        if not (part or isinstance(work, Tender)) and scope.facts.existence(work) and not _has_measure(scope, work):
            yield Finding("NOBENEFIT", work.id, {"work": name_of(work)})


def _wholes(scope: Scope, work: WorkPackage) -> Iterator[Concept]:
    yield from (r.source for r in scope.model.incoming(work) if r.type_name in ("Composition", "Aggregation"))


def _has_measure(scope: Scope, work: WorkPackage) -> bool:
    reached: set[Concept] = {work}
    frontier: list[Concept] = [work]
    for _ in range(_STEPS):
        frontier = [
            relation.target
            for concept in frontier
            for relation in scope.model.outgoing(concept)
            if relation.type_name in _TOWARDS and relation.target not in reached
        ]
        reached.update(frontier)
    return any(isinstance(aim, Goal) and is_known(aim.metric) for aim in reached)


RULES = (
    Rule("HANDOVER", _handover),
    Rule("FRAMEWORK", _framework),
    Rule("NOBENEFIT", _no_benefit),
)
