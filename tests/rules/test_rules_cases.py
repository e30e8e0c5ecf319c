"""Every rule has something to find and something to leave alone: a bad and a good case, a few lines of model each."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ea_model import rules
from ea_model.rules import Finding, boundary, capabilities, contracts, coverage, goals, sources, suppliers, waivers
from tests.support.builders import scope

MINE = (boundary, capabilities, contracts, coverage, goals, sources, suppliers, waivers)


@dataclass(frozen=True)
class Case:
    """A model in which a rule finds ``subjects``, and one in which it finds nothing."""

    bad: str
    subjects: tuple[str, ...]
    good: str
    at: str | None = None


def model(elements: str, rest: str = "") -> str:
    return f"elements:\n  C: {{type: Contract}}\n  D: {{type: Contract}}\n  x: {{type: Node}}\n{elements}\n{rest}"


ONE = "statements:\n  s1: {contract: C, subject: x, activity: levering}"
TWO = f"{ONE}\n  s2: {{contract: D, subject: x, activity: levering}}"
INTERFACE = """
elements:
  C: {{type: Contract}}
  D: {{type: Contract}}
  x: {{type: Node, serves: {{y: {agreed}}}}}
  y: {{type: Node}}
statements:
  s1: {{contract: C, subject: x, activity: levering}}
  s2: {{contract: D, subject: y, activity: levering}}
"""
STACK = """
elements:
  p: {{type: BusinessActor}}
  q: {{type: BusinessActor}}
  C: {{type: Contract, parties: [{{who: p}}]}}
  D: {{type: Contract, parties: [{{who: {other}}}]}}
  x: {{type: Node, serves: y}}
  y: {{type: ApplicationComponent}}
statements:
  s1: {{contract: C, subject: x, activity: levering}}
  s2: {{contract: D, subject: y, activity: onderhoud}}
"""
CAPABILITY = """
elements:
  C: {{type: Contract}}
  x: {{type: Node}}
  kan: {{type: Capability, maturity: {maturity}, needed_for: [{{element: x, activity: levering}}]}}
statements:
  s1: {{contract: {contract}, party: eigen-org, subject: x, activity: levering}}
"""
TENDER = """
elements:
  C: {{type: Contract}}
  t: {{type: Tender, realizes: C}}
  r: {{type: Requirement, text: {text}, concerns: C}}
"""
WAIVER = """
elements:
  C: {{type: Contract}}
  x: {{type: Node}}
statements:
  s1: {{contract: C, subject: x, activity: levering}}
waivers:
  w1: {{rule: UNKNOWN, subject: {subject}, reason: later, until: {until}}}
