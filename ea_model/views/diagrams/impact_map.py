"""What is hit when an element fails, a contract ends or a party leaves: every chain, certain ones and possible ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ea_model.metamodel.archimate import Element, Flow, Relation, archimate_type
from ea_model.questions.impact import Cause, Impact, ImpactHit, Lost, contract_ends, element_fails, party_leaves
from ea_model.scope import Scope
from ea_model.values import in_language
from ea_model.views.diagrams.shared.meaning import MeaningLook
from ea_model.views.diagrams.shared.parts import (
    element_node,
    existence,
    facts,
    frame,
    frame_id,
    name,
    note,
    own_id,
    relation_edge,
    titled,
)
from ea_model.views.diagrams.shared.picture import ComputedPicture
from ea_model.views.diagrams.shared.volumes import volume_words
from ea_model.views.picture_options import PictureOptions
from ea_model.views.scene.diagram import Diagram, Edge, LegendEntry, Node
from ea_model.views.words.kinds import name_of
from ea_model.words import label, label_of

MOST_NODES = 50
"""Elements with a chain of their own; those further away are counted per kind."""
FAILED, CERTAIN, POSSIBLE, WEAKER = (
    MeaningLook("#D9705B"),
    MeaningLook("#F2A58B"),
    MeaningLook("#FFE3A8", dashed=True),
    MeaningLook("#E4E7F7"),
)
_CERTAIN_LINE, _POSSIBLE_LINE = "#A3271B", "#8A6100"
_MOST_NAMES = 12
_MOST_LABELS = 40
"""Lines beyond which their names are told in tooltips only."""
_MOST_WORDS = 3
"""Activities named under an element that loses them."""


def build(scope: Scope, options: PictureOptions) -> Diagram:
    """The impact of what fails (``element``), ends (``contract``) or leaves (``party``)."""
    if options.contract:
        impact = contract_ends(scope, scope.model.contract(options.contract), options.via)
    elif options.party:
        impact = party_leaves(scope, scope.model.element(options.party), options.via)
    else:
        impact = element_fails(scope, scope.model.element(options.element), options.via)
    return _ImpactMapBuilder(scope, impact, options.lang).diagram(options.most_nodes or MOST_NODES)


class _ImpactMapBuilder:
    def __init__(self, scope: Scope, impact: Impact, lang: str) -> None:
        self.scope, self.impact, self.lang = scope, impact, lang
        self.looks: Counter[str] = Counter()
        """Elements per badge: what the legend counts."""

    def diagram(self, most: int) -> Diagram:
        # The certain ones first, then the nearest: each stands after everything on its chain.
        hits = sorted(self.impact.hits, key=lambda hit: not hit.certain)
        near, far = hits[:most], hits[most:]
        nodes = {node.id: node for node in self._starting()}
        for hit in near:
            nodes.setdefault(hit.element.id, self._hit_node(hit))
        for customer in self.impact.customers:
            if customer.hit is None and customer.who.id not in nodes and len(nodes) < 2 * most:
                nodes[customer.who.id] = self._dressed(customer.who, POSSIBLE, "M")
        edges = list(self._edges(near, nodes))
        if len(edges) > _MOST_LABELS:
            edges = [replace(edge, label="", title="; ".join(filter(None, (edge.label, edge.title)))) for edge in edges]
        for element in self._between(near):
            nodes.setdefault(element.id, element_node(self.scope, element, self.lang))
        about = label(f"Cause.{self.impact.cause.name}", self.lang, who=name(self.impact.subject, self.lang))
        rest = [*self._far(far), *self._remarks()]
        via = {"via": ", ".join(name_of(kind, self.lang) for kind in self.impact.via)} if self.impact.via else {}
        self._count_far(far)
        return Diagram(
            id=" ".join(("impact", self.impact.cause.name, self.impact.subject.id, *self.impact.via)),
            title=about,
            nodes=(*nodes.values(), *rest),
            edges=tuple(edges),
            legend=tuple(self._legend(edges)),
            description=label("ImpactMap.text", self.lang, title=about),
            direction="LR",
            facts=facts(self.scope, self.lang, **via),
        )

    def _starting(self) -> Iterator[Node]:
        """What goes wrong, and where that is felt first."""
        subject, lost = self.impact.subject, self._lost()
        if self.impact.cause is not Cause.ELEMENT:
            yield replace(element_node(self.scope, subject, self.lang), emphasis=True)
            for ending in self.impact.endings:
                if ending.contract is not subject:
                    words = label("ImpactMap.ends" if ending.wholly else "ImpactMap.goes_on", self.lang)
                    node = element_node(self.scope, ending.contract, self.lang)
                    yield replace(node, label=f"{node.label}\n({words})")
        for element in self.impact.failed:
            node = self._dressed(element, FAILED, "×")
            yield self._with_words(replace(node, emphasis=element is subject), lost.pop(element.id, []))
        for id_, activities in lost.items():
            element = self.scope.index.elements[self.scope.index.number[id_]]
            yield self._with_words(self._dressed(element, WEAKER, "½"), activities)

    def _lost(self) -> dict[str, list[str]]:
        """Element id to the activities it loses, with what is lost where not all coverage is."""
        activities: dict[str, list[str]] = {}
        for loss in self.impact.losses:
            activity = self.scope.activities.by_id[loss.cell.activity]
            words = in_language(activity.label, self.lang) or loss.cell.activity
            part = "" if loss.lost is Lost.COVERAGE else f" ({label_of(loss.lost, self.lang)})"
            activities.setdefault(loss.cell.element.id, []).append(words + part)
        return activities

    def _with_words(self, node: Node, words: list[str]) -> Node:
        if not words:
            return node
        short = ", ".join(words[:_MOST_WORDS]) + (f" + {len(words) - _MOST_WORDS}" if len(words) > _MOST_WORDS else "")
        return titled(
            replace(node, label=f"{node.label}\n− {short}"),
            label("ImpactMap.loses", self.lang, activities=", ".join(words)),
        )

    def _dressed(self, element: Element, look: MeaningLook, badge: str) -> Node:
        node = element_node(self.scope, element, self.lang)
        self.looks[badge] += 1
        return replace(node, fill=look.fill, badge=badge, dashed=node.dashed or look.dashed)

    def _hit_node(self, hit: ImpactHit) -> Node:
        sure = "ImpactMap.certain" if hit.certain else "ImpactMap.possible"
        look, badge = (CERTAIN, label("ImpactMap.certain_badge", self.lang)) if hit.certain else (POSSIBLE, "M")
        steps = label("ImpactMap.steps", self.lang, count=len(hit.path))
        return titled(self._dressed(hit.element, look, badge), label(sure, self.lang), steps)

    def _edges(self, hits: list[ImpactHit], nodes: dict[str, Node]) -> Iterator[Edge]:
        """The relations of all chains, once each; one is certain when a certain chain goes along it."""
        chains: dict[str, tuple[Relation, bool]] = {}
        for hit in hits:
            for relation in hit.path:
                previous = chains.get(relation.id)
                chains[relation.id] = (relation, hit.certain or (previous is not None and previous[1]))
        relation_ids = set()
        for relation, certain in chains.values():
            if isinstance(relation.source, Element) and isinstance(relation.target, Element):
                relation_ids.add(relation.id)
                words = label("ImpactMap.certain" if certain else "ImpactMap.possible", self.lang)
                edge = relation_edge(self.scope, relation, self.lang, title=words)
                colour = _CERTAIN_LINE if certain else _POSSIBLE_LINE
                yield replace(edge, colour=colour, weight=2 if certain else 1)
        yield from self._stream_edges(nodes, relation_ids)
        yield from self._causes(nodes)

    def _stream_edges(self, nodes: dict[str, Node], relation_ids: set[str]) -> Iterator[Edge]:
        """The flows by which customers notice."""
        streams = {stream.id for stream in self.impact.streams}
        for relation in sorted(self.scope.model.by_kind(Flow), key=lambda r: r.id):
            stream = getattr(relation, "stream", None)
            noticed = stream is not None and stream.id in streams and relation.id not in relation_ids
            if noticed and {relation.source.id, relation.target.id} <= nodes.keys() and existence(self.scope, relation):
                yield replace(relation_edge(self.scope, relation, self.lang), colour=_POSSIBLE_LINE)

    def _causes(self, nodes: dict[str, Node]) -> Iterator[Edge]:
        """From the contracts that end to what they leave uncovered or weaker."""
        if self.impact.cause is Cause.ELEMENT:
            return
        subject = self.impact.subject.id
        for ending in self.impact.endings:
            if ending.contract.id != subject:
                yield Edge(own_id("ends", ending.contract.id), subject, ending.contract.id, "Line", directed=True)
        pairs = {
            (part.provider.contract.id if part.provider.contract is not None else subject, loss.cell.element.id)
            for loss in self.impact.losses
            for part in loss.parts
        }
        for contract, element in sorted(pairs):
            source = contract if contract in nodes else subject
            if source != element and element in nodes:
                yield Edge(own_id("loses", source, element), source, element, "Line", colour=_CERTAIN_LINE, weight=2)

    def _between(self, hits: list[ImpactHit]) -> Iterator[Element]:
        """Elements on a chain that are no hits themselves, such as junctions."""
        for hit in hits:
            for relation in hit.path:
                yield from (end for end in (relation.source, relation.target) if isinstance(end, Element))

    def _far(self, hits: list[ImpactHit]) -> Iterator[Node]:
        """What is further away, as one box per kind and certainty."""
        if not hits:
            return
        yield frame("further", label("ImpactMap.further", self.lang))
        kinds: dict[tuple[str, bool], list[Element]] = {}
        for hit in hits:
            kinds.setdefault((archimate_type(type(hit.element)), hit.certain), []).append(hit.element)
        for (kind, certain), elements in sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0])):
            names = [name(e, self.lang) for e in elements[:_MOST_NAMES]]
            more = len(elements) - len(names)
            names += [label("Picture.more_elements", self.lang, count=more)] if more else []
            look, badge = (CERTAIN, label("ImpactMap.certain_badge", self.lang)) if certain else (POSSIBLE, "M")
            yield Node(
                own_id("further", kind, str(certain)),
                kind,
                label("Picture.kind_count", self.lang, kind=name_of(kind, self.lang), count=len(elements)),
                parent=frame_id("further"),
                fill=look.fill,
                badge=badge,
                dashed=look.dashed,
                title="; ".join(names),
            )

    def _count_far(self, hits: list[ImpactHit]) -> None:
        for hit in hits:
            self.looks[label("ImpactMap.certain_badge", self.lang) if hit.certain else "M"] += 1

    def _remarks(self) -> Iterator[Node]:
        """The volumes that are hit, and that nothing is."""
        if not self.impact.hits and not self.impact.losses:
            yield note("nothing", label("Impact.nothing", self.lang))
        if self.impact.streams:
            lines = [f"{name(s, self.lang)}: {volume_words(s.volume, self.lang)}" for s in self.impact.streams]
            yield note("streams", "\n".join([label("ImpactMap.streams", self.lang), *lines]))

    def _legend(self, edges: list[Edge]) -> Iterator[LegendEntry]:
        """Every look that occurs, with the number of elements."""
        for look, badge, key in (
            (FAILED, "×", "failed"), (WEAKER, "½", "weaker"),
            (CERTAIN, label("ImpactMap.certain_badge", self.lang), "certain"), (POSSIBLE, "M", "possible"),
        ):  # fmt: skip
            if count := self.looks[badge]:
                yield LegendEntry(look.fill, f"{label(f'ImpactMap.{key}', self.lang)} ({count})", badge)
        inks = {edge.colour for edge in edges}
        for ink, weight, key in ((_CERTAIN_LINE, 2, "certain_line"), (_POSSIBLE_LINE, 1, "possible_line")):
            if ink in inks:
                yield LegendEntry(ink, label(f"ImpactMap.{key}", self.lang), line=weight)


PICTURE = ComputedPicture("impact", 5, build, needs=("element", "contract", "party"))
