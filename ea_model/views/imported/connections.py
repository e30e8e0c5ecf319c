"""The lines of a view: where they run, what stands at their ends, and what is written on them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from ea_model.metamodel.archimate import Relation, archimate_type
from ea_model.source.views import ViewConnection, ViewNode, with_ends
from ea_model.views.imported.anchors import Border, Spot, halfway, route
from ea_model.views.imported.line_labels import LineLabel, ground_of, label_of
from ea_model.views.imported.looks import look_of_line, shape_of
from ea_model.views.imported.view_facts import ViewFacts
from ea_model.views.scene import Item, LineEnd, Paint, SceneBox, SceneLine
from ea_model.views.scene.diagram import Edge
from ea_model.views.scene.notation import Head, LineNotation, Outline, line_of, notation_of
from ea_model.views.svg.elements import number
from ea_model.views.words.kinds import name_of

_CURVE = 10
"""Radius of the bends, in pixels."""
_FLAGS = (
    (1, "target", Head.ARROW),
    (8, "source", Head.ARROW),
    (16, "target", Head.WHITE_TRIANGLE),
    (32, "source", Head.WHITE_TRIANGLE),
    (64, "target", Head.OPEN_ARROW),
    (128, "source", Head.OPEN_ARROW),
)
"""Arrows of a plain line in Archi's bit flags."""
_DASHED, _DOTTED = 2, 4
_MANHATTAN = "2"


class Lines:
    """The lines of one view, routed when they are asked for: a line may end at another."""

    def __init__(self, facts: ViewFacts) -> None:
        self.facts = facts
        self.points: dict[str, list[Spot]] = {}
        self._route_all()

    def _route_all(self) -> None:
        """Lines after those they end at; one that runs in a circle has no place."""
        lines = {line.id: line for line in self.facts.view.connections}
        for line in with_ends(lines.values(), self.facts.nodes.keys()):
            source, target = self._border(line.source), self._border(line.target)
            if source is None or target is None:
                continue
            bends: list[Spot] = [(float(x), float(y)) for x, y in line.bendpoints]
            manhattan = self.facts.view.router == _MANHATTAN
            points = route(source, target, bends, manhattan=manhattan)
            self.points[line.id] = [line.source_attachment or points[0], *points[1:-1],
                                    line.target_attachment or points[-1]]  # fmt: skip

    def _border(self, end: str) -> Border | None:
        node = self.facts.nodes.get(end)
        if node is not None:
            return border_of(node, self.facts.kind(node.element))
        if end in self.points:
            x, y = halfway(self.points[end])
            return Border(x, y, 0, 0)
        return None

    def hidden(self, line: ViewConnection) -> bool:
        """Does a box within a box stand for the line? Archi draws none then, whatever the relation."""
        around = self.facts.around
        source, target = self.facts.nodes.get(line.source), self.facts.nodes.get(line.target)
        if source is None or target is None or not (source.element and target.element and line.relation):
            return False
        return around[source.id] is target or around[target.id] is source

    def items(self) -> Iterator[Item]:
        """All lines, then all that is written on them, so that no line runs through a word."""
        lines = [line for line in self.facts.view.connections if line.id in self.points and not self.hidden(line)]
        labels = {line.id: label_of(line, self.points[line.id], self.facts) for line in lines}
        for line in lines:
            yield self._line(line, labels[line.id])
        for label in labels.values():
            if label is not None:
                yield SceneBox([label.text(ground_of(label, self.facts))])

    def _line(self, line: ViewConnection, label: LineLabel | None) -> SceneLine:
        points, relation = self.points[line.id], self.facts.relation(line)
        look, notation = look_of_line(line), self._notation(line, relation)
        width = None if look.width == 1 else look.width
        ends = [
            LineEnd(head, tip, before, width=width)
            for head, tip, before in (
                (notation.source, points[0], points[1]),
                (notation.target, points[-1], points[-2]),
            )
            if head
        ]
        return SceneLine(
            line.id,
            line.source,
            line.target,
            "".join(curved(part) for part in (label.gaps(points) if label else [points])),
            tuple(points),
            Paint(line=look.line, width=width, dash=notation.dash),
            ends,
            about=line.relation,
            tooltip=self._tooltip(line, relation),
            opacity=None if look.line_opacity == 1 else look.line_opacity,
        )

    def _notation(self, line: ViewConnection, relation: Relation | None) -> LineNotation:
        if relation is None:
            return plain_line(line.type)
        kind = archimate_type(type(relation))
        access = str(relation.eGet("access_type")) if kind == "Access" else ""
        directed = kind == "Association" and bool(relation.eGet("directed"))
        look = line_of(Edge("", "", "", kind, access=access, directed=directed))
        source = None if self._bare(line.source) else look.source
        return LineNotation(look.dash, source, None if self._bare(line.target) else look.target)

    def _bare(self, end: str) -> bool:
        """A junction that wants no arrows at its lines."""
        node = self.facts.nodes.get(end)
        return node is not None and node.more.get("hideJunctionArrows") == "true"

    def _tooltip(self, line: ViewConnection, relation: Relation | None) -> str:
        if relation is None:
            return line.label or line.documentation
        kind = name_of(archimate_type(type(relation)), self.facts.lang)
        ends = f"{relation.source.name} → {relation.target.name}"
        return f"{kind}: {ends}" + (f", {relation.name}" if relation.name else "")


def border_of(node: ViewNode, kind: str) -> Border:
    """The outline lines end at."""
    shape, figure = notation_of(kind).shape if kind else None, node.more.get("type")
    word = "box"
    if shape is Outline.DISC or (kind == "Value" and figure == "1"):
        word = "ellipse"
    elif shape in {Outline.ROUND, Outline.OCTAGON} and figure != "1":
        word = "round"
    elif shape_of(node) == "Group" and node.more.get("borderType") != "1":
        word = "tab"
    return Border(node.x, node.y, node.width, node.height, word)


@lru_cache(maxsize=256)
def plain_line(flags: str) -> LineNotation:
    """The look of a line that shows no relation."""
    bits = int(flags) if flags.isdecimal() and len(flags) < 6 else 0
    heads = {side: head for bit, side, head in _FLAGS if bits & bit}
    dash = "2 2" if bits & _DOTTED else "6 3" if bits & _DASHED else ""
    return LineNotation(dash, heads.get("source"), heads.get("target"))


def curved(points: list[Spot]) -> str:
    """Path data of a line whose bends are rounded, as far as its parts are long enough."""
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        (bx, by), (ex, ey) = _towards(at, before), _towards(at, after)
        parts.append(f"L{number(bx)} {number(by)}Q{number(at[0])} {number(at[1])} {number(ex)} {number(ey)}")
    parts.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return "".join(parts)


def _towards(at: Spot, other: Spot) -> Spot:
    length = math.dist(at, other)
    share = min(_CURVE / length, 0.5) if length else 0
    return at[0] + (other[0] - at[0]) * share, at[1] + (other[1] - at[1]) * share
