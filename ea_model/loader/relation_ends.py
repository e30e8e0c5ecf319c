"""Relations that end at relations: what hangs on something that is missing, and what only hangs on itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from ea_model.loader.context import Load
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel.archimate import Relation

_MOST_TOLD = 8
"""Of one circle."""


def hanging_on(missing: Iterable[str], ends: Mapping[str, tuple[str, str]]) -> list[str]:
    """The relations that end, over other relations or at once, at something that is not there; nearest first.

    ``ends`` are both ends of every relation. Takes one look at each, however long the chain is.
    """
    users: dict[str, list[str]] = {}
    for relation, both in ends.items():
        for end in dict.fromkeys(both):
            users.setdefault(end, []).append(relation)
    waiting, lost = deque(missing), dict.fromkeys(missing)
    while waiting:
        for relation in users.get(waiting.popleft(), ()):
            if relation not in lost:
                lost[relation] = None
                waiting.append(relation)
    return list(lost)


def circles(relations: Iterable[Relation]) -> tuple[list[tuple[str, ...]], list[str]]:
    """Circles of relations that end at each other, and all relations that stand in one or lead to one.

    Of circles that share relations one is named. Takes one look at each relation and end.
    """
    ends = {
        relation.id: [end.id for end in {id(e): e for e in (relation.source, relation.target)}.values()
                      if isinstance(end, Relation)]
        for relation in relations
    }  # fmt: skip
    above = {relation: both for relation, both in ends.items() if both}
    open_ends = {relation: len(both) for relation, both in above.items()}
    users: dict[str, list[str]] = {}
    for relation, both in above.items():
        for end in both:
            users.setdefault(end, []).append(relation)
    waiting = deque(end for end in users if end not in above)
    while waiting:
        for relation in users.get(waiting.popleft(), ()):
            open_ends[relation] -= 1
            if not open_ends[relation]:
                waiting.append(relation)
    unsettled = [relation for relation, count in open_ends.items() if count]
    rest = set(unsettled)
    named, visited = [], set[str]()
    for start in unsettled:
        path: dict[str, None] = {}
        at = start
        while at not in visited:
            visited.add(at)
            path[at] = None
            at = next(end for end in above[at] if end in rest)
        if at in path:
            steps = list(path)
            named.append(tuple(steps[steps.index(at) :]))
    return named, unsettled


def refuse_circles(load: Load) -> None:
    """Tell every circle of relations; ours does not load then, and of somebody else's what hangs on it is left out."""
    rows = ((relation, relation.__dict__) for relation in load.contents.relations)
    upon = [
        relation
        for relation, row in rows
        if isinstance(row.get("source"), Relation) or isinstance(row.get("target"), Relation)
    ]
    named, unsettled = circles(upon)
    for circle in named:
        steps = [*circle[:_MOST_TOLD], "…"] if len(circle) > _MOST_TOLD else list(circle)
        place = load.contents.places.get(circle[0], Place(load.file))
        load.complain(place, "CYCLE", Message("relation_circle", circle=" → ".join((*steps, circle[0]))))
    if not unsettled or not load.lenient:
        return
    inside = {relation for circle in named for relation in circle}
    for relation in unsettled:
        if relation not in inside:
            place = load.contents.places.get(relation, Place(load.file))
            load.warning(place, "REFERENCE", Message("end_missing", id=relation, end=named[0][0]))
        load.concepts.pop(relation, None)
    gone = set(unsettled)
    load.contents.relations[:] = [relation for relation in load.contents.relations if relation.id not in gone]
