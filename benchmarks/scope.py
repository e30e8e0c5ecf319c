"""The whole scope of a generated model and all its findings, against one sweep of all contracts over the same arrays.

The floor is one call of `ea_model.scope.kernel.sweep`: the certain labels of all contracts at once, seeds given, from
all subjects until nothing changes. What it is held against starts where the floor does, from the index of the model
and from nothing of the situation: what holds, seeds and stop conditions, every sweep, the status of all cells and who
stands in them, the class of every element for every contract, every boundary, and every finding of every rule, all in
columns. Objects are made for what somebody looks at; what that costs per finding is a figure of its own, as is
building the index out of the objects of a loaded model, which happens once per model.

``python -m benchmarks.scope 10000 100000 1000000`` shows the growth, each size in a process of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator

import numpy as np

from benchmarks import generate
from benchmarks.measure import Figure, cpu
from ea_model import rules
from ea_model.model import Model
from ea_model.scope import Moment, Scope, boundary_columns, contract_scopes
from ea_model.scope.index import ScopeIndex
from ea_model.scope.kernel import compress, sweep

_FLOOR = "one sweep"


def figures(size: int) -> Iterator[Figure]:
    """Every part by itself, then all of it together."""
    model = generate.model(size)
    floor = _one_sweep(model)
    index = ScopeIndex(model)
    sort = cpu(lambda: np.argsort(index.sources, kind="stable"))
    what = f"{len(model.elements)} elements, {len(model.relations)} relations: "
    yield Figure(f"{what}index", cpu(lambda: _indexed(model)), "argsort of the relations", sort, "once per model")
    yield Figure("  status of all cells", cpu(lambda: Scope(model, Moment())), _FLOOR, floor)
    yield Figure("  … and classes of 50 contracts", cpu(lambda: _classes(Scope(model, Moment()))), _FLOOR, floor)
    yield Figure("  … and boundaries", cpu(lambda: _demarcated(model)), _FLOOR, floor)
    answers = _everything(model)
    yield Figure(f"  … and {len(answers)} findings", cpu(lambda: _everything(model)), _FLOOR, floor, "goal ≤ 10 ×")
    yield Figure("  every finding made, each", cpu(lambda: [*answers], 1) / len(answers), _FLOOR, floor)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    yield Figure("  peak memory of the process, per concept", peak / (3.5 * size), "concept", 1, unit="B")


def _one_sweep(model: Model) -> float:
    propagation = Scope(model, Moment()).propagation
    index, bound = propagation.index, propagation.lower
    arcs = bound.arcs[bound.certain_arcs]
    indptr, heads, lanes = compress(index.tails[arcs], propagation.size), index.heads[arcs], index.lanes[arcs]
    return cpu(lambda: sweep(indptr, heads, lanes, propagation.lane_masks, bound.seeds, bound.admits), 5)


def _indexed(model: Model) -> None:
    index = ScopeIndex(model)
    _ = index.statement_table, index.layer_admits, index.lane_masks


def _classes(scope: Scope) -> Scope:
    for contract in contract_scopes(scope):
        _ = contract.codes
    return scope


def _demarcated(model: Model) -> Scope:
    scope = _classes(Scope(model, Moment()))
    _ = boundary_columns(scope).found
    return scope


def _everything(model: Model) -> rules.Findings:
    return rules.run([_demarcated(model)])


def main(sizes: list[str]) -> None:
    """One size here; of several, each in a process of its own, so that its peak memory is its own."""
    if len(sizes) == 1:
        for figure in figures(int(sizes[0])):
            print(figure, flush=True)
    for size in sizes if len(sizes) > 1 else ():
        subprocess.run([sys.executable, "-m", "benchmarks.scope", size], check=True)  # noqa: S603 - our own command


if __name__ == "__main__":
    main(sys.argv[1:] or ["100000"])
