"""Rules about contracts: conflicts, reach, open lists, missing objects and requirements, who of several suppliers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ea_model.metamodel.archimate import (
    Aggregation,
    Association,
    Composition,
    Element,
    Realization,
)
from ea_model.metamodel.contract import Contract, Effect, FrameworkAgreement, Requirement, Tender
from ea_model.questions.compliance import cells_of, evaluate, supplying, with_conditions
from ea_model.rules import Finding, Rule
from ea_model.rules.coverage import speaks_of_scope
from ea_model.rules.names import name_of
from ea_model.scope import Scope, contract_scope
from ea_model.values import NO_VALUE, Count, Truth

_FUNCTIONS = tuple(
    layer + behaviour
    for layer in ("Business", "Application", "Technology")
    for behaviour in ("Function", "Process", "Interaction")
)
_THINGS = ("Application", "Technology", "Physical")
"""Layers of what somebody can look after."""


def _conflict(scope: Scope) -> Iterator[Finding]:
    """The same contract includes and excludes one activity of one subject."""
    effects_by_cell: dict[tuple[str, int, str], dict[str, str]] = {}
    placements = [p for p in scope.propagation.placed if p.truth]
    exclusions = {
        (p.provider, subject) for p in placements if p.statement.effect == Effect.EXCLUDE for subject in p.subjects
    }
    for placed in placements if exclusions else ():
        if not any((placed.provider, subject) in exclusions for subject in placed.subjects):
            continue
        for leaf in scope.activities.leaves_of(placed.statement.activity):
            for subject in placed.subjects:
                effects = effects_by_cell.setdefault((placed.provider, subject, leaf), {})
                effects.setdefault(placed.statement.effect, placed.statement.id)
    pairs: dict[tuple[str, int], tuple[str, str]] = {}
    for (provider, subject, _leaf), effects in effects_by_cell.items():
        if len(effects) == 2:
            pairs.setdefault((provider, subject), (effects[Effect.INCLUDE], effects[Effect.EXCLUDE]))
    for (provider, subject), (include, exclude) in sorted(pairs.items()):
        element = scope.index.elements[subject]
        values = {
            "contract": scope.providers[provider].label(), "element": name_of(element), "include": include,
            "exclude": exclude,
        }  # fmt: skip
        yield Finding("CONFLICT", include, values, detail=exclude)


def _outside_parent(scope: Scope) -> Iterator[Finding]:
    """S10: what a call-off or lot covers must lie within its framework agreement, where that says anything itself."""
    index, contracts = scope.index, scope.index.element_kinds.are(Contract)
    nested = index.relation_kinds.are(Composition, Aggregation) & (scope.facts.relations > 0)
    nested &= (index.sources >= 0) & (index.targets >= 0)
    nested[nested] = contracts[index.sources[nested]] & contracts[index.targets[nested]]
    for number in np.flatnonzero(nested):
        parent, child = index.relations[number].source, index.relations[number].target
        frame = {(e.id, a.activity) for e, a in contract_scope(scope, parent).cells()}
        beyond = [e for e, a in contract_scope(scope, child).cells() if (e.id, a.activity) not in frame]
        for element in dict.fromkeys(beyond):
            values = {"child": name_of(child), "parent": name_of(parent), "element": name_of(element)}
            yield Finding("OUTSIDE_PARENT", child.id, values, detail=element.id)


def _several_suppliers(scope: Scope) -> Iterator[Finding]:
    """A framework agreement with several suppliers says how work is divided over them."""
    for contract in _here(scope):
        if not isinstance(contract, FrameworkAgreement):
            continue
        number = sum(p.count.low if isinstance(p.count, Count) else 1 for p in contract.contractors)
        if number > 1 and (not contract.allocation or isinstance(contract.allocation, NO_VALUE)):
            yield Finding("MULTI", contract.id, {"contract": name_of(contract), "count": number})
    yield from _not_one(scope)


def _not_one(scope: Scope) -> Iterator[Finding]:
    """A requirement wants activities with one supplier, and it is certain that they are not."""
    for requirement in with_conditions(scope):
        for condition in requirement.condition:
            if condition.check == "one_supplier" and evaluate(scope, condition).truth is Truth.NO:
                cells = cells_of(scope, condition)
                values = {
                    "requirement": name_of(requirement),
                    "element": name_of(condition.subject),
                    "count": len({party for cell in cells for party in supplying(cell)}),
                }
                yield Finding("MULTI", requirement.id, values, sentence="RuleVariant.MULTI_requirement")


def _open_list(scope: Scope) -> Iterator[Finding]:
    for contract in _here(scope):
        provider = scope.providers.get(contract.id)
        stated = contract.open_list is True  # a contract about which nothing else is said has an open list too
        if stated or (provider is not None and scope.contract_is_open(provider)):
            yield Finding("OPENLIST", contract.id, {"contract": name_of(contract)})


def _no_requirements(scope: Scope) -> Iterator[Finding]:
    """A contract that is being tendered has at least one requirement with a text."""
    model = scope.model
    for contract in _here(scope):
        incoming = model.incoming(contract)
        tendered = any(isinstance(r, Realization) and isinstance(r.source, Tender) for r in incoming)
        near = [r.source for r in incoming if isinstance(r, Association)]
        near += [r.target for r in model.outgoing(contract) if isinstance(r, (Association, Realization))]
        written = [
            e for e in near if isinstance(e, Requirement) and e.text and not isinstance(e.text, NO_VALUE)
        ]  # fmt: skip
        if tendered and not written:
            yield Finding("NOREQ", contract.id, {"contract": name_of(contract)})


def _no_object(scope: Scope) -> Iterator[Finding]:
    """A contract says what it is about: it names a subject, and the subject is or concerns something that is there."""
    if not speaks_of_scope(scope):
        return
    subjects: dict[str, list[Element]] = {}
    for placed in scope.propagation.placed:
        if placed.statement.effect == Effect.INCLUDE:
            elements = subjects.setdefault(placed.provider, [])  # one that speaks of another plateau has an object too
            if scope.facts.holds(placed.statement.plateaus):
                elements += [scope.index.elements[n] for n in placed.subjects]
    for contract in _here(scope):
        if not _is_agreed(contract) or _has_children(scope, contract):
            continue
        if contract.id not in subjects:
            yield Finding("NOOBJ", contract.id, {"contract": name_of(contract)})
        for element in dict.fromkeys(subjects.get(contract.id, [])):
            if not _is_specified(scope, element):
                values = {"contract": name_of(contract), "element": name_of(element)}
                yield Finding("NOOBJ", contract.id, values, detail=element.id,
                              sentence="RuleVariant.NOOBJ_unspecified")  # fmt: skip


def _is_agreed(contract: Contract) -> bool:
    """Does the model use the contract language for it? In a foreign model a contract may be any document."""
    values = (contract.parties, contract.start, contract.end, contract.signing, contract.contract_status)
    return any(value not in (None, ()) for value in values) or type(contract) is not Contract


def _has_children(scope: Scope, contract: Contract) -> bool:
    return any(
        isinstance(r, (Composition, Aggregation)) and isinstance(r.target, Contract) and scope.facts.existence(r)
        for r in scope.model.outgoing(contract)
    )


def _is_specified(scope: Scope, element: Element) -> bool:
    """A thing is itself; a function says what it works on; a grouping says what is in it."""
    if isinstance(element, scope.model.language.types("Grouping")):
        return any(isinstance(r, (Aggregation, Composition)) for r in scope.model.outgoing(element))
    if not isinstance(element, scope.model.language.types(*_FUNCTIONS)):
        return True
    near = [r.target for r in scope.model.outgoing(element)] + [r.source for r in scope.model.incoming(element)]
    return any(isinstance(e, Element) and e.layer in _THINGS and scope.facts.existence(e) for e in near)


def _here(scope: Scope) -> Iterator[Contract]:
    yield from (c for c in scope.model.contracts if scope.facts.existence(c))


RULES = (
    Rule("CONFLICT", _conflict),
    Rule("OUTSIDE_PARENT", _outside_parent),
    Rule("MULTI", _several_suppliers),
    Rule("OPENLIST", _open_list),
    Rule("NOOBJ", _no_object),
    Rule("NOREQ", _no_requirements),
)
