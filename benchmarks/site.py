"""The site of a model: CPU time and size, in all and per part.

Run it with a model, ``python -m benchmarks.site MODEL``; without one it takes the model of the letter.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import ea_model
from ea_model.views import site

ROOT = Path(__file__).parent.parent
MEGABYTE = 1_000_000


def main() -> None:
    """Print seconds and bytes in all, and per part of the site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, nargs="?", default=ROOT / "models" / "samen")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl")
    asked = parser.parse_args()
    begin = time.process_time()
    model = ea_model.load(asked.model)
    loaded = time.process_time() - begin
    sizes: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    begin = time.process_time()
    for path, content in site.files(model, asked.lang):
        part = f"{path.split('/')[0]}/" if "/" in path else "*"
        sizes[part] += len(content)
        counts[part] += 1
    taken = time.process_time() - begin
    print(f"{asked.model.name}: {len(model.elements)} elements, {len(model.relations)} relations, "
          f"{len(model.views)} views; loaded in {loaded:.2f} s")  # fmt: skip
    print(f"site: {taken:.1f} s of CPU, {sum(counts.values())} files, {sum(sizes.values()) / MEGABYTE:.1f} MB")
    for part, size in sizes.most_common():
        print(f"  {part:<8} {counts[part]:>6} files {size / MEGABYTE:>7.2f} MB")


if __name__ == "__main__":
    main()
