"""docs/model.schema.json and docs/GRAMMAR.md: what an editor and a reader are told of the text format."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import ea_model
from ea_model.loader import MODEL_FIELDS, grammar
from ea_model.loader import schema as written_schema
from ea_model.loader.concepts import HIDDEN, SPECIAL, VERBS
from ea_model.loader.kinds import ACTIVITY_FIELDS, ATTRIBUTE_FIELDS, KIND_FIELDS
from ea_model.loader.statements import NOT_A_FIELD, SCOPE_FIELDS
from ea_model.loader.structured import STRUCTURED
from ea_model.loader.values import SOURCE_KEYS
from ea_model.metamodel import Metamodel
from ea_model.metamodel.archimate import Relation
from ea_model.metamodel.lean import features_of
from ea_model.source.records import SECTIONS
from tests.support.builders import ROOT, SAMEN
from tests.support.command import run

FILE = ROOT / "docs" / "model.schema.json"
SCHEMA: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
DEFINITIONS: dict[str, Any] = SCHEMA["definitions"]
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
MODELS = sorted(path for room in ("models", "tests/models") for path in (ROOT / room).rglob("*.yaml"))
GOOD = """
model: {format: 1, id: m, name: {nl: M, en: M}, as_of: 2019-12-11, organisation: o}
documents: {d: {title: D, date: 2019-12-11, pages: 3}}
facts: {F1: {document: d, page: 1, lines: 1-2, quote: q, text: {en: q}}}
kinds: {Dienst: {extends: Node, label: {nl: dienst}, attributes: {n: {type: count, required: true}, soort: text}}}
applicability: {Device: {required: [levering], optional: huisvesting}, Node: {}}
activities: {eigen: {label: x, part_of: beheer, layers: [Technology], client_side: ja}}
elements:
  o: {type: BusinessActor, name: O, covers: {n: eigen}}
  n: {type: Dienst, n: 4, whatever: 1, source: [F1, {document: d, page: 2}]}
  p: {type: Plateau, label: Huidig, from: 2019, follows: q}
  q: {type: Plateau}
  r: {type: Requirement, condition: [{any: [{present: n}, {not: {absent: n}}]}], activities: [beheer, eigen]}
  C:
    type: Contract
    contract_status: Gepland
    start: {from: 2019-07, until: 2020, status: actual}
    price: onbekend U01
    client: o
    suppliers: [{who: o, count: minstens 1}]
    covers: {n: [beheer, {activity: levering, role: s, source: F1, open_list: true}]}
    excludes: [{subject: [n, {kind: Device, except: n}], activity: [regie], plateaus: p}]
    concerns: {n: F1, p: {source: F1, note: x}, q: {type: Mine, anything: 1}}
relations: {x: {type: Association, from: n, to: o, directed: true}, y: {type: Flow, from: n, to: o, stream: n}}
statements: {s: {contract: own, subject: n, activity: beheer, role: Accountable, valid: {from: 2019}}}
closures: {c: {element: {kind: Node}, activity: beheer}}
unknowns: {U01: {text: Wat?, source: d}}
terms: {T1: {text: x, about: n, readings: [{term: a, source: F1}]}}
rules: {IFACE: {severity: medium}}
waivers: {W1: {rule: NOREQ, subject: [C], reason: x, by: y, date: 2019-12-11}}
translations: {en: {o: {name: O}}}
"""


def _plain(value: Any) -> Any:
    """What YAML gave as what JSON has: dates are text."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _errors(text: str, validator: Any = VALIDATOR) -> list[str]:
    read = _plain(yaml.load(text, yaml.CSafeLoader))
    return [f"{error.json_path} {error.message}" for error in validator.iter_errors(read)]


def test_the_files_are_what_the_metamodel_gives() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert FILE.read_text(encoding="utf-8") == written_schema.text(), "make schema"
    page = (ROOT / "docs" / "GRAMMAR.md").read_text(encoding="utf-8")
    assert page == grammar.page(), "make schema"
    assert page.count("\n") <= 140
    for name in ("README.md", "models/README.md"):
        assert "GRAMMAR.md" in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODELS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_model_of_ours_is_right(path: Path) -> None:
    assert _errors(path.read_text(encoding="utf-8")) == []


