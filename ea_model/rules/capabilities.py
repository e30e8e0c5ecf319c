"""Rules about what the own organisation must be able to do."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.metamodel.contract import Capability, Maturity
from ea_model.rules import Finding, Rule
from ea_model.rules.names import activity_of, name_of, names_of
from ea_model.scope import Cell, Scope, Status

_WEAK = (Maturity.ABSENT, Maturity.LIMITED)


def _capability(scope: Scope) -> Iterator[Finding]:
    """The own organisation leads something, or has to as its client, that it cannot do (well enough)."""
    weak: dict[tuple[str, str], list[Capability]] = {}
    for capability in scope.model.by_kind(Capability):
        if capability.maturity in _WEAK and scope.facts.existence(capability):
            for need in capability.needed_for:
                for leaf in scope.activities.leaves_of(need.activity):
                    weak.setdefault((need.element.id, leaf), []).append(capability)
    for (element_id, leaf), capabilities in sorted(weak.items()):
        cell = scope.cell(scope.model.element(element_id), leaf)
        if cell.status is Status.NOT_APPLICABLE:  # nobody leads what does not arise here
            continue
        own = _is_own(cell)
        if own or _is_left_to_client(scope, cell):
            values = {
                "element": name_of(cell.element),
                "activity": activity_of(scope, leaf),
                "capabilities": names_of(capabilities),
            }
            sentence = "" if own else "RuleVariant.CAPABILITY_client"
            yield Finding("CAPABILITY", element_id, values, detail=leaf, sentence=sentence)


def _is_own(cell: Cell) -> bool:
    return cell.status is Status.OWN_IMPLICIT or any(lead.provider.own and lead.certain for lead in cell.leads)


def _is_left_to_client(scope: Scope, cell: Cell) -> bool:
    """What is the client's by nature stays with the own organisation while nobody is known to do it."""
    return cell.required and cell.status is Status.UNKNOWN and scope.activities.is_client_side(cell.activity)


RULES = (Rule("CAPABILITY", _capability),)
