"""Rules about time: what ends soon, gaps between contracts, contracts beside each other; a bad and a good case each."""

from __future__ import annotations

import pytest

from ea_model import rules
from ea_model.metamodel.severity import Severity
from ea_model.rules import Finding, time
from tests.support.builders import scope

HEAD = "model: {id: x, as_of: 2019-12-11}\nelements:\n"


def found(*lines: str, head: str = HEAD, plateau: str | None = None, at: str | None = None) -> list[Finding]:
    """What the rules about time find in these elements."""
    asked = scope(head + "\n".join(f"  {line}" for line in lines), plateau, at)
    return list(rules.run([asked], time.RULES))


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(f.code, f.subject) for f in findings]


@pytest.mark.parametrize("end", ["2020-11", "2020-12", "2019-12", "2019-12-11"])
def test_a_contract_that_ends_within_the_horizon_without_a_signed_successor(end: str) -> None:
    assert codes(found(f"A: {{type: Contract, end: {end}}}")) == [("EXPIRY", "A")]


@pytest.mark.parametrize("end", ["2019-10", "2021", "open", "onbekend", "n.v.t."])
def test_one_that_is_over_ends_later_or_has_no_dated_end_is_left_alone(end: str) -> None:
    assert found(f"A: {{type: Contract, end: {end}}}") == []


def test_a_signed_successor_is_enough_and_a_planned_one_is_not() -> None:
    before = "A: {type: Contract, end: 2020-11}"
    signed = found(before, "B: {type: Contract, replaces: A, start: 2020-11, signing: 2019-11 werkelijk}")
    assert "EXPIRY" not in {f.code for f in signed}
    planned = found(before, "B: {type: Contract, replaces: A, start: 2020-11, signing: 2020-03 gepland}")
    assert ("EXPIRY", "A") in codes(planned)


def test_the_horizon_and_the_day_are_those_of_the_model_or_of_the_question() -> None:
    line = "A: {type: Contract, end: 2020-11}"
    assert found(line, head="model: {id: x, as_of: 2019-12-11, horizon: 6 maanden}\nelements:\n") == []
    assert codes(found(line, head="model: {id: x, horizon: 6 maanden}\nelements:\n", at="2020-06-01")) == [
        ("EXPIRY", "A")
    ]


def test_a_model_that_speaks_of_no_day_is_asked_nothing_about_what_ends() -> None:
    assert found("A: {type: Contract, end: 2020-11}", head="elements:\n") == []


@pytest.mark.parametrize(
    ("after", "severity"),
    [("start: 2022-03", Severity.HIGH), ("start: 2022-01-01..2022-02", Severity.MEDIUM)],
)
def test_a_gap_that_is_certain_weighs_more_than_one_that_is_possible(after: str, severity: Severity) -> None:
    findings = found("A: {type: Contract, end: 2021-12-31}", f"B: {{type: Contract, replaces: A, {after}}}")
    assert [(f.code, f.subject, f.detail, f.severity) for f in findings] == [("GAPTIME", "A", "B", severity)]


def test_a_successor_that_follows_on_leaves_no_gap_and_runs_beside_nobody() -> None:
    assert found("A: {type: Contract, end: 2021-12-31}", "B: {type: Contract, replaces: A, start: 2022-01-01}") == []


def test_two_contracts_beside_each_other() -> None:
    findings = found("A: {type: Contract, end: 2022-06}", "B: {type: Contract, replaces: A, start: 2022-01-01}")
    assert [(f.code, f.severity) for f in findings] == [("DOUBLE", Severity.MEDIUM)]
    assert findings[0].text("nl") == (
        "A en B lopen zeker naast elkaar: van het begin van B (1 januari 2022) tot het einde van A (juni 2022) is het "
        "151–180 dagen"
    )


def test_where_nobody_knows_the_dates_nothing_is_claimed() -> None:
    assert found("A: {type: Contract, end: onbekend}", "B: {type: Contract, replaces: A, start: onbekend}") == []


def test_a_plan_is_compared_with_what_it_follows_and_not_with_its_alternative() -> None:
    lines = (
        "P0: {type: Plateau}",
        "P1: {type: Plateau, follows: P0, alternative_to: P2}",
        "P2: {type: Plateau, follows: P0, alternative_to: P1}",
        "A: {type: Contract, plateaus: P0, end: 2021-12-31}",
        "B: {type: Contract, plateaus: P1, replaces: A, start: 2022-03}",
        "C: {type: Contract, plateaus: P2, replaces: A, start: 2022-01-01}",
    )
    assert codes(found(*lines, plateau="P1")) == [("GAPTIME", "A")]
    assert codes(found(*lines, plateau="P2")) == []
    assert codes(found(*lines, plateau="P0")) == []
