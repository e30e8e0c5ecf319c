"""COST and NONSCOPE: a bad and a good case of each, and what is in between."""

from __future__ import annotations

import pytest

from ea_model import rules
from ea_model.metamodel.severity import Severity
from ea_model.rules import Finding
from tests.support.builders import scope

GROWN = """
elements:
  P: {type: Plateau}
  app: {type: ApplicationComponent}
  C:
    type: Contract
    contract_status: lopend
    signing: 2020-01-15
    start: 2020-02
    value: 1 mln EUR
    change_threshold: 139000 EUR
statements:
  first: {contract: C, subject: app, activity: onderhoud}
  later: {contract: C, subject: app, activity: ontwikkeling, valid: {from: 2021}, value: 99 duizend EUR}
"""
FRAME = """
elements:
  F: {type: FrameworkAgreement, contract_status: lopend, maximum_value: 10 mln EUR, composes: [N1, N2]}
  N1: {type: CallOff, contract_status: lopend, value: 6 mln EUR}
  N2: {type: CallOff, contract_status: lopend, value: 4 mln EUR}
"""


def findings(text: str, code: str) -> list[Finding]:
    return [f for f in rules.run([scope(text)]) if f.code == code]


def test_cost_names_an_amount_that_nobody_knows_and_nothing_when_all_are_known() -> None:
    bad = """
    elements: {A: {type: Contract, value: onbekend U1}, B: {type: Contract, value: 3 EUR}}
    unknowns: {U1: {text: x, about: [A.value]}}
    """
    (found,) = findings(bad, "COST")
    assert (found.subject, found.severity) == ("A", Severity.MEDIUM)
    assert "onbekend U1" in found.text("nl")
    assert "unknown U1" in found.text("en")
    assert findings("elements: {B: {type: Contract, value: 3 EUR}}", "COST") == []


def test_cost_says_when_only_the_split_is_unknown() -> None:
    text = """
    elements:
      K: {type: CostItem, name: Samen, amount: 3 EUR, whole_of: [A]}
      A: {type: Contract, value: onbekend}
    """
    (found,) = findings(text, "COST")
    assert "het zit in Samen, de verdeling is onbekend" in found.text("nl")


def test_cost_tells_which_amount_cannot_be_computed_with() -> None:
    (found,) = findings("elements: {K: {type: CostItem, amount: '> 5..5 EUR'}}", "COST")
    assert found.severity is Severity.HIGH
    assert "> 5..5 EUR" in found.text("nl")


@pytest.mark.parametrize(
    ("change", "severity"),
    [
        (("", ""), None),  # 9.9 % and below the threshold
        (("99 duizend", "100 duizend"), Severity.HIGH),  # exactly 10 %
        (("139000", "99000"), Severity.HIGH),  # the threshold itself
        (("99 duizend", "90..110 duizend"), Severity.MEDIUM),
        (("value: 99 duizend EUR", "value: onbekend"), Severity.MEDIUM),
        (("    change_threshold: 139000 EUR\n", ""), Severity.MEDIUM),
        (("value: 99 duizend EUR", "value: n.v.t."), None),  # it was part of the award
        (("from: 2021", "from: 2020-02"), None),
        (("contract_status: lopend", "contract_status: gepland"), None),
        (("99 duizend EUR}", "200 duizend EUR, effect: exclude}"), None),
    ],
)
def test_nonscope_judges_what_was_added_after_the_award(change: tuple[str, str], severity: Severity | None) -> None:
    assert change[0] in GROWN
    found = findings(GROWN.replace(*change), "NONSCOPE")
    assert [f.severity for f in found] == ([] if severity is None else [severity])
    if found:
        assert found[0].subject == "C"
        assert "later" in found[0].text("nl")


def test_nonscope_takes_the_limit_of_the_contract_where_it_has_one() -> None:
    works = GROWN.replace("value: 99 duizend", "value: 120 duizend")
    assert len(findings(works, "NONSCOPE")) == 1
    works = works.replace("value: 1 mln EUR", "value: 1 mln EUR\n    change_limit: 15%")
    assert findings(works, "NONSCOPE") == []


@pytest.mark.parametrize(
    ("change", "severity"),
    [
        (("", ""), Severity.HIGH),
        (("value: 4 mln", "value: 3 mln"), None),
        (("value: 4 mln", "value: 3..5 mln"), Severity.MEDIUM),
        (("N2: {type: CallOff, contract_status: lopend", "N2: {type: CallOff, contract_status: gepland"), None),
    ],
)
def test_nonscope_sees_a_framework_whose_maximum_is_used_up(change: tuple[str, str], severity: Severity | None) -> None:
    found = findings(FRAME.replace(*change), "NONSCOPE")
    assert [f.severity for f in found] == ([] if severity is None else [severity])
    if severity is Severity.HIGH:
        assert "€ 10.000.000 in totaal" in found[0].text("nl")
