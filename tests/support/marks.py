"""What a test uses is what it is marked with: one that starts a process or opens the corpus says so, or fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.builders import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"
ENGINE = "graphviz-pure"
"""The layout engine is a program of its own; a test that lays out a picture need not know."""
COVERS = {"subprocess": {"subprocess", "browser"}, "corpus": {"corpus"}}
"""Each use, and the marks that allow it: what drives a browser starts a server too."""

_running: list[set[str]] = []


def mark(item: pytest.Item) -> None:
    """Mark a test about a file of the corpus as one."""
    parameters = getattr(getattr(item, "callspec", None), "params", {}).values()
    if any(isinstance(value, Path) and value.is_relative_to(CORPUS) for value in parameters):
        item.add_marker("corpus")


@contextmanager
def watched(item: pytest.Item) -> Iterator[None]:
    """While it runs, a test that uses what it is not marked with fails there and then."""
    _running.append({marker.name for marker in item.iter_markers()})
    try:
        yield
    finally:
        _running.pop()


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if not _running or event not in ("subprocess.Popen", "open"):
        return
    used = ""
    if event == "subprocess.Popen":
        used = "" if Path(os.fsdecode(arguments[0])).name == ENGINE else "subprocess"  # type: ignore[arg-type]
    elif isinstance(arguments[0], str | bytes) and os.fsdecode(arguments[0]).startswith(str(CORPUS)):
        used = "corpus"
    if used and not COVERS[used] & _running[-1]:
        pytest.fail(f"mark this test with @pytest.mark.{used}: {arguments[0]!r}")


sys.addaudithook(_audit)
