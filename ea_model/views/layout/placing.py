"""Places for boxes: the engine places what lines tie together; we fold what gets too long, and pack."""

from __future__ import annotations

from collections.abc import Iterable

from ea_model.views.layout.dot import Cluster, Graph, Link, places, placing
from ea_model.views.layout.engine import ask
from ea_model.views.layout.folding import folded, proportionate
from ea_model.views.layout.packing import GAP, Piece, equal_sizes, framed, packed, sheet
from ea_model.views.layout.routing import routed
from ea_model.views.layout.tree import Tree
from ea_model.views.scene.box_labels import PADDING, caption, header_size, leaf_size
from ea_model.views.scene.diagram import Diagram, Edge
from ea_model.views.scene.geometry import Box
from ea_model.views.scene.notation import Outline, notation_of

NODE_GAP = 28
"""Between boxes of one rank, in pixels."""
RANK_GAP = 52
"""Between ranks: room for two arrow heads and a corner."""
_HEADS = 30
"""Room for the heads at both ends of a line, beside its words."""
_MANY = 300
"""Boxes, or lines, from which ranks say nothing any more and the engine takes minutes to find them."""
_TALL = 80
"""Leaves higher than this do not set the size of a grid."""
_WORTH = 1.4
"""How much larger a drawing that follows the lines may be than one that does so less: it reads better."""
_SMALL_GAP = 14
"""Between compact boxes, in pixels: room for a badge."""
_ANCHOR = 8
"""Size of the unseen box that stands in a cluster for the container itself."""
# Names of boxes of our own begin with a character that no YAML, XML or CSV file can put in an id.
_BLOCK = "\0block of "
_POINT = "\0point of "

_UPWARD = frozenset({"Assignment", "Realization", "Serving", "Specialization", "Influence"})
"""Relations whose target architects draw above the source: goals on top, machines at the bottom."""


