"""``python -m tests.oracle [MODELS] [FIRST]``: the comparison on as many random models as one likes."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor

from tests.oracle.compare import Difference, Tally, compared

_BATCH = 100


def _batch(first: int) -> tuple[Tally, list[Difference]]:
    tally = Tally()
    return tally, list(compared(range(first, first + _BATCH), tally))


def main() -> int:
    """Compare, print every difference and what was compared; 1 where anything differs."""
    models = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    start = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    total, found = Tally(), 0
    with ProcessPoolExecutor() as workers:
        for number, (tally, differences) in enumerate(workers.map(_batch, range(start, start + models, _BATCH)), 1):
            total += tally
            found += len(differences)
            for difference in differences:
                sys.stdout.write(f"{difference}\n")
            if number % 10 == 0:
                sys.stderr.write(f"{number * _BATCH} models: {total}, {found} differences\n")
    sys.stdout.write(f"{models} models: {total}, {found} differences\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
