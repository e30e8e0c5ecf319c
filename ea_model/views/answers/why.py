"""Why a cell is what it is: reasons, minimal paths, statements and their source phrases."""

from __future__ import annotations

from typing import Annotated

from ea_model.metamodel.archimate import Element, Relation
from ea_model.scope import (
    Because,
    ElementScope,
    Explanation,
    Provider,
    Reason,
    Scope,
    ScopeClass,
    Status,
    Stop,
    StopRule,
)
from ea_model.scope.boundaries import beside
from ea_model.values import Provenance
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared import silences
from ea_model.views.answers.shared.common import (
    activity_name,
    cell_data,
    element_data,
    moment_data,
    moment_text,
    name,
    path_data,
    path_text,
    provider_data,
    source_data,
)
from ea_model.views.answers.shared.structs import (
    CellData,
    Data,
    ElementData,
    MomentData,
    PathData,
    ProviderData,
    SourceData,
    note,
)
from ea_model.views.words import stops
from ea_model.words import label, label_of


class StopData(Data):
    """What kept somebody out of a cell."""

    rule: StopRule
    statement: Annotated[str | None, note("The statement that came no further.")]
    from_: Annotated[str | None, note("The last element it reached; null where it stopped at its own subject.")]
    to: str | None
    relations: list[str]
    by: Annotated[str | None, note("The statement that stopped it.")]


class ReasonData(Data):
    """One reason why a cell is what it is."""

    reason: Reason
    coverer: ProviderData | None
    closure: str | None
    sources: list[SourceData]
    paths: list[PathData]
    stopped: Annotated[StopData | None, note("Where the nearest attempt stopped; paths lead to there.")]


class ExplanationData(Data):
    """A cell with its reasons."""

    cell: CellData
    reasons: list[ReasonData]


class BesideData(Data):
    """Something next to an element that somebody looks after."""

    relation: str
    element: ElementData
    coverers: list[ProviderData]


class WhyAnswer(ModelAnswer, tag="why"):
    """ea why"""

    moment: MomentData
    element: ElementData
    coverer: Annotated[ProviderData | None, note("The contract asked about; null: every contract.")]
    classes: list[ScopeClass] | None
    cells: list[ExplanationData]
    beside: Annotated[list[BesideData], note("Of an element whose kind has no cells: who looks after what lies next.")]

    def outcome(self) -> Outcome:
        reasons = [reason.reason for cell in self.cells for reason in cell.reasons]
        if all(reason is Reason.NO_CELLS for reason in reasons):
            return Outcome.of(OutcomeKind.UNKNOWN, "Outcome.kind_without_cells")
        if all(reason is Reason.NOT_IN_SITUATION for reason in reasons):
            return Outcome.of(OutcomeKind.EMPTY, "Outcome.element_absent")
        silent = all(cell.cell.status in (Status.UNKNOWN, Status.INDETERMINATE) for cell in self.cells)
        return Outcome.of(OutcomeKind.UNKNOWN, "Outcome.cells_unknown") if silent else FOUND


def data(
    scope: Scope,
    element: Element,
    provider: Provider | None,
    entry: ElementScope | None,
    cells: list[Explanation],
) -> WhyAnswer:
    """Explanations of the cells asked for."""
    return WhyAnswer(
        model=model_data(scope.model),
        moment=moment_data(scope),
        element=element_data(element),
        coverer=provider_data(provider) if provider else None,
        classes=list(entry.classes) if entry else None,
        cells=[ExplanationData(cell=cell_data(e.cell), reasons=[_reason(b) for b in e.reasons]) for e in cells],
        beside=[
            BesideData(relation=r.id, element=element_data(e), coverers=[provider_data(p) for p in who])
            for r, e, who in _beside(scope, element)
        ],
    )


def _beside(scope: Scope, element: Element) -> tuple[tuple[Relation, Element, tuple[Provider, ...]], ...]:
    number = scope.index.number[element.id]
    return () if scope.involved[number] else beside(scope, element)


def _reason(because: Because) -> ReasonData:
    return ReasonData(
        reason=because.reason,
        coverer=provider_data(because.provider) if because.provider else None,
        closure=because.closure.id if because.closure else None,
        sources=[source_data(s) for s in because.closure.sources] if because.closure else [],
        paths=[path_data(p) for p in because.paths],
        stopped=_stop(because.stopped) if because.stopped else None,
    )


def _stop(stop: Stop) -> StopData:
    return StopData(
        rule=stop.rule,
        statement=stop.statement.id if stop.statement else None,
        from_=stop.source.id if stop.source else None,
        to=stop.target.id if stop.target else None,
        relations=[r.id for r in stop.relations],
        by=stop.by.id if stop.by else None,
    )


def text(
    scope: Scope, element: Element, provider: Provider | None, entry: ElementScope | None, cells: list[Explanation],
    lang: str,
) -> str:  # fmt: skip
    """The same for a person."""
    title = f"{name(element, lang)} ({element.kind}) — {moment_text(scope, lang)}"
    lines = [title]
    if entry is not None and provider is not None:
        words = ", ".join(label_of(c, lang) for c in entry.classes)
        lines.append(f"{provider.label(lang)}: {words}")
    lines += silences.owner_lines(scope, element, lang)
    for explanation in cells:
        lines += ["", *_cell_lines(scope, explanation, lang)]
    if not cells:
        lines += ["", label("Outcome.kind_without_cells", lang)]
    if not scope.profiles.with_cells[scope.index.number[element.id]]:
        lines += ["", *silences.beside_lines(scope, element, lang)]
    return "\n".join(lines)


def _cell_lines(scope: Scope, explanation: Explanation, lang: str) -> list[str]:
    cell = explanation.cell
    who = ", ".join(name(p, lang) for p in cell.responsible)
    no_cells = any(because.reason is Reason.NO_CELLS for because in explanation.reasons)
    status = label_of(Status.UNKNOWN if no_cells else cell.status, lang)
    if cell.may_be:
        status = (
            f"{status} ({label('Answer.may_be', lang, statuses=', '.join(label_of(s, lang) for s in cell.may_be))})"
        )
    heading = f"{activity_name(scope, cell.activity, lang)}: {status}" + (f" — {who}" if who else "")
    lines = [heading]
    for because in explanation.reasons:
        if because.reason is Reason.SILENCE and silences.is_foreign(scope, cell.element):
            continue
        provider = f"{because.provider.label(lang)}: " if because.provider else ""
        lines.append(f"  {provider}{label_of(because.reason, lang)}")
        for path in because.paths:
            roll = f" ({label('Answer.rolled_down', lang, activity=path.statement.activity.id)})"
            lines.append(f"    {path.statement.id}: {path_text(path, lang)}{roll if path.rolled_down else ''}")
            lines += [f"      {s}" for s in path.statement.sources]
            if path.provenance is not Provenance.STATED:
                lines.append(f"      {label(f'Provenance.{path.provenance.name}', lang)}")
        if stops.is_told(because):
            lines.append(f"    {stops.sentence(because, lang)}")
        if because.closure is not None:
            lines.append(f"    {because.closure.id}")
            lines += [f"      {s}" for s in because.closure.sources]
    lines += [f"  {line}" for line in silences.cell_lines(scope, cell, lang)]
    return lines
