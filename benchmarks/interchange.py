"""Reading and writing somebody else's formats, against lxml on the same files in the same run.

``python -m benchmarks.interchange`` runs these alone. Peers are measured where they are installed in a virtual
environment of their own, which ``EA_PEERS`` names (the folder with ``bin/python``).
"""

from __future__ import annotations

import io
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from lxml import etree

import ea_model
from benchmarks.foreign import write_exchange
from benchmarks.measure import Figure, cpu
from ea_model import exporters
from ea_model.model import Model

GEMMA = Path(__file__).parent.parent.parent / "shared" / "corpus" / "gemma"
_ELEMENTS = 100_000
_PEER = """
import sys, time
from pyArchimate import Model
model = Model("peer")
begin = time.process_time()
model.read(sys.argv[1])
loaded = time.process_time()
model.write(sys.argv[2])
print(loaded - begin, time.process_time() - loaded)
"""
"""pyarchimate 2.0.0, as its documentation says it reads and writes an exchange file; prints seconds of both."""
_BARE_ID = re.compile(rb'"(?=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")')


def figures(elements: int = _ELEMENTS) -> Iterator[Figure]:
    """Every figure, one at a time."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        file = folder / "generated.xml"
        write_exchange(file, elements, elements * 5 // 2)
        label = f"{elements} elements"
        yield from _loading(f"load exchange, {label}", file)
        yield from _writing(label, file)
        if (GEMMA / "gemma.xml").is_file():
            yield from _loading("load exchange, GEMMA", GEMMA / "gemma.xml")
            yield from _writing("GEMMA", GEMMA / "gemma.xml")
            yield from _loading("load native, GEMMA", GEMMA / "gemma.archimate")
            yield from _folder(folder / "grafico")
            yield from _peers(GEMMA / "gemma.xml", folder)


def growth(sizes: tuple[int, ...] = (10_000, 100_000, 1_000_000)) -> Iterator[Figure]:
    """Load time per concept: two sevenths are elements, the rest relations."""
    floor = 0.0
    with tempfile.TemporaryDirectory() as work:
        for concepts in sizes:
            file = Path(work, f"{concepts}.xml")
            write_exchange(file, concepts * 2 // 7, concepts * 5 // 7)
            each = cpu(lambda f=file: ea_model.load(f), 1) / concepts  # type: ignore[misc]
            floor = floor or each
            yield Figure(
                f"load per concept, {concepts} concepts", each, f"per concept of {sizes[0]}", floor, "linear: ≈ 1 ×"
            )


def _loading(name: str, file: Path) -> Iterator[Figure]:
    yield Figure(
        name, cpu(lambda: ea_model.load(file)), "bare lxml parse", cpu(lambda: etree.parse(file)), "goal ≤ 3 ×"
    )
    ours = _peak(f"import ea_model; m = ea_model.load({str(file)!r})", "import ea_model")
    tree = _peak(f"from lxml import etree; t = etree.parse({str(file)!r})", "from lxml import etree")
    yield Figure(f"peak memory of that, {file.suffix}", ours, "bare lxml tree", tree, "goal ≤ 1 ×", unit="B")


def _writing(name: str, file: Path) -> Iterator[Figure]:
    tree = etree.parse(file)
    floor = cpu(partial(etree.tostring, tree, encoding="UTF-8"))
    model = ea_model.load(file)
    yield Figure(f"write exchange as it stood, {name}", cpu(_written(model, fresh=False)), "lxml serialising", floor,
                 "goal ≤ 3 ×")  # fmt: skip
    yield Figure(
        f"write exchange anew, {name}", cpu(_written(model, fresh=True)), "lxml serialising", floor, "goal ≤ 3 ×"
    )


def _written(model: Model, *, fresh: bool) -> Callable[[], None]:
    return lambda: exporters.load("exchange").write(model, exporters.Options(fresh=fresh), io.BytesIO())


def _folder(folder: Path) -> Iterator[Figure]:
    """A coArchi folder, one file for each concept, against reading and parsing its files with lxml alone."""
    exporter = exporters.load("grafico")
    assert exporter.write_folder is not None
    folder.mkdir()
    exporter.write_folder(ea_model.load(GEMMA / "gemma.archimate"), exporters.Options(), folder)
    files = sorted(map(str, folder.rglob("*.xml")))

    def parse_all() -> None:
        for name in files:
            with open(name, "rb") as handle:  # noqa: PTH123 - the floor is as bare as it gets
                etree.fromstring(handle.read())

    yield Figure(f"load coArchi folder, GEMMA ({len(files)} files)", cpu(lambda: ea_model.load(folder)),
                 "reading and parsing its files with lxml", cpu(parse_all), "goal ≤ 1.5 ×")  # fmt: skip


def _peers(file: Path, work: Path) -> Iterator[Figure]:
    """Another library on the same file, where it is installed (``EA_PEERS``).

    It opens no file with ids that are bare UUIDs; both then get a copy in which these begin with ``id-``.
    """
    python = Path(os.environ.get("EA_PEERS", "/nonexistent"), "bin", "python")
    if not python.is_file():
        print("pyarchimate: not installed here (EA_PEERS)")
        return
    ran = _run_peer(python, file, work / "peer.xml")
    if ran.returncode:
        print(f"pyarchimate: does not load {file.name} as it is: {ran.stderr.strip().splitlines()[-1][:80]}")
        repaired = work / "repaired.xml"
        repaired.write_bytes(_BARE_ID.sub(b'"id-', file.read_bytes()))
        file = repaired
        ran = _run_peer(python, file, work / "peer.xml")
    if ran.returncode:
        print(f"pyarchimate: does not load a repaired copy either: {ran.stderr.strip().splitlines()[-1][:80]}")
        return
    loading, saving = map(float, ran.stdout.split()[-2:])
    ours = cpu(lambda: ea_model.load(file))
    model = ea_model.load(file)
    yield Figure("pyarchimate loads GEMMA (ids repaired)", loading, "ours", ours, "goal ≥ 3 ×")
    yield Figure("pyarchimate saves GEMMA", saving, "ours, as it stood", cpu(_written(model, fresh=False)),
                 "goal ≥ 3 ×")  # fmt: skip
    yield Figure("pyarchimate saves GEMMA", saving, "ours, anew", cpu(_written(model, fresh=True)), "goal ≥ 3 ×")


def _run_peer(python: Path, file: Path, target: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([python, "-c", _PEER, file, target], capture_output=True, text=True, check=False)  # noqa: S603


def _peak(code: str, without: str) -> float:
    """Peak memory in bytes of a Python that runs this, less that of one that only imports the same."""
    return _maximum(code) - _maximum(without)


_HIGHEST = """
import pathlib, resource, sys
status = pathlib.Path("/proc/self/status")
if status.exists():  # what getrusage says there counts the process this one was started from
    print(next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


def _maximum(code: str) -> float:
    limits = f"{code}\n{_HIGHEST}"
    ran = subprocess.run([sys.executable, "-c", limits], capture_output=True, text=True, check=True)  # noqa: S603
    return float(ran.stdout.split()[-1])


def main() -> None:
    """Print every figure as it is measured."""
    for figure in figures():
        print(figure, flush=True)
    for figure in growth():
        print(figure, flush=True)
    print(f"peak of this run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
