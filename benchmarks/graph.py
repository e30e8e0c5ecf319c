"""Neighbours and impact of every element, against one breadth-first sweep over the same arrays."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.measure import Figure, cpu
from ea_model import loader, readers
from ea_model.metamodel.archimate import Element
from ea_model.model import Model
from ea_model.questions.impact import dependencies, neighbours, upward
from ea_model.questions.impact.arrays import Dependencies
from ea_model.questions.impact.neighbours import Rows
from ea_model.scope import Moment, Scope
from ea_model.scope.kernel import Ints

GEMMA = Path(__file__).parent.parent.parent / "shared" / "corpus" / "gemma" / "gemma.xml"
_SAMPLE = 1_000


def figures(model: Model, name: str = "") -> Iterator[Figure]:
    """All figures of one model; per element where the name says so."""
    scope = Scope(model, Moment())
    graphs = dependencies(scope)
    roots = _roots(graphs)
    floor_name = "one sweep from all roots"
    floor = cpu(lambda: graphs.open.reach(roots))
    count = len(model.elements)
    sample = model.elements if count <= _SAMPLE else model.elements[:: count // _SAMPLE]

    def each(action: Callable[[Element], object], what: str, goal: str) -> Figure:
        return Figure(f"{name}{what}, per element", cpu(lambda: [action(e) for e in sample], 1) / len(sample),
                      floor_name, floor, goal)  # fmt: skip

    yield Figure(f"{name}arrays of neighbours", cpu(lambda: Rows(scope.index)), floor_name, floor)
    yield Figure(f"{name}arrays of dependencies", cpu(lambda: Dependencies(scope)), floor_name, floor)
    yield each(lambda e: neighbours(scope, e), "neighbours", "goal « 1 ms")
    yield each(lambda e: upward(scope, [e]), "impact with paths", "goal « 1 ms")
    yield Figure(f"{name}how far each of {count} elements reaches", _once(graphs.sizes), floor_name, floor)


def _once(action: Callable[[], object]) -> float:
    """CPU seconds of something that takes too long to repeat."""
    begin = time.process_time()
    action()
    return time.process_time() - begin


def _roots(graphs: Dependencies) -> Ints:
    """Elements that something depends on and that depend on nothing."""
    outgoing = np.diff(graphs.open.indptr) > 0
    outgoing[graphs.open.heads] = False
    return np.flatnonzero(outgoing)


def gemma() -> Iterator[Figure]:
    """The same for the Dutch municipal reference architecture, where its file is at hand."""
    if GEMMA.is_file():
        yield from figures(loader.build(readers.read(GEMMA)), "GEMMA: ")
