"""Random models of contracts, work, costs, streams and dates, written the way a model file writes them."""

from __future__ import annotations

import random
from typing import Any

KINDS = ("Contract", "FrameworkAgreement", "CallOff", "Lot", "Arrangement")
DATES = (
    "2018-03-01",
    "2019",
    "2019-10",
    "2019-06-15",
    "2020-01-01",
    "2020-02",
    "2021",
    "2019-09-01..2020-02-15",
    "onbekend",
)
STATUSES = ("gepland", "lopend", "verlopen", "beëindigd")


def sections(seed: int) -> dict[str, Any]:
    """The sections of the model of one seed."""
    dice = random.Random(seed)  # noqa: S311 - a model, not a secret
    elements: dict[str, Any] = {
        "P0": {"type": "Plateau"}, "P1": {"type": "Plateau", "follows": ["P0"]},
        "P2": {"type": "Plateau", "follows": ["P0"]},
    }  # fmt: skip
    contracts = [f"C{n}" for n in range(dice.randint(1, 6))]
    works = [f"W{n}" for n in range(dice.randint(0, 3))]
    items = [f"K{n}" for n in range(dice.randint(0, 4))]
    for number, name in enumerate(contracts):
        elements[name] = _contract(dice, contracts, number)
    for number, name in enumerate(works):
        elements[name] = _work(dice, works, number)
    if dice.random() < 0.4:
        elements["T0"] = {"type": "Tender", **_amount(dice, "value"), **_amount(dice, "cost"), **_where(dice),
                          "realizes": _some(dice, contracts, 2)}  # fmt: skip
    for number, name in enumerate(items):
        elements[name] = _item(dice, items, number, [*contracts, *works])
    elements |= _passing(dice)
    return {"model": {"id": f"l{seed}", "baseline": "P0", "as_of": "2019-12-11"}, "elements": elements}


def _some(dice: random.Random, names: list[str], most: int) -> list[str]:
    return dice.sample(names, min(len(names), dice.randint(0, most)))


def _where(dice: random.Random) -> dict[str, Any]:
    return {"plateaus": dice.sample(["P0", "P1", "P2"], dice.randint(1, 2))} if dice.random() < 0.25 else {}


def _amount(dice: random.Random, name: str) -> dict[str, str]:
    low = dice.randint(1, 900)
    per = dice.choice(("", "", " per jaar", " per maand", " per kwartaal"))
    texts = (
        "",
        f"{low} EUR{per}",
        f"{low} EUR{per}",
        f"{low}..{low + dice.randint(1, 90)} EUR{per}",
        "onbekend",
        "n.v.t.",
    )
    text = dice.choice(texts)
    return {name: text} if text else {}


def _years(dice: random.Random) -> dict[str, str]:
    return {"start": "2019", "end": dice.choice(("2019", "2021"))} if dice.random() < 0.5 else {}


def _contract(dice: random.Random, contracts: list[str], number: int) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "type": dice.choice(KINDS),
        **_where(dice),
        **_amount(dice, "value"),
        **_amount(dice, "price"),
    }
    for name in ("start", "end", "signing"):
        if dice.random() < 0.6:
            fields[name] = dice.choice(DATES)
    if dice.random() < 0.5:
        fields["contract_status"] = dice.choice(STATUSES)
    fields["composes"] = _some(dice, contracts[number + 1 :], 2) if dice.random() < 0.4 else []
    fields["replaces"] = _some(dice, contracts[:number], 2) if dice.random() < 0.5 else []
    return fields


def _work(dice: random.Random, works: list[str], number: int) -> dict[str, Any]:
    parts = _some(dice, works[number + 1 :], 1)
    return {"type": "WorkPackage", **_where(dice), **_amount(dice, "cost"), **_years(dice), "composes": parts}


def _item(dice: random.Random, items: list[str], number: int, payable: list[str]) -> dict[str, Any]:
    whole_of = _some(dice, [*payable, *items[number + 1 :]], 2) if dice.random() < 0.5 else []
    fields = {"type": "CostItem", **_where(dice), **_amount(dice, "amount"), **_years(dice)}
    return {**fields, "pays_for": _some(dice, payable, 2), "whole_of": whole_of}


def _passing(dice: random.Random) -> dict[str, Any]:
    """A base, streams and a scenario that divides the one over the other."""
    streams = [f"S{n}" for n in range(dice.randint(1, 4))]
    crisp = dice.random() < 0.5
    low = dice.randint(1, 90)
    count = dice.randint(1, 3)
    volumes = {
        s: str(dice.randint(1, 900)) if crisp or dice.random() < 0.5
        else dice.choice(("onbekend", f"{dice.randint(1, 40)}..{dice.randint(50, 90)}"))
        for s in streams
    }  # fmt: skip
    base = f"{low} EUR" if crisp else f"{low}..{low + 50} EUR"
    scenario: dict[str, Any] = {
        "type": "PassThroughScenario", "base": "B", "start": "2020", "end": str(2019 + count), "streams": streams,
        "fraction": f"{dice.randint(1, 100)}%" if crisp else dice.choice(("20%..60%", "onbekend", "35%")),
        "allocation_key": dice.choice(("volume", "gelijk", "gewichten")),
        "weights": [str(dice.randint(1, 9)) for _ in streams],
        "leaving": streams[: dice.randint(0, len(streams) - 1)],
    }  # fmt: skip
    if dice.random() < 0.5:
        scenario["spread"] = _spread(dice, count, crisp=crisp)
    entries = {s: {"type": "MessageStream", "volume": v if v == "onbekend" else f"{v} berichten per jaar"}
               for s, v in volumes.items()}  # fmt: skip
    return {"B": {"type": "CostItem", "amount": base}, **entries, "Z": scenario}


def _spread(dice: random.Random, count: int, *, crisp: bool) -> list[str]:
    first = dice.randint(1, 60) if count > 1 else 100
    shares = [first, *([100 - first] if count == 2 else [20, 80 - first] if count == 3 else [])]
    soft = [dice.choice(("onbekend", f"{max(s - 5, 0)}%..{min(s + 9, 100)}%")) for s in shares]
    return [f"{s}%" if crisp or dice.random() < 0.6 else open_share for s, open_share in zip(shares, soft, strict=True)]
