"""Each row of the rule table (docs/SEMANTICS.md 4) and each status (3.6), on the smallest model that shows it."""

from __future__ import annotations

import pytest

from ea_model import rules
from ea_model.scope import InterfaceKind, Reason, Scope, ScopeClass, Status, boundaries_of, explain
from ea_model.scope.boundaries import beside
from tests.support.builders import cell, entry, scope

CERTAIN, POSSIBLE, NOT = "certain", "possible", "not"


def reached(answer: Scope, element: str, activity: str) -> str:
    """How contract C reaches a cell."""
    leads = [x for x in cell(answer, element, activity).leads if x.provider.key == "C"]
    return NOT if not leads else CERTAIN if leads[0].certain else POSSIBLE


def flow(elements: str, subject: str, activity: str) -> Scope:
    """A model with one contract and one statement."""
    return scope(
        f"elements:\n  C: {{type: Contract}}\n{elements}\n"
        f"statements:\n  s1: {{contract: C, subject: {subject}, activity: {activity}}}\n"
    )


@pytest.mark.parametrize(
    ("rule", "elements", "activity", "expected"),
    [
        ("S1", "  x: {type: Node, composes: y}\n  y: {type: Device}", "levering", CERTAIN),
        ("S1 never upward", "  y: {type: Node, composes: x}\n  x: {type: Device}", "levering", NOT),
        ("S2", "  x: {type: Node, aggregates: y}\n  y: {type: Device}", "levering", CERTAIN),
        ("S2 reusable", "  x: {type: Node, aggregates: y}\n  y: {type: Device, reusable: true}", "levering", POSSIBLE),
        (
            "S2 two wholes",
            "  x: {type: Node, aggregates: y}\n  z: {type: Node, aggregates: y}\n  y: {type: Device}",
            "levering",
            POSSIBLE,
        ),
        ("S3", "  x: {type: Grouping, aggregates: y}\n  y: {type: Device, reusable: true}", "levering", CERTAIN),
        (
            "S3 nested",
            "  x: {type: Grouping, composes: g}\n  g: {type: Grouping, composes: y}\n  y: {type: Device}",
            "levering",
            CERTAIN,
        ),
        (
            "S4",
            "  x: {type: ApplicationService}\n  y: {type: ApplicationComponent, realizes: x}",
            "onderhoud",
            CERTAIN,
        ),
        (
            "S4 across layers",
            "  x: {type: BusinessService}\n  y: {type: ApplicationComponent, realizes: x}",
            "onderhoud",
            NOT,
        ),
        (
            "S4 through a function",
            "  x: {type: ApplicationService}\n  f: {type: ApplicationFunction, realizes: x}\n"
            "  y: {type: ApplicationComponent, assigned_to: f}",
            "onderhoud",
            POSSIBLE,
        ),
        (
            "S5 forward",
            "  x: {type: ApplicationComponent, assigned_to: y}\n  y: {type: ApplicationInterface}",
            "onderhoud",
            CERTAIN,
        ),
        ("S6", "  x: {type: Facility, assigned_to: y}\n  y: {type: Device}", "huisvesting", CERTAIN),
        ("S6 housing only", "  x: {type: Facility, assigned_to: y}\n  y: {type: Device}", "dienstverlening", NOT),
        ("S6 location", "  x: {type: Location, aggregates: y}\n  y: {type: Node}", "huisvesting", CERTAIN),
        (
            "S7",
            "  x: {type: ApplicationComponent}\n  y: {type: ApplicationComponent, specializes: x}",
            "onderhoud",
            POSSIBLE,
        ),
        ("S9 serving", "  x: {type: Node, serves: y}\n  y: {type: Node}", "levering", NOT),
        ("S9 flow", "  x: {type: Node, flows_to: y}\n  y: {type: Node}", "levering", NOT),
        ("S9 association", "  x: {type: Node, concerns: y}\n  y: {type: Node}", "levering", NOT),
        ("T4", "  x: {type: Grouping, composes: y}\n  y: {type: SystemSoftware}", "applicatiebeheer", NOT),
    ],
    ids=lambda value: value if isinstance(value, str) and "{" not in value else "",
)
def test_scope_flows_as_the_table_says(rule: str, elements: str, activity: str, expected: str) -> None:
    answer = flow(elements, "x", activity)
    leaf = "levering" if rule == "S6 housing only" else activity
    assert reached(answer, "y", leaf) == expected


def test_s6_leaves_housing_itself_alone() -> None:
    answer = flow("  x: {type: Facility, assigned_to: y}\n  y: {type: Device}", "x", "dienstverlening")
    assert reached(answer, "y", "huisvesting") == CERTAIN


