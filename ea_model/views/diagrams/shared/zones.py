"""Who stands where on the map of a contract: at the contract, inside its scope, or around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from ea_model.metamodel.archimate import Access, Assignment, Association, Element, Realization, Relation
from ea_model.scope import BoundaryInterface, ContractScope, ElementScope, ScopeClass, boundaries_of
from ea_model.scope.enums import IN_SCOPE
from ea_model.views.diagrams.shared.parts import existence, present

_AROUND_CLASSES = (ScopeClass.EXCLUDED, ScopeClass.TOUCHED, ScopeClass.BOUNDARY)


class Zone(Enum):
    """A part of the map."""

    CONTRACT = "contract"
    INSIDE = "scope"
    AROUND = "around"


class Zones:
    """The elements on the map of one contract, each in its zone, and the relations that matter there."""

    def __init__(self, covered: ContractScope) -> None:
        self.scope, self.provider = covered.scope, covered.provider
        self.entries: dict[str, ElementScope] = {entry.element.id: entry for entry in covered.elements}
        self.relations = tuple(present(self.scope))
        self.interfaces: dict[str, BoundaryInterface] = {
            b.relation.id: b for b in boundaries_of(self.scope) if _crosses(b, self.provider.key)
        }
        self.services: set[str] = set()
        """Elements without responsibilities through which what is inside meets others."""
        self.of: dict[str, Zone] = {}
        """Element id to zone, in the order of drawing: what matters least comes last."""
        self._add(Zone.CONTRACT, self._contract_and_parties())
        self._add(Zone.INSIDE, self._of_class(*IN_SCOPE))
        self._add(Zone.AROUND, self._of_class(*_AROUND_CLASSES))
        self._add(Zone.AROUND, self._beyond_interfaces())
        self._add(Zone.AROUND, list(self._adjacent()))

    def _add(self, zone: Zone, elements: Iterable[Element]) -> None:
        for element in elements:
            self.of.setdefault(element.id, zone)

    def _of_class(self, *classes: ScopeClass) -> Iterator[Element]:
        yield from (entry.element for entry in self.entries.values() if entry.scope_class in classes)

    def _contract_and_parties(self) -> Iterator[Element]:
        """The contract, who is party to it or works under it, and the roles that have access to it."""
        contract = self.provider.contract
        if contract is None:
            return
        yield contract
        placed = [p for p in self.scope.propagation.placed if p.provider == self.provider.key and p.truth]
        people = [p.who for p in contract.parties] + [party for p in placed for party in p.statement.parties]
        having = (r.source for r in self.relations if isinstance(r, Access) and r.target is contract)
        people += [source for source in having if isinstance(source, Element)]
        yield from (person for person in people if existence(self.scope, person))

    def _beyond_interfaces(self) -> Iterator[Element]:
        """The far ends of the interfaces, and the services by which they are reached."""
        for interface in self.interfaces.values():
            for end, side in (
                (interface.source, interface.source_side),
                (interface.target, interface.target_side),
            ):
                yield end
                if end.id not in self.entries and any(c.key == self.provider.key for c in side):
                    self.services.add(end.id)
                    yield from self._carriers(end)

    def _carriers(self, service: Element) -> Iterator[Element]:
        """What lies between a service and the elements in scope that realize it."""
        waiting = [service]
        while waiting:
            for relation in self.scope.model.incoming(waiting.pop()):
                source = relation.source
                if not isinstance(relation, (Realization, Assignment)) or not isinstance(source, Element):
                    continue
                listed = source.id in self.services or source.id in self.entries
                if not listed and source.layer == service.layer and existence(self.scope, relation):
                    self.services.add(source.id)
                    waiting.append(source)
                    yield source

    def _adjacent(self) -> Iterator[Element]:
        """What carries responsibility, is no business of this contract, and is tied to something in scope."""
        for relation in self.relations:
            ends = (relation.source, relation.target)
            if isinstance(relation, Association) or Zone.INSIDE not in map(self._zone, ends):
                continue
            yield from (end for end in ends if isinstance(end, Element) and end.id in self.entries)

    def _zone(self, end: object) -> Zone | None:
        return self.of.get(end.id) if isinstance(end, Element) else None

    def tells(self, relation: Relation) -> bool:
        """Does the relation say something about this contract? Those among bystanders do not."""
        if relation.id in self.interfaces:
            return True
        zones = {self._zone(relation.source), self._zone(relation.target)}
        if None in zones:
            return False
        ends = {relation.source.id, relation.target.id}
        contract = self.provider.contract
        return (
            Zone.INSIDE in zones
            or zones == {Zone.CONTRACT}
            or (contract is not None and contract.id in ends)
            or (isinstance(relation, Realization) and ends <= self.services)
        )


def _crosses(interface: BoundaryInterface, key: str) -> bool:
    """The contract is on one side only."""
    sides = [{provider.key for provider in side} for side in (interface.source_side, interface.target_side)]
    return (key in sides[0]) != (key in sides[1])
