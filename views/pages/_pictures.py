"""The drawings of the pages: which diagram, laid out and painted, kept per question."""

from __future__ import annotations

import streamlit as st

from ea_model.labels import label, label_of
from ea_model.metamodel import specialization_of
from ea_model.metamodel.archimate import Aggregation, Composition, Element, Relation, archimate_type
from ea_model.scope import ContractScope, Scope, ScopeClass
from views.diagram import Diagram, Edge, LegendEntry, Node
from views.layout import layout
from views.legend import notation_chart
from views.pages import _text
from views.pages._desk import Desk
from views.paint import paint

MOST_NODES = 400
"""Beyond this a drawing of boxes and lines is unreadable; the table is offered instead."""
_FILLS = {
    ScopeClass.DIRECT: "#BFE5C7",
    ScopeClass.DERIVED: "#DDF2E1",
    ScopeClass.POSSIBLE: "#FDF1BD",
    ScopeClass.EXCLUDED: "#F3C4BD",
    ScopeClass.TOUCHED: "#E6EEF8",
    ScopeClass.BOUNDARY: "#FFFFFF",
}


def contract_map(desk: Desk, covered: ContractScope) -> Diagram:
    """What a contract covers, and what lies on its boundary."""
    entries = {e.element.id: e for e in covered.elements if e.scope_class in _FILLS}
    relations = _between(desk.scope, set(entries))
    parents = _parents(relations)
    nodes = [
        Node(
            id_, archimate_type(type(entry.element)), desk.name(entry.element), parent=parents.get(id_), element=id_,
            stereotype=specialization_of(type(entry.element)), fill=_FILLS[entry.scope_class],
            title=label_of(entry.scope_class, desk.lang), dashed=entry.scope_class is ScopeClass.POSSIBLE,
        )
        for id_, entry in entries.items()
    ]  # fmt: skip
    found = dict.fromkeys(entry.scope_class for entry in entries.values())
    legend = tuple(LegendEntry(_FILLS[c], label_of(c, desk.lang)) for c in found)
    title = f"{desk.contract_title(covered.coverer.key)} – {desk.moment_title()}"
    edges = tuple(_edge(r, desk.lang) for r in relations if parents.get(r.target.id) != r.source.id)
    return Diagram(f"scope {covered.coverer.key}", title, _parents_first(nodes), edges, legend)


def element_map(desk: Desk, element: Element) -> Diagram:
    """An element with its neighbours, one relation away."""
    near = {element.id}
    for relation in (*desk.model.outgoing(element), *desk.model.incoming(element)):
        if desk.model.in_plateau(relation, desk.scope.moment.plateau):
            near |= {end.id for end in (relation.source, relation.target) if isinstance(end, Element)}
    relations = [r for r in _between(desk.scope, near) if element.id in (r.source.id, r.target.id)]
    nodes = tuple(
        Node(
            e.id, archimate_type(type(e)), desk.name(e), element=e.id, stereotype=specialization_of(type(e)),
            emphasis=e is element,
        )
        for e in desk.model.elements
        if e.id in near
    )  # fmt: skip
    title = label("Ui.neighbours_of", desk.lang, name=desk.name(element))
    return Diagram(f"element {element.id}", title, nodes, tuple(_edge(r, desk.lang) for r in relations))


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs={Diagram: repr})
def painted(diagram: Diagram, lang: str) -> bytes:
    """The drawing as an interactive SVG; the same diagram is drawn once."""
    return paint(diagram, layout(diagram), lang=lang, interactive=True)


@st.cache_data(max_entries=4, show_spinner=False)
def notation(lang: str) -> tuple[Diagram, bytes]:
    """Every kind of element and relation, with its name."""
    diagram, placed = notation_chart(lang)
    return diagram, paint(diagram, placed, lang=lang, interactive=True)


def _between(scope: Scope, ids: set[str]) -> list[Relation]:
    return [
        r
        for r in scope.model.relations
        if r.source.id in ids and r.target.id in ids and scope.model.in_plateau(r, scope.moment.plateau)
    ]


def _parents(relations: list[Relation]) -> dict[str, str]:
    """Part to its first whole; a ring of wholes is left as lines."""
    found: dict[str, str] = {}
    for relation in relations:
        whole, part = relation.source.id, relation.target.id
        if (
            isinstance(relation, (Composition, Aggregation))
            and part not in found
            and not _is_inside(whole, part, found)
        ):
            found[part] = whole
    return found


def _is_inside(id_: str, whole: str, parents: dict[str, str]) -> bool:
    step: str | None = id_
    while step is not None:
        if step == whole:
            return True
        step = parents.get(step)
    return False


def _parents_first(nodes: list[Node]) -> tuple[Node, ...]:
    by_id = {node.id: node for node in nodes}

    def depth(node: Node) -> int:
        return 0 if node.parent is None else 1 + depth(by_id[node.parent])

    return tuple(sorted(nodes, key=depth))


def _edge(relation: Relation, lang: str) -> Edge:
    return Edge(
        relation.id, relation.source.id, relation.target.id, archimate_type(type(relation)), relation=relation.id,
        label=_text.name(relation, lang) if relation.name else "",
        access=getattr(relation, "access_type", "Access"), directed=getattr(relation, "directed", False) is True,
    )  # fmt: skip
