"""The calendar: dates in order, days, ends within a horizon, gaps, double running, chains of successors."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ea_model.messages.problems import ModelLoadError
from ea_model.model import Model
from ea_model.questions.agenda import (
    DateKind,
    DateStatus,
    EndingKind,
    Ground,
    Handover,
    chains,
    contracts_on,
    entries,
    expiries,
    handovers,
    on_day,
    plateau_histories,
    plateau_history,
    reference_day,
)
from ea_model.questions.agenda.wording import days_words, ground_words, sentence
from ea_model.scope.open_questions import contract_validity
from ea_model.values import FuzzyDate, Truth
from ea_model.values.durations import Days, Span, between, repeated
from tests.support.builders import ids, model_of
from tests.support.exchange import exported, imported

DAY = date(2019, 12, 11)


def contracts(*lines: str, head: str = "") -> Model:
    """A model with these contracts."""
    return model_of(head + "elements:\n" + "\n".join(f"  {line}" for line in lines))


def pair(before: str, after: str) -> Handover:
    """How B follows A."""
    found = contracts(f"A: {{type: Contract, {before}}}", f"B: {{type: Contract, replaces: A, {after}}}")
    (handover,) = handovers(plateau_history(found))
    return handover


# ── Lengths of time ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "start", "after"),
    [
        ("12m", "2019-12-11", "2020-12-11"),
        ("365d", "2019-12-11", "2020-12-10"),
        ("1 maand", "2020-01-31", "2020-02-29"),
        ("2 jaar", "2020-02-29", "2022-02-28"),
        ("zes maanden", "2020-01-31", "2020-07-31"),
        ("3 mnd", "2020-01-31", "2020-04-30"),
        ("Anderhalf  jaar", "2020-01-31", "2021-07-31"),
        ("een half jaar", "2020-01-31", "2020-07-31"),
        ("half jaar", "2020-01-31", "2020-07-31"),
        ("1,5 jaar", "2020-01-31", "2021-07-31"),
        ("een kwartaal", "2020-01-31", "2020-04-30"),
        ("six weeks", "2020-01-31", "2020-03-13"),
        ("6 weeks", "2020-01-01", "2020-02-12"),
        ("100j", "9990-01-01", "9999-12-31"),
    ],
)
def test_a_span_counts_as_the_calendar_does(text: str, start: str, after: str) -> None:
    assert Span.parse(text).after(date.fromisoformat(start)) == date.fromisoformat(after)


def test_a_span_backwards_stops_at_the_first_day_there_is() -> None:
    assert Span.parse("6 maanden").before(date(2020, 3, 31)) == date(2019, 9, 30)
    assert Span.parse("200 jaar").before(date(100, 1, 1)) == date.min


@pytest.mark.parametrize(
    "text", ["", "12", "m", "-3m", "enige maanden", "anderhalve maand", "2,5 weken", "99999 jaar", "3 m m"]
)
def test_what_is_no_length_of_time_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"length of time|longer than"):
        Span.parse(text)


def test_extensions_are_read_with_how_often() -> None:
    assert repeated("2 x 1 jaar") == (2, Span(months=12))
    assert repeated("3 keer 6 maanden") == (3, Span(months=6))
    assert repeated("1 jaar") == (1, Span(months=12))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 2000), st.data())
def test_a_range_of_days_holds_every_choice_of_two_days(first: date, width: int, data: st.DataObject) -> None:
    one = FuzzyDate(first, first + timedelta(days=width), "range")
    other = FuzzyDate(start := data.draw(st.dates(date(1900, 1, 1), date(2100, 1, 1))), start + timedelta(days=width))
    choice = [
        data.draw(st.dates(when.earliest, when.latest), label="a day within it") for when in (one, other)
    ]  # fmt: skip
    assert (choice[1] - choice[0]).days in between(one, other)
    assert -(choice[1] - choice[0]).days in -between(one, other)


# ── From one contract to the next ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("end", "start", "gap", "double"),
    [
        ("2019-10-31", "2019-11-01", Truth.NO, Truth.NO),  # the day after: follows on
        ("2019-10-31", "2019-10-31", Truth.NO, Truth.NO),  # handed over on the day itself
        ("2019-10-31", "2019-11-02", Truth.YES, Truth.NO),
        ("2019-10-31", "2019-10-30", Truth.NO, Truth.YES),
        ("2019-10", "2019-10", Truth.MAYBE, Truth.MAYBE),
        ("2019-10", "2019-12", Truth.YES, Truth.NO),
        ("2019-10", "onbekend", Truth.MAYBE, Truth.MAYBE),
        ("onbekend", "2019-10", Truth.MAYBE, Truth.MAYBE),
        ("open", "2019-10", Truth.NO, Truth.YES),
    ],
)
def test_gap_and_double_running(end: str, start: str, gap: Truth, double: Truth) -> None:
    handover = pair(f"end: {end}", f"start: {start}")
    assert (handover.gap, handover.double) == (gap, double)


def test_lengths_are_ranges() -> None:
    late = pair("end: 2019-10", "start: 2020-03")
    assert (late.gap_days, late.double_days) == (Days(122, 182), None)
    early = pair("end: 2020-11", "start: 2020-03")
    assert (early.gap_days, early.double_days) == (None, Days(215, 274))


def test_counted_from_the_signing_a_gap_is_at_least_that_long_and_double_running_is_never_certain() -> None:
    late = pair("end: 2019-10", "start: onbekend, signing: 2020-03, contract_status: gepland")
    assert (late.gap, late.gap_days, late.from_signing) == (Truth.YES, Days(122, 182), True)
    assert late.possible == Days(122, None)
    early = pair("end: 2020-11", "signing: 2020-03, contract_status: gepland")
    assert (early.double, early.double_days, early.gap) == (Truth.MAYBE, Days(215, 274), Truth.MAYBE)


def test_double_running_is_over_when_the_successor_is() -> None:
    assert pair("end: 2028-12-31", "start: 2020-01-01, end: 2020-01-31").double_days == Days(30, 30)


soft = st.tuples(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 400)).map(
    lambda drawn: FuzzyDate(drawn[0], drawn[0] + timedelta(days=drawn[1]), "range" if drawn[1] else "day")
)


def _wider(when: FuzzyDate, days: int) -> FuzzyDate:
    return FuzzyDate(when.earliest - timedelta(days=days), when.latest + timedelta(days=days), "range")


@given(soft, soft, st.integers(1, 300))
def test_a_gap_and_double_running_exclude_each_other_and_softer_dates_decide_less(
    end: FuzzyDate, start: FuzzyDate, more: int
) -> None:
    found = pair(f"end: {end}", f"start: {start}")
    assert (found.gap, found.double) != (Truth.YES, Truth.YES)
    softer = pair(f"end: {_wider(end, more)}", f"start: {_wider(start, more)}")
    for answer, less_sure in ((found.gap, softer.gap), (found.double, softer.double)):
        assert less_sure in (answer, Truth.MAYBE)


@given(soft, soft, soft, st.data())
def test_every_choice_of_days_gives_a_length_within_the_range(
    end: FuzzyDate, start: FuzzyDate, over: FuzzyDate, data: st.DataObject
) -> None:
    found = pair(f"end: {end}", f"start: {start}, end: {over}")
    last, first, after = (data.draw(st.dates(when.earliest, when.latest)) for when in (end, start, over))
    days = (first - last).days
    if days > 1:
        assert found.gap is not Truth.NO
        assert found.gap_days is not None
        assert days in found.gap_days
    if days < 0:
        assert found.double is not Truth.NO
        assert found.double_days is not None
        assert max((min(last, after) - first).days, 0) in found.double_days


def test_chains_forks_and_merges() -> None:
    found = contracts(
        "A: {type: Contract, end: 2020}",
        "B: {type: Contract, replaces: A}",
        "C: {type: Contract, replaces: B}",
        "D: {type: Contract, replaces: [A, E]}",
        "E: {type: Contract}",
        "alone: {type: Contract}",
    )
    (chain,) = chains(plateau_history(found))
    assert [c.id for c in chain.contracts] == ["A", "E", "B", "D", "C"]
    assert ids(chain.forks) == ["A"]
    assert ids(chain.merges) == ["D"]
    assert chain.cycle == ()
    assert [(h.before.id, h.after.id) for h in chain.handovers] == [("A", "B"), ("A", "D"), ("B", "C"), ("E", "D")]


def test_contracts_that_replace_each_other_in_a_circle_are_told() -> None:
    found = contracts(
        "A: {type: Contract, replaces: C}",
        "B: {type: Contract, replaces: A}",
        "C: {type: Contract, replaces: B}",
        "D: {type: Contract, replaces: C}",
        "S: {type: Contract, replaces: S}",
    )
    circle, alone = chains(plateau_history(found))
    assert ids(circle.cycle) == ["A", "B", "C"]
    assert ids(circle.contracts) == ["A", "B", "C", "D"]
    assert ids(alone.cycle) == ["S"]
    assert alone.handovers == ()


def test_alternatives_are_no_fork() -> None:
    found = contracts(
        "P0: {type: Plateau}",
        "P1: {type: Plateau, follows: P0, alternative_to: P2}",
        "P2: {type: Plateau, follows: P0, alternative_to: P1}",
        "A: {type: Contract, plateaus: P0, end: 2020}",
        "B: {type: Contract, plateaus: P1, replaces: A, start: 2021-06}",
        "C: {type: Contract, plateaus: P2, replaces: A, start: 2020-06}",
    )
    first, second = plateau_histories(found)
    assert [ids(s.contracts) for s in (first, second)] == [["A", "B"], ["A", "C"]]
    assert [chain.forks for s in (first, second) for chain in chains(s)] == [(), ()]


# ── Ends within a horizon ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("end", "ending", "within"),
    [
        ("2019-10", EndingKind.ENDED, Truth.NO),
        ("2019-12", EndingKind.MAYBE_ENDED, Truth.MAYBE),
        ("2019-12-11", EndingKind.WITHIN, Truth.YES),
        ("2020-11", EndingKind.WITHIN, Truth.YES),
        ("2020-12", EndingKind.MAYBE_WITHIN, Truth.MAYBE),
        ("2020-12-12", EndingKind.LATER, Truth.NO),
        ("onbekend", EndingKind.UNKNOWN, Truth.MAYBE),
        ("open", EndingKind.NOT_GIVEN, Truth.NO),
    ],
)
def test_where_an_end_lies(end: str, ending: EndingKind, within: Truth) -> None:
    (found,) = expiries(plateau_history(contracts(f"A: {{type: Contract, end: {end}}}")), DAY)
    assert (found.ending, found.within) == (ending, within)


@given(soft, st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(1, 300))
def test_a_softer_end_never_turns_an_answer_round(end: FuzzyDate, day: date, more: int) -> None:
    def within(when: FuzzyDate) -> Truth:
        (found,) = expiries(plateau_history(contracts(f"A: {{type: Contract, end: {when}}}")), day)
        return found.within

    assert within(_wider(end, more)) in (within(end), Truth.MAYBE)


@pytest.mark.parametrize(
    ("successor", "signed"),
    [
        ("signing: 2020-03, contract_status: gepland", Truth.NO),
        ("signing: 2019-11, contract_status: gepland", Truth.MAYBE),  # the plan has passed; whether it happened
        ("signing: 2019-11 werkelijk", Truth.YES),
        ("contract_status: lopend", Truth.YES),
        ("signing: onbekend", Truth.MAYBE),
        ("contract_status: gepland", Truth.NO),
    ],
)
def test_a_plan_is_no_signature(successor: str, signed: Truth) -> None:
    model = contracts("A: {type: Contract, end: 2020-06}", f"B: {{type: Contract, replaces: A, {successor}}}")
    found = next(e for e in expiries(plateau_history(model), DAY) if e.contract.id == "A")
    assert found.successor_signed is signed


# ── On a day ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "truth", "ground"),
    [
        ("2019-09-30", Truth.YES, Ground.HOLDS_UNTIL),
        ("2019-10-01", Truth.MAYBE, Ground.PERHAPS_OVER),
        ("2019-10-31", Truth.MAYBE, Ground.PERHAPS_OVER),
        ("2019-11-01", Truth.NO, Ground.OVER),
    ],
)
def test_an_end_known_to_the_month(day: str, truth: Truth, ground: Ground) -> None:
    story = plateau_history(contracts("A: {type: Contract, end: 2019-10}"))
    (found,) = contracts_on(story, date.fromisoformat(day))
    assert (found.truth, found.ground) == (truth, ground)


def test_an_end_known_to_the_day_counts_that_day() -> None:
    story = plateau_history(contracts("A: {type: Contract, end: 2019-10-31}"))
    assert contracts_on(story, date(2019, 10, 31))[0].truth is Truth.YES


def test_the_reason_names_the_date_and_how_precise_it_is() -> None:
    story = plateau_history(contracts("A: {type: Contract, name: Hosting, end: 2019-10}"))
    (found,) = contracts_on(story, date(2019, 10, 15))
    assert ground_words(found, "nl") == (
        "of Hosting op 15 oktober 2019 nog geldt is niet te zeggen: het einde is oktober 2019, op de maand nauwkeurig"
    )
    assert "known to the month" in ground_words(found, "en")


_VALUES = st.one_of(soft.map(str), st.sampled_from(["onbekend", "open", ""]))


@given(_VALUES, _VALUES, _VALUES, st.sampled_from(["gepland", "lopend"]), st.dates(date(2000, 1, 1), date(2041, 1, 1)))
def test_without_plateaus_a_day_is_answered_as_scope_answers_it(
    start: str, end: str, signing: str, status: str, day: date
) -> None:
    fields = {"start": start, "end": end, "signing": signing, "contract_status": status}
    line = ", ".join(f"{key}: {value}" for key, value in fields.items() if value)
    model = contracts(f"A: {{type: Contract, {line}}}")
    contract = model.contract("A")
    assert on_day(plateau_history(model), contract, day).truth is contract_validity(contract, day)


# ── Every date in order ─────────────────────────────────────────────────────────────────────────────────────────────


def test_dates_come_in_order_and_unknown_ones_last_but_never_dropped() -> None:
    model = contracts(
        "A: {type: Contract, start: 2019, end: onbekend U1, signing: 2019-03-01 werkelijk}",
        "T: {type: Tender, start: 2018-07, bids_from: 2018-11-01, signing: onbekend}",
        "x: {type: Node, exists: {from: 2018-01-01}}",
        head="unknowns:\n  U1: {text: Hoe lang, about: [A.end]}\n",
    )
    found = entries(model)
    assert [(e.about.id, e.kind) for e in found] == [
        ("x", DateKind.LIFE_BEGIN), ("T", DateKind.TENDER_START), ("T", DateKind.BID_INVITATION),
        ("A", DateKind.BEGIN), ("A", DateKind.SIGNING), ("T", DateKind.SIGNING), ("A", DateKind.END),
    ]  # fmt: skip
    assert found[-1].question == "U1"
    assert found[4].status is DateStatus.ACTUAL
    late = entries(model, first=date(2019, 12, 31))
    assert [(e.about.id, e.kind) for e in late] == [
        ("A", DateKind.BEGIN), ("T", DateKind.SIGNING), ("A", DateKind.END),
    ]  # fmt: skip


def test_notice_and_extensions_are_counted_from_the_end() -> None:
    model = contracts("A: {type: Contract, end: 2020-12-31, notice_period: 6 maanden, extension: 2 x 1 jaar}")
    found = {(e.kind, e.turn): str(e.date) for e in entries(model)}
    assert found[DateKind.NOTICE, 0] == "2020-06-30"
    assert found[DateKind.EXTENSION, 1] == "2021-12-31"
    assert found[DateKind.EXTENSION, 2] == "2022-12-31"


def test_a_term_that_is_no_length_is_listed_with_its_words() -> None:
    model = contracts("A: {type: Contract, end: 2020-12-31, extension: in onderling overleg}")
    (found,) = (e for e in entries(model) if e.kind is DateKind.EXTENSION)
    assert found.status is DateStatus.UNKNOWN
    assert "in onderling overleg" in sentence(found, "nl")


def test_dates_of_a_kind_of_the_model_itself_count_too() -> None:
    model = contracts(
        "l: {type: Licentie, verloopt: 2021-06}",
        head="kinds:\n  Licentie: {extends: Node, attributes: {verloopt: {type: date}}}\n",
    )
    assert [(e.attribute, e.kind) for e in entries(model)] == [("verloopt", DateKind.OTHER)]


POSTPONED = """
elements:
  P1: {type: Plateau, label: gepland, alternative_to: P2}
  P2: {type: Plateau, label: geadviseerd, alternative_to: P1}
  A: {type: Contract, contract_status: gepland, signing: 2020-03}
