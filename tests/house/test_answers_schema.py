"""docs/answers.schema.json: what a program may expect of `ea --format json`."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

import jsonschema
import pytest

from ea_model import rules
from ea_model.messages.problems import Level
from ea_model.metamodel.contract import Role
from ea_model.questions.agenda import DateKind, DateStatus, EndingKind, Ground
from ea_model.rules import Severity
from ea_model.scope import InterfaceKind, Reason, ScopeClass, Sharing, Status
from ea_model.values import Provenance, Truth
from ea_model.views.answers import SCHEMA_VERSION
from tests.support.builders import REFERENCE, ROOT
from tests.support.command import run, schema, validator


def test_the_schema_is_itself_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("words", [DateKind, DateStatus, EndingKind, Ground])
def test_the_words_of_the_calendar_are_those_of_the_program(words: type[Enum]) -> None:
    assert schema()["$defs"][words.__name__]["enum"] == [item.name for item in words]


@pytest.mark.parametrize("words", [Status, ScopeClass, Sharing, InterfaceKind, Reason, Severity, Truth, Provenance])
def test_the_code_identifiers_of_the_schema_are_those_of_the_program(words: type[Enum]) -> None:
    assert schema()["$defs"][words.__name__]["enum"] == [item.name for item in words]


def test_roles_levels_rules_and_version_are_those_of_the_program() -> None:
    definitions = schema()["$defs"]
    assert definitions["Role"]["enum"] == list(Role)
    assert definitions["Level"]["enum"] == [level.value for level in Level]
    assert definitions["Rule"]["enum"] == [rule.code for rule in rules.all_rules()]
    assert definitions["SchemaVersion"]["const"] == SCHEMA_VERSION


def _objects(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of an object within a schema."""
    if isinstance(part, dict):
        if part.get("type") == "object" and "properties" in part:
            yield path, part
        for key, value in part.items():
            yield from _objects(value, f"{path}/{key}")
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from _objects(value, f"{path}/{number}")


def test_every_object_is_described_completely() -> None:
    found = dict(_objects(schema()["$defs"]))
    assert len(found) > 20
    for path, part in found.items():
        assert part["additionalProperties"] is False, path
        assert part["required"] == list(part["properties"]), path


def test_every_kind_of_answer_has_its_description_and_nothing_describes_nothing() -> None:
    kinds = schema()["properties"]["kind"]["enum"]
    described = [reference["$ref"] for reference in schema()["oneOf"]]
    assert described == [f"#/$defs/{kind}_answer" for kind in kinds]
    used = _references(schema())
    assert {f"#/$defs/{name}" for name in schema()["$defs"]} == used


def _references(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
        return own.union(*(_references(value) for value in part.values()))
    return set().union(*(_references(value) for value in part)) if isinstance(part, list) else set()


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: answer.pop("schema_version"),
        lambda answer: answer.update(kind="matrices"),
        lambda answer: answer.update(extra=1),
        lambda answer: answer["cells"][0].update(status="GEDEKT"),
        lambda answer: answer["cells"][0].pop("closure"),
        lambda answer: answer["moment"].update(date="oktober 2019"),
        lambda answer: answer["counts"].update(GEDEKT=1),
    ],
    ids=["no version", "no kind", "a word more", "a Dutch code", "a word less", "no date", "a Dutch count"],
)
def test_the_schema_refuses_what_is_no_answer(change: Any) -> None:
    answer = run("matrix", REFERENCE, "--at", "2019-10-15", "--format", "json").answer
    change(answer)
    assert not validator().is_valid(answer)


def test_the_manual_points_to_the_schema() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    assert any("answers.schema.json" in file.read_text(encoding="utf-8") for file in documents)
