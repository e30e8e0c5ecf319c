"""Who does what in the processes between parties: per boundary the standard processes, unknown where nobody said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ea_model.metamodel.archimate import Association
from ea_model.metamodel.contract import InterfaceProcess
from ea_model.model import Model
from ea_model.scope import BoundaryInterface, Cell, InterfaceKind, Provider, Scope
from ea_model.values import LangText, Truth

EXECUTION = "uitvoering"
"""The activity whose cell says who does a process, and who supports, is consulted and informed."""
_BETWEEN_PARTIES = (InterfaceKind.SUPPLIER_SUPPLIER, InterfaceKind.SAME_SUPPLIER, InterfaceKind.SUPPLIER_OWN)


@dataclass(frozen=True, slots=True)
class BoundaryProcess:
    """One process at one boundary."""

    process: str
    label: LangText | str
    definition: LangText | str
    """Empty for a process of the model's own."""
    cell: Cell | None
    """Its execution; None where no element of the model is this process here."""


@dataclass(frozen=True, slots=True)
class PartiesBoundary:
    """Where two sides meet, by whatever number of relations, and the processes between them."""

    sides: tuple[tuple[Provider, ...], tuple[Provider, ...]]
    relations: tuple[str, ...]
    processes: tuple[BoundaryProcess, ...]


def standard_processes(model: Model) -> dict[str, tuple[LangText, LangText]]:
    """The processes asked of every boundary, with name and definition, in order."""
    return {
        row["id"]: (
            LangText({"nl": row["nl"], "en": row["en"]}),
            LangText({"nl": row["nl_definition"], "en": row["en_definition"]}),
        )
        for row in model.language.rows("processes.csv")
    }


def boundary_processes(scope: Scope, boundaries: Iterable[BoundaryInterface]) -> tuple[PartiesBoundary, ...]:
    """The given interfaces by the two sides that meet, each with the standard processes and those of its own."""
    met: dict[frozenset[tuple[str, ...]], list[BoundaryInterface]] = {}
    for boundary in boundaries:
        sides = boundary.source_side, boundary.target_side
        if boundary.kind in _BETWEEN_PARTIES and all(sides):
            met.setdefault(frozenset(tuple(p.key for p in side) for side in sides), []).append(boundary)
    processes = list(_processes(scope))
    return tuple(_meeting(scope, interfaces, processes) for interfaces in met.values())


def _processes(scope: Scope) -> Iterator[tuple[InterfaceProcess, set[str]]]:
    """The processes that are there, each with the ids of all it is associated with."""
    model = scope.model
    for element in model.by_kind(InterfaceProcess):
        if scope.facts.existence(element) == Truth.NO:
            continue
        relations = [*model.outgoing(element), *model.incoming(element)]
        there = (r for r in relations if isinstance(r, Association) and scope.facts.existence(r) != Truth.NO)
        yield element, {(r.target if r.source is element else r.source).id for r in there}


def _meeting(
    scope: Scope, interfaces: list[BoundaryInterface], processes: list[tuple[InterfaceProcess, set[str]]]
) -> PartiesBoundary:
    sides = interfaces[0].source_side, interfaces[0].target_side
    relations = tuple(boundary.relation.id for boundary in interfaces)
    present: dict[str, list[InterfaceProcess]] = {}
    for element, about in processes:
        if about & set(relations) or all(about & _names(side) for side in sides):
            present.setdefault(str(element.process or element.id), []).append(element)
    words: dict[str, tuple[LangText | str, LangText | str]] = {**standard_processes(scope.model)}
    words |= {code: (elements[0].name, "") for code, elements in present.items() if code not in words}
    rows = [
        BoundaryProcess(code, *words[code], None if element is None else scope.cell(element, EXECUTION))
        for code in words
        for element in present.get(code, [None])
    ]
    return PartiesBoundary(sides, relations, tuple(rows))


def _names(side: tuple[Provider, ...]) -> set[str]:
    """The contracts and own parties of a side."""
    return {p.contract.id for p in side if p.contract is not None} | {x.id for p in side for x in p.parties}
