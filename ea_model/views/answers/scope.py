"""What falls inside each contract, what is shared, excluded, touched or on its boundary."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec.structs import asdict

from ea_model.rules.effect import inert_under
from ea_model.scope import ContractScope, ElementScope, Scope, ScopeClass, Sharing, boundaries_of
from ea_model.values import Truth
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.common import (
    activity_name,
    element_data,
    grid,
    moment_data,
    moment_text,
    name,
    provider_data,
)
from ea_model.views.answers.shared.structs import (
    Count,
    Counts,
    Data,
    ElementData,
    MomentData,
    ProviderData,
    RoleCode,
    note,
)
from ea_model.words import LANGUAGES, label, label_of


class ActivityScopeData(Data):
    """One activity of an element under a contract."""

    activity: str
    role: RoleCode
    class_: ScopeClass
    truth: Truth


class ElementScopeData(ElementData):
    """What an element is to a contract."""

    class_: Annotated[ScopeClass, note("The one that says most.")]
    classes: list[ScopeClass]
    sharing: Sharing | None
    activities: list[ActivityScopeData]
    excluded: Annotated[list[str], note("Activities.")]


class InertData(Data):
    """A statement without effect."""

    statement: str
    sentence: Annotated[dict[str, str], note("Why, what would fit and what mends it, by language.")]


class ContractScopeData(ProviderData):
    """What falls inside one contract."""

    label: str
    open_list: Annotated[bool, note("What is listed is not everything.")]
    leading_cells: Annotated[Count, note("Cells in which it answers for the result (R or A).")]
    elements: list[ElementScopeData]
    boundaries: Annotated[list[str], note("Ids of relations.")]
    inert: Annotated[list[InertData], note("What is said of it and changes no cell in any situation.")]


class ScopeAnswer(ModelAnswer, tag="scope"):
    """ea scope"""

    moment: MomentData
    cells: Counts
    contracts: list[ContractScopeData]


def outcome(scope: Scope, contracts: tuple[ContractScope, ...]) -> Outcome:
    """Whether something falls inside; of one contract also whether it is there at all."""
    if not contracts:
        return Outcome.of(OutcomeKind.EMPTY, "Answer.no_contract")
    if any(contract.within for contract in contracts):
        return FOUND
    if len(contracts) > 1:
        return Outcome.of(OutcomeKind.EMPTY, "Answer.nothing")
    provider = contracts[0].provider
    existence = scope.facts.existence(provider.contract) if provider.contract is not None else Truth.YES
    key = {Truth.NO: "contract_absent", Truth.MAYBE: "contract_perhaps", Truth.YES: "covers_nothing"}[existence]
    kind = OutcomeKind.UNKNOWN if existence is Truth.MAYBE else OutcomeKind.EMPTY
    return Outcome.of(kind, f"Outcome.{key}", contract=provider.label, moment=lambda lang: moment_text(scope, lang))


def data(scope: Scope, contracts: tuple[ContractScope, ...]) -> ScopeAnswer:
    """The demarcation of the given contracts, and the count of cells by status."""
    return ScopeAnswer(
        model=model_data(scope.model),
        moment=moment_data(scope),
        cells=dict(scope.counts()),
        contracts=[_contract(scope, c) for c in contracts],
    )


def _contract(scope: Scope, contract: ContractScope) -> ContractScopeData:
    keys = contract.provider.key
    return ContractScopeData(
        **asdict(provider_data(contract.provider)),
        label=contract.provider.label(),
        open_list=contract.open_list,
        leading_cells=len(contract.leading_cells),
        elements=[_element(e) for e in contract.elements],
        boundaries=[b.relation.id for b in boundaries_of(scope) if keys in _keys(b)],
        inert=[
            InertData(statement=f.subject, sentence={lang: f.text(lang) for lang in LANGUAGES})
            for f in inert_under(scope.model, contract.provider)
        ],
    )


def _keys(boundary: Any) -> set[str]:
    return {c.key for c in (*boundary.source_side, *boundary.target_side)}


def _element(entry: ElementScope) -> ElementScopeData:
    return ElementScopeData(
        **asdict(element_data(entry.element)),
        class_=entry.scope_class,
        classes=list(entry.classes),
        sharing=entry.sharing,
        activities=[
            ActivityScopeData(activity=a.activity, role=a.role, class_=a.scope_class, truth=a.truth)
            for a in entry.activities
        ],
        excluded=list(entry.excluded),
    )


def text(scope: Scope, contracts: tuple[ContractScope, ...], lang: str) -> str:
    """The same for a person: a heading per contract, a line per element."""
    parts = [f"{scope.model.name} — {moment_text(scope, lang)}"]
    parts += [_contract_text(scope, c, lang) for c in contracts]
    parts += [outcome(scope, contracts).sentence(lang)] if len(contracts) <= 1 else []
    parts = [part for part in parts if part]
    return "\n\n".join(parts)


def _contract_text(scope: Scope, contract: ContractScope, lang: str) -> str:
    provider = contract.provider
    title = provider.label(lang)
    if provider.contract is not None:
        title = f"{provider.contract.id} {name(provider.contract, lang)}"
    else:
        title = f"{title} ({label('Status.OWN', lang)})"
    lines = [title, "=" * len(title)]
    rows = [_row(scope, e, lang) for e in contract.within]
    headers = [label(f"Answer.{h}", lang) for h in ("element", "kind", "class", "activities")]
    lines.append(grid(rows, headers) if rows else label("Answer.nothing", lang))
    lines.append(label("Answer.leading", lang, count=len(contract.leading_cells)))
    if contract.open_list:
        lines.append(label("Answer.open_list", lang))
    lines += [f"! {finding.text(lang)}" for finding in inert_under(scope.model, provider)]
    return "\n".join(lines)


def _row(scope: Scope, entry: ElementScope, lang: str) -> list[str]:
    words = [label_of(entry.scope_class, lang)]
    if entry.sharing is not None:
        words.append(f"{label_of(ScopeClass.SHARED, lang)}: {label_of(entry.sharing, lang)}")
    activities = [_activity(scope, a, lang) for a in entry.activities]
    activities += [
        f"{label_of(ScopeClass.EXCLUDED, lang)}: {activity_name(scope, leaf, lang)}" for leaf in entry.excluded
    ]
    return [name(entry.element, lang), entry.element.kind, ", ".join(words), ", ".join(activities)]


def _activity(scope: Scope, activity: Any, lang: str) -> str:
    doubt = f", {label('Truth.MAYBE', lang)}" if activity.truth is Truth.MAYBE else ""
    possible = "?" if activity.scope_class is ScopeClass.POSSIBLE else ""
    return f"{activity_name(scope, activity.activity, lang)} ({activity.role}{possible}{doubt})"
