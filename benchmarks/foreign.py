"""Foreign-style exchange files of any size: names, texts, properties, folders, as tools write them and not as we do."""

from __future__ import annotations

import random
from pathlib import Path

_KINDS = ("ApplicationComponent", "ApplicationService", "BusinessProcess", "BusinessActor", "DataObject", "Node",
          "TechnologyService", "Capability", "Requirement", "Goal")  # fmt: skip
_RELATIONS = ("Serving", "Association", "Flow", "Realization", "Composition", "Access", "Influence")
_DETAILS = {"Access": ' accessType="Read"', "Influence": ' modifier="+"', "Association": ' isDirected="true"'}
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="id-generated">\n  <name>Generated</name>\n'
)
_DEFINITIONS = (
    '  <propertyDefinitions>\n    <propertyDefinition identifier="propid-1" type="string">\n      <name>Owner</name>\n'
    '    </propertyDefinition>\n    <propertyDefinition identifier="propid-2" type="string">\n'
    "      <name>Status</name>\n"
    "    </propertyDefinition>\n  </propertyDefinitions>\n"
)


def write_exchange(file: Path, elements: int, relations: int) -> None:
    """One exchange file; every third element has a text, every second one properties, every fifth relation a name."""
    chance = random.Random(7)  # noqa: S311 - a landscape, not a secret
    ids = [f"id-{chance.getrandbits(128):032x}" for _ in range(elements)]
    with file.open("w", encoding="utf-8") as out:
        out.write(_HEAD + "  <elements>\n")
        for number, identifier in enumerate(ids):
            out.write(f'    <element identifier="{identifier}" xsi:type="{chance.choice(_KINDS)}">\n')
            out.write(f"      <name>Onderdeel {number} &amp; omgeving</name>\n")
            if number % 3 == 0:
                out.write(f"      <documentation>Wat onderdeel {number} doet,\nen voor wie.</documentation>\n")
            if number % 2 == 0:
                out.write(_properties(f"Team {number % 40}", "In gebruik"))
            out.write("    </element>\n")
        out.write("  </elements>\n  <relationships>\n")
        for number in range(relations):
            kind = chance.choice(_RELATIONS)
            ends = f'source="{chance.choice(ids)}" target="{chance.choice(ids)}"'
            head = f'    <relationship identifier="id-r{number}" {ends} xsi:type="{kind}"{_DETAILS.get(kind, "")}'
            name = f">\n      <name>gebruikt {number}</name>\n    </relationship>\n" if number % 5 == 0 else "/>\n"
            out.write(head + name)
        out.write("  </relationships>\n" + _DEFINITIONS + "</model>\n")


def _properties(*values: str) -> str:
    inner = "".join(
        f'        <property propertyDefinitionRef="propid-{number}">\n          <value>{value}</value>\n'
        "        </property>\n"
        for number, value in enumerate(values, start=1)
    )
    return f"      <properties>\n{inner}      </properties>\n"
