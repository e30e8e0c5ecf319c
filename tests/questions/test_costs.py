"""What a model says things cost: which amounts count, which lie within others, and what stays unknown."""

from __future__ import annotations

from fractions import Fraction as Exact

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ea_model.questions.agenda import plateau_history
from ea_model.questions.costs import Basis, Costs, Group, MoneyError, costs_of, lines_of, overlaps
from ea_model.questions.costs.wording import total_words
from ea_model.scope import scope_of
from ea_model.values.intervals import Interval, point
from tests.support.builders import model_of, scope
from tests.support.examples import examples

CONTRACTS = """
elements:
  A: {type: Contract, contract_status: gepland, value: 10..20 mln EUR per jaar}
  B: {type: Contract, contract_status: gepland, value: onbekend}
  C: {type: Contract, contract_status: lopend}
  D: {type: Arrangement, contract_status: lopend}
  E: {type: Contract, contract_status: lopend, value: n.v.t.}
"""


def costs(text: str, about: str | None = None) -> Costs:
    answer = scope(text)
    return costs_of(answer, answer.model.element(about) if about else None)


def known(found: Costs, *groups: Group) -> dict[str, Interval]:
    return {str(t.measure): t.known.interval for t in found.totals(*groups)}


def words(found: Costs, lang: str = "nl") -> list[str]:
    return [total_words(t, lang) for t in found.totals()]


def test_a_total_with_an_unknown_is_a_lower_bound_and_names_what_is_unknown() -> None:
    found = costs(CONTRACTS)
    (total,) = found.totals()
    assert [line.id for line in total.unknown] == ["B.value", "C.value"]
    assert words(found) == ["≥ € 10.000.000 + onbekend per jaar (bekend deel: € 10.000.000 – € 20.000.000)"]
    assert words(found, "en") == ["≥ € 10,000,000 + unknown per year (known part: € 10,000,000 – € 20,000,000)"]


def test_silence_about_a_contract_is_not_zero_but_an_arrangement_promises_no_payment() -> None:
    silent = {line.id: line.silent for line in costs(CONTRACTS).unknown}
    assert silent == {"B.value": False, "C.value": True}


def test_a_model_without_money_has_no_costs_to_be_unknown() -> None:
    assert costs("elements: {A: {type: Contract}, B: {type: Contract}}").counted == ()


def test_a_price_counts_where_there_is_no_value() -> None:
    found = costs("elements: {A: {type: Contract, value: onbekend, price: 3 EUR per jaar}}")
    assert known(found) == {"EUR per_year": point(3)}
    assert found.unknown == ()


def test_call_offs_lie_within_their_framework() -> None:
    text = """
    elements:
      F: {type: FrameworkAgreement, value: 10 mln EUR, composes: [N1, N2]}
      N1: {type: CallOff, value: 2 mln EUR}
      N2: {type: CallOff, value: onbekend}
    """
    found = costs(text)
    assert words(found) == ["€ 10.000.000 in totaal"]
    assert [line.id for line in found.unknown] == ["N2.value"]
    assert found.missing() == ()
    unknown_frame = costs(text.replace("value: 10 mln EUR", "value: onbekend"))
    assert known(unknown_frame) == {"EUR once": point(2_000_000)}
    assert [line.id for line in unknown_frame.missing()] == ["F.value", "N2.value"]


def test_the_value_of_a_tender_stands_for_its_contracts_until_each_says_its_own() -> None:
    text = """
    elements:
      T: {type: Tender, value: 13 EUR per jaar, realizes: [A, B]}
      A: {type: Contract, value: 5 EUR per jaar}
      B: {type: Contract, value: onbekend}
    """
    assert known(costs(text)) == {"EUR per_year": point(13)}
    assert known(costs(text.replace("value: onbekend", "value: 7 EUR per jaar"))) == {"EUR per_year": point(12)}


def test_an_amount_for_several_contracts_is_at_most_all_of_it_for_one() -> None:
    text = """
    elements:
      K: {type: CostItem, amount: 13 EUR per jaar, whole_of: [A, B]}
      A: {type: Contract, value: onbekend}
      B: {type: Contract, value: onbekend}
      P: {type: WorkPackage, aggregates: [T]}
      T: {type: Tender, realizes: [A, B]}
    """
    one = costs(text, "A")
    assert known(one) == {"EUR per_year": Interval(Exact(0), Exact(13))}
    assert [c.shared for c in one.counted if c.line.id == "K.amount"] == [True]
    assert known(costs(text, "P")) == {"EUR per_year": point(13)}


def test_an_extra_cost_is_added_to_what_the_contract_says() -> None:
    text = """
    elements:
      K: {type: CostItem, amount: 2 EUR per jaar, pays_for: [A]}
      A: {type: Contract, value: 5 EUR per jaar}
    """
    assert known(costs(text, "A")) == {"EUR per_year": point(7)}


