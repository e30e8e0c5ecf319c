"""Why a cell is what it is: reasons, minimal paths, statements and their source phrases."""

from __future__ import annotations

from typing import Any

from ea_model.labels import label, label_of
from ea_model.metamodel.archimate import Element
from ea_model.scope import Because, Coverer, ElementScope, Explanation, Scope
from ea_model.values import Provenance
from views.answers import document
from views.answers.common import (
    cell_data,
    coverer_data,
    element_data,
    moment_data,
    moment_text,
    name,
    path_data,
    path_text,
    source_data,
)
from views.answers.scope import activity_name


def data(
    scope: Scope, element: Element, coverer: Coverer | None, entry: ElementScope | None, found: list[Explanation]
) -> dict[str, Any]:
    """Explanations of the cells asked for."""
    return document(
        "why",
        scope.model,
        moment=moment_data(scope),
        element=element_data(element),
        coverer=coverer_data(coverer) if coverer else None,
        classes=[c.name for c in entry.classes] if entry else None,
        cells=[{"cell": cell_data(e.cell), "reasons": [_reason(b) for b in e.reasons]} for e in found],
    )


def _reason(because: Because) -> dict[str, Any]:
    return {
        "reason": because.reason.name,
        "coverer": coverer_data(because.coverer) if because.coverer else None,
        "closure": because.closure.id if because.closure else None,
        "sources": [source_data(s) for s in because.closure.sources] if because.closure else [],
        "paths": [path_data(p) for p in because.paths],
    }


def text(
    scope: Scope, element: Element, coverer: Coverer | None, entry: ElementScope | None, found: list[Explanation],
    lang: str,
) -> str:  # fmt: skip
    """The same for a person."""
    title = f"{name(element, lang)} ({element.kind}) — {moment_text(scope, lang)}"
    lines = [title]
    if entry is not None and coverer is not None:
        words = ", ".join(label_of(c, lang) for c in entry.classes)
        lines.append(f"{coverer.label(lang)}: {words}")
    for explanation in found:
        lines += ["", *_cell_lines(scope, explanation, lang)]
    return "\n".join(lines)


def _cell_lines(scope: Scope, explanation: Explanation, lang: str) -> list[str]:
    cell = explanation.cell
    who = ", ".join(name(p, lang) for p in cell.responsible)
    status = label_of(cell.status, lang)
    heading = f"{activity_name(scope, cell.activity, lang)}: {status}" + (f" — {who}" if who else "")
    lines = [heading]
    for because in explanation.reasons:
        coverer = f"{because.coverer.label(lang)}: " if because.coverer else ""
        lines.append(f"  {coverer}{label_of(because.reason, lang)}")
        for path in because.paths:
            roll = f" ({label('Answer.rolled_down', lang, activity=path.statement.activity.id)})"
            lines.append(f"    {path.statement.id}: {path_text(path, lang)}{roll if path.rolled_down else ''}")
            lines += [f"      {s}" for s in path.statement.sources]
            if path.provenance is not Provenance.STATED:
                lines.append(f"      {path.provenance}")
        if because.closure is not None:
            lines.append(f"    {because.closure.id}")
            lines += [f"      {s}" for s in because.closure.sources]
    return lines
