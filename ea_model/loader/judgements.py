"""The pass for what a model says about findings: severities of rules, and waivers."""

from __future__ import annotations

from typing import Any

from ea_model.loader.context import Load, as_list
from ea_model.loader.statements import create_statement
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel.contract import Waiver
from ea_model.metamodel.severity import Severity, rule_codes
from ea_model.source.records import place_of

SEVERITIES = tuple(severity.name.lower() for severity in Severity)


def read_judgements(load: Load) -> None:
    """``rules:`` and ``waivers:``; the last pass over the records, since waivers name everything else."""
    for record in load.distinct("rules"):
        if not _is_rule(load, record.id, record.place):
            continue
        for key in record.fields:
            if key != "severity":
                load.error(place_of(key, record.place), "FIELD", Message("rule_field", key=key))  # fmt: skip
        word = record.fields.get("severity", "")
        if word not in SEVERITIES:
            where = place_of(word, record.place)
            message = Message("severity", rule=record.id, words=", ".join(SEVERITIES), word=word)
            load.error(where, "VALUE", message, near=(str(word), SEVERITIES))
        else:
            load.contents.severities[str(record.id)] = Severity[word.upper()]
    for record in load.section("waivers"):
        waiver: Waiver = create_statement(load, Waiver, record, {"rule": _set_rule, "subject": _set_subjects})
        for name in ("rule", "subject", "reason"):
            if not record.fields.get(name):
                load.error(record.place, "REQUIRED", Message("waiver_needs", id=record.id, name=name))
        load.contents.waivers.append(waiver)


def _is_rule(load: Load, code: object, place: Place) -> bool:
    codes = rule_codes()
    if code in codes:
        return True
    load.error(place_of(code, place), "REFERENCE", Message("no_rule", code=code), near=(str(code), codes))
    return False


def _set_rule(load: Load, target: Waiver, value: Any, place: Place) -> None:
    if _is_rule(load, value, place):
        target.rule = str(value)


def _set_subjects(load: Load, target: Waiver, value: Any, place: Place) -> None:
    """Concepts and statements by id: whatever a finding can be about."""
    subject_ids = {*load.concepts, *load.contents.places}
    subjects: list[str] = []
    for item in as_list(value):
        if isinstance(item, str) and item in load.several:
            subjects.extend(load.several[item])  # one entry that says several things
        elif isinstance(item, str) and load.id_of(item) in subject_ids:
            subjects.append(load.id_of(item))
        else:
            where = place_of(item, place)
            message = Message("no_concept_or_statement", id=item)
            load.error(where, "REFERENCE", message, near=(str(item), subject_ids))
    target.subjects = tuple(subjects)
