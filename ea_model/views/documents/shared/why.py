"""Why a cell is what it is, as the rows of a table: the path, the statement, the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ea_model.scope import Because, Cell, Lead, Path, Provider, Scope, explain
from ea_model.values import Provenance, SourceRef, Truth, in_language
from ea_model.views.answers.shared.common import path_text
from ea_model.views.words import stops
from ea_model.views.words.concepts import name
from ea_model.words import label, label_of


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One reason of a cell in words."""

    provider: Provider | None
    reason: str
    path: str
    statement: str
    note: str
    provenance: Provenance | None
    sources: tuple[SourceRef, ...]


def grounds(scope: Scope, cell: Cell, lang: str, provider: Provider | None = None) -> Iterator[WhyRow]:
    """Every reason of a cell, one for each path; of one provider, or of everybody."""
    for because in reasons(scope, cell):
        if provider is not None and because.provider not in (None, provider):
            continue
        reason = label_of(because.reason, lang)
        if stops.is_told(because):
            reason = f"{reason}: {stops.sentence(because, lang)}"
        if because.closure is not None:
            closure = because.closure
            note = in_language(closure.note, lang)
            yield WhyRow(None, reason, "", closure.id, note, closure.provenance, closure.sources)
        for path in because.paths:
            yield _of_path(path, because.provider, reason, lang)
        if because.closure is None and not because.paths:
            yield WhyRow(because.provider, reason, "", "", "", None, ())


def reasons(scope: Scope, cell: Cell) -> tuple[Because, ...]:
    """Every reason of a cell, found once and kept with the answer: several parts of a document show the same."""
    by_cell = scope.memo(_reasons_by_cell)
    key = (cell.element.id, cell.activity)
    if key not in by_cell:
        by_cell[key] = explain(scope, cell.element, cell.activity).reasons
    return by_cell[key]


def _reasons_by_cell(_scope: Scope) -> dict[tuple[str, str], tuple[Because, ...]]:
    return {}


def _of_path(path: Path, provider: Provider | None, reason: str, lang: str) -> WhyRow:
    statement = path.statement
    notes = [in_language(statement.note, lang)] if statement.note else []
    if path.rolled_down:
        activity = in_language(statement.activity.label, lang) or statement.activity.id
        notes.insert(0, label("Answer.rolled_down", lang, activity=activity))
    if path.truth is Truth.MAYBE:
        notes.insert(0, label("Reason.PERHAPS_IN_TIME", lang))
    return WhyRow(provider, reason, path_text(path, lang), statement.id, "; ".join(notes), path.provenance,
                  statement.sources)  # fmt: skip


def role_text(lead: Lead, lang: str) -> str:
    """The letter of a role; a question mark where it is only possible."""
    return f"{lead.role}{'' if lead.certain else '?'} ({label(f'Role.{lead.role}', lang)})"


def parties_text(lead: Lead, lang: str) -> str:
    """The parties of a lead, or that they are unknown."""
    return ", ".join(name(party, lang) for party in lead.parties) or label("Ui.unknown", lang)


def certainty(lead: Lead, lang: str) -> str:
    """Certain, or why not: along the path, or in time."""
    words = [] if lead.certain else [label("Ui.possibly", lang)]
    words += [label("Ui.perhaps_then", lang)] if lead.truth is not Truth.YES else []
    return ", ".join(words) or label("Ui.certain", lang)