def test_what_the_guide_says_is_right() -> None:
    assert _errors(GOOD) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("statements:", "statement:"), ("documents: {d: {title", "documents: {d: {titel"), ("page: 1,", "pag: 1,"),
        ("as_of:", "asof:"), ("follows: q", "folows: q"), ("label: Huidig", "label: Heden"), ("Gepland", "Gewenst"),
        ("role: s,", "role: Q,"), ("note: x}", "nota: x}"), ("stream: n", "directed: n"), ("IFACE", "IFACE, x: 1, Y"),
        ("severity: medium", "severity: middling"), ("rule: NOREQ", "rule: NORQ"), ("extends: Node", "extend: Node"),
        ("role: Accountable", "roll: A"), ("client_side: ja", "client_side: soms"), ("any: [", "some: ["),
        ("{kind: Device,", "{kin: Device,"), ("{type: Plateau}", "{name: q}"), ("{type: count,", "{type: sum,"),
        ("client: o", "clients: o"), ("required: [levering]", "requires: [levering]"), ("by: y", "bye: y"),
        ("term: a", "word: a"), ("status: actual}", "state: actual}"), ("covers: {n: [", "cover: {n: ["),
        ("{contract: own, subject: n,", "{contract: own,"), ("reason: x, ", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(right: str, wrong: str) -> None:
    assert GOOD.count(right) == 1
    assert _errors(GOOD.replace(right, wrong)) != []


def test_every_section_and_every_field_the_loader_reads_is_there() -> None:
    assert tuple(SCHEMA["properties"]) == SECTIONS

    def fields(section: str) -> set[str]:
        entry = SCHEMA["properties"][section]["additionalProperties"]
        entry = DEFINITIONS[entry["$ref"].rpartition("/")[2]] if "$ref" in entry else entry
        return set(entry["properties"])

    assert set(SCHEMA["properties"]["model"]["properties"]) == set(MODEL_FIELDS)
    assert (fields("facts"), fields("kinds"), fields("activities")) == (
        set(SOURCE_KEYS), set(KIND_FIELDS), set(ACTIVITY_FIELDS),
    )  # fmt: skip
    assert fields("statements") >= set(SCOPE_FIELDS)
    for section, kind in written_schema.STATED.items():
        assert fields(section) >= set(features_of(kind)) - NOT_A_FIELD
    attribute = DEFINITIONS["field.attributes"]["additionalProperties"]["anyOf"][1]
    assert set(attribute["properties"]) == set(ATTRIBUTE_FIELDS)


def test_every_feature_of_every_kind_is_there() -> None:
    metamodel = Metamodel()
    for sort, names in (("elements", metamodel.element_kinds()), ("relations", metamodel.relation_kinds())):
        entry = SCHEMA["properties"][sort]["additionalProperties"]
        groups = {
            name: DEFINITIONS[part["then"]["$ref"].rpartition("/")[2]]
            for part in entry["allOf"]
            for name in part["if"]["properties"]["type"]["enum"]
        }
        assert sorted(groups) == sorted(names)
        for name in names:
            kind = metamodel.get(name)
            assert kind is not None
            fields = {*features_of(kind), *SPECIAL} - {*HIDDEN, "target"}
            fields |= {key for key, (owner, _, _) in STRUCTURED.items() if issubclass(kind, owner)}
            fields |= set() if issubclass(kind, Relation) else set(VERBS)
            assert groups[name]["properties"].keys() >= fields, name
            assert groups[name]["additionalProperties"] is False


def test_descriptions_are_dutch_and_english() -> None:
    types = SCHEMA["properties"]["elements"]["additionalProperties"]["properties"]["type"]["anyOf"]
    descriptions = {part["const"]: part["description"] for part in types if "const" in part}
    assert descriptions["Tender"] == "aanbesteding / tender"
    assert descriptions["BusinessActor"] == "Bedrijfsactor / Business actor"
    assert DEFINITIONS["field.owner"]["description"] == "Eigenaar / Owner"
    assert DEFINITIONS["field.composes"]["description"] == "bestaat uit / is composed of"
    supply = next(part for part in DEFINITIONS["activity"]["anyOf"] if part.get("const") == "levering")
    assert supply["description"].startswith("levering")
    assert " / " in supply["description"]


def test_a_model_adds_its_ids_kinds_and_activities() -> None:
    model = ea_model.load(SAMEN)
    schema = json.loads(run("schema", str(SAMEN)).out)
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["definitions"]["id.Plateau"]["anyOf"][0]["enum"] == [plateau.id for plateau in model.plateaus]
    assert set(schema["definitions"]["id.Concept"]["anyOf"][0]["enum"]) == set(model.ids)
    types = schema["properties"]["elements"]["additionalProperties"]["properties"]["type"]["anyOf"]
    declared = set(model.metamodel.declared)
    assert declared
    assert declared <= {part.get("const") for part in types}
    validator = jsonschema.Draft7Validator(schema)
    for path in sorted(SAMEN.rglob("*.yaml")):
        assert _errors(path.read_text(encoding="utf-8"), validator) == []
    assert json.loads(run("schema").out) == SCHEMA
