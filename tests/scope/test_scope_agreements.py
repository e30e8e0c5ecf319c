"""Framework agreements with call-offs, contracts said to be over, what a closure closes, how things are shared."""

from __future__ import annotations

import pytest

from ea_model import rules
from ea_model.scope import Scope, ScopeClass, Sharing, Status
from ea_model.views.answers import matrix
from tests.support.builders import cell, entry, scope

FRAME = """
elements:
  F: {type: FrameworkAgreement, composes: N, allocation: minicompetitie,
      parties: [{who: p, as: opdrachtnemer}, {who: q, as: opdrachtnemer}]}
  N: {type: CallOff, parties: [{who: p, as: opdrachtnemer}], start: 2020-01-01, end: 2020-06}
  p: {type: BusinessActor, owner: p}
  q: {type: BusinessActor, owner: q}
  whole: {type: ApplicationComponent, composes: part}
  part: {type: ApplicationComponent}
  other: {type: ApplicationComponent}
statements:
  s1: {contract: F, subject: whole, activity: beheer}
  s2: {contract: N, subject: part, activity: onderhoud}
"""


def codes(answer: Scope) -> set[tuple[str, str]]:
    """Codes and subjects of everything the rules find in one situation."""
    return {(f.code, f.subject) for f in rules.run([answer])}


@pytest.mark.parametrize("subject", ["whole", "part"])
def test_a_call_off_leads_within_its_framework_and_overlaps_with_nobody(subject: str) -> None:
    answer = scope(FRAME.replace("subject: part", f"subject: {subject}"))
    found = cell(answer, subject, "onderhoud")
    assert found.status is Status.COVERED
    assert [lead.provider.key for lead in found.leads] == ["N"]
    assert [p.id for p in found.responsible] == ["p"]
    assert not {"OVERLAP", "OUTSIDE_PARENT"} & {code for code, _ in codes(answer)}


def test_a_call_off_on_a_part_does_not_take_the_part_out_of_its_framework() -> None:
    answer = scope(FRAME)
    assert entry(answer, "F", "part").scope_class is ScopeClass.DERIVED
    assert entry(answer, "F", "part").sharing is Sharing.DIVIDED
    assert [lead.provider.key for lead in cell(answer, "part", "applicatiebeheer").leads] == ["F"]


def test_beyond_the_framework_is_still_told_and_so_is_a_second_call_off() -> None:
    assert ("OUTSIDE_PARENT", "N") in codes(scope(FRAME.replace("subject: part", "subject: other")))
    two = FRAME.replace("composes: N,", "composes: [N, M],").replace("  p: {", "  M: {type: CallOff}\n  p: {", 1)
    answer = scope(two + "  s3: {contract: M, party: q, subject: part, activity: onderhoud}\n")
    assert cell(answer, "part", "onderhoud").status is Status.OVERLAP


@pytest.mark.parametrize(("day", "leads"), [("2020-05-31", ["N"]), ("2020-06-10", ["F", "N"]), ("2020-07-01", ["F"])])
def test_the_framework_leads_again_when_the_call_off_may_be_over(day: str, leads: list[str]) -> None:
    found = cell(scope(FRAME, at=day), "part", "onderhoud")
    assert found.status is Status.COVERED
    assert sorted(lead.provider.key for lead in found.leads) == leads


def test_a_closure_makes_only_what_is_required_implicitly_own() -> None:
    answer = scope("""
    elements:
      X: {type: Contract}
      a: {type: ApplicationComponent, criticality: kritiek}
      w: {type: WorkPackage, realizes: b}
      b: {type: ApplicationComponent}
    statements:
      s1: {contract: X, party: eigen-org, subject: a, activity: onderhoud}
    closures:
      c1: {element: a}
      c2: {element: b, activity: realisatie}
    """)
    assert cell(answer, "a", "operationeel_beheer").status is Status.OWN_IMPLICIT
    assert cell(answer, "a", "migratie").status is Status.UNKNOWN
    assert cell(answer, "b", "ontwikkeling").status is Status.OWN_IMPLICIT  # a work package makes both required
    assert cell(answer, "b", "migratie").status is Status.OWN_IMPLICIT
    assert {f.detail for f in rules.run([answer]) if f.code == "IMPLICIT"} == {
        "regie", "ondersteuning", "applicatiebeheer", "operationeel_beheer", "ontwikkeling", "migratie",
    }  # fmt: skip


