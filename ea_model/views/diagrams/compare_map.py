"""Two plateaus beside each other: what comes, what goes, what changes hands; what stays the same is only counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ea_model.compare.delta import moved
from ea_model.compare.situations import situation_change
from ea_model.metamodel.archimate import Element, Relation
from ea_model.metamodel.contract import Role
from ea_model.scope import Cell, Scope, Status, scope_of
from ea_model.values import in_language
from ea_model.views.diagrams.shared.counting import counted
from ea_model.views.diagrams.shared.meaning import BYSTANDER, MeaningLook, dressed
from ea_model.views.diagrams.shared.parts import (
    element_node,
    facts,
    frame,
    frame_id,
    name,
    nesting,
    note,
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

MOST_NODES = 150
_MOST_LINES = 25
"""Lines one can still follow; beyond it the kinds of relations that say least are only counted."""
_KINDS = (
    "Flow", "Serving", "Realization", "Specialization", "Triggering", "Composition", "Aggregation", "Assignment",
    "Access", "Influence", "Association",
)  # fmt: skip
"""Relations by how much they say of an architecture."""
_MOST_CHANGES = 2
"""Changes named on a box; the others are in its tooltip."""
LAYERS = (
    "Motivation", "Strategy", "Business", "Application", "Technology", "Physical", "Implementation & Migration",
)  # fmt: skip
ADDED, REMOVED, CHANGED = "+", "−", "~"
LOOKS = {ADDED: MeaningLook("#BFE3C8"), REMOVED: MeaningLook("#F2B8AE", dashed=True), CHANGED: MeaningLook("#FFE39A")}
_LINES = {ADDED: "#1B6E35", REMOVED: "#A3271B"}


def build(scope: Scope, options: PictureOptions) -> Diagram:
    """From the plateau of the answer to ``options.versus``, on the same day."""
    after = scope_of(scope.model, options.versus, scope.moment.day)
    return _CompareMapBuilder(scope, after, options.lang).diagram(options.most_nodes or MOST_NODES)


class _CompareMapBuilder:
    def __init__(self, before: Scope, after: Scope, lang: str) -> None:
        self.before, self.after, self.lang = before, after, lang
        self.model = before.model
        self.short: dict[str, list[str]] = {}
        """Element id to what changes about it, in as few words as a box has room for."""
        self.words = self._changes()
        self.signs = {e.id: sign for e in self.model.elements if (sign := self._sign(e))}
        """Element id to what became of it; nothing for what stays the same."""
        self.counts = Counter(self.signs.values())
        self.wholes: set[str] = set()
        """Ids of the boxes that hold others, and so have little room for words."""
        relations = {r.id: r for r in (*present(before), *present(after))}
        self.relations = [relations[id_] for id_ in sorted(relations)]

    def _sign(self, element: Element) -> str:
        was, now = (bool(scope.facts.existence(element)) for scope in (self.before, self.after))
        if was != now:
            return ADDED if now else REMOVED
        return CHANGED if now and element.id in self.words else ""

    def _changes(self) -> dict[str, list[str]]:
        """Element id to what changes about it, in words."""
        changes: dict[str, list[str]] = {}
        hands: dict[str, dict[str, list[str]]] = {}
        for change in situation_change(self.before, self.after).cells:
            way = f"{self._who(change.before)} → {self._who(change.after)}"
            activity = self._activity(change.activity)
            changes.setdefault(change.element.id, []).append(f"{activity}: {way}")
            hands.setdefault(change.element.id, {}).setdefault(way, []).append(activity)
        for id_, ways in hands.items():
            self.short[id_] = [
                f"{activities[0]}: {way}"
                if len(activities) == 1
                else label("CompareMap.activities", self.lang, count=len(activities), way=way)
                for way, activities in ways.items()
            ]
        shared = frozenset(
            e.id for e in self.model.elements if self.before.facts.existence(e) and self.after.facts.existence(e)
        )
        for move in moved(present(self.before), present(self.after), shared):
            wholes = [", ".join(name(e, self.lang) for e in side) for side in (move.before, move.after)]
            words = label("CompareMap.moved", self.lang, before=wholes[0], after=wholes[1])
            changes.setdefault(move.element.id, []).append(words)
            self.short.setdefault(move.element.id, []).append(words)
        return changes

    def _activity(self, leaf: str) -> str:
        activity = self.before.activities.by_id.get(leaf)
        return (in_language(activity.label, self.lang) if activity is not None else "") or leaf

    def _who(self, cell: Cell | None) -> str:
        """Who has a part in a cell, else its status."""
        if cell is None:
            return "–"
        holders = [x for x in (*cell.leads, *cell.support) if x.certain] or [*cell.leads, *cell.support]
        people = dict.fromkeys(
            f"{x.provider.label(self.lang)}{'' if x.certain else '?'}{' (S)' if x.role == Role.SUPPORTING else ''}"
            for x in holders
        )
        explicit = cell.status not in (Status.COVERED, Status.OWN, Status.JOINT, Status.SUPPORTED_ONLY, Status.UNKNOWN)
        status = [label_of(cell.status, self.lang)] if explicit or not people else []
        return " ".join([" + ".join(people), *(f"({s})" if people else s for s in status)]).strip()

    def diagram(self, most: int) -> Diagram:
        elements = self._elements()
        zones = {e.id: e.layer for e in elements}
        parts = nesting(self.relations, zones)
        self.wholes = {relation.source.id for relation in parts.values()}
        nodes = [*self._frames(elements), *(self._node(e, parts) for e in elements)]
        inside = {relation.id for relation in parts.values()}
        boxes = counted(parents_first(nodes), most, self._kind_of, self.lang)
        differing = list(self._edges({node.id for node in boxes}, inside))
        edges = self._followable(differing)
        sides = [self._side(scope) for scope in (self.before, self.after)]
        title = label("CompareMap.title", self.lang, before=sides[0], after=sides[1])
        return Diagram(
            id=f"compare {sides[0]} {sides[1]}",
            title=title,
            nodes=(*boxes, *self._remarks(len(differing) - len(edges))),
            edges=tuple(edges),
            legend=tuple(self._legend(elements, edges)),
            description=label("CompareMap.text", self.lang, title=title),
            viewpoint="Implementation and Migration",
            facts={
                k: v for k, v in facts(self.after, self.lang).items() if k != label("Picture.fact_plateau", self.lang)
            },
        )

    def _side(self, scope: Scope) -> str:
        plateau = scope.moment.plateau
        return f"{plateau.id} {name(plateau, self.lang)}" if plateau is not None else self.model.id

    def _elements(self) -> list[Element]:
        """What differs, and the wholes around it; in order of layer, what comes before what goes."""
        ids = set(self.signs)
        wholes = nesting(self.relations, {e.id: e.layer for e in self.model.elements})
        for id_ in self.signs:
            step = wholes.get(id_)
            while step is not None:
                ids.add(step.source.id)
                step = wholes.get(step.source.id)
        elements = [e for e in self.model.elements if e.id in ids]
        order = list(LOOKS)
        return sorted(elements, key=lambda e: (_layer_order(e), [*order, ""].index(self.signs.get(e.id, "")), e.id))

    def _frames(self, elements: Iterable[Element]) -> Iterator[Node]:
        for layer in dict.fromkeys(e.layer for e in elements):
            yield frame(layer, name_of(layer, self.lang))

    def _node(self, element: Element, parts: dict[str, Relation]) -> Node:
        parent = parts[element.id].source.id if element.id in parts else frame_id(element.layer)
        sign = self.signs.get(element.id, "")
        scope = self.before if sign == REMOVED else self.after
        node = element_node(scope, element, self.lang, parent)
        if not sign:
            return titled(dressed(node, BYSTANDER, ""), label("CompareMap.same", self.lang))
        words = self.words.get(element.id, [])
        node = titled(dressed(node, LOOKS[sign], sign), label(f"CompareMap.{_KEYS[sign]}", self.lang), *words)
        if sign != CHANGED:
            return node
        if element.id in self.wholes:
            return replace(node, label=f"{node.label}\n{label('CompareMap.changes', self.lang, count=len(words))}")
        short = self.short.get(element.id, [])
        more = len(short) - _MOST_CHANGES
        lines = [*short[:_MOST_CHANGES], *([f"+ {more}"] if more > 0 else [])]
        return replace(node, label="\n".join([node.label, *lines]))

    def _edges(self, box_ids: set[str], inside: set[str]) -> Iterator[Edge]:
        """Relations that come or go between elements that are drawn."""
        for relation in self.relations:
            ends = {relation.source.id, relation.target.id}
            was, now = (bool(scope.facts.existence(relation)) for scope in (self.before, self.after))
            if was != now and ends <= box_ids and relation.id not in inside:
                sign = ADDED if now else REMOVED
                scope = self.after if now else self.before
                words = label(f"CompareMap.{_KEYS[sign]}", self.lang)
                edge = relation_edge(scope, relation, self.lang, title=words)
                yield replace(edge, colour=_LINES[sign], label=sign)

    def _followable(self, edges: list[Edge]) -> list[Edge]:
        """The lines of as many kinds as one can follow, whole kinds only."""
        lines: list[Edge] = []
        for kind in _KINDS:
            more = [edge for edge in edges if edge.kind == kind]
            if len(lines) + len(more) > _MOST_LINES:
                break
            lines += more
        return lines

    def _remarks(self, undrawn: int) -> Iterator[Node]:
        """What stays the same, and how many lines are not there."""
        same = sum(
            1
            for e in self.model.elements
            if e.id not in self.signs and self.before.facts.existence(e) and self.after.facts.existence(e)
        )
        lines = [label("CompareMap.count_same", self.lang, count=same)]
        lines += [label("CompareMap.undrawn", self.lang, count=undrawn)] if undrawn else []
        yield note("same", "\n".join(lines))

    def _kind_of(self, element_id: str) -> str:
        return name_of(self.model[element_id].kind, self.lang)

    def _legend(self, elements: list[Element], edges: list[Edge]) -> Iterator[LegendEntry]:
        for sign, look in LOOKS.items():
            if count := self.counts[sign]:
                yield LegendEntry(look.fill, f"{label(f'CompareMap.{_KEYS[sign]}', self.lang)} ({count})", sign)
        if any(e.id not in self.signs for e in elements):
            yield LegendEntry(BYSTANDER.fill, label("CompareMap.same", self.lang))
        for sign, ink in _LINES.items():
            if any(edge.colour == ink for edge in edges):
                text = label(f"CompareMap.{_KEYS[sign]}_line", self.lang)
                yield LegendEntry(ink, text, sign, line=1.5)


_KEYS = {ADDED: "added", REMOVED: "removed", CHANGED: "changed"}


def _layer_order(element: Element) -> int:
    return LAYERS.index(element.layer) if element.layer in LAYERS else len(LAYERS)


PICTURE = ComputedPicture("compare", 6, build, needs=("versus",))
