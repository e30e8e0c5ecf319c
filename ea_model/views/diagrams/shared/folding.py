"""Folds away parts of a picture that has more boxes than people can read, always the same ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ea_model.views.diagrams.shared.parts import bundle_words, note, own_id
from ea_model.views.scene.diagram import GROUP, Edge, Node
from ea_model.words import label


@dataclass(frozen=True, slots=True)
class Folded:
    """What is left to draw."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def folded(nodes: Sequence[Node], edges: Sequence[Edge], most: int, lang: str) -> Folded:
    """At most about ``most`` boxes, frames and remarks included.

    First elements that hold others close, the deepest and fullest first, and say how many parts they hold. If that is
    not enough, boxes are left out from the end, where builders put what matters least, and remarks count them.
    Lines of what is folded into an element end at that element and show no single relation any more.
    """
    if len(nodes) <= most:
        return Folded(tuple(nodes), tuple(edges))
    tree = _Nesting(nodes)
    tree.close(most)
    tree.leave_out(most)
    return Folded(tree.boxes(lang), _lifted(edges, tree, lang))


def bundled(edges: Sequence[Edge], members: Collection[str], frame: str, most: int, lang: str) -> list[Edge]:
    """One line to the frame, with a count, for more than ``most`` lines of a kind from one box to its members."""
    bundles: dict[tuple[str, str, bool], list[Edge]] = {}
    for edge in edges:
        if (edge.source in members) != (edge.target in members):
            inward = edge.target in members
            bundles.setdefault((edge.source if inward else edge.target, edge.kind, inward), []).append(edge)
    large = {key: bundle for key, bundle in bundles.items() if len(bundle) > most}
    gone = {edge.id for bundle in large.values() for edge in bundle}
    lines = [edge for edge in edges if edge.id not in gone]
    for (outer, kind, inward), bundle in large.items():
        ends = (outer, frame) if inward else (frame, outer)
        text = bundle_words(len(bundle), lang)
        emphasis = any(edge.emphasis for edge in bundle)
        lines.append(Edge(own_id("bundle", *ends, kind), *ends, kind, label=text, emphasis=emphasis))
    return lines


class _Nesting:
    """The nesting of a picture while it is folded."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = {node.id: node for node in nodes}
        self.below: Counter[str] = Counter()
        """Descendants per container."""
        self.depth: dict[str, int] = {}
        for node in nodes:
            self.depth[node.id] = 0 if node.parent is None else self.depth[node.parent] + 1
            for outer in self._above(node.id):
                self.below[outer] += 1
        self.closed: set[str] = set()
        self.out: Counter[str | None] = Counter()
        """Boxes left out, per parent."""
        self.visible = dict.fromkeys(self.nodes)

    def _above(self, id_: str) -> list[str]:
        chain: list[str] = []
        parent = self.nodes[id_].parent
        while parent is not None:
            chain.append(parent)
            parent = self.nodes[parent].parent
        return chain

    def close(self, most: int) -> None:
        """Close elements with parts until what is left fits."""
        holders = [id_ for id_ in self.below if self.nodes[id_].kind != GROUP]
        # Equals close together: some open and some closed would look as if that meant something.
        for _, equals in groupby(sorted(holders, key=self._fullness), key=self._fullness):
            if len(self.visible) <= most:
                return
            self.closed.update(equals)
            self.visible = {i: None for i in self.visible if self.closed.isdisjoint(self._above(i))}

    def _fullness(self, id_: str) -> tuple[int, int]:
        """Sorts the deepest first, among those the ones with most inside."""
        return -self.depth[id_], -self.below[id_]

    def leave_out(self, most: int) -> None:
        """Leave out boxes from the end; a remark in their place counts too."""
        for id_ in reversed(list(self.visible)):
            if len(self.visible) + len(self.out) <= most:
                return
            node = self.nodes[id_]
            if node.kind != GROUP:
                del self.visible[id_]
                self.out[node.parent] += 1

    def stand_in(self, id_: str) -> str | None:
        """The box that shows a node: itself, the element it was folded into, or none."""
        if id_ in self.visible:
            return id_
        return next((outer for outer in self._above(id_) if outer in self.closed and outer in self.visible), None)

    def boxes(self, lang: str) -> tuple[Node, ...]:
        """The visible nodes with the counts of what is not."""
        nodes = [self._counted(self.nodes[id_], lang) for id_ in self.visible]
        for parent, count in self.out.items():
            text = label("Picture.more_elements", lang, count=count)
            nodes.append(note(f"left out of {parent}", text, parent=parent))
        return tuple(nodes)

    def _counted(self, node: Node, lang: str) -> Node:
        if node.id not in self.closed:
            return node
        return replace(node, label=f"{node.label}\n{label('Picture.more_parts', lang, count=self.below[node.id])}")


def _lifted(edges: Sequence[Edge], tree: _Nesting, lang: str) -> tuple[Edge, ...]:
    """The lines that still have two ends; those of folded parts once per pair of boxes and kind."""
    lines: list[Edge] = []
    lifted: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in edges:
        source, target = tree.stand_in(edge.source), tree.stand_in(edge.target)
        if source is None or target is None:
            continue
        if (source, target) == (edge.source, edge.target):
            lines.append(edge)
        elif source != target:
            lifted.setdefault((source, target, edge.kind), []).append(edge)
    ends = {(edge.source, edge.target, edge.kind) for edge in lines}
    for (source, target, kind), bundle in lifted.items():
        if (source, target, kind) not in ends:
            title = bundle_words(len(bundle), lang)
            emphasis = any(edge.emphasis for edge in bundle)
            lines.append(
                Edge(own_id("bundle", source, target, kind), source, target, kind, title=title, emphasis=emphasis)
            )
    return tuple(lines)
