"""The processes between parties, as JSON and text: per boundary who does, supports, is consulted and informed."""

from __future__ import annotations

from typing import Annotated

from ea_model.questions.boundary_processes import BoundaryProcess, PartiesBoundary
from ea_model.scope import Provider
from ea_model.values import in_language
from ea_model.views.answers.shared.cell_words import cell_text
from ea_model.views.answers.shared.common import cell_data, grid, provider_data
from ea_model.views.answers.shared.structs import CellData, Data, ProviderData, note
from ea_model.words import label


class BoundaryProcessData(Data):
    """One process at one boundary."""

    process: Annotated[
        str, note("incident, change, release, security, capacity, continuity, exit, or the model's own.")
    ]
    cell: Annotated[CellData | None, note("Its execution; null where nobody said who does it.")]


class PartiesBoundaryData(Data):
    """Two sides that meet, and the processes between them."""

    sides: Annotated[list[list[ProviderData]], note("The two sides.")]
    relations: Annotated[list[str], note("The relations by which they meet.")]
    processes: list[BoundaryProcessData]


def data(boundaries: tuple[PartiesBoundary, ...]) -> list[PartiesBoundaryData]:
    """Every boundary between parties with its processes."""
    return [
        PartiesBoundaryData(
            sides=[[provider_data(p) for p in side] for side in boundary.sides],
            relations=list(boundary.relations),
            processes=[
                BoundaryProcessData(process=p.process, cell=None if p.cell is None else cell_data(p.cell))
                for p in boundary.processes
            ],
        )
        for boundary in boundaries
    ]


def rows(boundaries: tuple[PartiesBoundary, ...], lang: str) -> tuple[list[str], list[list[str]]]:
    """Headers and rows: a row per boundary and process."""
    headers = [label("Answer.source_side", lang), label("Answer.target_side", lang),
               label("BoundaryProcesses.process", lang), label("Answer.who", lang)]  # fmt: skip
    return headers, [
        [*(_side(side, lang) for side in boundary.sides), in_language(process.label, lang), who(process, lang)]
        for boundary in boundaries
        for process in boundary.processes
    ]


def _side(side: tuple[Provider, ...], lang: str) -> str:
    return ", ".join(provider.label(lang) for provider in side)


def who(process: BoundaryProcess, lang: str) -> str:
    """Who has which part in a process; unknown where nobody said."""
    return label("Status.UNKNOWN", lang) if process.cell is None else cell_text(process.cell, lang)


def text(boundaries: tuple[PartiesBoundary, ...], lang: str) -> str:
    """The processes for the terminal."""
    headers, table = rows(boundaries, lang)
    title = label("BoundaryProcesses.title", lang)
    body = grid(table, headers) if table else label("BoundaryProcesses.none", lang)
    return f"\n{title}\n{body}"
