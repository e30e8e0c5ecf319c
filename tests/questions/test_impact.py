"""What a failure reaches, how certain that is and along which chain; neighbours; arrays against plain walks."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Collection

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ea_model.metamodel.archimate import Element, archimate_type
from ea_model.questions.impact import KINDS, NO_RULE, ImpactHit, dependencies, neighbours, upward
from ea_model.questions.impact.arrays import BACKWARD, FORWARD
from ea_model.questions.impact.neighbours import rows_of
from ea_model.scope import Scope, scope_of
from ea_model.values import Truth
from tests.conftest import Ask
from tests.support.builders import SHARED, ids, load, scope
from tests.support.examples import examples

CHAIN = """
    elements:
      infra: {type: Node, serves: [app], composes: [schijf]}
      schijf: {type: Device}
      app: {type: ApplicationComponent, realizes: [dienst]}
      dienst: {type: ApplicationService, serves: [klant]}
      klant: {type: BusinessActor, assigned_to: [rol]}
      rol: {type: BusinessRole}
      domein: {type: ApplicationComponent, composes: [app]}
"""


def hits(answer: Scope, *failed: str, via: Collection[str] = ()) -> dict[str, ImpactHit]:
    return {h.element.id: h for h in upward(answer, [answer.model.element(f) for f in failed], via)}


def test_a_failure_goes_the_way_services_go_and_from_a_part_to_its_whole() -> None:
    found = hits(scope(CHAIN), "app")
    assert set(found) == {"dienst", "klant", "rol", "domein"}
    assert set(hits(scope(CHAIN), "schijf")) == {"infra", "app", "dienst", "klant", "rol", "domein"}
    assert hits(scope(CHAIN), "rol") == {}


def test_what_valid_rules_carry_is_certain_and_the_rest_possible() -> None:
    found = hits(scope(CHAIN), "app")
    assert {key: (h.certain, h.rules) for key, h in found.items()} == {
        "dienst": (True, ()), "domein": (True, ()), "klant": (True, ("DR3",)), "rol": (False, ("DR3", "PDR5")),
    }  # fmt: skip
    below = hits(scope(CHAIN), "infra")
    assert (below["domein"].certain, below["domein"].rules) == (True, ("DR4",))
    assert (below["dienst"].certain, below["dienst"].rules) == (False, ("PDR5",))
    assert hits(scope(CHAIN), "schijf")["app"].rules == ("PDR6",)


def test_what_rests_on_a_reading_or_is_perhaps_not_there_is_only_possible() -> None:
    found = hits(
        scope("""
            elements:
              P0: {type: Plateau}
              platform:
                type: Node
                serves: {app: {provenance: geïnterpreteerd}, ander: {}, later: {exists: {from: 2020}}}
              app: {type: ApplicationComponent}
              ander: {type: ApplicationComponent}
              later: {type: ApplicationComponent}
        """, at="2020-06-01"),
        "platform",
    )  # fmt: skip
    assert {key: h.certain for key, h in found.items()} == {"app": False, "ander": True, "later": False}


def test_where_no_rule_goes_on_the_chain_says_so() -> None:
    answer = scope(
        """
        elements:
          a: {type: Node, serves: [b]}
          b: {type: ApplicationFunction, triggers: [c]}
          c: {type: ApplicationFunction}
        """
    )
    assert (hits(answer, "a")["c"].certain, hits(answer, "a")["c"].rules) == (False, (NO_RULE,))


def test_a_longer_certain_chain_proves_more_than_a_short_possible_one() -> None:
    answer = scope(
        """
        elements:
          a: {type: ApplicationComponent, serves: [m], realizes: [s]}
          m: {type: ApplicationComponent, serves: [z]}
          s: {type: ApplicationService, realizes: [t]}
          t: {type: ApplicationService, serves: [z]}
          z: {type: ApplicationComponent}
        """
    )
    hit = hits(answer, "a")["z"]
    assert (hit.certain, [r.id for r in hit.path]) == (True, ["a.realizes.s", "s.realizes.t", "t.serves.z"])


def test_of_equally_short_chains_the_first_by_relation_id_is_shown() -> None:
    answer = scope(
        """
        elements:
          a: {type: Node}
          x: {type: Node}
          y: {type: Node}
          z: {type: Node}
        relations:
          r9: {type: Serving, from: a, to: x}
          r2: {type: Serving, from: a, to: y}
          r1: {type: Serving, from: x, to: z}
          r8: {type: Serving, from: y, to: z}
        """
    )
    assert [r.id for r in hits(answer, "a")["z"].path] == ["r2", "r8"]


def test_junctions_let_one_type_through_and_are_no_hit_themselves() -> None:
    answer = scope(
        """
        elements:
          a: {type: BusinessProcess}
          b: {type: BusinessProcess}
          c: {type: BusinessProcess, realizes: [s]}
          s: {type: BusinessService}
          j: {type: Junction}
        relations:
          r1: {type: Triggering, from: a, to: j}
          r2: {type: Triggering, from: j, to: c}
          r3: {type: Flow, from: j, to: b}
        """
    )
    found = hits(answer, "a")
    assert {key: (h.certain, h.rules) for key, h in found.items()} == {"c": (True, ()), "s": (True, ("DR7",))}
    assert [r.id for r in found["c"].path] == ["r1", "r2"]


def test_only_the_types_of_relations_that_were_named_are_followed() -> None:
    found = hits(scope(CHAIN), "app", via=["Serving", "Realization"])
    assert set(found) == {"dienst", "klant"}
    assert {h.certain for h in found.values()} == {True}
    assert set(hits(scope(CHAIN), "schijf", via=["Composition"])) == {"infra"}
    assert hits(scope(CHAIN), "app", via=["Flow"]) == {}


def test_a_longer_way_is_shown_when_the_short_one_is_not_followed() -> None:
    answer = scope(
        """
        elements:
          a: {type: ApplicationComponent, serves: [c], realizes: [s]}
          s: {type: ApplicationService, realizes: [c]}
          c: {type: ApplicationService}
        """
    )
    assert [r.id for r in hits(answer, "a")["c"].path] == ["a.serves.c"]
    assert [r.id for r in hits(answer, "a", via=["Realization"])["c"].path] == ["a.realizes.s", "s.realizes.c"]


def test_a_type_nothing_travels_along_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"'Access'.*Serving"):
        hits(scope(CHAIN), "app", via=["Serving", "Access"])


def test_only_what_is_there_at_the_moment_counts() -> None:
    text = """
        elements:
          P0: {type: Plateau}
          P1: {type: Plateau, follows: P0}
          a: {type: Node, serves: [b]}
          b: {type: Node, plateaus: [P1]}
    """
    assert hits(scope(text, "P0"), "a") == {}
    assert set(hits(scope(text, "P1"), "a")) == {"b"}


def test_a_circle_ends_and_does_not_hit_what_failed() -> None:
    answer = scope("elements:\n  a: {type: Node, serves: [b]}\n  b: {type: Node, serves: [a]}\n")
    assert set(hits(answer, "a")) == {"b"}
    assert hits(answer, "a", "b") == {}


@st.composite
def networks(draw: st.DrawFn) -> str:
    """Nodes, services and junctions with relations of every type a failure travels along, and one it does not."""
    size = draw(st.integers(2, 7))
    kinds = [draw(st.sampled_from(("Node", "TechnologyService", "Junction"))) for _ in range(size)]
    types = st.sampled_from((*FORWARD, *BACKWARD, "Access"))
    found = draw(st.lists(st.tuples(types, st.integers(0, size - 1), st.integers(0, size - 1)), max_size=14))
    lines = [f"  e{i}: {{type: {kind}}}" for i, kind in enumerate(kinds)]
    arcs = [f"  r{n}: {{type: {k}, from: e{s}, to: e{t}}}" for n, (k, s, t) in enumerate(found) if s != t]
    return "\n".join(["elements:", *lines, *(["relations:", *arcs] if arcs else [])])


@examples(80)
@given(networks())
def test_the_arrays_reach_what_a_plain_walk_reaches(text: str) -> None:
    answer = scope(text)
    certain, every = dependencies(answer).sizes()
    for number, element in enumerate(answer.model.elements):
        if archimate_type(type(element)) != "Junction":
            found = hits(answer, element.id)
            assert set(found) == _walk(answer, element)
            assert len(found) == every[number]
            assert sum(h.certain for h in found.values()) == certain[number]
            for hit in found.values():
                assert hit.certain == all(rule.startswith("DR") for rule in hit.rules) or not hit.certain


@examples(60)
@given(networks(), st.sets(st.sampled_from(KINDS), min_size=1))
def test_named_types_reach_what_a_model_with_those_alone_reaches(text: str, via: set[str]) -> None:
    answer = scope(text)
    for element in answer.model.elements:
        if archimate_type(type(element)) != "Junction":
            assert set(hits(answer, element.id, via=via)) == _walk(answer, element, via)


def _walk(answer: Scope, start: Element, via: Collection[str] = KINDS) -> set[str]:
    """The same closure with sets and scans, a junction remembering the type it was entered by."""
    reached: set[tuple[str, str]] = set()
    waiting = [(start, "")]
    while waiting:
        at, entered = waiting.pop()
        for relation in answer.model.relations:
            kind = archimate_type(type(relation))
            ends = (relation.source, relation.target) if kind in FORWARD else (relation.target, relation.source)
            if kind in via and ends[0] is at and entered in ("", kind):
                junction = archimate_type(type(ends[1])) == "Junction"
                key = (ends[1].id, kind if junction else "")
                if key not in reached and isinstance(ends[1], Element):
                    reached.add(key)
                    waiting.append((ends[1], key[1]))
    return {i for i, entered in reached if not entered} - {start.id}


def test_the_arrays_are_gone_with_the_answer() -> None:
    answer = scope(CHAIN)
    kept = weakref.ref(dependencies(answer))
    rows = weakref.ref(rows_of(answer.index))
    assert (kept() is not None, rows() is not None) == (True, True)
    del answer
    gc.collect()
    assert (kept(), rows()) == (None, None)


def test_neighbours_are_the_relations_on_both_sides(ask_samen: Ask) -> None:
    answer = ask_samen("P1")
    element = answer.model.element("digipoort")
    found = neighbours(answer, element)
    here = [r for r in (*answer.model.outgoing(element), *answer.model.incoming(element))
            if answer.facts.existence(r)]  # fmt: skip
    assert ids(n.relation for n in found) == ids(here)
    assert all(n.outgoing == (n.relation.source is element) for n in found)
    assert all(n.other in (n.relation.source, n.relation.target) and n.other is not element for n in found)
    assert {n.truth for n in found} == {Truth.YES}


GEMMA = SHARED / "corpus" / "gemma" / "gemma.xml"


@pytest.mark.corpus
@pytest.mark.skipif(not GEMMA.is_file(), reason=f"the GEMMA model is not at {GEMMA}")
def test_gemma_neighbours_and_reach_agree_with_the_model() -> None:
    model = load(GEMMA)
    answer = scope_of(model)
    certain, every = dependencies(answer).sizes()
    assert (certain <= every).all()
    for number in np.random.default_rng(1).integers(0, len(model.elements), 40).tolist():
        element = model.elements[number]
        found = hits(answer, element.id)
        assert (len(found), sum(h.certain for h in found.values())) == (every[number], certain[number])
        around = [*model.outgoing(element), *model.incoming(element)]
        assert ids(n.relation for n in neighbours(answer, element)) == ids(around)
