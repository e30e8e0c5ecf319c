"""The twelve worked examples of the semantics (docs/SEMANTICS.md)."""

from __future__ import annotations

import pytest

from ea_model import rules
from ea_model.scope import InterfaceKind, Reason, ScopeClass, Sharing, Status, boundaries_of, explain
from tests.support.builders import cell, entry, model_of, scope

WHOLE = """
elements:
  X: {type: Contract}
  A-HT: {type: Arrangement}
  digipoort: {type: ApplicationComponent, composes: ht}
  ht: {type: ApplicationComponent}
statements:
  s1: {contract: X, subject: digipoort, activity: beheer}
"""


def codes(answer: object) -> set[tuple[str, str]]:
    """Codes and subjects of everything the rules find in one situation."""
    return {(f.code, f.subject) for f in rules.run([answer])}  # type: ignore[list-item]


def test_01_a_contract_for_the_whole_covers_its_parts_by_a_path() -> None:
    answer = scope(WHOLE)
    part = entry(answer, "X", "ht")
    assert part.scope_class is ScopeClass.DERIVED
    assert {a.activity for a in part.activities} == {"onderhoud", "applicatiebeheer", "operationeel_beheer"}
    path = explain(answer, answer.model.element("ht"), "onderhoud").reasons[0].paths[0]
    assert [(s.rule, s.relations[0].id) for s in path.steps] == [("S1", "digipoort.composes.ht")]
    assert path.rolled_down


def test_01_an_exclude_takes_the_part_out_and_leaves_a_gap() -> None:
    answer = scope(WHOLE + "  s2: {contract: X, subject: ht, activity: beheer, effect: exclude}\n")
    assert entry(answer, "X", "ht").scope_class is ScopeClass.EXCLUDED
    assert entry(answer, "X", "digipoort").scope_class is ScopeClass.DIRECT
    for activity in ("onderhoud", "applicatiebeheer", "operationeel_beheer"):
        assert cell(answer, "ht", activity).status is Status.EXCLUDED
    assert ("GAP", "ht") in codes(answer)


def test_01_another_contract_closes_the_gap() -> None:
    answer = scope(
        WHOLE
        + "  s2: {contract: X, subject: ht, activity: beheer, effect: exclude}\n"
        + "  s3: {contract: A-HT, subject: ht, activity: dienstverlening}\n"
    )
    assert cell(answer, "ht", "onderhoud").status is Status.COVERED
    assert "GAP" not in {code for code, _ in codes(answer)}


NEAREST = """
elements:
  X: {type: Contract}
  Y: {type: Contract}
  infra: {type: Node, composes: storage}
  storage: {type: Device}
statements:
  s1: {contract: X, subject: infra, activity: technisch_beheer}
  s2: {contract: Y, subject: storage, activity: technisch_beheer}
"""


def test_02_the_nearest_statement_wins_and_the_stopped_relation_is_a_boundary() -> None:
    answer = scope(NEAREST)
    found = cell(answer, "storage", "technisch_beheer")
    assert found.status is Status.COVERED
    assert [lead.provider.key for lead in found.leads] == ["Y"]
    stopped = [b for b in boundaries_of(answer) if b.assigned_elsewhere]
    assert [b.relation.id for b in stopped] == ["infra.composes.storage"]
    assert Reason.ELSEWHERE in {r.reason for r in explain(answer, found.element, "technisch_beheer").reasons}
    assert "OVERLAP" not in {code for code, _ in codes(answer)}


def test_02_two_explicit_statements_overlap() -> None:
    answer = scope(NEAREST + "  s3: {contract: X, subject: storage, activity: technisch_beheer}\n")
    assert cell(answer, "storage", "technisch_beheer").status is Status.OVERLAP
    assert ("OVERLAP", "storage") in codes(answer)


REUSABLE = """
elements:
  X: {type: Contract}
  Y: {type: Contract}
  digipoort: {type: ApplicationComponent, aggregates: m}
  zuil: {type: ApplicationComponent, aggregates: m}
  m: {type: ApplicationComponent, reusable: true}
statements:
  s1: {contract: X, subject: digipoort, activity: ontwikkeling}
"""


def test_03_scope_flows_only_possibly_into_what_is_reusable() -> None:
    answer = scope(REUSABLE)
    shared = entry(answer, "X", "m")
    assert (shared.scope_class, shared.sharing) == (ScopeClass.POSSIBLE, Sharing.UNDECIDED)
    assert ("SHARED", "m") in codes(answer)


