"""Positions for a diagram: Graphviz places what lines tie together, we pack the rest into a sheet.

Nothing here knows fonts of a machine, so the same diagram has the same coordinates everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from views.diagram import Diagram, Edge
from views.dot import Cluster, Graph, Link, Placed, read, written
from views.engine import positions
from views.geometry import Box, Line, Point
from views.labels import PADDING, header_size, leaf_size
from views.notation import Shape, notation_of
from views.packing import ASPECT, Piece, equal_sizes, framed, packed
from views.routing import attached, loop, straight
from views.tree import Tree

__all__ = ["Box", "Layout", "Point", "layout"]

MARGIN = 20
"""White around the drawing, in pixels."""
NODE_GAP = 28
"""Between boxes of one rank."""
RANK_GAP = 52
"""Between ranks: room for two arrow heads and a corner."""
ORTHO_LIMIT = 150
"""Boxes up to which lines are routed with right angles; the router's time grows with the cube."""
_TOO_LONG = 2.6
"""From this proportion on, leaves around a hub are spread over more ranks."""
_MOST_RANKS = 6
_ANCHOR = 8
"""Size of the unseen box inside an open container at which lines to the container itself end."""
_BLOCK = "block of "
_POINT = "anchor of "

_UPWARD = frozenset({"Assignment", "Realization", "Serving", "Specialization", "Influence"})
"""Relations whose target architects draw above the source: goals on top, machines at the bottom."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, in whole pixels from the upper left corner.

    ``boxes`` by node id, ``lines`` by edge id from the border of the source to that of the target.
    """

    width: int
    height: int
    boxes: dict[str, Box]
    lines: dict[str, tuple[Point, ...]]


def layout(diagram: Diagram) -> Layout:
    """Place every node and every edge."""
    tree = Tree(diagram)
    whole = _Placer(tree, diagram.direction).group(None).moved(MARGIN, MARGIN)
    boxes = {node.id: whole.boxes[node.id] for node in diagram.nodes}
    lines = {edge.id: whole.lines.get(edge.id) or _direct(edge, boxes) for edge in diagram.edges}
    points = [point for line in lines.values() for point in line]
    # The engine's lines may pass beside the outermost boxes; nothing may leave the sheet on the left or top.
    left = min([MARGIN, *(x for x, _ in points)])
    top = min([MARGIN, *(y for _, y in points)])
    dx, dy = MARGIN - left, MARGIN - top
    boxes = {id_: box.moved(dx, dy) for id_, box in boxes.items()}
    lines = {id_: tuple((x + dx, y + dy) for x, y in line) for id_, line in lines.items()}
    right = max([MARGIN, *(box.right for box in boxes.values()), *(x + dx for x, _ in points)])
    bottom = max([MARGIN, *(box.bottom for box in boxes.values()), *(y + dy for _, y in points)])
    return Layout(right + MARGIN, bottom + MARGIN, boxes, lines)


def _direct(edge: Edge, boxes: dict[str, Box]) -> Line:
    """The line of an edge that no layout routed."""
    source, target = boxes[edge.source], boxes[edge.target]
    return loop(source) if edge.source == edge.target else straight(source, target)


