"""What rules find beyond their examples (tests/rules/test_rule_pages.py): variants, moments, what is left alone."""

from __future__ import annotations

from ea_model import rules
from ea_model.rules import Finding
from tests.support.builders import scope

INTERFACE = """
elements:
  C: {type: Contract}
  D: {type: Contract}
  x: {type: Node, serves: {y: {interface_owner: eigen-org, interface_standard: onbekend}}}
  y: {type: Node}
statements:
  s1: {contract: C, subject: x, activity: levering}
  s2: {contract: D, subject: y, activity: levering}
"""
CAPABILITY = """
elements:
  C: {{type: Contract}}
  x: {{type: Node}}
  kan: {{type: Capability, maturity: {maturity}, needed_for: [{{element: x, activity: levering}}]}}
statements:
  s1: {{contract: {contract}, party: eigen-org, subject: x, activity: levering}}
"""


def found(text: str, code: str, at: str | None = None) -> list[Finding]:
    return [f for f in rules.run([scope(text, at=at)]) if f.code == code]


def test_an_interface_says_what_it_lacks() -> None:
    (finding,) = found(INTERFACE, "IFACE")
    assert finding.text("nl") == "grensvlak x – y heeft geen standaard of eis"
    assert finding.text("en") == "boundary x – y has no standard or requirement"


def test_technology_that_cannot_be_taken_over_locks_in_until_something_realizes_its_terms() -> None:
    text = """
    elements:
      P1: {type: Plateau}
      P2: {type: Plateau, follows: P1}
      x: {type: Node, takeover_option: false, takeover_terms: r}
      unsaid: {type: Node}
      r: {type: Requirement}
      t: {type: Tender, realizes: {r: {plateaus: [P2]}}}
    """
    assert [f.subject for f in rules.run([scope(text, "P1")]) if f.code == "LOCKIN"] == ["x"]
    assert [f.subject for f in rules.run([scope(text, "P2")]) if f.code == "LOCKIN"] == []


def test_a_contract_that_speaks_of_another_plateau_has_an_object() -> None:
    text = """
    elements:
      P0: {type: Plateau}
      P1: {type: Plateau, follows: P0}
      C: {type: Contract, signing: 2020}
      leeg: {type: Contract, signing: 2020}
      groep: {type: Grouping}
      x: {type: Node}
    statements:
      s1: {contract: C, subject: x, activity: levering, plateaus: [P1]}
      s2: {contract: leeg, subject: groep, activity: levering}
    """
    assert [f.subject for f in rules.run([scope(text, "P0")]) if f.code == "NOOBJ"] == ["leeg"]


def test_what_is_the_clients_by_nature_counts_as_own_while_nobody_is_known_to_do_it() -> None:
    text = CAPABILITY.format(maturity="ontbreekt", contract="C").replace(
        "[{element: x, activity: levering}]", "[{element: x, activity: capaciteitsmanagement}]"
    )
    (finding,) = found(text, "CAPABILITY")
    assert "is onbekend" in finding.text("nl")
    contracted = text.replace("subject: x, activity: levering", "subject: x, activity: capaciteitsmanagement")
    assert found(contracted, "CAPABILITY") == []


def test_a_requirement_for_one_supplier_is_found_only_when_it_is_certainly_another_number() -> None:
    text = """
    elements:
      p: {{type: BusinessActor}}
      q: {{type: BusinessActor}}
      C: {{type: Contract, end: 2020, parties: [{{who: p}}, {{who: q}}]}}
      x: {{type: Node}}
      r: {{type: Requirement, condition: {{one_supplier: {{element: x, activity: levering}}}}}}
    statements:
      s1: {{contract: C, subject: x, activity: levering{party}}}
    """
    both, one = text.format(party=""), text.format(party=", party: p")
    assert [(f.subject, f.values["count"]) for f in found(both, "MULTI")] == [("r", 2)]
    assert found(one, "MULTI") == []
    assert found(both, "MULTI", at="2020-06-01") == []


def test_a_model_that_says_nothing_about_scope_is_not_flooded() -> None:
    text = """
    elements:
      arbeidscontract: {type: Contract}
      x: {type: ApplicationComponent, serves: y}
      y: {type: Node}
      doel: {type: Goal}
      werk: {type: WorkPackage}
    """
    assert list(rules.run([scope(text)])) == []


def test_an_umbrella_without_statements_is_all_that_its_lots_are() -> None:
    text = """
    elements:
      U: {type: Contract, composes: [L]}
      L: {type: Lot}
      x: {type: Node}
      y: {type: Node}
    statements:
      s1: {contract: L, subject: x, activity: levering}
    """
    assert found(text, "OUTSIDE_PARENT") == []
    spoken = text.rstrip() + "\n      s2: {contract: U, subject: y, activity: levering}\n"
    assert [f.detail for f in found(spoken, "OUTSIDE_PARENT")] == ["x"]


def test_a_contract_about_which_nothing_is_said_may_have_an_open_list_too() -> None:
    text = "elements:\n  C: {type: Contract, open_list: true}\n  D: {type: Contract}\n"
    assert [f.subject for f in found(text, "OPENLIST")] == ["C"]


def test_what_does_not_arise_asks_no_capability() -> None:
    text = """
    elements:
      app: {type: ApplicationComponent}
      kan: {type: Capability, maturity: ontbreekt, needed_for: [{element: app, activity: huisvesting}]}
    statements:
      s1: {contract: eigen, party: eigen-org, subject: app, activity: dienstverlening}
    """
    assert found(text, "CAPABILITY") == []


def test_a_cell_that_only_lost_its_support_names_who_has_ended() -> None:
    text = """
    elements:
      C: {type: Contract, end: 2019}
      x: {type: Node}
    statements:
      s1: {contract: C, subject: x, activity: levering, role: S}
    """
    (finding,) = found(text, "EXPIRED", at="2020-06-01")
    assert (finding.subject, finding.detail) == ("x", "C")
