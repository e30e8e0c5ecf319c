"""Lean concepts against stock pyecore objects with the same features."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyecore.ecore import EAttribute, EClass, EString

from benchmarks.measure import Figure, cpu, memory
from ea_model.metamodel import stock as stock_language

COUNT = 5_000


def figures() -> Iterator[Figure]:
    """Creation with three attributes, and memory, per concept."""
    stock = EClass("Stock")
    for name in ("id", "name", "documentation"):
        stock.eStructuralFeatures.append(EAttribute(name, EString))
    lean = stock_language().element_types["ApplicationComponent"]

    def fill(kind: Any) -> list[Any]:
        objects = []
        for number in range(COUNT):
            item = kind()
            item.id = f"e{number}"
            item.name = "Digipoort"
            item.documentation = "gegevensuitwisseling"
            objects.append(item)
        return objects

    lean_time, stock_time = cpu(lambda: fill(lean)) / COUNT, cpu(lambda: fill(stock)) / COUNT
    yield Figure("stock pyecore, create and fill", stock_time, "lean", lean_time, "goal ≥ 8 ×")
    lean_size, stock_size = memory(lambda: fill(lean)) / COUNT, memory(lambda: fill(stock)) / COUNT
    yield Figure("stock pyecore, memory per concept", stock_size, "lean", lean_size, "goal ≥ 3 ×", unit="B")
