"""When a question is asked: usual plateaus, parts of plateaus, life cycles, external owners, many contracts."""

from __future__ import annotations

import pytest

from ea_model.model import Model
from ea_model.scope import Status, contract_scopes, scope_of, usual_plateau
from tests.conftest import Ask
from tests.support.builders import cell, entry, model_of, scope


@pytest.mark.parametrize(("contract", "plateau"), [(None, "P0"), ("C-DGP", "P0"), ("C-RAAM", "P1"), ("C-DGP2", "P2")])
def test_a_question_without_a_plateau_is_about_the_baseline_or_the_first_that_has_the_contract(
    samen: Model, contract: str | None, plateau: str
) -> None:
    found = usual_plateau(samen, samen.contract(contract) if contract else None)
    assert found is not None
    assert found.id == plateau


def test_without_a_baseline_the_plateau_that_follows_no_other_is_usual() -> None:
    model = model_of("elements:\n  A: {type: Plateau}\n  B: {type: Plateau, follows: A}\n")
    found = usual_plateau(model)
    assert found is not None
    assert found.id == "A"
    assert usual_plateau(model_of("elements: {}\n")) is None


def test_a_part_of_a_plateau_holds_what_the_whole_holds(ask_samen: Ask) -> None:
    assert ask_samen("P0a").counts() == ask_samen("P0").counts()


LIFE = """
elements:
  C: {type: Contract}
  oud: {type: ApplicationComponent, exists: {until: 2020}, composes: deel}
  deel: {type: ApplicationComponent}
statements:
  s1: {contract: C, subject: oud, activity: onderhoud}
"""


@pytest.mark.parametrize(
    ("day", "status"),
    [("2019-12-31", Status.COVERED), ("2020-06-01", Status.INDETERMINATE), ("2021-01-01", Status.UNKNOWN)],
)
def test_scope_flows_through_what_exists_on_the_day(day: str, status: Status) -> None:
    answer = scope(LIFE, at=day)
    assert cell(answer, "deel", "onderhoud").status is status


def test_an_element_of_another_organisation_stops_scope_and_a_department_of_the_own_does_not() -> None:
    answer = scope("""
    model: {organisation: org}
    elements:
      org: {type: BusinessActor, composes: afdeling}
      afdeling: {type: BusinessActor}
      ander: {type: BusinessActor}
      C: {type: Contract}
      geheel: {type: ApplicationComponent, composes: [van-ander, van-afdeling]}
      van-ander: {type: ApplicationComponent, owner: ander}
      van-afdeling: {type: ApplicationComponent, owner: afdeling}
    statements:
      s1: {contract: C, subject: geheel, activity: onderhoud}
    """)
    assert cell(answer, "van-ander", "onderhoud").status is Status.UNKNOWN
    assert cell(answer, "van-afdeling", "onderhoud").status is Status.COVERED


def test_a_statement_that_begins_later_does_not_make_a_cell_expired() -> None:
    text = """
    elements:
      C: {type: Contract, contract_status: gepland, start: 2021}
      app: {type: ApplicationComponent}
    statements:
      s1: {contract: C, subject: app, activity: onderhoud}
    """
    assert cell(scope(text, at="2020-06-01"), "app", "onderhoud").status is Status.UNKNOWN
    assert cell(scope(text, at="2022-01-01"), "app", "onderhoud").status is Status.COVERED


def test_a_hundred_contracts_are_kept_apart() -> None:
    lines = ["elements:"]
    lines += [f"  C{n}: {{type: Contract}}\n  app{n}: {{type: ApplicationComponent}}" for n in range(100)]
    lines += ["statements:"]
    lines += [f"  s{n}: {{contract: C{n}, subject: app{n}, activity: beheer}}" for n in range(100)]
    answer = scope("\n".join(lines))
    for number in (0, 63, 64, 99):
        found = cell(answer, f"app{number}", "onderhoud")
        assert [x.provider.key for x in found.leads] == [f"C{number}"]
        assert entry(answer, f"C{number}", f"app{(number + 1) % 100}").activities == ()
    assert len(contract_scopes(answer)) == 100


def test_junctions_are_transparent_for_a_chain_of_one_relation_type() -> None:
    answer = scope("""
    elements:
      C: {type: Contract}
      geheel: {type: ApplicationComponent, composes: j}
      j: {type: Junction, composes: [een, twee], serves: drie}
      een: {type: ApplicationComponent}
      twee: {type: ApplicationComponent}
      drie: {type: ApplicationComponent}
    statements:
      s1: {contract: C, subject: geheel, activity: onderhoud}
    """)
    statuses = [cell(answer, e, "onderhoud").status for e in ("een", "twee", "drie")]
    assert statuses == [Status.COVERED, Status.COVERED, Status.UNKNOWN]


def test_a_selector_speaks_about_everything_it_finds() -> None:
    answer = scope("""
    elements:
      C: {type: Contract}
      dc: {type: Facility, aggregates: rek}
      rek: {type: Node, composes: [een, twee]}
      een: {type: Device}
      twee: {type: Device}
      los: {type: Device}
    statements:
      s1: {contract: C, subject: {type: Device, under: dc}, activity: levering}
    """)
    statuses = [cell(answer, e, "levering").status for e in ("een", "twee", "los", "rek")]
    assert statuses == [Status.COVERED, Status.COVERED, Status.UNKNOWN, Status.UNKNOWN]


def test_answers_are_kept_with_the_model(samen: Model) -> None:
    assert scope_of(samen, "P1") is scope_of(samen, "P1")
