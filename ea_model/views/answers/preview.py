"""``ea scope --preview``: the cells a statement would give, before it is kept."""

from __future__ import annotations

from typing import Annotated

from ea_model.compare.preview import Preview, PreviewCell, PreviewEffect
from ea_model.scope import Cell
from ea_model.selection import subject_words
from ea_model.values import in_language
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.common import activity_name, cell_data, grid, moment_data, moment_text, name
from ea_model.views.answers.shared.structs import CellData, Data, MomentData, note
from ea_model.words import label, label_of


class PreviewedStatement(Data):
    """A statement as it would be."""

    id: str
    contract: Annotated[str | None, note("Null: in-house.")]
    activity: str
    subjects: Annotated[list[str], note("Ids of the elements it is about in this situation.")]


class PreviewedCell(Data):
    """One cell without and with it."""

    effect: PreviewEffect
    before: CellData
    after: CellData


class PreviewAnswer(ModelAnswer, tag="preview"):
    """ea scope --preview"""

    moment: MomentData
    statements: list[PreviewedStatement]
    cells: Annotated[list[PreviewedCell], note("Those that differ, and those named that do not.")]

    def outcome(self) -> Outcome:
        changes = any(cell.effect is not PreviewEffect.NONE for cell in self.cells)
        return FOUND if changes else Outcome.of(OutcomeKind.EMPTY, "Preview.nothing")


def data(preview: Preview) -> PreviewAnswer:
    """The cells that would change, with what the statement is about."""
    placed = {p.statement.id: p for p in preview.after.propagation.placed}
    elements = preview.after.index.elements
    return PreviewAnswer(
        model=model_data(preview.before.model),
        moment=moment_data(preview.before),
        statements=[
            PreviewedStatement(
                id=statement.id,
                contract=statement.contract.id if statement.contract is not None else None,
                activity=statement.activity.id,
                subjects=[elements[number].id for number in placed[statement.id].subjects],
            )
            for statement in preview.statements
        ],
        cells=[
            PreviewedCell(effect=cell.effect, before=cell_data(cell.before), after=cell_data(cell.after))
            for cell in preview.cells
        ],
    )


def text(preview: Preview, lang: str) -> str:
    """The same for the terminal: per statement what it is about, then the cells by what becomes of them."""
    scope = preview.after
    lines = [f"{preview.before.model.name} — {moment_text(preview.before, lang)}"]
    placed = {p.statement.id: p for p in scope.propagation.placed}
    for statement in preview.statements:
        subject, activity = subject_words(statement, lang), in_language(statement.activity.label, lang)
        count = len(placed[statement.id].subjects)
        lines.append(label("Preview.statement", lang, subject=subject, activity=activity, count=count))
    for effect in PreviewEffect:
        cells = [cell for cell in preview.cells if cell.effect is effect]
        lines += ["", label(f"Preview.{effect.value}", lang, count=len(cells))]
        if cells:
            heads = ("Answer.element", "Answer.activity", "Preview.before", "Preview.after")
            lines.append(grid([_row(preview, cell, lang) for cell in cells], [label(head, lang) for head in heads]))
    return "\n".join([*lines, "", label("Preview.kept", lang)])


def _row(preview: Preview, cell: PreviewCell, lang: str) -> list[str]:
    activity = activity_name(preview.after, cell.after.activity, lang)
    return [name(cell.after.element, lang), activity, _words(cell.before, lang), _words(cell.after, lang)]


def _words(cell: Cell, lang: str) -> str:
    """The status of a cell, and who has it."""
    who = ", ".join(dict.fromkeys(part.provider.label(lang) for part in (*cell.leads, *cell.support)))
    return f"{label_of(cell.status, lang)}: {who}" if who else label_of(cell.status, lang)
