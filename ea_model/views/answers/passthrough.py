"""What passing on a cost comes to, per stream, per message and per year, before and after some streams leave."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated

from ea_model.metamodel.contract import MessageStream
from ea_model.model import Model
from ea_model.questions.costs import Amount, Division, Key, PassThrough, Scenario, StreamPart
from ea_model.questions.costs.wording import interval_words, line_name, money_words, share_words
from ea_model.values import Provenance, Quantity, formatting
from ea_model.values.intervals import Interval
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.costs import IntervalData, MoneyData, interval_data, money_data
from ea_model.views.answers.shared.common import element_data, grid, known, name, source_data
from ea_model.views.answers.shared.structs import Data, Digits, ElementData, SourceData, note, one_of
from ea_model.words import label


class StreamShare(Data):
    """What one stream pays."""

    stream: ElementData
    volume: IntervalData | None
    share: IntervalData
    years: list[IntervalData]
    total: IntervalData
    per_message: IntervalData | None


class DivisionData(Data):
    """An amount divided over streams."""

    volume: IntervalData
    approximate: bool
    unknown_volumes: Annotated[list[str], note("Ids of streams.")]
    years: Annotated[list[IntervalData], note("To the cent, in the order of the years.")]
    total: IntervalData
    per_message: IntervalData | None
    streams: list[StreamShare]


class ScenarioData(Data):
    """One way of passing on, with what was chosen and what is unknown."""

    id: str | None
    element: Annotated[ElementData | None, note("The scenario of the model; null when its choices were typed.")]
    provenance: Provenance
    sources: list[SourceData]
    base: MoneyData | None
    base_line: Annotated[str | None, note("Id of the line the amount comes from.")]
    fraction: IntervalData
    spread: list[IntervalData] | None
    key: Key | None
    unknown: Annotated[
        list[Annotated[str, one_of("base", "fraction", "spread", "allocation_key")]], note("Inputs that nobody knows.")
    ]
    years: Annotated[list[int | None], note("Calendar years; one null: each year.")]
    before: DivisionData
    after: Annotated[DivisionData | None, note("Without the streams that leave.")]
    factor: Annotated[dict[str, Digits], note("By stream that stays: how many times as much it pays afterwards.")]


class PassthroughAnswer(ModelAnswer, tag="passthrough"):
    """ea passthrough"""

    scenarios: list[ScenarioData]

    def outcome(self) -> Outcome:
        if not self.scenarios:
            return Outcome.of(OutcomeKind.EMPTY, "PassThrough.none")
        priced = any(scenario.base is not None for scenario in self.scenarios)
        return FOUND if priced else Outcome.of(OutcomeKind.UNKNOWN, "Outcome.amounts_unknown")


RATE, SHARE, FACTOR = 6, 8, 4
"""Decimals of an amount per message, of a share and of a factor in data."""
SHOWN_RATE = 4


def data(model: Model, answers: list[PassThrough]) -> PassthroughAnswer:
    """One entry per scenario, with everything that was chosen and everything that is unknown."""
    return PassthroughAnswer(model=model_data(model), scenarios=[_answer(a) for a in answers])


def _answer(answer: PassThrough) -> ScenarioData:
    scenario, element = answer.scenario, answer.scenario.element
    return ScenarioData(
        id=scenario.id or None,
        element=element_data(element) if element is not None else None,
        provenance=element.provenance if element is not None else Provenance.ASSUMED,
        sources=[source_data(s) for s in element.sources] if element is not None else [],
        base=known(money_data, scenario.base),
        base_line=scenario.base_line.id if scenario.base_line else None,
        fraction=interval_data(scenario.fraction, SHARE),
        spread=[interval_data(s, SHARE) for s in scenario.spread] or None,
        key=scenario.key,
        unknown=_unknown_inputs(scenario),
        years=list(answer.years),
        before=_division(answer.before),
        after=_division(answer.after) if answer.after else None,
        factor={key: f"{formatting.rounded(value, FACTOR):f}" for key, value in answer.factor.items()},
    )


def _unknown_inputs(scenario: Scenario) -> list[str]:
    return [*(["base"] if scenario.base is None else []), *scenario.unknown]


def _division(division: Division) -> DivisionData:
    return DivisionData(
        volume=interval_data(division.volume),
        approximate=division.approximate,
        unknown_volumes=[s.id for s in division.unknown_volumes],
        years=[amount_data(a) for a in division.years],
        total=amount_data(division.total),
        per_message=known(interval_data, division.per_message, RATE),
        streams=[_part(p) for p in division.parts],
    )


def _part(part: StreamPart) -> StreamShare:
    return StreamShare(
        stream=element_data(part.stream),
        volume=known(interval_data, part.volume),
        share=interval_data(part.share, SHARE),
        years=[amount_data(a) for a in part.years],
        total=amount_data(part.total),
        per_message=known(interval_data, part.per_message, RATE),
    )


def amount_data(amount: Amount) -> IntervalData:
    """What can be invoiced, to the cent; the ends of the exact range may be open."""
    low, high = amount.cents
    return IntervalData(
        low=_euros(low),
        high=None if high is None else _euros(high),
        low_open=amount.exact.low_open,
        high_open=amount.exact.high_open,
    )


def _euros(cents: int) -> str:
    return f"{Decimal(cents).scaleb(-2):f}"


def text(answers: list[PassThrough], lang: str) -> str:
    """A block per scenario: what was chosen, then the table before and the table after."""
    if not answers:
        return label("PassThrough.none", lang)
    return "\n\n".join("\n".join(_block(answer, lang)) for answer in answers)


def _block(answer: PassThrough, lang: str) -> list[str]:
    element = answer.scenario.element
    title = name(element, lang) if element is not None else label("PassThrough.own", lang)
    if answer.scenario.id:
        title = f"{answer.scenario.id} – {title}"
    out = [label("PassThrough.title", lang, name=title), *(f"  {line}" for line in chosen(answer, lang))]
    out += ["", label("PassThrough.before", lang), *_table(answer, answer.before, lang)]
    if answer.after is not None:
        gone = ", ".join(name(s, lang) for s in answer.scenario.leaving)
        out += ["", label("PassThrough.after", lang, streams=gone), *_table(answer, answer.after, lang)]
    return out


def chosen(answer: PassThrough, lang: str) -> list[str]:
    """Every input in a line, with what is unknown and what is assumed."""
    scenario = answer.scenario
    line = scenario.base_line
    of = label("PassThrough.base_of", lang, name=line_name(line, lang)) if line else ""
    chosen = "fraction" not in scenario.unknown
    fraction = _share(scenario.fraction, lang) if chosen else label("Money.unknown", lang)
    out = [
        label("PassThrough.base", lang, amount=money_words(scenario.base, lang), of=of),
        label("PassThrough.fraction", lang, share=fraction),
        _spread(answer, lang),
    ]
    key = label(f"PassThrough.key_{scenario.key.name}", lang) if scenario.key else label("Money.unknown", lang)
    out.append(label("PassThrough.key", lang, allocation=key))
    unknown = [label(f"PassThrough.input_{i}", lang) for i in _unknown_inputs(scenario)]
    if unknown:
        out.append(label("PassThrough.unknown_inputs", lang, inputs=", ".join(unknown)))
    if scenario.element is None or scenario.element.provenance is Provenance.ASSUMED:
        out.append(label("PassThrough.assumed", lang))
    return out


def _spread(answer: PassThrough, lang: str) -> str:
    scenario = answer.scenario
    if not scenario.years:
        return label("PassThrough.spread_each", lang)
    years = f"{scenario.years[0]}–{scenario.years[-1]}" if len(scenario.years) > 1 else str(scenario.years[0])
    if not scenario.spread:
        return label("PassThrough.spread_even", lang, years=years)
    shares = ", ".join(_share(s, lang) for s in scenario.spread)
    return label("PassThrough.spread_given", lang, years=years, shares=shares)


def _share(share: Interval, lang: str) -> str:
    whole = all(b is None or (b * 100).denominator == 1 for b in (share.low, share.high))
    return share_words(share, lang, 0 if whole else 2)


def _table(answer: PassThrough, division: Division, lang: str) -> list[str]:
    header, *body = rows(answer, division, lang)
    return [grid(body, header), per_message(answer, division, lang)]


def per_message(answer: PassThrough, division: Division, lang: str) -> str:
    """What a message comes to, with the volume it is divided by and the volumes nobody knows."""
    unknown = ""
    if division.unknown_volumes:
        names = ", ".join(name(s, lang) for s in division.unknown_volumes)
        unknown = label("PassThrough.volume_unknown", lang, streams=names)
    volume = _volume(division, lang)
    if division.approximate:
        volume = label("Money.approximately", lang, amount=volume)
    rate = _rate(answer, division.per_message, lang)
    return label(
        "PassThrough.per_message", lang, amount=rate, unit=_unit(division.streams, lang), volume=volume, unknown=unknown
    )


def _volume(division: Division, lang: str) -> str:
    """The volume of all streams; a lower bound where that of one is unknown, never a bare number."""
    if not division.unknown_volumes:
        return interval_words(division.volume, "", lang)
    least = interval_words(replace(division.volume, high=None, high_open=False), "", lang)
    return f"{least} + {label('Money.unknown', lang)}"


def _unit(streams: tuple[MessageStream, ...], lang: str) -> str:
    """What is counted, as the model calls it."""
    units = {s.volume.unit for s in streams if isinstance(s.volume, Quantity) and s.volume.unit}
    return units.pop() if len(units) == 1 else label("PassThrough.message", lang)


def rows(answer: PassThrough, division: Division, lang: str) -> list[list[str]]:
    """The streams as rows for a table or a spreadsheet, with a header and a last row with the sums.

    Where every year costs the same there is one column for a year, else one for each.
    """
    years = _years(answer, division)
    head = [label(f"PassThrough.h_{key}", lang) for key in ("stream", "volume", "share")]
    head += [label("PassThrough.h_year", lang) if y is None else str(y) for y, _ in years]
    head += [label("PassThrough.h_total", lang), label("PassThrough.h_message", lang)]
    changed = division is answer.after
    head += [label("PassThrough.h_factor", lang)] if changed else []
    body = [_row(answer, part, [number for _, number in years], changed, lang) for part in division.parts]
    last = [label("PassThrough.sum", lang), _volume(division, lang), ""]
    last += [_amount(answer, division.years[number], lang) for _, number in years]
    last += [_amount(answer, division.total, lang), _rate(answer, division.per_message, lang)]
    return [head, *body, last + ([""] if changed else [])]


def table(answers: list[PassThrough], lang: str) -> list[list[object]]:
    """Every scenario, situation, year and stream in one table with plain numbers; the first row is the header."""
    keys = ("scenario", "situation", "stream", "period", "low", "high", "unit")
    out: list[list[object]] = [[label(f"PassThrough.h_{key}", lang) for key in keys]]
    for answer in answers:
        for title, division in (("all", answer.before), ("left", answer.after)):
            situation = label(f"PassThrough.situation_{title}", lang)
            for part in division.parts if division else ():
                for year, amount in zip(answer.years, part.years, strict=True):
                    sums = amount_data(amount)
                    high = label("Money.unknown", lang) if sums.high is None else Decimal(sums.high)
                    out.append(
                        [
                            answer.scenario.id or label("PassThrough.own", lang),
                            situation,
                            part.stream.id,
                            year or label("PassThrough.h_year", lang),
                            Decimal(sums.low),
                            high,
                            _currency(answer),
                        ]
                    )
    return out


def _years(answer: PassThrough, division: Division) -> list[tuple[int | None, int]]:
    """The years to show, each with its place; one None for all when they do not differ."""
    amounts = {(part.stream.id, amount.cents) for part in division.parts for amount in part.years}
    if len(amounts) == len(division.parts):
        return [(None, 0)]
    return [(year, number) for number, year in enumerate(answer.years)]


def _row(answer: PassThrough, part: StreamPart, years: list[int], changed: bool, lang: str) -> list[str]:
    volume = label("Money.unknown", lang) if part.volume is None else interval_words(part.volume, "", lang)
    row = [name(part.stream, lang), volume, _share(part.share, lang)]
    row += [_amount(answer, part.years[number], lang) for number in years]
    row += [_amount(answer, part.total, lang), _rate(answer, part.per_message, lang)]
    factor = answer.factor.get(part.stream.id)
    if changed:
        row.append(label("Money.unknown", lang) if factor is None else formatting.number(factor, lang, FACTOR))
    return row


def _amount(answer: PassThrough, amount: Amount, lang: str) -> str:
    """To the cent where it is known, else the range."""
    unit = _currency(answer)
    if not answer.is_known:
        return label("Money.unknown", lang)
    if amount.in_cents is not None:
        return formatting.amount(Decimal(amount.in_cents).scaleb(-2), unit, lang, 2)
    return interval_words(amount.exact, unit, lang, 2)


def _rate(answer: PassThrough, rate: Interval | None, lang: str) -> str:
    if rate is None or not answer.is_known:
        return label("Money.unknown", lang)
    return interval_words(rate, _currency(answer), lang, SHOWN_RATE, outward=False)


def _currency(answer: PassThrough) -> str:
    return answer.scenario.base.measure.unit if answer.scenario.base else ""
