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
from importlib import util
from itertools import chain
from pathlib import Path

import yaml
from lxml import etree

from benchmarks import documents, drawing, generate, graph, interchange, scope, storage
from benchmarks.measure import Figure, cpu
from ea_model import exporters, loader, readers

ROOT = Path(__file__).parent.parent


def loading(folder: Path) -> Iterator[Figure]:
    """Text model and exchange file to a sealed model, against the bare parser on the same bytes."""
    text = (folder / "model.yaml").read_text(encoding="utf-8")
    floor = cpu(lambda: sum(1 for _ in yaml.parse(text, Loader=yaml.CSafeLoader)))
    yield Figure("load text model", cpu(lambda: loader.load(folder)), "bare YAML events", floor)
    model = loader.load(folder)
    buffer = io.BytesIO()
    exporters.load("exchange").write(model, exporters.Options(), buffer)
    file = folder.parent / "model.xml"
    file.write_bytes(buffer.getvalue())
    bare = cpu(lambda: etree.parse(file))
    yield Figure("load exchange file", cpu(lambda: loader.build(readers.read(file))), "bare lxml parse", bare)
    tree = etree.parse(file)
    serialise = cpu(lambda: etree.tostring(tree, encoding="UTF-8"))
    write = cpu(lambda: exporters.load("exchange").write(model, exporters.Options(), io.BytesIO()))
    yield Figure("export exchange file", write, "lxml serialising the same tree", serialise)


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
        for figure in chain(storage.figures(), drawing.figures(), documents.figures()):
            print(figure, flush=True)
        for figure in loading(folder):
            print(figure, flush=True)
        model = loader.build(generate.reading(sections))
        for figure in chain(scope.figures(100_000), graph.figures(model), graph.gemma(), interchange.figures()):
            print(figure, flush=True)
        if util.find_spec("streamlit"):
            from benchmarks import sessions  # noqa: PLC0415 - needs the app

            for line in sessions.measure([sessions.GEMMA if sessions.GEMMA.exists() else ROOT / "models" / "samen"]):
                print(line, flush=True)
    finally:
        shutil.rmtree(work)


main()
