"""One grammar of numbers and of money: the table of models/README.md is run, and nothing is read in silence."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ea_model
from ea_model.messages.problems import ModelLoadError
from ea_model.metamodel.datatypes import text_of
from ea_model.questions.costs import costs_of
from ea_model.questions.costs.wording import total_words
from ea_model.scope import scope_of
from ea_model.values import Quantity, decimal, money, whole, written
from ea_model.words import LANGUAGES
from tests.support.builders import ROOT, model_of

_TABLE = (ROOT / "models" / "README.md").read_text(encoding="utf-8").split("| written | becomes |")[1].split("\n\n")[0]
ROWS = re.findall(r"^\| `(.+?)` \| (.+?) \|$", _TABLE, re.MULTILINE)


@pytest.mark.parametrize(("text", "becomes"), ROWS)
def test_the_table_of_the_manual_says_what_becomes_of_a_number(text: str, becomes: str) -> None:
    if becomes.startswith("refused"):
        with pytest.raises(ValueError, match=r"\S") as caught:
            money(text)
        readings = re.findall(r"[0-9][0-9.]*", becomes)
        assert all(reading in str(caught.value) for reading in readings)
    else:
        assert f"`{money(text)}`" == becomes
        assert money(str(money(text))) == money(text)


def test_every_space_may_stand_between_thousands() -> None:
    assert {decimal(f"1{space}250{space}000") for space in " \u00a0\u202f\u2009"} == {Decimal(1_250_000)}


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=6, allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_it_was_written(value: Decimal) -> None:
    assert decimal(written(value)) == value == decimal(text_of(value))


@given(st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False, allow_infinity=False))
def test_three_decimals_never_become_thousands(value: Decimal) -> None:
    amount = Quantity(value, value, "EUR")
    assert Quantity.parse(str(amount)) == amount


@given(st.integers(1, 10**15))
def test_dutch_and_english_thousands_are_the_same_number(value: int) -> None:
    dutch = f"{value:,}".replace(",", ".")
    assert whole(dutch) == whole(f"{value:,} ".replace(",", " ")) == value
    assert decimal(f"{dutch},5") == decimal(f"{value:,}.5") == value + Decimal("0.5")


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        ("100,000 EUR", "'100,000' kan 100000 of 100 zijn; schrijf welk", "'100,000' can be 100000 or 100; write the"),
        ("100000", "'100000' heeft geen valuta; schrijf '100000 EUR'", "'100000' has no currency; write '100000 EUR'"),
        (
            "7 appels per jaar",
            "'appels' in '7 appels per jaar' is geen valuta",
            "'appels' in '7 appels per jaar' is no",
        ),
        ("1 EUR per eeuw", "'per eeuw' in '1 EUR per eeuw' is niets waar", "'per eeuw' in '1 EUR per eeuw' is nothing"),
        ("1 EUR 2 EUR", "'1 EUR 2 EUR' houdt twee bedragen", "'1 EUR 2 EUR' holds two amounts"),
    ],
)
def test_an_amount_that_is_no_money_is_refused_at_its_value(tmp_path: Path, value: str, nl: str, en: str) -> None:
    text = f'model: {{id: m}}\nelements:\n  C: {{type: Contract, value: "{value}"}}\n'
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ModelLoadError) as caught:
        ea_model.load(tmp_path)
    (problem,) = caught.value.problems
    assert (problem.place.line, problem.place.column) == (3, 30)
    assert problem.sentence("nl").startswith(f"value: {nl}")
    assert problem.sentence("en").startswith(f"value: {en}")


def test_with_and_without_tax_are_two_totals_and_both_are_shown() -> None:
    model = model_of("""
    elements:
      A: {type: CostItem, amount: 180.000 EUR excl. btw per jaar}
      B: {type: CostItem, amount: EUR 20.000 incl. btw p.j.}
      C: {type: CostItem, amount: 5 EUR per jaar}
    """)
    totals = costs_of(scope_of(model)).totals()
    shown = {lang: [total_words(total, lang) for total in totals] for lang in LANGUAGES}
    assert shown["nl"] == ["€ 5 per jaar", "€ 180.000 excl. btw per jaar", "€ 20.000 incl. btw per jaar"]
    assert shown["en"] == ["€ 5 per year", "€ 180,000 excl. VAT per year", "€ 20,000 incl. VAT per year"]


def test_a_number_of_sixty_digits_is_refused_where_a_whole_one_stands() -> None:
    with pytest.raises(ValueError, match="11111"):
        whole("1" * 60)