class _Placer:
    """Lays out one diagram from the inside out: closed containers first, as boxes for what surrounds them."""

    def __init__(self, tree: Tree, direction: str) -> None:
        self._tree = tree
        self._direction = direction

    def group(self, id_: str | None) -> Piece:
        """All that stands inside one closed container, or (None) the whole drawing."""
        loose: list[str] = []
        pieces: list[Piece] = []
        for members, edges in self._tree.components(id_):
            if edges:
                pieces.append(self._tied(members, edges) or self._untied(members))
            else:
                loose += members
        if pieces and loose:
            pieces.append(self._block(loose))
            return packed(pieces, RANK_GAP)
        return packed(pieces, RANK_GAP) if pieces else self._block(loose)

    def _block(self, ids: Iterable[str]) -> Piece:
        """Boxes without lines, in a grid."""
        plain: dict[str, tuple[int, int]] = {}
        pieces: list[Piece] = []
        for id_ in ids:
            node = self._tree.nodes[id_]
            if self._tree.holds_boxes(id_) or notation_of(node.kind).shape in {Shape.DISC, Shape.NOTE}:
                pieces.append(self._box(id_))
            else:
                plain[id_] = leaf_size(node)
        grid = equal_sizes(plain)
        return packed([*pieces, packed(grid)] if pieces and grid else [*pieces, *grid])

    def _box(self, id_: str) -> Piece:
        """A leaf, or a container with all that it holds."""
        node = self._tree.nodes[id_]
        if self._tree.holds_boxes(id_):
            content = self.group(id_)
            return framed(id_, content, header_size(node), PADDING)
        w, h = leaf_size(node)
        return Piece(w, h, {id_: Box(0, 0, w, h)})

    def _untied(self, ids: Iterable[str]) -> Piece:
        """Our own grid, for what the engine could not place; its lines are drawn straight afterwards."""
        pieces = []
        for id_ in ids:
            if id_ in self._tree.open:
                content = self._untied(self._tree.children(id_))
                pieces.append(framed(id_, content, header_size(self._tree.nodes[id_]), PADDING))
            else:
                pieces.append(self._box(id_))
        return packed(pieces, RANK_GAP)

    def _tied(self, members: list[str], edges: list[Edge]) -> Piece | None:
        """Boxes that lines tie together, placed by the engine."""
        touched = self._tree.touched(edges)
        ends = {end for edge in edges for end in (edge.source, edge.target)}
        inside: dict[str, Piece] = {}
        root = Cluster("")
        self._fill(root, members, touched, ends, inside)
        root_graph = Graph(
            root, self._links(edges), self._direction, padding=PADDING, node_gap=NODE_GAP, rank_gap=RANK_GAP
        )
        placed = _placed(_shortened(root_graph), len(inside))
        return self._assembled(placed, edges, inside) if placed else None

    def _fill(
        self,
        cluster: Cluster,
        members: list[str],
        touched: set[str],
        ends: set[str],
        inside: dict[str, Piece],
    ) -> None:
        """Write the members into the cluster; what they hold, once laid out, goes to ``inside``."""
        idle: list[str] = []
        for id_ in members:
            if id_ in self._tree.open:
                inner = Cluster(id_, header_size(self._tree.nodes[id_]))
                self._fill(inner, self._tree.children(id_), touched, ends, inside)
                if id_ in ends:
                    inner.boxes[_POINT + id_] = (_ANCHOR, _ANCHOR)
                cluster.clusters.append(inner)
            elif id_ in touched:
                inside[id_] = self._box(id_)
                cluster.boxes[id_] = (inside[id_].w, inside[id_].h)
            else:
                idle.append(id_)
        if idle:
            block = self._block(idle)
            inside[_BLOCK + cluster.id] = block
            cluster.boxes[_BLOCK + cluster.id] = (block.w, block.h)

    def _links(self, edges: list[Edge]) -> tuple[Link, ...]:
        links = []
        for edge in edges:
            tail, head = (
                _POINT + id_ if id_ in self._tree.open else id_ for id_ in (edge.source, edge.target)
            )
            links.append(Link(edge.id, head, tail) if self._against(edge) else Link(edge.id, tail, head))
        return tuple(links)

    def _against(self, edge: Edge) -> bool:
        """The engine must be told the edge the other way round, to get its target on top."""
        return self._direction != "LR" and edge.kind in _UPWARD

    def _assembled(self, placed: Placed, edges: list[Edge], inside: dict[str, Piece]) -> Piece:
        """The engine's positions with the contents of its boxes and clusters filled in."""
        boxes = dict(placed.clusters)
        lines: dict[str, Line] = {}
        for id_, piece in inside.items():
            there = piece.moved(placed.boxes[id_].x, placed.boxes[id_].y)
            boxes |= there.boxes
            lines |= there.lines
        for edge in edges:
            points = placed.lines.get(edge.id, ())
            if len(points) > 1:
                if self._against(edge):
                    points = points[::-1]
                source, target = boxes[edge.source], boxes[edge.target]
                open_ends = (edge.source in self._tree.open, edge.target in self._tree.open)
                lines[edge.id] = attached(points, source, target, open_ends=open_ends)
        return Piece(placed.w, placed.h, boxes, lines)


def _placed(graph: Graph, size: int) -> Placed | None:
    """Ask the engine for the finest lines first, and for coarser ones when it fails."""
    for splines in ("ortho", "polyline", "line") if size <= ORTHO_LIMIT else ("polyline", "line"):
        answer = positions(written(graph, splines))
        if answer is not None:
            return read(answer, graph)
    return None


def _shortened(graph: Graph) -> Graph:
    """The graph with the leaves around its hubs spread over as many ranks as give it good proportions."""
    degree = Counter(end for link in graph.links for end in (link.tail, link.head))
    hubs = Counter(_hub(link, degree) for link in graph.links)
    del hubs[None]
    if not hubs or max(hubs.values()) < 5:
        return graph
    best, best_score = graph, _badness(graph)
    for ranks in range(2, _MOST_RANKS + 1):
        if best_score <= _TOO_LONG:
            break
        tried = _spread(graph, degree, ranks)
        score = _badness(tried)
        if score < best_score:
            best, best_score = tried, score
    return best


def _badness(graph: Graph) -> float:
    """How far the proportions are from the wanted ones; 1 is perfect, large when the engine fails."""
    answer = positions(written(graph, "none"))
    if answer is None:
        return 0.0
    placed = read(answer, graph)
    aspect = placed.w / max(placed.h, 1) / ASPECT
    return max(aspect, 1 / max(aspect, 0.01)) * ASPECT


def _hub(link: Link, degree: Counter[str]) -> tuple[str, str] | None:
    """The end with more lines, when the other has only this one; and the side on which that leaf hangs."""
    if degree[link.head] == 1 and degree[link.tail] > 1:
        return link.tail, "below"
    if degree[link.tail] == 1 and degree[link.head] > 1:
        return link.head, "above"
    return None


def _spread(graph: Graph, degree: Counter[str], ranks: int) -> Graph:
    seen: Counter[tuple[str, str]] = Counter()
    links = []
    for link in graph.links:
        hub = _hub(link, degree)
        length = 1
        if hub:
            length += seen[hub] % ranks
            seen[hub] += 1
        links.append(Link(link.id, link.tail, link.head, length))
    return Graph(graph.root, tuple(links), graph.direction, graph.padding, graph.node_gap, graph.rank_gap)
