"""A stopwatch that gives medians of CPU time, and a line per figure."""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing beside its floor, both in seconds (or bytes) of the same run."""

    name: str
    value: float
    floor_name: str
    floor: float
    goal: str = ""
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.value / self.floor if self.floor else float("inf")

    def __str__(self) -> str:
        value, floor = (
            f"{x * 1000:10.2f} ms" if self.unit == "s" else f"{x:10.0f} B " for x in (self.value, self.floor)
        )
        return f"{self.name:<44}{value}   {self.ratio:8.2f} × {self.floor_name} ({floor.strip()})   {self.goal}"


def cpu(action: Callable[[], Any], runs: int = 3) -> float:
    """Median CPU seconds of an action, after one run that does not count."""
    action()
    taken = []
    for _ in range(runs):
        gc.collect()
        begin = time.process_time()
        action()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def memory(make: Callable[[], Any]) -> int:
    """Bytes that what ``make`` returns holds on to."""
    gc.collect()
    tracemalloc.start()
    thing = make()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del thing
    return size
