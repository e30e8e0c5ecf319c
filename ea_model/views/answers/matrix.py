"""The demarcation matrix: element by activity, who does it, in one letter and one name."""

from __future__ import annotations

from typing import Annotated

from ea_model.scope import Cell, Scope, Status
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.cell_words import cell_text
from ea_model.views.answers.shared.common import activity_name, cell_data, grid, moment_data, moment_text, name
from ea_model.views.answers.shared.structs import CellData, Count, Counts, MomentData, note
from ea_model.words import label, label_of


class MatrixAnswer(ModelAnswer, tag="matrix"):
    """ea matrix"""

    moment: MomentData
    activities: Annotated[list[str], note("Leaf activities in order.")]
    counts: Counts
    own_cells: Annotated[Count, note("Cells that are own, explicitly or implicitly.")]
    cells: list[CellData]

    def outcome(self) -> Outcome:
        return FOUND if self.cells else Outcome.of(OutcomeKind.EMPTY, "Outcome.no_cells")


def data(scope: Scope) -> MatrixAnswer:
    """Every cell, and how many required ones have each status."""
    return MatrixAnswer(
        model=model_data(scope.model),
        moment=moment_data(scope),
        activities=list(scope.activities.leaves),
        counts=dict(scope.counts()),
        own_cells=len(scope.own_cells),
        cells=[cell_data(c) for c in scope.cells()],
    )


def rows(scope: Scope, lang: str) -> tuple[list[str], list[list[str]]]:
    """Headers and rows of the matrix: one row per element, one column per activity that occurs."""
    cells: dict[str, dict[str, Cell]] = {}
    for cell in scope.cells():
        cells.setdefault(cell.element.id, {})[cell.activity] = cell
    used = [leaf for leaf in scope.activities.leaves if any(leaf in row for row in cells.values())]
    headers = [label("Answer.element", lang), label("Answer.kind", lang)]
    headers += [activity_name(scope, leaf, lang) for leaf in used]
    table = []
    for row in cells.values():
        element = next(iter(row.values())).element
        words = [cell_text(row[leaf], lang) if leaf in row else "" for leaf in used]
        table.append([name(element, lang), element.kind, *words])
    return headers, table


def text(scope: Scope, lang: str) -> str:
    """The matrix for the terminal: elements down, one line per cell group, so that it fits a screen."""
    lines = [f"{scope.model.name} — {moment_text(scope, lang)}"]
    table = []
    for cell in scope.cells():
        mark = "" if cell.required else "·"
        words = cell_text(cell, lang)
        if words != "·":
            activity = activity_name(scope, cell.activity, lang)
            table.append([name(cell.element, lang), f"{activity}{mark}", words])
    lines.append(grid(table, [label(f"Answer.{h}", lang) for h in ("element", "activity", "who")]))
    counts = ", ".join(f"{label_of(s, lang)} {n}" for s, n in scope.counts().items())
    lines.append(label("Answer.required_cells", lang, counts=counts))
    covered, total = scope.counts().get(Status.COVERED, 0), sum(scope.counts().values())
    lines.append(label("Lists.covered_of", lang, covered=covered, total=total))
    lines.append(label("Answer.own_cells", lang, count=len(scope.own_cells)))
    lines += [f"  {_own_text(scope, cell, lang, certain=certain)}" for cell, certain in scope.own_cells]
    several = [_cell_name(scope, c, lang) for c in scope.cells() if len([x for x in c.leads if x.certain]) > 1]
    lines.append(label("Lists.several_leads", lang, cells=", ".join(several) or label("Lists.nobody", lang)))
    return "\n".join(lines)


def _own_text(scope: Scope, cell: Cell, lang: str, *, certain: bool) -> str:
    words = _cell_name(scope, cell, lang)
    if cell.status is Status.OWN_IMPLICIT:
        return label("Lists.implicit", lang, cell=words)
    return words if certain else label("Lists.perhaps", lang, cell=words)


def _cell_name(scope: Scope, cell: Cell, lang: str) -> str:
    return f"{name(cell.element, lang)} · {activity_name(scope, cell.activity, lang)}"
