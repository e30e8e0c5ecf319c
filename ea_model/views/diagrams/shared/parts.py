"""From concepts to boxes and lines: names, kinds, nesting and the facts above a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ea_model.metamodel import specialization_of
from ea_model.metamodel.archimate import (
    Access,
    Aggregation,
    Association,
    Composition,
    Concept,
    Element,
    Influence,
    Relation,
    archimate_type,
)
from ea_model.metamodel.contract import Flow
from ea_model.model import Model
from ea_model.scope import Scope
from ea_model.values import Truth, in_language
from ea_model.views.scene.diagram import GROUP, NOTE, Edge, Node
from ea_model.views.words.kinds import name_of
from ea_model.words import label, table


def name(concept: Concept, lang: str) -> str:
    """The name on one line; the id where there is none."""
    return " ".join(in_language(concept.name, lang).split()) or concept.id


def own_id(*words: str) -> str:
    """An id for what stands for no single concept; no file format lets a concept's id begin like this."""
    return "\0" + " ".join(words)


def frame_id(key: str) -> str:
    """Id of the frame of that key."""
    return own_id("frame", key)


def frame(key: str, title: str, *, parent: str | None = None, dashed: bool = False) -> Node:
    """A visual group."""
    return Node(frame_id(key), GROUP, title, parent=parent, dashed=dashed)


def note(key: str, text: str, *, parent: str | None = None) -> Node:
    """A remark on the drawing."""
    return Node(own_id("note", key), NOTE, text, parent=parent)


def element_node(scope: Scope, element: Element, lang: str, parent: str | None = None) -> Node:
    """The box of an element as the notation has it; dashed where it only perhaps exists at this moment."""
    perhaps = existence(scope, element) is Truth.MAYBE
    return Node(
        element.id,
        archimate_type(type(element)),
        name(element, lang),
        parent=parent,
        element=element.id,
        stereotype=stereotype(scope.model, element, lang),
        title=label("Picture.perhaps", lang) if perhaps else "",
        dashed=perhaps,
    )


def titled(node: Node, *words: str) -> Node:
    """The node with more to say in its tooltip."""
    return replace(node, title="; ".join(part for part in (node.title, *words) if part))


def stereotype(model: Model, element: Element, lang: str) -> str:
    """The word for a specialization: the model's own for its own kinds, else ours; empty for a plain type."""
    special = specialization_of(type(element))
    if not special:
        return ""
    own = model.metamodel.labels.get(special)
    return in_language(own, lang) if own else table(lang).get(f"Kind.{special}", name_of(special, lang))


def relation_edge(scope: Scope, relation: Relation, lang: str, *, emphasis: bool = False, title: str = "") -> Edge:
    """The line of a relation between the boxes of its ends; dimmed where it only perhaps exists."""
    perhaps = existence(scope, relation) is Truth.MAYBE
    words = [title, _stream_name(relation, lang), label("Picture.perhaps", lang) if perhaps else ""]
    return Edge(
        relation.id,
        relation.source.id,
        relation.target.id,
        archimate_type(type(relation)),
        relation=relation.id,
        label=_caption(relation, lang),
        access=relation.access_type if isinstance(relation, Access) else "Access",
        directed=isinstance(relation, Association) and relation.directed,
        title="; ".join(word for word in words if word),
        dimmed=perhaps,
        emphasis=emphasis,
    )


def bundle_words(count: int, lang: str) -> str:
    """How many relations one line stands for."""
    return label("Picture.bundle_of_one", lang) if count == 1 else label("Picture.bundle", lang, count=count)


def _caption(relation: Relation, lang: str) -> str:
    """The words on a line: its name, or how strong an influence is."""
    text = " ".join(in_language(relation.name, lang).split())
    return text or (relation.strength if isinstance(relation, Influence) else "")


def _stream_name(relation: Relation, lang: str) -> str:
    """The stream in a flow: too many words to stand at each of many lines."""
    stream = relation.stream if isinstance(relation, Flow) else None
    return name(stream, lang) if stream is not None else ""


def existence(scope: Scope, concept: Concept) -> Truth:
    """Is the concept there at this moment, its ends included?"""
    return scope.facts.existence(concept)


def present(scope: Scope) -> Iterator[Relation]:
    """The relations between elements that are there at this moment, by id."""
    for relation in sorted(scope.model.relations, key=lambda r: r.id):
        if scope.index.ends(relation) is not None and existence(scope, relation):
            yield relation


def nesting(relations: Iterable[Relation], zones: Mapping[str, str]) -> dict[str, Relation]:
    """Part id to the relation with the whole it stands inside; both in the same zone.

    A composition goes before an aggregation; a part of several wholes stands in the first, and rings stay open.
    """
    parents: dict[str, Relation] = {}
    wholes = (r for r in relations if isinstance(r, (Composition, Aggregation)))
    for relation in sorted(wholes, key=lambda r: (isinstance(r, Aggregation), r.id)):
        whole, part = relation.source.id, relation.target.id
        if part in parents or zones.get(whole) is None or zones.get(whole) != zones.get(part):
            continue
        step: str | None = whole
        while step is not None and step != part:
            step = parents[step].source.id if step in parents else None
        if step is None:
            parents[part] = relation
    return parents


def parents_first(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Containers before what they hold, else in the given order."""
    by_id = {node.id: node for node in nodes}
    depth: dict[str, int] = {}

    def depth_of(node: Node) -> int:
        chain: list[Node] = []
        step: Node | None = node
        while step is not None and step.id not in depth:
            chain.append(step)
            step = by_id[step.parent] if step.parent else None
        at = depth[step.id] if step is not None else -1
        for inner in reversed(chain):
            at += 1
            depth[inner.id] = at
        return depth[node.id]

    return tuple(sorted(nodes, key=depth_of))


def facts(scope: Scope, lang: str, **about: str) -> dict[str, str]:
    """What is drawn (``contract``, ``party``, ``via``) and when it holds: plateau, day, model and its version."""
    model, moment = scope.model, scope.moment
    values = dict(about)
    if moment.plateau is not None:
        values["plateau"] = f"{moment.plateau.id} {name(moment.plateau, lang)}"
    if moment.day is not None:
        values["day"] = moment.day.isoformat()
    version = " ".join(part for part in (model.id, model.version) if part)
    values["model"] = f"{version} ({model.revision})" if model.revision else version
    return {label(f"Picture.fact_{key}", lang): value for key, value in values.items()}
