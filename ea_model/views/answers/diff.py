"""What differs between two situations, models or revisions: as data, as text, and as Markdown for a review."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from msgspec.structs import asdict

from ea_model.compare import SECTIONS, Comparison, Delta, FieldChange, MoneyChange, SituationChange
from ea_model.model import Model
from ea_model.questions.costs import CostTotal
from ea_model.rules import Finding, Severity
from ea_model.scope import ScopeClass
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.common import cell_data, element_data, label_data, moment_data, provider_data
from ea_model.views.answers.shared.diff_rows import DiffSection, sections
from ea_model.views.answers.shared.structs import (
    CellData,
    Count,
    Data,
    ElementData,
    Label,
    ModelData,
    MomentData,
    Plain,
    ProviderData,
    RuleCode,
    note,
    one_of,
)
from ea_model.words import label


class EntryData(Data):
    """An entry of a model."""

    id: str
    name: Label
    kind: str


class SideData(Data):
    """One side of a comparison."""

    title: Annotated[str, note("What the user called it.")]
    model: ModelData


class FindingChangeData(Data):
    """A finding that came or went."""

    code: RuleCode
    severity: Severity
    situation: str
    subject: str
    message: Label


class TotalChangeData(Data):
    """A total of money in one measure."""

    low: Annotated[str, note("Decimal number.")]
    high: str | None
    unknown: Annotated[list[str], note("Lines of which nobody knows the amount, as element.attribute.")]


class FieldChangeData(Data):
    """A field that changed."""

    name: str
    before: Plain
    after: Plain


class ChangedEntry(EntryData):
    """An entry whose fields changed."""

    fields: list[FieldChangeData]


class SectionData(Data):
    """What changed of one sort of entry."""

    section: Annotated[
        str,
        one_of(*SECTIONS),
    ]
    added: list[EntryData]
    removed: list[EntryData]
    changed: list[ChangedEntry]
    same: Count


class MovedData(Data):
    """An element that left one whole for another; ids of the wholes."""

    element: ElementData
    before: list[str]
    after: list[str]


class RenamedData(Data):
    """Perhaps one element with another id: same type and name."""

    before: ElementData
    after: ElementData


class CellChangeData(Data):
    """A cell that changed."""

    element: ElementData
    activity: str
    before: CellData | None
    after: CellData | None


class ClassChangeData(Data):
    """What an element is to a contract, when that changed."""

    coverer: ProviderData
    element: ElementData
    before: ScopeClass | None
    after: ScopeClass | None


class BoundaryChanges(Data):
    """Ids of relations."""

    added: list[str]
    removed: list[str]
    changed: list[str]


class SituationData(Data):
    """What changed in one situation."""

    before: MomentData
    after: MomentData
    cells: list[CellChangeData]
    classes: list[ClassChangeData]
    boundaries: Annotated[BoundaryChanges, note("Ids of relations.")]


class FindingWeightData(FindingChangeData):
    """A finding on both sides that weighs otherwise, or is waived on one of them; ``severity`` is that of after."""

    severity_before: Severity
    waived_before: bool
    waived: bool


class FindingChanges(Data):
    """Findings that came, went, and weigh otherwise."""

    new: list[FindingChangeData]
    gone: list[FindingChangeData]
    changed: list[FindingWeightData]
    same: Count


class MoneyChangeData(Data):
    """A total that changed."""

    measure: str
    situation: str
    before: TotalChangeData | None
    after: TotalChangeData | None


class DiffAnswer(ModelAnswer, tag="diff"):
    """ea diff; the model is that of the second side."""

    before: SideData
    after: SideData
    equal: bool
    sections: list[SectionData]
    moved: list[MovedData]
    renamed: list[RenamedData]
    situations: list[SituationData]
    findings: FindingChanges
    money: list[MoneyChangeData]

    def outcome(self) -> Outcome:
        return Outcome.of(OutcomeKind.EMPTY, "Diff.equal") if self.equal else FOUND


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what the user called it, and the model."""

    title: str
    model: Model


def data(comparison: Comparison, before: Side, after: Side) -> DiffAnswer:
    """Everything that came, went and changed; what is equal is only counted."""
    return DiffAnswer(
        model=model_data(after.model),
        before=_side_data(before),
        after=_side_data(after),
        equal=not comparison,
        sections=[_section_data(name, delta) for name, delta in comparison.deltas.items()],
        moved=[
            MovedData(element=element_data(m.element), before=[w.id for w in m.before], after=[w.id for w in m.after])
            for m in comparison.moved
        ],
        renamed=[RenamedData(before=element_data(r.before), after=element_data(r.after)) for r in comparison.renamed],
        situations=[_situation_data(s) for s in comparison.situations],
        findings=FindingChanges(
            new=[_finding_data(f) for f in comparison.findings.new],
            gone=[_finding_data(f) for f in comparison.findings.gone],
            changed=[_weight_data(was, now) for was, now in comparison.findings.changed],
            same=comparison.findings.same,
        ),
        money=[_money_data(m) for m in comparison.money],
    )


def _side_data(side: Side) -> SideData:
    return SideData(
        title=side.title,
        model=model_data(side.model),
    )


def _section_data(name: str, delta: Delta[Any]) -> SectionData:
    return SectionData(
        section=name,
        added=[_entry_data(e) for e in delta.added],
        removed=[_entry_data(e) for e in delta.removed],
        changed=[
            ChangedEntry(**asdict(_entry_data(c.after)), fields=[_field_data(f) for f in c.fields])
            for c in delta.changed
        ],
        same=delta.same,
    )


