"""Many tabs on one server: people who look at pages at once, tabs nobody uses, and whether memory grows.

    python -m benchmarks.sessions [MODEL …] [--people 50] [--idle 200] [--soak MINUTES]

Starts ``ea serve`` on a free port and speaks its protocol over real websockets, on this machine. Prints percentiles of
seconds from question to whole page, the memory of the server, and the share of a core that idle tabs cost together.
``--soak`` asks pages with ever other questions for so many minutes, in tabs that come and go, and tells the memory each
time a tenth is over; it fails when the second half grew by more than a twentieth.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.app import PAGES, ROOT, started
from benchmarks.tab import Tab
from ea_model import load

_TICKS = os.sysconf("SC_CLK_TCK")
_READING, _PAGES, _REST = 8.0, 3, 30.0
"""Seconds a person reads a page, pages each opens, and seconds idle tabs are watched."""
_MOST_GROWTH = 1.05
GEMMA = ROOT.parent / "shared" / "corpus" / "gemma" / "gemma.xml"
"""The published model, where it stands beside the repository."""


class Process:
    """What the system knows of the server."""

    def __init__(self, number: int) -> None:
        self.folder = Path(f"/proc/{number}")

    def cpu(self) -> float:
        """Seconds of processor so far."""
        fields = (self.folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """MB in memory now."""
        lines = (self.folder / "status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@contextmanager
def served(model: Path) -> Iterator[tuple[str, Process]]:
    """A server of that model."""
    with started(model) as (port, number):
        yield f"localhost:{port}", Process(number)


async def people(server: str, number: int, pause: float = _READING) -> list[float]:
    """So many people at once, each in a tab and an order of his own; seconds of every page, sorted."""

    async def person(seed: int) -> list[float]:
        chance = random.Random(seed)  # noqa: S311 - an order of pages, no secret
        tab = Tab(server)
        await asyncio.sleep(chance.uniform(0, pause))
        await tab.open()
        seconds = []
        for _ in range(_PAGES):
            seconds.append(await tab.ask(chance.choice(PAGES)))
            await asyncio.sleep(chance.expovariate(1 / pause))
        await tab.close()
        return seconds

    visits = await asyncio.gather(*(person(seed) for seed in range(number)))
    return sorted(seconds for visit in visits for seconds in visit)


async def idle(server: str, process: Process, number: int, rest: float = _REST) -> float:
    """Share of a core that so many open tabs cost together while nobody touches them."""
    tabs = [Tab(server) for _ in range(number)]
    for tab in tabs:
        await tab.open()
        await tab.ask("overview")
    listening = [asyncio.create_task(tab.finished()) for tab in tabs]  # answers what a websocket asks
    await asyncio.sleep(5)
    begin = process.cpu()
    await asyncio.sleep(rest)
    share = (process.cpu() - begin) / rest
    for task in listening:
        task.cancel()
    await asyncio.gather(*(tab.close() for tab in tabs))
    return share


async def soak(server: str, process: Process, model: Path, minutes: float) -> list[float]:
    """The memory of the server in MB at each tenth of the time; always other questions, in tabs that come and go."""
    ids = [element.id for element in load(model).elements]
    chance = random.Random(0)  # noqa: S311 - which question, no secret
    for page in PAGES:  # what is kept for all is kept before the first figure
        await _ask_once(server, page, "")
    memory: list[float] = []
    end = time.monotonic() + 60 * minutes
    while (left := end - time.monotonic()) > 0:
        query = {
            "el": chance.choice(ids),
            "date": f"{chance.randint(2015, 2030)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}",
        }
        await _ask_once(server, chance.choice(PAGES), urlencode(query))
        if len(memory) < 10 - left / (6 * minutes):
            memory.append(process.memory())
    return memory


async def _ask_once(server: str, page: str, query: str) -> None:
    tab = Tab(server)
    await tab.open()
    await tab.ask(page, query)
    await tab.close()


def percentiles(seconds: Sequence[float]) -> str:
    """The distribution in one line."""
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return "  ".join(f"p{p} {cuts[p - 1]:.2f} s" for p in (50, 75, 95, 99)) + f"  most {seconds[-1]:.2f} s"


def measure(models: Sequence[Path], number: int = 50, quiet: int = 200) -> Iterator[str]:
    """A line for each thing that is measured."""
    for model in models:
        with served(model) as (server, process):
            asyncio.run(_ask_once(server, "overview", ""))
            begin, cpu = time.perf_counter(), process.cpu()
            seconds = asyncio.run(people(server, number))
            wall = time.perf_counter() - begin
            yield f"{model.stem}, {number} people, {len(seconds)} pages in {wall:.0f} s: {percentiles(seconds)}"
            yield f"{model.stem}, … {process.cpu() - cpu:.1f} CPU s, {process.memory():.0f} MB"
            share = asyncio.run(idle(server, process, quiet))
            yield (f"{model.stem}, {quiet} idle tabs: {100 * share:.2f} % of a core together, "
                   f"{100 * share / quiet:.4f} % each, {process.memory():.0f} MB")  # fmt: skip


def main() -> None:
    """Print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "models", type=Path, nargs="*", default=[ROOT / "models" / "samen", *([GEMMA] if GEMMA.exists() else [])]
    )
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--idle", type=int, default=200)
    parser.add_argument("--soak", type=float, default=0.0, metavar="MINUTES")
    options = parser.parse_args()
    if not options.soak:
        for line in measure(options.models, options.people, options.idle):
            print(line, flush=True)
        return
    with served(options.models[0]) as (server, process):
        memory = asyncio.run(soak(server, process, options.models[0].resolve(), options.soak))
    print("MB at each tenth:", "  ".join(f"{size:.0f}" for size in memory))
    growth = memory[-1] / memory[len(memory) // 2]
    print(f"growth in the second half: × {growth:.3f} (at most {_MOST_GROWTH})")
    raise SystemExit(growth > _MOST_GROWTH)


if __name__ == "__main__":
    main()
