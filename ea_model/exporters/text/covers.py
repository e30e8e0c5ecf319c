"""Statements as a person writes them: what is called after the contract or party it stands under is written there."""

from __future__ import annotations

from typing import Any

from ea_model.exporters.shared import records
from ea_model.exporters.text.relations import shortest
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Effect, ScopeStatement
from ea_model.metamodel.contract.statements import COVERS, EXCLUDES
from ea_model.model import Model

Entry = dict[str, Any]
_FOLLOWS = frozenset({"contract", "party", "effect"})
"""What the place of a short statement says."""


class Covers:
    """The statements of a model, sorted over the places where they are written."""

    def __init__(self, model: Model) -> None:
        self.apart: dict[str, Entry] = {}
        """Entries of ``statements:`` by id."""
        self._held: dict[str, dict[str, list[Entry]]] = {}
        """By what they stand under, and verb: the fields that place does not say."""
        for statement in model.statements:
            fields = shortest(records.scope_fields(statement))
            if statement.holder is None or statement.id != statement.short_id:
                self.apart[statement.id] = fields
                continue
            rest = {key: value for key, value in fields.items() if key not in _left_out(statement)}
            verb = COVERS if statement.effect == Effect.INCLUDE else EXCLUDES
            self._held.setdefault(statement.holder.id, {}).setdefault(verb, []).append(rest)

    def of(self, element: Element) -> Entry:
        """What stands under an element, each verb in the shortest form that says everything."""
        return {verb: _short(entries) for verb, entries in self._held.get(element.id, {}).items()}


def _left_out(statement: ScopeStatement) -> frozenset[str]:
    return _FOLLOWS if statement.own else _FOLLOWS - {"party"}


def _short(entries: list[Entry]) -> Any:
    """A mapping of subject to what is said of it; a list of entries where a subject has no id."""
    if any(isinstance(entry["subject"], dict) for entry in entries):
        return _merged(entries)
    by_subject: dict[str, list[Any]] = {}
    for entry in entries:
        rest = {key: value for key, value in entry.items() if key != "subject"}
        by_subject.setdefault(entry["subject"], []).append(entry["activity"] if len(rest) == 1 else rest)
    return {subject: items[0] if len(items) == 1 else items for subject, items in by_subject.items()}


def _merged(entries: list[Entry]) -> list[Entry]:
    """The entries, those next to each other that differ in their activity only as one."""
    merged: list[Entry] = []
    for entry in entries:
        last = merged[-1] if merged else {}
        if last and {**last, "activity": ""} == {**entry, "activity": ""}:
            before = last["activity"]
            last["activity"] = [*(before if isinstance(before, list) else [before]), entry["activity"]]
        else:
            merged.append({**entry})
    return merged
