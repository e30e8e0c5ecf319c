"""Everything that somebody must look after, in frames per layer and domain, coloured by who does or by what is asked.

``colour_by``: ``contract`` (or nothing), ``status``, ``severity``, ``plateau``, or any attribute or property, such as
``criticality``. Very many boxes become one per kind and colour, with their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ea_model.metamodel.archimate import Aggregation, Composition, Element, Relation, Serving, archimate_type
from ea_model.scope import Cell, Provider, Scope, Status
from ea_model.views.diagrams.shared.colouring import Colouring, colouring
from ea_model.views.diagrams.shared.counting import counted
from ea_model.views.diagrams.shared.meaning import SEVERAL, STATUS_LOOKS, badge_of, contract_colours, dressed
from ea_model.views.diagrams.shared.parts import (
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
from ea_model.views.diagrams.shared.picture import ComputedPicture
from ea_model.views.picture_options import PictureOptions
from ea_model.views.scene.diagram import Diagram, Edge, LegendEntry, Node
from ea_model.views.words.kinds import name_of
from ea_model.words import label, label_of

MOST_NODES = 600
_MOST_LARGE = 150
"""Boxes beyond which all of them get small."""
LAYERS = ("Motivation", "Strategy", "Business", "Application", "Technology", "Physical")
_WARNINGS = (
    Status.OVERLAP, Status.OWN_IMPLICIT, Status.EXCLUDED, Status.EXPIRED, Status.INDETERMINATE, Status.UNKNOWN,
)  # fmt: skip
"""What the badge counts, the gravest first."""
_NOBODY = (*_WARNINGS[1:5], Status.SUPPORTED_ONLY, Status.UNKNOWN)
"""What decides the colour where nobody leads for certain."""
BY_CONTRACT = ("", "contract")


def build(scope: Scope, options: PictureOptions) -> Diagram:
    """The landscape at the moment of the answer."""
    if options.colour_by in BY_CONTRACT:
        return _ByContract(scope, options.lang).diagram(options.most_nodes or MOST_NODES)
    colours = colouring(scope, options.colour_by, options.lang)
    return _ByValue(scope, options.lang, colours).diagram(options.most_nodes or MOST_NODES)


class _LandscapeBuilder:
    """Frames, boxes and lines; who draws decides which elements, and what a box says."""

    most_with_lines = 150
    """Boxes and frames beyond which lines would hide what the boxes say."""

    def __init__(self, scope: Scope, lang: str, elements: Sequence[Element]) -> None:
        self.scope, self.lang = scope, lang
        self.relations = tuple(present(scope))
        self.domains = _domains(self.relations)
        self.elements = sorted(elements, key=self._place)
        self.ids = {e.id for e in self.elements}
        self.small = len(self.elements) > _MOST_LARGE
        self.title = label("Picture.landscape_title", lang)
        self.text = label("Picture.landscape_text", lang)
        self.key = "landscape"

    def _place(self, element: Element) -> tuple[int, str, str, str, str]:
        """By layer and domain, then by name."""
        return _layer_order(element), *self._domain(element), name(element, self.lang).casefold(), element.id

    def _domain(self, element: Element) -> tuple[str, str]:
        """Id of the grouping it is in and of its owner, where that is not simply the own organisation."""
        owner, domain = element.owner, self.domains.get(element.id)
        stranger = isinstance(owner, Element) and owner is not self.scope.model.organisation
        return (domain.id, "") if domain else ("", owner.id if stranger and isinstance(owner, Element) else "")

    def _zone(self, element: Element) -> str:
        return " ".join([element.layer, *filter(None, self._domain(element))])

    def diagram(self, most: int) -> Diagram:
        parts = nesting(self.relations, {e.id: self._zone(e) for e in self.elements})
        nodes = [*self._frames(), *(self._placed(e, parts.get(e.id)) for e in self.elements)]
        edges = self._serving() if len(nodes) <= self.most_with_lines else []
        return Diagram(
            id=self.key,
            title=self.title,
            nodes=counted(parents_first(nodes), most, self._kind_of, self.lang),
            edges=tuple(edges),
            legend=tuple(self.legend()),
            description=self.text,
            viewpoint="Layered",
            facts=facts(self.scope, self.lang),
        )

    def _kind_of(self, element_id: str) -> str:
        return name_of(archimate_type(type(self.scope.model[element_id])), self.lang)

    def _frames(self) -> Iterator[Node]:
        """One per layer, and in it one per grouping or owner other than the own organisation."""
        frames: set[str] = set()
        for element in self.elements:
            zone, layer = self._zone(element), element.layer
            if layer not in frames:
                yield frame(layer, name_of(layer, self.lang))
            if zone not in frames and zone != layer:
                yield frame(zone, self._domain_title(element), parent=frame_id(layer))
            frames |= {zone, layer}

    def _domain_title(self, element: Element) -> str:
        domain = self.domains.get(element.id)
        if domain is not None:
            return name(domain, self.lang)
        owner = element.owner
        return label("Picture.owned_by", self.lang, owner=name(owner, self.lang) if isinstance(owner, Element) else "")

    def _serving(self) -> list[Edge]:
        return [
            relation_edge(self.scope, relation, self.lang)
            for relation in self.relations
            if isinstance(relation, Serving) and {relation.source.id, relation.target.id} <= self.ids
        ]

    def _placed(self, element: Element, whole: Relation | None) -> Node:
        parent = whole.source.id if whole else frame_id(self._zone(element))
        node = self.node(element, element_node(self.scope, element, self.lang, parent))
        return replace(node, compact=True, stereotype="") if self.small else node

    def node(self, element: Element, plain: Node) -> Node:
        """What the box of an element says."""
        raise NotImplementedError

    def legend(self) -> Iterator[LegendEntry]:
        """What colours and signs mean."""
        raise NotImplementedError


class _ByContract(_LandscapeBuilder):
    """What carries responsibility, coloured by who leads."""

    def __init__(self, scope: Scope, lang: str) -> None:
        self.cells: dict[str, list[Cell]] = {}
        for cell in scope.cells():
            self.cells.setdefault(cell.element.id, []).append(cell)
        super().__init__(scope, lang, [cells[0].element for cells in self.cells.values()])
        self.colours = contract_colours(scope.providers.values())
        self.meanings: set[Status] = set()
        self.leading: Counter[str] = Counter()
        """Elements per key of who leads most; under the empty key those that several lead equally."""
        self.helped = False

    def node(self, element: Element, plain: Node) -> Node:
        """Who looks after it, and what is not settled."""
        cells = self.cells[element.id]
        counts = Counter(cell.status for cell in cells if cell.required)
        leads, helpers, main = _providers(cells)
        badge = " ".join(f"{badge_of(status, self.lang)} {counts[status]}" for status in _WARNINGS if counts[status])
        words = [f"{label_of(status, self.lang)}: {counts[status]}" for status in Status if counts[status]]
        node = titled(plain, *words)
        self.meanings |= {status for status in _WARNINGS if counts[status]}
        names = [provider.label(self.lang) for provider in leads]
        names += [f"{provider.label(self.lang)} (S)" for provider in helpers]
        self.helped = self.helped or bool(helpers)
        if names:
            node = replace(node, label=f"{node.label}\n{' + '.join(names)}")
        if leads:
            fill = self.colours[main.key] if main else SEVERAL.fill
            self.leading[main.key if main else ""] += 1
            return replace(node, fill=fill, badge=badge)
        status = next((s for s in _NOBODY if counts[s]), None) or _optional_status(cells)
        self.meanings.add(status)
        return dressed(node, STATUS_LOOKS[status], badge or badge_of(status, self.lang))

    def legend(self) -> Iterator[LegendEntry]:
        """The contracts that lead somewhere with the number of elements, then what the signs mean."""
        for key, provider in sorted(self.scope.providers.items()):
            if count := self.leading[key]:
                contract = provider.contract
                text = name(contract, self.lang) if contract is not None else label_of(Status.OWN, self.lang)
                yield LegendEntry(self.colours[key], f"{provider.label(self.lang)} – {text} ({count})")
        if count := self.leading[""]:
            yield LegendEntry(SEVERAL.fill, f"{label('Picture.several', self.lang)} ({count})")
        if self.helped:
            yield LegendEntry("", label("Role.S", self.lang), "(S)")
        for status, look in STATUS_LOOKS.items():
            if status in self.meanings:
                yield LegendEntry(look.fill, label_of(status, self.lang), badge_of(status, self.lang), look.hatched)


class _ByValue(_LandscapeBuilder):
    """What has a value, coloured by it; here lines say less than colours."""

    most_with_lines = 60

    def __init__(self, scope: Scope, lang: str, colours: Colouring) -> None:
        super().__init__(scope, lang, [e for e in scope.model.elements if e.id in colours.of])
        self.colours = colours
        self.title = label("Landscape.title", lang, by=colours.title)
        self.text = label("Landscape.text", lang, by=colours.title)
        self.key = f"landscape {colours.title}"

    def node(self, element: Element, plain: Node) -> Node:
        """Its value as colour and sign."""
        tone = self.colours.of[element.id]
        return dressed(titled(plain, tone.label), tone.look, tone.badge)

    def legend(self) -> Iterator[LegendEntry]:
        """Every value that occurs."""
        yield from self.colours.legend(self.ids)


def _domains(relations: tuple[Relation, ...]) -> dict[str, Element]:
    """Element id to the grouping it is in: the first one by relation id, through other wholes where need be."""
    wholes: dict[str, Element] = {}
    grouped: dict[str, Element] = {}
    for relation in relations:
        if isinstance(relation, (Aggregation, Composition)) and isinstance(relation.source, Element):
            kind = archimate_type(type(relation.source))
            (grouped if kind == "Grouping" else wholes).setdefault(relation.target.id, relation.source)
    domains: dict[str, Element] = {}
    for id_ in [*grouped, *wholes]:
        at, visited = id_, set[str]()
        while at not in grouped and at in wholes and at not in visited:
            visited.add(at)
            at = wholes[at].id
        if at in grouped:
            domains[id_] = grouped[at]
    return domains


def _layer_order(element: Element) -> int:
    return LAYERS.index(element.layer) if element.layer in LAYERS else len(LAYERS)


def _providers(cells: list[Cell]) -> tuple[list[Provider], list[Provider], Provider | None]:
    """Who leads for certain, the one with most required cells first; who only supports; and who leads most."""
    leads: Counter[str] = Counter()
    leaders: dict[str, Provider] = {}
    helpers: dict[str, Provider] = {}
    for cell in cells:
        for lead in cell.leads:
            if lead.certain:
                leaders[lead.provider.key] = lead.provider
                leads[lead.provider.key] += 1 + 1000 * cell.required
        helpers |= {lead.provider.key: lead.provider for lead in cell.support if lead.certain}
    ordered = sorted(leads, key=lambda key: (-leads[key], key))
    alone = len(ordered) == 1 or (len(ordered) > 1 and leads[ordered[0]] > leads[ordered[1]])
    supporting = [helpers[key] for key in sorted(helpers) if key not in leaders]
    return [leaders[key] for key in ordered], supporting, leaders[ordered[0]] if alone else None


def _optional_status(cells: list[Cell]) -> Status:
    """The colour of an element of which nothing is required: what holds for what is optional."""
    states = {cell.status for cell in cells}
    return next((status for status in _NOBODY if status in states), Status.UNKNOWN)


PICTURE = ComputedPicture("landscape", 2, build)
