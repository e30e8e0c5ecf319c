"""The map of one contract: what is inside, what touches it, and the interfaces across its border."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ea_model.metamodel.archimate import Element, Relation
from ea_model.scope import ContractScope, ElementScope, Provider, Scope, ScopeClass, contract_scope
from ea_model.values import Count, Truth, in_language
from ea_model.views.diagrams.shared.activities import ActivityWords
from ea_model.views.diagrams.shared.folding import bundled, folded
from ea_model.views.diagrams.shared.meaning import BYSTANDER, CLASS_LOOKS, badge_of, class_legend, dressed
from ea_model.views.diagrams.shared.parts import (
    element_node,
    facts,
    frame,
    frame_id,
    name,
    nesting,
    note,
    parents_first,
    relation_edge,
    titled,
)
from ea_model.views.diagrams.shared.picture import ComputedPicture
from ea_model.views.diagrams.shared.zones import Zone, Zones
from ea_model.views.picture_options import PictureOptions
from ea_model.views.scene.diagram import Diagram, Edge, LegendEntry, Node
from ea_model.views.scene.notation import notation_of
from ea_model.words import label, label_of

MOST_NODES = 120
_MOST_WITH_WORDS = 60
"""Boxes beyond which activities are told in tooltips only."""
_MOST_LINES = 12
"""Lines of a kind from one box into the scope beyond which they become one."""
_MOST_WORDS = 60
"""Letters of activities that still fit a box."""


def build(scope: Scope, options: PictureOptions) -> Diagram:
    """The map of ``options.contract``."""
    sketch = _ScopeMapBuilder(scope, contract_scope(scope, options.contract), options.lang)
    return sketch.diagram(options.most_nodes or MOST_NODES)


class _ScopeMapBuilder:
    """Draws the zones."""

    def __init__(self, scope: Scope, covered: ContractScope, lang: str) -> None:
        self.scope, self.covered, self.lang = scope, covered, lang
        self.provider = covered.provider
        self.zones = Zones(covered)
        self.words = ActivityWords(scope, covered.provider, lang)
        self.brief = len(self.zones.of) > _MOST_WITH_WORDS

    def diagram(self, most: int) -> Diagram:
        named = self._named()
        title = label("Picture.scope_title", self.lang, contract=named)
        parts = nesting(self.zones.relations, {id_: zone.value for id_, zone in self.zones.of.items()})
        inside = {relation.id for relation in parts.values()}
        edges = [self._edge(r) for r in self.zones.relations if r.id not in inside and self.zones.tells(r)]
        members = {id_ for id_, zone in self.zones.of.items() if zone is Zone.INSIDE}
        edges = bundled(edges, members, frame_id(Zone.INSIDE.value), _MOST_LINES, self.lang)
        folding = folded(parents_first([*self._frames(), *self._boxes(parts)]), edges, most, self.lang)
        return Diagram(
            id=f"scope {self.provider.key}",
            title=title,
            nodes=folding.nodes,
            edges=folding.edges,
            legend=self._legend(folding.nodes, folding.edges),
            description=label("Picture.scope_text", self.lang, contract=title),
            viewpoint="Contract scope",
            facts=facts(self.scope, self.lang, **{"party" if self.provider.own else "contract": named}),
        )

    def _named(self) -> str:
        """The contract by id and name, the own organisation by name."""
        short, contract = self.provider.label(self.lang), self.provider.contract
        return f"{short} {name(contract, self.lang)}" if contract is not None else short

    def _frames(self) -> Iterator[Node]:
        """The contract with its parties, and what is in scope, with what is remarkable about either."""
        if self.provider.contract is not None:
            yield frame(Zone.CONTRACT.value, label("Picture.contract_and_parties", self.lang))
        title = label("Picture.scope_title", self.lang, contract=self.provider.label(self.lang))
        scope = frame(Zone.INSIDE.value, title, dashed=True)
        yield scope
        if Zone.INSIDE not in self.zones.of.values():
            yield note("nothing", label("Picture.nothing_inside", self.lang), parent=scope.id)
        if self.covered.open_list:
            yield note("open list", label("Answer.open_list", self.lang), parent=scope.id)

    def _boxes(self, parts: dict[str, Relation]) -> Iterator[Node]:
        for id_, zone in self.zones.of.items():
            element = self.scope.index.elements[self.scope.index.number[id_]]
            outer = None if zone is Zone.AROUND else frame_id(zone.value)
            parent = parts[id_].source.id if id_ in parts else outer
            node = element_node(self.scope, element, self.lang, parent)
            entry = self.zones.entries.get(id_)
            if zone is Zone.CONTRACT:
                yield self._as_party(node, element)
            elif entry is None:
                yield node if id_ in self.zones.services else dressed(node, BYSTANDER, "")
            elif zone is Zone.INSIDE:
                yield self._with_activities(self._classed(node, entry), entry)
            else:
                yield self._with_others(self._classed(node, entry))

    def _as_party(self, node: Node, element: Element) -> Node:
        """The contract stands out; who is party to it has a badge that says as what."""
        contract = self.provider.contract
        if contract is None or element is contract:
            return replace(node, emphasis=True)
        parts = [p for p in contract.parties if p.who is element]
        capacities = (label(f"Word.{capacity}", self.lang) for capacity in dict.fromkeys(p.capacity for p in parts))
        count = next((f" ({p.count})" for p in parts if isinstance(p.count, Count) and str(p.count) != "1"), "")
        return replace(node, label=node.label + count, badge=" + ".join(capacities))

    def _classed(self, node: Node, entry: ElementScope) -> Node:
        """Fill and badge of the decisive class, with signs for being shared and for what is excluded."""
        signs = [entry.scope_class]
        signs += [
            sign
            for sign in (ScopeClass.SHARED, ScopeClass.EXCLUDED)
            if sign in entry.classes and sign is not entry.scope_class
        ]
        words = [label_of(sign, self.lang) for sign in signs if sign is not ScopeClass.EXCLUDED]
        if entry.sharing is not None:
            words.append(label_of(entry.sharing, self.lang))
        if entry.excluded:
            by_id = self.scope.activities.by_id
            labels = (in_language(by_id[leaf].label, self.lang) or leaf for leaf in entry.excluded)
            words.append(f"{label_of(ScopeClass.EXCLUDED, self.lang)}: {', '.join(labels)}")
        if entry.activities and all(scoped.truth is Truth.MAYBE for scoped in entry.activities):
            node = replace(node, dashed=True)
            words.append(label("Reason.PERHAPS_IN_TIME", self.lang))
        badge = " ".join(badge_of(sign, self.lang) for sign in signs)
        return dressed(titled(node, *words), CLASS_LOOKS[entry.scope_class], badge)

    def _with_activities(self, node: Node, entry: ElementScope) -> Node:
        """What the contract does on the element: under the name where there is room, and in the tooltip."""
        words = self.words.of(entry)
        if words and not self.brief and len(words) <= _MOST_WORDS:
            return replace(node, label=f"{node.label}\n{words}")
        return titled(node, words)

    def _with_others(self, node: Node) -> Node:
        """Who is on the other side, under the name."""
        for interface in self.zones.interfaces.values():
            for end, side in (
                (interface.source, interface.source_side),
                (interface.target, interface.target_side),
            ):
                if end.id == node.id:
                    return replace(node, label=f"{node.label}\n({self._side(side)})")
        return node

    def _side(self, side: tuple[Provider, ...]) -> str:
        words = (provider.label(self.lang) for provider in side)
        return " + ".join(words) or label("Status.UNKNOWN", self.lang)

    def _edge(self, relation: Relation) -> Edge:
        interface = self.zones.interfaces.get(relation.id)
        if interface is None:
            return relation_edge(self.scope, relation, self.lang)
        sides = f"{self._side(interface.source_side)} – {self._side(interface.target_side)}"
        title = f"{label_of(interface.kind, self.lang)}: {sides}"
        return relation_edge(self.scope, relation, self.lang, emphasis=True, title=title)

    def _legend(self, nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> tuple[LegendEntry, ...]:
        """What the drawn boxes and lines use."""
        ids = {node.element for node in nodes if self.zones.of.get(node.element or "") is not Zone.CONTRACT}
        entries = [entry for id_, entry in self.zones.entries.items() if id_ in ids]
        classes = {entry.scope_class for entry in entries}
        classes |= {ScopeClass.SHARED for entry in entries if ScopeClass.SHARED in entry.classes}
        classes |= {ScopeClass.EXCLUDED for entry in entries if entry.excluded}
        roles = [] if self.brief else [scoped.role for entry in entries for scoped in entry.activities]
        legend = class_legend(
            classes,
            sorted(set(roles)),
            self.lang,
            bystanders=any(node.fill == BYSTANDER.fill and not node.badge for node in nodes),
            interfaces=any(edge.emphasis for edge in edges),
        )
        kinds = sorted({node.kind for node in nodes if node.element in self.zones.services})
        fills = dict.fromkeys(notation_of(kind).fill for kind in kinds)
        return (*legend, *(LegendEntry(fill, label("Picture.scope_service", self.lang)) for fill in fills))


PICTURE = ComputedPicture("scope", 1, build, needs=("contract",))
