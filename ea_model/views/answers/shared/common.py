"""Pieces that several answers share: how elements, providers, paths and sources look as data and as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from tabulate import tabulate

from ea_model.metamodel.archimate import Association, Concept, Element, Relation, archimate_type
from ea_model.metamodel.contract import Waiver
from ea_model.scope import Cell, Lead, Path, Provider, Scope
from ea_model.selection import subject_words
from ea_model.values import LangText, SourceRef, in_language
from ea_model.views.answers.shared.structs import (
    CellData,
    Data,
    ElementData,
    LeadData,
    MomentData,
    PathData,
    ProviderData,
    SourceData,
    StepData,
)
from ea_model.words import label

D = TypeVar("D", bound=Data)

_ARROWS = {
    "Composition": "–com→", "Aggregation": "–agg→", "Assignment": "–asg→", "Realization": "–rea→",
    "Serving": "–srv→", "Access": "–acc→", "Influence": "–inf→", "Triggering": "–trg→", "Flow": "–flw→",
    "Specialization": "–spec→", "Association": "–ass→",
}  # fmt: skip


def known(data: Callable[..., D], value: object, *more: object) -> D | None:
    """A value as data; null when nobody knows it."""
    return None if value is None else data(value, *more)


def label_data(text: str) -> Any:
    """A text as data: one string, or one per language."""
    return dict(text.texts) if isinstance(text, LangText) else str(text)


def element_data(element: Element) -> ElementData:
    """The identity of an element."""
    return ElementData(id=element.id, name=label_data(element.name), kind=element.kind)


def provider_data(provider: Provider) -> ProviderData:
    """A contract, or own parties."""
    parties = [p.id for p in provider.parties]
    return ProviderData(contract=provider.contract.id if provider.contract else None, own=provider.own, parties=parties)


def lead_data(lead: Lead) -> LeadData:
    """Somebody's part in a cell."""
    return LeadData(
        contract=lead.provider.contract.id if lead.provider.contract else None,
        own=lead.provider.own,
        parties=[element_data(p) for p in lead.parties],
        role=lead.role,
        certain=lead.certain,
        truth=lead.truth,
    )


def cell_data(cell: Cell) -> CellData:
    """One cell with everybody in it."""
    return CellData(
        element=element_data(cell.element),
        activity=cell.activity,
        status=cell.status,
        may_be=list(cell.may_be),
        required=cell.required,
        leads=[lead_data(x) for x in cell.leads],
        support=[lead_data(x) for x in cell.support],
        informed=[lead_data(x) for x in cell.informed],
        excluded_by=[provider_data(c) for c in cell.excluded_by],
        ended=[provider_data(c) for c in cell.ended],
        closure=cell.closure.id if cell.closure else None,
    )


def source_data(source: SourceRef) -> SourceData:
    """A source phrase with its place."""
    return SourceData(
        fact=source.fact, document=source.document, page=source.page, lines=source.lines, quote=source.quote
    )


def path_data(path: Path) -> PathData:
    """A statement and the steps from its subject."""
    return PathData(
        statement=path.statement.id,
        activity=path.statement.activity.id,
        rolled_down=path.rolled_down,
        provenance=path.provenance,
        truth=path.truth,
        sources=[source_data(s) for s in path.statement.sources],
        steps=[
            StepData(
                rule=s.rule, from_=s.source.id, to=s.target.id, certain=s.certain, relations=[r.id for r in s.relations]
            )
            for s in path.steps
        ],
    )


def moment_data(scope: Scope) -> MomentData:
    """When the answer holds."""
    plateau, day = scope.moment.plateau, scope.moment.day
    return MomentData(plateau=plateau.id if plateau else None, date=day)


def moment_text(scope: Scope, lang: str) -> str:
    """The moment in words."""
    plateau, day = scope.moment.plateau, scope.moment.day
    parts = [f"{plateau.id} {in_language(plateau.name, lang)}".strip()] if plateau else []
    parts += [day.isoformat()] if day else []
    return ", ".join(parts) or label("Answer.whole_model", lang)


def name(concept: Concept, lang: str) -> str:
    """The name a person reads; the id where there is none."""
    return in_language(concept.name, lang) or str(concept.id)


def arrow(kind: str, *, backward: bool = False) -> str:
    """How a relation of an ArchiMate type is drawn in a line of text, seen from its source or from its target."""
    forward = _ARROWS[kind]
    return f"←{forward[1:-1]}–" if backward else forward


def sentence(relation: Relation, lang: str) -> str:
    """A relation as ``source –com→ target``."""
    kind = archimate_type(type(relation))
    arrow = _ARROWS[kind]
    if isinstance(relation, Association) and not relation.directed:
        arrow = "–ass–"
    return f"{name(relation.source, lang)} {arrow} {name(relation.target, lang)}"


def path_text(path: Path, lang: str) -> str:
    """A path in one line: the subject, each step, each rule."""
    words = [subject_words(path.statement, lang)]
    if path.steps and path.statement.subject is None:
        words.append(f"∋ {name(path.steps[0].source, lang)}")
    for step in path.steps:
        sure = "" if step.certain else "?"
        words.append(f"—{step.rule}{sure}→ {name(step.target, lang)}")
    return " ".join(words)


def activity_name(scope: Scope, leaf: str, lang: str) -> str:
    """The name of an activity."""
    return in_language(scope.model.activities[leaf].label, lang)


def waiver_text(waiver: Waiver, lang: str) -> str:
    """Why a finding is waived, who decided so and when."""
    reason = in_language(waiver.reason, lang)
    when = ", ".join(str(part) for part in (waiver.date, waiver.by) if part)
    return (
        label("Finding.waived_by", lang, reason=reason, when=when)
        if when
        else label("Finding.waived", lang, reason=reason)
    )


def grid(rows: list[list[str]], headers: list[str]) -> str:
    """A table for the terminal."""
    return str(tabulate(rows, headers=headers, tablefmt="simple", disable_numparse=True))
