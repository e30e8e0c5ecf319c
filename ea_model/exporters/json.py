"""The whole model as one JSON document: the sections of a model file, for programs that read no YAML.

The sections and fields are those of ``models/README.md``; relations stand in ``relations`` with their ends. Every
scalar is a text, as in a model file; ``schema_version`` changes when a reader would have to.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from ea_model.exporters import Exporter, Options
from ea_model.exporters.shared import records
from ea_model.metamodel.archimate import Concept
from ea_model.model import Model
from ea_model.values import LangText

SCHEMA_VERSION = "2"


def write(model: Model, _options: Options, handle: BinaryIO) -> None:
    """Write the model; the same model gives the same bytes."""
    text = json.dumps(document(model), ensure_ascii=False, indent=2)
    # A text may hold half a surrogate pair, which UTF-8 cannot: JSON has an escape for it.
    handle.write(text.encode("utf-8", "backslashreplace") + b"\n")


def document(model: Model) -> dict[str, Any]:
    """The model as nested plain values, in the order of the model."""
    content: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "model": {**records.manifest_fields(model), "revision": model.revision},
    }
    for section, entry_id, fields in records.sections(model):
        content.setdefault(section, {})[entry_id] = fields
    content["elements"] = {
        element.id: {"type": element.kind, **records.concept_fields(element), **_properties(element)}
        for element in model.elements
    }
    content["relations"] = {
        relation.id: {
            "type": relation.kind,
            "from": relation.source.id,
            "to": relation.target.id,
            **records.concept_fields(relation),
            **_properties(relation),
        }
        for relation in model.relations
    }
    content["statements"] = {s.id: records.scope_fields(s, resolved=True) for s in model.statements}
    return content


def _properties(concept: Concept) -> dict[str, Any]:
    """Free properties by key; one that stands more than once has a list."""
    values_by_key: dict[str, list[Any]] = {}
    for key, value in concept.properties:
        values_by_key.setdefault(key, []).append(dict(value.texts) if isinstance(value, LangText) else value)
    return {"properties": {k: v[0] if len(v) == 1 else v for k, v in values_by_key.items()}} if values_by_key else {}


EXPORTER = Exporter("json", LangText({"nl": "Model (JSON)", "en": "Model (JSON)"}), ".json", "application/json", write)
