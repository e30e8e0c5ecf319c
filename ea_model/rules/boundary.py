"""Rules about what crosses or stacks: interfaces without agreement, critical things on unproven ones."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.labels import label
from ea_model.metamodel.archimate import Element, Realization, Serving
from ea_model.rules import Finding, Rule
from ea_model.rules.naming import Worded, name_of
from ea_model.scope import Scope, boundaries_of
from ea_model.severity import Severity
from ea_model.values import Unknown

_AGREED = ("interface_owner", "interface_standard", "interface_requirement")


def _interfaces(scope: Scope) -> Iterator[Finding]:
    """A boundary needs an owner, a standard and a requirement."""
    for boundary in boundaries_of(scope):
        missing = [a for a in _AGREED if _is_missing(boundary.relation.eGet(a))]
        if boundary.internal and missing:
            values = {
                "source": name_of(boundary.source),
                "target": name_of(boundary.target),
                "missing": _listed(missing),
            }
            yield Finding("IFACE", Severity.HIGH, boundary.relation.id, values)


def _listed(missing: list[str]) -> Worded:
    """What is missing in words: owner, standard and requirement."""

    def words(lang: str) -> str:
        *first, last = (label(f"Agreed.{name}", lang) for name in missing)
        return f"{', '.join(first)} {label('Agreed.and', lang)} {last}" if first else last

    return words


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
            yield Finding("CRITFIRST", Severity.HIGH, target.id, values, detail=source.id)


RULES = (
    Rule("IFACE", Severity.HIGH, _interfaces),
    Rule("CRITFIRST", Severity.HIGH, _critical_on_unproven),
)
