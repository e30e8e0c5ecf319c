"""No circles between modules or between the parts of a package: lazy imports and those for the type checker count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import takewhile

from tests.support.source import imports, modules

Graph = Mapping[str, set[str]]

CIRCLES: set[frozenset[str]] = set()
"""Modules that still go round; a circle that is mended leaves this list, and none comes in."""


def module_graph() -> Graph:
    """Which modules of the product each of them imports."""
    names = {name for name, _ in modules()}
    return {name: set(imports(name)) & names - {name} for name in names}


def sibling_graph() -> Graph:
    """Which part of the same package each part imports something of."""
    graph: defaultdict[str, set[str]] = defaultdict(set)
    for importer, imported in module_graph().items():
        for name in imported:
            pairs = list(zip(importer.split("."), name.split("."), strict=False))
            depth = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
            if depth < len(pairs):
                ends = (".".join(whole.split(".")[: depth + 1]) for whole in (importer, name))
                graph[next(ends)].add(next(ends))
    return graph


def circles(graph: Graph) -> Iterator[frozenset[str]]:
    """Groups of which each member reaches every other."""
    reached = {name: _reached(graph, name) for name in graph}
    for name in graph:
        group = frozenset(other for other in reached[name] if name in reached.get(other, ()))
        if group and name == min(group):
            yield group


def _reached(graph: Graph, start: str) -> set[str]:
    reached: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += graph.get(name, ())
    return reached


def test_a_circle_is_found_and_a_chain_is_none() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}
    assert list(circles(graph)) == [frozenset({"b", "c"})]


def test_modules_do_not_import_each_other() -> None:
    _only(module_graph(), CIRCLES)


def test_parts_of_a_package_do_not_import_each_other() -> None:
    _only(sibling_graph(), set())


def _only(graph: Graph, left: set[frozenset[str]]) -> None:
    groups = set(circles(graph))
    assert not groups - left, "these import each other: put what both need below them"
    assert not left - groups, "take what was mended from the list"
