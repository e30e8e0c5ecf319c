"""Models nobody has any more give their memory back, also to a program that loads again and again."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

import ea_model
from tests.support.builders import REFERENCE, ROOT

_LOADS = """
import sys, resource, ea_model
from pathlib import Path
def now():
    return int(Path('/proc/self/statm').read_text().split()[1]) * resource.getpagesize()
for number in range(1, 61):
    ea_model.load(sys.argv[1])
    if number == 10:
        tenth = now()
print(now() / tenth)
"""


@pytest.mark.subprocess
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the memory of a process from /proc")
@pytest.mark.parametrize("model", [ROOT / "models" / "samen", REFERENCE], ids=["samen", "reference"])
def test_sixty_loads_end_with_the_memory_of_ten(model: object) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _LOADS, str(model)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=300
    )
    assert float(ran.stdout) < 1.2


@pytest.mark.parametrize("model", ["models/samen", "tests/models/everything"])
def test_a_model_nobody_has_leaves_no_object(model: str) -> None:
    def objects() -> int:
        gc.collect()
        return len(gc.get_objects())

    for _ in range(3):
        ea_model.load(ROOT / model)
    before = objects()
    for _ in range(20):
        ea_model.load(ROOT / model)
    assert objects() - before < 20
