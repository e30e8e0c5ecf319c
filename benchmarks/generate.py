"""A generated landscape of any size: clusters of applications on nodes, contracts over clusters."""

from __future__ import annotations

import random
from typing import Any

from ea_model import loader
from ea_model.messages.problems import Place
from ea_model.model import Model
from ea_model.source.records import ConceptTable, ParsedEntry, ParsedModel

_CLUSTER = 100
_ACTIVITIES = ("beheer", "ontwikkeling", "levering", "technisch_beheer")


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
            "activity": rnd.choice(_ACTIVITIES),
            "role": rnd.choice(["R", "S"]),
        }
    model = {"id": "landscape", "name": "Landscape", "organisation": "org"}
    return {"model": model, "elements": elements, "statements": statements}


def reading(sections: dict[str, dict[str, Any]]) -> ParsedModel:
    """The records of generated sections, without a file between."""
    parsed = ParsedModel(digest="0" * 64)
    place = Place("generated", 1)
    parsed.records.append(ParsedEntry("model", "", sections["model"], place))
    for section in ("elements", "statements"):
        parsed.records += [ParsedEntry(section, key, fields, place) for key, fields in sections[section].items()]
    return parsed


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


def model(size: int, contracts: int = 50, seed: int = 1) -> Model:
    """A landscape of ``size`` elements and 2.5 relations per element, straight into concepts, so that it may be huge.

    A cluster holds components (in a tree of parts) on nodes, and services that components realize. Each cluster falls
    to one contract by a statement on the root of its tree, except every fourth, of which nobody says anything; two
    statements per cluster, any contract's, are about something in it; one in fifty takes out. One relation in ten
    leaves its cluster. All this is in proportion to the size, so that models of different sizes are alike.
    """
    rnd = random.Random(seed)  # noqa: S311 - repeatable, not secret
    elements, relations, statements = ConceptTable(), ConceptTable(), []
    for first in range(0, size, _CLUSTER):
        cluster = _Cluster(first, min(first + _CLUSTER, size))
        cluster.fill(elements, relations, rnd, size)
        statements += cluster.statements(rnd, contracts)
    place = Place("generated", 1)
    parsed = ParsedModel(digest="0" * 64, elements=elements, relations=relations)
    head = {"id": "landscape", "name": "Landscape", "organisation": "org"}
    parsed.records.append(ParsedEntry("model", "", head, place))
    parsed.records.append(ParsedEntry("elements", "org", {"type": "BusinessActor", "name": "Organisatie"}, place))
    for number in range(contracts):
        supplier = {"type": "BusinessActor", "name": f"Leverancier {number}"}
        parties = [{"who": f"L{number}", "as": "opdrachtnemer"}]
        parsed.records.append(ParsedEntry("elements", f"L{number}", supplier, place))
        agreement = {"type": "Contract", "name": f"Contract {number}", "parties": parties}
        parsed.records.append(ParsedEntry("elements", f"C{number}", agreement, place))
    parsed.records += [ParsedEntry("statements", f"s{n}", fields, place) for n, fields in enumerate(statements)]
    return loader.build(parsed)


class _Cluster:
    """One hundred elements that belong together: seven in ten components, two nodes, one service."""

    def __init__(self, first: int, end: int) -> None:
        self.numbers = range(first, end)
        self.components = [n for n in self.numbers if n % 10 < 7]
        self.nodes = [n for n in self.numbers if 7 <= n % 10 < 9]
        self.services = [n for n in self.numbers if n % 10 == 9]

    def fill(self, elements: ConceptTable, relations: ConceptTable, rnd: random.Random, size: int) -> None:
        """The elements, and the relations out of each."""
        for number in self.numbers:
            kind = "ApplicationComponent" if number % 10 < 7 else "Node" if number % 10 < 9 else "ApplicationService"
            elements.kinds.append(kind)
            elements.rows.append({"id": f"e{number}", "name": f"Element {number}"})
        ends: list[tuple[str, int, int]] = []
        for position, part in enumerate(self.components[1:], 1):
            ends.append(("Composition", self.components[rnd.randrange(position)], part))
        ends += [("Realization", rnd.choice(self.components), service) for service in self.services]
        ends += [("Aggregation", rnd.choice(self.nodes[:n]), self.nodes[n]) for n in range(1, len(self.nodes))]
        while len(ends) < len(self.numbers) * 5 // 2:
            source = rnd.choice(self.numbers)
            near = rnd.random() >= 0.1
            target = rnd.choice(self.components) if near else rnd.randrange(0, size, 10)
            ends.append(("Serving", source, target))
        for kind, source, target in ends:
            relations.kinds.append(kind)
            row = {"id": f"r{len(relations.rows)}", "source": f"e{source}", "target": f"e{target}"}
            relations.rows.append(row)

    def statements(self, rnd: random.Random, contracts: int) -> list[dict[str, Any]]:
        """What is said about the cluster: as a whole, and about two of its elements."""
        number = self.numbers.start // _CLUSTER
        whole = [(number % contracts, self.components[0], "R")] if number % 4 else []
        two = [(rnd.randrange(contracts), rnd.choice(self.numbers), rnd.choice("RS")) for _ in range(2)]
        return [
            {
                "contract": f"C{contract}",
                "subject": f"e{subject}",
                "activity": rnd.choice(_ACTIVITIES),
                "role": role,
                "parties": [f"L{contract}"],
                "effect": "exclude" if rnd.random() < 0.02 else "include",
            }
            for contract, subject, role in (*whole, *two)
        ]