def test_years_once_and_periods_and_currencies_have_their_own_totals() -> None:
    text = """
    elements:
      A: {type: CostItem, amount: 1 mln EUR per maand}
      B: {type: CostItem, amount: 2 € per kwartaal}
      C: {type: CostItem, amount: 5 EUR}
      D: {type: CostItem, amount: 6 EUR, start: 2019, end: 2022}
      E: {type: CostItem, amount: 7 USD}
      F: {type: CostItem, amount: 8 EUR per bericht}
      G: {type: CostItem, amount: onbekend, basis: eenmalig}
    """.replace("2 € per", "€ 2 per")
    found = costs(text)
    assert known(found) == {
        "EUR per_year": point(12_000_008), "EUR 2019..2022": point(6), "EUR once": point(5),
        "EUR per bericht": point(8), "USD once": point(7),
    }  # fmt: skip
    unknown_in = {str(t.measure) for t in found.totals() if t.unknown}
    assert unknown_in == {"EUR 2019..2022", "EUR once", "EUR per bericht", "USD once"}


def test_an_amount_between_whose_bounds_nothing_lies_is_refused_with_its_text() -> None:
    with pytest.raises(MoneyError, match=r"'> 5\.\.5 EUR' cannot be computed with"):
        costs("elements: {A: {type: CostItem, amount: '> 5..5 EUR'}}")


def test_an_amount_counts_where_what_it_pays_for_is() -> None:
    text = """
    elements:
      P0: {type: Plateau}
      P1: {type: Plateau, follows: [P0]}
      K: {type: CostItem, amount: 3 EUR, pays_for: [A]}
      A: {type: Contract, value: 1 EUR, plateaus: [P1]}
    """
    assert costs_of(scope(text, "P0")).counted == ()
    assert [c.line.id for c in costs_of(scope(text, "P1")).counted] == ["A.value", "K.amount"]


def test_two_contracts_beside_each_other_cost_their_days_of_the_year() -> None:
    text = """
    elements:
      OLD: {type: Contract, value: 365 EUR per jaar, end: 2020-03-10}
      NEW: {type: Contract, value: 730 EUR per jaar, start: 2020-03-01, replaces: [OLD]}
      LATE: {type: Contract, value: 1 EUR per jaar, start: 2020-04-01, replaces: [OLD]}
    """
    (found,) = overlaps(plateau_history(model_of(text)))
    assert found.days == point(9)
    assert found.known is not None
    assert found.known.interval == point(27)
    assert not found.from_signing


@st.composite
def item_graphs(draw: st.DrawFn) -> str:
    """Cost items with and without an amount that lie within each other in any way, circles too."""
    count = draw(st.integers(1, 6))
    lines = ["elements:"]
    for number in range(count):
        amount = draw(st.sampled_from(["onbekend", "1 EUR", "2..5 EUR"]))
        wholes = draw(st.lists(st.integers(0, count - 1), max_size=3, unique=True))
        whole_of = ", ".join(f"K{n}" for n in wholes)
        lines.append(f"  K{number}: {{type: CostItem, amount: {amount}, whole_of: [{whole_of}]}}")
    return "\n".join(lines)


_ITEM = "{type: CostItem, amount: %s, whole_of: [%s]}"


@examples(60)
@given(item_graphs())
@example(
    f"elements: {{K0: {_ITEM % ('onbekend', '')}, K1: {_ITEM % ('onbekend', 'K0, K3, K2')}, "
    f"K2: {_ITEM % ('1 EUR', 'K0')}, K3: {_ITEM % ('1 EUR', 'K0, K1')}}}"
)
@example(
    f"elements: {{K0: {_ITEM % ('onbekend', 'K1, K2')}, K1: {_ITEM % ('1 EUR', 'K2')}, K2: {_ITEM % ('1 EUR', 'K1')}}}"
)
def test_no_amount_and_no_unknown_disappears(text: str) -> None:
    found = costs(text)
    assert [c.line.id for c in found.counted] == [line.id for line in lines_of(scope(text).model)]
    for counted in found.counted:
        holder = counted.within
        if holder is not None:
            assert holder.money is not None
            assert next(c.within for c in found.counted if c.line is holder) is None
    free = [c for c in found.counted if c.within is None]
    assert free
    assert [line for line in found.unknown if line in found.missing()] == [c.line for c in free if c.is_unknown]
    for total in found.totals():
        assert set(total.unknown) == set(found.missing())
        assert total.measure.basis is Basis.ONCE
        assert total.known.interval.low == sum(c.money.interval.low for c in free if c.money)


def test_a_question_for_one_plateau_leaves_an_amount_unknown_there_only() -> None:
    text = """
elements:
  P1: {type: Plateau, alternative_to: P2}
  P2: {type: Plateau, alternative_to: P1}
  A: {type: Contract, value: 2 mln EUR}
unknowns:
  U1: {about: [A.value], text: Nieuwe prijs, plateaus: P2}
"""
    model = model_of(text)
    known, open_there = (costs_of(scope_of(model, p)) for p in ("P1", "P2"))
    assert [line.id for line in known.unknown] == []
    assert [(line.id, line.item) for line in open_there.unknown] == [("A.value", "U1")]