def test_03_two_domains_leave_it_possible_for_both() -> None:
    answer = scope(REUSABLE + "  s2: {contract: Y, subject: zuil, activity: ontwikkeling}\n")
    for contract in ("X", "Y"):
        shared = entry(answer, contract, "m")
        assert (shared.scope_class, shared.sharing) == (ScopeClass.POSSIBLE, Sharing.UNDECIDED)
    reasons = explain(answer, answer.model.element("m"), "ontwikkeling").reasons
    assert sum(len(r.paths) for r in reasons) == 2


def test_03_an_explicit_statement_decides() -> None:
    answer = scope(REUSABLE + "  s2: {contract: Y, subject: m, activity: ontwikkeling}\n")
    found = cell(answer, "m", "ontwikkeling")
    assert found.status is Status.COVERED
    assert [lead.provider.key for lead in found.leads] == ["Y"]
    assert entry(answer, "X", "m").scope_class is ScopeClass.BOUNDARY


def test_04_scope_stops_at_the_layer_and_the_crossing_is_a_boundary() -> None:
    answer = scope("""
    elements:
      V: {type: BusinessActor, owner: V}
      C-INF: {type: Contract, parties: [{who: V, as: opdrachtnemer}]}
      C-DGP: {type: Contract, parties: [{who: V, as: opdrachtnemer}]}
      infra: {type: Node, serves: digipoort}
      digipoort: {type: ApplicationComponent}
    statements:
      s1: {contract: C-INF, subject: infra, activity: levering}
      s2: {contract: C-DGP, subject: digipoort, activity: beheer}
    """)
    assert entry(answer, "C-INF", "digipoort").scope_class is ScopeClass.BOUNDARY
    (boundary,) = boundaries_of(answer)
    assert boundary.kind is InterfaceKind.SAME_SUPPLIER
    assert [p.id for p in boundary.same_suppliers] == ["V"]


def test_05_a_platform_of_ones_own_is_four_cells_and_a_risk_for_what_is_critical() -> None:
    answer = scope("""
    elements:
      platform: {type: Platform, status: nieuw, serves: digipoort}
      digipoort: {type: ApplicationComponent, criticality: kritiek}
    statements:
      s1: {contract: eigen, subject: platform, activity: ontwikkeling}
      s2: {contract: eigen, subject: platform, activity: beheer}
    """)
    own = [c for c in answer.cells(answer.model.element("platform")) if c.status is Status.OWN]
    assert {c.activity for c in own} == {"ontwikkeling", "onderhoud", "operationeel_beheer", "technisch_beheer"}
    assert ("CRITFIRST", "digipoort") in codes(answer)


@pytest.mark.parametrize(
    ("extra", "status", "reason"),
    [
        ("closures:\n  k1: {element: digipoort, activity: operationeel_beheer}\n", Status.OWN_IMPLICIT, Reason.CLOSURE),
        ("", Status.UNKNOWN, Reason.SILENCE),
        ("statements:\n  s1: {contract: C-DGP2, subject: digipoort, activity: operationeel_beheer}\n", Status.COVERED,
         Reason.STATED),
    ],
)  # fmt: skip
def test_06_the_same_cell_has_three_answers_each_with_its_reason(extra: str, status: Status, reason: Reason) -> None:
    answer = scope("elements:\n  digipoort: {type: ApplicationComponent}\n  C-DGP2: {type: Contract}\n" + extra)
    explanation = explain(answer, answer.model.element("digipoort"), "operationeel_beheer")
    assert explanation.cell.status is status
    assert explanation.reasons[0].reason is reason


@pytest.mark.parametrize(
    ("end", "day", "status"),
    [
        ("2019-10", "2019-09-30", Status.COVERED),
        ("2019-10", "2019-10-01", Status.INDETERMINATE),
        ("2019-10", "2019-10-31", Status.INDETERMINATE),
        ("2019-10", "2019-11-01", Status.EXPIRED),
        ("2019-10-31", "2019-10-31", Status.COVERED),
        ("2019-10-31", "2019-11-01", Status.EXPIRED),
    ],
)
def test_07_a_month_precise_end_makes_every_day_of_it_indeterminate(end: str, day: str, status: Status) -> None:
    answer = scope(
        f"""
        elements:
          C-DGP: {{type: Contract, contract_status: lopend, end: {end}}}
          digipoort: {{type: ApplicationComponent}}
        statements:
          s1: {{contract: C-DGP, subject: digipoort, activity: operationeel_beheer}}
        """,
        at=day,
    )
    assert cell(answer, "digipoort", "operationeel_beheer").status is status


