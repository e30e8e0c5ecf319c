"""Competency questions CQ28, CQ29 and CQ37-CQ42: volumes and money, one by one, with the numbers worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as Exact

import pytest

from ea_model import rules
from ea_model.model import Model
from ea_model.questions.agenda import plateau_history
from ea_model.questions.costs import (
    Basis,
    Division,
    Group,
    Measure,
    PassThrough,
    costs_of,
    overlaps,
    pass_through,
    scenario_named,
    scenario_of,
    scenarios,
)
from ea_model.questions.streams.through import received, streams_through, total
from ea_model.values import Provenance
from ea_model.values.intervals import Interval
from tests.conftest import Ask

MILLION = 1_000_000
YEARLY = Measure("EUR", Basis.PER_YEAR)
UNKNOWN_ITEMS = {
    "C-DGP.value", "C-INF.value", "A-ODC.price", "bouw-it-platform.cost", "platform-exploitatie.amount",
    "sp-cloud-verlies.amount", "licentiekosten.amount", "overname-hardware.amount", "kosten-regie.amount",
    "C-SOC.value", "migratie.cost", "exploitatie-nieuwe-situatie.amount",
}  # fmt: skip
"""The twelve of CQ42, in its order."""


def answer(model: Model, scenario: str) -> PassThrough:
    return pass_through(scenario_of(model, scenario_named(model, scenario)))


def euros(division: Division) -> list[Decimal]:
    """What every stream pays in the first year."""
    return [Decimal(part.years[0].in_cents or 0) / 100 for part in division.parts]


def test_cq28_volumes_and_who_receives_them(ask_samen: Ask) -> None:
    scope = ask_samen("P0")
    streams = streams_through(scope, scope.model.element("digipoort"))
    everything = total(streams)
    assert len(streams) == 6
    assert str(everything) == "circa 291500000"

    def bounds(recipient: str) -> Interval:
        return received(streams, scope.model.element(recipient)).known

    assert bounds("uwv") == Interval(Exact(MILLION, 2), Exact(MILLION, 2))
    assert bounds("burger") == Interval(Exact(90 * MILLION), Exact(90 * MILLION))
    for recipient in ("kvk", "cbs"):
        assert bounds(recipient) == Interval(Exact(0), Exact(40 * MILLION), True, True)
    assert bounds("douane") == Interval(Exact(0), Exact(150 * MILLION), True, True)
    tax = received(streams, scope.model.element("belastingdienst"))
    assert 49_999_999 in tax.known
    assert 50 * MILLION not in tax.known
    assert tax.unknown == ("stroom-4",)


def test_cq29_more_than_half_of_the_volume_leaves(ask_samen: Ask) -> None:
    before, after = (
        total(streams_through(scope, scope.model.element("digipoort"))) for scope in (ask_samen("P0"), ask_samen("P1"))
    )
    assert after.low == after.high == Decimal(141_500_000)
    assert round((before.low - after.low) / before.low * 100, 2) == Decimal("51.46")


def test_cq37_the_planned_contracts_are_worth_28_to_43_million_a_year(ask_samen: Ask) -> None:
    costs = costs_of(ask_samen("P1"))
    (planned,) = costs.totals(Group.CONTRACT_PLANNED)
    assert planned.measure == YEARLY
    assert planned.known.interval == Interval(Exact(28 * MILLION), Exact(43 * MILLION))
    assert planned.unknown == ()
    everything = next(t for t in costs.totals() if t.measure == YEARLY)
    missing = {line.id for line in everything.unknown}
    assert {"A-ODC.price", "platform-exploitatie.amount", "kosten-regie.amount", "licentiekosten.amount"} <= missing


@pytest.mark.parametrize(
    ("scenario", "per_year", "per_message"),
    [("doorbelasting-60", "4200000", "0.0144"), ("doorbelasting-80", "5600000", "0.0192"),
     ("doorbelasting-100", "7000000", "0.0240")],
)  # fmt: skip
def test_cq38_what_passing_on_comes_to(samen: Model, scenario: str, per_year: str, per_message: str) -> None:
    found = answer(samen, scenario)
    assert found.years == (2019, 2020, 2021, 2022)
    assert [Decimal(a.in_cents or 0) / 100 for a in found.before.years] == [Decimal(per_year)] * 4
    assert sum(euros(found.before)) == Decimal(per_year)
    rate = found.before.per_message
    assert rate is not None
    assert rate.exact is not None
    assert round(Decimal(rate.exact.numerator) / rate.exact.denominator, 4) == Decimal(per_message)


def test_cq38_per_stream_to_the_cent(samen: Model) -> None:
    found = euros(answer(samen, "doorbelasting-80").before)
    assert [round(x) for x in found] == [768_439, 192_110, 9_605, 19_211, 1_728_988, 2_881_647]
    assert sum(found) == Decimal("5600000.00")


def test_cq39_once_stream_6_has_left(samen: Model) -> None:
    found = answer(samen, "doorbelasting-80")
    assert found.after is not None
    amounts = euros(found.after)
    assert [round(x) for x in amounts] == [1_583_039, 395_760, 19_788, 39_576, 3_561_837]
    assert sum(amounts) == Decimal("5600000.00")
    assert found.after.per_message is not None
    assert round(float(found.after.per_message.low), 4) == 0.0396
    assert len(found.factor) == 5
    assert {round(float(factor), 4) for factor in found.factor.values()} == {2.0601}


def test_cq40_bounds_without_choosing_a_fraction(samen: Model) -> None:
    found = answer(samen, "doorbelasting-grenzen")
    year = found.before.years[0]
    assert year.exact == Interval(Exact(3_500_000), Exact(7 * MILLION), low_open=True)
    assert year.in_cents is None
    rate = found.before.per_message
    assert rate is not None
    assert rate.high is not None
    assert (round(float(rate.low), 4), round(float(rate.high), 4), rate.low_open) == (0.0120, 0.0240, True)


def test_cq41_overlapping_contracts_have_an_upper_bound_of_the_new_part_only(samen: Model) -> None:
    found = next(o for o in overlaps(plateau_history(samen, samen.plateau("P1"))) if o.old.contract.id == "C-INF")
    assert found.days == Interval(Exact(215), Exact(274))
    assert found.from_signing
    assert found.old.money is None
    assert found.old.unknown is not None
    assert found.old.unknown.item == "U01"
    assert found.new.money is not None
    low, high = found.new.money.interval.low, found.new.money.interval.high
    assert (low, high) == (Exact(13 * MILLION * 215, 365), Exact(13 * MILLION * 274, 365))
    assert [c.id for c in found.new.shared] == ["C-SOC"]


def test_cq42_at_least_twelve_items_are_unknown(ask_samen: Ask) -> None:
    unknown = {line.id for p in ("P0", "P1", "P2") for line in costs_of(ask_samen(p)).unknown}
    assert len(UNKNOWN_ITEMS) == 12
    assert unknown >= UNKNOWN_ITEMS
    found = [f for f in rules.run([ask_samen("P1")]) if f.code == "COST"]
    assert len(found) >= 12


def test_no_total_of_the_model_hides_an_unknown(ask_samen: Ask) -> None:
    for plateau in ("P0", "P1", "P2"):
        costs = costs_of(ask_samen(plateau))
        named = {line.id for t in costs.totals() for line in t.unknown} | {line.id for line in costs.missing()}
        within = {c.line.id for c in costs.counted if c.within is not None}
        assert {line.id for line in costs.unknown} <= named | within


def test_what_the_letter_does_not_choose_is_marked_as_an_assumption_with_its_sources(samen: Model) -> None:
    assert len(scenarios(samen)) == 4
    for scenario in scenarios(samen):
        assert scenario.provenance is Provenance.ASSUMED
        assert scenario.note
        assert {"F064", "F065", "F068", "F016", "F024"} <= {s.fact for s in scenario.sources}


def test_nothing_was_added_after_an_award(ask_samen: Ask) -> None:
    found = rules.run([ask_samen(p) for p in ("P0", "P1", "P2")])
    assert [f for f in found if f.code == "NONSCOPE"] == []