class Placer:
    """Lays out one diagram from the inside out: closed containers first, as boxes for what surrounds them."""

    def __init__(self, tree: Tree, diagram: Diagram) -> None:
        self._tree = tree
        self._direction = diagram.direction
        captions = (words.w for edge in diagram.edges if (words := caption(edge.label)))
        # From left to right lines are level and need room for their words between the ranks.
        self._upright = self._direction == "LR"
        widest = max(captions, default=0) if self._upright else 0
        self._rank_gap = max(RANK_GAP, widest + _HEADS)

    def group(self, id_: str | None) -> Piece:
        """All that stands inside one closed container, or (None) the whole drawing, with its lines."""
        loose: list[str] = []
        pieces: list[Piece] = []
        for members, edges in self._tree.components(id_):
            if edges:
                pieces.append(self._tied(id_, members, edges))
            else:
                loose += members
        if loose:
            pieces.append(self._block(loose))
        whole = packed(pieces, RANK_GAP)
        boxes: dict[str, Box] = {}
        frames: dict[str, Box] = {}
        for inner in self._tree.visible(id_):
            (frames if inner in self._tree.open else boxes)[inner] = whole.boxes[inner]
        lines = routed(self._tree.edges.get(id_, ()), boxes, frames)
        return Piece(whole.w, whole.h, whole.boxes, whole.lines | lines).trimmed()

    def _box(self, id_: str) -> Piece:
        """A leaf, or a closed container with all that it holds."""
        node = self._tree.nodes[id_]
        if self._tree.holds_boxes(id_):
            return self._framed(id_, self.group(id_))
        w, h = leaf_size(node)
        return Piece(w, h, {id_: Box(0, 0, w, h)})

    def _framed(self, id_: str, content: Piece) -> Piece:
        return framed(id_, content, header_size(self._tree.nodes[id_]), PADDING)

    def _block(self, ids: Iterable[str]) -> Piece:
        """Boxes without lines, in a grid; ordinary leaves get one size, so that rows and columns line up."""
        plain: dict[str, tuple[int, int]] = {}
        pieces: list[Piece] = []
        for id_ in ids:
            shape = notation_of(self._tree.nodes[id_].kind).shape
            if self._tree.holds_boxes(id_) or shape in {Outline.DISC, Outline.NOTE}:
                pieces.append(self._box(id_))
            else:
                plain[id_] = leaf_size(self._tree.nodes[id_])
        tall = {id_: size for id_, size in plain.items() if size[1] > _TALL}
        grid = equal_sizes({id_: size for id_, size in plain.items() if id_ not in tall})
        pieces += equal_sizes(tall)
        gap = _SMALL_GAP if all(self._tree.nodes[id_].compact for id_ in plain) else GAP
        return packed([*pieces, packed(grid, gap)] if pieces and grid else [*pieces, *grid], GAP if pieces else gap)

    def _tied(self, group: str | None, members: list[str], edges: list[Edge]) -> Piece:
        """Boxes that lines tie together: as the engine places them, unless that suits no screen."""
        whole = self._clustered(members, edges) if self._tree.size <= _MANY else None
        if whole is not None and proportionate(whole.w, whole.h, upright=self._upright):
            return whole
        short = self._folded(group, members, edges)
        if whole is not None and sheet(whole.w, whole.h) <= _WORTH * sheet(short.w, short.h):
            return whole
        return short

    def _clustered(self, members: list[str], edges: list[Edge]) -> Piece | None:
        """The engine places everything at once, open containers as clusters."""
        ends = {end for edge in edges for end in (edge.source, edge.target)}
        inside: dict[str, Piece] = {}
        root = Cluster("")
        self._fill(root, members, ends, inside)
        links = []
        for edge in edges:
            tail, head = (_POINT + id_ if id_ in self._tree.open else id_ for id_ in (edge.source, edge.target))
            links.append(self._link(edge, tail, head))
        graph = Graph(root, tuple(links), self._direction, PADDING, NODE_GAP, self._rank_gap)
        answer = ask(placing(graph))
        if answer is None:
            return None
        placed = places(answer, graph)
        boxes = dict(placed.clusters)
        piece = Piece(placed.w, placed.h, boxes)
        for id_, content in inside.items():
            piece = piece.with_(content.moved(placed.boxes[id_].x, placed.boxes[id_].y))
        return piece.trimmed()

    def _fill(self, cluster: Cluster, members: list[str], ends: set[str], inside: dict[str, Piece]) -> None:
        """Write the members into the cluster; what they hold, once laid out, goes to ``inside``."""
        idle: list[str] = []
        for id_ in members:
            if id_ in self._tree.open:
                inner = Cluster(id_, header_size(self._tree.nodes[id_]))
                self._fill(inner, self._tree.children(id_), ends, inside)
                if id_ in ends:
                    inner.boxes[_POINT + id_] = (_ANCHOR, _ANCHOR)
                cluster.clusters.append(inner)
            elif id_ in ends:
                inside[id_] = self._box(id_)
                cluster.boxes[id_] = (inside[id_].w, inside[id_].h)
            else:
                idle.append(id_)
        if idle:
            block = self._block(idle)
            inside[_BLOCK + cluster.id] = block
            cluster.boxes[_BLOCK + cluster.id] = (block.w, block.h)

    def _link(self, edge: Edge, tail: str, head: str) -> Link:
        """Told the other way round where the target belongs on top."""
        against = not self._upright and edge.kind in _UPWARD
        return Link(edge.id, head, tail) if against else Link(edge.id, tail, head)

    def _folded(self, group: str | None, members: list[str], edges: list[Edge]) -> Piece:
        """Level by level: each open container by itself, then all of them as boxes in folded ranks."""
        pieces: dict[str, Piece] = {}
        links: dict[tuple[str, str], Link] = {}
        deeper: dict[str, list[Edge]] = {}
        for edge in edges:
            tail, head = self._tree.member(edge.source, group), self._tree.member(edge.target, group)
            if tail == head:
                deeper.setdefault(tail, []).append(edge)
            else:
                link = self._link(edge, tail, head)
                links.setdefault((link.tail, link.head), link)
        tied = {end for pair in links for end in pair}
        idle = []
        for id_ in members:
            if id_ in self._tree.open:
                content = self._folded(id_, self._tree.children(id_), deeper.get(id_, []))
                pieces[id_] = self._framed(id_, content)
            elif id_ in tied:
                pieces[id_] = self._box(id_)
            else:
                idle.append(id_)
        standing = self._ranked({id_: pieces[id_] for id_ in pieces if id_ in tied}, tuple(links.values()))
        rest = [pieces[id_] for id_ in pieces if id_ not in tied]
        if idle:
            rest.append(self._block(idle))
        return packed([standing, *rest] if tied else rest, RANK_GAP)

    def _ranked(self, pieces: dict[str, Piece], links: tuple[Link, ...]) -> Piece:
        """Pieces of one level in ranks, folded where that suits a screen better."""
        root = Cluster("", boxes={id_: (piece.w, piece.h) for id_, piece in pieces.items()})
        graph = Graph(root, links, self._direction, PADDING, NODE_GAP, self._rank_gap)
        tangled = len(links) > max(_MANY, 2 * len(pieces))
        answer = ask(placing(graph)) if links and not tangled else None
        if answer is None:
            return packed(list(pieces.values()), RANK_GAP)
        placed = places(answer, graph)
        boxes = placed.boxes
        if not proportionate(placed.w, placed.h, upright=self._upright):
            boxes = folded(boxes, self._rank_gap, upright=self._upright)
        ranked = Piece(0, 0)
        for id_, box in boxes.items():
            ranked = ranked.with_(pieces[id_].moved(box.x, box.y))
        ranked = ranked.trimmed()
        if self._upright:
            # A chain that is read from left to right may be long, but not shuffled.
            return ranked
        dense = packed(list(pieces.values()), RANK_GAP)
        return ranked if sheet(ranked.w, ranked.h) <= _WORTH * sheet(dense.w, dense.h) else dense
