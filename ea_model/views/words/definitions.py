"""What activities, roles and statuses mean: what is part of them and what is not."""

from __future__ import annotations

import csv

from ea_model.metamodel.contract import Activity, Role
from ea_model.metamodel.language import stock
from ea_model.scope import Status
from ea_model.values import in_language
from ea_model.words import label, label_of, table


def definition_of(activity: Activity, lang: str) -> str:
    """What an activity is: as the model defines it, else as usual; empty where neither says."""
    return in_language(activity.definition, lang) or table(lang).get(f"Definition.{activity.id}", "")


def _activity_names(lang: str) -> dict[str, str]:
    with stock().data("activities.csv").open(encoding="utf-8", newline="") as handle:
        return {row["id"]: row[lang] for row in csv.DictReader(line for line in handle if not line.startswith("#"))}


def standard_terms(lang: str) -> list[tuple[str, str, str]]:
    """Every term that is defined: its code, its name and its definition."""
    words = table(lang)
    roles = [(role.value, label(f"Role.{role.value}", lang), words[f"Definition.Role_{role.value}"]) for role in Role]
    statuses = [(s.name, label_of(s, lang), words[f"Definition.Status_{s.name}"]) for s in Status]
    defined = {key.partition(".")[2]: text for key, text in words.items() if key.startswith("Definition.")}
    names = _activity_names(lang)
    activities = [
        (code, names[code], text) for code, text in defined.items() if not code.startswith(("Role_", "Status_"))
    ]
    return [*activities, *roles, *statuses]
