"""What things cost: totals per measure, the amounts behind them, what is unknown, and double cost."""

from __future__ import annotations

from typing import Any

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import CostItem
from ea_model.questions.costs import CostLine, Costs, Counted, Group, Measure, Money, Overlap, Side, Total
from ea_model.questions.costs.wording import interval_words, line_name, money_words, total_words, unknown_words
from ea_model.scope import Scope
from ea_model.values import formatting, in_language
from ea_model.values.intervals import Interval
from ea_model.views.answers import document
from ea_model.views.answers.shared.common import element_data, grid, moment_data, moment_text, name, source_data
from ea_model.words import label

CENTS = 2


def data(scope: Scope, about: Element | None, costs: Costs, overlaps: tuple[Overlap, ...]) -> dict[str, Any]:
    """Totals of everything and per group, every line, what is unknown, and overlaps."""
    return document(
        "costs",
        scope.model,
        moment=moment_data(scope),
        about=element_data(about) if about is not None else None,
        totals=[_total(None, t) for t in costs.totals()] + [_total(g, t) for g in Group for t in costs.totals(g)],
        lines=[_line(c) for c in costs.counted],
        unknown=[line.id for line in costs.unknown],
        overlaps=[_overlap(o) for o in overlaps],
    )


def interval_data(interval: Interval | None, places: int = CENTS) -> dict[str, Any] | None:
    """Bounds as decimal text, the lower one rounded down and the upper one up; a single value to the nearest."""
    if interval is None:
        return None
    low_way, high_way = (formatting.NEAREST,) * 2 if interval.is_point else (formatting.DOWN, formatting.UP)
    high = interval.high
    return {
        "low": f"{formatting.rounded(interval.low, places, low_way):f}",
        "high": None if high is None else f"{formatting.rounded(high, places, high_way):f}",
        "low_open": interval.low_open,
        "high_open": interval.high_open,
    }


def money_data(money: Money | None) -> dict[str, Any] | None:
    """An amount with its measure; null when nobody knows it."""
    if money is None:
        return None
    return {
        "amount": interval_data(money.interval),
        "measure": measure_data(money.measure),
        "approximate": money.approximate,
    }


def measure_data(measure: Measure) -> dict[str, Any]:
    """What an amount is counted in."""
    return {
        "unit": measure.unit,
        "basis": measure.basis.name,
        "years": [measure.first_year, measure.last_year] if measure.years else None,
        "per": measure.per or None,
    }


def _total(group: Group | None, total: Total) -> dict[str, Any]:
    return {
        "group": group.name if group else None,
        "known": money_data(total.known),
        "complete": not total.unknown,
        "unknown": [line.id for line in total.unknown],
    }


def _line(counted: Counted) -> dict[str, Any]:
    line = counted.line
    return {
        "id": line.id,
        "element": element_data(line.element),
        "attribute": line.attribute,
        "group": line.group.name,
        "stated": money_data(line.money),
        "counted": money_data(counted.money) if counted.within is None else None,
        "within": counted.within.id if counted.within else None,
        "shared": counted.shared,
        "question": line.item or None,
        "silent": line.silent,
        "for": [element_data(e) for e in line.about],
        "provenance": line.element.provenance.name,
        "sources": [source_data(s) for s in line.element.sources],
    }


def _overlap(overlap: Overlap) -> dict[str, Any]:
    return {
        "old": _side(overlap.old),
        "new": _side(overlap.new),
        "days": interval_data(overlap.days, 0),
        "from_signing": overlap.from_signing,
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "contract": element_data(side.contract),
        "amount": money_data(side.money),
        "unknown": side.unknown.id if side.unknown else None,
        "shared": [element_data(c) for c in side.shared],
    }


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
    sources = ", ".join(s.fact or s.document for s in line.element.sources)
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


def _side_text(side: Side, lang: str) -> str:
    if side.money is not None or side.unknown is None:
        return money_words(side.money, lang)
    return unknown_words(side.unknown, lang)


def overlap_words(overlap: Overlap, lang: str) -> str:
    """Both sides together: a bare amount only where both are known, and *onbekend* where neither gives a bound."""
    known = overlap.known
    sides = (overlap.old, overlap.new)
    if known is None:
        return label("Money.unknown", lang)
    if all(side.money is not None for side in sides) and not any(side.shared for side in sides):
        return money_words(known, lang)
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
        str(status or ""),
        ", ".join(s.fact or s.document for s in line.element.sources),
    ]
