"""Answers for programs and for the terminal: one question a file, each gives plain data and prints it as text.

``data`` functions return JSON-ready dictionaries with code identifiers (documented in ``docs/answers.schema.json``);
``text`` functions write the same data for a person. They ask the model and never compute.
"""

from __future__ import annotations

import json
from typing import Any

SCHEMA_VERSION = "1"


def document(kind: str, model: Any, **content: Any) -> dict[str, Any]:
    """The envelope of every JSON answer: what it is, of which model and revision."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "model": {"id": model.id, "name": str(model.name), "version": model.version, "revision": model.revision},
        **content,
    }


def as_json(answer: dict[str, Any]) -> str:
    """The answer as JSON text, readable and stable."""
    return json.dumps(answer, ensure_ascii=False, indent=2)
