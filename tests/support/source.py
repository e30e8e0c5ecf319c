"""The source of the product as the tests of the house read it: every file parsed and walked once a process."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from tests.support.builders import ROOT

N = TypeVar("N", bound=ast.AST)
Kinds = Mapping[type[ast.AST], list[ast.AST]]


@cache
def modules() -> tuple[tuple[str, Path], ...]:
    """Every module of the product, with its file."""
    files = sorted((ROOT / "ea_model").rglob("*.py"))
    parts = (file.relative_to(ROOT).with_suffix("").parts for file in files)
    return tuple((".".join(p[:-1] if p[-1] == "__init__" else p), file) for p, file in zip(parts, files, strict=True))


@cache
def text(file: Path) -> str:
    """What a file says."""
    return file.read_text(encoding="utf-8")


@cache
def tree(file: Path) -> ast.Module:
    """The syntax of a file."""
    return ast.parse(text(file))


def by_kind(parsed: ast.AST) -> Kinds:
    """All nodes of a tree, by their class."""
    nodes: defaultdict[type[ast.AST], list[ast.AST]] = defaultdict(list)
    for node in ast.walk(parsed):
        nodes[type(node)].append(node)
    return nodes


@cache
def kinds(file: Path) -> Kinds:
    """All nodes of a file, by their class."""
    return by_kind(tree(file))


def nodes(file: Path, kind: type[N]) -> Iterator[N]:
    """Nodes of one class in a file."""
    return (node for node in kinds(file).get(kind, ()) if isinstance(node, kind))


@cache
def imports(module: str) -> frozenset[str]:
    """Modules of the product and others that a module imports: inside functions and for the type checker too."""
    file = dict(modules())[module]
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    return frozenset(_resolved(name) for name in _named(file, package))


def _named(file: Path, package: str) -> Iterator[str]:
    for statement in nodes(file, ast.Import):
        yield from (alias.name for alias in statement.names)
    for node in nodes(file, ast.ImportFrom):
        above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        base = ".".join(filter(None, [*above, node.module or ""]))
        yield from (f"{base}.{alias.name}" for alias in node.names)


def _resolved(name: str) -> str:
    """The module itself where a name of it is imported."""
    places = _places()
    return name if name in places or name.rpartition(".")[0] not in places else name.rpartition(".")[0]


@cache
def _places() -> dict[str, Path]:
    return dict(modules())