unknowns:
  U1: {about: [A.signing], text: Nieuwe data, plateaus: P2}
"""


def test_a_question_for_one_plateau_makes_a_date_unknown_there_only() -> None:
    model = model_of(POSTPONED)
    told = {e.plateaus: str(e.date) for e in entries(model) if e.kind is DateKind.SIGNING}
    assert told == {("P1",): "2020-03", ("P2",): "onbekend U1"}
    planned, advised = plateau_histories(model)
    day = date(2020, 1, 1)
    assert on_day(planned, model.contract("A"), day).ground is Ground.HOLDS  # no begin is given, so it is open
    assert advised.value(model.contract("A"), "signing") != planned.value(model.contract("A"), "signing")


def test_a_question_for_every_plateau_still_needs_an_unknown() -> None:
    with pytest.raises(ModelLoadError, match="holds a value"):
        model_of(POSTPONED.replace(", plateaus: P2}", "}"))


def test_the_day_of_a_model_is_what_it_says_else_its_latest_document() -> None:
    assert reference_day(contracts("A: {type: Contract}")) is None
    dated = "documents:\n  a: {title: A, date: 2019-12-11}\n  b: {title: B, date: 2020}\n"
    assert reference_day(contracts("A: {type: Contract}", head=dated)) == DAY
    said = "model: {id: x, as_of: 2021-01-01, horizon: 6 maanden}\n"
    model = contracts("A: {type: Contract}", head=dated + said)
    assert reference_day(model) == date(2021, 1, 1)
    assert model.contents.horizon == Span(months=6)


@pytest.mark.parametrize(("field", "value"), [("as_of", "2021"), ("horizon", "lang"), ("horizon", "[1, 2]")])
def test_a_day_or_horizon_that_is_none_is_refused_with_what_to_write(field: str, value: str) -> None:
    with pytest.raises(ModelLoadError, match=field):
        contracts("A: {type: Contract}", head=f"model: {{id: x, {field}: {value}}}\n")


def test_days_are_told_as_ranges() -> None:
    assert days_words(Days(326, 355), "nl") == "326–355 dagen"
    assert days_words(Days(1, 1), "en") == "1 day"
    assert days_words(Days(-14, 16), "nl") == "-14 tot 16 dagen"
    assert days_words(Days(41, None), "nl") == "minstens 41 dagen"
    assert days_words(Days(None, None), "nl") == "onbekend hoe lang"


def test_what_the_calendar_needs_is_carried_by_the_exchange_file(tmp_path: Path) -> None:
    head = "model: {id: x, as_of: 2020-02-03, horizon: 18 maanden}"
    model = imported(exported(model_of(head + POSTPONED)), tmp_path)
    assert (model.contents.as_of, model.contents.horizon) == (date(2020, 2, 3), Span(months=18))
    assert [str(e.date) for e in entries(model) if e.kind is DateKind.SIGNING] == ["2020-03", "onbekend U1"]


def test_a_chain_of_thousands_is_followed_at_once() -> None:
    lines = [f"c{i}: {{type: Contract, replaces: c{i + 1}}}" for i in range(3000)]
    (chain,) = chains(plateau_history(contracts(*lines, "c3000: {type: Contract}")))
    assert [c.id for c in chain.contracts[:2]] == ["c3000", "c2999"]
