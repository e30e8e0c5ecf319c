"""The description of every JSON answer, made from their types: ``python -m ea_model.views.answers.shared.schema FILE``.

Written into ``docs/answers.schema.json``, for programs that read the answers of ``ea``.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from ea_model import rules
from ea_model.messages.problems import Level
from ea_model.metamodel.contract import Role
from ea_model.values.formatting import laid_out
from ea_model.views import answers
from ea_model.views.answers import SCHEMA_VERSION, Answer, Receipt

_REFERENCE = "#/$defs/{name}"


def answer_types() -> list[type[Answer]]:
    """Every answer there is, in order of the modules and of the lines in them."""
    for module in pkgutil.iter_modules(answers.__path__, f"{answers.__name__}."):
        importlib.import_module(module.name)
    return [answer for answer in _below(Answer) if answer.__struct_config__.tag]


def _below(kind: type[Answer]) -> list[type[Answer]]:
    return [subtype for child in kind.__subclasses__() for subtype in (child, *_below(child))]


def schema() -> dict[str, Any]:
    """The schema of all answers together."""
    types = sorted(answer_types(), key=lambda answer: str(answer.__struct_config__.tag))
    _, parts = msgspec.json.schema_components([*types, Receipt], ref_template=_REFERENCE)
    for kind in _enums([*types, Receipt]):
        parts[kind.__name__]["enum"] = [item.name for item in kind]
    for answer in types:
        part = parts[answer.__name__]
        part["properties"] = {
            "schema_version": {"const": SCHEMA_VERSION}, **part["properties"],
            "receipt": {"$ref": _REFERENCE.format(name="Receipt")},
        }  # fmt: skip
    for part in parts.values():
        del part["title"]
        if "properties" in part:
            part["required"] = list(part["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ea-model:answers:{SCHEMA_VERSION}",
        "title": "Answers of ea --format json",
        "description": "One JSON document per command; 'kind' says which. Words in capitals are code identifiers, the"
        " same in every language.",
        "type": "object",
        "properties": {"kind": {"enum": [answer.__struct_config__.tag for answer in types]}},
        "required": ["schema_version", "kind", "receipt"],
        "oneOf": [{"$ref": _REFERENCE.format(name=answer.__name__)} for answer in types],
        "$defs": {name: parts[name] for name in sorted(parts)} | _lists(),
    }


def _lists() -> dict[str, Any]:
    """Words that the program keeps in lists of its own."""
    return {
        "Level": {
            "description": "An error stops the load, a warning does not; a note needs no mending.",
            "enum": [level.value for level in Level],
        },
        "Role": {
            "description": "Responsible, accountable, supporting, consulted, informed.",
            "enum": list(Role),
        },
        "Rule": {"description": "The rule behind a finding.", "enum": [rule.code for rule in rules.all_rules()]},
    }


def _enums(types: list[Any]) -> set[type[Enum]]:
    """Every list of code identifiers that answers use, however deep."""
    visited: set[Any] = set()
    waiting: list[Any] = list(types)
    while waiting:
        kind = waiting.pop()
        if kind in visited:
            continue
        visited.add(kind)
        waiting += get_args(kind)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            waiting += get_type_hints(kind).values()
    return {kind for kind in visited if isinstance(kind, type) and issubclass(kind, Enum)}


def text() -> str:
    """The schema as the file has it."""
    return f"{laid_out(schema())}\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
