"""Load test of the app: people that look at pages over real websockets, at the same time, on one server.

    python -m benchmarks.app MODEL [--sessions 20] [--rounds 3]

Starts the app on a free port, opens the model once (cold), each page once (so that what is kept is kept), each page
again (warm), and then with many sessions at once, each on its own websocket and in its own order. Prints seconds from
question to the end of the script run, as percentiles. Speaks Streamlit's own protocol: what a browser would send.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.tab import Tab
from ea_model.views.pages import register

ROOT = Path(__file__).resolve().parents[1]
PAGES = tuple(name for name in register() if name != "open")
_START = 60
"""Seconds a server may take to start before this gives up."""


def main() -> None:
    """Run it and print the figures; fails when a page does."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("model", type=Path, nargs="?", default=ROOT / "models" / "samen")
    asked.add_argument("--sessions", type=int, default=20)
    asked.add_argument("--rounds", type=int, default=3, help="Pages each session opens.")
    asked.add_argument("--pause", type=float, default=8.0, help="Mean seconds a person reads before the next page.")
    options = asked.parse_args()
    with started(options.model) as (port, _):
        asyncio.run(_measure(port, options.sessions, options.rounds, options.pause))


@contextmanager
def started(model: Path) -> Iterator[tuple[int, int]]:
    """The app with a model: its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "ea_model", "serve", str(model), "--headless", "--port", str(port)]
    server = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603 - our app
    try:
        _wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the app did not start")


async def _measure(port: int, sessions: int, rounds: int, pause: float) -> None:
    first = Tab(f"localhost:{port}")
    await first.open()
    print(f"cold, overview   {await first.ask('overview'):6.2f} s")
    for title in ("cold", "warm"):
        times = {page: await first.ask(page) for page in PAGES}
        for page, seconds in times.items():
            print(f"{title}, {page:<15} {seconds:6.2f} s")
    await first.close()
    start = time.perf_counter()
    many = await asyncio.gather(*(_person(port, number, rounds, pause) for number in range(sessions)))
    every = sorted(seconds for one in many for seconds in one)
    cuts = statistics.quantiles(every, n=100, method="inclusive")
    print(f"{sessions} sessions, {len(every)} pages in {time.perf_counter() - start:.1f} s")
    print("  ".join(f"p{p} {cuts[p - 1]:.2f} s" for p in (50, 75, 90, 95, 99)), f" most {every[-1]:.2f} s")


async def _person(port: int, number: int, rounds: int, pause: float) -> list[float]:
    """One person: opens the app, then page after page, reading in between; the same each time this runs."""
    chance = random.Random(number)  # noqa: S311 - an order of pages, no secret
    session = Tab(f"localhost:{port}")
    await asyncio.sleep(chance.uniform(0, pause))
    await session.open()
    times = []
    for _ in range(rounds):
        times.append(await session.ask(chance.choice(PAGES)))
        await asyncio.sleep(chance.expovariate(1 / pause) if pause else 0)
    await session.close()
    return times


if __name__ == "__main__":
    main()
