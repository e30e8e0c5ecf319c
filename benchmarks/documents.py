"""The documents of ``ea report`` for many contracts, per contract: twice as many cost twice as much, and no more.

The floor is one empty Word document of the library. ``python -m benchmarks.documents 125 250 500`` shows the growth.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import docx

from benchmarks import generate
from benchmarks.measure import Figure, cpu
from ea_model.exporters import office
from ea_model.scope import scope_of
from ea_model.views import build
from ea_model.writing import Stage

_ELEMENTS = 10
"""Per contract."""


def figures(counts: tuple[int, ...] = (10, 20)) -> Iterator[Figure]:
    """All documents in the formats usual for each, by the number of contracts."""
    floor = cpu(lambda: docx.Document().save(io.BytesIO()))
    for count in counts:
        model = generate.model(_ELEMENTS * count, count)
        with tempfile.TemporaryDirectory() as work:
            writer = build.Writer(Stage(Path(work)), Path(work), lambda _: None)
            begin = time.process_time()
            build.write_documents(model, [scope_of(model)], "nl", writer, build.Choice(office.load_style()))
            taken = time.process_time() - begin
        yield Figure(f"report of {count} contracts, each", taken / count, "an empty Word document", floor)


if __name__ == "__main__":
    for figure in figures(tuple(map(int, sys.argv[1:])) or (125, 250, 500)):
        print(figure, flush=True)
