"""What may relate to what, and what a viewpoint shows: tables of the language version, not code.

Source: The Open Group, ArchiMate 3.2 Specification, Appendix B (relationships) and Appendix C (viewpoints).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ea_model.metamodel.archimate import DATA, RELATION_TYPES, Concept, Relation, archimate_type

_SYMBOLS = {kind.__name__: kind.symbol for kind in RELATION_TYPES}
_ANY_RELATION = "Relationship"


def _rows(file: str) -> Iterator[dict[str, str]]:
    """The rows of a data table; lines with ``#`` name the source."""
    with (DATA / file).open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(line for line in handle if not line.startswith("#"))


@cache
def relationship_table() -> dict[tuple[str, str], str]:
    """Letters of the permitted relationship types by (source type, target type)."""
    return {(row["source"], row["target"]): row["relationships"] for row in _rows("relationships.csv")}


def _end_type(kind: type[Concept]) -> str:
    return _ANY_RELATION if issubclass(kind, Relation) else archimate_type(kind)


def permits(relation: type[Relation], source: type[Concept], target: type[Concept]) -> bool:
    """Does ArchiMate 3.2 permit this relation between concepts of these kinds?"""
    letters = relationship_table().get((_end_type(source), _end_type(target)), "")
    return _SYMBOLS[archimate_type(relation)] in letters


def permitted(source: type[Concept], target: type[Concept]) -> tuple[str, ...]:
    """Names of all relationship types permitted between two kinds."""
    letters = relationship_table().get((_end_type(source), _end_type(target)), "")
    return tuple(name for name, symbol in _SYMBOLS.items() if symbol in letters)


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """One example viewpoint; ``shows`` None means every element type."""

    id: str
    name: str
    shows: frozenset[str] | None

    def admits(self, element_type: str) -> bool:
        """May an element of this ArchiMate type stand in the view?"""
        return self.shows is None or element_type in self.shows or element_type in {"Grouping", "Junction"}


@cache
def viewpoints() -> dict[str, Viewpoint]:
    """The viewpoints by id."""
    names: dict[str, str] = {}
    shown: dict[str, set[str]] = {}
    for row in _rows("viewpoints.csv"):
        names[row["viewpoint_id"]] = row["exchange_name"]
        shown.setdefault(row["viewpoint_id"], set()).add(row["element_type"])
    return {i: Viewpoint(i, n, None if "*" in shown[i] else frozenset(shown[i])) for i, n in names.items()}
