"""``ea costs`` and ``ea passthrough``: what a person reads, what a program reads, and what happens with wrong input."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import ea_model
from ea_model.questions.costs import Basis, Group, Key, additions, costs_of, pass_through, scenario_of, scenarios
from ea_model.values import Truth
from tests.questions.test_costs_rules import GROWN
from tests.support.builders import SAMEN, model_of
from tests.support.command import Ran, run, schema
from tests.support.exchange import exported


def passthrough(*options: str) -> Ran:
    return run("passthrough", SAMEN, *options)


def test_costs_reads_as_dutch_and_as_english() -> None:
    dutch, english = (
        run("costs", SAMEN, "--plateau", "P1").out,
        run("costs", SAMEN, "--plateau", "P1", "--lang", "en").out,
    )
    assert "Geplande contracten: € 28.000.000 – € 43.000.000 per jaar" in dutch
    assert "Planned contracts: € 28,000,000 – € 43,000,000 per year" in english
    assert "≥ € 28.000.000 + onbekend per jaar" in dutch
    assert "215 – 274 dagen" in dutch
    assert "€ 7.657.534,24 – € 9.758.904,11" in dutch
    assert "Licentiekosten Digipoort: onbekend U35  [F155]" in dutch


def test_costs_as_data_is_described_and_keeps_bounds_and_unknowns() -> None:
    answer = run("costs", SAMEN, "--plateau", "P1", "--format", "json").answer
    planned = next(t for t in answer["totals"] if t["group"] == "CONTRACT_PLANNED")
    assert planned["complete"]
    assert planned["known"]["amount"] == {
        "low": "28000000.00", "high": "43000000.00", "low_open": False, "high_open": False,
    }  # fmt: skip
    everything = [t for t in answer["totals"] if t["group"] is None]
    assert all(not t["complete"] and t["unknown"] for t in everything)
    assert len(answer["unknown"]) >= 12


@pytest.mark.parametrize("option", [("--contract", "C-INF2"), ("--programme", "programma-samen")])
def test_costs_of_one_thing(option: tuple[str, str]) -> None:
    answer = run("costs", SAMEN, "--plateau", "P1", *option, "--format", "json").answer
    assert answer["about"]["id"] == option[1]
    yearly = next(t["known"] for t in answer["totals"] if t["known"]["measure"]["basis"] == "PER_YEAR")
    bounds = (yearly["amount"]["low"], yearly["amount"]["high"])
    assert bounds == (("0.00", "13000000.00") if option[1] == "C-INF2" else ("28000000.00", "43000000.00"))


def test_costs_refuses_two_questions_at_once() -> None:
    ran = run("costs", SAMEN, "--contract", "C-INF2", "--programme", "programma-samen")
    assert ran.code == 2
    assert "not about both" in ran.err


@pytest.mark.parametrize("command", [("costs",), ("passthrough", "--scenario", "doorbelasting-80")])
def test_csv_has_one_row_per_line_and_runs_no_formula(command: tuple[str, ...]) -> None:
    rows = list(csv.reader(io.StringIO(run(command[0], SAMEN, *command[1:], "--format", "csv").out)))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 3
    if command[0] == "passthrough":
        assert len(rows) == 1 + (6 + 5) * 4
        paid = sum(Decimal(row[4]) for row in rows[1:] if row[1] == "alle stromen" and row[3] == "2019")
        assert paid == Decimal("5600000.00")


def test_passthrough_shows_every_scenario_of_the_model_and_marks_them_as_assumed() -> None:
    answer = passthrough("--format", "json").answer
    assert [s["id"] for s in answer["scenarios"]] == [
        "doorbelasting-100", "doorbelasting-60", "doorbelasting-80", "doorbelasting-grenzen",
    ]  # fmt: skip
    assert {s["provenance"] for s in answer["scenarios"]} == {"ASSUMED"}
    assert passthrough().out.count("Dit is een aanname") == 4


def test_passthrough_reads_as_dutch() -> None:
    out = passthrough("--scenario", "doorbelasting-80").out
    assert "€ 768.439,11" in out
    assert "€ 0,0192 per bericht; circa 291.500.000 berichten per jaar" in out
    assert "2,0601" in out
    bounds = passthrough("--scenario", "doorbelasting-grenzen", "--lang", "en").out
    assert "> € 3,500,000.00 – € 7,000,000.00" in bounds
    assert "> € 0.0120 – € 0.0240 per message" in bounds


def scenario(*options: str) -> dict[str, Any]:
    (found,) = passthrough(*options, "--format", "json").answer["scenarios"]
    assert isinstance(found, dict)
    return found


def test_passthrough_with_choices_of_its_own_is_the_scenario_of_the_model() -> None:
    typed = scenario(
        "--base", "28mln", "--fraction", "80%", "--years", "2019..2022", "--key", "volume", "--without", "stroom-6"
    )
    stated = scenario("--scenario", "doorbelasting-80")
    assert typed["before"] == stated["before"]
    assert typed["after"] == stated["after"]
    assert typed["element"] is None
    changed = scenario("--scenario", "doorbelasting-100", "--fraction", "80%")
    assert changed["before"] == stated["before"]
    assert changed["element"] is None


def test_passthrough_takes_a_share_per_year_and_weights() -> None:
    choices = "--base programmakosten --fraction 1 --key weights --stream stroom-1 --stream stroom-2"
    weights = "--weight stroom-1=3 --weight stroom-2=1 --spread 40% --spread 30% --spread 20% --spread 10%"
    found = scenario(*choices.split(), *weights.split())
    assert [y["low"] for y in found["before"]["years"]] == ["11200000.00", "8400000.00", "5600000.00", "2800000.00"]
    assert found["before"]["streams"][0]["years"][0]["low"] == "8400000.00"


def test_passthrough_of_an_amount_nobody_knows_says_so() -> None:
    found = scenario("--base", "herbouw-digipoort", "--years", "2020", "--key", "volume")
    assert found["unknown"] == ["base", "fraction"]
    assert found["before"]["total"]["high"] is None
    out = passthrough("--base", "herbouw-digipoort", "--years", "2020").out
    assert "Onbekend: bedrag, doorbelast deel, verdeelsleutel" in out
    assert "€ 0" not in out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--base", "28mln"), "over welke jaren"),
        (("--fraction", "80%"), "geef het bedrag om door te belasten"),
        (("--base", "1mln per week", "--years", "2020"), "per week"),
        (("--base", "1mln", "--years", "20"), "schrijf 2019..2022"),
        (("--base", "1mln", "--years", "0001..9999"), "hoogstens 100 jaren"),
        (("--base", "1mln", "--years", "2020", "--fraction", "120%"), "aandeel tussen 0 en 1"),
        (("--base", "1mln", "--years", "2020", "--key", "x"), "volume, gelijk of gewichten"),
        (("--base", "1mln", "--years", "2020", "--key", "weights"), "geen gewicht voor 'stroom-1'"),
        (("--base", "1mln", "--years", "2020", "--weight", "stroom-1"), "schrijf stroom=2"),
        (("--base", "1mln", "--years", "2020", "--weight", "stroom-1=-2"), "negatief gewicht"),
        (("--base", "1mln", "--years", "2020", "--stream", "stroom-1", "--without", "stroom-1"), "niemand over"),
        (("--base", "1mln", "--years", "2020", "--stream", "stroom-1", "--without", "stroom-2"), "hoort niet bij"),
        (("--base", "1mln", "--years", "2020", "--without", "stroom-7"), "bedoelde u"),
        (("--base", "digipoort", "--years", "2020"), "noemt geen bedrag"),
        (("--base", "28xx", "--years", "2020", "--spread", "50%"), "telt niet op tot 100%"),
        (("--base", "1mln per jaar", "--spread", "100%"), "al per jaar"),
        (("--scenario", "digipoort"), "scenario voor doorbelasten"),
    ],
)  # fmt: skip
def test_passthrough_refuses_with_one_sentence(options: tuple[str, ...], sentence: str) -> None:
    ran = passthrough(*options)
    assert ran.code in (2, 3)
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert sentence in ran.err


def test_money_travels_through_the_exchange_file(tmp_path: Path) -> None:
    before = ea_model.load(SAMEN)
    file = tmp_path / "samen.xml"
    file.write_bytes(exported(before))
    after = ea_model.load(file)
    for plateau in ("P0", "P1", "P2"):
        one, two = (costs_of(ea_model.scope_of(m, plateau)) for m in (before, after))
        assert [(c.line.id, c.money, c.line.item) for c in one.counted] == [
            (c.line.id, c.money, c.line.item) for c in two.counted
        ]
    for old, new in zip(scenarios(before), scenarios(after), strict=True):
        one_answer, two_answer = (pass_through(scenario_of(m, s)) for m, s in ((before, old), (after, new)))
        assert [p.years for p in one_answer.before.parts] == [p.years for p in two_answer.before.parts]
        assert one_answer.factor == two_answer.factor


def test_what_an_addition_is_worth_travels_too(tmp_path: Path) -> None:
    before = model_of(GROWN)
    file = tmp_path / "grown.xml"
    file.write_bytes(exported(before))
    found = [next(additions(ea_model.scope_of(m))) for m in (before, ea_model.load(file))]
    assert found[0].delta is not None
    assert [(a.delta, a.threshold, a.allowed) for a in found] == [(found[0].delta, found[0].threshold, Truth.YES)] * 2


def test_the_words_of_the_schema_are_those_of_the_program() -> None:
    definitions = schema()["$defs"]
    for name, words in (("Group", Group), ("Basis", Basis), ("Key", Key)):
        assert set(definitions[name]["enum"]) == {item.name for item in words}


def test_a_volume_nobody_knows_makes_the_sum_of_all_a_lower_bound(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "model: {id: m}\nelements:\n  a: {type: MessageStream, volume: 4 mln berichten per jaar}\n"
        "  b: {type: MessageStream, volume: onbekend}\n",
        encoding="utf-8",
    )
    ran = run("passthrough", tmp_path, "--base", "1 mln EUR", "--years", "2020", "--fraction", "50%")
    assert "≥ 4.000.000 + onbekend" in ran.out
    assert "4.000.000 –" not in ran.out
