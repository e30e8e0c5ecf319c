"""Random models of 5 to 60 elements that use everything the language has, written the way a model file writes them."""

from __future__ import annotations

import random
from typing import Any

KINDS = (
    "ApplicationComponent", "ApplicationComponent", "ApplicationService", "ApplicationService", "ApplicationFunction",
    "ApplicationInterface", "Node", "Device", "SystemSoftware", "Facility", "Location", "Grouping", "Platform",
    "SecurityFunction", "TechnologyService", "BusinessFunction", "BusinessService", "BusinessProcess",
    "BusinessProcess", "BusinessRole", "Junction",
    "WorkPackage", "Capability", "Wiekslag",
)  # fmt: skip
VERBS = ("composes", "aggregates", "realizes", "assigned_to", "specializes", "serves", "flows_to", "accesses",
         "associated_with", "triggers")  # fmt: skip
STRUCTURE = VERBS[:4]
ACTIVITIES = (
    "dienstverlening", "beheer", "realisatie", "ontwikkeling", "onderhoud", "operationeel_beheer", "applicatiebeheer",
    "levering", "huisvesting", "technisch_beheer", "regie", "migratie", "beveiligingsmonitoring", "malen",
    "functioneel_beheer", "uitvoering", "procesbeheer", "overleg",
)  # fmt: skip
DAYS = ("2019", "2019-10", "2019-06-15", "2021", "onbekend", "2019-09..2020-02", "2018-01-01")


