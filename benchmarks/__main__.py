"""Run all measurements and print one line each."""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import yaml
from lxml import etree

import exporters
from benchmarks import drawing, generate, graph, storage
from benchmarks.measure import Figure, cpu
from ea_model import loader, readers
from ea_model.model import Model
from ea_model.scope import Moment, Scope, contract_scopes
from ea_model.scope.index import ScopeIndex
from ea_model.scope.kernel import compress, sweep
from ea_model.scope.worlds import Worlds

ROOT = Path(__file__).parent.parent


def loading(folder: Path) -> Iterator[Figure]:
    """Text model and exchange file to a sealed model, against the bare parser on the same bytes."""
    text = (folder / "model.yaml").read_text(encoding="utf-8")
    floor = cpu(lambda: sum(1 for _ in yaml.parse(text, Loader=yaml.CSafeLoader)))
    yield Figure("load text model", cpu(lambda: loader.load(folder)), "bare YAML events", floor)
    model = loader.load(folder)
    buffer = io.BytesIO()
    exporters.load("archimate").write(model, exporters.Options(), buffer)
    file = folder.parent / "model.xml"
    file.write_bytes(buffer.getvalue())
    bare = cpu(lambda: etree.parse(file))
    yield Figure("load exchange file", cpu(lambda: loader.build(readers.read(file))), "bare lxml parse", bare)
    tree = etree.parse(file)
    serialise = cpu(lambda: etree.tostring(tree, encoding="UTF-8"))
    write = cpu(lambda: exporters.load("archimate").write(model, exporters.Options(), io.BytesIO()))
    yield Figure("export exchange file", write, "lxml serialising the same tree", serialise)


def scoping(model: Model) -> Iterator[Figure]:
    """Index and scope, against a sort of the same arcs and one sweep over the same arrays."""
    index = ScopeIndex(model)
    sort = cpu(lambda: np.argsort(index.tails, kind="stable"))
    yield Figure("index (objects to arrays)", cpu(lambda: ScopeIndex(model)), "argsort of the arcs", sort)
    scope = Scope(model, Moment())
    worlds: Worlds = scope.worlds
    arcs = worlds.sure.arcs
    indptr = compress(index.tails[arcs], worlds.size)

    def one_sweep() -> None:
        sweep(indptr, index.heads[arcs], index.lanes[arcs], worlds.lane_masks, worlds.sure.seeds, worlds.sure.admits)

    floor = cpu(one_sweep)
    yield Figure("scope of all contracts, all cells", cpu(lambda: Scope(model, Moment())), "one sweep", floor)
    yield Figure("demarcation of 50 contracts", cpu(lambda: [c.within for c in contract_scopes(scope)], 1),
                 "one sweep", floor)  # fmt: skip


def starting() -> Iterator[Figure]:
    """Wall time of a whole command, against an empty Python."""
    ea = Path(sys.executable).with_name("ea")
    check = [str(ea), "check", str(ROOT / "models" / "samen")]

    def wall(command: list[str]) -> float:
        taken = []
        for _ in range(5):
            begin = time.perf_counter()
            subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own commands
            taken.append(time.perf_counter() - begin)
        return sorted(taken)[2]

    yield Figure("ea check models/samen (wall)", wall(check), "empty Python",
                 wall([sys.executable, "-c", "pass"]), "goal < 1,000 ms")  # fmt: skip


def main() -> None:
    """Print every figure as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--elements", type=int, default=10_000, help="size of the generated landscape")
    size = parser.parse_args().elements
    work = Path(tempfile.mkdtemp())
    try:
        sections = generate.landscape(size)
        folder = work / "landscape"
        folder.mkdir()
        (folder / "model.yaml").write_text(generate.yaml_text(sections), encoding="utf-8")
        print(f"landscape of {size} elements, 50 contracts; medians of CPU time in one run")
        for figure in starting():
            print(figure, flush=True)
        for figure in chain(storage.figures(), drawing.figures()):
            print(figure, flush=True)
        for figure in loading(folder):
            print(figure, flush=True)
        model = loader.build(generate.reading(sections))
        for figure in chain(scoping(model), graph.figures(model), graph.gemma()):
            print(figure, flush=True)
    finally:
        shutil.rmtree(work)


main()
