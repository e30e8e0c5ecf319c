"""Does a situation comply with the requirements of the model: met, violated or undetermined, and why.

A requirement carries conditions (``condition:`` in a model file, `ea_model.metamodel.conditions`). Each check looks at
the model in one situation and answers three-valued. What is not there is absent where the plateau says that it is
complete for that kind, or where its own dates say so; who leads an activity is known only where somebody said it.
Other silence is undetermined. Semantics: docs/SEMANTICS.md 9.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from ea_model.metamodel.archimate import (
    Aggregation,
    Composition,
    Concept,
    Element,
    Realization,
    Relation,
    Specialization,
)
from ea_model.metamodel.conditions import Leader
from ea_model.metamodel.contract import Asset, Condition, Requirement
from ea_model.metamodel.datatypes import text_of
from ea_model.model import wholes_of
from ea_model.scope import Cell, Lead, Scope, Status
from ea_model.values import NO_VALUE, Count, Truth, in_language
from ea_model.words import table

_LED = (Status.COVERED, Status.OWN, Status.JOINT, Status.OVERLAP)
_UNDECIDED = (
    Status.UNKNOWN, Status.INDETERMINATE, Status.EXPIRED, Status.SUPPORTED_ONLY, Status.EXCLUDED, Status.NOT_APPLICABLE,
)  # fmt: skip
"""Nobody is known to lead, which is not to say that nobody does; and where there is no cell nobody can."""


@dataclass(frozen=True, slots=True)
class VerdictReason:
    """What a check found, as label ``Check.<key>`` with its values; texts per language are callables of it."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConditionOutcome:
    """The answer of one condition, and what decided it."""

    truth: Truth
    reasons: tuple[VerdictReason, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A requirement in one situation: YES is met, NO violated, MAYBE undetermined."""

    requirement: Requirement
    outcome: ConditionOutcome

    @property
    def truth(self) -> Truth:
        return self.outcome.truth


def compliance(scope: Scope) -> tuple[Verdict, ...]:
    """The verdict on every requirement of the situation that has a condition, in order of id."""
    return tuple(Verdict(r, judged(scope, r)) for r in with_conditions(scope))


def with_conditions(scope: Scope) -> Iterator[Requirement]:
    """The requirements of a situation that a machine can check."""
    requirements = (r for r in scope.model.by_kind(Requirement) if r.condition and scope.facts.existence(r))
    yield from sorted(requirements, key=lambda r: str(r.id))


def without_conditions(scope: Scope) -> tuple[Requirement, ...]:
    """The requirements of a situation that no machine can test, in order of id."""
    requirements = (r for r in scope.model.by_kind(Requirement) if not r.condition and scope.facts.existence(r))
    return tuple(sorted(requirements, key=lambda r: str(r.id)))


def judged(scope: Scope, requirement: Requirement) -> ConditionOutcome:
    """All conditions of one requirement together."""
    return _all(evaluate(scope, condition) for condition in requirement.condition)


def evaluate(scope: Scope, condition: Condition) -> ConditionOutcome:
    """One condition in one situation."""
    if condition.check == "all":
        return _all(evaluate(scope, part) for part in condition.parts)
    if condition.check == "any":
        return _negated(_all(_negated(evaluate(scope, part)) for part in condition.parts))
    if condition.check == "not":
        return _negated(evaluate(scope, condition.parts[0]))
    return _CHECKS[condition.check](scope, condition)


def _all(outcomes: Iterable[ConditionOutcome]) -> ConditionOutcome:
    """The weakest counts, and what made it so is the reason."""
    parts = tuple(outcomes)
    truth = min((o.truth for o in parts), default=Truth.YES)
    reasons = (reason for o in parts if o.truth is truth for reason in o.reasons)
    return ConditionOutcome(truth, tuple(reasons))


def _negated(outcome: ConditionOutcome) -> ConditionOutcome:
    return ConditionOutcome(Truth(Truth.YES - outcome.truth), outcome.reasons)


def _outcome(truth: Truth, key: str, **values: object) -> ConditionOutcome:
    """An answer with the sentence for it: ``<key>_yes``, ``_no`` or ``_maybe``."""
    return ConditionOutcome(truth, (VerdictReason(f"{key}_{truth.name.lower()}", values),))


def _name(concept: Concept | None) -> Callable[[str], str]:
    return lambda lang: in_language(concept.name or concept.id, lang) if concept is not None else "?"


def _present(scope: Scope, condition: Condition) -> ConditionOutcome:
    subject = condition.subject
    if not _is_evident(scope, subject):
        return _unlisted("present", type(subject), subject=_name(subject))
    return _outcome(scope.facts.existence(subject), "present", subject=_name(subject))


def _is_evident(scope: Scope, concept: Concept) -> bool:
    """Is it there, or is it evidence that it is not: by its own dates, as all of its kind are listed, or by an end?"""
    if scope.facts.existence(concept):
        return True
    if not scope.facts.holds(concept.plateaus):
        return _is_complete(scope, type(concept))
    ends = (concept.source, concept.target) if isinstance(concept, Relation) else ()
    missing = [end for end in ends if not scope.facts.existence(end)]
    return not missing or any(_is_evident(scope, end) for end in missing)


def _is_complete(scope: Scope, *kinds: type[Concept]) -> bool:
    """Does the plateau, or one it is part of, list all there is of each of these kinds?"""
    plateau = scope.moment.plateau
    names = {name for whole in wholes_of(plateau) for name in whole.complete} if plateau is not None else set()
    return all(any(base.__name__ in names for base in kind.__mro__) for kind in kinds)


def _unlisted(key: str, *kinds: type[Concept], **values: object) -> ConditionOutcome:
    """Not there, which is no evidence: the plateau does not say that it lists all of these kinds."""
    names = ", ".join(kind.__name__ for kind in kinds)
    return ConditionOutcome(Truth.MAYBE, (VerdictReason(f"{key}_unlisted", {**values, "kinds": names}),))


def _absent(scope: Scope, condition: Condition) -> ConditionOutcome:
    return _negated(_present(scope, condition))


def _relation(scope: Scope, condition: Condition) -> ConditionOutcome:
    """Is there a relation from one to the other, of that kind where one is named?"""
    source, target = condition.subject, condition.target
    kind = scope.model.metamodel.get(condition.relation or "Relation") or Relation
    relations = [r for r in scope.model.outgoing(source) if r.target is target and isinstance(r, kind)]
    truth = max((scope.facts.existence(r) for r in relations), default=Truth.NO)
    names = {"source": _name(source), "target": _name(target)}
    if not truth and not _is_ruled_out(scope, (source, target), kind):
        return _unlisted("relation", kind, **names)
    return _outcome(truth, "relation", **names)


def _is_ruled_out(scope: Scope, ends: Iterable[Concept | None], *kinds: type[Concept]) -> bool:
    """Can there be no relation of these kinds that is not listed: they all are, or an end is evidently not there?"""
    missing = (end for end in ends if end is not None and not scope.facts.existence(end))
    return any(_is_evident(scope, end) for end in missing) or _is_complete(scope, *kinds)


def _has_part(scope: Scope, condition: Condition) -> ConditionOutcome:
    """Is one a part, at any depth, of the other or of a special case of it (such as its planned state)?"""
    whole, part = condition.subject, condition.target
    best = {whole.id: scope.facts.existence(whole)}
    waiting: list[Concept] = [whole]
    while waiting:
        concept = waiting.pop()
        for step, relation in _inwards(scope, concept):
            truth = min(best[concept.id], scope.facts.existence(relation))
            if truth > best.get(step.id, Truth.NO):
                best[step.id] = truth
                waiting.append(step)
    names = {"part": _name(part), "whole": _name(whole)}
    if part is None or part is whole:
        return _outcome(Truth.NO, "part", **names)
    truth = best.get(part.id, Truth.NO)
    kinds = (Composition, Aggregation, Specialization)
    if not truth and not _is_ruled_out(scope, (whole, part), *kinds):
        return _unlisted("part", *kinds, **names)
    return _outcome(truth, "part", **names)


def _inwards(scope: Scope, concept: Concept) -> Iterator[tuple[Concept, Concept]]:
    """Parts and special cases, each with the relation that makes it so."""
    for relation in scope.model.outgoing(concept):
        if isinstance(relation, (Composition, Aggregation)):
            yield relation.target, relation
    for relation in scope.model.incoming(concept):
        if isinstance(relation, Specialization):
            yield relation.source, relation


def cells_of(scope: Scope, condition: Condition) -> list[Cell]:
    """The cells the check is about; an inner activity stands for its leaves that apply to the element."""
    element = cast(Element, condition.subject)
    cells_asked: list[Cell] = []
    for activity in condition.activities:
        cells = [scope.cell(element, leaf) for leaf in scope.activities.leaves_of(activity)]
        cells_asked += [c for c in cells if c.status is not Status.NOT_APPLICABLE] or cells[:1]
    return cells_asked


def _lead(scope: Scope, condition: Condition) -> ConditionOutcome:
    """Does everything asked lie with whom the check names? What is not there lies with nobody."""
    if not scope.facts.existence(condition.subject):
        return _present(scope, condition)
    return _all(_led(scope, cell, condition) for cell in cells_of(scope, condition))


def _led(scope: Scope, cell: Cell, condition: Condition) -> ConditionOutcome:
    if cell.status is Status.OWN_IMPLICIT:
        own = scope.facts.external[scope.index.number[cell.element.id]] == Truth.NO
        meant = own if condition.by == Leader.OWN else condition.target is not None and condition.target is cell.owner
        return _of_cell(scope, Truth.YES if meant else Truth.NO, cell)
    if cell.status in _UNDECIDED:
        return _of_cell(scope, Truth.MAYBE, cell)
    right = any(_fits(lead, condition) for lead in _sure(cell))
    return _of_cell(scope, Truth.YES if right else Truth.NO, cell)


def _fits(lead: Lead, condition: Condition) -> bool:
    if condition.by in tuple(Leader):
        return lead.provider.own is (condition.by == Leader.OWN)
    return condition.target in lead.parties


def _sure(cell: Cell) -> list[Lead]:
    return [lead for lead in cell.leads if lead.certain and lead.truth is Truth.YES]


def _one_supplier(scope: Scope, condition: Condition) -> ConditionOutcome:
    """Does everything asked lie with one and the same supplier under a contract?"""
    if not scope.facts.existence(condition.subject):
        return _present(scope, condition)
    cells = cells_of(scope, condition)
    each = _all(_by_one_supplier(scope, cell) for cell in cells)
    if each.truth is Truth.YES and len({party for cell in cells for party in supplying(cell)}) > 1:
        return ConditionOutcome(Truth.NO, each.reasons)
    return each


def _by_one_supplier(scope: Scope, cell: Cell) -> ConditionOutcome:
    if cell.status in _UNDECIDED:
        return _of_cell(scope, Truth.MAYBE, cell)
    one = cell.status is Status.COVERED and len(supplying(cell)) == 1
    return _of_cell(scope, Truth.YES if one else Truth.NO, cell)


def supplying(cell: Cell) -> frozenset[tuple[str, int]]:
    """The suppliers that lead a cell for certain, by party and number: a party may stand for several."""
    suppliers: set[tuple[str, int]] = set()
    for lead in _sure(cell):
        contract = lead.provider.contract
        counts = {p.who.id: p.count for p in contract.contractors} if contract is not None else {}
        for party in lead.parties if contract is not None else ():
            count = counts.get(party.id)
            suppliers |= {(party.id, number) for number in range(count.low if isinstance(count, Count) else 1)}
    return frozenset(suppliers)


def _of_cell(scope: Scope, truth: Truth, cell: Cell) -> ConditionOutcome:
    """The sentence for a cell says who has it, whatever was asked."""
    key = {Status.OWN_IMPLICIT: "cell_implicit", Status.NOT_APPLICABLE: "cell_none"}.get(cell.status)
    if key is None:
        key = "cell_led" if cell.status in _LED else "cell_unknown"
    leads = _sure(cell)
    values = {
        "element": _name(cell.element),
        "activity": lambda lang: in_language(scope.model.activities[cell.activity].label, lang),
        "who": lambda lang: ", ".join(
            in_language(p.name or p.id, lang) for p in (*(x for lead in leads for x in lead.parties), *_owner(cell))
        ),
        "under": lambda lang: (
            ", ".join(lead.provider.contract.id for lead in leads if lead.provider.contract is not None)
            or table(lang)["Word.own"]
        ),
    }
    return ConditionOutcome(truth, (VerdictReason(key, values),))


def _owner(cell: Cell) -> tuple[Element, ...]:
    return (cell.owner,) if cell.owner is not None else ()


def takeover_option(scope: Scope, asset: Asset) -> Truth:
    """Can an asset be taken over here: it can be anyway, or something realizes the terms for it."""
    realized = (
        scope.facts.existence(relation)
        for terms in asset.takeover_terms
        for relation in scope.model.incoming(terms)
        if isinstance(relation, Realization)
    )
    stated = scope.facts.unknowns.value(asset, "takeover_option")
    own = Truth.MAYBE if stated is None or isinstance(stated, NO_VALUE) else Truth.YES if stated else Truth.NO
    return max(own, max(realized, default=Truth.NO))


def _takeover_option(scope: Scope, condition: Condition) -> ConditionOutcome:
    asset = cast(Asset, condition.subject)
    return _outcome(takeover_option(scope, asset), "takeover", subject=_name(asset))


def _in_words(texts: list[str], lang: str) -> str:
    return ", ".join(table(lang).get(f"Word.{text}", text) for text in texts)


def _attribute(scope: Scope, condition: Condition) -> ConditionOutcome:
    """Has the concept that value? What nobody stated is undetermined."""
    subject = condition.subject
    value = scope.facts.unknowns.value(subject, condition.feature)
    values = value if isinstance(value, tuple) else (value,)
    texts = [text_of(v) for v in values if v not in (None, "") and not isinstance(v, NO_VALUE)]
    truth = Truth.MAYBE if not texts else Truth.YES if condition.value in texts else Truth.NO
    facts = {"subject": _name(subject), "attribute": condition.feature, "value": lambda lang: _in_words(texts, lang)}
    return _outcome(truth, "attribute", **facts)


_CHECKS: dict[str, Callable[[Scope, Condition], ConditionOutcome]] = {
    "present": _present,
    "absent": _absent,
    "relation": _relation,
    "has_part": _has_part,
    "lead": _lead,
    "one_supplier": _one_supplier,
    "takeover_option": _takeover_option,
    "attribute": _attribute,
}
