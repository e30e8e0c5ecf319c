"""One element with its neighbours, one relation away in both directions."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from ea_model.metamodel.archimate import Element, Relation, archimate_type
from ea_model.scope import Scope
from ea_model.views.diagrams.shared.parts import element_node, existence, facts, name, note, present, relation_edge
from ea_model.views.diagrams.shared.picture import ComputedPicture
from ea_model.views.picture_options import PictureOptions
from ea_model.views.scene.diagram import Diagram
from ea_model.words import label

MOST_NODES = 41


def build(scope: Scope, options: PictureOptions) -> Diagram:
    """The surroundings of ``options.element``, whole-part and working relations before loose associations."""
    lang, element = options.lang, scope.model.element(options.element)
    order = list(scope.model.language.relation_types)
    near = [r for r in present(scope) if element.id in (r.source.id, r.target.id)]
    near.sort(key=lambda r: (order.index(archimate_type(type(r))), r.id))
    elements: dict[str, Element] = {element.id: element}
    edges, left = [], []
    for relation in near:
        other = _other_end(relation, element)
        if other.id in elements or len(elements) < (options.most_nodes or MOST_NODES):
            elements[other.id] = other
            edges.append(relation_edge(scope, relation, lang))
        else:
            left.append(relation)
    nodes = [replace(element_node(scope, e, lang), emphasis=e is element) for e in elements.values()]
    remarks = [label("Picture.more_relations", lang, count=len(left))] if left else []
    remarks += [] if near else [label("Picture.no_relations", lang)]
    remarks += [] if existence(scope, element) else [label("Reason.NOT_IN_SITUATION", lang)]
    nodes += [note(f"{number}", remark) for number, remark in enumerate(remarks)]
    title = label("Picture.element_title", lang, name=name(element, lang))
    return Diagram(f"element {element.id}", title, tuple(nodes), tuple(edges), facts=facts(scope, lang))


def _other_end(relation: Relation, element: Element) -> Element:
    """`present` leaves out relations that end at a relation."""
    return cast(Element, relation.target if relation.source is element else relation.source)


PICTURE = ComputedPicture("element", 7, build, needs=("element",))
