"""Rules about what crosses or stacks: interfaces without agreement, critical things on unproven ones."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.metamodel.archimate import Element, Realization, Serving
from ea_model.rules import Finding, Rule, Severity
from ea_model.rules.coverage import name_of
from ea_model.scope import Scope, boundaries_of
from ea_model.values import Unknown

_AGREED = ("interface_owner", "interface_standard", "interface_requirement")


def _interfaces(scope: Scope) -> Iterator[Finding]:
    """A boundary needs an owner, a standard and a requirement."""
    for boundary in boundaries_of(scope):
        missing = [a for a in _AGREED if _is_missing(boundary.relation.eGet(a))]
        if boundary.internal and missing:
            values = {"source": name_of(boundary.source), "target": name_of(boundary.target)}
            yield Finding("IFACE", Severity.HIGH, boundary.relation.id, values)


def _is_missing(value: object) -> bool:
    return value is None or value == "" or isinstance(value, Unknown)


def _critical_on_unproven(scope: Scope) -> Iterator[Finding]:
    """A critical element that depends on one that is new or unproven."""
    for number, relation in enumerate(scope.index.relations):
        supports = isinstance(relation, (Serving, Realization)) and scope.situation.relations[number]
        source, target = relation.source, relation.target
        if not supports or not isinstance(source, Element) or not isinstance(target, Element):
            continue
        if target.criticality == "kritiek" and source.status in ("nieuw", "onbewezen"):
            values = {"element": name_of(target), "source": name_of(source), "status": str(source.status)}
            yield Finding("CRITFIRST", Severity.HIGH, target.id, values)


RULES = (
    Rule("IFACE", Severity.HIGH, _interfaces),
    Rule("CRITFIRST", Severity.HIGH, _critical_on_unproven),
)