def test_s4_is_certain_only_where_all_that_is_realized_is_reached() -> None:
    text = """
    elements:
      C: {type: Contract}
      D: {type: Contract}
      een: {type: ApplicationService}
      twee: {type: ApplicationService}
      y: {type: ApplicationComponent, realizes: [een, twee]}
    statements:
      s1: {contract: C, subject: een, activity: onderhoud}
    """
    assert reached(scope(text), "y", "onderhoud") == POSSIBLE
    torn = scope(text.rstrip() + "\n      s2: {contract: D, subject: twee, activity: onderhoud}\n")
    assert reached(torn, "y", "onderhoud") == POSSIBLE
    both = scope(text.rstrip() + "\n      s2: {contract: C, subject: twee, activity: onderhoud, role: S}\n")
    assert reached(both, "y", "onderhoud") == CERTAIN


def test_propagate_none_keeps_a_statement_to_its_subject() -> None:
    answer = scope("""
    elements:
      C: {type: Contract}
      x: {type: Node, composes: y}
      y: {type: Device}
    statements:
      s1: {contract: C, subject: x, activity: levering, propagate: geen}
    """)
    assert (reached(answer, "x", "levering"), reached(answer, "y", "levering")) == (CERTAIN, NOT)


def test_an_exclude_takes_the_parts_along_and_a_part_with_its_own_include_stays() -> None:
    answer = scope("""
    elements:
      C: {type: Contract}
      x: {type: Node, composes: y}
      y: {type: Node, composes: [z, own]}
      z: {type: Device}
      own: {type: Device}
    statements:
      s1: {contract: C, subject: x, activity: levering}
      s2: {contract: C, subject: y, activity: levering, effect: exclude}
      s3: {contract: C, subject: own, activity: levering}
    """)
    assert [reached(answer, e, "levering") for e in ("x", "y", "z", "own")] == [CERTAIN, NOT, NOT, CERTAIN]
    assert entry(answer, "C", "z").scope_class is ScopeClass.EXCLUDED


def test_exclude_wins_from_include_on_the_same_subject_and_is_a_conflict() -> None:
    answer = scope("""
    elements:
      C: {type: Contract}
      x: {type: Node}
    statements:
      s1: {contract: C, subject: x, activity: levering}
      s2: {contract: C, subject: x, activity: levering, effect: exclude}
    """)
    assert cell(answer, "x", "levering").status is Status.EXCLUDED
    assert "CONFLICT" in {f.code for f in rules.run([answer])}


LEADS = """
elements:
  C: {{type: Contract}}
  D: {{type: Contract}}
  x: {{type: Node}}
statements:
  s1: {{contract: C, subject: x, activity: levering, role: {0}, joint: {2}}}
  s2: {{contract: D, subject: x, activity: levering, role: {1}, joint: {2}}}
"""


@pytest.mark.parametrize(
    ("first", "second", "joint", "status"),
    [
        ("R", "R", "false", Status.OVERLAP),
        ("A", "R", "false", Status.OVERLAP),
        ("A", "R", "true", Status.JOINT),
        ("R", "R", "true", Status.OVERLAP),
        ("A", "A", "true", Status.OVERLAP),
        ("S", "S", "false", Status.SUPPORTED_ONLY),
        ("R", "S", "false", Status.COVERED),
        ("C", "I", "false", Status.UNKNOWN),
    ],
)
def test_roles_make_the_status(first: str, second: str, joint: str, status: Status) -> None:
    assert cell(scope(LEADS.format(first, second, joint)), "x", "levering").status is status


def test_development_is_required_of_what_a_work_package_realizes() -> None:
    answer = scope("""
    elements:
      herbouw: {type: WorkPackage, realizes: x}
      x: {type: ApplicationComponent}
      y: {type: ApplicationComponent}
    """)
    assert cell(answer, "x", "ontwikkeling").required
    assert not cell(answer, "y", "ontwikkeling").required


def test_a_call_off_beyond_its_framework_is_told() -> None:
    answer = scope("""
    elements:
      RAAM: {type: FrameworkAgreement, composes: NOK}
      NOK: {type: CallOff}
      x: {type: ApplicationComponent}
      y: {type: ApplicationComponent}
    statements:
      s1: {contract: RAAM, subject: x, activity: onderhoud}
      s2: {contract: NOK, subject: x, activity: onderhoud}
      s3: {contract: NOK, subject: y, activity: onderhoud}
    """)
    assert [f.subject for f in rules.run([answer]) if f.code == "OUTSIDE_PARENT"] == ["NOK"]


