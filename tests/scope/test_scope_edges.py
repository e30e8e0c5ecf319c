"""Scope where two things hold at once: two closures, two wholes, two classes; and how far junctions carry it."""

from __future__ import annotations

import pytest

from ea_model.scope import Reason, ScopeClass, Sharing, Status, explain, undecided_elements
from tests.support.builders import cell, entry, scope

MODULES = """
elements:
  X: {type: Contract}
  Y: {type: Contract}
  portal: {type: ApplicationComponent, aggregates: module}
  desk: {type: ApplicationComponent, aggregates: other}
  module: {type: ApplicationComponent}
  other: {type: ApplicationComponent}
statements:
  s1: {contract: X, subject: portal, activity: ontwikkeling}
"""
TWO_WHOLES = MODULES.replace("aggregates: other", "aggregates: module")
REUSABLE = MODULES.replace(
    "module: {type: ApplicationComponent}", "module: {type: ApplicationComponent, reusable: true}"
)
STATED = "statements:\n  s1: {contract: C, subject: whole, activity: onderhoud}"


def chain(junctions: int) -> str:
    """A whole and a part with so many junctions between them."""
    names = ["whole", *(f"j{number}" for number in range(junctions)), "part"]
    kinds = ["ApplicationComponent", *["Junction"] * junctions]
    lines = [
        f"  {name}: {{type: {kind}, composes: {after}}}"
        for name, kind, after in zip(names, kinds, names[1:], strict=False)
    ]
    return "\n".join(["elements:", "  C: {type: Contract}", "  part: {type: ApplicationComponent}", *lines, STATED])


@pytest.mark.parametrize(
    ("junctions", "status"),
    [(1, Status.COVERED), (2, Status.COVERED), (3, Status.COVERED), (64, Status.COVERED), (65, Status.UNKNOWN)],
)
def test_scope_passes_a_chain_of_up_to_64_junctions(junctions: int, status: Status) -> None:
    assert cell(scope(chain(junctions)), "part", "onderhoud").status is status


@pytest.mark.parametrize(("first", "second"), [("k1", "k2"), ("k2", "k1")])
def test_where_two_closures_close_a_cell_the_first_of_the_model_is_quoted(first: str, second: str) -> None:
    answer = scope(f"""
        elements:
          x: {{type: Node}}
        closures:
          {first}: {{element: x, activity: levering}}
          {second}: {{element: x}}
        """)
    assert cell(answer, "x", "levering").status is Status.OWN_IMPLICIT
    reasons = explain(answer, answer.model.element("x"), "levering").reasons
    assert [r.closure.id for r in reasons if r.reason is Reason.CLOSURE and r.closure is not None] == [first]


def test_a_part_of_several_wholes_is_shared_as_one_that_is_called_reusable() -> None:
    assert entry(scope(MODULES), "X", "module").sharing is None
    for text in (TWO_WHOLES, REUSABLE):
        module = entry(scope(text), "X", "module")
        assert (module.scope_class, module.sharing) == (ScopeClass.POSSIBLE, Sharing.UNDECIDED)
        assert [element.id for element, _ in undecided_elements(scope(text))] == ["module"]


def test_a_statement_of_its_own_on_any_activity_takes_an_element_off_the_list_of_what_is_undecided() -> None:
    other = scope(TWO_WHOLES + "  s2: {contract: Y, subject: other, activity: onderhoud}\n")
    own = scope(TWO_WHOLES + "  s2: {contract: Y, subject: module, activity: onderhoud}\n")
    assert entry(own, "X", "module").scope_class is ScopeClass.POSSIBLE, "still reached, for another activity"
    assert [e.id for e, _ in undecided_elements(other)] == ["module"]
    assert [e.id for e, _ in undecided_elements(own)] == []


def test_shared_stands_second_among_the_classes_after_the_one_that_decides() -> None:
    answer = scope(TWO_WHOLES + "  s2: {contract: X, subject: module, activity: onderhoud, effect: exclude}\n")
    module = entry(answer, "X", "module")
    assert module.classes == (ScopeClass.POSSIBLE, ScopeClass.SHARED, ScopeClass.EXCLUDED)
