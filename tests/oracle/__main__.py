"""``python -m tests.oracle [MODELS] [FIRST]``: the comparisons on as many random models as one likes: scope, money,
passing on, calendar and differences.

It tells every difference as it finds it and how far it is; stopped halfway it tells what it compared until then.
"""

from __future__ import annotations

import signal
import sys
from multiprocessing import Pool

from tests.oracle.compare import Difference, Tally, compared
from tests.oracle.twins import comparing

_BATCH, _TOLD = 100, 10
"""Models a worker compares at a time, and batches after which is told how far it is."""


def _batch(first: int) -> tuple[Tally, list[Difference]]:
    tally, seeds = Tally(), range(first, first + _BATCH)
    return tally, [*compared(seeds, tally), *(Difference(*each) for each in comparing.compared(seeds))]


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def _until_told() -> None:
    """A worker stops when the one that tells it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def main() -> int:
    """Compare, print every difference and what was compared; 1 where anything differs."""
    models = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    start = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    total, differing, done = Tally(), 0, 0
    signal.signal(signal.SIGTERM, _stop)
    with Pool(initializer=_until_told) as workers:
        try:
            for tally, differences in workers.imap(_batch, range(start, start + models, _BATCH)):
                total, differing, done = total + tally, differing + len(differences), done + _BATCH
                sys.stdout.writelines(f"{difference}\n" for difference in differences)
                if done % (_BATCH * _TOLD) == 0:
                    sys.stderr.write(f"{done} models: {total}, {differing} differences\n")
        except KeyboardInterrupt:
            sys.stderr.write("stopped\n")
    sys.stdout.write(f"{done} models from {start}: {total}, {differing} differences\n")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
