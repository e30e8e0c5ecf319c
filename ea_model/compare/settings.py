"""What a model says about itself and its language: its day and organisation, grades of rules, kinds, activities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ea_model.compare.delta import Delta, delta
from ea_model.compare.fields import Plain, fields_of
from ea_model.model import Model


@dataclass(frozen=True, slots=True)
class ModelSetting:
    """One entry that stands for no thing in the world but changes answers about all of them."""

    id: str
    name: object
    kind: str
    fields: Mapping[str, Plain]


def settings_delta(before: Model, after: Model) -> dict[str, Delta[ModelSetting]]:
    """Per section what came, went and changed."""
    old, new = _settings(before), _settings(after)
    return {section: delta(old[section], new[section], lambda setting: dict(setting.fields)) for section in old}


def _settings(model: Model) -> dict[str, dict[str, ModelSetting]]:
    contents = model.contents
    kinds: dict[str, Any] = contents.sections.get("kinds", {})
    return {
        "model": {"model": ModelSetting("model", model.name, "Model", _about(model))},
        "rules": {
            code: ModelSetting(code, "", "Rule", {"severity": severity.value})
            for code, severity in model.severities.items()
        },
        "kinds": {name: ModelSetting(name, "", "Kind", _raw(entry)) for name, entry in kinds.items()},
        "activities": {a.id: ModelSetting(a.id, a.label, "Activity", fields_of(a)) for a in model.activities.values()},
        "applicability": {
            kind: ModelSetting(kind, "", "Applicability", fields_of(row)) for kind, row in model.applicability.items()
        },
    }


def _about(model: Model) -> dict[str, Plain]:
    """Facts about the whole that answers depend on."""
    contents = model.contents
    facts = {
        "organisation": model.organisation and model.organisation.id,
        "baseline": model.baseline and model.baseline.id,
        "as_of": contents.as_of,
        "horizon": contents.horizon,
        "language": model.language.version,
    }
    return {name: str(value) for name, value in facts.items() if value is not None}


def _raw(value: Any) -> Plain:
    """An entry as it was written, in plain values."""
    if isinstance(value, Mapping):
        return {str(key): _raw(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_raw(item) for item in value)
    return str(value)
