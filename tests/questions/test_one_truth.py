"""One truth between the rooms: what two answers say about one model never differs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as Exact

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ea_model import rules
from ea_model.metamodel.contract import Arrangement, Contract, InHouse
from ea_model.questions.agenda import DateStatus, EndingKind, contracts_on, entries, expiries, plateau_history
from ea_model.questions.costs import (
    MoneyError,
    PassThrough,
    costs_of,
    overlaps,
    pass_through,
    scenario_named,
    scenario_of,
)
from ea_model.questions.derivation import Bounds, derived_of
from ea_model.questions.impact import KINDS, NO_RULE, element_fails, upward
from ea_model.questions.streams.through import streams_through
from ea_model.scope import Scope, Status, contract_scope, scope_of
from ea_model.scope.open_questions import contract_validity, unknowns_in
from ea_model.values import Quantity, Truth
from tests.conftest import Ask
from tests.support.builders import model_of, scope
from tests.support.examples import examples

MODEL = "model: {id: x, as_of: 2019-12-11}\n"


@pytest.mark.parametrize("end", ["", "end: onbekend, ", "end: open, "])
def test_a_contract_said_to_be_over_is_over_in_agenda_and_scope(end: str) -> None:
    model = model_of(f"{MODEL}elements:\n  C: {{type: Contract, {end}contract_status: beëindigd}}\n")
    story, day = plateau_history(model), date(2020, 6, 1)
    assert [state.truth for state in contracts_on(story, day)] == [Truth.NO]
    assert contract_validity(model.contracts[0], day, unknowns_in(model, None)) is Truth.NO
    (expiry,) = expiries(story, day)
    assert (expiry.ending, expiry.within) == (EndingKind.ENDED, Truth.NO)


@pytest.mark.parametrize(
    ("successor", "signed"),
    [
        ("start: 2020-01-01", Truth.YES),
        ("start: 2020-03-01", Truth.NO),
        ("start: 2020-02", Truth.NO),
        ("start: 2020-01-01, end: 2020-01-31", Truth.NO),
        ("start: 2020-01-01, contract_status: gepland", Truth.NO),
        ("start: 2020-01-01 gepland", Truth.NO),
        ("end: 2021", Truth.NO),
        ("start: 2020-01-01, signing: 2020-03", Truth.NO),
    ],
)
def test_a_successor_that_certainly_runs_counts_as_signed(successor: str, signed: Truth) -> None:
    model = model_of(
        f"elements:\n  C1: {{type: Contract, end: 2020-06-30}}\n  C2: {{type: Contract, replaces: C1, {successor}}}\n"
    )
    first = next(e for e in expiries(plateau_history(model), date(2020, 2, 28)) if e.contract.id == "C1")
    assert first.successor_signed is signed


def test_a_framework_without_an_amount_keeps_the_total_open() -> None:
    text = """
        elements:
          P0: {type: Plateau}
          P1: {type: Plateau, follows: P0}
          raam: {type: FrameworkAgreement, composes: nok}
          nok: {type: CallOff, value: 2 mln EUR, plateaus: [P1]}
          post: {type: CostItem, amount: 1 mln EUR}
    """
    for plateau, low in (("P0", 1), ("P1", 3)):
        (total,) = costs_of(scope(text, plateau)).totals()
        assert total.known.interval.low == low * 10**6
        assert [line.id for line in total.unknown] == ["raam.value"]


CONTRACT_KINDS = st.sampled_from(["Contract", "FrameworkAgreement", "CallOff", "Lot", "Arrangement", "InHouse"])
AMOUNTS = st.sampled_from(["", ", value: 2 mln EUR", ", price: 3 mln EUR", ", value: onbekend", ", value: n.v.t."])
CONTRACTS = st.lists(
    st.tuples(CONTRACT_KINDS, AMOUNTS, st.integers(-1, 4), st.sampled_from(["", "P0", "P1"])), max_size=5
)


@given(CONTRACTS, st.sampled_from(["P0", "P1", None]))
def test_a_total_is_a_bare_number_only_when_every_contract_here_states_an_amount_or_promises_none(
    contracts: list[tuple[str, str, int, str]], plateau: str | None
) -> None:
    lines = ["elements:", "  P0: {type: Plateau}", "  P1: {type: Plateau, follows: P0}",
             "  post: {type: CostItem, amount: 1 mln EUR}"]  # fmt: skip
    for number, (kind, amount, part, where) in enumerate(contracts):
        composed = f", composes: [C{part}]" if number < part < len(contracts) else ""
        plateaus = f", plateaus: [{where}]" if where else ""
        lines.append(f"  C{number}: {{type: {kind}{amount}{composed}{plateaus}}}")
    model = model_of("\n".join(lines) + "\n")
    situation = scope_of(model, plateau)
    silent = {
        c.id
        for c in model.contracts
        if situation.facts.existence(c)
        and not isinstance(c, (Arrangement, InHouse))
        and not isinstance(c.value, Quantity)
        and not isinstance(c.price, Quantity)
        and "n.v.t." not in (str(c.value), str(c.price))
    }
    (total,) = costs_of(situation).totals()
    unknown = {line.element.id for line in total.unknown}
    within = {line.line.element.id for line in costs_of(situation).counted if line.within is not None}
    assert silent <= unknown | within


def test_certain_impact_needs_what_the_restrictions_permit() -> None:
    answer = scope("""
        elements:
          a: {type: BusinessProcess, triggers: b}
          b: {type: BusinessProcess, realizes: cap}
          cap: {type: Capability}
    """)
    hits = {h.element.id: h for h in upward(answer, [answer.model.element("a")])}
    assert (hits["b"].certain, hits["cap"].certain, hits["cap"].rules) == (True, False, (NO_RULE,))


TYPES = ("Node", "ApplicationComponent", "ApplicationService", "BusinessProcess", "BusinessActor", "BusinessRole",
         "Capability", "Goal", "Requirement", "WorkPackage", "DataObject", "Grouping", "Junction")  # fmt: skip


@st.composite
def trees(draw: st.DrawFn) -> str:
    """Elements of many types that hang together by one relation each, of any type a failure travels along."""
    size = draw(st.integers(2, 7))
    lines = ["elements:", *(f"  e{i}: {{type: {draw(st.sampled_from(TYPES))}}}" for i in range(size)), "relations:"]
    for i in range(1, size):
        ends = (f"e{i}", f"e{draw(st.integers(0, i - 1))}")
        source, target = ends if draw(st.booleans()) else ends[::-1]
        lines.append(f"  r{i}: {{type: {draw(st.sampled_from(KINDS))}, from: {source}, to: {target}}}")
    return "\n".join(lines)


def underivable(answer: Scope) -> list[str]:
    """Certain hits of more than one step that derivation does not give for certain."""
    hits = []
    for element in answer.model.elements:
        certain = [h for h in upward(answer, [element]) if h.certain and len(h.chain) > 1]
        if certain:
            related = derived_of(
                answer, element, Bounds(length=12, count=10**6, work=10**7), certain_only=True
            ).relations
            ends = {id_ for d in related for id_ in (d.source.id, d.target.id)}
            hits += [f"{element.id} - {h.element.id}" for h in certain if h.element.id not in ends]
    return hits


@examples(150)
@given(trees())
def test_certain_in_impact_is_certain_in_derivation(text: str) -> None:
    assert underivable(scope(text)) == []


@pytest.mark.parametrize("plateau", ["P0", "P1", "P2"])
def test_the_same_on_the_example(ask_samen: Ask, plateau: str) -> None:
    assert underivable(ask_samen(plateau)) == []


def test_a_junction_is_transparent_for_impact_derivation_and_streams() -> None:
    answer = scope("""
        elements:
          a: {type: ApplicationComponent, flows_to: j}
          j: {type: Junction}
          b: {type: ApplicationComponent, realizes: {dienst: {}}}
          dienst: {type: ApplicationService}
          s: {type: MessageStream}
        relations:
          rest: {type: Flow, from: j, to: b, stream: s}
    """)
    a, b = (answer.model.element(id_) for id_ in ("a", "b"))
    (hit, *_) = upward(answer, [a])
    assert (hit.element, hit.certain, [r.id for r in hit.path][-1], len(hit.chain)) == (b, True, "rest", 1)
    assert [s.id for s in streams_through(answer, a)] == [s.id for s in streams_through(answer, b)] == ["s"]
    assert [s.id for s in element_fails(answer, b).streams] == ["s"]
    assert {(d.source.id, d.target.id) for d in derived_of(answer, a, types=("Flow",)).relations} >= {("a", "b")}


def passed_on(spread: str) -> PassThrough:
    model = model_of(f"""
        elements:
          post: {{type: CostItem, amount: 14 mln EUR}}
          s: {{type: MessageStream, volume: 10 mln berichten per jaar}}
          scenario: {{type: PassThroughScenario, base: post, fraction: 100%, start: 2020-01-01, end: 2022-12-31,
                      spread: {spread}, allocation_key: volume}}
    """)
    return pass_through(scenario_of(model, scenario_named(model, "scenario")))


@pytest.mark.parametrize("spread", ["[10%..40%, 70%, 50%]", "[10%, 20%, 30%]", "[onbekend, 70%, 40%]"])
def test_a_spread_that_cannot_add_up_is_refused(spread: str) -> None:
    with pytest.raises(MoneyError, match="100%"):
        passed_on(spread)


@pytest.mark.parametrize("spread", ["[onbekend, 30%, 30%]", "[30%, onbekend, 30%]", "[30%, 30%, 20%..60%]"])
def test_shares_that_are_known_stay_and_the_rest_is_what_they_leave(spread: str) -> None:
    answer = passed_on(spread)
    assert sorted(share.exact or Exact(0) for share in answer.scenario.spread) == [
        Exact(3, 10),
        Exact(3, 10),
        Exact(4, 10),
    ]


def test_a_stream_never_pays_more_than_the_whole() -> None:
    for spread in ("onbekend", "[onbekend, onbekend, 20%]", "[10%..40%, 20%..70%, onbekend]"):
        (part,) = passed_on(spread).before.parts
        assert part.total.cents == (14 * 10**8, 14 * 10**8)


def test_double_running_of_a_plateau_holds_nothing_of_an_alternative() -> None:
    model = model_of("""
        elements:
          P0: {type: Plateau}
          P1: {type: Plateau, follows: P0}
          P2: {type: Plateau, follows: P0}
          oud: {type: Contract, end: 2020-06, plateaus: [P0]}
          plan: {type: Contract, start: 2020-01, replaces: oud, plateaus: [P1]}
          advies: {type: Contract, start: 2020-02, replaces: oud, plateaus: [P2]}
    """)
    beside = {
        plateau: [
            (o.old.contract.id, o.new.contract.id) for o in overlaps(plateau_history(model, model.plateau(plateau)))
        ]
        for plateau in ("P0", "P1", "P2")
    }
    assert beside == {"P0": [], "P1": [("oud", "plan")], "P2": [("oud", "advies")]}


def test_a_date_we_assume_is_not_stated_by_a_source() -> None:
    model = model_of("""
        elements:
          C: {type: Contract, start: 2020-01-01, provenance: aangenomen}
          D: {type: Contract, start: 2020-01-01}
    """)
    statuses = {(e.about.id, e.attribute): e.status for e in entries(model)}
    assert statuses["C", "start"] is DateStatus.ASSUMED
    assert statuses["D", "start"] is DateStatus.STATED


UMBRELLA = """
elements:
  P0: {type: Plateau}
  F: {type: FrameworkAgreement, start: 2019-01-01, end: 2019-12-31, composes: [L, M]}
  L: {type: Lot}
  M: {type: Lot, end: 2021-12-31}
  a: {type: ApplicationComponent}
  b: {type: ApplicationComponent}