ROLES = """
elements:
  V: {type: BusinessRole, count: 4}
  C-RAAM: {type: FrameworkAgreement, parties: [{who: V, as: opdrachtnemer, count: 4}]}
  digipoort: {type: ApplicationComponent}
statements:
"""


def test_08_who_supplies_capacity_does_not_lead() -> None:
    answer = scope(
        ROLES
        + "  s1: {contract: C-RAAM, subject: digipoort, activity: ontwikkeling, role: S}\n"
        + "  s2: {contract: eigen, subject: digipoort, activity: ontwikkeling, role: A}\n"
    )
    found = cell(answer, "digipoort", "ontwikkeling")
    assert found.status is Status.OWN
    assert [x.provider.key for x in found.support] == ["C-RAAM"]


def test_08_a_supplier_that_leads_covers_and_four_need_a_rule() -> None:
    answer = scope(ROLES + "  s1: {contract: C-RAAM, subject: digipoort, activity: ontwikkeling, role: R}\n")
    assert cell(answer, "digipoort", "ontwikkeling").status is Status.COVERED
    assert ("MULTI", "C-RAAM") in codes(answer)


def test_09_what_one_contract_excludes_another_may_cover() -> None:
    answer = scope("""
    elements:
      A-ODC: {type: Arrangement}
      C-INF2: {type: Contract}
      infra: {type: Node}
    statements:
      s1: {contract: A-ODC, subject: infra, activity: huisvesting}
      s2: {contract: C-INF2, subject: infra, activity: huisvesting, effect: exclude}
    """)
    found = cell(answer, "infra", "huisvesting")
    assert found.status is Status.COVERED
    assert [lead.provider.key for lead in found.leads] == ["A-ODC"]
    assert ScopeClass.EXCLUDED in entry(answer, "C-INF2", "infra").classes
    assert "GAP" not in {code for code, _ in codes(answer)}


def test_10_a_circle_of_parts_ends_and_is_reported() -> None:
    answer = scope("""
    elements:
      X: {type: Contract}
      a: {type: ApplicationComponent, composes: b}
      b: {type: ApplicationComponent, aggregates: a, composes: a}
    statements:
      s1: {contract: X, subject: a, activity: beheer}
    """)
    assert entry(answer, "X", "b").scope_class is ScopeClass.DERIVED
    assert "CYCLE" in {code for code, _ in codes(answer)}


def test_11_an_open_list_leaves_what_is_not_named_unknown() -> None:
    answer = scope("""
    elements:
      C-INF: {type: Contract, open_list: true}
      C-APP: {type: Contract}
      infra: {type: Node, open_list: true}
      ander: {type: Node}
      half: {type: Node}
    statements:
      s1: {contract: C-INF, subject: infra, activity: levering}
      s2: {contract: C-APP, subject: half, activity: huisvesting}
      s3: {contract: C-INF, subject: infra, activity: huisvesting}
    """)
    assert entry(answer, "C-INF", "ander").scope_class is ScopeClass.UNKNOWN
    assert entry(answer, "C-INF", "half").scope_class is ScopeClass.UNKNOWN
    assert entry(answer, "C-APP", "infra").scope_class is ScopeClass.OUTSIDE
    assert ("OPENLIST", "C-INF") in codes(answer)


HANDOVER = """
elements:
  C-RAAM: {type: Contract}
  A-HT: {type: Arrangement, start: 2020}
  domein: {type: Grouping, aggregates: ht}
  ht: {type: ApplicationComponent}
statements:
  s1: {contract: C-RAAM, subject: domein, activity: dienstverlening}
  s2: {contract: A-HT, subject: ht, activity: dienstverlening}
"""


def test_12_during_a_handover_nobody_is_certain() -> None:
    found = cell(scope(HANDOVER, at="2020-06-30"), "ht", "operationeel_beheer")
    assert found.status is Status.INDETERMINATE
    assert {lead.provider.key for lead in found.leads} == {"A-HT", "C-RAAM"}


def test_12_after_the_handover_the_new_party_leads() -> None:
    found = cell(scope(HANDOVER, at="2021-01-01"), "ht", "operationeel_beheer")
    assert found.status is Status.COVERED
    assert [lead.provider.key for lead in found.leads] == ["A-HT"]


def test_the_builder_refuses_what_a_file_may_not_say() -> None:
    with pytest.raises(Exception, match="no kind 'Aplication'"):
        model_of("elements:\n  x: {type: Aplication}\n")
