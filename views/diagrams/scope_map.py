"""The map of one contract: what is inside, what touches it, and the interfaces across its border."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ea_model.labels import label, label_of
from ea_model.metamodel.archimate import Access, Assignment, Association, Element, Realization, Relation
from ea_model.scope import (
    BoundaryInterface,
    ContractScope,
    Coverer,
    ElementScope,
    Scope,
    ScopeClass,
    boundaries_of,
    contract_scope,
)
from ea_model.scope.terms import IN_SCOPE
from views.diagram import Diagram, Edge, LegendEntry, Node
from views.diagrams._activities import activity_words
from views.diagrams._folding import folded
from views.diagrams._meaning import CLASS_LOOKS, badge_of, class_legend, dressed
from views.diagrams._parts import (
    element_node,
    existence,
    facts,
    frame,
    name,
    nesting,
    note,
    parents_first,
    present,
    relation_edge,
)
from views.diagrams._picture import Picture, PictureOptions

MOST_NODES = 120
_MOST_WORDS = 60
"""Letters of activities that still fit a box."""
_CONTRACT, _INSIDE, _AROUND = "contract", "scope", "around"
"""Zones of the map; the first two have a frame."""
_AROUND_CLASSES = (ScopeClass.EXCLUDED, ScopeClass.TOUCHED, ScopeClass.BOUNDARY)


def build(scope: Scope, options: PictureOptions) -> Diagram:
    """The map of ``options.contract``."""
    sketch = _Sketch(scope, contract_scope(scope, options.contract), options.lang)
    return sketch.diagram(options.most_nodes or MOST_NODES)


class _Sketch:
    """Gathers who stands where, then draws it."""

    def __init__(self, scope: Scope, covered: ContractScope, lang: str) -> None:
        self.scope, self.covered, self.lang = scope, covered, lang
        self.coverer = covered.coverer
        self.entries = {entry.element.id: entry for entry in covered.elements}
        self.relations = tuple(present(scope))
        self.interfaces = {b.relation.id: b for b in boundaries_of(scope) if _crosses(b, self.coverer.key)}
        self.zones: dict[str, str] = {}
        """Element id to zone, in the order of drawing: what matters least comes last."""
        for zone, elements in (
            (_CONTRACT, self._contract_and_parties()),
            (_INSIDE, self._of_class(*IN_SCOPE)),
            (_AROUND, self._of_class(*_AROUND_CLASSES)),
            (_AROUND, self._beyond_interfaces()),
            (_AROUND, self._adjacent()),
        ):
            for element in elements:
                self.zones.setdefault(element.id, zone)

    def _of_class(self, *classes: ScopeClass) -> list[Element]:
        return [entry.element for entry in self.entries.values() if entry.scope_class in classes]

    def _contract_and_parties(self) -> list[Element]:
        """The contract, who is party to it or works under it, and the roles that have access to it."""
        contract = self.coverer.contract
        if contract is None:
            return list(self.coverer.parties)
        placed = (p for p in self.scope.worlds.placed if p.coverer == self.coverer.key and p.truth)
        people = [p.who for p in contract.parties] + [party for p in placed for party in p.statement.parties]
        people += [
            r.source
            for r in self.relations
            if isinstance(r, Access) and r.target is contract and isinstance(r.source, Element)
        ]
        return [contract, *(p for p in people if existence(self.scope, p))]

    def _beyond_interfaces(self) -> Iterator[Element]:
        """The far ends of the interfaces, and services in between that carry no responsibility themselves."""
        for interface in self.interfaces.values():
            for end in (interface.source, interface.target):
                yield end
                if end.id not in self.entries:
                    yield from self._carriers(end)

    def _carriers(self, service: Element) -> Iterator[Element]:
        """What lies between a service and the elements in scope that realize it."""
        waiting, seen = [service], {service.id}
        while waiting:
            for relation in self.scope.model.incoming(waiting.pop()):
                source = relation.source
                carries = isinstance(relation, (Realization, Assignment)) and isinstance(source, Element)
                if carries and source.id not in seen | self.entries.keys() and existence(self.scope, relation):
                    seen.add(source.id)
                    if source.layer == service.layer:
                        waiting.append(source)
                        yield source

    def _adjacent(self) -> Iterator[Element]:
        """What carries responsibility, is no business of this contract, and is tied to something in scope."""
        for relation in self.relations:
            ends = (relation.source, relation.target)
            zones = [self.zones.get(end.id) for end in ends]
            if isinstance(relation, Association) or _INSIDE not in zones:
                continue
            yield from (end for end in ends if isinstance(end, Element) and end.id in self.entries)

    def diagram(self, most: int) -> Diagram:
        parts = nesting(self.relations, self.zones)
        elements = [self.scope.model.element(id_) for id_ in self.zones]
        brief = len(elements) > MOST_NODES // 2
        nodes = [self._contract_frame(), self._scope_frame()]
        nodes += [self._node(e, parts.get(e.id), brief=brief) for e in elements]
        if _INSIDE not in self.zones.values():
            nodes.append(note("nothing", label("Picture.nothing_inside", self.lang), parent=nodes[1].id))
        if self.covered.open_list:
            nodes.append(note("open list", label("Answer.open_list", self.lang), parent=nodes[1].id))
        drawn = folded(parents_first(nodes), self._edges(parts), most, self.lang)
        title = self._title()
        return Diagram(
            id=f"scope {self.coverer.key}",
            title=title,
            nodes=drawn.nodes,
            edges=drawn.edges,
            legend=self._legend(drawn.nodes, drawn.edges),
            description=label("Picture.scope_text", self.lang, contract=title),
            viewpoint="Contract scope",
            facts=facts(self.scope, self.lang, contract=self._named()),
        )

    def _named(self) -> str:
        contract = self.coverer.contract
        short = self.coverer.label(self.lang)
        return f"{short} {name(contract, self.lang)}" if contract is not None else short

    def _title(self) -> str:
        return label("Picture.scope_title", self.lang, contract=self._named())

    def _contract_frame(self) -> Node:
        own = self.coverer.own
        return frame(_CONTRACT, label("Picture.own_parties" if own else "Picture.contract_and_parties", self.lang))

    def _scope_frame(self) -> Node:
        title = label("Picture.scope_title", self.lang, contract=self.coverer.label(self.lang))
        return frame(_INSIDE, title, dashed=True)

    def _node(self, element: Element, whole: Relation | None, *, brief: bool) -> Node:
        zone = self.zones[element.id]
        outer = f"frame {zone}" if zone != _AROUND else None
        node = element_node(self.scope, element, self.lang, whole.source.id if whole else outer)
        if zone == _CONTRACT:
            return self._as_party(node, element)
        entry = self.entries.get(element.id)
        if entry is None:
            return node
        node = self._classed(node, entry)
        if zone == _AROUND:
            return self._with_others(node)
        words = activity_words(self.scope, element, entry.activities, self.lang)
        node = replace(node, title="; ".join(part for part in (node.title, words) if part))
        short = not brief and words and len(words) <= _MOST_WORDS
        return replace(node, label=f"{node.label}\n{words}") if short else node

    def _as_party(self, node: Node, element: Element) -> Node:
        """Party to the contract: client or contractor, said in the badge."""
        contract = self.coverer.contract
        if contract is None or element is contract:
            return replace(node, emphasis=element is contract)
        capacities = dict.fromkeys(p.capacity for p in contract.parties if p.who is element)
        return replace(node, badge=" + ".join(label(f"Word.{capacity}", self.lang) for capacity in capacities))

    def _classed(self, node: Node, entry: ElementScope) -> Node:
        """Fill and badge of the decisive class, with signs for being shared and for what is excluded."""
        signs = [entry.scope_class]
        signs += [
            extra
            for extra in (ScopeClass.SHARED, ScopeClass.EXCLUDED)
            if extra in entry.classes and extra is not entry.scope_class
        ]
        words = [label_of(sign, self.lang) for sign in signs]
        if entry.sharing is not None:
            words.append(label_of(entry.sharing, self.lang))
        if entry.excluded:
            labels = self.scope.activities.by_id
            words.append("– " + ", ".join(label_of_activity(labels[leaf].label, self.lang) for leaf in entry.excluded))
        badge = " ".join(badge_of(sign, self.lang) for sign in signs)
        titled = replace(node, title="; ".join(part for part in (node.title, *words) if part))
        return dressed(titled, CLASS_LOOKS[entry.scope_class], badge)

    def _with_others(self, node: Node) -> Node:
        """Who is on the other side, under the name."""
        sides = [
            side
            for b in self.interfaces.values()
            for end, side in ((b.source, b.source_side), (b.target, b.target_side))
            if end.id == node.id
        ]
        if not sides:
            return node
        return replace(node, label=f"{node.label}\n{self._side(sides[0])}")

    def _side(self, side: tuple[Coverer, ...]) -> str:
        words = (coverer.label(self.lang) for coverer in side)
        return " + ".join(words) or label("Status.UNKNOWN", self.lang)

    def _edges(self, parts: dict[str, Relation]) -> list[Edge]:
        """The relations that say something about this contract; nesting shows those of a part with its whole."""
        drawn = {relation.id for relation in parts.values()}
        return [
            self._edge(relation)
            for relation in self.relations
            if relation.id not in drawn and (relation.id in self.interfaces or self._tells(relation))
        ]

    def _tells(self, relation: Relation) -> bool:
        zones = [self.zones.get(end.id) for end in (relation.source, relation.target)]
        if None in zones:
            return False
        contract = self.coverer.contract
        of_contract = contract is not None and contract.id in (relation.source.id, relation.target.id)
        carried = isinstance(relation, Realization) and zones == [_AROUND, _AROUND]
        return of_contract or _INSIDE in zones or zones == [_CONTRACT, _CONTRACT] or carried

    def _edge(self, relation: Relation) -> Edge:
        interface = self.interfaces.get(relation.id)
        if interface is None:
            return relation_edge(self.scope, relation, self.lang)
        sides = f"{self._side(interface.source_side)} – {self._side(interface.target_side)}"
        title = f"{label_of(interface.kind, self.lang)}: {sides}"
        return relation_edge(self.scope, relation, self.lang, emphasis=True, title=title)

    def _legend(self, nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> tuple[LegendEntry, ...]:
        ids = {node.element for node in nodes if self.zones.get(node.element or "") in (_INSIDE, _AROUND)}
        shown = [entry for id_, entry in self.entries.items() if id_ in ids]
        found = {entry.scope_class for entry in shown}
        found |= {ScopeClass.SHARED for entry in shown if ScopeClass.SHARED in entry.classes}
        found |= {ScopeClass.EXCLUDED for entry in shown if entry.excluded}
        return class_legend(found, self.lang, interfaces=any(edge.emphasis for edge in edges))


def _crosses(interface: BoundaryInterface, key: str) -> bool:
    """The contract is on one side only."""
    sides = [{coverer.key for coverer in side} for side in (interface.source_side, interface.target_side)]
    return (key in sides[0]) != (key in sides[1])


PICTURE = Picture("scope", "Picture.scope", build, per_contract=True)
