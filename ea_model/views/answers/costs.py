"""What things cost: totals per measure, the amounts behind them, what is unknown, and double cost."""

from __future__ import annotations

from typing import Annotated

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import CostItem
from ea_model.questions.costs import (
    Basis,
    CostLine,
    Costs,
    CostTotal,
    Counted,
    Group,
    Measure,
    Money,
    Overlap,
    OverlapSide,
)
from ea_model.questions.costs.wording import interval_words, line_name, money_words, total_words, unknown_words
from ea_model.scope import Scope
from ea_model.values import Provenance, formatting, in_language
from ea_model.values.intervals import Interval
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.common import element_data, grid, known, moment_data, moment_text, name, source_data
from ea_model.views.answers.shared.structs import Data, Digits, ElementData, MomentData, SourceData, note
from ea_model.words import label


class IntervalData(Data):
    """Everything between two bounds, as decimal text: the lower one rounded down, the upper one up."""

    low: Digits
    high: Annotated[Digits | None, note("Null: there is no upper bound.")]
    low_open: Annotated[bool, note("The bound itself does not belong to it.")]
    high_open: bool


class MeasureData(Data):
    """What amounts must share to be added."""

    unit: Annotated[str, note("EUR, or what the model counts in.")]
    basis: Basis
    years: Annotated[list[int] | None, note("First and last year of a period.")]
    per: Annotated[str | None, note("The word after per, where that is no part of a year.")]


class MoneyData(Data):
    """An amount."""

    amount: IntervalData
    measure: MeasureData
    approximate: Annotated[bool, note("The source says circa.")]


class CostSideData(Data):
    """One contract while two run."""

    contract: ElementData
    amount: MoneyData | None
    unknown: Annotated[str | None, note("Id of the line that would say it.")]
    shared: Annotated[list[ElementData], note("Contracts the same amount is also for: it is then the most.")]


class TotalData(Data):
    """What is to be paid in one measure."""

    group: Annotated[Group | None, note("Null: everything together.")]
    known: MoneyData
    complete: Annotated[bool, note("False: there is more, of which nobody knows the amount.")]
    unknown: Annotated[list[str], note("Ids of lines.")]


class CostLineData(Data):
    """One amount and where it stands."""

    id: Annotated[str, note("element.attribute")]
    element: ElementData
    attribute: str
    group: Group
    stated: Annotated[MoneyData | None, note("Null: nobody knows.")]
    counted: Annotated[MoneyData | None, note("What of it is in the totals.")]
    within: Annotated[str | None, note("Id of the line that holds it already.")]
    shared: Annotated[bool, note("It is also for contracts that were not asked about.")]
    question: Annotated[str | None, note("The open question an unknown amount belongs to.")]
    silent: Annotated[bool, note("The model does not even say that it is unknown.")]
    for_: list[ElementData]
    provenance: Provenance
    sources: list[SourceData]


class OverlapData(Data):
    """A contract and its successor."""

    old: CostSideData
    new: CostSideData
    days: IntervalData | None
    from_signing: Annotated[bool, note("The new one is taken to be paid in full from its signing.")]


class CostsAnswer(ModelAnswer, tag="costs"):
    """ea costs"""

    moment: MomentData
    about: Annotated[ElementData | None, note("The contract or programme asked about; null: everything.")]
    totals: Annotated[
        list[TotalData], note("One per group and measure; amounts in different measures are never added.")
    ]
    lines: list[CostLineData]
    unknown: Annotated[list[str], note("Ids of every line of which nobody knows the amount.")]
    overlaps: list[OverlapData]

    def outcome(self) -> Outcome:
        if not self.lines:
            return Outcome.of(OutcomeKind.EMPTY, "Costs.none")
        return FOUND if self.totals else Outcome.of(OutcomeKind.UNKNOWN, "Outcome.amounts_unknown")


CENTS = 2


def data(scope: Scope, about: Element | None, costs: Costs, overlaps: tuple[Overlap, ...]) -> CostsAnswer:
    """Totals of everything and per group, every line, what is unknown, and overlaps."""
    return CostsAnswer(
        model=model_data(scope.model),
        moment=moment_data(scope),
        about=element_data(about) if about is not None else None,
        totals=[_total(None, t) for t in costs.totals()] + [_total(g, t) for g in Group for t in costs.totals(g)],
        lines=[_line(c) for c in costs.counted],
        unknown=[line.id for line in costs.unknown],
        overlaps=[_overlap(o) for o in overlaps],
    )


def interval_data(interval: Interval, places: int = CENTS) -> IntervalData:
    """Bounds as decimal text, the lower one rounded down and the upper one up; a single value to the nearest."""
    low_way, high_way = (formatting.NEAREST,) * 2 if interval.is_point else (formatting.DOWN, formatting.UP)
    high = interval.high
    return IntervalData(
        low=f"{formatting.rounded(interval.low, places, low_way):f}",
        high=None if high is None else f"{formatting.rounded(high, places, high_way):f}",
        low_open=interval.low_open,
        high_open=interval.high_open,
    )


def money_data(money: Money) -> MoneyData:
    """An amount with its measure."""
    return MoneyData(
        amount=interval_data(money.interval), measure=measure_data(money.measure), approximate=money.approximate
    )


def measure_data(measure: Measure) -> MeasureData:
    """What an amount is counted in."""
    return MeasureData(
        unit=measure.unit,
        basis=measure.basis,
        years=[measure.first_year, measure.last_year] if measure.years else None,
        per=measure.per or None,
    )


def _total(group: Group | None, total: CostTotal) -> TotalData:
    return TotalData(
        group=group,
        known=money_data(total.known),
        complete=not total.unknown,
        unknown=[line.id for line in total.unknown],
    )


