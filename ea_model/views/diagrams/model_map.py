"""The whole model at one moment, in frames per layer; full layers shrink to a box per kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ea_model.metamodel.archimate import Element, archimate_type
from ea_model.scope import Scope
from ea_model.views.diagrams.shared.parts import (
    bundle_words,
    element_node,
    existence,
    facts,
    frame,
    frame_id,
    name,
    nesting,
    own_id,
    parents_first,
    present,
    relation_edge,
    stereotype,
)
from ea_model.views.diagrams.shared.picture import ComputedPicture
from ea_model.views.picture_options import PictureOptions
from ea_model.views.scene.diagram import Diagram, Edge, Node
from ea_model.views.words.kinds import name_of
from ea_model.words import label

MOST_NODES = 150
LAYERS = (
    "Motivation",
    "Strategy",
    "Business",
    "Application",
    "Technology",
    "Physical",
    "Implementation & Migration",
    "Other",
)
_MOST_NAMES = 12
"""Names in the tooltip of a box that stands for a kind."""


def build(scope: Scope, options: PictureOptions) -> Diagram:
    """Every element and relation that is there, as far as people can read it."""
    sketch = _ModelMapBuilder(scope, options.lang, options.most_nodes or MOST_NODES)
    title = label("Picture.model_title", options.lang, name=scope.model.name or scope.model.id)
    return Diagram(
        id="model",
        title=title,
        nodes=sketch.nodes(),
        edges=tuple(sketch.edges()),
        description=label("Picture.model_text", options.lang),
        viewpoint="Layered",
        facts=facts(scope, options.lang),
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    """All elements of one kind, drawn as one box."""

    id: str
    layer: str
    elements: tuple[Element, ...]


class _ModelMapBuilder:
    def __init__(self, scope: Scope, lang: str, most: int) -> None:
        self.scope, self.lang = scope, lang
        self.relations = tuple(present(scope))
        elements = [element for element in scope.model.elements if existence(scope, element)]
        self.elements = sorted(elements, key=lambda e: (_layer_order(e.layer), archimate_type(type(e)), e.id))
        self.kinds = self._kinds()
        self.full = self._full(most)
        """Layers that are drawn as kinds."""
        self.layer = {element.id: element.layer for element in self.elements}
        self.box = {
            element.id: kind.id if kind.layer in self.full else element.id
            for kind in self.kinds
            for element in kind.elements
        }
        """Element id to the id of the box that shows it."""

    def _kinds(self) -> list[_Kind]:
        groups: dict[tuple[str, str], list[Element]] = {}
        for element in self.elements:
            groups.setdefault((element.layer, element.kind), []).append(element)
        return [_Kind(own_id("kind", kind), layer, tuple(members)) for (layer, kind), members in groups.items()]

    def _full(self, most: int) -> set[str]:
        """The layers with most elements, until the rest fits."""
        sizes = Counter(element.layer for element in self.elements)
        kinds = Counter(kind.layer for kind in self.kinds)
        total, full = len(self.elements) + len(sizes), set[str]()
        for layer, size in sizes.most_common():
            if total <= most:
                break
            full.add(layer)
            total -= size - kinds[layer]
        return full

    def nodes(self) -> tuple[Node, ...]:
        zones = {e.id: e.layer for e in self.elements if e.layer not in self.full}
        parts = nesting(self.relations, zones)
        nodes = [frame(layer, name_of(layer, self.lang)) for layer in dict.fromkeys(e.layer for e in self.elements)]
        for kind in self.kinds:
            if kind.layer in self.full:
                nodes.append(self._kind_node(kind))
                continue
            for element in kind.elements:
                parent = parts[element.id].source.id if element.id in parts else frame_id(kind.layer)
                nodes.append(element_node(self.scope, element, self.lang, parent))
        return parents_first(nodes)

    def _kind_node(self, kind: _Kind) -> Node:
        """The box of a kind: how many there are, and in the tooltip which."""
        one = kind.elements[0]
        archimate = archimate_type(type(one))
        special = stereotype(self.scope.model, one, self.lang)
        names = [name(element, self.lang) for element in kind.elements]
        more = len(names) - _MOST_NAMES
        words = names[:_MOST_NAMES] + ([label("Picture.more_elements", self.lang, count=more)] if more > 0 else [])
        text = label("Picture.kind_count", self.lang, kind=name_of(archimate, self.lang), count=len(names))
        return Node(kind.id, archimate, text, parent=frame_id(kind.layer), stereotype=special, title="; ".join(words))

    def edges(self) -> Iterator[Edge]:
        """Relations inside a layer, those with a kind once per pair of boxes and sort of relation.

        Where a layer is full, lines between layers would cover the drawing; there one line tells how many there are.
        """
        zones = {e.id: e.layer for e in self.elements if e.layer not in self.full}
        inside = {relation.id for relation in nesting(self.relations, zones).values()}
        bundles: Counter[tuple[str, str, str]] = Counter()
        between: Counter[tuple[str, str]] = Counter()
        for relation in self.relations:
            layers = sorted((self.layer[relation.source.id], self.layer[relation.target.id]), key=_layer_order)
            ends = self.box[relation.source.id], self.box[relation.target.id]
            if self.full and layers[0] != layers[1]:
                between[layers[0], layers[1]] += 1
            elif ends != (relation.source.id, relation.target.id):
                bundles[(*ends, archimate_type(type(relation)))] += 1
            elif relation.id not in inside:
                yield relation_edge(self.scope, relation, self.lang)
        for (source, target, kind), count in bundles.items():
            title = bundle_words(count, self.lang)
            yield Edge(own_id("bundle", source, target, kind), source, target, kind, title=title)
        for (upper, lower), count in between.items():
            text = bundle_words(count, self.lang)
            weight = 1 + count.bit_length() / 2
            yield Edge(
                own_id("layers", upper, lower), frame_id(upper), frame_id(lower), "Line", label=text, weight=weight
            )


def _layer_order(layer: str) -> int:
    return LAYERS.index(layer) if layer in LAYERS else len(LAYERS)


PICTURE = ComputedPicture("model", 8, build)
