"""Drawing the views a model came with, as their author laid them out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

import ea_model
from benchmarks.measure import Figure, cpu
from ea_model.model import Model
from views.imported import draw

CORPUS = Path(os.environ.get("EA_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
"""Published models; without them there is nothing to draw and no figure."""


def figures() -> Iterator[Figure]:
    """All views of the Dutch municipal reference architecture, against parsing the same drawings."""
    file = CORPUS / "gemma" / "gemma.archimate"
    if file.exists():
        model = ea_model.load(file)
        drawn = _drawn(model)
        floor = cpu(lambda: [etree.fromstring(drawing) for drawing in drawn], 1)
        yield Figure(f"draw {len(drawn)} views of GEMMA", cpu(lambda: _drawn(model), 1), "parsing the drawings", floor,
                     "goal < 20,000 ms")  # fmt: skip


def _drawn(model: Model) -> list[bytes]:
    return [draw(model, view, links=lambda _: None) for view in model.views]
