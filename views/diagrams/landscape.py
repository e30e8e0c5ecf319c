"""Everything that somebody must look after, coloured by who does, in frames per layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ea_model.labels import label, label_of
from ea_model.metamodel.archimate import Element, Relation, Serving
from ea_model.scope import Cell, Coverer, Scope, Status
from views.diagram import Diagram, Edge, LegendEntry, Node
from views.diagrams._folding import folded
from views.diagrams._meaning import SEVERAL, STATUS_LOOKS, badge_of, contract_colours, dressed
from views.diagrams._parts import (
    element_node,
    facts,
    frame,
    frame_id,
    name,
    nesting,
    parents_first,
    present,
    relation_edge,
    titled,
)
from views.diagrams._picture import Picture, PictureOptions
from views.names import name_of

MOST_NODES = 600
_MOST_WITH_LINES = 150
"""Boxes beyond which lines would hide what the boxes say."""
LAYERS = ("Strategy", "Business", "Application", "Technology", "Physical")
_WARNINGS = (
    Status.OVERLAP, Status.OWN_IMPLICIT, Status.EXCLUDED, Status.EXPIRED, Status.INDETERMINATE, Status.UNKNOWN,
)  # fmt: skip
"""What the badge counts, the gravest first."""
_NOBODY = (*_WARNINGS[1:5], Status.SUPPORTED_ONLY, Status.UNKNOWN)
"""What decides the colour where nobody leads for certain."""


def build(scope: Scope, options: PictureOptions) -> Diagram:
    """The landscape at the moment of the answer."""
    return _Sketch(scope, options.lang).diagram(options.most_nodes or MOST_NODES)


class _Sketch:
    def __init__(self, scope: Scope, lang: str) -> None:
        self.scope, self.lang = scope, lang
        self.cells: dict[str, list[Cell]] = {}
        for cell in scope.cells():
            self.cells.setdefault(cell.element.id, []).append(cell)
        found = [cells[0].element for cells in self.cells.values()]
        self.elements = sorted(found, key=lambda e: (_layer_order(e), self._owner(e), e.id))
        self.colours = contract_colours(scope.coverers.values())
        self.meanings: set[Status] = set()
        self.leading: set[str] = set()
        self.helped = False

    def _owner(self, element: Element) -> str:
        """Id of the owner, where that is not simply the own organisation."""
        owner = element.owner
        return owner.id if isinstance(owner, Element) and owner is not self.scope.model.organisation else ""

    def _zone(self, element: Element) -> str:
        return f"{element.layer} {self._owner(element)}".strip()

    def diagram(self, most: int) -> Diagram:
        relations = tuple(present(self.scope))
        parts = nesting(relations, {e.id: self._zone(e) for e in self.elements})
        nodes = [*self._frames(), *(self._node(e, parts.get(e.id)) for e in self.elements)]
        edges = self._serving(relations) if len(nodes) <= _MOST_WITH_LINES else []
        drawn = folded(parents_first(nodes), edges, most, self.lang)
        return Diagram(
            id="landscape",
            title=label("Picture.landscape_title", self.lang),
            nodes=drawn.nodes,
            edges=drawn.edges,
            legend=tuple(self._legend()),
            description=label("Picture.landscape_text", self.lang),
            viewpoint="Layered",
            facts=facts(self.scope, self.lang),
        )

    def _frames(self) -> Iterator[Node]:
        """One per layer, and in it one per owner other than the own organisation."""
        seen: set[str] = set()
        for element in self.elements:
            zone, layer = self._zone(element), element.layer
            if layer not in seen:
                yield frame(layer, name_of(layer, self.lang))
            if zone not in seen and zone != layer and isinstance(element.owner, Element):
                owner = label("Picture.owned_by", self.lang, owner=name(element.owner, self.lang))
                yield frame(zone, owner, parent=frame_id(layer))
            seen |= {zone, layer}

    def _serving(self, relations: tuple[Relation, ...]) -> list[Edge]:
        return [
            relation_edge(self.scope, relation, self.lang)
            for relation in relations
            if isinstance(relation, Serving) and {relation.source.id, relation.target.id} <= self.cells.keys()
        ]

    def _node(self, element: Element, whole: Relation | None) -> Node:
        parent = whole.source.id if whole else frame_id(self._zone(element))
        node = element_node(self.scope, element, self.lang, parent)
        cells = self.cells[element.id]
        counts = Counter(cell.status for cell in cells if cell.required)
        leads, helpers, main = _coverers(cells)
        badge = " ".join(f"{badge_of(status, self.lang)} {counts[status]}" for status in _WARNINGS if counts[status])
        words = [f"{label_of(status, self.lang)}: {counts[status]}" for status in Status if counts[status]]
        node = titled(node, *words)
        self.meanings |= {status for status in _WARNINGS if counts[status]}
        names = [coverer.label(self.lang) for coverer in leads]
        names += [f"{coverer.label(self.lang)} (S)" for coverer in helpers]
        self.helped = self.helped or bool(helpers)
        if names:
            node = replace(node, label=f"{node.label}\n{' + '.join(names)}")
        if leads:
            fill = self.colours[main.key] if main else SEVERAL.fill
            self.leading.add(main.key if main else "")
            return replace(node, fill=fill, badge=badge)
        status = next((s for s in _NOBODY if counts[s]), None) or _optional_status(cells)
        self.meanings.add(status)
        return dressed(node, STATUS_LOOKS[status], badge or badge_of(status, self.lang))

    def _legend(self) -> Iterator[LegendEntry]:
        """The contracts that lead somewhere, then what the signs mean."""
        for key, coverer in sorted(self.scope.coverers.items()):
            if key in self.leading:
                contract = coverer.contract
                text = name(contract, self.lang) if contract is not None else label_of(Status.OWN, self.lang)
                yield LegendEntry(self.colours[key], f"{coverer.label(self.lang)} – {text}")
        if "" in self.leading:
            yield LegendEntry(SEVERAL.fill, label("Picture.several", self.lang))
        if self.helped:
            yield LegendEntry("", label("Role.S", self.lang), "(S)")
        for status, look in STATUS_LOOKS.items():
            if status in self.meanings:
                yield LegendEntry(look.fill, label_of(status, self.lang), badge_of(status, self.lang), look.hatched)


def _layer_order(element: Element) -> int:
    return LAYERS.index(element.layer) if element.layer in LAYERS else len(LAYERS)


def _coverers(cells: list[Cell]) -> tuple[list[Coverer], list[Coverer], Coverer | None]:
    """Who leads for certain, the one with most required cells first; who only supports; and who leads most."""
    leads: Counter[str] = Counter()
    found: dict[str, Coverer] = {}
    helpers: dict[str, Coverer] = {}
    for cell in cells:
        for lead in cell.leads:
            if lead.certain:
                found[lead.coverer.key] = lead.coverer
                leads[lead.coverer.key] += 1 + 1000 * cell.required
        helpers |= {lead.coverer.key: lead.coverer for lead in cell.support if lead.certain}
    ordered = sorted(leads, key=lambda key: (-leads[key], key))
    alone = len(ordered) == 1 or (len(ordered) > 1 and leads[ordered[0]] > leads[ordered[1]])
    supporting = [helpers[key] for key in sorted(helpers) if key not in found]
    return [found[key] for key in ordered], supporting, found[ordered[0]] if alone else None


def _optional_status(cells: list[Cell]) -> Status:
    """The colour of an element of which nothing is required: what holds for what is optional."""
    states = {cell.status for cell in cells}
    return next((status for status in _NOBODY if status in states), Status.UNKNOWN)


PICTURE = Picture("landscape", "Picture.landscape", build)