@pytest.mark.parametrize(
    ("statements", "kind"),
    [
        ("s1: {contract: C, subject: x, activity: levering}\n  s2: {contract: D, subject: y, activity: levering}",
         InterfaceKind.SUPPLIER_SUPPLIER),
        ("s1: {contract: C, subject: x, activity: levering}\n  s2: {contract: eigen, subject: y, activity: levering}",
         InterfaceKind.SUPPLIER_OWN),
        ("s1: {contract: C, subject: x, activity: levering}", InterfaceKind.ONE_SIDE_UNKNOWN),
    ],
)  # fmt: skip
def test_boundaries_are_named_after_who_meets(statements: str, kind: InterfaceKind) -> None:
    answer = scope(f"""
elements:
  C: {{type: Contract}}
  D: {{type: Contract}}
  x: {{type: Node, serves: y}}
  y: {{type: Node}}
statements:
  {statements}
""")
    assert [b.kind for b in boundaries_of(answer)] == [kind]


def test_client_side_activities_make_no_boundary() -> None:
    answer = scope("""
    elements:
      x: {type: ApplicationComponent, serves: y}
      y: {type: ApplicationComponent}
    statements:
      s1: {contract: eigen, subject: x, activity: regie}
    """)
    assert boundaries_of(answer) == ()


def test_a_customer_of_a_service_is_an_outside_party_of_whoever_runs_the_realizer() -> None:
    answer = scope("""
    elements:
      C: {type: Contract}
      x: {type: ApplicationComponent, realizes: dienst}
      dienst: {type: ApplicationService, serves: afnemer}
      afnemer: {type: BusinessRole}
    statements:
      s1: {contract: C, subject: x, activity: onderhoud}
    """)
    (boundary,) = boundaries_of(answer)
    assert (boundary.kind, boundary.internal) == (InterfaceKind.SUPPLIER_EXTERNAL, False)
    assert [c.key for c in boundary.source_side] == ["C"]


def test_the_model_may_change_matrix_and_activities() -> None:
    answer = scope("""
    kinds:
      Toestand: {extends: ApplicationComponent}
      Dienst: {extends: Toestand}
    applicability:
      Toestand: {required: [documentatie]}
    activities:
      documentatie: {label: {nl: documentatie}, part_of: beheer, layers: [Application]}
    elements:
      C: {type: Contract}
      x: {type: Dienst}
      y: {type: ApplicationComponent}
    statements:
      s1: {contract: C, subject: x, activity: beheer}
    """)
    assert [(c.activity, c.status) for c in answer.cells(answer.model.element("x"))] == [
        ("documentatie", Status.COVERED)
    ]
    assert cell(answer, "y", "documentatie").status is Status.NOT_APPLICABLE
    assert explain(answer, answer.model.element("x"), "documentatie").reasons[0].paths[0].rolled_down


def test_of_a_kind_without_cells_the_model_does_not_say_what_it_needs() -> None:
    answer = scope(
        """
elements:
  C: {type: Contract}
  a: {type: ApplicationComponent, flows_to: s}
  s: {type: ApplicationService}
statements:
  s1: {contract: C, subject: a, activity: onderhoud}
"""
    )
    service = answer.model.element("s")
    assert [b.reason for b in explain(answer, service, "onderhoud").reasons] == [Reason.NO_CELLS]
    assert [(end.id, [p.key for p in who]) for _, end, who in beside(answer, service)] == [("a", ["C"])]


def test_what_another_organisation_owns_and_nobody_here_looks_after_is_external_not_unknown() -> None:
    answer = scope("""
    elements:
      C: {type: Contract}
      tax: {type: BusinessActor}
      ours: {type: ApplicationComponent}
      theirs: {type: ApplicationComponent, owner: tax, flows_to: ours, realizes: dienst}
      dienst: {type: ApplicationService, flows_to: tax}
      other: {type: ApplicationComponent, flows_to: ours}
    statements:
      s1: {contract: C, subject: ours, activity: onderhoud}
    """)
    assert {b.relation.id: b.kind for b in boundaries_of(answer)} == {
        "theirs.flows_to.ours": InterfaceKind.SUPPLIER_EXTERNAL,
        "dienst.flows_to.tax": InterfaceKind.EXTERNAL_EXTERNAL,
        "other.flows_to.ours": InterfaceKind.ONE_SIDE_UNKNOWN,
    }


def test_a_role_of_which_the_owner_is_unknown_is_neither_ours_nor_an_outsider() -> None:
    answer = scope("""
    elements:
      C: {type: Contract}
      x: {type: ApplicationComponent, realizes: dienst}
      dienst: {type: ApplicationService, serves: [ours, theirs, unknown]}
      ours: {type: BusinessRole, owner: eigen-org}
      theirs: {type: BusinessRole}
      unknown: {type: BusinessRole, owner: onbekend}
    statements:
      s1: {contract: C, subject: x, activity: onderhoud}
    """)
    assert {b.target.id: b.kind for b in boundaries_of(answer)} == {
        "ours": InterfaceKind.SUPPLIER_OWN, "theirs": InterfaceKind.SUPPLIER_EXTERNAL,
        "unknown": InterfaceKind.ONE_SIDE_UNKNOWN,
    }  # fmt: skip
