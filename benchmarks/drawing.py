"""Drawing: the views a model came with, and the pictures computed from it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from lxml import etree

import ea_model
from benchmarks.measure import Figure, cpu
from ea_model.model import Model
from ea_model.views import pictures
from ea_model.views.diagrams import PICTURES
from ea_model.views.imported import draw

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("EA_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
"""Published models; without them there is nothing to draw and no figure."""


def figures() -> Iterator[Figure]:
    """Views as their author laid them out, then every computed picture, against parsing the same drawings."""
    yield from _views()
    samen = ea_model.load(ROOT / "models" / "samen")
    yield from _computed(samen, "SAMEN", {"contract": "C-DGP", "element": "digipoort", "versus": "P1"}, 1_000)
    gemma = CORPUS / "gemma" / "gemma.xml"
    if gemma.exists():
        os.environ["EA_GEMMA"] = str(gemma)
        model = ea_model.load(ROOT / "models" / "gemma")
        about = {
            "contract": "vb-zaak",
            "element": "id-a97b6545-d5a7-485d-9b13-3ce22db5b9cf",
            "versus": "vb-straks",
        }
        yield from _computed(model, "GEMMA", about, 3_000)


def _computed(model: Model, name: str, about: dict[str, str], goal: int) -> Iterator[Figure]:
    """Each picture from the answer to the SVG, its layout by the engine included."""
    scope = next(pictures.situations(model))
    for picture, found in PICTURES.items():
        needs = ("element",) if "element" in found.needs else found.needs
        options = {key: about[key] for key in needs}
        svg = pictures.picture(scope, picture, **options)
        begin = _with_children()
        pictures.picture(scope, picture, **options)
        taken = _with_children() - begin
        floor = cpu(partial(etree.fromstring, svg), 1)
        yield Figure(f"picture {picture} of {name}", taken, "parsing the drawing", floor, f"goal < {goal:,} ms")


def _with_children() -> float:
    """CPU seconds of this process and of the layout engines that it started and that ended."""
    return sum(os.times()[:4])


def _views() -> Iterator[Figure]:
    """All views of the Dutch municipal reference architecture, against parsing the same drawings."""
    file = CORPUS / "gemma" / "gemma.archimate"
    if file.exists():
        model = ea_model.load(file)
        counts = _drawn(model)
        floor = cpu(lambda: [etree.fromstring(drawing) for drawing in counts], 1)
        yield Figure(f"draw {len(counts)} views of GEMMA", cpu(lambda: _drawn(model), 1), "parsing the drawings", floor,
                     "goal < 20,000 ms")  # fmt: skip


def _drawn(model: Model) -> list[bytes]:
    return [draw(model, view, links=lambda _: None) for view in model.views]