def sections(seed: int, *, soft: bool) -> dict[str, Any]:
    """The sections of the model of one seed; ``soft``: small, with dates that are only roughly known."""
    dice = random.Random(seed)  # noqa: S311 - a model, not a secret
    size = dice.randint(5, 12) if soft else dice.choice((5, 5, 7, 8, 10, 12, 15, 20, 30, 60))
    contracts = [f"C{n}" for n in range(dice.choice((1, 3, 5)) if soft or dice.random() < 0.97 else 80)]
    names = [f"e{n}" for n in range(size)]
    elements = {
        **_frame(dice),
        **_groupings(dice, names, soft=soft),
        **_contracts(dice, contracts, soft=soft),
        **_elements(dice, names, soft=soft),
    }
    who = [*contracts, "eigen"]
    statements = {
        f"s{n}": _statement(dice, who, names, soft=soft)
        for n in range(dice.randint(1, max(4, size // 2 + len(contracts) // 8)))
    }
    closures = {f"k{n}": _closure(dice, contracts, names) for n in range(dice.choice((0, 0, 1, 2)))}
    return {
        "model": {"id": f"m{seed}", "organisation": "org", "baseline": "P0"},
        "kinds": {"Wiekslag": {"extends": "ApplicationComponent"}},
        "activities": {"malen": {"label": {"nl": "malen", "en": "milling"}, "part_of": "beheer",
                                 "layers": ["Application", "Technology"]}},
        "applicability": {"Wiekslag": {"required": ["malen", "onderhoud"], "optional": ["ontwikkeling", "regie"]},
                          "BusinessService": {"optional": ["onderhoud", "uitvoering"]}},
        "elements": elements,
        "statements": statements,
        **({"closures": closures} if closures else {}),
    }  # fmt: skip


def _frame(dice: random.Random) -> dict[str, Any]:
    return {
        "org": {"type": "BusinessActor", "composes": ["unit"]},
        "unit": {"type": "BusinessActor"},
        "supplier": {"type": "BusinessActor"},
        "other": {"type": "BusinessActor"},
        "P0": {"type": "Plateau"},
        "P1": {"type": "Plateau", "follows": ["P0"]},
        "P1b": {"type": "Plateau", "part_of": "P1"} if dice.random() < 0.5 else {"type": "Plateau", "follows": ["P0"]},
    }


def _groupings(dice: random.Random, names: list[str], *, soft: bool) -> dict[str, Any]:
    """A grouping in a grouping, with members that are there in some plateaus or on some days."""
    groups: dict[str, Any] = {}
    for name in ("g", "h"):
        members: dict[str, Any] = {member: {"source": []} for member in _some(dice, names, 3)}
        for fields in members.values():
            _plateaus(dice, fields, 0.3)
            if soft and dice.random() < 0.3:
                fields["exists"] = {dice.choice(("from", "until")): dice.choice(DAYS)}
        groups[name] = {"type": "Grouping", dice.choice(("aggregates", "composes")): members}
    groups["g"]["assigned_to" if "composes" in groups["g"] and dice.random() < 0.1 else "aggregates"] = {
        **groups["g"].get("aggregates", {}),
        "h": {"source": []},
    }
    return groups


def _some(dice: random.Random, names: list[str], most: int) -> list[str]:
    return dice.sample(names, min(len(names), dice.randint(1, most)))


def _plateaus(dice: random.Random, fields: dict[str, Any], chance: float = 0.15) -> None:
    if dice.random() < chance:
        fields["plateaus"] = dice.sample(["P0", "P1", "P1b"], dice.randint(1, 2))


def _contracts(dice: random.Random, contracts: list[str], *, soft: bool) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for number, name in enumerate(contracts):
        fields: dict[str, Any] = {"type": dice.choice(("Contract", "Contract", "FrameworkAgreement", "CallOff", "Lot"))}
        later = contracts[number + 1 :]
        if later and dice.random() < 0.25:
            fields["composes" if dice.random() < 0.5 else "aggregates"] = [dice.choice(later)]
        if dice.random() < 0.1:
            fields["open_list"] = "true"
        _plateaus(dice, fields)
        if soft and dice.random() < 0.6:
            fields[dice.choice(("end", "end", "start"))] = dice.choice(DAYS)
        entries[name] = fields
    return entries


def _elements(dice: random.Random, names: list[str], *, soft: bool) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for name in names:
        fields: dict[str, Any] = {"type": dice.choice(KINDS)}
        if dice.random() < 0.15:
            fields["reusable"] = "true"
        if dice.random() < 0.3:
            fields["properties"] = {"colour": dice.choice(("red", "Blue", "green"))}
        number = name[1:]
        fields["name"] = dice.choice((f"naam {number}", {"nl": f"naam {number}", "en": f"name {number}"}))
        if dice.random() < 0.12:
            fields["owner"] = dice.choice(("org", "unit", "other"))
        if dice.random() < 0.1:
            fields["owned_by"] = _owners(dice, soft=soft)
        _plateaus(dice, fields)
        if soft and dice.random() < 0.1:
            fields["exists"] = {dice.choice(("from", "until")): dice.choice(DAYS)}
        for verb in dice.sample(VERBS, dice.choice((0, 1, 1, 2, 3))) + (["composes"] if dice.random() < 0.3 else []):
            fields[verb] = _some(dice, names, 3)
        entries[name] = fields
    return entries


def _owners(dice: random.Random, *, soft: bool) -> dict[str, Any]:
    owners: dict[str, Any] = {}
    for owner in dice.sample(("org", "unit", "other"), dice.choice((1, 1, 2))):
        owners[owner] = {"source": []}
        _plateaus(dice, owners[owner], 0.5)
        if soft and dice.random() < 0.4:
            owners[owner]["exists"] = {dice.choice(("from", "until")): dice.choice(DAYS)}
    return owners


def _statement(dice: random.Random, who: list[str], names: list[str], *, soft: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "contract": dice.choice(who),
        "activity": dice.choice(ACTIVITIES),
        "role": dice.choice("RRRASSCI"),
        "effect": "exclude" if dice.random() < 0.2 else "include",
    }
    if dice.random() < 0.15:
        fields["subject"] = _selector(dice, names)
    else:
        fields["subject"] = dice.choice(names)
    if dice.random() < 0.3:
        fields["party"] = dice.choice(("supplier", "other", "org", "unit"))
    if dice.random() < 0.15:
        fields["joint"] = "true"
    if dice.random() < 0.1:
        fields["propagate"] = "geen"
    if soft and dice.random() < 0.2:
        fields["valid"] = {dice.choice(("from", "until")): dice.choice(DAYS)}
    _plateaus(dice, fields)
    return fields


def _selector(dice: random.Random, names: list[str], depth: int = 0) -> dict[str, Any]:
    """One to three conditions, and perhaps what they do not hold for."""
    choices: dict[str, Any] = {
        "kind": dice.sample(KINDS[:16], dice.choice((1, 1, 3))),
        "type": dice.choice(KINDS[:16]),
        "under": _some(dice, names, 2),
        "owner": dice.choice(("org", "unit", "other")),
        "property": {"colour": dice.choice(("red", "R*", ["blue", "?ed"]))},
        "name": dice.choice(("*1*", "NAAM ?", ["naam 2", "name*3"])),
        "in": "g",
    }
    fields = {key: choices[key] for key in dice.sample(sorted(choices), dice.choice((1, 1, 2, 3)))}
    if "kind" in fields:
        fields.pop("type", None)
    if depth == 0 and dice.random() < 0.4:
        some = _some(dice, names, 2)
        fields["except"] = dice.choice((some, _selector(dice, names, 1), [*some, _selector(dice, names, 1)]))
    return fields


def _closure(dice: random.Random, contracts: list[str], names: list[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if dice.random() < 0.5:
        fields["element"] = dice.choice(names) if dice.random() < 0.7 else _selector(dice, names)
    if dice.random() < 0.6:
        fields["activity"] = dice.choice(ACTIVITIES)
    if not fields or dice.random() < 0.3:
        fields["contract"] = dice.choice(contracts)
    _plateaus(dice, fields)
    return fields
