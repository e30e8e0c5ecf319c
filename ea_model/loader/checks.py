"""The last pass: what only the whole model shows, such as cycles and relations ArchiMate does not permit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ea_model.loader.context import Load
from ea_model.messages import Message
from ea_model.messages.problems import Level, Place, Problem
from ea_model.metamodel.archimate import Composition, Concept, archimate_type
from ea_model.metamodel.contract import Plateau
from ea_model.model import Contents


def check(load: Load) -> None:
    """Run the checks that can stop a load."""
    _check_plateau_cycles(load)


def judge(contents: Contents) -> list[Problem]:
    """What is odd about a model that loads: published reference models have such things, so they are reported."""
    return [*_odd_relations(contents), *_part_cycles(contents)]


def _odd_relations(contents: Contents) -> Iterator[Problem]:
    """Relations outside the table."""
    language = contents.metamodel.language
    legal: dict[tuple[type, type, type], bool] = {}
    for relation in contents.relations:
        ends = relation.__dict__
        triple = (type(relation), type(ends["source"]), type(ends["target"]))
        if triple not in legal:
            legal[triple] = language.permits(*triple)
        if not legal[triple]:
            allowed = ", ".join(language.permitted(type(relation.source), type(relation.target))) or "none"
            message = Message(
                "outside_table",
                relation=archimate_type(type(relation)),
                source=relation.source.kind,
                target=relation.target.kind,
                table=language,
                id=relation.id,
                allowed=allowed,
            )
            place = contents.places.get(relation.id, Place())
            yield Problem(place, "RELATION", message, Level.WARNING, relation.id)


def _part_cycles(contents: Contents) -> Iterator[Problem]:
    """Nothing is a part of itself; legal input for the engine, but never what was meant."""
    parts: dict[str, list[str]] = {}
    for relation in contents.relations:
        if isinstance(relation, Composition):
            parts.setdefault(relation.source.id, []).append(relation.target.id)
    for circle in cycles(parts):
        place = contents.places.get(circle[0], Place())
        message = Message("part_circle", circle=" → ".join((*circle, circle[0])))
        yield Problem(place, "CYCLE", message, Level.WARNING, circle[0], circle)


def _check_plateau_cycles(load: Load) -> None:
    plateaus = [element for element in load.contents.elements if isinstance(element, Plateau)]
    for feature in ("part_of", "follows"):
        steps = {p.id: [x.id for x in _targets(p, feature)] for p in plateaus}
        for circle in cycles(steps):
            place = load.contents.places.get(circle[0], Place())
            load.error(place, "CYCLE", Message("circle", feature=feature, circle=" → ".join((*circle, circle[0]))))


def _targets(plateau: Plateau, feature: str) -> Iterable[Concept]:
    value = plateau.eGet(feature)
    return value if isinstance(value, tuple) else ((value,) if value is not None else ())


def cycles(steps: dict[str, list[str]]) -> list[tuple[str, ...]]:
    """Circles of a directed graph, each once and beginning at its smallest id, in whatever order the steps stand.

    No recursion, so any depth is fine.
    """
    circles: dict[frozenset[str], tuple[str, ...]] = {}
    done: set[str] = set()
    for root in sorted(steps):
        if root in done:
            continue
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                path.pop()
                on_path.discard(node)
                done.add(node)
                continue
            if node in on_path:
                circle = path[path.index(node) :]
                first = circle.index(min(circle))
                circles.setdefault(frozenset(circle), tuple(circle[first:] + circle[:first]))
                continue
            if node in done:
                continue
            path.append(node)
            on_path.add(node)
            stack.append((node, True))
            stack.extend((after, False) for after in sorted(steps.get(node, ()), reverse=True))
    return sorted(circles.values())
