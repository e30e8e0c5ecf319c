"""What differs between two models: their entries laid side by side, and the cells of the plain walk."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

from ea_model.compare import compare_models
from ea_model.loader import build
from tests.oracle import generate
from tests.oracle.semantics import Walk
from tests.oracle.worlds import worlds
from tests.support.builders import reading_of

SECTIONS = {"elements": "elements", "statements": "statements", "closures": "closures"}
EDITED = {"statements": ("role", "activity", "contract", "party", "effect"), "elements": ("owner", "reusable", "type")}


def edited(sections: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """A copy with a few entries gone, come or changed."""
    after = copy.deepcopy(sections)
    statements, names = after["statements"], [n for n in after["elements"] if n.startswith("e")]
    for _ in range(dice.randint(0, 3)):
        chosen = dice.choice(sorted(statements)) if statements else ""
        act = dice.random()
        if act < 0.3 and chosen:
            del statements[chosen]
        elif act < 0.6 and chosen:
            statements[chosen] = {**statements[chosen], "role": dice.choice("RASCI")}
        elif act < 0.8:
            statements[f"n{len(statements)}"] = {
                "contract": "C0", "subject": dice.choice(names), "activity": dice.choice(generate.ACTIVITIES),
            }  # fmt: skip
        else:
            after["elements"][dice.choice(names)]["reusable"] = dice.choice(("true", "false"))
    return after


def differences(seed: int) -> Iterator[tuple[str, Any, Any]]:
    """What the product says differs and what laying side by side gives, where they are not the same."""
    dice = random.Random(seed)  # noqa: S311 - a model, not a secret
    before = generate.sections(seed, soft=False)
    after = edited(before, dice)
    models = [build(reading_of(copy.deepcopy(s))) for s in (before, after)]
    comparison = compare_models(models[0], models[1], ["P0", "P1"])
    for name in SECTIONS:
        delta: Any = comparison.deltas[name]
        told = {e.id for e in delta.added}, {e.id for e in delta.removed}, {c.id for c in delta.changed}
        old, new = before.get(name, {}), after.get(name, {})
        plain = (
            new.keys() - old.keys(), old.keys() - new.keys(),
            {k for k in old.keys() & new.keys() if _said(old[k]) != _said(new[k])},
        )  # fmt: skip
        if told != tuple(map(set, plain)):
            yield name, told, plain
    for situation, plateau in zip(comparison.situations, ("P0", "P1"), strict=True):
        told_cells = {(c.element.id, c.activity) for c in situation.cells}
        walks = [_cells(model, plateau) for model in models]
        plain_cells = {key for key in walks[0].keys() | walks[1].keys() if walks[0].get(key) != walks[1].get(key)}
        if told_cells != plain_cells:
            yield f"cells in {plateau}", told_cells - plain_cells, plain_cells - told_cells


def _said(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry without what says nothing: what is so anyway."""
    usual = {"reusable": "false", "role": "R", "effect": "include"}
    return {key: value for key, value in entry.items() if value != usual.get(key)}


def _cells(model: Any, plateau: str) -> dict[tuple[str, str], Any]:
    """Status and holders of every cell somebody has something to do with."""
    (world,) = worlds(model, model.plateau(plateau), None)
    walk = Walk(model, world)
    accountable = set(_accountable(walk))
    cells: dict[tuple[str, str], Any] = {}
    for element in walk.elements.values():
        for leaf in walk.leaves:
            answer = walk.cell(element, leaf)
            support = {
                (c.provider, c.parties, certain)
                for certain, labels in ((True, walk.certain), (False, walk.possible))
                for c, reached in labels.items()
                if (c.leaf, c.role) == (leaf, "support") and element.id in reached
            }
            leading = {(*lead, (*lead, leaf, element.id) in accountable) for lead in answer.possible}
            silent = answer.status in ("UNKNOWN", "NOT_APPLICABLE") and not (leading or support)
            if walk.need(element, leaf) and not silent:
                cells[element.id, leaf] = (answer.status, answer.leads, leading, support)
    return cells


def _accountable(walk: Walk) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """Who is accountable (A) for which leaf of which element, however surely."""
    for statement in walk.includes:
        for leaf in walk.leaves_of(statement.activity) if statement.role == "A" else ():
            column = walk.column(statement, leaf)
            assert column is not None
            start = {s.id for s in walk.subjects[statement.id]}
            start = {s for s in start if (s, column.provider, leaf) not in walk.taken}
            everywhere = walk._spread(column, start, walk.claims, walk.taken, lambda _arc, _key: True)
            for element in start if statement.propagate == "none" else everywhere:
                yield column.provider, column.parties, leaf, element
