"""A local is named by what it holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.support.builders import ROOT
from tests.support.source import modules, tree

VAGUE = {
    "asked", "carried", "desk", "drawn", "every", "found", "given", "got", "held", "here",
    "kept", "known", "left_over", "made", "obj", "res", "ret", "said", "seen", "shown",
    "stuff", "taken", "thing", "things", "tmp", "told", "waived", "wanted",
}  # fmt: skip
"""Words that say that something was got, and not what."""


def _locals(parsed: ast.AST) -> Iterator[tuple[str, int]]:
    """Names that functions bind, their parameters among them; the fields of a class are none."""
    for scope in ast.walk(parsed):
        if isinstance(scope, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            for node in ast.walk(scope):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id, node.lineno
                elif isinstance(node, ast.arg):
                    yield node.arg, node.lineno
                elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
                    yield node.name, node.lineno


def test_no_local_has_a_name_that_would_fit_anything() -> None:
    vague = {
        f"{file.relative_to(ROOT)}:{line} {name}"
        for _, file in modules() for name, line in _locals(tree(file)) if name in VAGUE
    }  # fmt: skip
    assert not vague


@pytest.mark.parametrize(
    "source",
    ["def f():\n    found = 1", "def f(*, found): ...", "def f():\n    return [found for found in ()]",
     "def f():\n    if found := 1: ...", "f = lambda found: 1", "def f():\n    with g() as (a, found): ...",
     "def f():\n    try: ...\n    except E as found: ...", "def f(a):\n    match a:\n        case [found]: ..."],
)  # fmt: skip
def test_the_look_sees_every_way_to_bind_one(source: str) -> None:
    assert "found" in {name for name, _ in _locals(ast.parse(source))}
