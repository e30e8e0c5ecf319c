"""Published files of Archi itself say what the exchange files say that Archi wrote of the same models.

What Archi does to every model when it writes one is undone here (`_archi_id`, `_trimmed`, lines between a node and the
one around it); what is left between the two is named in `EXCEPTIONS`, with its reason, and nothing else may differ.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import starmap
from pathlib import Path
from typing import Any

import pytest

import ea_model
from ea_model.drawing import View, ViewNode
from ea_model.metamodel.archimate import Concept, Relation, archimate_type
from ea_model.model import Model
from ea_model.problems import Level, UnreadableError
from tests.exchange_support import CORPUS

EXCEPTIONS: dict[str, tuple[str, set[str]]] = {
    "junctions": ("this exchange file made every junction an and-junction; the type OrJunction says it is none", {
        "0132cf79", "d9d5e515",
    }),
    "properties": ("Archi writes no property without a key", {
        "0132cf79", "25eb1d65-b2a2-4123-ad8c-6578b468097d",
    }),
    "views": ("Archi writes no sketch views", {"25eb1d65-b2a2-4123-ad8c-6578b468097d", "gemma"}),
}  # fmt: skip
"""What differs, why, and in which models."""


def _paired() -> list[Path]:
    found = sorted(CORPUS.glob("eamodelset/*/model.archimate"))
    return [*found, *CORPUS.glob("gemma/gemma.archimate")]


def _needed(paths: list[Path]) -> list[Any]:
    """Parameters of a test; without the corpus one that is skipped, or fails on a build machine."""
    if paths:
        return [pytest.param(path, id=f"{path.parent.name}-{path.stem}") for path in paths]
    reason = f"there is no corpus of published models at {CORPUS}"
    marks = [] if os.environ.get("CI") else [pytest.mark.skip(reason=reason)]
    return [pytest.param(CORPUS / "absent", marks=marks, id="no corpus")]


@pytest.mark.parametrize("path", _needed(_paired()))
def test_a_file_of_archi_says_what_its_exchange_file_says(path: Path) -> None:
    native = ea_model.load(path)
    assert not [p for p in native.problems if p.level is Level.ERROR]
    assert len(native.elements) > 0
    written = path.with_suffix(".xml")
    if not written.exists():
        return
    exchange = ea_model.load(written)
    one, other = _said(native), _said(exchange)
    one_drawn, other_drawn = _drawn(native), _drawn(exchange)
    differing = {aspect for aspect in one if one[aspect] != other[aspect]}
    differing |= {aspect for aspect in one_drawn if one_drawn[aspect] != other_drawn[aspect]}
    assert differing == {aspect for aspect, (_, names) in EXCEPTIONS.items() if path.parent.name in names}
