"""Load test of the app: people that look at pages over real websockets, at the same time, on one server.

    python -m benchmarks.app MODEL [--sessions 20] [--rounds 3]

Starts the app on a free port, opens the model once (cold), each page once (so that what is kept is kept), each page
again (warm), and then with many sessions at once, each on its own websocket and in its own order. Prints seconds from
question to the end of the script run, as percentiles. Speaks Streamlit's own protocol: what a browser would send.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect

from ea_model.views.pages import register

ROOT = Path(__file__).resolve().parents[1]
PAGES = tuple(name for name in register() if name != "open")
_START, _ANSWER = 60, 120
"""Seconds a server may take to start, and a page to answer, before this gives up."""
_LARGEST = 200_000_000


def main() -> None:
    """Run it and print the figures; fails when a page does."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("model", type=Path, nargs="?", default=ROOT / "models" / "samen")
    asked.add_argument("--sessions", type=int, default=20)
    asked.add_argument("--rounds", type=int, default=3, help="Pages each session opens.")
    asked.add_argument("--pause", type=float, default=8.0, help="Mean seconds a person reads before the next page.")
    options = asked.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port), "--logger.level", "error"]
    environment = {**os.environ, "EA_MODEL": str(options.model.resolve())}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our app
    try:
        _wait_for(port)
        asyncio.run(_measure(port, options.sessions, options.rounds, options.pause))
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
    first = Session(port)
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
    session = Session(port)
    await asyncio.sleep(chance.uniform(0, pause))
    await session.open()
    times = []
    for _ in range(rounds):
        times.append(await session.ask(chance.choice(PAGES)))
        await asyncio.sleep(chance.expovariate(1 / pause) if pause else 0)
    await session.close()
    return times


class Session:
    """One tab of a browser, as far as the server can tell."""

    def __init__(self, port: int) -> None:
        self.address = f"ws://localhost:{port}/_stcore/stream"
        self.socket: ClientConnection | None = None

    async def open(self) -> None:
        """Connect."""
        self.socket = await connect(self.address, max_size=_LARGEST, subprotocols=["streamlit"])  # type: ignore[list-item]

    async def close(self) -> None:
        """Hang up."""
        if self.socket is not None:
            await self.socket.close()

    async def ask(self, page: str) -> float:
        """Open a page; seconds until its script has run and everything it shows has arrived."""
        assert self.socket is not None
        message = BackMsg()
        message.rerun_script.query_string = "q=de" if page == "search" else ""
        message.rerun_script.page_script_hash = calc_hash(page)
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            raw = await asyncio.wait_for(self.socket.recv(decode=False), _ANSWER)
            told = ForwardMsg()
            told.ParseFromString(raw)
            kind = told.WhichOneof("type")
            if kind == "delta" and told.delta.new_element.WhichOneof("type") == "exception":
                raise SystemExit(f"{page}: {told.delta.new_element.exception.message}")
            # Two scripts ran when a page sends one on to another; only the one that ran to its end counts.
            if kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return time.perf_counter() - start


if __name__ == "__main__":
    main()
