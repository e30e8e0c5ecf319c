"""Who stands inside whom in a diagram, and which containers can be laid out on their own."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.views.scene.diagram import Diagram, Edge, Node


class Tree:
    """The nesting of a diagram's nodes.

    A container is *closed* when no line crosses its frame to something inside: it can then be laid out by
    itself and be one box for its surroundings. Every other container is *open*.
    """

    def __init__(self, diagram: Diagram) -> None:
        self.nodes: dict[str, Node] = {node.id: node for node in diagram.nodes}
        self.size = len(self.nodes)
        self._children: dict[str | None, list[str]] = {}
        for node in diagram.nodes:
            self._children.setdefault(node.parent, []).append(node.id)
        self.open: set[str] = set()
        self.edges: dict[str | None, list[Edge]] = {}
        """Edges by the closed container (or None, the whole) whose layout routes them."""
        across = [edge for edge in diagram.edges if not self.nested(edge)]
        for edge in across:
            for end, other in ((edge.source, edge.target), (edge.target, edge.source)):
                beyond = set(self.upward(other))
                self.open |= {id_ for id_ in self.above(end) if id_ not in beyond}
        for edge in across:
            beyond = set(self.above(edge.target))
            shared = (id_ for id_ in self.above(edge.source) if id_ in beyond and id_ not in self.open)
            self.edges.setdefault(next(shared, None), []).append(edge)

    def children(self, id_: str | None) -> list[str]:
        return self._children.get(id_, [])

    def holds_boxes(self, id_: str) -> bool:
        return id_ in self._children

    def upward(self, id_: str) -> Iterator[str]:
        """The node and all that it stands in, from the inside out."""
        at: str | None = id_
        while at is not None:
            yield at
            at = self.nodes[at].parent

    def above(self, id_: str) -> Iterator[str]:
        """All that the node stands in, from the inside out."""
        parent = self.nodes[id_].parent
        return self.upward(parent) if parent is not None else iter(())

    def nested(self, edge: Edge) -> bool:
        """One end stands inside the other, or is the other: no layout has a say in such a line."""
        return edge.source in self.upward(edge.target) or edge.target in self.upward(edge.source)

    def member(self, id_: str, group: str | None) -> str:
        """The child of ``group`` that is, or holds, the node."""
        return next(at for at in self.upward(id_) if self.nodes[at].parent == group)

    def visible(self, group: str | None) -> Iterator[str]:
        """What lines of a group may meet: its children, and those of open containers, but nothing deeper."""
        for id_ in self.children(group):
            yield id_
            if id_ in self.open:
                yield from self.visible(id_)

    def components(self, group: str | None) -> list[tuple[list[str], list[Edge]]]:
        """The children of a group in sets that lines tie together, with those lines, in diagram order."""
        leader = {id_: id_ for id_ in self.children(group)}

        def find(id_: str) -> str:
            while leader[id_] != id_:
                leader[id_] = leader[leader[id_]]
                id_ = leader[id_]
            return id_

        edges = self.edges.get(group, [])
        for edge in edges:
            leader[find(self.member(edge.source, group))] = find(self.member(edge.target, group))
        parts: dict[str, tuple[list[str], list[Edge]]] = {}
        for id_ in self.children(group):
            parts.setdefault(find(id_), ([], []))[0].append(id_)
        for edge in edges:
            parts[find(self.member(edge.source, group))][1].append(edge)
        return list(parts.values())
