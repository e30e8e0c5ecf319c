"""docs/answers.schema.json: what a program may expect of `ea --format json`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from ea_model.questions.agenda import DateKind
from ea_model.rules import Severity
from ea_model.scope import Status
from ea_model.values import Truth
from ea_model.views.answers.shared import schema as written_schema
from tests.support.builders import REFERENCE, ROOT
from tests.support.command import SCHEMA_FILE, run, schema, validator


def test_the_schema_is_itself_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_file_is_the_one_the_types_give() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == written_schema.text(), "make schema"


def test_code_identifiers_stand_in_the_order_of_the_program() -> None:
    for words in (DateKind, Status, Severity, Truth):
        assert schema()["$defs"][words.__name__]["enum"] == [item.name for item in words]


def test_every_question_with_an_answer_is_described() -> None:
    modules = {path.stem for path in (ROOT / "ea_model" / "views" / "answers").glob("[a-z]*.py")}
    described = {answer.__module__.rpartition(".")[2] for answer in written_schema.answer_types()}
    assert modules == described - {"answers"}


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
    answers = [schema()["$defs"][reference["$ref"].rpartition("/")[2]] for reference in schema()["oneOf"]]
    assert [[*answer["properties"]["kind"]["enum"]] for answer in answers] == [
        [kind] for kind in schema()["properties"]["kind"]["enum"]
    ]
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
