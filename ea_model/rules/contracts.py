"""Rules about contracts: conflicting statements, children outside their parent, open lists, missing requirements."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.metamodel.archimate import Aggregation, Association, Composition, Realization
from ea_model.metamodel.contract import Contract, FrameworkAgreement, Requirement, Tender
from ea_model.rules import Finding, Rule, Severity
from ea_model.rules.coverage import name_of
from ea_model.scope import Scope, contract_scope
from ea_model.values import NO_VALUE, Count


def _conflict(scope: Scope) -> Iterator[Finding]:
    """The same contract includes and excludes one activity of one subject."""
    said: dict[tuple[str, int, str], dict[str, str]] = {}
    for placed in scope.worlds.placed:
        if not placed.truth:
            continue
        for leaf in scope.activities.leaves_of(placed.statement.activity):
            for subject in placed.subjects:
                effects = said.setdefault((placed.coverer, subject, leaf), {})
                effects.setdefault(placed.statement.effect, placed.statement.id)
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for (coverer, subject, _leaf), effects in said.items():
        if len(effects) == 2:
            found.setdefault((coverer, subject), (effects["include"], effects["exclude"]))
    for (coverer, subject), (include, exclude) in sorted(found.items()):
        element = scope.index.elements[subject]
        values = {
            "contract": scope.coverers[coverer].label(), "element": name_of(element), "include": include,
            "exclude": exclude,
        }  # fmt: skip
        yield Finding("CONFLICT", Severity.HIGH, include, values)


def _outside_parent(scope: Scope) -> Iterator[Finding]:
    """S10: what a call-off or lot covers must lie within its framework agreement."""
    for number, relation in enumerate(scope.index.relations):
        parent, child = relation.source, relation.target
        nested = isinstance(relation, (Composition, Aggregation)) and scope.situation.relations[number]
        if not nested or not isinstance(parent, Contract) or not isinstance(child, Contract):
            continue
        frame = {(e.id, a.activity) for e, a in contract_scope(scope, parent).cells()}
        beyond = [e for e, a in contract_scope(scope, child).cells() if (e.id, a.activity) not in frame]
        for element in dict.fromkeys(beyond):
            values = {"child": name_of(child), "parent": name_of(parent), "element": name_of(element)}
            yield Finding("OUTSIDE_PARENT", Severity.HIGH, child.id, values)


def _several_suppliers(scope: Scope) -> Iterator[Finding]:
    """A framework agreement with several suppliers says how work is divided over them."""
    for contract in _here(scope):
        if not isinstance(contract, FrameworkAgreement):
            continue
        number = sum(p.count.low if isinstance(p.count, Count) else 1 for p in contract.contractors)
        if number > 1 and (not contract.allocation or isinstance(contract.allocation, NO_VALUE)):
            yield Finding("MULTI", Severity.HIGH, contract.id, {"contract": name_of(contract), "count": number})


def _open_list(scope: Scope) -> Iterator[Finding]:
    for contract in _here(scope):
        coverer = scope.coverers.get(contract.id)
        if coverer is not None and scope.contract_is_open(coverer):
            yield Finding("OPENLIST", Severity.MEDIUM, contract.id, {"contract": name_of(contract)})


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
            yield Finding("NOREQ", Severity.HIGH, contract.id, {"contract": name_of(contract)})


def _here(scope: Scope) -> Iterator[Contract]:
    yield from (c for c in scope.model.contracts if scope.situation.existence(c))


RULES = (
    Rule("CONFLICT", Severity.HIGH, _conflict),
    Rule("OUTSIDE_PARENT", Severity.HIGH, _outside_parent),
    Rule("MULTI", Severity.HIGH, _several_suppliers),
    Rule("OPENLIST", Severity.MEDIUM, _open_list),
    Rule("NOREQ", Severity.HIGH, _no_requirements),
)