"""

CASES = {
    "GAP": Case(
        model("", "statements:\n  s1: {contract: C, subject: x, activity: levering, effect: exclude}"),
        ("x",),
        model("", TWO.replace("activity: levering}\n", "activity: levering, effect: exclude}\n")),
    ),
    "IMPLICIT": Case(
        model("", f"{ONE}\nclosures:\n  k1: {{element: x, activity: huisvesting}}"),
        ("x",),
        model("", f"{ONE}\nclosures:\n  k1: {{element: x, activity: levering}}"),
    ),
    "UNKNOWN": Case(model("", ONE), ("x", "x", "x"), model("")),
    "OVERLAP": Case(model("", TWO), ("x",), model("", ONE)),
    "EXPIRED": Case(
        model("  E: {type: Contract, end: 2019-10}", ONE.replace("contract: C", "contract: E")),
        ("x",),
        model("  E: {type: Contract, end: 2021}", ONE.replace("contract: C", "contract: E")),
        at="2020-01-01",
    ),
    "SHARED": Case(
        model("  a: {type: Node, aggregates: y}\n  b: {type: Node, aggregates: y}\n  y: {type: Device, reusable: true}",
              "statements:\n  s1: {contract: C, subject: a, activity: levering}\n"
              "  s2: {contract: D, subject: b, activity: levering}"),
        ("y",),
        model("  a: {type: Node, aggregates: y}\n  y: {type: Device, reusable: true}",
              "statements:\n  s1: {contract: C, subject: a, activity: levering}\n"
              "  s2: {contract: D, subject: y, activity: levering}"),
    ),
    "IFACE": Case(
        INTERFACE.format(agreed="{interface_owner: eigen-org, interface_standard: onbekend}"),
        ("x.serves.y",),
        INTERFACE.format(
            agreed="{interface_owner: eigen-org, interface_standard: s, interface_requirement: r}"
        ).replace("y: {type: Node}", "y: {type: Node}\n  r: {type: Requirement}"),
    ),
    "CRITFIRST": Case(
        "elements:\n  x: {type: Node, status: nieuw, serves: y}\n  y: {type: Node, criticality: kritiek}",
        ("y",),
        "elements:\n  x: {type: Node, status: bestaand, serves: y}\n  y: {type: Node, criticality: kritiek}",
    ),
    "CONFLICT": Case(
        model("", TWO.replace("contract: D, subject: x, activity: levering",
                              "contract: C, subject: x, activity: levering, effect: exclude")),
        ("s1",),
        model("", TWO.replace("contract: D, subject: x, activity: levering",
                              "contract: C, subject: x, activity: huisvesting, effect: exclude")),
    ),
    "OUTSIDE_PARENT": Case(
        model("  F: {type: FrameworkAgreement, composes: N}\n  N: {type: CallOff}",
              ONE.replace("contract: C", "contract: N")),
        ("N",),
        model("  F: {type: FrameworkAgreement, composes: N}\n  N: {type: CallOff}",
              f"{ONE.replace('contract: C', 'contract: N')}\n  s2: {{contract: F, subject: x, activity: levering}}"),
    ),
    "MULTI": Case(
        "elements:\n  p: {type: BusinessRole}\n  F: {type: FrameworkAgreement, parties: [{who: p, count: 4}]}",
        ("F",),
        "elements:\n  p: {type: BusinessRole}\n"
        "  F: {type: FrameworkAgreement, parties: [{who: p, count: 4}], allocation: om beurten}",
    ),
    "OPENLIST": Case(model("", ONE.replace("levering}", "levering, open_list: true}")), ("C",), model("", ONE)),
    "NOOBJ": Case(
        "elements:\n  C: {type: Contract, signing: 2020}\n  D: {type: Contract, signing: 2020}\n"
        "  f: {type: SecurityFunction}\nstatements:\n"
        "  s1: {contract: C, subject: f, activity: beveiligingsmonitoring}",
        ("C", "D"),
        "elements:\n  C: {type: Contract, signing: 2020}\n  D: {type: Contract}\n"
        "  f: {type: SecurityFunction, serves: x}\n  x: {type: Node}\nstatements:\n"
        "  s1: {contract: C, subject: f, activity: beveiligingsmonitoring}",
    ),
    "NOREQ": Case(TENDER.format(text="onbekend"), ("C",), TENDER.format(text="Het werkt.")),
    "LOCKIN": Case(STACK.format(other="p"), ("p",), STACK.format(other="q")),
    "CAPABILITY": Case(
        CAPABILITY.format(maturity="beperkt", contract="eigen"),
        ("x",),
        CAPABILITY.format(maturity="beperkt", contract="C"),
    ),
    "GOAL": Case(
        "elements:\n  g: {type: Goal, metric: onbekend}\n  h: {type: Goal, metric: tijd}\n  i: {type: Goal, due: 2020}",
        ("g", "h", "i"),
        "elements:\n  g: {type: Goal, metric: tijd, target: 1 uur}\n  h: {type: Goal, metric: tijd, due: 2020}\n"
        "  i: {type: Goal}",
    ),
    "DEP": Case(
        "elements:\n  p: {type: WorkPackage, concerns: w}\n  w: {type: WorkPackage, count: minstens 2, aggregates: a}\n"
        "  a: {type: WorkPackage}",
        ("w",),
        "elements:\n  p: {type: WorkPackage, concerns: w}\n  w: {type: WorkPackage, count: 1, aggregates: a}\n"
        "  a: {type: WorkPackage}\n  own: {type: WorkPackage, count: 3}",
    ),
    "SOURCE": Case(
        "documents: {b: {title: B}}\nfacts: {F1: {document: b}}\n"
        "elements:\n  eigen-org: {type: BusinessActor, source: F1}\n  x: {type: Node}",
        ("x",),
        "documents: {b: {title: B}}\nfacts: {F1: {document: b}}\n"
        "elements:\n  eigen-org: {type: BusinessActor, source: F1}\n  x: {type: Node, provenance: aangenomen}",
    ),
    "TERM": Case("elements: {x: {type: Node}}\nterms: {T1: {text: twee, about: x}}", ("T1",), model("")),
    "RELATION": Case(
        "elements:\n  x: {type: Node, composes: y}\n  y: {type: Goal}",
        ("x.composes.y",),
        "elements:\n  x: {type: Node, composes: y}\n  y: {type: Node}",
    ),
    "CYCLE": Case(
        "elements:\n  x: {type: Node, composes: y}\n  y: {type: Node, composes: x}",
        ("x",),
        "elements:\n  x: {type: Node, composes: y}\n  y: {type: Node}",
    ),
    "WAIVER": Case(WAIVER.format(subject="C", until="2999"), ("w1",), WAIVER.format(subject="x", until="2999")),
}  # fmt: skip
"""INPUT needs a file of somebody else: tests/test_exchange_foreign.py."""


def found(text: str, code: str, at: str | None = None) -> list[Finding]:
    return [f for f in rules.run([scope(text, at=at)]) if f.code == code]


@pytest.mark.parametrize("code", CASES)
def test_a_rule_finds_the_bad_case_and_leaves_the_good_one_alone(code: str) -> None:
    case = CASES[code]
    assert tuple(f.subject for f in found(case.bad, code, case.at)) == case.subjects
    assert found(case.good, code, case.at) == []


@pytest.mark.parametrize("code", CASES)
def test_a_finding_reads_as_a_sentence_in_both_languages(code: str) -> None:
    for finding in found(CASES[code].bad, code, CASES[code].at):
        texts = {finding.text(lang) for lang in ("nl", "en")}
        assert all(texts)
        assert not any("{" in text and code != "TERM" for text in texts)


def test_every_rule_of_these_themes_has_its_cases() -> None:
    assert {rule.code for theme in MINE for rule in theme.RULES} == {*CASES, "INPUT"}


def test_an_interface_says_what_it_lacks() -> None:
    (finding,) = found(CASES["IFACE"].bad, "IFACE")
    assert finding.text("nl") == "grensvlak x – y heeft geen standaard en eis"
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
