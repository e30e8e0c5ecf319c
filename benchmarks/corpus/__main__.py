"""``python -m benchmarks.corpus FOLDER``: every model below a folder through every door, as one table.

Lossless is judged on the XML itself, as multisets (`facts`), once for what is given back as it stood and once for
a file that is written anew from the neutral model. Exit code 1 when anything differs without a good reason.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tabulate import tabulate

from benchmarks.corpus.reasons import is_good
from benchmarks.corpus.trips import Outcome, models_in, outcome_of

CHECKS = ("loaded", "same format", "written anew", "exchange = Archi", "csv = Archi", "folder and back",
          "text is stable", "through text", "valid", "site")  # fmt: skip


def main() -> int:
    """Run all checks, print the table and every exception."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with models, at any depth")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    models = models_in(arguments.folder)
    if not models:
        print(f"{arguments.folder}: there is no model", file=sys.stderr)
        return 2
    with ProcessPoolExecutor(arguments.processes) as pool:
        outcomes = list(_shown(pool.map(partial(outcome_of, root=arguments.folder), models), len(models)))
    print(table(outcomes))
    print("\n".join(exceptions(outcomes)))
    return 0 if all(all(outcome.verdicts.values()) for outcome in outcomes) else 1


def _shown(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """The outcomes, with a bar on a terminal."""
    begin = time.monotonic()
    for number, outcome in enumerate(outcomes, start=1):
        if sys.stderr.isatty():
            full = 40 * number // total
            left = (time.monotonic() - begin) / number * (total - number)
            bar = "█" * full + "·" * (40 - full)
            print(f"\r{bar} {number}/{total}, {left:3.0f} s to go ", end="", file=sys.stderr, flush=True)
        yield outcome
    if sys.stderr.isatty():
        print(file=sys.stderr)


def table(outcomes: list[Outcome]) -> str:
    """One row per format: how many files, and of each check how many passed of how many it was for."""
    rows = []
    for form in sorted({outcome.format for outcome in outcomes}):
        of_form = [outcome for outcome in outcomes if outcome.format == form]
        cells = []
        for check in CHECKS:
            said = [outcome.verdicts[check] for outcome in of_form if check in outcome.verdicts]
            cells.append(f"{sum(said)}/{len(said)}" if said else "")
        rows.append([form or "refused", len(of_form), *cells, round(sum(o.seconds for o in of_form), 1)])
    return tabulate(rows, headers=["format", "files", *CHECKS, "seconds"])


def exceptions(outcomes: list[Outcome]) -> Iterator[str]:
    """Every difference: check, reason, in how many models, how many facts, and where for example."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for outcome in outcomes:
        for check, reason, count in outcome.exceptions:
            found.setdefault((check, reason), []).append((count, outcome.name))
    for good, head in ((False, "Differences:"), (True, "Differences with a good reason:")):
        listed = {key: where for key, where in found.items() if is_good(key[1]) == good}
        if listed:
            yield ""
            yield head
        for (check, reason), where in sorted(listed.items(), key=lambda item: (CHECKS.index(item[0][0]), item[0][1])):
            facts = sum(count for count, _ in where)
            yield f"  {check}: {reason.removeprefix('= ')}  ({len(where)} models, {facts} facts; {where[0][1]})"


if __name__ == "__main__":
    sys.exit(main())