OVER = """
model: {{as_of: 2024-06-15}}
elements:
  X: {{type: Contract, contract_status: {status}}}
  a: {{type: ApplicationComponent}}
statements:
  s1: {{contract: X, party: eigen-org, subject: a, activity: onderhoud}}
"""


@pytest.mark.parametrize("status", ["verlopen", "beëindigd"])
def test_a_contract_that_is_said_to_be_over_covers_nothing_from_the_day_of_the_model(status: str) -> None:
    text = OVER.format(status=status)
    assert cell(scope(text, at="2024-06-15"), "a", "onderhoud").status is Status.EXPIRED
    assert cell(scope(text, at="2024-06-14"), "a", "onderhoud").status is Status.INDETERMINATE
    dateless = text.replace("model: {as_of: 2024-06-15}\n", "")
    assert cell(scope(dateless, at="2024-06-15"), "a", "onderhoud").status is Status.INDETERMINATE
    assert cell(scope(OVER.format(status="lopend"), at="2024-06-15"), "a", "onderhoud").status is Status.COVERED


ENDED = """
model: {as_of: 2024-06-15}
elements:
  NU: {type: Plateau}
  WAS: {type: Plateau, until: 2024-05}
  STRAKS: {type: Plateau, follows: NU}
  X: {type: Contract, end: 2024-05}
  Y: {type: Contract, start: 2025-01, plateaus: STRAKS}
  a: {type: ApplicationComponent}
statements:
  s1: {contract: X, party: eigen-org, subject: a, activity: onderhoud}
  s2: {contract: Y, party: eigen-org, subject: a, activity: onderhoud, plateaus: STRAKS}
"""


@pytest.mark.parametrize(("plateau", "told"), [("NU", True), ("WAS", False), ("STRAKS", False)])
def test_a_contract_that_was_over_on_the_day_of_the_model_is_told_where_nobody_follows(
    plateau: str, told: bool
) -> None:
    found = [f for f in rules.run([scope(ENDED, plateau)]) if f.code == "EXPIRED"]
    assert [f.text("en") for f in found] == (
        ["on 15 June 2024 X is over and covered 1 activity of a; no successor holds"] if told else []
    )


def test_nothing_is_over_in_a_model_that_speaks_of_no_day() -> None:
    assert "EXPIRED" not in {code for code, _ in codes(scope(ENDED.replace("model: {as_of: 2024-06-15}", ""), "NU"))}


@pytest.mark.parametrize(
    ("second", "sharing"),
    [
        ("{contract: Y, party: q, subject: a, activity: ontwikkeling}", Sharing.COMPLEMENTARY),
        ("{contract: Y, party: q, subject: a, activity: onderhoud, role: S}", Sharing.DIVIDED),
        ("{contract: Y, party: q, subject: a, activity: onderhoud}", Sharing.OVERLAPPING),
    ],
)
def test_what_is_shared_says_whether_the_activities_differ(second: str, sharing: Sharing) -> None:
    answer = scope(f"""
    elements:
      X: {{type: Contract}}
      Y: {{type: Contract}}
      q: {{type: BusinessActor, owner: q}}
      a: {{type: ApplicationComponent}}
    statements:
      s1: {{contract: X, party: q, subject: a, activity: onderhoud}}
      s2: {second}
    """)
    assert entry(answer, "X", "a").sharing is entry(answer, "Y", "a").sharing is sharing


def test_who_is_consulted_or_informed_is_told_beside_who_does_it_and_covers_nothing() -> None:
    answer = scope("""
    elements:
      X: {type: Contract}
      Y: {type: Contract}
      a: {type: ApplicationComponent, composes: b}
      b: {type: ApplicationComponent}
      customer: {type: BusinessRole}
      other: {type: BusinessRole}
    statements:
      s1: {contract: X, subject: a, activity: onderhoud}
      s2: {contract: Y, subject: a, activity: onderhoud, role: C}
      s3: {contract: Y, subject: a, activity: regie, role: I}
      s4: {contract: X, subject: customer, activity: overleg, role: I}
    """)
    assert [(x.role, x.provider.key) for x in cell(answer, "b", "onderhoud").informed] == [("C", "Y")]
    assert [x.provider.key for x in cell(answer, "b", "onderhoud").leads] == ["X"]
    direction = cell(answer, "a", "regie")
    assert (direction.status, [x.role for x in direction.informed]) == (Status.UNKNOWN, ["I"])
    assert {c.element.id for c in answer.cells()} == {"a", "b", "customer"}
    assert "onbekend (I Y)" in matrix.text(answer, "nl")