def _entry_data(entry: Any) -> EntryData:
    """The identity of any entry: a concept, a statement, a fact, a document, a view."""
    return EntryData(
        id=str(getattr(entry, "id", "") or getattr(entry, "fact", "")),
        name=label_data(getattr(entry, "name", "")),
        kind=str(getattr(entry, "kind", "") or type(entry).__name__),
    )


def _field_data(change: FieldChange) -> FieldChangeData:
    return FieldChangeData(name=change.name, before=_plain_data(change.before), after=_plain_data(change.after))


def _plain_data(value: Any) -> Any:
    """A plain value in JSON's own types."""
    if isinstance(value, dict):
        return {str(k): _plain_data(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain_data(item) for item in value]
    return value if value is None or isinstance(value, (str, int)) else str(value)


def _situation_data(change: SituationChange) -> SituationData:
    return SituationData(
        before=moment_data(change.before),
        after=moment_data(change.after),
        cells=[
            CellChangeData(
                element=element_data(c.element),
                activity=c.activity,
                before=cell_data(c.before) if c.before else None,
                after=cell_data(c.after) if c.after else None,
            )
            for c in change.cells
        ],
        classes=[
            ClassChangeData(
                coverer=provider_data(c.provider), element=element_data(c.element), before=c.before, after=c.after
            )
            for c in change.classes
        ],
        boundaries=BoundaryChanges(
            added=[b.relation.id for b in change.boundaries.added],
            removed=[b.relation.id for b in change.boundaries.removed],
            changed=[b.id for b in change.boundaries.changed],
        ),
    )


def _finding_data(finding: Finding) -> FindingChangeData:
    return FindingChangeData(
        code=finding.code,
        severity=finding.severity,
        situation=finding.situation,
        subject=finding.subject,
        message=label_data_of(finding),
    )


def _weight_data(was: Finding, now: Finding) -> FindingWeightData:
    return FindingWeightData(
        **asdict(_finding_data(now)),
        severity_before=was.severity,
        waived_before=was.waiver is not None,
        waived=now.waiver is not None,
    )


def label_data_of(finding: Finding) -> dict[str, str]:
    """The sentence of a finding in both languages."""
    return {lang: finding.text(lang) for lang in ("nl", "en")}


def _money_data(change: MoneyChange) -> MoneyChangeData:
    return MoneyChangeData(
        measure=change.measure,
        situation=change.situation,
        before=_total_data(change.before),
        after=_total_data(change.after),
    )


def _total_data(total: CostTotal | None) -> TotalChangeData | None:
    """Bounds as decimal text; null where there is no upper bound."""
    if total is None:
        return None
    bounds = total.known.interval
    return TotalChangeData(
        low=_number(bounds.low),
        high=None if bounds.high is None else _number(bounds.high),
        unknown=[line.id for line in total.unknown],
    )


def _number(value: Any) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}"


def groups(comparison: Comparison, lang: str) -> tuple[DiffSection, ...]:
    """The differences in groups of lines, as every form of this answer shows them."""
    return tuple(sections(comparison, lang))


def text(comparison: Comparison, before: Side, after: Side, lang: str, most: int | None) -> str:
    """The differences in groups, at most ``most`` lines a group (None: all)."""
    title = label("Diff.title", lang, before=before.title, after=after.title)
    if not comparison:
        return f"{title}\n{label('Diff.equal', lang)}"
    lines = [title]
    for section in sections(comparison, lang):
        lines += ["", f"{section.title}  {section.summary}".rstrip()]
        lines += [f"  {row.mark} {row.what}{f': {row.detail}' if row.detail else ''}" for row in section.rows[:most]]
        lines += _rest(section, lang, most, "  ")
    return "\n".join(lines)


def markdown(comparison: Comparison, before: Side, after: Side, lang: str, most: int | None) -> str:
    """The same as a comment on a change: a heading and a table per group; nothing of the model is read as markup."""
    title = label("Diff.title", lang, before=escaped(before.title), after=escaped(after.title))
    lines = [f"## {title}", ""]
    if not comparison:
        return "\n".join([*lines, label("Diff.equal", lang), ""])
    for section in sections(comparison, lang):
        lines += [f"### {escaped(section.title)}", ""]
        lines += [escaped(section.summary), ""] if section.summary else []
        if section.rows:
            lines += [f"| | {label('Diff.what', lang)} | {label('Diff.detail', lang)} |", "|---|---|---|"]
            lines += [f"| {r.mark} | {escaped(r.what)} | {escaped(r.detail)} |" for r in section.rows[:most]]
            lines.append("")
        rest = _rest(section, lang, most, "")
        lines += [*rest, ""] if rest else []
    return "\n".join(lines)


def _rest(section: DiffSection, lang: str, most: int | None, indent: str) -> list[str]:
    left = len(section.rows) - most if most is not None else 0
    return [f"{indent}{label('Diff.rest', lang, count=left)}"] if left > 0 else []


def escaped(value: str) -> str:
    """Text that Markdown shows as it is: no markup, no link, no name that is called, no HTML."""
    flat = " ".join(value.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    flat = re.sub(r"([\\`*_{}\[\]()#|!~])", r"\\\1", flat)
    return re.sub(r"(?<!\w)@(?=\w)", "@\u200b", flat.replace("://", ":\u200b//"))
