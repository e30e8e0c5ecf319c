"""The whole comparison: two situations of one model, or two models in every situation both have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import fields as fields_of_dataclass
from datetime import date
from typing import Any

from ea_model import rules
from ea_model.compare.delta import Delta, Moved, Renamed, delta, delta_of, moved, renamed
from ea_model.compare.drawings import views_delta
from ea_model.compare.fields import Plain
from ea_model.compare.settings import ModelSetting, settings_delta
from ea_model.compare.situations import FindingChanges, SituationChange, finding_changes, situation_change
from ea_model.metamodel.archimate import Element, Relation
from ea_model.metamodel.contract import ClosureStatement, Document, OpenQuestion, ScopeStatement, TermConflict, Waiver
from ea_model.model import Model
from ea_model.questions.costs import CostTotal, MoneyError, costs_of
from ea_model.scope import Scope, scope_of
from ea_model.source.views import View
from ea_model.values import LangText, SourceRef


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """A total in one measure (``EUR per jaar``), before and after; None where there is none."""

    measure: str
    situation: str
    before: CostTotal | None
    after: CostTotal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that came, went or changed; ``bool`` says whether there is anything.

    Where there is nothing, both sides give the same answers.
    """

    elements: Delta[Element]
    relations: Delta[Relation]
    statements: Delta[ScopeStatement]
    closures: Delta[ClosureStatement]
    questions: Delta[OpenQuestion]
    terms: Delta[TermConflict]
    facts: Delta[SourceRef]
    documents: Delta[Document]
    views: Delta[View]
    waivers: Delta[Waiver]
    settings: dict[str, Delta[ModelSetting]]
    """By name of the section: `model`, `rules`, `kinds`, `activities` and `applicability`."""
    moved: tuple[Moved, ...]
    renamed: tuple[Renamed, ...]
    situations: tuple[SituationChange, ...]
    findings: FindingChanges
    money: tuple[MoneyChange, ...]

    def __bool__(self) -> bool:
        return any(
            (
                *self.deltas.values(), self.findings.new, self.findings.gone, self.findings.changed, self.money,
                *(s.cells or s.classes or s.boundaries for s in self.situations),
            )
        )  # fmt: skip

    @property
    def deltas(self) -> dict[str, Delta[object]]:
        """The collections of entries by name, in the order a person reads them."""
        entries: dict[str, Any] = self.settings
        return {name: entries[name] if name in entries else getattr(self, name) for name in SECTIONS}


SECTIONS = (
    "elements", "relations", "statements", "closures", "questions", "terms", "facts", "documents", "views",
    "model", "rules", "waivers", "kinds", "activities", "applicability",
)  # fmt: skip


def compare(before: Scope, after: Scope) -> Comparison:
    """The way from one situation to another, of one model or of two.

    Only what exists in a situation is compared, and statements that hold there. Facts, documents, questions, terms,
    views, waivers and what a model says about itself stand outside time: of one model they are equal.
    """
    return _comparison(_In(before), _In(after), ((before, after),), in_place=True)


def compare_models(
    before: Model, after: Model, plateaus: Sequence[str] | None = None, day: date | None = None
) -> Comparison:  # fmt: skip
    """The way from one model to another: everything they hold, and scope in the given plateaus (None: all both have).

    Raises `UnknownIdError` for a plateau either does not have.
    """
    moments = plateaus if plateaus is not None else shared_plateaus(before, after)
    pairs = [(scope_of(before, p, day), scope_of(after, p, day)) for p in moments or (None,)]
    return _comparison(_All(before), _All(after), pairs, in_place=False)


def shared_plateaus(before: Model, after: Model) -> list[str]:
    """Ids of the plateaus of both models that are no part of another one."""
    ids = [{p.id for p in m.plateaus if p.part_of is None} for m in (before, after)]
    return sorted(ids[0] & ids[1])


class _All:
    """Everything in a model."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def elements(self) -> Iterable[Element]:
        return self.model.elements

    def relations(self) -> Iterable[Relation]:
        return self.model.relations

    def statements(self) -> Iterable[ScopeStatement]:
        return self.model.statements

    def closures(self) -> Iterable[ClosureStatement]:
        return self.model.closures


class _In(_All):
    """What exists, or holds, in a situation."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope.model)
        self.scope = scope

    def elements(self) -> Iterable[Element]:
        return (e for e in self.model.elements if self.scope.facts.existence(e))

    def relations(self) -> Iterable[Relation]:
        return (r for n, r in enumerate(self.scope.index.relations) if self.scope.facts.relations[n])

    def statements(self) -> Iterable[ScopeStatement]:
        return (p.statement for p in self.scope.propagation.placed if p.truth)

    def closures(self) -> Iterable[ClosureStatement]:
        return (c for c in self.model.closures if self.scope.facts.holds(c.plateaus))


def _comparison(before: _All, after: _All, pairs: Sequence[tuple[Scope, Scope]], *, in_place: bool) -> Comparison:
    old, new = before.model, after.model
    elements = delta_of(before.elements(), after.elements())
    shared = frozenset({e.id for e in before.elements()} & {e.id for e in after.elements()})
    of_what_is_said = [rule for rule in rules.all_rules() if not rule.of_text]
    findings = [list(rules.run(side, of_what_is_said)) for side in zip(*pairs, strict=True)]
    return Comparison(
        elements=elements,
        relations=delta_of(before.relations(), after.relations()),
        statements=delta_of(before.statements(), after.statements()),
        closures=delta_of(before.closures(), after.closures()),
        questions=delta_of(old.questions, new.questions),
        terms=delta_of(old.terms, new.terms),
        facts=delta(old.facts, new.facts, _source_fields),
        documents=delta_of(old.documents.values(), new.documents.values()),
        views=views_delta(old.views, new.views),
        waivers=delta_of(old.waivers, new.waivers),
        settings=settings_delta(old, new),
        moved=moved(before.relations(), after.relations(), shared),
        renamed=renamed(elements),
        situations=tuple(situation_change(*pair) for pair in pairs),
        findings=finding_changes(*findings, in_place=in_place),
        money=tuple(change for pair in pairs for change in _money(*pair)),
    )


def _source_fields(source: SourceRef) -> dict[str, Plain]:
    values: dict[str, Plain] = {f.name: getattr(source, f.name) for f in fields_of_dataclass(source)}
    return {name: dict(v.texts) if isinstance(v, LangText) else v for name, v in values.items() if v}


def _money(before: Scope, after: Scope) -> Iterable[MoneyChange]:
    """Totals whose bounds or unknown parts differ."""
    old, new = _totals(before), _totals(after)
    for measure in sorted(old.keys() | new.keys()):
        was, now = old.get(measure), new.get(measure)
        if _essence(was) != _essence(now):
            yield MoneyChange(measure, rules.situation_of(after), was, now)


def _totals(scope: Scope) -> dict[str, CostTotal]:
    """The totals by measure; none where the model states amounts that cannot be computed with (`ea costs` tells)."""
    try:
        return {str(total.measure): total for total in costs_of(scope).totals()}
    except MoneyError:
        return {}


def _essence(total: CostTotal | None) -> object:
    return total and (total.known, sorted(line.id for line in total.unknown))
