"""Rules about what crosses or stacks: interfaces without agreement, critical things on unproven ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ea_model.metamodel.archimate import LifeStatus, Realization, Serving
from ea_model.rules import Finding, FindingBlock, Rule
from ea_model.rules.names import Worded, name_of
from ea_model.scope import Scope, boundary_columns, missing_agreements
from ea_model.scope.index import INTERFACE
from ea_model.words import label


def _interfaces(scope: Scope) -> Iterator[FindingBlock]:
    """A boundary needs an owner, a standard and a requirement."""
    boundaries, relations, elements = boundary_columns(scope), scope.index.relations, scope.index.elements
    interfaces = boundaries.found
    agreed = {  # few relations hold anything about it
        position: missing_agreements(relations[interfaces.relations[position]])
        for position in np.flatnonzero(interfaces.internal & scope.index.agreed[interfaces.relations]).tolist()
    }
    wanting = interfaces.internal.copy()
    wanting[[position for position, missing in agreed.items() if not missing]] = False
    positions = np.flatnonzero(wanting)

    def make(number: int) -> Finding:
        position = int(positions[number])
        values = {
            "source": name_of(elements[interfaces.sources[position]]),
            "target": name_of(elements[interfaces.targets[position]]),
            "missing": _listed(agreed.get(position, INTERFACE)),
        }
        return Finding("IFACE", relations[interfaces.relations[position]].id, values)

    yield FindingBlock("IFACE", len(positions), make)


def _listed(missing: tuple[str, ...]) -> Worded:
    """What is missing in words: owner, standard and requirement."""

    def words(lang: str) -> str:
        *first, last = (label(f"Agreed.{name}", lang) for name in missing)
        return f"{', '.join(first)} {label('Agreed.and', lang)} {last}" if first else last

    return words


def _critical_on_unproven(scope: Scope) -> Iterator[Finding]:
    """A critical element that depends on one that is new or unproven."""
    index = scope.index
    dependencies = index.relation_kinds.are(Serving, Realization) & (scope.facts.relations > 0)
    dependencies &= (index.sources >= 0) & (index.targets >= 0)
    dependencies[dependencies] = index.critical[index.targets[dependencies]]
    for number in np.flatnonzero(dependencies):
        source, target = index.elements[index.sources[number]], index.elements[index.targets[number]]
        if source.status in (LifeStatus.NEW, LifeStatus.UNPROVEN):
            values = {"element": name_of(target), "source": name_of(source), "status": _life(source.status)}
            yield Finding("CRITFIRST", target.id, values, detail=source.id)


def _life(status: LifeStatus) -> Worded:
    return lambda lang: label(f"Word.{status}", lang)


RULES = (
    Rule("IFACE", _interfaces),
    Rule("CRITFIRST", _critical_on_unproven),
)
