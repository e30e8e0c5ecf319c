"""A generated landscape of any size: clusters of applications on nodes, contracts over clusters."""

from __future__ import annotations

import random
from typing import Any

from ea_model.problems import Place
from ea_model.records import Reading, Record

_CLUSTER = 100


def landscape(size: int, contracts: int = 50, seed: int = 1) -> dict[str, dict[str, Any]]:
    """Sections of a model with ``size`` elements, 2.5 relations per element and statements for each contract."""
    rnd = random.Random(seed)  # noqa: S311 - repeatable, not secret
    elements: dict[str, Any] = {"org": {"type": "BusinessActor", "name": "Organisatie"}}
    statements: dict[str, Any] = {}
    for number in range(contracts):
        elements[f"C{number}"] = {"type": "Contract", "name": f"Contract {number}"}
    for number in range(size):
        kind = "Node" if number % 4 == 0 else "ApplicationComponent"
        elements[f"e{number}"] = {"type": kind, "name": f"Element {number}"}
    for number in range(size):
        first = number - number % _CLUSTER
        cluster = range(first, min(first + _CLUSTER, size))
        parts = {f"e{rnd.choice(cluster)}" for _ in range(1)} - {f"e{number}"}
        served = {f"e{rnd.choice(cluster)}" for _ in range(2)} - {f"e{number}"}
        elements[f"e{number}"]["composes"] = sorted(parts)
        elements[f"e{number}"]["serves"] = sorted(served)
    for number in range(contracts * 6):
        statements[f"s{number}"] = {
            "contract": f"C{number % contracts}",
            "subject": f"e{rnd.randrange(size)}",
            "activity": rnd.choice(["beheer", "ontwikkeling", "levering", "technisch_beheer"]),
            "role": rnd.choice(["R", "S"]),
        }
    model = {"id": "landscape", "name": "Landscape", "organisation": "org"}
    return {"model": model, "elements": elements, "statements": statements}


def reading(sections: dict[str, dict[str, Any]]) -> Reading:
    """The records of generated sections, without a file between."""
    found = Reading(digest="0" * 64)
    place = Place("generated", 1)
    found.records.append(Record("model", "", sections["model"], place))
    for section in ("elements", "statements"):
        found.records += [Record(section, key, fields, place) for key, fields in sections[section].items()]
    return found


def yaml_text(sections: dict[str, dict[str, Any]]) -> str:
    """The same as the text a person could have written."""
    lines = ["model: {id: landscape, name: Landscape, organisation: org}"]
    for section in ("elements", "statements"):
        lines.append(f"{section}:")
        for key, fields in sections[section].items():
            inside = ", ".join(f"{k}: {_flow(v)}" for k, v in fields.items())
            lines.append(f"  {key}: {{{inside}}}")
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    return f"[{', '.join(value)}]" if isinstance(value, list) else str(value)
