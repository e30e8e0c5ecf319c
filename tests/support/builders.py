"""Small real models for tests, written the way a model file writes them."""

from __future__ import annotations

import textwrap
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import ea_model
from ea_model.loader import build
from ea_model.messages.problems import Place
from ea_model.model import Model
from ea_model.scope import Cell, ElementScope, Scope, contract_scope, scope_of
from ea_model.source.records import ParsedEntry, ParsedModel

ROOT = Path(__file__).parents[2]
SAMEN = ROOT / "models" / "samen"
REFERENCE = ROOT / "tests" / "models" / "reference"
SHARED = ROOT.parent / "shared"

_HEAD: dict[str, Any] = {
    "model": {"id": "test", "organisation": "eigen-org"},
    "elements": {"eigen-org": {"type": "BusinessActor", "name": "Eigen organisatie"}},
}


def reading_of(sections: dict[str, dict[str, Any]]) -> ParsedModel:
    """The records a reader would make of these sections."""
    reading = ParsedModel(digest="0" * 64)
    for section, entries in sections.items():
        if section == "model":
            reading.records.append(ParsedEntry("model", "", entries, Place("test", 1)))
            continue
        for number, (key, fields) in enumerate(entries.items(), 1):
            reading.records.append(ParsedEntry(section, key, fields, Place("test", number)))
    return reading


def model_of(text: str) -> Model:
    """A model from YAML text; an organisation ``eigen-org`` is there already."""
    sections = yaml.load(textwrap.dedent(text), Loader=yaml.CBaseLoader) or {}  # noqa: S506 - builds only text
    merged = {**sections}
    merged["model"] = {**_HEAD["model"], **sections.get("model", {})}
    merged["elements"] = {**_HEAD["elements"], **sections.get("elements", {})}
    return build(reading_of(merged))


def scope(text: str, plateau: str | None = None, at: str | None = None) -> Scope:
    """The scope answer of a model from YAML text."""
    return scope_of(model_of(text), plateau, date.fromisoformat(at) if at else None)


def cell(answer: Scope, element: str, activity: str) -> Cell:
    """One cell by ids."""
    return answer.cell(answer.model.element(element), activity)


def entry(answer: Scope, contract: str, element: str) -> ElementScope:
    """What an element is to a contract."""
    return contract_scope(answer, contract).element(answer.model.element(element))


def ids(elements: Any) -> list[str]:
    """Sorted ids of elements."""
    return sorted(e.id for e in elements)


@cache
def load(path: Path) -> Model:
    """A model of the repository, which is sealed: loaded once for all tests."""
    return ea_model.load(path)