def _line(counted: Counted) -> CostLineData:
    line = counted.line
    return CostLineData(
        id=line.id,
        element=element_data(line.element),
        attribute=line.attribute,
        group=line.group,
        stated=known(money_data, line.money),
        counted=known(money_data, counted.money) if counted.within is None else None,
        within=counted.within.id if counted.within else None,
        shared=counted.shared,
        question=line.item or None,
        silent=line.silent,
        for_=[element_data(e) for e in line.about],
        provenance=line.element.provenance,
        sources=[source_data(s) for s in line.element.sources_of(line.attribute)],
    )


def _overlap(overlap: Overlap) -> OverlapData:
    return OverlapData(
        old=_side(overlap.old),
        new=_side(overlap.new),
        days=known(interval_data, overlap.days, 0),
        from_signing=overlap.from_signing,
    )


def _side(side: OverlapSide) -> CostSideData:
    return CostSideData(
        contract=element_data(side.contract),
        amount=known(money_data, side.money),
        unknown=side.unknown.id if side.unknown else None,
        shared=[element_data(c) for c in side.shared],
    )


def text(scope: Scope, about: Element | None, costs: Costs, overlaps: tuple[Overlap, ...], lang: str) -> str:
    """Totals first, then the lines, then what is unknown."""
    subject = name(about, lang) if about is not None else in_language(scope.model.name, lang)
    out = [label("Costs.title", lang, about=subject, moment=moment_text(scope, lang)), ""]
    if not costs.counted:
        return "\n".join([*out, label("Costs.none", lang)])
    out += _totals(costs, lang)
    header, *body = rows(costs, lang)
    out += ["", label("Costs.lines", lang), grid(body, header)]
    missing = {line.id for line in costs.missing()}
    for key, lines in (
        ("missing", costs.missing()),
        ("split", tuple(line for line in costs.unknown if line.id not in missing)),
    ):
        if lines:
            out += ["", label(f"Costs.{key}", lang, count=len(lines))]
            out += [f"  {_unknown(line, lang)}" for line in lines]
    if overlaps:
        out += ["", label("Costs.overlaps", lang), *(part for o in overlaps for part in _overlap_text(o, lang))]
    return "\n".join(out)


def _totals(costs: Costs, lang: str) -> list[str]:
    """A line per total, and one per group of which nothing at all is known."""
    out = []
    for groups in ((), *((g,) for g in Group)):
        title = label(f"CostGroup.{groups[0].value if groups else 'all'}", lang)
        totals = costs.totals(*groups)
        out += [f"{title}: {total_words(t, lang)}" for t in totals]
        if not totals and costs.missing(*groups):
            out.append(f"{title}: {label('Money.unknown', lang)}")
    return out


def _unknown(line: CostLine, lang: str) -> str:
    """One unknown amount with its question and its sources."""
    sources = ", ".join(s.fact or s.document for s in line.element.sources_of(line.attribute))
    return f"{line_name(line, lang)}: {unknown_words(line, lang)}{f'  [{sources}]' if sources else ''}"


def _overlap_text(overlap: Overlap, lang: str) -> list[str]:
    names = {"old": name(overlap.old.contract, lang), "new": name(overlap.new.contract, lang)}
    if overlap.days is None:
        return [label("Costs.overlap_unknown", lang, **names)]
    bound = label("Costs.overlap_bound", lang) if overlap.from_signing and overlap.new.money else ""
    if overlap.new.shared:
        shared = ", ".join(name(c, lang) for c in overlap.new.shared)
        bound += label("Costs.overlap_shared", lang, shared=shared)
    return [
        label("Costs.overlap", lang, days=interval_words(overlap.days, "", lang), **names),
        label("Costs.overlap_old", lang, amount=_side_text(overlap.old, lang)),
        label("Costs.overlap_new", lang, amount=_side_text(overlap.new, lang), bound=bound),
        label("Costs.overlap_total", lang, amount=overlap_words(overlap, lang)),
    ]


def _side_text(side: OverlapSide, lang: str) -> str:
    if side.money is not None or side.unknown is None:
        return money_words(side.money, lang)
    return unknown_words(side.unknown, lang)


def overlap_words(overlap: Overlap, lang: str) -> str:
    """Both sides together: a bare amount only where both are known, and *onbekend* where neither gives a bound."""
    amount, sides = overlap.known, (overlap.old, overlap.new)
    if amount is not None and all(side.money is not None and not side.shared for side in sides):
        return money_words(amount, lang)
    return label("Money.unknown", lang)


def rows(costs: Costs, lang: str) -> list[list[str]]:
    """The lines as rows for a table or a spreadsheet; the first row is the header."""
    keys = ("item", "amount", "counts", "about", "status", "source")
    header = [label(f"Costs.h_{key}", lang) for key in keys]
    return [header, *(_row(counted, lang) for counted in costs.counted)]


def _row(counted: Counted, lang: str) -> list[str]:
    line = counted.line
    counts = label("Costs.shared" if counted.shared else "Costs.counts", lang)
    if counted.within is not None:
        counts = label("Costs.counts_within", lang, whole=line_name(counted.within, lang))
    status = line.element.cost_status if isinstance(line.element, CostItem) else None
    return [
        line_name(line, lang),
        money_words(line.money, lang) if line.money is not None else unknown_words(line, lang),
        counts,
        ", ".join(e.id for e in line.about),
        label(f"Word.{status}", lang) if isinstance(status, str) else str(status or ""),
        ", ".join(s.fact or s.document for s in line.element.sources_of(line.attribute)),
    ]