statements:
  s: {contract: L, subject: a, activity: onderhoud}
  t: {contract: M, subject: b, activity: regie}
"""


def test_a_lot_has_the_dates_of_its_umbrella_in_scope_and_calendar_alike() -> None:
    model = scope(UMBRELLA, None).model
    dates = {(e.about.id, e.attribute): str(e.date) for e in entries(model) if isinstance(e.about, Contract)}
    assert dates["L", "end"] == dates["F", "end"] == "2019-12-31"
    assert (dates["M", "start"], dates["M", "end"]) == ("2019-01-01", "2021-12-31")
    for day in (date(2019, 12, 31), date(2020, 1, 1)):
        states = {s.contract.id: s.truth for s in contracts_on(plateau_history(model, model.plateau("P0")), day)}
        asked = scope_of(model, "P0", day)
        assert states["L"] is (Truth.YES if day.year == 2019 else Truth.NO)
        assert (asked.cell(model.element("a"), "onderhoud").status is Status.COVERED) == (states["L"] is Truth.YES)
        assert asked.cell(model.element("b"), "regie").status is Status.COVERED


def test_an_umbrella_is_all_that_its_lots_are_and_they_stay_within_it() -> None:
    asked = scope(UMBRELLA, "P0")
    assert [(e.id, a.activity) for e, a in contract_scope(asked, "F").cells()] == [("a", "onderhoud"), ("b", "regie")]
    assert [f for f in rules.run([asked]) if f.code == "OUTSIDE_PARENT"] == []
    called_off = UMBRELLA.replace("composes: [L, M]", "composes: [L, M, N]").replace(
        "  a: {", "  N: {type: CallOff}\n  c: {type: ApplicationComponent}\n  a: {"
    )
    beyond = scope(called_off + "  u: {contract: N, subject: c, activity: regie}\n", "P0")
    assert [(f.subject, f.detail) for f in rules.run([beyond]) if f.code == "OUTSIDE_PARENT"] == [("N", "c")]


def test_on_a_day_money_counts_what_scope_and_calendar_say_holds() -> None:
    text = """
    elements:
      P0: {type: Plateau}
      old: {type: Contract, end: 2019-12-31, value: 3 mln EUR}
      new: {type: Contract, start: 2020-01-01, value: 5 mln EUR}
      pot: {type: CostItem, amount: 1 mln EUR, pays_for: old}
    """
    for day, expected in ((date(2019, 6, 1), 4), (date(2020, 6, 1), 5)):
        asked = scope(text, "P0", day.isoformat())
        (total,) = costs_of(asked).totals()
        held = {s.contract.id for s in contracts_on(plateau_history(asked.model), day) if s.truth}
        assert total.known.interval.exact == expected * 10**6
        assert {c.id for line in total.lines for c in line.contracts} == held


def test_parts_that_are_more_than_their_whole_are_a_finding() -> None:
    text = """
    elements:
      F: {type: FrameworkAgreement, value: 4 mln EUR, composes: [N, M]}
      N: {type: CallOff, value: 3 mln EUR}
      M: {type: CallOff, value: %s mln EUR}
    """
    found = [f for f in rules.run([scope(text % "2..3", None)]) if f.code == "COST"]
    assert [(f.subject, f.severity.name) for f in found] == [("F", "HIGH")]
    assert "samen € 5.000.000 – € 6.000.000" in found[0].text("nl")
    assert [f for f in rules.run([scope(text % "1..3", None)]) if f.code == "COST"] == []
